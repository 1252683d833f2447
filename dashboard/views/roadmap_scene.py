"""The roadmap of a school year: items of the profile with how they stand, narrowed as the address says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard.blocks import WorkState
from dashboard.catalogue import catalogue_of
from dashboard.catalogue.profile import RoadmapItem, RoadmapSection
from dashboard.methods.schedule import Mark, Recurrence, Standing, school_year_of, standing
from dashboard.selection import Selection
from data_access.queries.places import read_filled
from data_access.queries.roadmap import RoadmapMark, read_roadmap_marks
from data_access.viewer import Reader

# What a list is narrowed to beside the states themselves.
NOW = "now"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the roadmap in one school year; `mark` is what people said of it in this year."""

    section: RoadmapSection
    item: RoadmapItem
    standing: Standing
    mark: RoadmapMark | None

    @property
    def state(self) -> WorkState:
        return self.standing.state

    @property
    def is_overdue(self) -> bool:
        return self.state is WorkState.OVERDUE

    @property
    def evidence(self) -> str:
        return self.mark.evidence if self.mark else ""


def work_year(selection: Selection, reader: Reader) -> int:
    """The year of the address; else the newest with marks; in an empty installation the running one."""
    return selection.year or max(read_filled(reader), default=school_year_of(reader.day))


def work_years(reader: Reader) -> dict[int, list[str]]:
    """Years that can be chosen: those with marks and the running one. Work has no periods."""
    return {year: [] for year in (*read_filled(reader), school_year_of(reader.day))}


def item_href(selection: Selection, line: Line) -> str:
    """The roadmap as it is narrowed now, with this item open."""
    return replace(selection, path="/roadmap", item=line.item.code).address


def mechanism_code(selection: Selection) -> str:
    """The mechanism of a page of work or of a mechanism page; empty: all of them."""
    if selection.path.startswith("/m/"):
        return selection.path.removeprefix("/m/")
    return selection.mechanism or ""


def year_lines(reader: Reader, year: int, mechanism: str = "") -> list[Line]:
    """Every item of the year, in the order of the document; of a mechanism only its own sections."""

    def make() -> list[Line]:
        marks = read_roadmap_marks(reader)
        found = []
        for section in catalogue_of(reader).profile.roadmap_of(mechanism):
            for item in section.items:
                of_item = marks.get(item.code, {})
                stands = _standing(item, year, of_item, reader)
                if stands is not None:
                    found.append(Line(section, item, stands, of_item.get(year)))
        return found

    return reader.once(("roadmap lines", year, mechanism), make)


def _standing(item: RoadmapItem, year: int, marks: dict[int, RoadmapMark], reader: Reader) -> Standing | None:
    work = Recurrence(item.repeat, item.start, item.end, item.on, item.until)
    said = {of: Mark(mark.status, mark.progress) for of, mark in marks.items()}
    return standing(work, year, reader.day, said)


def lines_of(selection: Selection, reader: Reader) -> list[Line]:
    """Items of the address's mechanism and year, of its section and state if it names them."""
    lines = year_lines(reader, selection.year or 0, mechanism_code(selection))
    of_section = [line for line in lines if selection.section in (None, line.section.section)]
    return [line for line in of_section if fits_state(line, selection.state)]


def fits_state(line: Line, state: str | None) -> bool:
    if state is None:
        return True
    return line.standing.is_now if state == NOW else line.state.value == state


@dataclass(frozen=True, slots=True)
class Totals:
    """What was to be done in the year and what came of it; the rest (`others`) is counted apart."""

    due: int
    done: int
    doing: int
    overdue: int
    now: int
    no_mark: int


def count_lines(lines: Iterable[Line]) -> Totals:
    """Sums of a list. Dropped items, items as needed and long past ones without a mark are not due."""
    listed = list(lines)
    due = [line for line in listed if line.standing.counts]
    states = [line.state for line in listed]
    return Totals(
        len(due),
        states.count(WorkState.DONE),
        states.count(WorkState.DOING),
        states.count(WorkState.OVERDUE),
        sum(line.standing.is_now for line in listed),
        states.count(WorkState.NO_MARK),
    )


def roadmap_done(reader: Reader, year: int, mechanism: str = "") -> tuple[int, int]:
    """The indicator «roadmap_done»: done items and items that were to be done in the year."""
    totals = count_lines(year_lines(reader, year, mechanism))
    return totals.done, totals.due
