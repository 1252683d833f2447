"""From rows to planned vocational preparation (профподготовка) and destinations of graduates (выпускники)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from dashboard.loading.limits import sound
from dashboard.loading.matching import Matcher, split_class
from dashboard.loading.plan import PlannedDestination, PlannedTraining, Token
from dashboard.loading.pupils import NamedPupil, reject_stranger
from data_access.formats.rows import DestinationRow, EventRow, TrainingRow

Row = TypeVar("Row", TrainingRow, DestinationRow, EventRow)
GRADUATING = (9, 11)


def seat_careers(rows: Iterable[Row], matcher: Matcher) -> list[tuple[Row, NamedPupil]]:
    """Rows with the pupils they name; rows without a place are left out."""
    found: list[tuple[Row, NamedPupil]] = []
    for row in sound(rows, matcher.directory.years, matcher.plan.problems):
        school, in_class = matcher.seat(row.school, row.year, row.class_name, row.place)
        if school is not None:
            pupil = NamedPupil(school, in_class, row.year, _grade(row.class_name), row.class_name, row.pupil)
            found.append((row, pupil))
    return found


def of_graduates(rows: Iterable[DestinationRow], matcher: Matcher) -> list[DestinationRow]:
    """Only grades 9 and 11 are left by graduates: another class is a misprint, and its row is rejected."""
    found = []
    for row in rows:
        if split_class(row.class_name) is None or _grade(row.class_name) in GRADUATING:
            found.append(row)
        else:
            rule = f"выпускники бывают только 9 и 11 классов, а здесь {row.class_name}: строка не загружена"
            matcher.reject(rule, row.place, row.class_name)
    return found


def plan_trainings(
    seated: Iterable[tuple[TrainingRow, NamedPupil]], pupils: Mapping[NamedPupil, Token], matcher: Matcher
) -> None:
    """One outcome of a pupil in a programme of a kind and year."""
    seen: dict[tuple[Token, int, str, str], str] = {}
    for row, named in seated:
        place = seat_of(row, named, pupils, matcher)
        if place is None:
            continue
        in_class, pupil = place
        key = (pupil, row.year, row.kind, row.programme)
        if key not in seen:
            seen[key] = row.outcome
            matcher.plan.trainings.append(PlannedTraining(row, named.school, in_class, pupil))
        elif seen[key] != row.outcome:
            matcher.reject("второй результат по той же программе: оставлен первый", row.place)


def plan_destinations(
    seated: Iterable[tuple[DestinationRow, NamedPupil]], pupils: Mapping[NamedPupil, Token], matcher: Matcher
) -> None:
    """One destination of a graduate."""
    seen: dict[tuple[Token, int], tuple[str, str, str]] = {}
    for row, named in seated:
        place = seat_of(row, named, pupils, matcher)
        if place is None:
            continue
        in_class, pupil = place
        said = (row.kind, row.institution, row.speciality)
        if (pupil, row.year) not in seen:
            seen[pupil, row.year] = said
            matcher.plan.destinations.append(PlannedDestination(row, named.school, in_class, pupil))
        elif seen[pupil, row.year] != said:
            matcher.reject("выпускник повторяется с другими сведениями: оставлена первая строка", row.place)


def seat_of(
    row: TrainingRow | DestinationRow | EventRow,
    named: NamedPupil,
    pupils: Mapping[NamedPupil, Token],
    matcher: Matcher,
) -> tuple[Token, Token] | None:
    """Class and pupil of a row; the row says, as a mark does, that the pupil is in the class."""
    pupil = pupils.get(named)
    if pupil is None or named.in_class is None:
        reject_stranger(named.class_name, row.place, matcher)
        return None
    matcher.plan.enrolments.setdefault((named.in_class, pupil), ("", "", False))
    return named.in_class, pupil


def _grade(class_name: str) -> int:
    return (split_class(class_name) or (0, ""))[0]
