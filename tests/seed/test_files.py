"""Files of the demonstration are read by the product's own readers without a single problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_access.formats.book import MAX_SHEET_ROWS
from data_access.formats.parsing import read_file
from data_access.formats.rows import Parsed
from data_access.formats.template_columns import MARK_WORDS
from seed.demo import DemoFile, demo_files, write_demo
from seed.demo.municipality import build_municipality
from seed.demo.profiles import SCHOOL_1
from seed.demo.vpr import results, works

pytestmark = pytest.mark.slow

Read = dict[str, Parsed]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[DemoFile]:
    return demo_files(tmp_path_factory.mktemp("demo"), "small")


@pytest.fixture(scope="module")
def read(files: list[DemoFile]) -> Read:
    return {file.path.name: read_file(file.path, file.path.name) for file in files}


def test_every_file_is_read_without_problems(read: Read) -> None:
    assert {name: parsed.problems for name, parsed in read.items() if parsed.problems} == {}


def test_every_mark_and_result_written_is_read(files: list[DemoFile], read: Read) -> None:
    assert {file.path.name: file.count for file in files} == {
        name: len(parsed.marks) + len(parsed.results) for name, parsed in read.items()
    }


def test_the_whole_set_covers_four_layouts(read: Read) -> None:
    assert {parsed.layout for parsed in read.values()} == {"tabel", "template", "vpr_f1", "oge_protocol"}


def test_two_writings_have_equal_content(read: Read, tmp_path: Path) -> None:
    again = write_demo(tmp_path, "small")
    assert {path.name: read_file(path, path.name) for path in again} == read


def test_files_stand_in_the_order_of_loading(files: list[DemoFile]) -> None:
    years = [file.year for file in files]
    assert years == sorted(years)
    for year in set(years):
        kinds = [file.kind for file in files if file.year == year]
        assert kinds[0] == "roster"
        assert kinds == sorted(kinds, key=["roster", "marks", "vpr", "oge"].index)


def test_marks_read_from_a_tabel_are_the_marks_generated(read: Read) -> None:
    demo = build_municipality("small")
    school_class = next(c for c in demo.classes_of(SCHOOL_1, 2025) if c.key.name == "8А")
    generated = {
        (cell.pupil.name, cell.lesson.subject, cell.period): (
            cell.value,
            None if cell.period == "Y" else cell.average,
        )
        for cell in demo.marks[school_class.key]
    }
    rows = read["tabel_2025_8А.xlsx"].marks
    assert {(row.pupil, row.subject, row.period): (row.value, row.average) for row in rows} == generated
    assert {row.year for row in rows} == {2025}
    assert {row.value for row in rows} <= set(MARK_WORDS)


def test_roster_names_everybody_who_has_marks_or_exams(read: Read) -> None:
    for year in (2024, 2025):
        roster = read[f"roster_{year}.xlsx"]
        pupils = {(row.class_name, row.pupil) for row in roster.pupils}
        teachers = {row.teacher for row in roster.teaching}
        tabels = [parsed for name, parsed in read.items() if name.startswith(f"tabel_{year}")]
        named = [row for parsed in (*tabels, read[f"marks_lyceum_{year}.xlsx"]) for row in parsed.marks]
        assert {(row.class_name, row.pupil) for row in named} <= pupils
        assert {row.teacher for row in named if row.teacher} <= teachers
        exams = read[f"oge_{year + 1}.xlsx"].results
        assert {(row.class_name, row.participant) for row in exams} <= pupils
        assert {row.class_teacher for row in roster.classes} <= teachers


def test_every_school_named_in_a_file_stands_in_the_roster(read: Read) -> None:
    schools = read["roster_2025.xlsx"].schools
    known = {s.short_name for s in schools} | {s.full_name for s in schools} | {s.login for s in schools}
    codes = {s.oo_code for s in schools}
    assert len(schools) == 4
    for parsed in read.values():
        for ref in parsed.school_refs():
            assert {ref.name, ref.login} & known or ref.oo_code in codes


def test_oldest_marks_of_school_2_are_in_the_encoding_of_windows(files: list[DemoFile]) -> None:
    paths = [file.path for file in files if file.path.suffix == ".csv"]
    assert [path.read_bytes().startswith(b"\xef\xbb\xbf") for path in paths] == [False, True]
    assert "СОШ № 2" in paths[0].read_text(encoding="windows-1251")


def test_third_quarter_of_one_class_has_not_been_sent(read: Read) -> None:
    rows = [row for row in read["marks_school2_2025.csv"].marks if row.class_name == "9А"]
    assert {row.period for row in rows} == {"Q1", "Q2", "Q4", "Y"}


def test_work_read_from_f1_has_the_tasks_and_results_generated(read: Read) -> None:
    demo = build_municipality("small")
    work = next(w for w in works((2025,)) if (w.grade, w.subject) == (4, "Русский язык"))
    parsed = read["f1_2026_ru4_edu660101.xlsx"]
    assert [(task.number, task.max_score, task.level) for task in parsed.works[0].tasks] == [
        (task.number, task.maximum, task.level) for task in work.tasks
    ]
    assert (parsed.works[0].year, parsed.works[0].date, parsed.works[0].max_score) == (2025, work.day, 24)
    assert [
        (row.participant, row.scores, row.primary, row.mark, row.journal_mark) for row in parsed.results
    ] == [(str(r.code), r.scores, r.primary, r.mark, r.journal) for r in results(demo, work, SCHOOL_1)]


def test_oge_scores_add_up_to_the_primary_score(read: Read) -> None:
    for row in read["oge_2026.xlsx"].results:
        assert sum(score or 0 for score in row.scores) == row.primary


@pytest.mark.slow
def test_no_sheet_of_the_full_set_is_longer_than_the_reader_accepts(tmp_path: Path) -> None:
    written = demo_files(tmp_path, "full")
    assert sum(file.count for file in written if file.kind == "marks") > 100_000
    assert max(file.count for file in written) < MAX_SHEET_ROWS
