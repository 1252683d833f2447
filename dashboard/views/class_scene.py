"""What the page of a class's problem components reads: its groups at every checkpoint, and what is hidden of them.

Subjects of this year and, for comparing whole years, of the same cohort a year before. Read once for all
blocks of the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.methods.components import DEFAULT_WEIGHTS, MicroType
from dashboard.selection import CHECKPOINTS, Selection
from dashboard.views.cohort import class_cohort
from dashboard.views.component_cells import total
from dashboard.views.component_times import Time, read_ahead, time_before
from dashboard.views.suppression import hidden_classes, hidden_subjects, hides, is_fragile
from data_access.queries.components import ComponentRow, read_class_micro, read_component_rows
from data_access.queries.places import Place, read_class
from data_access.viewer import Reader

RepeatKey = tuple[int, int, str]  # pupil, subject, type
COUNTED = frozenset(kind.value for kind in MicroType if DEFAULT_WEIGHTS.counts(kind))


@dataclass(frozen=True)
class ClassScene:
    """`groups`: (time, subject) → rows of its teachers. `closed`: groups hidden from this viewer, `closed_classes`:
    times at which the class as a whole is."""

    place: Place
    school: Place
    now: Time
    before: Time | None
    checkpoints: tuple[str, ...]  # parts of the year and the year itself that have marks, in order
    groups: dict[tuple[Time, int], list[ComponentRow]]
    closed: frozenset[tuple[Time, int]]
    closed_classes: frozenset[Time]
    micro: list[Any]  # who stands behind; empty without the right to names
    small_number: int

    def rows(self, time: Time, subject_id: int) -> list[ComponentRow]:
        return self.groups.get((time, subject_id), [])

    def is_closed(self, time: Time, subject_id: int) -> bool:
        return (time, subject_id) in self.closed

    def subjects(self) -> list[int]:
        """Subjects with marks in this year, most microcomponents at the chosen checkpoint first."""
        year = self.place.year
        found = {subject_id for (time, subject_id) in self.groups if time[0] == year}
        return sorted(found, key=lambda id_: (-self._shown_micro(id_), id_))

    def _shown_micro(self, subject_id: int) -> int:
        return 0 if self.is_closed(self.now, subject_id) else total(self.rows(self.now, subject_id))

    def all_rows(self, time: Time) -> list[ComponentRow] | None:
        """Every row of the class at a checkpoint; None when their total would give a hidden group away."""
        hidden = [total(self.groups[key], "n") for key in self.closed if key[0] == time]
        if time in self.closed_classes or is_fragile(hidden, self.small_number):
            return None
        return [row for (at, _), rows in self.groups.items() if at == time for row in rows]

    def current(self) -> list[Any]:
        """Counted microcomponents of pupils at the chosen checkpoint."""
        return [row for row in self.micro if (row.year, row.checkpoint) == self.now and row.kind in COUNTED]

    def stood(self, time: Time | None) -> frozenset[RepeatKey]:
        """Counted microcomponents of pupils at a checkpoint."""
        return frozenset(
            (row.pupil_id, row.subject_id, row.kind)
            for row in self.micro
            if (row.year, row.checkpoint) == time and row.kind in COUNTED
        )


def class_scene(selection: Selection, reader: Reader) -> ClassScene:
    """The scene of the chosen class and checkpoint."""
    year, checkpoint = selection.year or 0, selection.period or "Y"
    key = ("class scene", selection.unit, year, checkpoint)
    return reader.once(key, lambda: _make(reader, selection.unit or 0, (year, checkpoint)))


def _make(reader: Reader, class_id: int, now: Time) -> ClassScene:
    place, school = read_class(reader, class_id)
    year = now[0]
    was = class_cohort(reader, place).get(year - 1)
    class_ids = [place.id, *([was] if was is not None else [])]
    groups: dict[tuple[Time, int], list[ComponentRow]] = {}
    for row in read_component_rows(reader, class_ids=class_ids):
        if row.n or row.micro:
            groups.setdefault(((row.year, row.checkpoint), row.subject_id), []).append(row)
    filled = {time[1] for time, _ in groups if time[0] == year}
    read_ahead(reader, (year - 1, year), CHECKPOINTS, school.id)
    times = {time for time, _ in groups}
    return ClassScene(
        place=place,
        school=school,
        now=now,
        before=time_before(year, now[1], filled),
        checkpoints=tuple(code for code in CHECKPOINTS if code in filled),
        groups=groups,
        closed=_closed(reader, school.id, groups),
        closed_classes=_closed_classes(reader, school.id, times, {year: place.id, year - 1: was}),
        micro=read_class_micro(reader, class_ids),
        small_number=reader.small_number,
    )


def _closed(
    reader: Reader, school_id: int, groups: dict[tuple[Time, int], list[ComponentRow]]
) -> frozenset[tuple[Time, int]]:
    """Hidden at each checkpoint by the decision made for that checkpoint."""
    if not hides(reader):
        return frozenset()
    return frozenset(
        (time, subject_id)
        for (time, subject_id), rows in groups.items()
        if (rows[0].class_id, subject_id) in hidden_subjects(reader, school_id, *time)
    )


def _closed_classes(
    reader: Reader, school_id: int, times: Iterable[Time], class_of: dict[int, int | None]
) -> frozenset[Time]:
    return frozenset(
        time for time in times if class_of.get(time[0]) in hidden_classes(reader, school_id, *time)
    )
