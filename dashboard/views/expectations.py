"""ИОР of a class where queries meet the method: by subject, of the class as a whole, of the pupils of one work.

Only counts of equal histories are read, so a viewer without names gets the same index as the school. Groups that are
hidden from the viewer are left out here, once for every page.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.methods.expected import (
    VPR_2021_COMPLETION,
    Completion,
    Expectation,
    Variant,
    calibrated,
    class_expectation,
    completion_in_use,
    expectation,
    previous_mark,
)
from dashboard.views.suppression import hides
from dashboard.views.work_hiding import closed_subjects, is_class_closed
from data_access.queries.expected import (
    Counts,
    History,
    read_completion_counts,
    read_exam_subjects,
    read_histories,
    read_least_marks,
)
from data_access.queries.places import read_class
from data_access.viewer import Reader

# Where no work is named, completion is that of an ordinary контрольная.
USUAL_KIND = "kr"


def class_expectations(reader: Reader, class_id: int, year: int, checkpoint: str) -> dict[int, Expectation]:
    """ИОР of a class at a checkpoint by journal subject, of the subjects that the viewer sees.

    The list of a subject: pupils in the class when the period ends who have a mark in it this year or the year
    before. Groups hidden from the viewer are absent. Raises NotFound, Refused.
    """
    place, school = read_class(reader, class_id)
    closed = closed_subjects(reader, place, school.id, year)
    of_subject: dict[int, list[History]] = {}
    for row in read_histories(reader, class_id, year, checkpoint):
        if row.subject_id not in closed:
            of_subject.setdefault(row.subject_id, []).append(row)
    found = {}
    for subject_id, rows in of_subject.items():
        completion = _usual_completion(reader, subject_id, place.grade or 0)
        made = expectation(_previous(rows, year, checkpoint), completion)
        if not _is_small(reader, made):
            found[subject_id] = made
    return found


def whole_class_expectation(reader: Reader, class_id: int, year: int, checkpoint: str) -> Expectation:
    """ИОР of the whole class at a checkpoint, from each pupil's lowest mark before: successes and quality as they were.

    «н/а» and «незач» count as «2» here: such a pupil was not successful. Of a class hidden from the viewer, or not
    seen as a whole, nothing is known (`is_computed` is False). Raises NotFound, Refused.
    """
    place, school = read_class(reader, class_id)
    nothing = class_expectation([])
    if is_class_closed(reader, place, school.id, year):
        return nothing
    made = class_expectation(
        _previous(read_least_marks(reader, class_id, year, checkpoint), year, checkpoint)
    )
    return nothing if _is_small(reader, made) else made


def _previous(rows: Iterable[History], year: int, checkpoint: str) -> list[int | None]:
    return [mark for row in rows for mark in [previous_mark(year, checkpoint, row.marks)] * row.n]


def _is_small(reader: Reader, made: Expectation) -> bool:
    return hides(reader) and made.n_known < reader.small_number


def _usual_completion(reader: Reader, subject_id: int, grade: int) -> Completion:
    known, examined = read_completion_counts(reader), read_exam_subjects(reader)
    exam_id, name = examined.get(subject_id, (subject_id, ""))
    counts = known.get((USUAL_KIND, subject_id, grade)) or known.get((USUAL_KIND, exam_id, grade))
    return completion_in_use(Variant(reader.methods.ior_method), name, grade, counts)


def completion_origin(reader: Reader, subject: str, grade: int, counts: Counts) -> str:
    """Whose e(m) is in use for works in a subject that is examined as `subject`."""
    if Variant(reader.methods.ior_method) is Variant.SOU:
        return "веса СОУ: 100, 64, 36, 16 %"
    if calibrated(counts):
        return "выполнение таких работ в муниципалитете"
    if (grade, subject) in VPR_2021_COMPLETION:
        return f"ВПР-2021, {subject.lower()}, {grade} класс"
    return "среднее ВПР-2021: 79, 63, 42, 19 %"
