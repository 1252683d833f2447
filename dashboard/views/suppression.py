"""Hiding of small numbers (скрытие малых чисел) from viewers without the right to names.

A group of fewer than the threshold is hidden, and then enough others that nothing hidden can be found by
subtracting what is shown from a shown total: among siblings either none is hidden, or at least two whose
pupils together are not fewer than the threshold. Siblings are schools of the municipality, classes of a
school, and groups (class × subject) both along the class and along the subject, because totals of both are
shown. One decision serves every page: what is hidden on one cannot be read on another, nor a year later in
a change or a line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from data_access.queries.places import read_schools
from data_access.queries.rollups import (
    Marks,
    Pupils,
    Value,
    read_marks,
    read_pupils,
    read_school_pupils,
    read_values,
)
from data_access.viewer import Reader

Part = TypeVar("Part", int, tuple[int, int])
Group = tuple[int, int]  # class, subject


def hidden_parts(
    counts: Mapping[Part, int],
    threshold: int,
    always: Collection[Part] = (),
    preferred: Collection[Part] = (),
) -> frozenset[Part]:
    """Ids of the parts to hide. `counts`: pupils behind each part of a shown total; empty parts are no secret.

    `always` are hidden for another reason; of what has to be added, `preferred` go first, then the smallest.
    """
    present = {part: count for part, count in counts.items() if count > 0}
    hidden = {part: count for part, count in present.items() if count < threshold or part in always}
    rest = sorted(
        present.keys() - hidden.keys(), key=lambda part: (part not in preferred, present[part], part)
    )
    while hidden and rest and is_fragile(hidden.values(), threshold):
        added = rest.pop(0)
        hidden[added] = present[added]
    return frozenset(hidden)


def is_fragile(counts: Collection[int], threshold: int) -> bool:
    """Whether the hidden parts of a shown total would be given away by it."""
    return len(counts) == 1 or 0 < sum(counts) < threshold


def hides(reader: Reader) -> bool:
    """Whether small numbers are hidden from this viewer at all."""
    return not reader.viewer.sees_names


def note(reader: Reader) -> str:
    return f"скрыто: меньше {reader.small_number} обучающихся"


def hidden_schools(reader: Reader, year: int, checkpoint: str) -> frozenset[int]:
    """Schools whose aggregates this viewer does not see under the shown municipal total."""
    if not hides(reader):
        return frozenset()
    rows = read_school_counts(reader)
    counts = {row.unit_id: row.n for row in rows if (row.year, row.checkpoint) == (year, checkpoint)}
    return hidden_parts(counts, reader.small_number)


def read_school_counts(reader: Reader) -> list[Value]:
    """Pupils of every visible school at every checkpoint: one question for all decisions of a page."""
    schools = sorted(school.id for school in read_schools(reader))
    return read_values(reader, schools, None, ("quality",))


def hidden_classes(reader: Reader, school_id: int, year: int, checkpoint: str) -> frozenset[int]:
    """Classes of a school whose aggregates this viewer does not see."""
    if not hides(reader):
        return frozenset()
    return _classes(reader, school_id, read_school_pupils(reader, school_id, checkpoint), year, checkpoint)


def _classes(
    reader: Reader, school_id: int, pupils: Iterable[Pupils], year: int, checkpoint: str
) -> frozenset[int]:
    """With a hidden school all its classes are hidden: together they would be the school."""
    counts = {row.class_id: row.n for row in pupils if row.year == year}
    if school_id in hidden_schools(reader, year, checkpoint):
        return frozenset(counts)
    return hidden_parts(counts, reader.small_number)


def hidden_in_municipality(reader: Reader, year: int, checkpoint: str) -> frozenset[int]:
    """Hidden classes of every school, for blocks that choose among all classes."""
    if not hides(reader):
        return frozenset()
    by_school = _by_school([row for row in read_pupils(reader, year=year) if row.checkpoint == checkpoint])
    return frozenset(
        class_id
        for school_id, rows in by_school.items()
        for class_id in _classes(reader, school_id, rows, year, checkpoint)
    )


def hidden_subjects(reader: Reader, school_id: int, year: int, checkpoint: str) -> frozenset[Group]:
    """(class, subject) groups to hide in a school: small ones, and what would give them away."""
    if not hides(reader):
        return frozenset()
    rows = read_marks(reader, school_id=school_id, year=year, checkpoint=checkpoint)
    whole = hidden_classes(reader, school_id, year, checkpoint)
    return frozenset(hidden_groups(group_counts(rows), reader.small_number, whole))


def hidden_subjects_of_all(reader: Reader, year: int, checkpoint: str) -> dict[Group, tuple[int, int]]:
    """Hidden groups of every school: (class, subject) → school, marks."""
    if not hides(reader):
        return {}

    def find() -> dict[Group, tuple[int, int]]:
        whole = hidden_in_municipality(reader, year, checkpoint)
        found: dict[Group, tuple[int, int]] = {}
        for school_id, rows in _by_school(read_marks(reader, year=year, checkpoint=checkpoint)).items():
            counts = group_counts(rows)
            for group in hidden_groups(counts, reader.small_number, whole):
                found[group] = (school_id, counts[group])
        return found

    return reader.once(("hidden groups", year, checkpoint), find)


def group_counts(rows: Iterable[Marks]) -> dict[Group, int]:
    """Marks of each (class, subject), «незач» included; teachers who share a class are added up."""
    counts: dict[Group, int] = {}
    for row in rows:
        group = (row.class_id, row.subject_id)
        counts[group] = counts.get(group, 0) + row.n + row.micro_d - row.n2
    return counts


def hidden_groups(
    counts: Mapping[Group, int], threshold: int, classes: frozenset[int] = frozenset()
) -> frozenset[Group]:
    """Groups to hide among classes × subjects. `classes` are hidden as a whole.

    Hiding one more group of a class can leave it alone in its subject, so both ways are gone over until
    nothing is added; a line that already hides something is preferred, which keeps the circle small.
    """
    hidden = {group for group, count in counts.items() if 0 < count < threshold or group[0] in classes}
    hidden = {group for group in hidden if counts[group] > 0}
    while True:
        before = len(hidden)
        for axis in (0, 1):
            for line in sorted({group[axis] for group in hidden}):
                of_line = {group: count for group, count in counts.items() if group[axis] == line}
                busy = {group[1 - axis] for group in hidden}
                preferred = {group for group in of_line if group[1 - axis] in busy}
                hidden |= hidden_parts(of_line, threshold, hidden, preferred)
        if len(hidden) == before:
            return frozenset(hidden)


def _by_school(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.school_id, []).append(row)
    return found
