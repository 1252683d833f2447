"""Writes a plan: places, persons, facts, marts, audit and data version, in the caller's one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from dashboard.loading.plan import LoadRefused, Plan, PlannedPerson, Token
from dashboard.loading.school_names import named_only, short_school_name
from data_access.formats.rows import WorkRow
from data_access.keys import name_key
from data_access.settling import displaced_classes, settle_classes, settle_works
from data_access.tables import (
    class_teacher,
    enrolment,
    period_mark,
    person,
    person_name,
    school_record,
    subject,
    subject_alias,
    task_score,
    teaching,
    unit,
    work,
    work_result,
    work_task,
)

Progress = Callable[[int, int, str], None]
BATCH = 5000


@dataclass
class Touched:
    """What a load or an undo changed: the refresh rebuilds just this."""

    classes: set[int] = field(default_factory=set)
    works: set[int] = field(default_factory=set)
    schools: set[int] = field(default_factory=set)


class Writer:
    """Turns the tokens of one plan into ids and its rows into facts of one load."""

    def __init__(self, connection: Connection, plan: Plan, load_id: int, municipality_id: int) -> None:
        self.connection = connection
        self.plan = plan
        self.load_id = load_id
        self.municipality_id = municipality_id
        self.ids: dict[Token, int] = {}
        self.touched = Touched()

    def write(self, progress: Progress) -> Touched:
        steps: tuple[tuple[str, Callable[[], None]], ...] = (
            ("школы и классы", self._places),
            ("педагоги и обучающиеся", self._persons),
            ("предметы", self._subjects),
            ("списки классов", self._rosters),
            ("отметки", self._marks),
            ("результаты работ", self._results),
            ("сверка", self._settle),
        )
        for done, (label, step) in enumerate(steps):
            progress(done, len(steps) + 1, label)
            step()
        progress(len(steps), len(steps) + 1, "пересчёт показателей")
        return self.touched

    def id(self, token: Token) -> int:
        return token if isinstance(token, int) else self.ids[token]

    def _insert_one(self, table: Table, **values: Any) -> int:
        key = self.connection.execute(insert(table).values(**values)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def _insert_many(self, table: Table, rows: list[dict[str, Any]]) -> None:
        for start in range(0, len(rows), BATCH):
            self.connection.execute(insert(table), rows[start : start + BATCH])

    def _places(self) -> None:
        for token, ref in self.plan.schools.items():
            id_ = self._insert_one(
                unit,
                kind="school",
                parent_id=self.municipality_id,
                short_name=short_school_name(ref.label)[:120],
                full_name=ref.name,
                oo_code=ref.oo_code,
                login=ref.login,
                created_load_id=self.load_id,
            )
            self.ids[token] = id_
            self._set_path(id_, f"/{self.municipality_id}/{id_}/")
        for token, planned in self.plan.classes.items():
            school = self.id(planned.school)
            id_ = self._insert_one(
                unit,
                kind="class",
                parent_id=school,
                short_name=f"{planned.grade}{planned.letter}",
                year=planned.year,
                grade=planned.grade,
                letter=planned.letter,
                created_load_id=self.load_id,
            )
            self.ids[token] = id_
            self._set_path(id_, f"/{self.municipality_id}/{school}/{id_}/")
        # Every load records how it names a school: when the roster is undone, that name is left.
        self._insert_many(school_record, [self._record(token) for token in self.plan.school_tokens])
        self.touched.schools |= {self.id(token) for token in self.plan.school_tokens}

    def _set_path(self, id_: int, path: str) -> None:
        self.connection.execute(update(unit).where(unit.c.id == id_).values(path=path))

    def _record(self, token: Token) -> dict[str, Any]:
        row = self.plan.records.get(token) or named_only(self.plan.mentions[token])
        return {
            "unit_id": self.id(token),
            "load_id": self.load_id,
            "short_name": row.short_name,
            "full_name": row.full_name,
            "oo_code": row.oo_code,
            "login": row.login,
            "school_kind": row.kind,
            "is_rural": row.is_rural,
            "is_stated": token in self.plan.records,
        }

    def _persons(self) -> None:
        for kind, people in (("teacher", self.plan.teachers), ("pupil", self.plan.pupils)):
            for token, planned in people.items():
                self.ids[token] = self._add_person(kind, planned)

    def _add_person(self, kind: str, planned: PlannedPerson) -> int:
        id_ = self._insert_one(
            person, kind=kind, school_id=self.id(planned.school), created_load_id=self.load_id
        )
        self.connection.execute(
            insert(person_name).values(person_id=id_, full_name=planned.name, name_key=name_key(planned.name))
        )
        return id_

    def _subjects(self) -> None:
        for token, name in self.plan.subjects.items():
            id_ = self._insert_one(subject, name=name, short=name[:6], created_load_id=self.load_id)
            self.ids[token] = id_
            self.connection.execute(insert(subject_alias).values(name_key=name_key(name), subject_id=id_))

    def _rosters(self) -> None:
        places: list[dict[str, Any]] = [
            {
                "class_id": self.id(in_class),
                "pupil_id": self.id(pupil),
                "load_id": self.load_id,
                "since": date.fromisoformat(since) if since else None,
                "until": date.fromisoformat(until) if until else None,
                "is_stated": stated,
                "is_current": False,
            }
            for (in_class, pupil), (since, until, stated) in self.plan.enrolments.items()
        ]
        self._insert_many(enrolment, places)
        leaders: list[dict[str, Any]] = [
            {
                "class_id": self.id(in_class),
                "teacher_id": self.id(teacher),
                "load_id": self.load_id,
                "is_current": False,
            }
            for in_class, teacher in self.plan.class_teachers.items()
        ]
        self._insert_many(class_teacher, leaders)
        taught: list[dict[str, Any]] = [
            {
                "class_id": self.id(in_class),
                "subject_id": self.id(of_subject),
                "teacher_id": self.id(teacher),
                "load_id": self.load_id,
            }
            for in_class, of_subject, teacher in self.plan.teaching
        ]
        self._insert_many(teaching, taught)
        for rows in (places, leaders, taught):
            self.touched.classes |= {row["class_id"] for row in rows}

    def _marks(self) -> None:
        rows: list[dict[str, Any]] = [
            {
                "pupil_id": self.id(mark.pupil),
                "subject_id": self.id(mark.subject),
                "year": mark.year,
                "period": mark.period,
                "load_id": self.load_id,
                "school_id": self.id(mark.school),
                "class_id": self.id(mark.in_class),
                "teacher_id": None if mark.teacher is None else self.id(mark.teacher),
                "value": mark.value,
                "average": mark.average,
                "is_current": False,
            }
            for mark in self.plan.marks
        ]
        self._insert_many(period_mark, rows)
        self.touched.classes |= {row["class_id"] for row in rows}

    def _results(self) -> None:
        tasks = {key: self._work(key) for key in self.plan.works}
        scores: list[dict[str, Any]] = []
        for planned in self.plan.results:
            row = planned.row
            work_id, task_ids = tasks[row.work_key]
            pupil_id = None if planned.pupil is None else self.id(planned.pupil)
            result_id = self._insert_one(
                work_result,
                work_id=work_id,
                school_id=self.id(planned.school),
                class_id=None if planned.in_class is None else self.id(planned.in_class),
                pupil_id=pupil_id,
                # A name never becomes a key: a matched participant is known by the pupil's id.
                participant=f"p{pupil_id}" if row.is_name else row.participant,
                load_id=self.load_id,
                variant=row.variant,
                primary_score=row.primary,
                mark=row.mark,
                journal_mark=row.journal_mark,
                status=row.status,
                is_current=False,
            )
            scores += [
                {"result_id": result_id, "task_id": task_id, "score": score}
                for task_id, score in zip(task_ids, row.scores, strict=True)
            ]
        self._insert_many(task_score, scores)

    def _work(self, key: str) -> tuple[int, list[int]]:
        row, of_subject = self.plan.works[key]
        subject_id = self.id(of_subject)
        code = f"{row.kind}-{row.year}-{row.grade}-{subject_id}-{row.date if row.kind == 'oge' else ''}"
        work_id = self.connection.scalar(select(work.c.id).where(work.c.code == code))
        if work_id is not None:
            self._check_tasks(work_id, row)
        else:
            work_id = self._insert_one(
                work,
                code=code,
                kind=row.kind,
                subject_id=subject_id,
                grade=row.grade,
                year=row.year,
                held_on=date.fromisoformat(row.date) if row.date else None,
                title=row.title,
                max_score=row.max_score,
                created_load_id=self.load_id,
            )
            self._insert_many(
                work_task,
                [
                    {
                        "work_id": work_id,
                        "position": position,
                        "number": task.number,
                        "max_score": task.max_score,
                        "level": task.level,
                    }
                    for position, task in enumerate(row.tasks)
                ],
            )
        self.touched.works.add(work_id)
        known = select(work_task.c.id).where(work_task.c.work_id == work_id).order_by(work_task.c.position)
        return work_id, list(self.connection.scalars(known))

    def _check_tasks(self, work_id: int, row: WorkRow) -> None:
        """The tasks of a known work must be those of the file, or scores would go to the wrong tasks."""
        tasks = work_task.c
        statement = select(tasks.id, tasks.number, tasks.max_score).where(tasks.work_id == work_id)
        known = self.connection.execute(statement.order_by(tasks.position)).all()
        if [task.number for task in known] != [task.number for task in row.tasks]:
            raise LoadRefused(
                f"«{row.title}» уже загружена с другими заданиями: было {len(known)}, "
                f"в файле {len(row.tasks)}. Отмените прежнюю загрузку этой работы или исправьте файл."
            )
        # Protocols of РЦОИ do not state the maximum: it is the best that anybody has got so far.
        for task, in_file in zip(known, row.tasks, strict=True):
            if in_file.max_score > task.max_score:
                better = update(work_task).where(tasks.id == task.id)
                self.connection.execute(better.values(max_score=in_file.max_score))

    def _settle(self) -> None:
        self.touched.classes |= displaced_classes(self.connection, self.load_id)
        settle_classes(self.connection, sorted(self.touched.classes))
        settle_works(self.connection, sorted(self.touched.works))
