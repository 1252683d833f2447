"""Two schools whose ninth classes write works and an exam in three years; every number follows from a pupil's place.

The exam has 12 points in 10 tasks and one plan, of the last year. Journals flatter: works and exam say less than the
marks, so a model that has seen an exam can do better than the formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from data_access.tables import (
    enrolment,
    exam_scale,
    exam_task,
    load,
    period_mark,
    person,
    subject,
    task_code,
    task_score,
    unit,
    work,
    work_result,
    work_task,
)

YEARS = (2022, 2023, 2024)
PUPILS = 40  # of a year, both schools together
SCHOOLS = (101, 102)
LOAD = 1
POINTS = (1, 1, 1, 1, 1, 1, 1, 1, 2, 2)
CODES = ("1", "1", "2", "2", "3", "3", "4", "4", "5", "5")


@dataclass
class World:
    """Writes facts with ids of its own choosing."""

    connection: Connection
    maths: int
    algebra: int

    def add_class(self, class_id: int, school_id: int, grade: int, year: int, letter: str = "А") -> None:
        place = {"kind": "class", "parent_id": school_id, "short_name": f"{grade}{letter}"}
        named = {"grade": grade, "year": year, "letter": letter}
        self.connection.execute(insert(unit).values(id=class_id, **place, **named))

    def add_pupil(self, pupil_id: int, class_id: int, school_id: int) -> None:
        self.connection.execute(insert(person).values(id=pupil_id, kind="pupil", school_id=school_id))
        place = {"class_id": class_id, "pupil_id": pupil_id, "load_id": LOAD}
        self.connection.execute(insert(enrolment).values(**place, is_stated=True, is_current=True))

    def add_mark(
        self,
        pupil_id: int,
        class_id: int,
        school_id: int,
        year: int,
        value: str,
        average: float | None = None,
        code: str = "Q3",
        subject_id: int | None = None,
    ) -> None:
        place = {"pupil_id": pupil_id, "class_id": class_id, "school_id": school_id, "load_id": LOAD}
        mark = {"year": year, "period": code, "value": value, "average": average, "is_current": True}
        self.connection.execute(
            insert(period_mark).values(**place, **mark, subject_id=subject_id or self.algebra)
        )

    def add_work(
        self,
        work_id: int,
        kind: str,
        grade: int,
        year: int,
        tasks: Sequence[tuple[int, str]],
        codifier: str = "oge",
        held_on: date | None = None,
        subject_id: int | None = None,
    ) -> None:
        """`tasks`: points and code of each; their ids are 100 · work + position."""
        named = {"code": f"w{work_id}", "title": f"Работа {work_id}", "codifier": codifier}
        of = {"kind": kind, "grade": grade, "year": year, "subject_id": subject_id or self.maths}
        values = {**named, **of, "held_on": held_on, "max_score": sum(points for points, _ in tasks)}
        self.connection.execute(insert(work).values(id=work_id, **values))
        for position, (points, code) in enumerate(tasks):
            task_id = 100 * work_id + position
            of_work = {"work_id": work_id, "position": position, "number": str(position + 1)}
            self.connection.execute(insert(work_task).values(id=task_id, **of_work, max_score=points))
            if code:
                self.connection.execute(insert(task_code).values(task_id=task_id, code=code))

    def add_result(
        self, work_id: int, pupil_id: int, school_id: int, scores: Sequence[int | None], **values: Any
    ) -> None:
        """A written work; `scores` by task, None for a task that was not begun."""
        place = {"work_id": work_id, "pupil_id": pupil_id, "school_id": school_id, "load_id": LOAD}
        who = {"participant": f"p{pupil_id}", "status": "wrote", "is_current": True}
        result = insert(work_result).values(**place, **who, **values)
        key = self.connection.execute(result).inserted_primary_key
        assert key is not None
        for position, score in enumerate(scores):
            row = {"result_id": key[0], "task_id": 100 * work_id + position, "score": score}
            self.connection.execute(insert(task_score).values(**row))


def make_world(connection: Connection) -> World:
    """Schools, the plan and the scale of an exam; the plans and scales of the program are put aside."""
    for table in (exam_task, exam_scale):
        connection.execute(delete(table))
    of_name = {name: id_ for id_, name in connection.execute(select(subject.c.id, subject.c.name))}
    maths, algebra = of_name["Математика"], of_name["Алгебра"]
    now, nothing = datetime(2025, 6, 20), {"answers": {}, "counts": {}}
    file = {"file_name": "мир.xlsx", "sha256": "0", "size": 1, "created_at": now}
    connection.execute(insert(load).values(id=LOAD, status="applied", applied_no=1, **file, **nothing))
    above = connection.scalar(select(unit.c.id).where(unit.c.kind == "municipality"))
    for school_id in SCHOOLS:
        name = f"Школа {school_id}"
        connection.execute(insert(unit).values(id=school_id, kind="school", parent_id=above, short_name=name))
    for position, (points, code) in enumerate(zip(POINTS, CODES, strict=True)):
        task = {"number": str(position + 1), "max_score": points, "level": "Б", "codes": code}
        plan = {"exam": "oge", "subject_id": maths, "year": YEARS[-1] + 1, "position": position}
        connection.execute(insert(exam_task).values(**plan, **task))
    years = {"first_year": YEARS[0] + 1, "last_year": YEARS[-1] + 1}
    borders = {"max_score": sum(POINTS), "from3": 4, "from4": 7, "from5": 10}
    source = {"confidence": "high", "source": "учебная шкала"}
    connection.execute(
        insert(exam_scale).values(exam="oge", subject_id=maths, grade=0, **years, **borders, **source)
    )
    return World(connection, maths, algebra)


def ability(place: int) -> float:
    """0…1, mixed so that neighbours differ and schools are alike."""
    return (place * 7 % PUPILS) / (PUPILS - 1)


def fill_years(world: World, backwards: bool = False) -> None:
    """Ninth classes of three years with two works each and the exam. `backwards`: pupils get their ids in reverse."""
    for number, year in enumerate(YEARS):
        for school_id in SCHOOLS:
            world.add_class(10 * school_id + number, school_id, 9, year)
        for work_number, kind in enumerate(("kr", "dr", "oge")):
            world.add_work(
                10 * (number + 1) + work_number, kind, 9, year, _tasks(kind), held_on=date(year, 12, 1)
            )
        places = range(PUPILS - 1, -1, -1) if backwards else range(PUPILS)
        for order, place in enumerate(places):
            _add_ninth(world, number, place, 1000 * (number + 1) + order)


def _tasks(kind: str) -> list[tuple[int, str]]:
    """Works touch the five sections of the plan; protocols of exams carry no scores here."""
    return [] if kind == "oge" else [(2, "1.1"), (2, "2.1"), (1, "3"), (1, "4.2"), (2, "5.1")]


def _add_ninth(world: World, number: int, place: int, pupil_id: int) -> None:
    year, school_id = YEARS[number], SCHOOLS[place % 2]
    class_id, known = 10 * school_id + number, ability(place)
    world.add_pupil(pupil_id, class_id, school_id)
    average = 2.6 + 2.2 * known + 0.07 * (place % 3)
    world.add_mark(pupil_id, class_id, school_id, year, str(round(average)), round(average, 2), "Q1")
    world.add_mark(pupil_id, class_id, school_id, year, str(min(round(average + 0.3), 5)), None, "Q3")
    for work_number in range(2):
        scores = [int(known * (points + 0.9) * (0.8 + 0.05 * (place % 5))) for points in (2, 2, 1, 1, 2)]
        world.add_result(10 * (number + 1) + work_number, pupil_id, school_id, scores)
    primary = round(9.0 * known + 0.8 * (place % 3))
    mark = 2 + sum(primary >= border for border in (4, 7, 10))
    world.add_result(10 * (number + 1) + 2, pupil_id, school_id, (), primary_score=primary, mark=mark)
