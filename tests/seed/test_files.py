"""Files of the demonstration are read by the product's own readers without a single problem."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from data_access.formats.book import MAX_SHEET_ROWS
from data_access.formats.parsing import read_file
from data_access.formats.registry import LAYOUTS
from data_access.formats.rows import NOT_TAUGHT, Parsed
from data_access.formats.template_columns import MARK_WORDS
from seed.demo import DemoFile, demo_files, write_demo
from seed.demo.curriculum import ENGLISH
from seed.demo.municipality import build_municipality
from seed.demo.profiles import LYCEUM, SCHOOL_1, SCHOOL_2
from seed.demo.school_works import Answer, WorkInClass, works_of_school
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
        name: sum(
            map(
                len,
                (
                    parsed.marks,
                    parsed.results,
                    parsed.codifiers,
                    parsed.exam_tasks,
                    parsed.reports,
                    parsed.trainings,
                    parsed.destinations,
                    parsed.indicators,
                    parsed.registers,
                    parsed.events,
                ),
            )
        )
        for name, parsed in read.items()
    }


def test_the_whole_set_covers_every_layout(read: Read) -> None:
    assert {parsed.layout for parsed in read.values()} == {layout.code for layout in LAYOUTS}


def test_two_writings_have_equal_content(read: Read, tmp_path: Path) -> None:
    again = write_demo(tmp_path, "small")
    assert {path.name: read_file(path, path.name) for path in again} == read


def test_files_stand_in_the_order_of_loading(files: list[DemoFile]) -> None:
    years = [file.year for file in files]
    assert years == sorted(years)
    for year in set(years):
        kinds = [file.kind for file in files if file.year == year]
        assert kinds[:2] == ["roster", "codifier"]
        order = [
            "roster",
            "codifier",
            "marks",
            "works",
            "vpr",
            "region",
            "oge",
            "ege",
            "graduates",
            "olympiads",
            "entries",
            "registers",
            "signs",
        ]
        assert kinds == sorted(kinds, key=order.index)
        assert set(order) - set(kinds) == (set() if year == max(years) else {"region"})


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
        others = [
            parsed for name, parsed in read.items() if name.startswith((f"works_{year}", f"graduates_{year}"))
        ]
        assert {(r.class_name, r.participant) for parsed in others for r in parsed.results} <= pupils
        assert {(row.class_name, row.pupil) for parsed in others for row in parsed.trainings} <= pupils
        assert {(row.class_name, row.pupil) for parsed in others for row in parsed.destinations} <= pupils


def test_pupils_of_two_groups_have_marks_from_the_teacher_of_their_group(read: Read) -> None:
    english = "Английский язык"
    marks = [r for r in read["marks_lyceum_2025.xlsx"].marks if (r.class_name, r.subject) == ("8А", english)]
    teaching = read["roster_2025.xlsx"].teaching
    known = {r.teacher for r in teaching if (r.class_name, r.subject) == ("8А", english)}
    teachers: dict[str, set[str]] = {}
    for row in marks:
        teachers.setdefault(row.pupil, set()).add(row.teacher)
    assert len(known) == 2
    assert {frozenset(of_pupil) for of_pupil in teachers.values()} == {frozenset({name}) for name in known}


def test_subject_of_two_groups_stands_once_in_a_tabel(read: Read) -> None:
    teaching = [
        row.teacher
        for row in read["roster_2025.xlsx"].teaching
        if (row.school.name, row.class_name, row.subject) == (SCHOOL_1, "8А", ENGLISH)
    ]
    assert len(teaching) == 2
    marks = [row for row in read["tabel_2025_8А.xlsx"].marks if row.subject == ENGLISH]
    counted = Counter((row.pupil, row.period) for row in marks)
    assert max(counted.values()) == 1
    assert len({row.pupil for row in marks}) >= 15


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
    rows = [row for row in read["marks_edu660103_2025.csv"].marks if row.class_name == "9А"]
    assert {row.period for row in rows} == {"Q1", "Q2", "Q4", "Y"}


def test_work_read_from_f1_has_the_tasks_and_results_generated(read: Read) -> None:
    demo = build_municipality("small")
    work = next(w for w in works((2025,)) if (w.grade, w.subject) == (4, "Русский язык"))
    parsed = read["f1_2026_ru4.xlsx"]
    assert [(task.number, task.max_score, task.level) for task in parsed.works[0].tasks] == [
        (task.number, task.maximum, task.level) for task in work.tasks
    ]
    assert (parsed.works[0].year, parsed.works[0].date, parsed.works[0].max_score) == (2025, work.day, 24)
    assert [
        (row.participant, row.scores, row.primary, row.mark, row.journal_mark)
        for row in parsed.results
        if row.school.login == "edu660101"
    ] == [(str(r.code), r.scores, r.primary, r.mark, r.journal) for r in results(demo, work, SCHOOL_1)]


def test_works_read_from_protocols_are_the_works_generated(read: Read) -> None:
    demo = build_municipality("small")
    for school in (SCHOOL_1, LYCEUM, SCHOOL_2):
        parsed = read[f"works_2025_{demo.profile(school).login}.xlsx"]
        generated = [
            (
                work.plan.subject,
                work.school_class.key.name,
                answer.pupil.name,
                _expected_scores(work, answer),
                answer.mark,
            )
            for work in works_of_school(demo, school, 2025)
            for answer in work.answers
        ]
        subjects = {work.key: work.subject for work in parsed.works}
        assert generated == [
            (subjects[row.work_key], row.class_name, row.participant, row.scores, row.mark)
            for row in parsed.results
        ]
        assert {(work.codifier_year, work.is_of_school) for work in parsed.works} == {(2026, True)}
    everything = [score for parsed in read.values() for row in parsed.results for score in row.scores]
    assert NOT_TAUGHT in everything


def _expected_scores(work: WorkInClass, answer: Answer) -> tuple[int | None, ...]:
    if not answer.scores:
        return (None,) * len(work.plan.tasks)
    return tuple(
        NOT_TAUGHT if number in work.not_taught else score for number, score in enumerate(answer.scores)
    )


def test_oge_scores_add_up_to_the_primary_score(read: Read) -> None:
    for row in read["oge_2026.xlsx"].results:
        assert sum(score or 0 for score in row.scores) == row.primary


@pytest.mark.slow
def test_no_sheet_of_the_full_set_is_longer_than_the_reader_accepts(tmp_path: Path) -> None:
    written = demo_files(tmp_path, "full")
    assert sum(file.count for file in written if file.kind == "marks") > 100_000
    assert max(file.count for file in written) < MAX_SHEET_ROWS
    works = [file for file in written if file.kind == "works"]
    assert sum(file.count for file in works) > 7_000
    assert len(works) == 12
