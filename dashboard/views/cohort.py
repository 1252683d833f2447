"""The same class in other years: the grade moves with the year, the letter stays."""

from __future__ import annotations

from data_access.queries.places import Place
from data_access.queries.rollups import read_pupils
from data_access.viewer import Reader


def class_cohort(reader: Reader, place: Place) -> dict[int, int]:
    """Year → class id, of the classes with marks that the viewer sees as a whole; this class included."""
    grade, year, letter = place.grade or 0, place.year or 0, place.letter or ""
    found = {
        row.year: row.class_id
        for row in read_pupils(reader, school_id=place.parent_id)
        if row.grade - row.year == grade - year and row.class_name == f"{row.grade}{letter}"
    }
    return {**found, year: place.id}
