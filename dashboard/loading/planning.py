"""From parsed rows to a plan: each kind of row in turn, so that later kinds find what earlier ones brought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboard.loading.limits import Row, sound, sound_average
from dashboard.loading.matching import Answers, Matcher
from dashboard.loading.plan import NEW, Plan, PlannedMark, PlannedResult, Token
from data_access.directory import Directory
from data_access.formats.rows import MarkRow, Parsed, Problem, ResultRow, SchoolRef, WorkRow


def make_plan(
    parsed: Parsed,
    directory: Directory,
    answers: Answers,
    may_create_school: bool,
    years: tuple[int, ...] = (),
) -> Plan:
    """Everything the file would write, with the questions that must be answered first.

    `years` are offered when the file does not name its school year.
    """
    plan = Plan(parsed, problems=list(parsed.problems))
    matcher = Matcher(plan, directory, answers, may_create_school)
    _plan_schools(parsed, matcher)
    _plan_classes(parsed, matcher)
    _plan_pupils(parsed, matcher)
    _plan_teaching(parsed, matcher)
    _plan_marks(parsed, matcher, years)
    _plan_results(parsed, matcher)
    if not plan.open_questions:
        plan.problems += [
            Problem("warning", f"{label}: не загружено строк: {count}")
            for label, count in plan.left_out.items()
        ]
    return plan


def _sound(rows: Iterable[Row], matcher: Matcher) -> Iterator[Row]:
    return sound(rows, matcher.directory.years, matcher.plan.problems)


def _plan_schools(parsed: Parsed, matcher: Matcher) -> None:
    for row in _sound(parsed.schools, matcher):
        token = matcher.school(SchoolRef(row.short_name, row.oo_code, row.login))
        for name in (row.short_name, row.full_name):
            matcher.also_called(SchoolRef(name), token)
        if token is None:
            matcher.leave_out(row.short_name)
        else:
            matcher.plan.records[token] = row


def _plan_classes(parsed: Parsed, matcher: Matcher) -> None:
    for row in _sound(parsed.classes, matcher):
        school, in_class = matcher.seat(row.school, row.year, row.name, row.place)
        if school is None or in_class is None:
            continue
        teacher = matcher.teacher(school, row.class_teacher, f"классный руководитель {row.name}")
        if teacher is not None:
            matcher.plan.class_teachers[in_class] = teacher
        elif row.class_teacher:
            matcher.leave_out(row.class_teacher)


def _plan_pupils(parsed: Parsed, matcher: Matcher) -> None:
    for row in _sound(parsed.pupils, matcher):
        school, in_class = matcher.seat(row.school, row.year, row.class_name, row.place)
        if school is None or in_class is None:
            continue
        pupil = matcher.pupil(school, row.pupil, in_class, row.year, row.class_name)
        matcher.plan.enrolments[in_class, pupil] = (row.since, row.until, True)


def _plan_teaching(parsed: Parsed, matcher: Matcher) -> None:
    for row in _sound(parsed.teaching, matcher):
        school, in_class = matcher.seat(row.school, row.year, row.class_name, row.place)
        if school is None or in_class is None:
            continue
        teacher = matcher.teacher(school, row.teacher, row.subject)
        if teacher is None:
            matcher.leave_out(row.teacher)
        else:
            matcher.plan.teaching.add((in_class, matcher.subject(row.subject), teacher))


def _plan_marks(parsed: Parsed, matcher: Matcher, years: tuple[int, ...]) -> None:
    seen: dict[tuple[Token, Token, int, str], str] = {}
    for row in _sound(parsed.marks, matcher):
        planned = _plan_mark(row, matcher, years)
        if planned is None:
            continue
        key = (planned.pupil, planned.subject, planned.year, planned.period)
        if key in seen:
            if seen[key] != planned.value:
                matcher.reject("вторая отметка за тот же период: оставлена первая", row.place, row.value)
            continue
        seen[key] = planned.value
        matcher.plan.marks.append(planned)
        matcher.plan.enrolments.setdefault((planned.in_class, planned.pupil), ("", "", False))
        if planned.teacher is not None:
            matcher.plan.teaching.add((planned.in_class, planned.subject, planned.teacher))


def _plan_mark(row: MarkRow, matcher: Matcher, years: tuple[int, ...]) -> PlannedMark | None:
    year = row.year or matcher.ask_year(years)
    if year is None:
        return None
    school, in_class = matcher.seat(row.school, year, row.class_name, row.place)
    if school is None or in_class is None:
        return None
    return PlannedMark(
        pupil=matcher.pupil(school, row.pupil, in_class, year, row.class_name),
        school=school,
        in_class=in_class,
        subject=matcher.subject(row.subject),
        teacher=matcher.teacher(school, row.teacher, row.subject),
        year=year,
        period=row.period,
        value=row.value,
        average=sound_average(row, matcher.plan.problems),
        place=row.place,
    )


def _plan_results(parsed: Parsed, matcher: Matcher) -> None:
    works = {work.key: work for work in parsed.works}
    rows = list(_sound(parsed.results, matcher))
    unknown = [row for row in rows if row.is_name and _unknown_participant(row, matcher, works)]
    decision = matcher.ask_unknown_pupils(len(unknown)) if unknown else NEW
    seen: set[tuple[str, Token, Token | str]] = set()
    for row in rows:
        school = matcher.school(row.school)
        if school is None:
            matcher.leave_out(row.school.label)
            continue
        work = works[row.work_key]
        planned = _plan_result(row, work.year, work.grade, school, matcher, decision)
        if planned is None:
            continue
        participant = (row.work_key, school, planned.pupil or row.participant)
        if participant in seen:
            matcher.reject("участник повторяется: оставлена первая строка", row.place)
            continue
        seen.add(participant)
        matcher.plan.works.setdefault(work.key, (work, matcher.subject(work.subject)))
        matcher.plan.results.append(planned)


def _plan_result(
    row: ResultRow, year: int, grade: int, school: Token, matcher: Matcher, decision: str
) -> PlannedResult | None:
    if not row.is_name:
        return PlannedResult(row, school, matcher.ordinal_class(school, year, grade, row.class_name), None)
    in_class = matcher.school_class(school, year, row.class_name, row.place)
    pupil: Token | None = matcher.known_pupil(school, row.participant, year, grade)
    if pupil is None and decision == NEW and in_class is not None:
        pupil = matcher.pupil(school, row.participant, in_class, year, row.class_name)
        matcher.plan.enrolments.setdefault((in_class, pupil), ("", "", False))
    if pupil is None:
        matcher.plan.problems.append(
            Problem(
                "error", f"участника нет в списке класса {row.class_name}: строка не загружена", row.place
            )
        )
        return None
    return PlannedResult(row, school, in_class, pupil)


def _unknown_participant(row: ResultRow, matcher: Matcher, works: dict[str, WorkRow]) -> bool:
    school = matcher.school(row.school)
    work = works[row.work_key]
    return school is not None and matcher.known_pupil(school, row.participant, work.year, work.grade) is None
