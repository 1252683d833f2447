"""Writes a plan: places, persons, facts, marts, audit and data version, in the caller's one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update

from dashboard.loading.commit_others import write_careers, write_reference, write_reports
from dashboard.loading.commit_statements import write_events, write_statements
from dashboard.loading.commit_works import write_results
from dashboard.loading.ledger import Ledger, Touched
from dashboard.loading.plan import PlannedPerson, Token
from dashboard.loading.school_names import named_only, short_school_name
from data_access.codifiers import works_examined_in
from data_access.keys import name_key
from data_access.settling import (
    displaced_classes,
    settle_classes,
    settle_references,
    settle_statements,
    settle_works,
)
from data_access.tables import (
    class_teacher,
    enrolment,
    period_mark,
    person,
    person_name,
    school_record,
    subject,
    subject_alias,
    teaching,
    unit,
)

Progress = Callable[[int, int, str], None]


class Writer(Ledger):
    """Turns the tokens of one plan into ids and its rows into facts of one load."""

    def write(self, progress: Progress) -> Touched:
        steps: tuple[tuple[str, Callable[[], None]], ...] = (
            ("школы и классы", self._places),
            ("педагоги и обучающиеся", self._persons),
            ("предметы", self._subjects),
            ("списки классов", self._rosters),
            ("отметки", self._marks),
            ("кодификаторы", lambda: write_reference(self)),
            ("отчёты региона", lambda: write_reports(self)),
            ("результаты работ", lambda: write_results(self)),
            ("профподготовка и выпускники", lambda: write_careers(self)),
            ("олимпиады", lambda: write_events(self)),
            ("показатели и реестры", lambda: write_statements(self)),
            ("сверка", self._settle),
        )
        for done, (label, step) in enumerate(steps):
            progress(done, len(steps) + 1, label)
            step()
        progress(len(steps), len(steps) + 1, "пересчёт показателей")
        return self.touched

    def _places(self) -> None:
        for token, name in self.plan.municipalities.items():
            id_ = self.insert_one(
                unit,
                kind="municipality",
                parent_id=self.municipality_id,
                short_name=name,
                full_name=name,
                created_load_id=self.load_id,
            )
            self.ids[token] = id_
            self._set_path(id_, self.municipality_id)
        for token, ref in self.plan.schools.items():
            # under the top for now: where a school stands is settled with what loads say of it
            id_ = self.insert_one(
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
            self._set_path(id_, self.municipality_id)
        for token, planned in self.plan.classes.items():
            school = self.id(planned.school)
            id_ = self.insert_one(
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
            self._set_path(id_, school)
        # Every load records how it names a school: when the roster is undone, that name is left.
        self.insert_many(school_record, [self._record(token) for token in self.plan.school_tokens])
        self.touched.schools |= {self.id(token) for token in self.plan.school_tokens}

    def _set_path(self, id_: int, parent_id: int) -> None:
        above = self.connection.scalar(select(unit.c.path).where(unit.c.id == parent_id))
        self.connection.execute(update(unit).where(unit.c.id == id_).values(path=f"{above}{id_}/"))

    def _record(self, token: Token) -> dict[str, Any]:
        row = self.plan.records.get(token) or named_only(self.plan.mentions[token])
        municipality = self.plan.under.get(token)
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
            "municipality_id": None if municipality is None else self.id(municipality),
        }

    def _persons(self) -> None:
        for kind, people in (("teacher", self.plan.teachers), ("pupil", self.plan.pupils)):
            for token, planned in people.items():
                self.ids[token] = self._add_person(kind, planned)

    def _add_person(self, kind: str, planned: PlannedPerson) -> int:
        id_ = self.insert_one(
            person, kind=kind, school_id=self.id(planned.school), created_load_id=self.load_id
        )
        self.connection.execute(
            insert(person_name).values(person_id=id_, full_name=planned.name, name_key=name_key(planned.name))
        )
        return id_

    def _subjects(self) -> None:
        for token, name in self.plan.subjects.items():
            id_ = self.insert_one(subject, name=name, short=name[:6], created_load_id=self.load_id)
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
        self.insert_many(enrolment, places)
        leaders: list[dict[str, Any]] = [
            {
                "class_id": self.id(in_class),
                "teacher_id": self.id(teacher),
                "load_id": self.load_id,
                "is_current": False,
            }
            for in_class, teacher in self.plan.class_teachers.items()
        ]
        self.insert_many(class_teacher, leaders)
        taught: list[dict[str, Any]] = [
            {
                "class_id": self.id(in_class),
                "subject_id": self.id(of_subject),
                "teacher_id": self.id(teacher),
                "load_id": self.load_id,
            }
            for in_class, of_subject, teacher in self.plan.teaching
        ]
        self.insert_many(teaching, taught)
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
        self.insert_many(period_mark, rows)
        self.touched.classes |= {row["class_id"] for row in rows}

    def _settle(self) -> None:
        self.touched.classes |= displaced_classes(self.connection, self.load_id)
        settle_classes(self.connection, sorted(self.touched.classes))
        settle_works(self.connection, sorted(self.touched.works))
        settle_statements(self.connection, self.touched.places)
        settle_references(self.connection, sorted(self.touched.reference_years))
        # After settling: forecasts of these works change with the plan, their results do not.
        planned = {self.id(task.subject) for task in self.plan.exam_tasks}
        self.touched.works |= works_examined_in(self.connection, planned)
