"""Scales of exams as the database keeps them: minimum, maximum and borders of marks by exam, subject and year.

The newest scale of a year stands; where none is stored the papers go without a minimum and a maximum, and indicators
that need them leave them out rather than guess.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dashboard.methods.scales import Scale
from data_access.tables import exam_scale

OF_GRADE = "vpr"  # the only exam whose scales have a grade in their key


@dataclass(frozen=True)
class Scales:
    """Every stored scale. Keys: exam, subject, grade (0 where exams have none)."""

    found: dict[tuple[str, int, int], list[tuple[int, int, Scale]]]

    def scale(
        self, exam: str, subject_id: int, grade: int, calendar_year: int, maximum: int | None = None
    ) -> Scale | None:
        """The scale of a calendar year; with `maximum` only one for that many points."""
        key = (exam, subject_id, grade if exam == OF_GRADE else 0)
        for first, last, scale in self.found.get(key, ()):
            if first <= calendar_year <= last and maximum in (None, scale.max_score):
                return scale
        return None


def read_scales(connection: Connection) -> Scales:
    """All scales, the newest first."""
    found: dict[tuple[str, int, int], list[tuple[int, int, Scale]]] = defaultdict(list)
    columns = exam_scale.c
    ordered = select(exam_scale).order_by(columns.first_year.desc(), columns.max_score, columns.id)
    for row in connection.execute(ordered):
        tests = tuple(row.test_scores) if row.test_scores else None
        scale = Scale(row.max_score, row.from3, row.from4, row.from5, row.minimum, tests)
        found[row.exam, row.subject_id, row.grade].append((row.first_year, row.last_year, scale))
    return Scales(dict(found))
