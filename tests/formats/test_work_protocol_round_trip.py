"""Whatever plan and scores are written as a protocol come back from it unchanged."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.formats import protocol_words as words
from data_access.formats.exam_words import EXAM_WORDS, codifier_words
from data_access.formats.reading import read_file
from data_access.formats.rows import NOT_TAUGHT, TaskRow
from data_access.formats.template_columns import year_words
from tests.formats.builders import Protocol, protocol_book

CODES = st.lists(st.integers(1, 30).map(str), min_size=1, max_size=3).map(".".join)
NUMBERS = st.one_of(
    st.integers(1, 40).map(str),
    st.builds("{}.{}".format, st.integers(1, 40), st.integers(1, 12)),
    st.builds("{}К{}".format, st.integers(1, 40), st.integers(1, 9)),
)
TASKS = st.builds(
    TaskRow,
    NUMBERS,
    st.integers(1, 6),
    st.sampled_from(["", *words.LEVELS]),
    st.lists(CODES, max_size=5, unique=True).map(tuple),
)
PLANS = st.lists(TASKS, min_size=1, max_size=12, unique_by=lambda task: task.number)
CELLS = {None: words.NOT_BEGUN, NOT_TAUGHT: words.NOT_TAUGHT}


@st.composite
def rows_of(draw: st.DrawFn, plan: list[TaskRow]) -> tuple[tuple[int | None, ...], int | None]:
    """Scores of one pupil with at least one number among them, and a mark or none."""
    scores = [draw(st.integers(0, task.max_score) | st.sampled_from([None, NOT_TAUGHT])) for task in plan]
    sure = draw(st.integers(0, len(plan) - 1))
    scores[sure] = draw(st.integers(0, plan[sure].max_score))
    return tuple(scores), draw(st.sampled_from([None, 2, 3, 4, 5]))


@settings(max_examples=60, deadline=None)
@given(
    data=st.data(),
    plan=PLANS,
    year=st.integers(2000, 2060),
    kind=st.sampled_from([*words.KIND_WORDS]),
    held_by=st.sampled_from([words.BY_SCHOOL, words.BY_MUNICIPALITY]),
    grade=st.integers(1, 11),
    exam=st.sampled_from([*EXAM_WORDS]),
)
def test_a_written_protocol_is_read_back(
    data: st.DataObject, plan: list[TaskRow], year: int, kind: str, held_by: str, grade: int, exam: str
) -> None:
    class_rows = data.draw(st.lists(rows_of(plan), min_size=1, max_size=6))
    pupils: dict[str, list[Any]] = {
        f"П-{number}": [*(CELLS.get(score, score) for score in scores), mark or ""]
        for number, (scores, mark) in enumerate(class_rows)
    }
    captions = {
        words.YEAR: year_words(year),
        words.DATE: f"20.02.{year + 1}",
        words.KIND: words.KIND_WORDS[kind],
        words.HELD_BY: held_by,
        words.CLASS: f"{grade}Б",
        words.CODIFIER: codifier_words(exam, year + 1),
    }
    tasks = [(task.number, task.max_score, task.level, "; ".join(task.codes)) for task in plan]
    with tempfile.TemporaryDirectory() as folder:
        path = protocol_book(Path(folder) / "p.xlsx", {"Лист1": Protocol(pupils, tasks, captions=captions)})
        parsed = read_file(path, path.name)
    (work,) = parsed.works
    assert parsed.problems == ()
    assert (work.kind, work.year, work.grade, work.date) == (kind, year, grade, f"{year + 1}-02-20")
    assert (work.is_of_school, work.codifier, work.codifier_year) == (
        held_by == words.BY_SCHOOL,
        exam,
        year + 1,
    )
    assert work.tasks == tuple(plan)
    assert work.max_score == sum(task.max_score for task in plan)
    assert [row.participant for row in parsed.results] == [*pupils]
    assert [(row.scores, row.mark) for row in parsed.results] == class_rows
    points = [sum(score for score in scores if score and score > 0) for scores, _ in class_rows]
    assert [row.primary for row in parsed.results] == points
