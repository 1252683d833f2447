"""From parsed rows to a plan: each kind of row in turn, so that later kinds find what earlier ones brought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboard.loading.limits import Row, sound, sound_average
from dashboard.loading.matching import Answers, Matcher
from dashboard.loading.plan import Plan, PlannedMark, Token
from dashboard.loading.planning_careers import of_graduates, plan_destinations, plan_trainings, seat_careers
from dashboard.loading.planning_events import plan_events
from dashboard.loading.planning_places import place_new_schools, plan_municipality
from dashboard.loading.planning_reference import plan_reference
from dashboard.loading.planning_statements import plan_statements
from dashboard.loading.planning_works import plan_results, seat_results
from dashboard.loading.pupils import admit
from dashboard.loading.scope import Scope
from data_access.directory import Directory
from data_access.formats.rows import MarkRow, Parsed, Problem, SchoolRef


def make_plan(
    parsed: Parsed,
    directory: Directory,
    answers: Answers,
    scope: Scope,
    years: tuple[int, ...] = (),
) -> Plan:
    """Everything the file would write, with the questions that must be answered first.

    `scope`: who loads, and what may be stated; `years` are offered when the file does not name its school year.
    """
    plan = Plan(parsed, problems=list(parsed.problems))
    matcher = Matcher(plan, directory, answers, scope.viewer.sees_municipality)
    _plan_schools(parsed, matcher)
    _plan_classes(parsed, matcher)
    _plan_pupils(parsed, matcher)
    _plan_teaching(parsed, matcher)
    _plan_marks(parsed, matcher, years)
    plan_reference(parsed, matcher)
    _plan_named(parsed, matcher)
    plan_statements(parsed, matcher, scope)
    place_new_schools(matcher)
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
        is_ours, municipality = plan_municipality(row, matcher)
        if not is_ours:
            continue
        token = matcher.school(SchoolRef(row.short_name, row.oo_code, row.login))
        for name in (row.short_name, row.full_name):
            matcher.also_called(SchoolRef(name), token)
        if token is None:
            matcher.leave_out(row.short_name)
            continue
        matcher.plan.records[token] = row
        if municipality is not None:
            matcher.plan.under[token] = municipality


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


def _plan_named(parsed: Parsed, matcher: Matcher) -> None:
    """Results, preparation, graduates and olympiads together: an unknown pupil is one question of the file."""
    results = seat_results(parsed, matcher)
    trainings = seat_careers(parsed.trainings, matcher)
    destinations = seat_careers(of_graduates(parsed.destinations, matcher), matcher)
    events = seat_careers(parsed.events, matcher)
    named = [result.pupil for result in results if result.pupil is not None]
    named += [pupil for seated in (trainings, destinations, events) for _, pupil in seated]
    pupils = admit(named, matcher)
    plan_results(results, pupils, matcher)
    plan_trainings(trainings, pupils, matcher)
    plan_destinations(destinations, pupils, matcher)
    plan_events(events, pupils, matcher)
