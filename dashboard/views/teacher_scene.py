"""What a teacher's marks are over time: (subject, class) groups at every checkpoint, cohorts found again by grade.

Read once for the pages about periods and about control. Groups are compared with themselves only: at the checkpoint
that the class has before this one, or a year before as the same cohort one grade lower, under the same teacher.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.methods.ordering import class_key
from dashboard.selection import CHECKPOINTS, Selection
from dashboard.views.component_cells import total
from dashboard.views.component_times import Time, time_before
from dashboard.views.control_scene import own_classes, taught_in
from data_access.queries.components import ComponentRow, read_component_rows
from data_access.queries.people import read_teacher
from data_access.queries.places import read_class_checkpoints
from data_access.queries.rollups import read_subjects
from data_access.viewer import Reader

Group = tuple[int, int]  # subject, class of the chosen year
Pair = tuple[list[ComponentRow], list[ComponentRow]]  # now, before


@dataclass(frozen=True)
class TeacherScene:
    """`at`: time → group → rows. Groups of other years are there only as cohorts of this year's classes."""

    teacher_id: int
    now: Time
    rows: list[ComponentRow]
    at: Mapping[Time, Mapping[Group, list[ComponentRow]]]
    kept: Mapping[int, set[str]]
    subjects: Mapping[int, str]
    classes: Mapping[int, str]

    def checkpoints(self) -> list[str]:
        """Of the chosen year, in order."""
        return [code for code in CHECKPOINTS if (self.now[0], code) in self.at]

    def groups(self) -> list[Group]:
        """Groups of the chosen year, by subject and class."""
        found = {group for time, groups in self.at.items() if time[0] == self.now[0] for group in groups}
        return sorted(found, key=lambda group: (self.subjects[group[0]], class_key(self.classes[group[1]])))

    def of(self, time: Time, group: Group) -> list[ComponentRow]:
        return self.at.get(time, {}).get(group, [])

    def every(self, time: Time) -> list[ComponentRow]:
        """All marks of the teacher at a time, of whatever classes they had then."""
        return [row for row in self.rows if (row.year, row.checkpoint) == time]

    def before(self, time: Time, group: Group) -> Time | None:
        """The time that a group of the chosen year is compared with."""
        return time_before(*time, self.kept.get(group[1], ()))

    def pairs(self, time: Time, then: Time | None = None) -> list[Pair]:
        """Groups with both sides: against the class's own «before», or against the time given."""
        found = []
        for group, rows in self.at.get(time, {}).items():
            other = then or self.before(time, group)
            was = [] if other is None else self.of(other, group)
            if was:
                found.append((rows, was))
        return found


def teacher_scene(selection: Selection, reader: Reader) -> TeacherScene:
    """The scene of the chosen teacher, year and checkpoint."""
    now = (selection.year or 0, selection.period or "Y")
    return reader.once(
        ("teacher scene", selection.person, now), lambda: _read(reader, selection.person or 0, now)
    )


def _read(reader: Reader, person_id: int, now: Time) -> TeacherScene:
    person = read_teacher(reader, person_id)
    rows = [row for row in read_component_rows(reader, teacher_id=person.id) if taught_in(row)]
    own = own_classes(now[0], rows)
    at: dict[Time, dict[Group, list[ComponentRow]]] = {}
    for row in rows:
        if row.class_id in own:
            groups = at.setdefault((row.year, row.checkpoint), {})
            groups.setdefault((row.subject_id, own[row.class_id]), []).append(row)
    current = sorted(set(own.values()))
    return TeacherScene(
        person.id,
        now,
        rows,
        at,
        read_class_checkpoints(reader, current, now[0]),
        {subject.id: subject.name for subject in read_subjects(reader).values()},
        {row.class_id: row.class_name for row in rows},
    )


def index(rows: Iterable[ComponentRow]) -> float | None:
    """Microcomponents per 100 marks."""
    listed = list(rows)
    n = sum(taught_in(row) for row in listed)
    return 100 * total(listed) / n if n else None


def index_change(pairs: Iterable[Pair]) -> float | None:
    """Change per 100 marks over groups that have both sides."""
    listed = list(pairs)
    here = index(row for now, _ in listed for row in now)
    there = index(row for _, was in listed for row in was)
    return None if here is None or there is None else here - there
