"""The official list of schools with signs becomes lines of a register, as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.catalogue import catalogue
from data_access.formats.reading import read_file
from data_access.formats.rows import Parsed, SchoolRef, Unreadable
from data_access.formats.signs_list import COUNT, REGISTER, THREE_YEARS, WORKS
from tests.formats.report_builder import LIST, write_list

ROW = (2026, "Лесной район", "edu200001", "МБОУ «СОШ № 1»", 3, 1, 0, 2, 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "spisok.xlsx"


def read(path: Path, *rows: Any, **more: Any) -> Parsed:
    return read_file(write_list(path, *rows, **more), path.name)


def test_a_line_has_its_school_its_year_and_its_markers(path: Path) -> None:
    parsed = read(path, (*ROW, "2"), header=(*LIST, "Школа в списке за 3 года"))
    (line,) = parsed.registers
    assert parsed.problems == ()
    assert (line.school, line.municipality) == (
        SchoolRef("МБОУ «СОШ № 1»", login="edu200001"),
        "Лесной район",
    )
    assert (line.register, line.year, line.place.cell) == (REGISTER, 2025, "D2")
    assert dict(line.cells) == {
        COUNT: "3",
        "4 РУ": "1",
        "4 МА": "0",
        "5 РУ": "2",
        "5 МА": "0",
        THREE_YEARS: "2",
    }


def test_every_column_of_the_list_is_a_column_of_the_register() -> None:
    register = catalogue().registers[REGISTER]
    assert {COUNT, *WORKS, THREE_YEARS} <= {column.title for column in register.columns}


def test_words_for_a_marker_count_as_one_and_empty_cells_stay_unsaid(path: Path) -> None:
    (line,) = read(path, (*ROW[:4], "", "+", "да", "нет", "")).registers
    assert dict(line.cells) == {COUNT: "2", "4 РУ": "1", "4 МА": "1", "5 РУ": "0"}


def test_a_school_year_may_be_written_whole_and_a_login_stand_in_the_name(path: Path) -> None:
    (line,) = read(path, ("2024/2025", "", "", "СОШ № 2(edu200002)", *ROW[4:])).registers
    assert (line.year, line.school) == (2024, SchoolRef("СОШ № 2", login="edu200002"))


@pytest.mark.parametrize(
    ("row", "rule", "cell"),
    [
        (("весна", *ROW[1:]), "год не распознан", "A3"),
        ((*ROW[:2], "", "", *ROW[4:]), "не указана школа", "D3"),
        ((*ROW[:5], "много", 0, 0, 0), "«4 РУ»: ожидается количество маркеров", "F3"),
        ((*ROW[:4], -1, 0, 0, 0, 0), "«Количество маркеров»: ожидается", "E3"),
        (ROW[:4], "не указано количество маркеров", "E3"),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected_with_its_cell(
    path: Path, row: Any, rule: str, cell: str
) -> None:
    parsed = read(path, ROW, row)
    assert len(parsed.registers) == 1
    (problem,) = parsed.problems
    assert problem.severity == "error"
    assert problem.rule.startswith(rule)
    assert problem.place is not None
    assert problem.place.cell == cell


def test_an_empty_list_is_refused(path: Path) -> None:
    with pytest.raises(Unreadable, match="нет ни одной школы"):
        read(path)
