"""A class of five whose numbers can be checked by hand (§1.11 of the methods), with works; another school beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal

from sqlalchemy import select

from dashboard.desk import Desk
from dashboard.house import House
from dashboard.loading import Loading
from dashboard.page import Opened
from data_access.formats.rows import (
    ClassRow,
    CodifierRow,
    MarkRow,
    Parsed,
    Place,
    PupilRow,
    ResultRow,
    SchoolRef,
    TaskRow,
    TeachingRow,
    WorkRow,
)
from data_access.tables import person_name, subject, unit
from data_access.viewer import MethodSettings, Reader, Viewer
from pages import make_pages
from tests.loading.loader import Loader

HERE = Place("Лист1", "A1")
SCHOOL, OTHER = SchoolRef("СОШ № 1"), SchoolRef("Лицей № 2")
YEAR = 2025
PUPILS = ("Абрикосова Анна", "Вишнёв Виктор", "Грушин Глеб", "Дынина Дарья", "Ежевикин Егор")
ALGEBRAIST, PHYSICIST, GEOMETER = "Линейкина Лидия", "Ускорова Ульяна", "Циркулев Цезарь"
CODES = ("2.9", "2.10", "7.2.1", "7.1")
TASKS = (
    TaskRow("1", 5, "Б", ("2.9",)),
    TaskRow("2", 5, "Б", ("2.10",)),
    TaskRow("3", 5, "П", ("7.2.1",)),
    TaskRow("4", 5, "П", ("7.1", "2.9")),
)
# 58 points of 100, as in the worked example; marks of the work beside them
SCORES: tuple[tuple[int | None, ...], ...] = (
    (5, 5, 4, 4),
    (5, 4, 3, 2),
    (4, 4, 2, 2),
    (3, 2, 2, 2),
    (2, 2, 1, None),
)
WORK_MARKS = (5, 4, 3, 3, 2)
EXAMPLE = WorkRow(
    "кр1",
    "kr",
    "Алгебра",
    9,
    YEAR,
    "2025-12-12",
    "Контрольная № 1",
    20,
    TASKS,
    "oge",
    2026,
    is_of_school=True,
)
PHYSICS = replace(
    EXAMPLE, key="кр2", subject="Физика", title="Контрольная по физике", codifier="", codifier_year=None
)


def work_result(
    work: WorkRow,
    pupil: str,
    scores: Sequence[int | None],
    mark: int | None = None,
    school: SchoolRef = SCHOOL,
    class_name: str = "9А",
    status: Literal["wrote", "absent"] = "wrote",
) -> ResultRow:
    primary = sum(score for score in scores if score is not None and score > 0)
    return ResultRow(
        work.key, school, class_name, pupil, True, "", tuple(scores), primary, mark, None, status, HERE
    )


def example_results(work: WorkRow = EXAMPLE) -> tuple[ResultRow, ...]:
    lines = zip(PUPILS, SCORES, WORK_MARKS, strict=True)
    return tuple(work_result(work, pupil, scores, mark) for pupil, scores, mark in lines)


def marks(
    subject_name: str, period: str, values: Sequence[str], teacher: str = "", year: int = YEAR, grade: int = 9
) -> list[MarkRow]:
    pairs = zip(PUPILS, values, strict=True)
    return [
        MarkRow(SCHOOL, f"{grade}А", year, pupil, subject_name, teacher, period, value, None, HERE)
        for pupil, value in pairs
        if value
    ]


def parsed(
    works: Sequence[WorkRow] = (EXAMPLE, PHYSICS),
    results: Sequence[ResultRow] | None = None,
    journal: Sequence[MarkRow] | None = None,
) -> Parsed:
    """The class with its teachers, previous marks 5 4 4 3 2 in algebra, and works."""
    if journal is None:
        journal = [
            *marks("Алгебра", "Q1", "54432", ALGEBRAIST),
            *marks("Алгебра", "Q2", "54333", ALGEBRAIST),
            *marks("Геометрия", "Q1", "22222", GEOMETER),
            *marks("Физика", "Q1", "55555", PHYSICIST),
        ]
    if results is None:
        results = [*example_results(), *example_results(PHYSICS)]
    return Parsed(
        "template",
        "Шаблон",
        1,
        classes=(ClassRow(SCHOOL, "9А", YEAR, "", HERE), ClassRow(OTHER, "9А", YEAR, "", HERE)),
        pupils=(
            *(PupilRow(SCHOOL, "9А", YEAR, pupil, "", "", HERE) for pupil in PUPILS),
            PupilRow(OTHER, "9А", YEAR, "Чужов Чеслав", "", "", HERE),
        ),
        teaching=(
            TeachingRow(SCHOOL, "9А", YEAR, "Алгебра", ALGEBRAIST, HERE),
            TeachingRow(SCHOOL, "9А", YEAR, "Геометрия", GEOMETER, HERE),
            TeachingRow(SCHOOL, "9А", YEAR, "Физика", PHYSICIST, HERE),
        ),
        marks=tuple(journal),
        works=tuple(works),
        results=tuple(results),
        codifiers=tuple(
            CodifierRow("oge", "Математика", 2026, code, f"Элемент {code}", HERE) for code in ("2", *CODES)
        ),
    )


class World:
    """An installation with the class, and the pages as anybody sees them."""

    def __init__(self, house: House, small_number: int = 5, methods: MethodSettings | None = None) -> None:
        self.house = house
        self.loader = Loader(house)
        self.desk = Desk(house, make_pages(Loading(house)))
        self.small_number = small_number
        self.methods = methods or MethodSettings()

    def load(self, rows: Parsed) -> None:
        self.loader.load_rows(rows)

    def unit(self, name: str, kind: str = "class", school: str = "СОШ № 1") -> int:
        above = unit.alias("above")
        statement = select(unit.c.id).join(above, above.c.id == unit.c.parent_id)
        statement = statement.where(unit.c.kind == kind, unit.c.short_name == name)
        if kind == "class":
            statement = statement.where(above.c.short_name == school, unit.c.year == YEAR)
        return self._one(statement)

    def person(self, name: str) -> int:
        return self._one(select(person_name.c.person_id).where(person_name.c.full_name == name))

    def subject(self, name: str) -> int:
        return self._one(select(subject.c.id).where(subject.c.name == name))

    def _one(self, statement: object) -> int:
        with self.house.database.reading() as connection:
            return int(connection.execute(statement).scalar_one())  # type: ignore[call-overload]

    @property
    def class_id(self) -> int:
        return self.unit("9А")

    @contextmanager
    def reader(self, viewer: Viewer) -> Iterator[Reader]:
        """A reader under this world's settings of methods and hiding."""
        with self.desk.reading(viewer) as reader:
            yield replace(reader, small_number=self.small_number, methods=self.methods)

    def open(self, viewer: Viewer, address: str) -> Opened:
        """A page by its address, computed anew."""
        path, _, query = address.partition("?")
        self.desk._blocks.clear()
        with self.reader(viewer) as reader:
            return self.desk.look(path, query, reader)
