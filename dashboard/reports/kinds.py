"""Which reports there are, who may open and edit one, and what an address of a report means.

The address is that of the page `/reports` and of `/report.docx` alike: `kind`, `mechanism`, `year`, and `period` as the
half of the school year for the half-yearly report. Reading is for those who see the municipality; an editor's own words
are written by those who write the work of that mechanism.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dashboard.blocks import Span
from dashboard.catalogue import catalogue_of
from dashboard.methods.schedule import school_year_of
from dashboard.numbers import format_date, format_year
from dashboard.selection import Selection
from dashboard.views.work_heading import newest_year
from data_access.queries.places import read_municipality
from data_access.queries.roadmap import may_write_work
from data_access.viewer import NotFound, Reader, Refused

PATH = "/reports"
NOTE, YEARLY, HALF_YEARLY = "note", "yearly", "half-yearly"
HALVES = ("H1", "H2")
DEPARTMENT_ONLY = "Отчёты открыты управлению образования и координаторам механизмов."
NO_SUCH_KIND = "Такого вида отчёта нет. Откройте «Отчёты» и выберите вид."
NOT_OF_PROFILE = "Документ этого муниципалитета полугодового отчёта не требует."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report: its title on paper and its name in a list."""

    code: str
    title: str
    name: str


KINDS = {
    NOTE: Kind(NOTE, "Аналитическая справка", "Аналитическая справка по механизму"),
    YEARLY: Kind(
        YEARLY,
        "Аналитический отчёт о результатах оценки качества образования",
        "Годовой отчёт муниципалитета",
    ),
    HALF_YEARLY: Kind(
        HALF_YEARLY,
        "Отчёт об исполнении плана мероприятий («дорожной карты»)",
        "Полугодовой отчёт об исполнении плана",
    ),
}


def kinds_of(reader: Reader) -> tuple[Kind, ...]:
    """Kinds that this profile has: the half-yearly report only where the order asks for one."""
    has_half = catalogue_of(reader).profile.report == HALF_YEARLY
    return tuple(kind for kind in KINDS.values() if kind.code != HALF_YEARLY or has_half)


def open_report(selection: Selection, reader: Reader) -> Selection:
    """Rights, then what the address leaves out: kind, mechanism, year, half. Raises Refused, NotFound."""
    if not reader.viewer.sees_municipality:
        raise Refused(DEPARTMENT_ONLY)
    read_municipality(reader)
    kind = _kind(selection, reader)
    year = selection.year or newest_year(reader)
    chosen = Selection(PATH, year=year, period=selection.period, kind=kind)
    if kind == NOTE:
        return replace(chosen, mechanism=_mechanism(selection, reader))
    if kind == HALF_YEARLY:
        half = selection.period if selection.period in HALVES else newest_half(year, reader.day)
        return replace(chosen, period=half)
    return chosen


def _kind(selection: Selection, reader: Reader) -> str:
    if selection.kind is None:
        return NOTE if selection.mechanism or reader.viewer.mechanism else YEARLY
    if selection.kind not in KINDS:
        raise NotFound(NO_SUCH_KIND)
    if selection.kind not in {kind.code for kind in kinds_of(reader)}:
        raise NotFound(NOT_OF_PROFILE)
    return selection.kind


def _mechanism(selection: Selection, reader: Reader) -> str:
    known = catalogue_of(reader)
    code = selection.mechanism or reader.viewer.mechanism or next(iter(known.mechanisms))
    return known.mechanism(code).code


def report_key(selection: Selection) -> str:
    """Under which the editor's paragraphs are kept; the year and the place stand beside it."""
    return ".".join(part for part in (selection.kind, selection.mechanism, _half(selection)) if part)


def _half(selection: Selection) -> str | None:
    return selection.period if selection.kind == HALF_YEARLY else None


def may_edit(reader: Reader, selection: Selection) -> bool:
    """Whether the viewer writes paragraphs of this report: a coordinator of one mechanism only in its note."""
    return may_write_work(reader, selection.mechanism or "")


def half_span(year: int, half: str) -> Span:
    """A half of the calendar inside a school year: July to December, January to June."""
    if half == "H1":
        return Span(date(year, 7, 1), date(year, 12, 31))
    return Span(date(year + 1, 1, 1), date(year + 1, 6, 30))


def newest_half(year: int, today: date) -> str:
    """The last half that is over; of a year that runs, the first until it ends."""
    return "H1" if school_year_of(today) == year and today <= half_span(year, "H2").end else "H2"


def period_words(selection: Selection) -> str:
    """«2025/26 учебный год»; of a half «первое полугодие 2026 года (01.01.2026 – 30.06.2026)»."""
    if selection.kind != HALF_YEARLY:
        return f"{format_year(selection.year or 0)} учебный год"
    span = half_span(selection.year or 0, selection.period or "H2")
    name = "второе" if selection.period == "H1" else "первое"
    return f"{name} полугодие {span.start.year} года ({format_date(span.start)} – {format_date(span.end)})"
