"""A school on two sheets of A4 (карточка школы): what a director takes to a meeting.

The blocks are those of the school's own pages, shortened to what fits; a caption says how much is left out.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Row, Table
from dashboard.catalogue import catalogue_of
from dashboard.selection import Selection
from dashboard.views import action_lists, objectivity_school, school, school_mechanisms, school_staff
from data_access.queries.places import read_school
from data_access.viewer import NotFound, Reader

MOST_CLASSES, MOST_SUBJECTS, MOST_MEASURES, MOST_YEARS = 10, 7, 5, 3
CLASS_COLUMNS = ("class", "n", "pass", "quality", "micro", "index", "place")
MEASURE_COLUMNS = ("what", "owner", "due", "state")


def leads(selection: Selection, reader: Reader) -> Table:
    """The leading indicator of each mechanism that is collected from this school."""
    whole = school_mechanisms.table(selection, reader)
    place = read_school(reader, selection.unit or 0)
    titles = {found.short_title: found.lead for found in catalogue_of(reader).mechanisms.values()}
    first: dict[str, Row] = {}
    for row in whole.rows:
        title = row.cells[0].text
        is_lead = f"indicator={titles.get(title, '')}" in row.cells[1].href.split("&")
        if is_lead or title not in first:
            first[title] = row
    return _columns(
        replace(
            whole,
            key="card_leads",
            title="Показатели механизмов",
            caption=f"по одному на механизм; все — в разделе «Показатели механизмов», {place.short_name}",
            rows=tuple(first.values()),
            notes=(),
        ),
        ("mechanism", "title", "value", "change", "target", "status"),
    )


def classes(selection: Selection, reader: Reader) -> Table:
    """Classes that lose most quality: the worst places first."""
    whole = school.classes(selection, reader)
    index = [column.key for column in whole.columns].index("index")
    ordered = sorted(whole.rows, key=lambda row: -(_value(row, index)))
    return _columns(_shortened(whole, "card_classes", ordered, MOST_CLASSES), CLASS_COLUMNS)


def subjects(selection: Selection, reader: Reader) -> Table:
    """Subjects that lose most quality."""
    whole = school_staff.subjects(selection, reader)
    return _shortened(whole, "card_subjects", list(whole.rows), MOST_SUBJECTS)


def objectivity(selection: Selection, reader: Reader) -> Table:
    """Signs of three years, where procedures were checked."""
    try:
        whole = objectivity_school.history(selection, reader)
    except NotFound:
        whole = Table("history", "Объективность результатов", "", (), (), empty="Процедур ещё не проверяли.")
    return _shortened(whole, "card_objectivity", list(whole.rows), MOST_YEARS)


def measures(selection: Selection, reader: Reader) -> Table:
    """What is done about it, overdue first."""
    whole = action_lists.measures(replace(selection, mechanism=None, state=None), reader)
    shown = _shortened(whole, "card_measures", list(whole.rows), MOST_MEASURES)
    return _columns(replace(shown, empty="Мер по этой школе нет."), MEASURE_COLUMNS)


def _value(row: Row, index: int) -> float:
    quantity = row.cells[index].quantity
    return quantity.value if quantity is not None and quantity.value is not None else -1.0


def _shortened(block: Table, key: str, rows: list[Row], most: int) -> Table:
    left = f"показаны {most} из {len(rows)}" if len(rows) > most else ""
    caption = "; ".join(part for part in (block.caption, left) if part)
    return replace(block, key=key, rows=tuple(rows[:most]), caption=caption, notes=())


def _columns(block: Table, keys: tuple[str, ...]) -> Table:
    """The table with these columns only."""
    kept = [at for at, column in enumerate(block.columns) if column.key in keys]
    rows = (replace(row, cells=tuple(row.cells[at] for at in kept)) for row in block.rows)
    return replace(block, columns=tuple(block.columns[at] for at in kept), rows=tuple(rows))
