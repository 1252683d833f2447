"""Opening and heading of one recommendation, measure or decision, and the addresses by which they are reached."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Crumb, Heading
from dashboard.selection import Selection
from dashboard.views.work_heading import STAFF_ONLY, work_heading
from data_access.queries.cycle import Decision, Measure, Recommendation
from data_access.viewer import NotFound, Reader, Refused

ACTIONS_TITLE = "Рекомендации и решения"
Record = Recommendation | Measure | Decision


def require_staff(reader: Reader) -> None:
    """Raises Refused for those who have no part in the management cycle."""
    if not reader.viewer.sees_municipality and not reader.viewer.school_ids:
        raise Refused(STAFF_ONLY)


def required_record(selection: Selection, absent: str) -> int:
    """The id in the address. Raises NotFound with the sentence `absent`."""
    if selection.record is None:
        raise NotFound(absent)
    return selection.record


def record_heading(selection: Selection, reader: Reader, record: Record, title: str, short: str) -> Heading:
    """Crumbs through the list of the same place and mechanism; `short` is the last of them."""
    at = of_record(replace(selection, record=None), record)
    base = work_heading(at, reader, title)
    way = Crumb(ACTIONS_TITLE, actions_of(record).address)
    tabs = tuple(replace(tab, is_current=tab.href.startswith("/actions")) for tab in base.tabs)
    return replace(base, years=(), tabs=tabs, crumbs=(*base.crumbs[:-1], way, Crumb(short)))


def of_record(selection: Selection, record: Record) -> Selection:
    """The selection with the place, the mechanism and the year of a record."""
    return replace(selection, unit=record.unit_id, mechanism=record.mechanism, year=record.year)


def actions_of(record: Record) -> Selection:
    """The list in which a record stands."""
    return Selection("/actions", record.unit_id, year=record.year, mechanism=record.mechanism)


def record_address(path: str, record_id: int) -> str:
    """The address of one recommendation, measure or decision."""
    return Selection(path, record=record_id).address


def new_measure(record: Record, indicator: str = "") -> str:
    """The form of a new measure about the same place."""
    return replace(actions_of(record), path="/measure", indicator=indicator or None).address


def new_decision(record: Recommendation | Measure) -> str:
    """The form of a new decision that rests on this recommendation or measure."""
    return replace(
        actions_of(record),
        path="/decision",
        indicator=record.indicator or None,
        record=record.id,
        state="recommendation" if isinstance(record, Recommendation) else None,
    ).address
