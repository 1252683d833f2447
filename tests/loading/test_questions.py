"""Unknown places and persons: nothing is invented silently, each answer does what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.loading import LoadRefused
from data_access.formats import template_columns as words
from data_access.tables import load_issue, period_mark, person, person_name, teaching, unit
from data_access.viewer import SYSTEM
from tests.formats.builders import write_template
from tests.loading.loader import Loader, rows_of
from tests.loading.rows import ANNA, GLEB, SCHOOL, TEACHER, VIKTOR, mark, school, write_marks
from tests.loading.snapshots import contents

NAMES = select(unit.c.short_name).where(unit.c.kind.in_(("school", "class")))
VALUES = select(person_name.c.full_name, period_mark.c.value).join_from(
    period_mark, person_name, person_name.c.person_id == period_mark.c.pupil_id
)


@pytest.fixture
def known(loader: Loader, tmp_path: Path) -> Loader:
    """«СОШ № 1» with 7А, where «Линейкина Л. Л.» teaches algebra."""
    loader.load(write_marks(tmp_path / "known.xlsx", mark(ANNA, "4", teacher=TEACHER)))
    return loader


def ask(loader: Loader, path: Path) -> tuple[int, list[tuple[str, str, list[str]]]]:
    """The draft and its questions: kind, label, choices."""
    load_id = loader.receive(path)
    preview = loader.loading.preview(SYSTEM, load_id)
    return load_id, [(q.kind, q.label, [option.value for option in q.options]) for q in preview.questions]


def key_of(loader: Loader, load_id: int) -> str:
    (question,) = loader.loading.preview(SYSTEM, load_id).questions
    return question.key


def id_of(loader: Loader, kind: str, name: str) -> int:
    statement = select(unit.c.id).where(unit.c.kind == kind, unit.c.short_name == name)
    ((found,),) = rows_of(loader.house, statement)
    return int(found)


def test_an_unknown_school_is_a_question_with_the_known_ones_as_choices(known: Loader, path: Path) -> None:
    _, questions = ask(known, write_marks(path, mark(ANNA, "5", school="СОШ № 9")))
    same = f"id:{id_of(known, 'school', SCHOOL)}"
    assert questions == [("school", "СОШ № 9", ["new", same, "skip"])]


def test_an_unknown_class_is_a_question_with_its_parallel_as_choices(known: Loader, path: Path) -> None:
    _, questions = ask(known, write_marks(path, mark(ANNA, "5", **{"class": "7Б"})))
    same = f"id:{id_of(known, 'class', '7А')}"
    assert questions == [("class", "7Б, 2024/25", ["new", same, "skip"])]


def test_an_unknown_teacher_is_a_question_with_namesakes_as_choices(known: Loader, path: Path) -> None:
    _, questions = ask(known, write_marks(path, mark(ANNA, "5", teacher="Линейкина Л.Л.")))
    ((same,),) = rows_of(known.house, select(person.c.id).where(person.c.kind == "teacher"))
    assert questions == [("teacher", "Линейкина Л.Л.", ["new", f"id:{same}", "skip"])]


def test_a_new_school_is_one_question_however_many_classes_it_has(known: Loader, path: Path) -> None:
    lines = [mark(ANNA, "5", school="СОШ № 9", **{"class": name}) for name in ("5А", "6А", "7А")]
    _, questions = ask(known, write_marks(path, *lines))
    assert [kind for kind, _, _ in questions] == ["school"]


def test_nothing_is_written_while_a_question_is_open(known: Loader, path: Path) -> None:
    before = contents(known.house)
    load_id, _ = ask(known, write_marks(path, mark(ANNA, "5", school="СОШ № 9"), mark(GLEB, "3")))
    with pytest.raises(LoadRefused, match="Ответьте на вопросы: 1"):
        known.loading.confirm(SYSTEM, load_id)
    with pytest.raises(LoadRefused, match="Ответьте на вопросы: 1"):
        known.loading.confirm(SYSTEM, load_id, {key_of(known, load_id): "id:999"})
    assert contents(known.house) == before


def test_new_adds_the_school_with_its_classes(known: Loader, path: Path) -> None:
    load_id, _ = ask(known, write_marks(path, mark(ANNA, "5", school="СОШ № 9")))
    known.loading.confirm(SYSTEM, load_id, {key_of(known, load_id): "new"})
    assert rows_of(known.house, NAMES) == [("7А",), ("7А",), (SCHOOL,), ("СОШ № 9",)]


def test_an_id_means_the_school_that_is_there(known: Loader, path: Path) -> None:
    load_id, _ = ask(known, write_marks(path, mark(VIKTOR, "5", school="Первая школа")))
    answer = {key_of(known, load_id): f"id:{id_of(known, 'school', SCHOOL)}"}
    known.loading.confirm(SYSTEM, load_id, answer)
    assert rows_of(known.house, NAMES) == [("7А",), (SCHOOL,)]
    assert rows_of(known.house, VALUES) == [(ANNA, "4"), (VIKTOR, "5")]


def test_an_id_means_the_class_that_is_there(known: Loader, path: Path) -> None:
    load_id, _ = ask(known, write_marks(path, mark(VIKTOR, "5", **{"class": "7-1"})))
    known.loading.confirm(SYSTEM, load_id, {key_of(known, load_id): f"id:{id_of(known, 'class', '7А')}"})
    assert rows_of(known.house, NAMES) == [("7А",), (SCHOOL,)]


def test_skipped_rows_are_left_out_and_counted_in_a_warning(known: Loader, path: Path) -> None:
    lines = [mark(ANNA, "5", school="СОШ № 9"), mark(GLEB, "5", school="СОШ № 9"), mark(GLEB, "3")]
    load_id, _ = ask(known, write_marks(path, *lines))
    known.loading.confirm(SYSTEM, load_id, {key_of(known, load_id): "skip"})
    assert rows_of(known.house, VALUES) == [(ANNA, "4"), (GLEB, "3")]
    kept = select(load_issue.c.severity, load_issue.c.rule).where(load_issue.c.load_id == load_id)
    assert ("warning", "СОШ № 9: не загружено строк: 2") in rows_of(known.house, kept)


def test_a_skipped_class_is_named_with_its_school_and_year(known: Loader, path: Path) -> None:
    load_id = known.receive(write_marks(path, mark(ANNA, "5", **{"class": "7Б"}), mark(GLEB, "3")))
    preview = known.loading.preview(SYSTEM, load_id, {key_of(known, load_id): "skip"})
    assert "СОШ № 1, 7Б, 2024/25: не загружено строк: 1" in [problem.rule for problem in preview.problems]


def test_a_file_whose_rows_are_all_skipped_is_not_loaded(known: Loader, path: Path) -> None:
    load_id = known.receive(write_marks(path, mark(ANNA, "5", school="СОШ № 9")))
    preview = known.loading.preview(SYSTEM, load_id, {key_of(known, load_id): "skip"})
    assert preview.blocked == "В файле нет строк, которые можно загрузить"


def test_a_mark_is_loaded_without_its_teacher_when_the_teacher_is_skipped(known: Loader, path: Path) -> None:
    load_id = known.receive(write_marks(path, mark(VIKTOR, "5", teacher="Указкин Устин")))
    known.loading.confirm(SYSTEM, load_id, {key_of(known, load_id): "skip"})
    of_viktor = select(period_mark.c.value).where(period_mark.c.teacher_id.is_(None))
    assert rows_of(known.house, of_viktor) == [("5",)]


def test_a_skipped_teacher_of_a_teaching_row_is_counted(known: Loader, path: Path) -> None:
    line = {
        words.YEAR: "2024/2025",
        words.SCHOOL: SCHOOL,
        words.CLASS: "7А",
        words.SUBJECT: "Физика",
        words.TEACHER: "Указкин Устин",
    }
    sheets = {words.TEACHING_SHEET: [line], words.MARKS_SHEET: [mark(GLEB, "5")]}
    load_id = known.receive(write_template(path, sheets))
    known.loading.confirm(SYSTEM, load_id, {key_of(known, load_id): "skip"})
    kept = select(load_issue.c.rule).where(load_issue.c.load_id == load_id)
    assert ("Указкин Устин: не загружено строк: 1",) in rows_of(known.house, kept)
    assert len(rows_of(known.house, select(teaching))) == 1


def test_answers_are_kept_with_the_draft(known: Loader, path: Path) -> None:
    load_id = known.receive(write_marks(path, mark(ANNA, "5", school="СОШ № 9")))
    known.loading.keep_answers(SYSTEM, load_id, {key_of(known, load_id): "new"})
    assert known.loading.preview(SYSTEM, load_id).blocked == ""


def test_a_year_that_the_file_does_not_name_is_asked_for(known: Loader, path: Path) -> None:
    load_id, questions = ask(known, write_marks(path, mark(GLEB, "5", year="")))
    assert [(kind, choices[:2]) for kind, _, choices in questions] == [("year", ["2026", "2025"])]
    answers = {key_of(known, load_id): "2025", "*:class": "new", "*:pupil": "new"}
    known.loading.confirm(SYSTEM, load_id, answers)
    assert rows_of(known.house, select(period_mark.c.year)) == [(2024,), (2025,)]


def test_a_known_school_is_found_by_code_login_or_any_of_its_names(loader: Loader, tmp_path: Path) -> None:
    described = school(oo_code="9306", login="edu203389", full_name="Муниципальная школа номер один")
    loader.load(write_template(tmp_path / "schools.xlsx", {words.SCHOOLS_SHEET: [described]}))
    for number, said in enumerate(("9306", "EDU203389", "сош №1", "Муниципальная школа «номер один»")):
        load_id = loader.receive(write_marks(tmp_path / f"{number}.xlsx", mark(ANNA, "5", school=said)))
        kinds = [question.kind for question in loader.loading.preview(SYSTEM, load_id).questions]
        assert kinds == ["class"], said
