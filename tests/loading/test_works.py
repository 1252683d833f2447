"""Works of schools and of the municipality: whose they are, when two are one, and where their scores go."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from dashboard.loading import LoadRefused
from data_access.formats.rows import NOT_TAUGHT, Parsed, TaskRow, WorkRow
from data_access.tables import (
    enrolment,
    load_issue,
    person_name,
    subject,
    task_code,
    task_score,
    unit,
    work,
    work_result,
    work_task,
)
from data_access.viewer import SYSTEM
from tests.loading.loader import ADD_ALL, Loader, rows_of
from tests.loading.protocols import (
    ANNA,
    OTHER,
    SCHOOL,
    SHARED,
    TASKS,
    VIKTOR,
    WORK,
    protocol,
    result,
    roster,
)
from tests.loading.snapshots import contents

TITLES = select(work.c.title)


@pytest.fixture
def ninth(either_loader: Loader) -> Loader:
    """9А of two schools in 2025/2026, with Anna and Viktor in each; once on each engine."""
    for school in (SCHOOL, OTHER):
        either_loader.load_rows(roster(ANNA, VIKTOR, school=school))
    return either_loader


@pytest.fixture
def known(loader: Loader) -> Loader:
    """The same where the engine does not matter."""
    for school in (SCHOOL, OTHER):
        loader.load_rows(roster(ANNA, VIKTOR, school=school))
    return loader


def problems(loader: Loader, parsed: Parsed, **answers: str) -> list[tuple[str, str]]:
    load_id = loader.receive_rows(parsed)
    found = loader.loading.preview(SYSTEM, load_id, answers or None).problems
    return [(problem.severity, problem.rule) for problem in found]


def test_a_work_is_kept_with_its_school_day_codifier_and_the_sum_of_maxima(ninth: Loader) -> None:
    ninth.load_rows(protocol(result()), {})
    statement = (
        select(
            work.c.kind, subject.c.name, work.c.grade, work.c.year, work.c.title, work.c.max_score,
            work.c.codifier, work.c.codifier_year, unit.c.short_name,
        )
        .join(subject, subject.c.id == work.c.subject_id)
        .join(unit, unit.c.id == work.c.school_id)
    )  # fmt: skip
    assert rows_of(ninth.house, statement) == [
        ("kr", "Алгебра", 9, 2025, WORK.title, 6, "oge", 2026, "СОШ № 1")
    ]
    ((day,),) = rows_of(ninth.house, select(work.c.held_on))
    assert day.isoformat() == WORK.date


def test_codes_of_a_task_are_kept_with_it(ninth: Loader) -> None:
    ninth.load_rows(protocol(result()), {})
    statement = select(work_task.c.number, work_task.c.level, task_code.c.code).outerjoin_from(
        work_task, task_code
    )
    assert rows_of(ninth.house, statement) == [
        ("1", "Б", "1.1"),
        ("1", "Б", "7.2"),
        ("2", "П", "2.10"),
        ("3", "", None),
    ]


def test_a_task_not_begun_has_an_empty_score_and_a_topic_not_taught_has_none_at_all(ninth: Loader) -> None:
    ninth.load_rows(
        protocol(result(ANNA, 1, None, NOT_TAUGHT), result(VIKTOR, NOT_TAUGHT, NOT_TAUGHT, NOT_TAUGHT)), {}
    )
    scores = select(work_task.c.number, task_score.c.score).join_from(task_score, work_task)
    assert rows_of(ninth.house, scores) == [("1", 1), ("2", None)]
    sums = select(person_name.c.full_name, work_result.c.primary_score).join_from(
        work_result, person_name, person_name.c.person_id == work_result.c.pupil_id
    )
    assert rows_of(ninth.house, sums) == [(ANNA, 1), (VIKTOR, None)]


def test_the_primary_score_is_the_sum_of_known_scores_whatever_the_file_says(known: Loader) -> None:
    known.load_rows(protocol(result(ANNA, 1, None, 2, primary=6), result(VIKTOR, None, None, None)), {})
    assert rows_of(known.house, select(work_result.c.primary_score)) == [(0,), (3,)]


def test_an_absent_pupil_has_a_result_without_points(known: Loader) -> None:
    known.load_rows(protocol(result(ANNA, None, None, None, status="absent", mark=None)), {})
    said = select(work_result.c.status, work_result.c.primary_score)
    assert rows_of(known.house, said) == [("absent", None)]
    assert rows_of(known.house, select(task_score)) == []


def test_a_participant_is_known_by_the_id_and_the_class_of_the_row(known: Loader) -> None:
    known.load_rows(protocol(result()), {})
    statement = select(work_result.c.pupil_id, work_result.c.participant, unit.c.short_name).join(
        unit, unit.c.id == work_result.c.class_id
    )
    ((pupil, participant, name),) = rows_of(known.house, statement)
    assert (participant, name) == (f"p{pupil}", "9А")


def test_the_mark_one_of_a_work_counts_as_two_and_says_so(known: Loader) -> None:
    load_id = known.load_rows(protocol(result(mark=1)), {})
    assert rows_of(known.house, select(work_result.c.mark)) == [(2,)]
    kept = select(load_issue.c.rule).where(load_issue.c.load_id == load_id)
    assert ("отметка «1» учтена как «2»",) in rows_of(known.house, kept)


# -- pupils ------------------------------------------------------------------------------------------------


def test_an_unknown_pupil_of_a_protocol_is_a_question_and_is_not_invented(known: Loader) -> None:
    parsed = protocol(result(), result("Новиков Новик"), result("Новичков Новик"))
    load_id = known.receive_rows(parsed)
    (question,) = known.loading.preview(SYSTEM, load_id).questions
    assert (question.kind, question.label) == ("pupil", "Нет в списках классов: 2")
    known.loading.confirm(SYSTEM, load_id, {question.key: "skip"})
    assert len(rows_of(known.house, select(work_result.c.id))) == 1
    kept = select(load_issue.c.rule).where(load_issue.c.load_id == load_id, load_issue.c.severity == "error")
    assert rows_of(known.house, kept) == [
        ("обучающегося нет в списке класса 9А: строка не загружена",),
        ("обучающегося нет в списке класса 9А: строка не загружена",),
    ]


def test_an_unknown_pupil_is_added_to_the_class_when_a_person_says_so(known: Loader) -> None:
    load_id = known.load_rows(protocol(result("Новиков Новик")))
    seats = (
        select(person_name.c.full_name, unit.c.short_name, enrolment.c.is_stated)
        .join_from(enrolment, person_name, person_name.c.person_id == enrolment.c.pupil_id)
        .join(unit, unit.c.id == enrolment.c.class_id)
        .where(enrolment.c.load_id == load_id)
    )
    assert rows_of(known.house, seats) == [("Новиков Новик", "9А", False)]


def test_a_pupil_of_the_parallel_class_is_known_by_the_cohort(known: Loader) -> None:
    known.load_rows(roster("Грушин Глеб", name="9Б"))
    known.load_rows(protocol(result("Грушин Глеб")), {})
    assert len(rows_of(known.house, select(work_result.c.id))) == 1


def test_a_namesake_of_another_cohort_is_not_taken_for_the_pupil(known: Loader) -> None:
    known.load_rows(roster("Грушин Глеб", name="8А"))
    load_id = known.receive_rows(protocol(result("Грушин Глеб")))
    assert [question.kind for question in known.loading.preview(SYSTEM, load_id).questions] == ["pupil"]


def test_a_pupil_of_the_roster_in_the_same_file_is_known(loader: Loader) -> None:
    both = protocol(result(), pupils=roster(ANNA).pupils)
    answers = {"*:school": "new", "*:class": "new"}
    loader.load_rows(both, answers)
    assert len(rows_of(loader.house, select(work_result.c.pupil_id))) == 1


def test_a_row_of_a_class_that_is_skipped_is_left_out_and_counted(known: Loader) -> None:
    found = problems(known, protocol(result(), result(class_name="9Я")), **{"*:class": "skip"})
    assert ("warning", "СОШ № 1, 9Я, 2025/26: не загружено строк: 1") in found


# -- when two works are one --------------------------------------------------------------------------------


def both_of(loader: Loader, first: WorkRow, second: WorkRow, school: Any = SCHOOL) -> int:
    """Loads two protocols; how many works there are then."""
    for row, of in ((first, SCHOOL), (second, school)):
        loader.load_rows(protocol(result(work_key=row.key, school=of), works=(row,)), {})
    return len(rows_of(loader.house, select(work.c.id)))


@pytest.mark.parametrize("first", [WORK, SHARED])
def test_titles_that_differ_in_spaces_and_case_are_one_work(known: Loader, first: WorkRow) -> None:
    said = first.title.upper().replace(" ", "  ")
    assert both_of(known, first, replace(first, title=said)) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Контрольная № 4"},
        {"date": "2025-12-13"},
        {"kind": "akr"},
        {"subject": "Геометрия"},
        {"is_of_school": False},
    ],
)
def test_another_title_day_kind_or_subject_is_another_work(known: Loader, other: dict[str, Any]) -> None:
    assert both_of(known, WORK, replace(WORK, **other)) == 2


def test_equal_works_of_two_schools_are_two_and_a_shared_work_is_one(known: Loader) -> None:
    assert both_of(known, WORK, WORK, OTHER) == 2
    later = replace(SHARED, date="2025-12-20")
    assert both_of(known, SHARED, later, OTHER) == 3


def test_one_file_may_hold_the_own_works_of_two_schools(known: Loader) -> None:
    rows = (result(), result(school=OTHER))
    known.load_rows(protocol(*rows), {})
    schools = select(unit.c.short_name).join(work, work.c.school_id == unit.c.id)
    assert rows_of(known.house, schools) == [("Лицей № 2",), ("СОШ № 1",)]


def test_a_pupil_who_stands_under_two_spellings_of_one_work_is_loaded_once(known: Loader) -> None:
    twin = replace(WORK, key="кр 2", title=WORK.title.lower())
    rows = (result(ANNA, 1, 1, 1), result(ANNA, 0, 0, 0, work_key=twin.key))
    known.load_rows(protocol(*rows, works=(WORK, twin)), {})
    assert rows_of(known.house, select(work_result.c.primary_score)) == [(3,)]


def test_long_titles_of_two_works_are_told_apart(ninth: Loader) -> None:
    long = replace(WORK, title="Работа " + "о" * 190 + " 1")
    assert both_of(ninth, long, replace(long, title=long.title[:-1] + "2")) == 2


def test_a_title_that_cannot_be_kept_costs_its_work_and_not_the_file(ninth: Loader) -> None:
    endless = replace(WORK, key="длинная", title="о" * 201)
    load_id = ninth.load_rows(
        protocol(result(), result(VIKTOR, work_key=endless.key), works=(WORK, endless)), {}
    )
    assert rows_of(ninth.house, TITLES) == [(WORK.title,)]
    kept = select(load_issue.c.severity, load_issue.c.rule).where(load_issue.c.load_id == load_id)
    assert ("error", "текст длиннее 200 знаков, строка не загружена") in rows_of(ninth.house, kept)


DIFFERENT: dict[str, tuple[dict[str, Any], str]] = {
    "a task more": ({"tasks": (*TASKS, TaskRow("4", 1, "Б"))}, "было 3, в файле 4"),
    "a maximum": ({"tasks": (replace(TASKS[0], max_score=2), *TASKS[1:])}, "задание 1: максимальный балл"),
    "a level": ({"tasks": (replace(TASKS[0], level="В"), *TASKS[1:])}, "задание 1: уровень был «Б»"),
    "a code": ({"tasks": (replace(TASKS[0], codes=("1.1",)), *TASKS[1:])}, "коды были 1.1, 7.2, в файле 1.1"),
    "a codifier": ({"codifier": "ege", "codifier_year": 2026}, "с другим кодификатором"),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_a_known_work_with_other_tasks_is_refused_with_what_to_do(known: Loader, name: str) -> None:
    change, sentence = DIFFERENT[name]
    other = replace(WORK, **change)
    known.load_rows(protocol(result()), {})
    before = contents(known.house)
    scores = (1,) * len(other.tasks)
    with pytest.raises(LoadRefused, match=sentence) as refused:
        known.load_rows(protocol(result(VIKTOR, *scores), works=(other,)), {})
    assert "Отмените прежнюю загрузку этой работы" in str(refused.value)
    assert contents(known.house) == before


def test_codes_in_another_order_are_the_same_codes(known: Loader) -> None:
    turned = replace(WORK, tasks=(replace(TASKS[0], codes=("7.2", "1.1")), *TASKS[1:]))
    assert both_of(known, WORK, turned) == 1


# -- repeats and undo --------------------------------------------------------------------------------------


def test_the_newest_protocol_of_a_pupil_is_in_force_and_an_undo_gives_back_the_earlier(
    ninth: Loader,
) -> None:
    def in_force() -> list[Any]:
        return rows_of(ninth.house, select(work_result.c.primary_score).where(work_result.c.is_current))

    ninth.load_rows(protocol(result(ANNA, 1, 1, 1)), {})
    before = contents(ninth.house)
    second = ninth.load_rows(protocol(result(ANNA, 0, 2, 3)), {})
    assert in_force() == [(5,)]
    ninth.undo(second)
    assert in_force() == [(3,)]
    assert contents(ninth.house) == before


def test_a_work_whose_last_result_is_undone_is_gone_with_its_tasks_and_codes(ninth: Loader) -> None:
    before = contents(ninth.house)
    ninth.undo(ninth.load_rows(protocol(result("Новиков Новик")), ADD_ALL))
    assert contents(ninth.house) == before


def test_the_preview_counts_results_and_says_which_change(known: Loader) -> None:
    known.load_rows(protocol(result(ANNA, 1, 1, 1), result(VIKTOR, 1, 1, 1)), {})
    again = protocol(result(ANNA, 1, 1, 1), result(VIKTOR, 1, 2, 0))
    load_id = known.receive_rows(again)
    preview = known.loading.preview(SYSTEM, load_id)
    assert preview.works == (WORK.title,)
    assert dict(preview.counts) == {
        "результаты работ": 2,
        "изменится результатов работ": 1,
        "результатов работ без изменений": 1,
    }
    assert (preview.classes, preview.years) == (("9А",), (2025,))
