"""From protocols to planned works and results: exams, ВПР, and the works of schools and of the municipality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.loading.identity import WORKS_OF_TEACHERS, Identity, work_identity
from dashboard.loading.limits import sound
from dashboard.loading.matching import Matcher
from dashboard.loading.plan import PlannedResult, PlannedWork, Token, WorkKey
from dashboard.loading.pupils import NamedPupil, reject_stranger
from data_access.formats.rows import NOT_TAUGHT, Parsed, Problem, ResultRow, WorkRow


@dataclass(frozen=True, slots=True)
class SeatedResult:
    """A result whose school is known; `pupil` is None for participants known by a code."""

    row: ResultRow
    work: WorkRow
    school: Token
    in_class: Token | None
    pupil: NamedPupil | None


def seat_results(parsed: Parsed, matcher: Matcher) -> list[SeatedResult]:
    """Results with their places; those without a place, or of a work that cannot be stored, are left out."""
    years, problems = matcher.directory.years, matcher.plan.problems
    works = {work.key: work for work in sound(parsed.works, years, problems)}
    found = []
    for row in sound(parsed.results, years, problems):
        work = works.get(row.work_key)
        if work is None:
            matcher.leave_out("Работа, которую нельзя сохранить")
            continue
        seated = _seat(row, work, matcher)
        if seated is not None:
            found.append(seated)
    return found


def _seat(row: ResultRow, work: WorkRow, matcher: Matcher) -> SeatedResult | None:
    if work.kind in WORKS_OF_TEACHERS and row.is_name:
        school, in_class = matcher.seat(row.school, work.year, row.class_name, row.place)
        return None if school is None else _seated(row, work, school, in_class)
    school = matcher.school(row.school)
    if school is None:
        matcher.leave_out(row.school.label)
        return None
    if row.is_name:
        return _seated(row, work, school, matcher.school_class(school, work.year, row.class_name, row.place))
    in_class = matcher.ordinal_class(school, work.year, work.grade, row.class_name)
    return SeatedResult(row, work, school, in_class, None)


def _seated(row: ResultRow, work: WorkRow, school: Token, in_class: Token | None) -> SeatedResult:
    pupil = NamedPupil(school, in_class, work.year, work.grade, row.class_name, row.participant)
    return SeatedResult(row, work, school, in_class, pupil)


def plan_results(seated: list[SeatedResult], pupils: Mapping[NamedPupil, Token], matcher: Matcher) -> None:
    """One result of a participant in a work, however many sheets speak of it."""
    seen: set[tuple[Identity, Token, Token | str]] = set()
    for result in seated:
        row, work = result.row, result.work
        pupil = None if result.pupil is None else pupils.get(result.pupil)
        if row.is_name and pupil is None:
            reject_stranger(row.class_name, row.place, matcher)
            continue
        planned = PlannedWork(
            work, matcher.subject(work.subject), result.school if work.is_of_school else None
        )
        identity = work_identity(work, planned.subject, planned.school)
        participant = (identity, result.school, row.participant if pupil is None else pupil)
        if participant in seen:
            matcher.reject("участник повторяется: оставлена первая строка", row.place)
            continue
        seen.add(participant)
        _add(result, planned, pupil, matcher)


def _add(result: SeatedResult, planned: PlannedWork, pupil: Token | None, matcher: Matcher) -> None:
    key: WorkKey = (planned.row.key, planned.school)
    matcher.plan.works.setdefault(key, planned)
    row = result.row
    if planned.row.kind in WORKS_OF_TEACHERS:
        row = replace(row, primary=sum_of_known(row), mark=_mark(row, matcher))
    matcher.plan.results.append(PlannedResult(row, key, result.school, result.in_class, pupil))
    is_place_said = planned.row.kind in WORKS_OF_TEACHERS or not isinstance(pupil, int)
    if pupil is not None and result.in_class is not None and is_place_said:
        matcher.plan.enrolments.setdefault((result.in_class, pupil), ("", "", False))


def sum_of_known(row: ResultRow) -> int | None:
    """Points for the tasks that were assigned; None for the absent and where nothing was assigned."""
    assigned = [score for score in row.scores if score != NOT_TAUGHT]
    if row.status == "absent" or not assigned:
        return None
    return sum(score for score in assigned if score is not None)


def _mark(row: ResultRow, matcher: Matcher) -> int | None:
    """The mark for a work as the scale of works has it: «1» is a failing mark and counts as «2»."""
    if row.mark is None or 2 <= row.mark <= 5:
        return row.mark
    rule = "отметка «1» учтена как «2»" if row.mark == 1 else "отметка не от 1 до 5 и не прочитана"
    matcher.plan.problems.append(Problem("warning", rule, row.place, str(row.mark)))
    return 2 if row.mark == 1 else None
