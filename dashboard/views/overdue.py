"""Overdue measures: what was promised and is neither done nor dropped. Stands where the day begins."""

from __future__ import annotations

from dashboard.blocks import Attention, Concern, Status
from dashboard.catalogue import catalogue_of
from dashboard.numbers import format_date, plural
from dashboard.selection import Selection
from dashboard.views.action_places import places_of
from dashboard.views.cycle_heading import record_address
from data_access.queries.cycle import Measure, read_overdue
from data_access.viewer import Reader

SHOWN = 7


def overdue_measures(selection: Selection, reader: Reader) -> Attention:
    """Measures past their term, the longest first; on a page of a school, those of the school."""
    places, today = places_of(reader), reader.day
    found = [
        row
        for row in read_overdue(reader)
        if row.unit_id in places and (selection.path != "/school" or row.unit_id == selection.unit)
    ]
    return Attention(
        key="overdue",
        title="Просроченные меры",
        items=tuple(_concern(reader, row, (today - row.due_on).days) for row in found[:SHOWN]),
        total=len(found),
        source="Источник: меры механизмов",
        empty="Просроченных мер нет.",
    )


def _concern(reader: Reader, row: Measure, days: int) -> Concern:
    place = places_of(reader)[row.unit_id].short_name
    late = f"на {days} {plural(days, 'день', 'дня', 'дней')}"
    mechanism = catalogue_of(reader).mechanisms.get(row.mechanism)
    words = [mechanism.short_title if mechanism else "", row.owner, f"срок {format_date(row.due_on)}"]
    return Concern(
        f"{place}: {row.title} — просрочено {late}",
        " · ".join(word for word in words if word),
        Status.BELOW,
        record_address("/measure", row.id),
    )
