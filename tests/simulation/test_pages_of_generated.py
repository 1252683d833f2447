"""Planted cases on the pages: a generated municipality in a real database, asked as the head of a department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select

from app import create_app
from dashboard.access.accounts import Grant, add_account
from dashboard.blocks import Letter, Matrix, Notice, Table
from dashboard.computed import refresh_computed
from dashboard.methods.papers import MATHS, RUSSIAN
from dashboard.methods.sign_facts import Cohort
from dashboard.settings import Settings
from data_access.queries.places import municipality_id
from data_access.tables import exam_scale, load, subject, unit, work, work_result
from data_access.versions import raise_version
from tests.conftest import make_house
from tests.simulation.municipality import LYCEUM, PLANTED, YEAR, Fault, municipality
from tests.support.client import PASSWORD

pytestmark = pytest.mark.slow
NAMES = {RUSSIAN: "Русский язык", MATHS: "Математика"}
FAULTS = {
    Fault.INFLATED: {"всплеск на границе отметки", "результат выше школьных отметок"},
    Fault.COPIED: {"одинаковые работы"},
    Fault.FALLING: {"резкое падение параллели"},
}


def write(connection: Connection, cohorts: list[Cohort], now: Any) -> dict[int, int]:
    """Schools and results in the tables; number of a school → its id."""
    connection.execute(delete(exam_scale))  # marks of the generated works have a scale of their own
    file = {"file_name": "мир", "sha256": "0", "size": 1, "created_at": now, "answers": {}, "counts": {}}
    connection.execute(insert(load).values(id=1, status="applied", applied_no=1, **file))
    top = municipality_id(connection)
    ids: dict[int, int] = {}
    for number in sorted({cohort.school_id for cohort in cohorts}):
        school = insert(unit).values(kind="school", parent_id=top, short_name=f"Школа № {number}")
        ids[number] = connection.execute(school).inserted_primary_key[0]  # type: ignore[index]
    works: dict[tuple[Any, ...], int] = {}
    for cohort in cohorts:
        key = (*cohort.procedure, cohort.year)
        if key not in works:
            works[key] = _work(connection, cohort)
        rows = [
            {**row, "work_id": works[key], "school_id": ids[cohort.school_id], "participant": str(at)}
            for at, row in enumerate(_papers(cohort))
        ]
        if rows:
            connection.execute(insert(work_result), rows)
    return ids


def _work(connection: Connection, cohort: Cohort) -> int:
    procedure, n = cohort.procedure, sum(cohort.scores.values())
    subject_id = connection.scalar(select(subject.c.id).where(subject.c.name == NAMES[procedure.subject]))
    code = f"{procedure.label} {cohort.year}"
    values = {"kind": procedure.exam, "grade": procedure.grade, "year": cohort.year, "subject_id": subject_id}
    made = insert(work).values(code=code, title=code, max_score=cohort.possible // n, **values)
    return int(connection.execute(made).inserted_primary_key[0])  # type: ignore[index]


def _papers(cohort: Cohort) -> Iterator[dict[str, Any]]:
    """Pupils with the counts of the cohort: journal marks and answers are joined by score, which is all that counts."""
    journals: dict[int, list[int]] = defaultdict(list)
    for (journal, score), n in cohort.pairs.items():
        journals[score] += [journal] * n
    for (score, text), n in cohort.answers.items():
        for _ in range(n):
            mark = 2 + sum(score >= border for border in cohort.borders if border is not None)
            journal = journals[score].pop() if journals[score] else None
            yield {
                "load_id": 1, "primary_score": score, "mark": mark, "journal_mark": journal,
                "answers": text, "status": "wrote", "is_current": True,
            }  # fmt: skip


def pages(folder: Path, fault: Fault | None) -> tuple[Mapping[str, Any], Any]:
    """Blocks of the objectivity page, and how to ask for the card of a school."""
    house = make_house(folder / "var")
    with house.database.loading() as connection:
        ids = write(connection, municipality(1000, fault), house.now())
        refresh_computed(connection, sorted(ids.values()))
        grant = Grant("head", municipality_id(connection), sees_names=True)
        add_account(connection, "head", PASSWORD, "Начальник управления образования", (grant,), house.now())
        raise_version(connection, house.now())
    house.database.engine.dispose()
    desk = create_app(Settings(var_dir=folder / "var", _env_file=None)).extensions["parts"].desk  # type: ignore[call-arg]
    from dashboard.access.accounts import read_viewer

    with desk.house.database.reading() as connection:
        viewer = read_viewer(connection, "head")

    def open_page(path: str, query: str) -> dict[str, Any]:
        return {block.key: block for block in desk.open(path, query, viewer).blocks}

    found = open_page("/m/objectivity", f"year={YEAR}")
    return found, lambda number: open_page("/school/objectivity", f"unit={ids[number]}&year={YEAR}")


@pytest.mark.parametrize("fault", list(Fault))
def test_the_page_flags_what_was_planted_and_the_card_writes_of_it(tmp_path: Path, fault: Fault) -> None:
    found, card_of = pages(tmp_path, fault)
    alarms = found["alarms"]
    assert isinstance(alarms, Table)
    planted = {
        row.cells[1].text.split(". ")[-1] for row in alarms.rows if row.cells[0].text == f"Школа № {PLANTED}"
    }
    assert planted & FAULTS[fault]
    letter = card_of(PLANTED)["letter"]
    assert isinstance(letter, Letter)
    text = "\n".join(letter.paragraphs)
    assert any(title in text for title in FAULTS[fault])
    assert "Признак ≠ нарушение" in text


def test_an_honest_lyceum_shows_the_sign_and_the_note_of_its_conditions(tmp_path: Path) -> None:
    found, card_of = pages(tmp_path, None)
    matrix = found["official_signs"]
    assert isinstance(matrix, Matrix)
    own = next(row for row in matrix.rows if row.label.text == f"Школа № {LYCEUM}")
    assert any(cell.text == "признак" for cell in own.cells)
    card = card_of(LYCEUM)
    assert isinstance(card["context"], Notice)
    assert "ожида" in card["context"].text
    assert card["context"].text in "\n".join(card["letter"].paragraphs)
