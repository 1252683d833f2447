"""Colours and cell formats of the workbook, in the program's palette.

Excel counts formats, so equal ones are made once.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from dashboard.blocks import Status, Tone
from dashboard.export.cells import Entry

INK = "#14202B"
SECOND = "#4A5A68"
LINE = "#E2E8EC"
HEADER_FILL = "#F4F6F8"
ACCENT = "#0B5CAD"
PEER = "#9AA7B2"
ALERT = "#B93A26"
FONT = "Calibri"  # present wherever a workbook is opened; the page's own font is not
CHART_FONT = {"color": SECOND, "size": 9}

STATUS_COLOURS = {
    Status.REACHED: "#1E7F5C",
    Status.RISK: "#A86A00",
    Status.BELOW: "#B93A26",
    Status.NO_DATA: "#5E6B76",
}

# Pale grounds under dark ink: readable on paper and with any office theme.
TONE_FILLS = {
    Tone.GOOD: "#CFE7DA",
    Tone.FAIR: "#E8F3EC",
    Tone.WARN: "#FBE5B2",
    Tone.BAD: "#F4BDB4",
    Tone.MUTED: "#EEF1F3",
}

# Segments of stacked bars: marks, then tones.
SEGMENT_COLOURS = {
    "5": "#1E7F5C",
    "4": "#8CC5A3",
    "3": "#F0C35A",
    "2": "#C9503A",
    "na": "#D5DBE0",
    Tone.GOOD.value: "#1E7F5C",
    Tone.FAIR.value: "#8CC5A3",
    Tone.WARN.value: "#F0C35A",
    Tone.BAD.value: "#C9503A",
    Tone.MUTED.value: "#D5DBE0",
    Tone.PLAIN.value: PEER,
    "deep": "#4A5A68",
}


@dataclass(frozen=True, slots=True)
class Look:
    """A cell format in XlsxWriter's own words."""

    font_name: str = FONT
    font_size: float = 10
    font_color: str = INK
    bold: bool = False
    italic: bool = False
    num_format: str = "General"
    bg_color: str = ""
    border: int = 0
    border_color: str = LINE
    top: int = 0
    align: str = ""
    valign: str = "top"
    text_wrap: bool = False

    def properties(self) -> dict[str, Any]:
        given = asdict(self)
        top = given.pop("top")
        words = {name: value for name, value in given.items() if value != ""}
        return {**words, "top": top} if top else words


TITLE = Look(font_size=14, bold=True, text_wrap=True)
CAPTION = Look(font_color=SECOND, text_wrap=True)
WARNING = Look(font_color=ALERT, bold=True, text_wrap=True)
HEADER = Look(bold=True, bg_color=HEADER_FILL, border=1, text_wrap=True, valign="vcenter")
PLAIN = Look(text_wrap=True)
LABEL = Look(font_color=SECOND, text_wrap=True)
LINK = Look(font_color=ACCENT, text_wrap=True)

_MEDIUM, _THIN = 2, 1


def entry_look(entry: Entry, *, is_total: bool) -> Look:
    """Look of a body cell: numbers to the right, words in grey italics, status and tone in colour."""
    is_number = isinstance(entry.value, float)
    fill = TONE_FILLS.get(entry.tone, "")
    # On a coloured ground only ink has the contrast to be read.
    colour = INK if fill else STATUS_COLOURS.get(entry.status, INK)
    return Look(
        font_color=SECOND if entry.is_word else colour,
        italic=entry.is_word,
        bold=is_total,
        num_format=entry.number_format or "General",
        bg_color=fill,
        border=_MEDIUM if entry.is_framed else _THIN,
        border_color=INK if entry.is_framed else LINE,
        top=_MEDIUM if is_total else 0,
        align=_align(entry),
        text_wrap=not is_number,
    )


def _align(entry: Entry) -> str:
    if entry.is_centred:
        return "center"
    return "right" if entry.is_word or isinstance(entry.value, float) else ""


class Looks:
    """Formats of one workbook, each made on first use."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[Look, Format] = {}

    def format(self, look: Look) -> Format:
        if look not in self._made:
            self._made[look] = self._book.add_format(look.properties())
        return self._made[look]
