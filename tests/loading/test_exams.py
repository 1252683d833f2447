"""ВПР and ОГЭ: classes by their number, participants by name, and nothing personal outside its table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select, text

from dashboard.loading import LoadRefused
from data_access.formats import template_columns as words
from data_access.tables import load_issue, person_name, task_score, unit, work, work_result, work_task
from data_access.viewer import SYSTEM
from tests.formats.builders import OgeRow, VprSchool, write_oge, write_template, write_vpr_f1
from tests.loading.loader import ADD_ALL, Loader, rows_of
from tests.loading.rows import school, seat

SCHOOL = school("СОШ № 1", oo_code="9306", login="edu203389")
EXAM = "12 - Обществознание 2026.07.03"
PASSPORT = ("6543", "210987")


def write_roster(path: Path, *seats: dict[str, Any]) -> Path:
    return write_template(path, {words.SCHOOLS_SHEET: [SCHOOL], words.PUPILS_SHEET: seats})


def write_vpr(path: Path, ordinal: str = "2", **more: Any) -> Path:
    rows = [(70001, ordinal, 1, (2, 1, 3), 6, 5, 5), (70002, ordinal, 2, (0, "Х", 1), 1, 2, 3)]
    return write_vpr_f1(path, [VprSchool("СОШ № 1", "edu203389", rows)], **more)


@pytest.fixture
def fourth(loader: Loader, tmp_path: Path) -> Loader:
    """4А and 4Б of 2025/2026, the year of the ВПР."""
    seats = [seat(f"Ученик {name}", year="2025/2026", **{"class": name}) for name in ("4А", "4Б")]
    loader.load(write_roster(tmp_path / "roster.xlsx", *seats))
    return loader


@pytest.fixture
def ninth(loader: Loader, tmp_path: Path) -> Loader:
    """9А of 2025/2026 with two pupils, who sit the ОГЭ in July 2026."""
    names = ("Абрикосова Имя Отчество", "Вишнёва Имя Отчество")
    seats = [seat(name, year="2025/2026", **{"class": "9А"}) for name in names]
    loader.load(write_roster(tmp_path / "roster.xlsx", *seats))
    return loader


def participant(surname: str, passport: tuple[str, str] = PASSPORT, **more: Any) -> OgeRow:
    return OgeRow(9306, "9А", surname, "++-2", "1(2)0(3)", 5, more.get("mark", 4), passport)


def results(loader: Loader, *columns: Any) -> list[Any]:
    return rows_of(loader.house, select(*columns).select_from(work_result))


def test_the_class_of_a_vpr_is_offered_by_its_number_in_the_parallel(fourth: Loader, path: Path) -> None:
    load_id = fourth.receive(write_vpr(path))
    (question,) = fourth.loading.preview(SYSTEM, load_id).questions
    texts = {option.value: option.text for option in question.options}
    assert (question.kind, texts[question.answer]) == ("ordinal", "Это 4Б")
    fourth.loading.confirm(SYSTEM, load_id)
    of_class = select(unit.c.short_name).join(work_result, work_result.c.class_id == unit.c.id)
    assert rows_of(fourth.house, of_class) == [("4Б",), ("4Б",)]


@pytest.mark.parametrize(
    ("chosen", "expected"), [("Это 4А", ["4А", "4А"]), ("Класс не указывать", [None, None])]
)
def test_the_offered_class_of_a_vpr_can_be_changed(
    fourth: Loader, path: Path, chosen: str, expected: list[str | None]
) -> None:
    load_id = fourth.receive(write_vpr(path))
    (question,) = fourth.loading.preview(SYSTEM, load_id).questions
    (value,) = (option.value for option in question.options if option.text == chosen)
    fourth.loading.confirm(SYSTEM, load_id, {question.key: value})
    of_class = select(unit.c.short_name).select_from(
        work_result.outerjoin(unit, unit.c.id == work_result.c.class_id)
    )
    assert [name for (name,) in rows_of(fourth.house, of_class)] == expected


def test_scores_of_a_vpr_go_to_their_tasks(fourth: Loader, path: Path) -> None:
    fourth.load(write_vpr(path))
    statement = (
        select(work_result.c.participant, work_task.c.number, task_score.c.score)
        .join_from(task_score, work_result, work_result.c.id == task_score.c.result_id)
        .join(work_task, work_task.c.id == task_score.c.task_id)
    )
    assert rows_of(fourth.house, statement) == [
        ("70001", "1", 2),
        ("70001", "2.1", 1),
        ("70001", "3К1", 3),
        ("70002", "1", 0),
        ("70002", "2.1", None),
        ("70002", "3К1", 1),
    ]


def test_the_same_work_with_other_tasks_is_refused_with_its_reason(fourth: Loader, tmp_path: Path) -> None:
    fourth.load(write_vpr(tmp_path / "a.xlsx"))
    other = write_vpr(tmp_path / "b.xlsx", tasks=(("1 (2б)", "Б"), ("2 (1б)", "Б"), ("3 (3б)", "П")))
    before = results(fourth, work_result.c.id)
    with pytest.raises(LoadRefused, match="с другими заданиями"):
        fourth.load(other)
    assert results(fourth, work_result.c.id) == before


@pytest.mark.parametrize("dense", [False, True])
def test_a_participant_is_matched_by_name_and_stored_by_id(ninth: Loader, path: Path, dense: bool) -> None:
    ninth.load(write_oge(path, {EXAM: [participant("Абрикосова")]}, dense=dense), {})
    ((pupil,),) = rows_of(
        ninth.house, select(person_name.c.person_id).where(person_name.c.full_name.like("Абрикосова%"))
    )
    assert results(ninth, work_result.c.pupil_id, work_result.c.participant, work_result.c.mark) == [
        (pupil, f"p{pupil}", 4)
    ]


def test_an_unknown_participant_is_a_question(ninth: Loader, path: Path) -> None:
    rows = [participant("Абрикосова"), participant("Новикова"), participant("Новичков")]
    load_id = ninth.receive(write_oge(path, {EXAM: rows}))
    (question,) = ninth.loading.preview(SYSTEM, load_id).questions
    assert (question.kind, question.label) == ("pupil", "Нет в списках классов: 2")
    ninth.loading.confirm(SYSTEM, load_id, {question.key: "skip"})
    assert len(results(ninth, work_result.c.id)) == 1
    kept = rows_of(ninth.house, select(load_issue.c.severity, load_issue.c.rule))
    assert kept == [("error", "обучающегося нет в списке класса 9А: строка не загружена")] * 2


def test_a_participant_written_twice_is_loaded_once(ninth: Loader, path: Path) -> None:
    """«Вишнёва» and «Вишнева» are one pupil: the second row is a repeat, not a broken constraint."""
    load_id = ninth.load(
        write_oge(path, {EXAM: [participant("Вишнёва"), participant("Вишнева", mark=2)]}), {}
    )
    assert results(ninth, work_result.c.mark) == [(4,)]
    kept = select(load_issue.c.rule).where(load_issue.c.load_id == load_id)
    assert rows_of(ninth.house, kept) == [("участник повторяется: оставлена первая строка",)]


def test_a_participant_stays_the_same_person_when_the_roster_is_undone_and_comes_again(
    ninth: Loader, tmp_path: Path
) -> None:
    ninth.load(write_oge(tmp_path / "exam.xlsx", {EXAM: [participant("Абрикосова")]}), {})
    before = results(ninth, work_result.c.pupil_id)
    ninth.undo(1)
    ninth.load(
        write_roster(
            tmp_path / "again.csv.xlsx", seat("Абрикосова Имя Отчество", year="2025/2026", **{"class": "9А"})
        )
    )
    found = select(person_name.c.person_id).where(person_name.c.full_name.like("Абрикосова%"))
    assert rows_of(ninth.house, found) == before


def test_the_maximum_of_a_task_is_the_best_that_anybody_got(ninth: Loader, tmp_path: Path) -> None:
    weak = OgeRow(9306, "9А", "Вишнёва", "+--1", "0(2)0(3)", 2, 2)
    ninth.load(write_oge(tmp_path / "weak.xlsx", {EXAM: [weak]}), {})
    ninth.load(write_oge(tmp_path / "good.xlsx", {EXAM: [participant("Абрикосова")]}), {})
    maxima = select(work_task.c.position, work_task.c.max_score).join(work)
    assert dict(rows_of(ninth.house, maxima))[3] == 2


def test_no_passport_and_no_name_outside_its_table_is_anywhere_in_the_database(
    ninth: Loader, tmp_path: Path
) -> None:
    rows = [participant("Абрикосова"), participant("Новикова")]
    ninth.load(write_oge(tmp_path / "protocol.xlsx", {EXAM: rows}, dense=True), ADD_ALL)
    assert len(results(ninth, work_result.c.id)) == 2
    house = ninth.house
    for word in PASSPORT:
        assert tables_with(ninth, word) == set()
        for file in house.settings.var_dir.glob("monitor.db*"):
            assert word.encode() not in file.read_bytes(), file.name
    assert tables_with(ninth, "Новикова") | tables_with(ninth, "новикова") == {"person_name"}


def tables_with(loader: Loader, word: str) -> set[str]:
    """Tables of which any cell holds the word."""
    found = set()
    with loader.house.database.reading() as connection:
        for table in inspect(connection).get_table_names():
            rows = connection.execute(text(f'SELECT * FROM "{table}"'))
            if any(word in str(value) for row in rows for value in row):
                found.add(table)
    return found
