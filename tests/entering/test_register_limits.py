"""A number of a register may have a largest value; what is above it is told at its column."""

from __future__ import annotations

from dashboard.catalogue import catalogue
from dashboard.register_cells import KnownNames, read_cells


def read(**typed: str) -> tuple[dict[str, object], dict[str, str]]:
    cells, wrong = read_cells(catalogue().registers["school_context"], typed, KnownNames())
    return dict(cells), wrong


def test_a_number_up_to_the_largest_is_taken() -> None:
    assert read(pupils="640", social_index="100", disability="31")[0] == {
        "pupils": 640.0,
        "social_index": 100.0,
        "disability": 31.0,
    }


def test_a_number_above_the_largest_is_refused_with_a_sentence() -> None:
    cells, wrong = read(pupils="640", social_index="100,5")
    assert wrong == {"social_index": "Не больше 100."}
    assert "social_index" not in cells
