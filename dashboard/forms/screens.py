"""The forms of screens: a new one, and the acts on those whose link is not revoked."""

from __future__ import annotations

from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.catalogue import catalogue_of
from dashboard.selection import Selection
from dashboard.ui.fields import act, acts, choice, fields, folded, form_card, line, said, several
from data_access.queries.wall import read_screens
from data_access.viewer import Reader

LISTS = {"changes": "Что изменилось за год", "overdue": "Просроченные меры"}
DAYS = {"30": "30 дней", "180": "полгода", "365": "год", "1095": "три года"}
SECONDS = {"10": "10 секунд", "20": "20 секунд", "30": "30 секунд", "60": "минута"}
THEMES = {"dark": "тёмная", "light": "светлая"}
HOURS = {"": "не тускнеть", **{f"{hour:02d}:00": f"{hour:02d}:00" for hour in range(24)}}


def form(_selection: Selection, reader: Reader, _today: date) -> list[Component]:
    known = catalogue_of(reader).mechanisms
    scenes = {**{code: found.short_title for code, found in known.items()}, **LISTS}
    live = [row for row in read_screens(reader) if row.revoked_at is None]
    return [
        form_card(
            folded(
                "Новый экран",
                [
                    fields(
                        line("Название", "screen-title", hint="Кабинет начальника", longest=120),
                        several("Сцены", "screen-scenes", scenes, list(scenes)),
                        choice("Каждая держится", "screen-seconds", SECONDS, "20"),
                        choice("Тема", "screen-theme", THEMES, "dark"),
                        choice("Тускнеет с", "screen-dim-from", HOURS, ""),
                        choice("до", "screen-dim-to", HOURS, ""),
                        choice("Ссылка действует", "screen-days", DAYS, "365"),
                    ),
                    acts(act("Создать экран", "screen-make", "primary")),
                ],
            ),
            html.Div(id="screen-link"),
            *(_of_screen(row.id, row.title) for row in live),
            said("screen-said"),
        )
    ]


def _of_screen(screen_id: int, title: str) -> Component:
    return html.Div(
        [
            html.B(title),
            act("Продлить на год", {"act": "screen-renew", "screen": str(screen_id)}),
            act("Отозвать ссылку", {"act": "screen-revoke", "screen": str(screen_id)}, "danger"),
        ],
        className="acts",
    )
