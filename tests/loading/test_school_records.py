"""What the files say about a school: the newest roster, or else the first file that names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from data_access.formats import template_columns as words
from data_access.tables import school_record, unit
from tests.formats.builders import write_template
from tests.loading.loader import Loader, rows_of
from tests.loading.rows import ANNA, SCHOOL, mark, school, write_marks

SAID = select(unit.c.short_name, unit.c.full_name, unit.c.oo_code, unit.c.is_rural).where(
    unit.c.kind == "school"
)


def write_schools(path: Path, **said: Any) -> Path:
    return write_template(path, {words.SCHOOLS_SHEET: [school(**said)]})


def test_the_newest_roster_is_in_force_and_an_undo_gives_the_one_before(
    loader: Loader, tmp_path: Path
) -> None:
    loader.load(write_marks(tmp_path / "marks.xlsx", mark(ANNA, "4")))
    loader.load(write_schools(tmp_path / "old.xlsx", full_name="Старое название", rural="да"))
    newest = loader.load(write_schools(tmp_path / "new.xlsx", full_name="Новое название", oo_code="9306"))
    loader.load(write_marks(tmp_path / "later.xlsx", mark(ANNA, "5")))
    assert rows_of(loader.house, SAID) == [(SCHOOL, "Новое название", "9306", False)]
    loader.undo(newest)
    assert rows_of(loader.house, SAID) == [(SCHOOL, "Старое название", "", True)]


def test_an_undone_roster_leaves_the_name_that_the_marks_give(loader: Loader, tmp_path: Path) -> None:
    described = write_schools(tmp_path / "s.xlsx", full_name="Школа номер один", oo_code="9306", rural="да")
    roster = loader.load(described)
    loader.load(write_marks(tmp_path / "marks.xlsx", mark(ANNA, "4")))
    assert rows_of(loader.house, SAID) == [(SCHOOL, "Школа номер один", "9306", True)]
    loader.undo(roster)
    assert rows_of(loader.house, SAID) == [(SCHOOL, SCHOOL, "", False)]
    assert len(rows_of(loader.house, select(school_record))) == 1
