"""What a file says of exams against the codifiers and plans that are known: doubts for the preview, never errors."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from dashboard.loading.exam_scales import scale_problems
from dashboard.loading.exam_tasks import exam_of_protocol, plan_fits, plan_of_protocol
from dashboard.loading.plan import Plan, PlannedWork, Token
from data_access.codifiers import read_elements
from data_access.formats.exam_words import codifier_words
from data_access.formats.rows import Problem
from data_access.tables import subject


def reference_problems(connection: Connection, plan: Plan) -> list[Problem]:
    """One warning for each code its codifier lacks, for each work whose codifier, plan or scale does not fit."""
    return [*_of_codes(connection, plan), *_of_plans(connection, plan), *scale_problems(connection, plan)]


def named_references(connection: Connection, plan: Plan) -> tuple[str, ...]:
    """Codifiers, plans and reports that the file brings: «кодификатор ОГЭ 2026, математика»."""
    found = [("кодификатор", of.row.exam, of.row.year, of.subject) for of in plan.elements]
    found += [("план экзамена", of.row.exam, of.row.year, of.subject) for of in plan.exam_tasks]
    named = [
        f"{what} {codifier_words(exam, year)}, {_subject_name(connection, plan, token)}"
        for what, exam, year, token in dict.fromkeys(found)
    ]
    return (*named, *_named_reports(connection, plan))


def _named_reports(connection: Connection, plan: Plan) -> Iterator[str]:
    """«ВПР 2026, русский язык, 4 класс: Демонстрационная область, вся выборка»: whose figures come with the file."""
    areas: dict[tuple[str, int, Token, int], dict[str, None]] = {}
    for planned in plan.reports:
        row = planned.row
        areas.setdefault((row.exam, row.year + 1, planned.subject, row.grade), {})[row.area] = None
    for (exam, year, token, grade), names in areas.items():
        name = _subject_name(connection, plan, token)
        yield f"{codifier_words(exam, year)}, {name}, {grade} класс: {', '.join(names)}"


def _of_codes(connection: Connection, plan: Plan) -> Iterator[Problem]:
    warned: set[tuple[str, str]] = set()
    for planned in plan.works.values():
        row = planned.row
        codes = dict.fromkeys(code for task in row.tasks for code in task.codes)
        if not codes or row.codifier_year is None:
            continue
        name = _subject_name(connection, plan, planned.subject)
        named = f"{codifier_words(row.codifier, row.codifier_year)}, {name}"
        known = _known_codes(connection, plan, planned)
        if not known:
            rule = (
                f"кодификатор {named} не загружен: элементы работы «{row.title}» будут показаны без названий"
            )
            yield Problem("warning", rule)
            continue
        for code in codes:
            if code not in known and (named, code) not in warned:
                warned.add((named, code))
                rule = f"кода {code} нет в кодификаторе {named}: элемент будет показан без названия"
                yield Problem("warning", rule, value=code)


def _known_codes(connection: Connection, plan: Plan, planned: PlannedWork) -> set[str]:
    """Of this file's own codifier, which will be the newest, or else of the one in force."""
    row = planned.row
    examined = _exam_subject(connection, planned.subject)
    in_file = {
        element.row.code
        for element in plan.elements
        if (element.row.exam, element.subject, element.row.year)
        == (row.codifier, examined, row.codifier_year)
    }
    if in_file or not isinstance(examined, int) or row.codifier_year is None:
        return in_file
    return set(read_elements(connection, row.codifier, examined, row.codifier_year))


def _of_plans(connection: Connection, plan: Plan) -> Iterator[Problem]:
    for planned in plan.works.values():
        if not isinstance(planned.subject, int):
            continue
        tasks = plan_of_protocol(connection, planned.row, planned.subject)
        if tasks and not plan_fits(tasks, planned.row.tasks):
            name = _subject_name(connection, plan, planned.subject)
            exam = codifier_words(exam_of_protocol(planned.row), planned.row.year + 1)
            rule = (
                f"план экзамена {exam}, {name} не подходит к протоколу "
                f"(заданий в плане {len(tasks)}, в протоколе {len(planned.row.tasks)}, или за задание получили "
                "больше, чем в плане): максимальные баллы взяты по лучшему ответу"
            )
            yield Problem("warning", rule)


def _exam_subject(connection: Connection, token: Token) -> Token:
    if not isinstance(token, int):
        return token
    examined = func.coalesce(subject.c.exam_subject_id, subject.c.id)
    return connection.scalar(select(examined).where(subject.c.id == token)) or token


def _subject_name(connection: Connection, plan: Plan, token: Token) -> str:
    """The name of the exam's subject, inside a sentence."""
    examined = _exam_subject(connection, token)
    if not isinstance(examined, int):
        return plan.subjects[examined].lower()
    return str(connection.scalar(select(subject.c.name).where(subject.c.id == examined))).lower()
