"""Hiding of small numbers (скрытие малых чисел) from viewers without the right to names.

A group of fewer than the threshold is hidden, and then enough others that nothing hidden can be found by
subtracting what is shown from the total: among siblings either none is hidden, or at least two whose pupils
together are not fewer than the threshold.
"""

from __future__ import annotations

from collections.abc import Mapping

from data_access.queries.rollups import read_marks, read_school_pupils
from data_access.viewer import Reader


def hidden_parts(counts: Mapping[int, int], threshold: int) -> frozenset[int]:
    """Ids of the parts to hide. `counts`: pupils behind each part of a shown total; empty parts are no secret."""
    present = sorted((count, id_) for id_, count in counts.items() if count > 0)
    hidden = [(count, id_) for count, id_ in present if count < threshold]
    rest = [(count, id_) for count, id_ in present if count >= threshold]
    while hidden and rest and (len(hidden) < 2 or sum(count for count, _ in hidden) < threshold):
        hidden.append(rest.pop(0))
    return frozenset(id_ for _, id_ in hidden)


def hides(reader: Reader) -> bool:
    """Whether small numbers are hidden from this viewer at all."""
    return not reader.viewer.sees_names


def note(reader: Reader) -> str:
    return f"скрыто: меньше {reader.small_number} обучающихся"


def hidden_classes(reader: Reader, school_id: int, year: int, checkpoint: str) -> frozenset[int]:
    """Classes of a school whose aggregates this viewer does not see; one decision for every block."""
    if not hides(reader):
        return frozenset()
    pupils = read_school_pupils(reader, school_id, checkpoint)
    return hidden_parts({row.class_id: row.n for row in pupils if row.year == year}, reader.small_number)


def hidden_schools(reader: Reader, counts: Mapping[int, int]) -> frozenset[int]:
    """Schools to hide under a shown municipal total."""
    return hidden_parts(counts, reader.small_number) if hides(reader) else frozenset()


def hidden_subjects(reader: Reader, school_id: int, year: int, checkpoint: str) -> frozenset[tuple[int, int]]:
    """(class, subject) pairs to hide in a school: small groups, and what would give them away."""
    if not hides(reader):
        return frozenset()
    by_subject: dict[int, dict[int, int]] = {}
    for row in read_marks(reader, school_id=school_id, year=year, checkpoint=checkpoint):
        counts = by_subject.setdefault(row.subject_id, {})
        counts[row.class_id] = counts.get(row.class_id, 0) + row.n
    whole = hidden_classes(reader, school_id, year, checkpoint)
    pairs = {
        (class_id, subject_id)
        for subject_id, counts in by_subject.items()
        for class_id in hidden_parts(counts, reader.small_number) | (whole & counts.keys())
    }
    return frozenset(pairs)
