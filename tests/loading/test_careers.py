"""Vocational preparation and graduates: one statement in force for a pupil, whoever said it last."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from data_access.formats.rows import Parsed
from data_access.tables import destination, load_issue, person, training_result, unit
from data_access.viewer import SYSTEM
from tests.loading.loader import Loader, rows_of
from tests.loading.protocols import (
    ANNA,
    SCHOOL,
    VIKTOR,
    lists,
    protocol,
    result,
    roster,
    training,
)
from tests.loading.protocols import (
    destination as graduate,
)
from tests.loading.snapshots import contents

TRAININGS = select(training_result.c.programme, training_result.c.outcome).where(training_result.c.is_current)
DESTINATIONS = select(destination.c.kind, destination.c.institution, destination.c.speciality).where(
    destination.c.is_current
)


@pytest.fixture
def known(either_loader: Loader) -> Loader:
    """9А of 2025/2026 with Anna and Viktor, once on each engine."""
    either_loader.load_rows(roster(ANNA, VIKTOR))
    return either_loader


@pytest.fixture
def ninth(loader: Loader) -> Loader:
    loader.load_rows(roster(ANNA, VIKTOR))
    return loader


def errors(loader: Loader, load_id: int) -> list[Any]:
    kept = select(load_issue.c.rule).where(load_issue.c.load_id == load_id, load_issue.c.severity == "error")
    return [rule for (rule,) in rows_of(loader.house, kept)]


def test_trainings_and_destinations_are_kept_with_their_class_and_school(known: Loader) -> None:
    known.load_rows(lists(trainings=(training(),), destinations=(graduate(),)), {})
    assert rows_of(known.house, TRAININGS) == [("Повар", "completed")]
    assert rows_of(known.house, DESTINATIONS) == [("college", "Колледж", "Повар")]
    for table in (training_result, destination):
        places = select(unit.c.short_name).join(table, unit.c.id.in_((table.c.class_id, table.c.school_id)))
        assert rows_of(known.house, places) == [("9А",), ("СОШ № 1",)]


def test_the_newest_list_is_in_force_and_an_undo_gives_back_the_earlier(known: Loader) -> None:
    known.load_rows(lists(trainings=(training(),), destinations=(graduate(),)), {})
    before = contents(known.house)
    newer = lists(trainings=(training(outcome="certificate"),), destinations=(graduate(kind="work"),))
    second = known.load_rows(newer, {})
    assert rows_of(known.house, TRAININGS) == [("Повар", "certificate")]
    assert [kind for kind, *_ in rows_of(known.house, DESTINATIONS)] == ["work"]
    known.undo(second)
    assert contents(known.house) == before


def test_a_list_of_the_parallel_class_replaces_and_gives_back(known: Loader) -> None:
    """The fact goes with the pupil: what stood in 9А must be in force again when 9Б is taken back."""
    known.load_rows(lists(trainings=(training(),), destinations=(graduate(),)), {})
    before = contents(known.house)
    moved = lists(
        trainings=(training(class_name="9Б", outcome="failed"),),
        destinations=(graduate(class_name="9Б", kind="army"),),
    )
    second = known.load_rows(moved, {"*:class": "new"})
    assert rows_of(known.house, TRAININGS) == [("Повар", "failed")]
    assert [kind for kind, *_ in rows_of(known.house, DESTINATIONS)] == ["army"]
    known.undo(second)
    assert contents(known.house) == before


def test_another_kind_or_programme_is_another_training(ninth: Loader) -> None:
    rows = (training(), training(kind="course"), training(programme="Швея"))
    ninth.load_rows(lists(trainings=rows), {})
    assert len(rows_of(ninth.house, TRAININGS)) == 3


@pytest.mark.parametrize(
    ("repeated", "expected"),
    [
        (lists(trainings=(training(), training())), []),
        (
            lists(trainings=(training(), training(outcome="failed"))),
            ["второй результат по той же программе: оставлен первый"],
        ),
        (lists(destinations=(graduate(), graduate())), []),
        (
            lists(destinations=(graduate(), graduate(kind="army"))),
            ["выпускник повторяется с другими сведениями: оставлена первая строка"],
        ),
    ],
)
def test_a_repeated_row_is_loaded_once_and_a_contradiction_is_said(
    ninth: Loader, repeated: Parsed, expected: list[str]
) -> None:
    load_id = ninth.load_rows(repeated, {})
    assert len(rows_of(ninth.house, TRAININGS) + rows_of(ninth.house, DESTINATIONS)) == 1
    assert errors(ninth, load_id) == expected


@pytest.mark.parametrize("name", ["8А", "10А"])
def test_a_graduate_of_another_grade_is_an_error_and_makes_neither_class_nor_pupil(
    ninth: Loader, name: str
) -> None:
    rows = (graduate(), graduate("Грушин Глеб", class_name=name))
    load_id = ninth.load_rows(lists(destinations=rows), {})
    rule = f"выпускники бывают только 9 и 11 классов, а здесь {name}: строка не загружена"
    assert errors(ninth, load_id) == [rule]
    assert len(rows_of(ninth.house, DESTINATIONS)) == 1
    assert rows_of(ninth.house, select(unit.c.short_name).where(unit.c.kind == "class")) == [("9А",)]


def test_a_graduate_of_grade_eleven_is_loaded(ninth: Loader) -> None:
    ninth.load_rows(roster("Грушин Глеб", name="11А"))
    ninth.load_rows(lists(destinations=(graduate("Грушин Глеб", class_name="11А"),)), {})
    assert len(rows_of(ninth.house, DESTINATIONS)) == 1


def test_one_question_about_unknown_pupils_stands_for_all_lists_of_the_file(ninth: Loader) -> None:
    stranger = "Новиков Новик"
    parsed = protocol(
        result(stranger), trainings=(training(stranger),), destinations=(graduate("Новичков Ян"), graduate())
    )
    load_id = ninth.receive_rows(parsed)
    (question,) = ninth.loading.preview(SYSTEM, load_id).questions
    assert question.label == "Нет в списках классов: 2"
    ninth.loading.confirm(SYSTEM, load_id, {question.key: "skip"})
    assert errors(ninth, load_id) == ["обучающегося нет в списке класса 9А: строка не загружена"] * 3
    assert len(rows_of(ninth.house, select(person.c.id))) == 2


def test_a_pupil_of_the_roster_in_the_same_file_is_no_question(loader: Loader) -> None:
    parsed = lists(pupils=roster(ANNA).pupils, trainings=(training(),), destinations=(graduate(),))
    loader.load_rows(parsed, {"*:school": "new", "*:class": "new"})
    assert len(rows_of(loader.house, TRAININGS) + rows_of(loader.house, DESTINATIONS)) == 2


def test_the_preview_counts_lists_and_says_what_changes(ninth: Loader) -> None:
    people = (ANNA, VIKTOR)
    first = lists(trainings=tuple(map(training, people)), destinations=tuple(map(graduate, people)))
    ninth.load_rows(first, {})
    again = lists(
        trainings=(training(), training(VIKTOR, "failed")),
        destinations=(graduate(), graduate(VIKTOR, "army")),
    )
    preview = ninth.loading.preview(SYSTEM, ninth.receive_rows(again))
    assert dict(preview.counts) == {
        "профподготовка": 2,
        "изменится записей о профподготовке": 1,
        "записей о профподготовке без изменений": 1,
        "выпускники": 2,
        "изменится записей о выпускниках": 1,
        "записей о выпускниках без изменений": 1,
    }
    assert (preview.schools, preview.classes, preview.years) == ((SCHOOL.name,), ("9А",), (2025,))
