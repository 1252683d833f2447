"""Drafts, repeats, changes, undos: what stays, who sees it, what the history says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from dashboard.loading import LoadRefused
from data_access.formats import template_columns as words
from data_access.formats.rows import Unreadable
from data_access.queries.loads import read_history, read_load
from data_access.tables import (
    MARTS,
    data_version,
    enrolment,
    load,
    load_issue,
    measure,
    period_mark,
    person,
    unit,
    user_account,
)
from data_access.viewer import SYSTEM, NotFound, Reader, Refused, Viewer
from tests.conftest import NOW
from tests.formats.builders import write_template
from tests.loading.loader import ADD_ALL, Loader, rows_of
from tests.loading.rows import ANNA, GLEB, SCHOOL, VIKTOR, mark, seat, write_marks
from tests.loading.snapshots import contents

IN_FORCE = select(period_mark.c.value).where(period_mark.c.is_current)


def account(loader: Loader, user_id: int, **rights: Any) -> Viewer:
    login = f"u{user_id}"
    with loader.house.database.writing() as connection:
        connection.execute(
            insert(user_account).values(
                id=user_id, login=login, password_hash="", display_name=login, created_at=NOW
            )
        )
    return Viewer(login, login, "head", user_id=user_id, sees_names=True, **rights)


def school_id(loader: Loader, name: str) -> int:
    ((found,),) = rows_of(loader.house, select(unit.c.id).where(unit.c.short_name == name))
    return int(found)


@pytest.fixture
def two_schools(loader: Loader, tmp_path: Path) -> Loader:
    loader.load(write_marks(tmp_path / "first.xlsx", mark(ANNA, "4"), mark(VIKTOR, "3")))
    loader.load(write_marks(tmp_path / "second.xlsx", mark(GLEB, "5", school="Лицей № 2")))
    return loader


def test_the_same_file_twice_changes_nothing(loader: Loader, path: Path) -> None:
    loader.load(write_marks(path, mark(ANNA, "4")))
    before = contents(loader.house)
    again = loader.receive(path)
    sentence = "Этот файл уже загружен 20.06.2026, загрузка № 1"
    assert loader.loading.preview(SYSTEM, again).blocked == sentence
    with pytest.raises(LoadRefused, match=sentence):
        loader.loading.confirm(SYSTEM, again, ADD_ALL)
    assert contents(loader.house) == before


def test_the_same_content_in_another_file_changes_no_mart_and_is_in_the_history(
    loader: Loader, tmp_path: Path
) -> None:
    lines = [mark(ANNA, "4"), mark(VIKTOR, "2")]
    loader.load(write_marks(tmp_path / "a.xlsx", *lines))
    before = contents(loader.house, MARTS)
    load_id = loader.receive(write_template(tmp_path / "b.csv", {words.MARKS_SHEET: lines}))
    preview = loader.loading.preview(SYSTEM, load_id)
    assert dict(preview.counts) == {"отметок без изменений": 2}
    loader.loading.confirm(SYSTEM, load_id)
    assert contents(loader.house, MARTS) == before
    with loader.house.database.reading() as connection:
        history = read_history(Reader(SYSTEM, connection))
    assert [(row.file_name, row.status) for row in history] == [("b.csv", "applied"), ("a.xlsx", "applied")]


def test_changed_marks_are_listed_with_before_after_and_cell(loader: Loader, tmp_path: Path) -> None:
    loader.load(write_marks(tmp_path / "a.xlsx", mark(ANNA, "4"), mark(VIKTOR, "3")))
    load_id = loader.receive(write_marks(tmp_path / "b.xlsx", mark(VIKTOR, "5"), mark(ANNA, "4")))
    preview = loader.loading.preview(SYSTEM, load_id)
    (change,) = preview.changes
    assert (change.class_name, change.subject, change.period) == ("7А", "Алгебра", "Q1")
    assert (change.before, change.after, change.cell) == ("3", "5", "A2")
    assert dict(preview.counts) == {"изменится отметок": 1, "отметок без изменений": 1}


def test_marks_that_the_new_file_lacks_stay_and_the_history_says_so(loader: Loader, tmp_path: Path) -> None:
    loader.load(write_marks(tmp_path / "a.xlsx", mark(ANNA, "4"), mark(VIKTOR, "3")))
    load_id = loader.load(write_marks(tmp_path / "b.xlsx", mark(VIKTOR, "5")))
    assert rows_of(loader.house, IN_FORCE) == [("4",), ("5",)]
    ((rule,),) = rows_of(loader.house, select(load_issue.c.rule).where(load_issue.c.load_id == load_id))
    assert rule.startswith("Ранее загруженных отметок")
    assert "нет: 1." in rule


def test_an_undone_load_gives_back_the_marks_it_had_replaced(loader: Loader, tmp_path: Path) -> None:
    loader.load(write_marks(tmp_path / "a.xlsx", mark(ANNA, "4")))
    before = contents(loader.house)
    loader.undo(loader.load(write_marks(tmp_path / "b.xlsx", mark(ANNA, "2"), mark(GLEB, "5"))))
    assert contents(loader.house) == before


def test_a_load_may_be_undone_once_and_loaded_again(loader: Loader, path: Path) -> None:
    load_id = loader.load(write_marks(path, mark(ANNA, "4")))
    state = contents(loader.house, MARTS)
    loader.undo(load_id)
    with pytest.raises(LoadRefused, match="уже отменена"):
        loader.undo(load_id)
    loader.load(path)
    assert len(contents(loader.house, MARTS)["class_rollup"]) == len(state["class_rollup"])


def ids(loader: Loader) -> list[int]:
    """Of the only pupil, the only school and the only class."""
    kinds = ("school", "class")
    units = [rows_of(loader.house, select(unit.c.id).where(unit.c.kind == kind)) for kind in kinds]
    return [rows[0][0] for rows in (rows_of(loader.house, select(person.c.id)), *units)]


def test_an_id_of_a_pupil_who_is_gone_is_never_given_to_another(loader: Loader, tmp_path: Path) -> None:
    load_id = loader.load(write_marks(tmp_path / "a.xlsx", mark(ANNA, "4")))
    before = ids(loader)
    loader.undo(load_id)
    loader.load(write_marks(tmp_path / "b.xlsx", mark(GLEB, "4", school="Лицей № 2")))
    assert all(new > old for new, old in zip(ids(loader), before, strict=True))


def test_a_school_with_management_work_outlives_the_load_that_brought_it(loader: Loader, path: Path) -> None:
    load_id = loader.load(write_marks(path, mark(ANNA, "4")))
    with loader.house.database.writing() as connection:
        connection.execute(
            insert(measure).values(
                mechanism="preparation",
                unit_id=school_id(loader, SCHOOL),
                year=2024,
                title="Консультации",
                owner="директор",
                due_on=NOW.date(),
                status="open",
                author="Директор",
                created_at=NOW,
            )
        )
    loader.undo(load_id)
    assert rows_of(loader.house, select(unit.c.short_name).where(unit.c.kind != "municipality")) == [
        (SCHOOL,)
    ]


def test_only_the_author_sees_a_draft(loader: Loader, path: Path) -> None:
    municipality = frozenset({1})
    author = account(loader, 1, municipality_ids=municipality)
    other = account(loader, 2, municipality_ids=municipality)
    load_id = loader.receive(write_marks(path, mark(ANNA, "4")), author)
    assert loader.loading.preview(author, load_id).rows_read == 1
    for act in (
        loader.loading.preview,
        loader.loading.drop,
        loader.loading.confirm,
        loader.loading.check_seen,
    ):
        with pytest.raises(NotFound):
            act(other, load_id)
    with pytest.raises(NotFound):
        loader.loading.keep_answers(other, load_id, {})
    with loader.house.database.reading() as connection, pytest.raises(NotFound):
        read_load(Reader(other, connection), load_id)


def test_a_dropped_draft_is_gone_with_its_file(loader: Loader, path: Path) -> None:
    load_id = loader.receive(write_marks(path, mark(ANNA, "4")))
    uploads = loader.house.settings.uploads_dir
    assert len(list(uploads.iterdir())) == 1
    loader.loading.drop(SYSTEM, load_id)
    assert list(uploads.iterdir()) == []
    with pytest.raises(LoadRefused):
        loader.loading.confirm(SYSTEM, load_id, ADD_ALL)


def test_a_dropped_draft_leaves_the_file_to_another_draft_of_it(loader: Loader, path: Path) -> None:
    first, second = loader.receive(write_marks(path, mark(ANNA, "4"))), loader.receive(path)
    loader.loading.drop(SYSTEM, first)
    assert len(list(loader.house.settings.uploads_dir.iterdir())) == 1
    loader.loading.confirm(SYSTEM, second, ADD_ALL)


def test_a_file_that_cannot_be_read_is_in_the_history_with_its_sentence(loader: Loader, path: Path) -> None:
    path.write_bytes(b"PK not a workbook")
    with pytest.raises(Unreadable) as refused:
        loader.receive(path)
    kept = select(load.c.status, load.c.file_name, load.c.failure)
    assert rows_of(loader.house, kept) == [("rejected", path.name, str(refused.value))]


def test_a_director_cannot_load_rows_of_another_school_nor_make_schools(
    two_schools: Loader, path: Path
) -> None:
    director = account(two_schools, 5, school_ids=frozenset({school_id(two_schools, SCHOOL)}))
    lines = [mark(ANNA, "5"), mark(GLEB, "2", school="Лицей № 2"), mark(GLEB, "2", school="СОШ № 9")]
    load_id = two_schools.receive(write_marks(path, *lines), director)
    before = rows_of(two_schools.house, IN_FORCE)
    own = f"id:{school_id(two_schools, SCHOOL)}"
    questions = two_schools.loading.preview(director, load_id, ADD_ALL).questions
    assert [(q.label, [option.value for option in q.options], q.answer) for q in questions] == [
        ("Лицей № 2", [own, "skip"], ""),
        ("СОШ № 9", [own, "skip"], ""),
    ]
    foreign = f"id:{school_id(two_schools, 'Лицей № 2')}"
    for answer in ("new", foreign):
        with pytest.raises(LoadRefused):
            two_schools.loading.confirm(director, load_id, {q.key: answer for q in questions})
    assert rows_of(two_schools.house, IN_FORCE) == before
    two_schools.loading.confirm(director, load_id, {q.key: "skip" for q in questions})
    assert rows_of(two_schools.house, IN_FORCE) == [("3",), ("5",), ("5",)]


def test_a_director_undoes_loads_of_the_own_school_only(two_schools: Loader) -> None:
    director = account(two_schools, 5, school_ids=frozenset({school_id(two_schools, SCHOOL)}))
    with pytest.raises(Refused):
        two_schools.loading.undo(director, 2)
    two_schools.loading.undo(director, 1)
    assert rows_of(two_schools.house, select(load.c.status)) == [("applied",), ("undone",)]


def test_a_teacher_loads_nothing(two_schools: Loader, path: Path) -> None:
    teacher = replace(SYSTEM, is_system=False, teacher_ids=frozenset({1}))
    with pytest.raises(Refused):
        two_schools.receive(write_marks(path, mark(ANNA, "5")), teacher)
    assert len(rows_of(two_schools.house, select(load))) == 2


def test_a_pupil_keeps_one_id_over_the_years_and_between_parallel_classes(
    loader: Loader, tmp_path: Path
) -> None:
    loader.load(write_marks(tmp_path / "1.xlsx", mark(ANNA, "4")))
    loader.load(write_marks(tmp_path / "2.xlsx", mark(ANNA, "5", period="2 четверть", **{"class": "7Б"})))
    loader.load(write_marks(tmp_path / "3.xlsx", mark(ANNA, "5", year="2025/2026", **{"class": "8А"})))
    loader.load(write_marks(tmp_path / "4.xlsx", mark(ANNA, "3", year="2025/2026")))
    places = select(enrolment.c.pupil_id, unit.c.short_name, unit.c.year).join(
        unit, unit.c.id == enrolment.c.class_id
    )
    found = rows_of(loader.house, places)
    assert len({pupil for pupil, name, year in found if (name, year) != ("7А", 2025)}) == 1
    assert len({pupil for pupil, _, _ in found}) == 2, "a namesake of another cohort is another person"


def test_a_roster_wins_over_the_place_that_marks_imply(loader: Loader, tmp_path: Path) -> None:
    roster = {words.PUPILS_SHEET: [seat(ANNA, until="01.10.2024")]}
    loader.load(write_template(tmp_path / "roster.xlsx", roster))
    loader.load(write_marks(tmp_path / "marks.xlsx", mark(ANNA, "4")))
    in_force = select(enrolment.c.is_stated).where(enrolment.c.is_current)
    assert rows_of(loader.house, in_force) == [(True,)]


def test_every_load_and_undo_raises_the_data_version(loader: Loader, path: Path) -> None:
    load_id = loader.load(write_marks(path, mark(ANNA, "4")))
    assert rows_of(loader.house, select(data_version.c.version)) == [(1,)]
    loader.undo(load_id)
    assert rows_of(loader.house, select(data_version.c.version)) == [(2,)]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (mark("А" * 201, "4"), "текст длиннее 200 знаков"),
        (mark(ANNA, "4", year="1999/2000"), "учебный год 1999/00 вне 2015"),
    ],
)
def test_one_impossible_row_costs_itself_and_not_the_file(
    either_loader: Loader, path: Path, line: dict[str, str], rule: str
) -> None:
    load_id = either_loader.load(write_marks(path, line, mark(GLEB, "3", average="7,5")))
    house = either_loader.house
    assert rows_of(house, select(period_mark.c.value, period_mark.c.average)) == [("3", None)]
    kept = select(load_issue.c.severity, load_issue.c.rule).where(load_issue.c.load_id == load_id)
    found = dict(rows_of(house, kept))
    assert found["error"].startswith(rule)
    assert found["warning"] == "средний балл не от 1 до 5 и не прочитан"
