"""Personal control where rows meet the method: each class is set against its own comparable checkpoint.

Quarters and half-years end together at H1, but the checkpoint before it is Q1 for a class with quarters and none for a
class with half-years. So «before» is chosen class by class, and a teacher's change is made of those groups only that
have both sides: a class that came or went would otherwise look like progress. The year as a whole is compared with the
same cohort a year before; there a group is the same one only under the same teacher, who can see both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.methods.components import MicroRow, MicroType
from dashboard.methods.control import ControlCounts, TeacherControl, TeachingKey, personal_control
from dashboard.views.component_times import Time, time_before
from data_access.queries.components import ComponentRow

EVERYBODY = 0  # the one «teacher» of a scene without teachers
Kept = Mapping[int, Collection[str]]  # class → checkpoints that it has in the chosen year


@dataclass
class _Side:
    """What one teacher has at one of the two times, under the classes of the chosen year."""

    taught: dict[TeachingKey, int] = field(default_factory=dict)
    micro: list[MicroRow] = field(default_factory=list)

    def only(self, keys: Collection[TeachingKey]) -> _Side:
        return _Side(
            {key: n_taught for key, n_taught in self.taught.items() if key in keys},
            [row for row in self.micro if (row.teacher_id, row.subject_id, row.class_id) in keys],
        )


@dataclass(frozen=True)
class ControlScene:
    """Sides by teacher. `before`: class → the time it is compared with; `earlier`: everybody's microcomponents then,
    by (subject, class)."""

    now: Time
    before: Mapping[int, Time]
    sides: dict[int, _Side]
    sides_before: dict[int, _Side]
    earlier: dict[tuple[int, int], list[MicroRow]]

    def teachers(self) -> list[int]:
        """Who gave marks at the chosen checkpoint; 0: the mark names nobody."""
        return sorted(teacher_id for teacher_id, side in self.sides.items() if side.taught)


def taught_in(row: ComponentRow) -> int:
    """Pupils with a mark, «н/а» or «незач» («незач» is no mark, yet it is a microcomponent)."""
    return row.n + row.micro_d - row.n2


def control_scene(
    now: Time, rows: Iterable[ComponentRow], micro: Iterable[Any], kept: Kept, by_teacher: bool = True
) -> ControlScene:
    """`micro`: rows with pupil_id, class_id, subject_id, teacher_id, year, checkpoint, kind.

    Without `by_teacher` the subgroups of a class in a subject are one group, whoever teaches.
    """
    listed = list(rows)
    own = own_classes(now[0], listed)
    times = {class_id: time_before(*now, kept.get(class_id, ())) for class_id in own.values()}
    before = {class_id: time for class_id, time in times.items() if time is not None}
    sorting = _Sorting(ControlScene(now, before, {}, {}, {}), own, by_teacher)
    for row in listed:
        sorting.add_marks(row)
    for found in micro:
        sorting.add_micro(found)
    return sorting.scene


@dataclass(frozen=True)
class _Sorting:
    """Puts rows of any time and class on the side where they belong."""

    scene: ControlScene
    own: Mapping[int, int]
    by_teacher: bool

    def add_marks(self, row: ComponentRow) -> None:
        sides = self._sides(row)
        if sides is None or not taught_in(row):
            return
        teacher_id = self._teacher(row)
        taught = sides.setdefault(teacher_id, _Side()).taught
        key = (teacher_id, row.subject_id, self.own[row.class_id])
        # Two periods that end at one checkpoint are added up, as everywhere.
        taught[key] = taught.get(key, 0) + taught_in(row)

    def add_micro(self, row: Any) -> None:
        sides = self._sides(row)
        if sides is None:
            return
        teacher_id, class_id, kind = self._teacher(row), self.own[row.class_id], MicroType(row.kind)
        made = MicroRow(class_id, row.subject_id, teacher_id, row.checkpoint, row.pupil_id, kind)
        sides.setdefault(teacher_id, _Side()).micro.append(made)
        if sides is self.scene.sides_before:
            self.scene.earlier.setdefault((row.subject_id, class_id), []).append(made)

    def _teacher(self, row: Any) -> int:
        return int(row.teacher_id) if self.by_teacher else EVERYBODY

    def _sides(self, row: Any) -> dict[int, _Side] | None:
        class_id = self.own.get(row.class_id)
        if class_id is None:
            return None
        time = (row.year, row.checkpoint)
        if time == self.scene.now:
            return self.scene.sides
        return self.scene.sides_before if time == self.scene.before.get(class_id) else None


def own_classes(year: int, rows: Iterable[ComponentRow]) -> dict[int, int]:
    """Class of any year → the class that its cohort is in the chosen year."""
    listed = list(rows)
    of_cohort = {_cohort(row): row.class_id for row in listed if row.year == year}
    return {row.class_id: of_cohort[_cohort(row)] for row in listed if _cohort(row) in of_cohort}


def _cohort(row: ComponentRow) -> tuple[int, int, str]:
    return row.school_id, row.grade - row.year, row.letter


def control_of(scene: ControlScene, teacher_id: int) -> TeacherControl | None:
    """Personal control of one teacher at the chosen checkpoint; None without marks there.

    `change` counts only the (subject, class) groups that the teacher has at both times. A pupil repeats whoever
    taught then, in a group that is comparable.
    """
    now = scene.sides.get(teacher_id, _Side())
    before = scene.sides_before.get(teacher_id, _Side())
    found = personal_control(now.micro, now.taught, _earlier(scene, now, before))
    if not found:
        return None
    both = now.taught.keys() & before.taught.keys()
    here, there = now.only(both), before.only(both)
    paired = personal_control(here.micro, here.taught, there.micro, there.taught)
    return _with_change(found[0], paired[0]) if paired else found[0]


def _earlier(scene: ControlScene, now: _Side, before: _Side) -> list[MicroRow]:
    """What could be repeated: of the teacher's groups, of another year only where they taught then."""
    this_year = {key[1:] for key in now.taught if scene.before.get(key[2], scene.now)[0] == scene.now[0]}
    groups = this_year | {key[1:] for key in before.taught}
    return [row for group in sorted(groups) for row in scene.earlier.get(group, [])]


def _with_change(found: TeacherControl, paired: TeacherControl) -> TeacherControl:
    """The control with the changes of its comparable part, on every level."""
    of_subject = {part.subject_id: part.counts.change for part in paired.subjects}
    of_class = {
        (part.subject_id, of.class_id): of.counts.change for part in paired.subjects for of in part.classes
    }
    subjects = tuple(
        replace(
            part,
            counts=_changed(part.counts, of_subject.get(part.subject_id)),
            classes=tuple(
                replace(of, counts=_changed(of.counts, of_class.get((part.subject_id, of.class_id))))
                for of in part.classes
            ),
        )
        for part in found.subjects
    )
    return replace(found, counts=_changed(found.counts, paired.counts.change), subjects=subjects)


def _changed(counts: ControlCounts, change: float | None) -> ControlCounts:
    return replace(counts, change=change)
