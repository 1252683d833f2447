"""Colours that figures and sparklines need as values; everything else takes them from `assets/50-tokens.css`.

A test holds the two equal, so a colour changes in both or in neither.
"""

from __future__ import annotations

from dashboard.blocks import Role, Status

INK = "#14202b"
INK_2 = "#4a5a68"
INK_3 = "#606e7a"
CARD = "#ffffff"
LINE = "#e2e8ec"
ACCENT = "#0b5cad"
PEER = "#8795a1"

STATUS = {
    Status.REACHED: "#1e7f5c",
    Status.RISK: "#a86a00",
    Status.BELOW: "#b93a26",
    Status.NO_DATA: "#75838f",
    Status.NONE: ACCENT,
}
ROLE = {Role.SUBJECT: ACCENT, Role.PEER: PEER, Role.ALERT: STATUS[Status.BELOW]}
ROLE_TEXT = {Role.SUBJECT: ACCENT, Role.PEER: INK_3, Role.ALERT: "#a32f1d"}
FONT = "'Golos Text', 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
