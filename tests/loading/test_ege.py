"""ЕГЭ from the protocol of РЦОИ to results: by name, test scores beside primary ones, marks for the basic level."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, inspect, select, text

from data_access.formats.rows import (
    ExamTaskRow,
    MarkRow,
    Parsed,
    ResultRow,
    SchoolRow,
    TaskRow,
    WorkRow,
)
from data_access.tables import (
    exam_forecast,
    exam_scale,
    forecast_check,
    person_name,
    subject,
    task_code,
    unit,
    work,
    work_result,
    work_task,
)
from data_access.viewer import SYSTEM
from tests.formats.ege_builder import EgeRow, write_ege
from tests.loading.loader import ADD_ALL, Loader, rows_of
from tests.loading.protocols import HERE, SCHOOL, lists, roster
from tests.loading.snapshots import contents

CODE = "0931"
RUSSIAN = "01 - Русский язык 2026.06.04"
PROFILE, BASE = "02 - Математика профильная 2026.06.08", "22 - Математика базовая 2026.06.08"
NAMES = ("Абрикосова Имя Отчество", "Вишнёва Имя Отчество")
PASSPORT = ("6543", "210987")


@pytest.fixture
def eleventh(either_loader: Loader) -> Loader:
    """11А of 2025/2026 with two pupils in a school with a code, once on each engine."""
    return _with_class(either_loader)


@pytest.fixture
def known(loader: Loader) -> Loader:
    return _with_class(loader)


def _with_class(loader: Loader) -> Loader:
    school = SchoolRow(SCHOOL.name, "", CODE, "", "СОШ", False, HERE)
    loader.load_rows(lists(schools=(school,), pupils=roster(*NAMES, name="11А").pupils))
    return loader


def taken(surname: str, primary: int, final: int, **more: Any) -> EgeRow:
    """Seven tasks of one point and a long one of ten."""
    short = "+" * min(primary, 7) + "-" * (7 - min(primary, 7))
    row = {"short": short, "long": f"{max(primary - 7, 0)}(10)", **more}
    return EgeRow(CODE, "11А", surname, row["short"], row["long"], primary, final, PASSPORT)


def results(loader: Loader) -> list[Any]:
    columns = (work.c.title, work.c.codifier, person_name.c.full_name)
    facts = (work_result.c.primary_score, work_result.c.test_score, work_result.c.mark)
    joined = select(*columns, *facts).join_from(work_result, work, work.c.id == work_result.c.work_id)
    return rows_of(loader.house, joined.join(person_name, person_name.c.person_id == work_result.c.pupil_id))


def warnings(loader: Loader, path: Path) -> list[str]:
    preview = loader.loading.preview(SYSTEM, loader.receive(path), {})
    assert not preview.blocked
    return [problem.rule for problem in preview.problems]


def test_participants_are_matched_by_name_and_profile_has_no_mark_but_a_test_score(
    eleventh: Loader, path: Path
) -> None:
    exams = {
        RUSSIAN: [taken("Абрикосова", 15, 36), taken("Вишнева", 16, 37)],
        BASE: [taken("Абрикосова", 7, 3, long="", short="+" * 7)],
    }
    eleventh.load(write_ege(path, exams), {})
    assert results(eleventh) == [
        ("ЕГЭ Математика (база)", "ege_base", NAMES[0], 7, None, 3),
        ("ЕГЭ Русский язык", "ege", NAMES[0], 15, 36, None),
        ("ЕГЭ Русский язык", "ege", NAMES[1], 16, 37, None),
    ]
    ((kind, grade, year, codifier_year),) = set(
        rows_of(eleventh.house, select(work.c.kind, work.c.grade, work.c.year, work.c.codifier_year))
    )
    assert (kind, grade, year, codifier_year) == ("ege", 11, 2025, 2026)


def test_an_undone_protocol_leaves_nothing(eleventh: Loader, path: Path) -> None:
    before = contents(eleventh.house)
    exams = {PROFILE: [taken("Абрикосова", 9, 52)], BASE: [taken("Вишнева", 7, 3, long="", short="+" * 7)]}
    load_id = eleventh.load(write_ege(path, exams), {})
    assert len(results(eleventh)) == 2
    eleventh.undo(load_id)
    assert contents(eleventh.house) == before


def test_basic_and_profile_mathematics_of_one_day_are_two_works(known: Loader, path: Path) -> None:
    exams = {PROFILE: [taken("Абрикосова", 9, 52)], BASE: [taken("Абрикосова", 9, 3, long="", short="+" * 9)]}
    known.load(write_ege(path, exams), {})
    assert len(rows_of(known.house, select(work.c.id))) == 2
    mathematics = select(work.c.subject_id).join(subject, subject.c.id == work.c.subject_id)
    assert len(set(rows_of(known.house, mathematics.where(subject.c.name == "Математика")))) == 1


def test_a_later_protocol_corrects_the_test_score_and_the_preview_says_so(
    known: Loader, tmp_path: Path
) -> None:
    first = [taken("Абрикосова", 15, 36), taken("Вишнева", 16, 37)]
    known.load(write_ege(tmp_path / "a.xlsx", {RUSSIAN: first}), {})
    again = write_ege(tmp_path / "b.xlsx", {RUSSIAN: [taken("Абрикосова", 15, 37), first[1]]})
    load_id = known.receive(again)
    assert dict(known.loading.preview(SYSTEM, load_id, {}).counts) == {
        "результаты работ": 2,
        "изменится результатов работ": 1,
        "результатов работ без изменений": 1,
    }
    known.loading.confirm(SYSTEM, load_id, {})
    in_force = select(work_result.c.test_score).where(work_result.c.is_current)
    assert rows_of(known.house, in_force) == [(37,), (37,)]


def test_a_test_score_that_is_not_of_the_years_scale_is_one_doubt_with_an_example(
    known: Loader, path: Path
) -> None:
    """The scale of Russian in 2026 gives 36 for 15 and 37 for 16."""
    assert warnings(known, write_ege(path, {RUSSIAN: [taken("Абрикосова", 15, 36)]})) == []
    rows = [taken("Абрикосова", 15, 35), taken("Вишнева", 16, 36)]
    (said,) = warnings(known, write_ege(path, {RUSSIAN: rows}))
    assert "тестовый балл не по шкале 2026 года, участников: 2" in said
    assert "за первичный балл 15 в протоколе 35, по шкале 36" in said


def test_a_primary_score_over_the_scale_and_a_wrong_mark_of_the_basic_level_are_doubts(
    known: Loader, path: Path
) -> None:
    over = taken("Абрикосова", 51, 100, short="+" * 7, long="44(50)")
    (said,) = warnings(known, write_ege(path, {RUSSIAN: [over]}))
    assert "в шкале только 50" in said
    wrong = taken("Абрикосова", 7, 4, long="", short="+" * 7)
    said = " ".join(warnings(known, write_ege(path, {BASE: [wrong]})))
    assert "оценка не по шкале 2026 года, участников: 1" in said
    assert "план экзамена ЕГЭ (база) 2026, математика не подходит к протоколу" in said


def test_a_year_without_a_scale_is_not_doubted(known: Loader, path: Path) -> None:
    exams = {"01 - Русский язык 2022.06.23": [taken("Абрикосова", 15, 99)]}
    preview = known.loading.preview(SYSTEM, known.receive(write_ege(path, exams)), ADD_ALL)
    assert [problem.rule for problem in preview.problems] == []


def test_tasks_take_maxima_levels_and_codes_of_the_plan_that_fits(known: Loader, path: Path) -> None:
    tasks = [TaskRow(str(number), 1, "Б", ("1.1",)) for number in range(1, 8)]
    tasks.append(TaskRow("8", 43, "В", ("2.1", "2.2")))
    plan = tuple(ExamTaskRow("ege", "Русский язык", 2026, n, task, HERE) for n, task in enumerate(tasks))
    known.load_rows(lists(exam_tasks=plan))
    known.load(write_ege(path, {RUSSIAN: [taken("Абрикосова", 9, 22)]}), {})
    columns = (work_task.c.number, work_task.c.max_score, work_task.c.level)
    assert rows_of(known.house, select(*columns).where(work_task.c.position >= 6)) == [
        ("7", 1, "Б"),
        ("8", 43, "В"),
    ]
    assert rows_of(known.house, select(work.c.max_score)) == [(50,)]
    codes = select(task_code.c.code).join(work_task).where(work_task.c.position == 7)
    assert rows_of(known.house, codes) == [("2.1",), ("2.2",)]


def test_the_plan_of_the_other_level_of_mathematics_is_not_used(known: Loader, path: Path) -> None:
    plan = tuple(
        ExamTaskRow("ege", "Математика", 2026, n, TaskRow(str(n + 1), 4, "П", ("9.9",)), HERE)
        for n in range(7)
    )
    known.load_rows(lists(exam_tasks=plan))
    known.load(write_ege(path, {BASE: [taken("Абрикосова", 7, 3, long="", short="+" * 7)]}), {})
    assert set(rows_of(known.house, select(work_task.c.max_score))) == {(1,)}


def test_an_unknown_participant_is_a_question_and_a_stranger_may_be_left_out(
    known: Loader, path: Path
) -> None:
    rows = [taken("Абрикосова", 15, 36), taken("Новикова", 16, 37)]
    load_id = known.receive(write_ege(path, {RUSSIAN: rows}))
    (question,) = known.loading.preview(SYSTEM, load_id, {}).questions
    assert (question.kind, question.label) == ("pupil", "Нет в списках классов: 1")
    known.loading.confirm(SYSTEM, load_id, {question.key: "skip"})
    assert [row[2] for row in results(known)] == [NAMES[0]]


def test_no_passport_is_anywhere_in_the_database(known: Loader, path: Path) -> None:
    known.load(write_ege(path, {RUSSIAN: [taken("Абрикосова", 15, 36), taken("Новикова", 3, 8)]}), ADD_ALL)
    house = known.house
    for word in PASSPORT:
        with house.database.reading() as connection:
            for table in inspect(connection).get_table_names():
                rows = connection.execute(text(f'SELECT * FROM "{table}"'))
                assert not any(word in str(value) for row in rows for value in row), table
        for file in house.settings.var_dir.glob("monitor.db*"):
            assert word.encode() not in file.read_bytes(), file.name


# -- forecasts ------------------------------------------------------------------------------------------

PLAN = tuple(
    TaskRow(str(number), 4, "Б", ("1.1",)) for number in range(1, 9)
)  # 32 points, as the scale of 2026


def forecast_world(loader: Loader, year: int, pupils: int = 6) -> list[str]:
    """A class of eleven with marks and two works in mathematics before the exam; returns its names."""
    names = [f"Ученик {number} {year}" for number in range(pupils)]
    school = SchoolRow(SCHOOL.name, "", CODE, "", "СОШ", False, HERE)
    marks = tuple(
        MarkRow(SCHOOL, "11А", year, name, "Алгебра", "", "H1", str(3 + place % 3), None, HERE)
        for place, name in enumerate(names)
    )
    tasks = tuple(TaskRow(str(number), 2, "Б", ("1.1",)) for number in (1, 2, 3))
    works = tuple(
        WorkRow(f"р{number}", "kr", "Математика", 11, year, f"{year}-1{number}-10", f"Работа {number}", None,
                tasks, codifier="ege", codifier_year=year + 1, is_of_school=True)
        for number in (0, 1)
    )  # fmt: skip
    rows = tuple(
        ResultRow(one.key, SCHOOL, "11А", name, True, "", (2, place % 3, 1), None, 4, None, "wrote", HERE)
        for one in works
        for place, name in enumerate(names)
    )
    loader.load_rows(Parsed("t", "Файл", 1, schools=(school,), marks=marks, works=works, results=rows))
    return names


def exam(year: int, names: list[str], points: int = 2) -> Parsed:
    row = WorkRow("егэ", "ege", "Математика", 11, year, f"{year + 1}-06-02", "ЕГЭ Математика", None, PLAN,
                  codifier="ege", codifier_year=year + 1)  # fmt: skip
    done = tuple(
        ResultRow(
            "егэ", SCHOOL, "11А", name, True, "", (points,) * 8, 8 * points, None, None, "wrote", HERE, 72
        )
        for name in names
    )
    return Parsed("ege_protocol", "ЕГЭ", len(done), works=(row,), results=done)


def test_results_of_ege_check_the_forecast_that_was_made_before_them(loader: Loader) -> None:
    plan = tuple(ExamTaskRow("ege", "Математика", 2026, n, task, HERE) for n, task in enumerate(PLAN))
    loader.load_rows(lists(exam_tasks=plan))
    names = forecast_world(loader, 2025)
    made = select(exam_forecast.c.pupil_id, exam_forecast.c.expected, exam_forecast.c.test_score).where(
        exam_forecast.c.exam == "ege", exam_forecast.c.status == "ok"
    )
    before = rows_of(loader.house, made)
    assert len(before) == len(names)
    assert rows_of(loader.house, select(forecast_check.c.n)) == []
    load_id = loader.load_rows(exam(2025, names), {})
    assert rows_of(loader.house, made) == before, "a forecast never looks at what came of it"
    check = forecast_check.c
    sums = select(check.exam, check.n, check.error_points).where(check.method == "formula")
    ((code, n, error),) = rows_of(loader.house, sums)
    assert (code, n) == ("ege", len(names))
    assert error == pytest.approx(sum(abs(16 - expected) for _, expected, _ in before), abs=0.01)
    loader.undo(load_id)
    assert rows_of(loader.house, select(check.n)) == []


def test_a_scale_that_knows_only_the_minimum_is_no_maximum_of_primary_scores(loader: Loader) -> None:
    """Of 2023 and 2024 only the passing test score is known: 100 there are test scores. Results of such a year,
    taken as shares of 100 points, would make the baselines of the next year four times too low."""
    ((least,),) = rows_of(
        loader.house,
        select(func.min(exam_scale.c.max_score)).where(
            exam_scale.c.exam == "ege", exam_scale.c.last_year == 2024
        ),
    )
    assert least == 100
    earlier = forecast_world(loader, 2023)
    loader.load_rows(exam(2023, earlier), {})
    plan = tuple(ExamTaskRow("ege", "Математика", 2025, n, task, HERE) for n, task in enumerate(PLAN))
    loader.load_rows(lists(exam_tasks=plan))
    names = forecast_world(loader, 2024)
    loader.load_rows(exam(2024, names), {})
    check = forecast_check.c
    said = {
        method: points for method, points in rows_of(loader.house, select(check.method, check.error_points))
    }
    assert "school_mean" not in said, "nothing is known of the school a year ago"
    assert "formula" in said


def test_the_class_of_an_ege_participant_is_that_of_the_roster(known: Loader, path: Path) -> None:
    known.load(write_ege(path, {RUSSIAN: [taken("Абрикосова", 15, 36)]}), {})
    of_class = select(unit.c.short_name).join(work_result, work_result.c.class_id == unit.c.id)
    assert rows_of(known.house, of_class) == [("11А",)]
