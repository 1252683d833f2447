"""What of works is hidden from a viewer without names (скрытие малых чисел), decided once for a school and year.

A work belongs to a year, not to a period, so a group (class × subject) that any period of the year hides is closed in
works too: its marks of the period stand beside the work. Of the rest, works and tasks of fewer pupils than the
threshold are left out, and no total is shown from which they could be found by subtraction.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.selection import CHECKPOINTS
from dashboard.views.cohort import class_cohort
from dashboard.views.component_times import read_ahead
from dashboard.views.suppression import Group, hidden_classes, hidden_parts, hidden_subjects, hides
from data_access.queries.places import Place
from data_access.queries.rollups import read_marks
from data_access.queries.work_tasks import TaskSum
from data_access.queries.works import HIGHER_LEVELS, ClassWork
from data_access.viewer import Reader


def closed_groups(reader: Reader, school_id: int, year: int) -> frozenset[Group]:
    """(class, journal subject) groups of a school that some period of the year hides."""
    if not hides(reader):
        return frozenset()

    def find() -> frozenset[Group]:
        read_ahead(reader, (year - 1, year), CHECKPOINTS, school_id)
        found = (hidden_subjects(reader, school_id, year, checkpoint) for checkpoint in CHECKPOINTS)
        return frozenset().union(*found)

    return reader.once(("closed groups", school_id, year), find)


def is_class_closed(reader: Reader, place: Place, school_id: int, year: int) -> bool:
    """Whether some period of the year hides the class, or the year before hid the class that it was."""
    if not hides(reader):
        return False
    read_ahead(reader, (year - 1, year), CHECKPOINTS, school_id)
    before = class_cohort(reader, place).get(year - 1)
    now = any(place.id in hidden_classes(reader, school_id, year, code) for code in CHECKPOINTS)
    return now or before in hidden_classes(reader, school_id, year - 1, "Y")


def closed_subjects(reader: Reader, place: Place, school_id: int, year: int) -> frozenset[int]:
    """Journal subjects of a class that are hidden now, or were a year ago when the class was one grade lower."""
    if not hides(reader):
        return frozenset()
    now = closed_groups(reader, school_id, year)
    before = class_cohort(reader, place).get(year - 1)
    was = frozenset() if before is None else hidden_subjects(reader, school_id, year - 1, "Y")
    return frozenset(
        [subject_id for class_id, subject_id in now if class_id == place.id]
        + [subject_id for class_id, subject_id in was if class_id == before]
    )


def is_closed(reader: Reader, of_class: ClassWork, n_wrote: int) -> bool:
    """Whether the figures of a work in a class are closed to this viewer."""
    if not hides(reader):
        return False
    if n_wrote < reader.small_number:
        return True
    year = of_class.work.year
    groups = closed_groups(reader, of_class.school_id, year)
    hidden = {subject_id for class_id, subject_id in groups if class_id == of_class.class_id}
    own = {of_class.work.subject.id, of_class.work.subject.exam_id}
    if hidden & own:
        return True
    # A work in mathematics stands beside the marks of algebra: which journal subject it is, does not matter here.
    return bool(hidden) and of_class.work.subject.id not in _journal_subjects(reader, of_class)


def _journal_subjects(reader: Reader, of_class: ClassWork) -> set[int]:
    rows = (
        row
        for checkpoint in CHECKPOINTS
        for row in read_marks(
            reader, school_id=of_class.school_id, year=of_class.work.year, checkpoint=checkpoint
        )
    )
    return {row.subject_id for row in rows if row.class_id == of_class.class_id}


def shown_tasks(reader: Reader, sums: Iterable[TaskSum], closed: frozenset[tuple[int, int]]) -> list[TaskSum]:
    """Tasks whose figures may be shown; `closed`: (work, class) hidden as a whole.

    Tasks of one work, class and level stand under a shown total: of them none is hidden, or enough.
    """
    rows = list(sums)
    if not hides(reader):
        return rows
    lines: dict[tuple[int, int, bool], dict[int, int]] = {}
    for row in rows:
        lines.setdefault(_line(row), {})[row.task.id] = row.n
    hidden = {key: hidden_parts(counts, reader.small_number) for key, counts in lines.items()}
    return [
        row
        for row in rows
        if (row.task.work_id, row.class_id) not in closed and row.task.id not in hidden[_line(row)]
    ]


def _line(row: TaskSum) -> tuple[int, int, bool]:
    return row.task.work_id, row.class_id, row.task.level in HIGHER_LEVELS
