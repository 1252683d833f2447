"""First sheet «О выгрузке»: what the file is, who made it from which data, and what its signs mean.

A sheet that is mailed on alone must still be traceable, so the essentials are in every sheet's footer too.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from xlsxwriter.worksheet import Worksheet

from dashboard.blocks import Choice, Heading
from dashboard.export.context import ExportContext
from dashboard.export.layout import PERSONAL, set_page
from dashboard.export.looks import CAPTION, LABEL, LINK, PLAIN, TITLE, WARNING, Look, Looks
from dashboard.export.texts import clean_text

COVER_NAME = "О выгрузке"


def signs(small_number: int) -> tuple[tuple[str, str], ...]:
    """What stands in a cell in place of a number, or beside one, and what it means."""
    return (
        ("нет данных", "значение не поступило или не рассчитано; это не ноль"),
        (
            f"скрыто: меньше {small_number}",
            "обучающихся слишком мало, чтобы показать число; в ячейке стоит слово «скрыто»",
        ),
        ("не применимо", "показатель не имеет смысла для этой строки"),
        ("малая выборка", "число верно, но обучающихся мало: сравнивать его с другими следует осторожно"),
        ("по 2 из 3", "предварительно: сведения сдали не все организации, число ещё изменится"),
        ("в пределах случайного", "изменение не больше того, что даёт случай (95 %)"),
        ("0", "настоящий ноль"),
        ("● достигнут, ▲ зона риска, ▼ ниже цели", "положение относительно целевого значения"),
    )


_LABEL_WIDTH, _TEXT_WIDTH = 34, 96
_LINE_HEIGHT = 15.0


def draw_cover(
    sheet: Worksheet,
    heading: Heading,
    context: ExportContext,
    contents: Sequence[tuple[str, str]],
    looks: Looks,
    *,
    is_personal: bool,
) -> None:
    """Draw the first sheet. `contents`: (sheet name, full title) of the other sheets, in order."""
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, 1, _TEXT_WIDTH)
    writer = _Cover(sheet, looks)
    writer.line(context.title or heading.title, TITLE)
    if is_personal:
        writer.line(f"{PERSONAL}: хранить и передавать с соблюдением Федерального закона № 152-ФЗ", WARNING)
    writer.row += 1
    for name, value in _passport(heading, context):
        writer.pair(name, value)
    writer.moment("Дата и время выгрузки", context)
    writer.number("Версия данных", context.data_version)
    writer.pair("Источник", context.source)
    writer.row += 1
    writer.line("Обозначения", Look(bold=True))
    for sign, meaning in signs(context.small_number):
        writer.pair(sign, meaning)
    writer.row += 1
    writer.line("Листы", Look(bold=True))
    for name, title in contents:
        writer.link(name, title)
    set_page(sheet, context.title or heading.title, context, is_personal=is_personal)


def _passport(heading: Heading, context: ExportContext) -> list[tuple[str, str]]:
    filters = dict(context.filters)
    chosen = {"Учебный год": _current(heading.years), "Период": _current(heading.periods)}
    pairs = [
        ("Страница", heading.title),
        ("", heading.subtitle),
        ("Организация", context.unit_name),
        *((name, value) for name, value in chosen.items() if name not in filters),
        *context.filters,
        ("Кто выгрузил", context.made_by),
    ]
    return [(name, value) for name, value in pairs if value]


def _current(choices: tuple[Choice, ...]) -> str:
    return next((choice.text for choice in choices if choice.is_current), "")


class _Cover:
    """Writes label and value pairs down the sheet."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self.row = 0
        self._sheet, self._looks = sheet, looks

    def line(self, text: str, look: Look) -> None:
        # Not wrapped: the column of labels is narrow, and the text may run on over the empty cell beside it.
        unwrapped = Look(font_size=look.font_size, font_color=look.font_color, bold=look.bold)
        self._sheet.write_string(self.row, 0, clean_text(text), self._looks.format(unwrapped))
        self.row += 1

    def pair(self, name: str, value: str) -> None:
        self._label(name)
        self._sheet.write_string(self.row, 1, clean_text(value), self._looks.format(PLAIN))
        self._sheet.set_row(self.row, _LINE_HEIGHT * ceil(max(1, len(value)) / _TEXT_WIDTH))
        self.row += 1

    def moment(self, name: str, context: ExportContext) -> None:
        self._label(name)
        look = Look(num_format="dd.mm.yyyy hh:mm", align="left")
        self._sheet.write_datetime(
            self.row, 1, context.made_at.replace(tzinfo=None), self._looks.format(look)
        )
        self.row += 1

    def number(self, name: str, value: int) -> None:
        self._label(name)
        self._sheet.write_number(self.row, 1, value, self._looks.format(Look(num_format="0", align="left")))
        self.row += 1

    def link(self, name: str, title: str) -> None:
        cell_format = self._looks.format(LINK)
        self._sheet.write_url(self.row, 0, f"internal:'{name}'!A1", cell_format, name)
        self._sheet.write_string(self.row, 1, clean_text(title), self._looks.format(CAPTION))
        self.row += 1

    def _label(self, name: str) -> None:
        self._sheet.write_string(self.row, 0, clean_text(name), self._looks.format(LABEL))
