"""Olympiads and contests: one outcome of a pupil in a stage and subject, whoever said it last."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from data_access.formats import template_columns as words
from data_access.formats.rows import EventRow, Parsed
from data_access.tables import event_result, load_issue, person, person_name, unit
from data_access.viewer import SYSTEM
from tests.formats.builders import write_template
from tests.loading.loader import ADD_ALL, Loader, rows_of
from tests.loading.mechanism_world import SCHOOL, event
from tests.loading.protocols import ANNA, VIKTOR, lists, roster, training
from tests.loading.snapshots import contents

FACTS = event_result.c
EVENTS = select(FACTS.event, FACTS.stage, FACTS.outcome).where(FACTS.is_current)


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


def test_a_result_is_kept_with_the_class_and_the_school_of_its_pupil(known: Loader) -> None:
    known.load_rows(lists(events=(event(ANNA),)), {})
    assert rows_of(known.house, EVENTS) == [("ВсОШ", "municipal", "winner")]
    places = select(unit.c.short_name).join(event_result, unit.c.id.in_((FACTS.class_id, FACTS.school_id)))
    assert rows_of(known.house, places) == [("9А",), (SCHOOL.name,)]


def test_the_newest_list_is_in_force_and_an_undo_gives_back_the_earlier(known: Loader) -> None:
    known.load_rows(lists(events=(event(ANNA), event(ANNA, stage="school"))), {})
    before = contents(known.house)
    second = known.load_rows(lists(events=(event(ANNA, "prize"),)), {})
    assert rows_of(known.house, EVENTS) == [("ВсОШ", "municipal", "prize"), ("ВсОШ", "school", "winner")]
    known.undo(second)
    assert contents(known.house) == before


def test_a_list_that_names_the_pupil_in_the_parallel_class_replaces_and_gives_back(known: Loader) -> None:
    known.load_rows(lists(events=(event(ANNA),)), {})
    before = contents(known.house)
    moved = lists(events=(event(ANNA, "participant", class_name="9Б"),))
    second = known.load_rows(moved, {"*:class": "new"})
    assert rows_of(known.house, EVENTS) == [("ВсОШ", "municipal", "participant")]
    known.undo(second)
    assert contents(known.house) == before


def test_another_stage_subject_or_event_is_another_result(ninth: Loader) -> None:
    rows = (event(ANNA), event(ANNA, stage="region"), event(ANNA, subject="Физика"), event(ANNA, event="Шаг"))
    ninth.load_rows(lists(events=rows), {})
    assert len(rows_of(ninth.house, EVENTS)) == 4


def test_a_repeated_row_is_loaded_once_and_a_contradiction_is_said(ninth: Loader) -> None:
    same = ninth.load_rows(lists(events=(event(ANNA), event(ANNA))), {})
    assert errors(ninth, same) == []
    other = ninth.load_rows(lists(events=(event(VIKTOR), event(VIKTOR, "prize"))), {})
    assert errors(ninth, other) == ["второй результат на том же этапе: оставлен первый"]
    assert len(rows_of(ninth.house, EVENTS)) == 2


def test_an_unknown_participant_is_one_question_together_with_other_lists(ninth: Loader) -> None:
    parsed = lists(events=(event("Новиков Новик"), event(ANNA)), trainings=(training("Новиков Новик"),))
    load_id = ninth.receive_rows(parsed)
    (question,) = ninth.loading.preview(SYSTEM, load_id).questions
    assert question.label == "Нет в списках классов: 1"
    ninth.loading.confirm(SYSTEM, load_id, {question.key: "skip"})
    assert errors(ninth, load_id) == ["обучающегося нет в списке класса 9А: строка не загружена"] * 2
    assert len(rows_of(ninth.house, select(person.c.id))) == 2


def test_the_preview_counts_results_and_says_what_changes(ninth: Loader) -> None:
    ninth.load_rows(lists(events=(event(ANNA), event(VIKTOR))), {})
    again = lists(events=(event(ANNA), event(VIKTOR, "prize")))
    preview = ninth.loading.preview(SYSTEM, ninth.receive_rows(again))
    assert dict(preview.counts) == {
        "олимпиады": 2,
        "изменится записей об олимпиадах": 1,
        "записей об олимпиадах без изменений": 1,
    }
    assert (preview.schools, preview.classes, preview.years) == ((SCHOOL.name,), ("9А",), (2025,))


_rows = st.builds(
    lambda pupil, outcome, stage, name: replace(event(pupil, outcome), stage=stage, class_name=name),
    st.sampled_from((ANNA, VIKTOR)),
    st.sampled_from(("participant", "prize", "winner")),
    st.sampled_from(("school", "municipal")),
    st.sampled_from(("9А", "9Б")),
)
_files = st.lists(_rows, min_size=1, max_size=4).map(lambda rows: lists(events=tuple(rows)))


@pytest.mark.slow
@settings(max_examples=12)
@given(files=st.lists(_files, min_size=1, max_size=3, unique=True), order=st.randoms(use_true_random=False))
def test_results_in_force_are_those_of_the_newest_files_and_undone_files_leave_nothing(
    loader: Loader, files: list[Parsed], order: Any
) -> None:
    loader.undo_everything()
    house = loader.house
    before = contents(house)
    ids = [loader.load_rows(parsed, ADD_ALL) for parsed in files]
    standing = dict(zip(ids, files, strict=True))
    while standing:
        said: dict[tuple[str, str], str] = {}
        for parsed in standing.values():
            said |= {key(row): row.outcome for row in reversed(parsed.events)}
        assert in_force(loader) == said
        gone = order.choice(list(standing))
        loader.undo(gone)
        del standing[gone]
    assert contents(house) == before


def key(row: EventRow) -> tuple[str, str]:
    return row.pupil, row.stage


def in_force(loader: Loader) -> dict[tuple[str, str], str]:
    statement = (
        select(person_name.c.full_name, FACTS.stage, FACTS.outcome)
        .join(event_result, FACTS.pupil_id == person_name.c.person_id)
        .where(FACTS.is_current)
    )
    return {(name, stage): outcome for name, stage, outcome in rows_of(loader.house, statement)}


def test_a_file_of_olympiads_is_read_by_its_words(ninth: Loader, path: Path) -> None:
    row = {
        words.YEAR: "2025/2026",
        words.EVENT: "ВсОШ",
        words.STAGE: "муниципальный",
        words.SUBJECT: "Химия",
        words.ORGANISATION: SCHOOL.name,
        words.CLASS: "9А",
        words.PUPIL: ANNA,
        words.OUTCOME: "призёр",
    }
    ninth.load(write_template(path, {words.EVENT_SHEET: [row]}), {})
    assert rows_of(ninth.house, EVENTS) == [("ВсОШ", "municipal", "prize")]
