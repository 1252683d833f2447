"""One item of the roadmap: who said what about it in which year. Nothing is ever taken out of this list."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Row, Table, WorkState
from dashboard.catalogue import catalogue_of
from dashboard.numbers import format_moment, format_year
from dashboard.roadmap import find_item
from dashboard.selection import Selection
from dashboard.views.roadmap import progress_words
from dashboard.work_states import state_cell
from data_access.queries.roadmap import RoadmapMark, read_roadmap_history
from data_access.viewer import Reader

COLUMNS = (
    Column("at", "Когда"),
    Column("year", "Учебный год"),
    Column("state", "Состояние", Kind.STATUS),
    Column("progress", "Готово"),
    Column("evidence", "Подтверждение", Kind.EVIDENCE),
    Column("note", "Примечание"),
    Column("author", "Кто отметил"),
    Column("force", "Действует"),
)


def roadmap_history(selection: Selection, reader: Reader) -> Table | None:
    """Marks of the chosen item, newest first; None when no item is chosen."""
    if selection.item is None:
        return None
    _, item = find_item(catalogue_of(reader), selection.item)
    return Table(
        key="roadmap-history",
        title=f"История: {item.title}",
        caption="новая отметка не стирает прежних",
        columns=COLUMNS,
        rows=tuple(_row(mark, reader.zone) for mark in read_roadmap_history(reader, item.code)),
        source="Источник: отметки управления образования",
        empty="Это мероприятие ещё никто не отмечал.",
    )


def _row(mark: RoadmapMark, zone: str) -> Row:
    return Row(
        (
            Cell(format_moment(mark.at, zone)),
            Cell(format_year(mark.year)),
            state_cell(WorkState(mark.status)),
            Cell(progress_words(mark.progress)),
            Cell(mark.evidence),
            Cell(mark.note),
            Cell(mark.author),
            Cell("да" if mark.is_current else ""),
        )
    )
