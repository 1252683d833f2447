"""Who looks, and what that lets them see: the one place where rights become SQL.

A `Reader` is a viewer together with an open snapshot of the database. Every query takes a reader, so
there is no function that reads without one; `Reader.schools`, `.classes`, `.teaching` give the condition
that each statement must carry. Rights come from the session on the server, never from the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, exists, false, or_, select, true
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.schema import Column

from data_access.tables import subject, teaching, unit

T = TypeVar("T")
IdColumn = Column[int] | ColumnClause[int]


class Refused(Exception):
    """The viewer has no right to this; the message is a Russian sentence."""


class NotFound(Exception):
    """There is no such place, person or page; the message is a Russian sentence."""


@dataclass(frozen=True)
class Viewer:
    """Grants of one account, flattened. `is_system` is the program itself (command line, refresh)."""

    login: str
    display_name: str
    role: str
    user_id: int | None = None
    # municipalities, or the region above them
    municipality_ids: frozenset[int] = frozenset()
    school_ids: frozenset[int] = frozenset()
    class_ids: frozenset[int] = frozenset()
    # one person per school: who teaches in two schools is two of them
    teacher_ids: frozenset[int] = frozenset()
    sees_names: bool = False
    mechanism: str = ""
    is_system: bool = False

    @property
    def scope_key(self) -> str:
        """Equal for two viewers only when they may see exactly the same; first part of every cache key."""
        parts = (self.municipality_ids, self.school_ids, self.class_ids, self.teacher_ids)
        listed = "|".join(",".join(map(str, sorted(part))) for part in parts)
        return f"{int(self.is_system)}:{listed}:{int(self.sees_names)}:{self.mechanism}"

    @property
    def sees_municipality(self) -> bool:
        return self.is_system or bool(self.municipality_ids)

    @property
    def administers(self) -> bool:
        """Screens for a television and the page of citizens are the department head's to set up."""
        return self.role == "head" and bool(self.municipality_ids)

    @property
    def can_load(self) -> bool:
        """Files are loaded by the department and, for their own school, by directors; never by a screen on a wall."""
        return self.role != "wall" and (self.sees_municipality or bool(self.school_ids))


SYSTEM = Viewer("system", "Программа", "system", sees_names=True, is_system=True)


@dataclass(frozen=True)
class MethodSettings:
    """What an installation chose for the project's own methods (методика проекта), passed to the views.

    `work_standard` is a share of the largest score, `ior_tolerance` percentage points. `low_*`: the rule of schools
    with low results (ШНОР), parameters of `dashboard.methods.low_results.LowRule`.
    """

    ior_method: str = "calibrated"
    work_standard: float = 0.5
    ior_tolerance: float = 5.0
    low_logic: Literal["or", "and"] = "or"
    low_percent: int = 30
    low_fewest: int = 5
    low_near: int = 1


@dataclass(frozen=True)
class Reader:
    """A viewer with an open snapshot of the database and the data version it shows.

    `small_number`: aggregates of fewer pupils are hidden from a viewer without the right to names.
    `shared` is kept between requests for one data version; `once` remembers answers for the life of the
    snapshot, so that blocks of one page share them.
    """

    viewer: Viewer
    connection: Connection
    version: int = 0
    small_number: int = 5
    changed_at: datetime | None = None
    methods: MethodSettings = MethodSettings()
    # dashboard.catalogue.Catalogue; rooms below the dashboard only carry it
    catalogue: object = None
    # the day on the clock of the people who read; the desk gives it, `day` refuses without it
    today: date | None = None
    zone: str = "UTC"  # time zone of their clock
    remembered: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)
    shared: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def day(self) -> date:
        """Today, for what is due or overdue. Raises LookupError in a reader that was opened without a clock."""
        if self.today is None:
            raise LookupError("this reader was opened without a day; the desk gives it one")
        return self.today

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer under this key, made on first use."""
        if key not in self.remembered:
            self.remembered[key] = make()
        found: T = self.remembered[key]
        return found

    def reference(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is the same for every viewer and changes only with the data version: subjects, the municipality."""
        if key not in self.shared:
            self.shared[key] = make()
        found: T = self.shared[key]
        return found

    def schools(self, school_id: IdColumn) -> ColumnElement[bool]:
        """Schools that the viewer sees as a whole."""
        viewer = self.viewer
        if viewer.is_system:
            return true()
        allowed: list[ColumnElement[bool]] = []
        if viewer.municipality_ids:
            inside = select(unit.c.id).where(self.municipalities(unit.c.parent_id))
            allowed.append(school_id.in_(inside))
        if viewer.school_ids:
            allowed.append(school_id.in_(viewer.school_ids))
        return or_(*allowed) if allowed else false()

    def municipalities(self, municipality_id: IdColumn) -> ColumnElement[bool]:
        """Municipalities seen as a whole: granted ones, and those of a granted region."""
        own = self.viewer.municipality_ids
        if self.viewer.is_system:
            return true()
        above = unit.alias("above")
        below = select(above.c.id).where(above.c.parent_id.in_(own), above.c.kind == "municipality")
        return or_(municipality_id.in_(own), municipality_id.in_(below)) if own else false()

    def classes(self, school_id: IdColumn, class_id: IdColumn) -> ColumnElement[bool]:
        """Classes that the viewer sees as a whole: of a visible school, or the class teacher's own."""
        if not self.viewer.class_ids:
            return self.schools(school_id)
        return or_(self.schools(school_id), class_id.in_(self.viewer.class_ids))

    def subjects(self, school_id: IdColumn, class_id: IdColumn, subject_id: IdColumn) -> ColumnElement[bool]:
        """Class × subject rows: of a class seen as a whole, or taught by the viewer."""
        whole = self.classes(school_id, class_id)
        if not self.viewer.teacher_ids:
            return whole
        taught = exists().where(
            and_(
                teaching.c.class_id == class_id,
                teaching.c.subject_id == subject_id,
                teaching.c.teacher_id.in_(self.viewer.teacher_ids),
            )
        )
        return or_(whole, taught)

    def assessed(self, school_id: IdColumn, class_id: IdColumn, subject_id: IdColumn) -> ColumnElement[bool]:
        """Class × subject rows of works, exams and forecasts: a work in mathematics belongs to those who teach
        algebra or geometry too (`subject.exam_subject_id`)."""
        whole = self.classes(school_id, class_id)
        if not self.viewer.teacher_ids:
            return whole
        taught = exists().where(
            and_(
                teaching.c.class_id == class_id,
                teaching.c.teacher_id.in_(self.viewer.teacher_ids),
                teaching.c.subject_id == subject.c.id,
                or_(subject.c.id == subject_id, subject.c.exam_subject_id == subject_id),
            )
        )
        return or_(whole, taught)

    def touched_classes(self, school_id: IdColumn, class_id: IdColumn) -> ColumnElement[bool]:
        """Classes of which the viewer sees at least one subject."""
        whole = self.classes(school_id, class_id)
        if not self.viewer.teacher_ids:
            return whole
        taught = select(teaching.c.class_id).where(teaching.c.teacher_id.in_(self.viewer.teacher_ids))
        return or_(whole, class_id.in_(taught))
