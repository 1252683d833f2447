"""Rows of protocols, lists and codifiers as files would give them, as short as a test can say them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from data_access.formats.rows import (
    CodifierRow,
    DestinationRow,
    ExamTaskRow,
    Parsed,
    Place,
    PupilRow,
    ResultRow,
    SchoolRef,
    TaskRow,
    TrainingRow,
    WorkRow,
)

HERE = Place("Лист1", "A1")
ANNA, VIKTOR = "Абрикосова Анна", "Вишнёв Виктор"
SCHOOL, OTHER = SchoolRef("СОШ № 1"), SchoolRef("Лицей № 2")
TASKS = (
    TaskRow("1", 1, "Б", ("1.1", "7.2")),
    TaskRow("2", 2, "П", ("2.10",)),
    TaskRow("3", 3, "", ()),
)
WORK = WorkRow(
    "кр", "kr", "Алгебра", 9, 2025, "2025-12-12", "Контрольная № 3 «Уравнения»", None, TASKS,
    codifier="oge", codifier_year=2026, is_of_school=True,
)  # fmt: skip
SHARED = replace(WORK, key="др", kind="dr", title="Диагностика", is_of_school=False)


def result(pupil: str = ANNA, *scores: int | None, **more: Any) -> ResultRow:
    """A result of 9А of «СОШ № 1» in the own work of the school, unless said otherwise."""
    row = ResultRow(
        WORK.key, SCHOOL, "9А", pupil, True, "", scores or (1, 2, 3), None, 4, None, "wrote", HERE
    )
    return replace(row, **more)


def protocol(*results: ResultRow, works: tuple[WorkRow, ...] = (WORK,), **more: Any) -> Parsed:
    return Parsed("work_protocol", "Протокол", len(results), works=works, results=results, **more)


def roster(*pupils: str, school: SchoolRef = SCHOOL, name: str = "9А") -> Parsed:
    """Pupils of a class of 2025/2026."""
    rows = tuple(PupilRow(school, name, 2025, pupil, "", "", HERE) for pupil in pupils)
    return lists(pupils=rows)


def lists(**rows: Any) -> Parsed:
    """A template with these rows."""
    return Parsed("template", "Шаблон", sum(len(listed) for listed in rows.values()), **rows)


def training(pupil: str = ANNA, outcome: str = "completed", **more: Any) -> TrainingRow:
    return replace(TrainingRow(SCHOOL, "9А", 2025, pupil, "trial", "Повар", outcome, HERE), **more)


def destination(pupil: str = ANNA, kind: str = "college", **more: Any) -> DestinationRow:
    return replace(DestinationRow(SCHOOL, "9А", 2025, pupil, kind, "Колледж", "Повар", HERE), **more)


def element(code: str, title: str = "Числа", **more: Any) -> CodifierRow:
    """Of the codifier of ОГЭ 2027 in mathematics: a year that nobody ships yet."""
    return replace(CodifierRow("oge", "Математика", 2027, code, title, HERE), **more)


def exam_tasks(*maxima: int, subject: str = "Математика", year: int = 2027) -> tuple[ExamTaskRow, ...]:
    """A plan of as many tasks, all of level П and of element 1.1 (and 1.2)."""
    tasks = [TaskRow(str(place + 1), most, "П", ("1.1", "1.2")) for place, most in enumerate(maxima)]
    return tuple(ExamTaskRow("oge", subject, year, place, task, HERE) for place, task in enumerate(tasks))
