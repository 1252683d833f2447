"""Who may take a report and what is never in it: refusals with a sentence, the audit, hidden values, names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from dashboard.house import House
from data_access.tables import audit_event, indicator_value, person_name, unit
from data_access.viewer import Viewer
from tests.reports.conftest import NOTE, YEARLY, paper_of
from tests.reports.paper import Paper
from tests.support.client import Person

CANARY, BELOW = 271828, 314159  # a share of 86,5 %, in no other place of the demonstration


@pytest.mark.parametrize("login", ["director1", "classteacher", "teacher"])
@pytest.mark.parametrize("query", [YEARLY, NOTE, ""])
def test_other_roles_are_refused_with_a_sentence(
    login: str, query: str, person: Callable[[str], Person]
) -> None:
    answer = person(login).get(f"/report.docx?{query}")
    assert answer.status_code == 403
    assert answer.text == "Отчёты открыты управлению образования и координаторам механизмов."


def test_a_stranger_is_sent_to_the_log_in(person: Callable[[str], Person]) -> None:
    assert "/login" in person("").get("/report.docx?kind=yearly").headers["Location"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kind=half-yearly", "полугодового отчёта не требует"),
        ("kind=monthly", "Такого вида отчёта нет"),
        ("kind=note&mechanism=astronomy", "еханизм"),
        ("year=1999", "не учебный год"),
        ("kind=yearly&kind=note", "несколько раз"),
    ],
)
def test_what_there_is_not_is_told_in_a_sentence(
    query: str, sentence: str, person: Callable[[str], Person]
) -> None:
    answer = person("head").get(f"/report.docx?{query}")
    assert answer.status_code == 404
    assert sentence in answer.text


@pytest.mark.parametrize("login", ["head", "coordinator"])
def test_the_department_takes_a_document_under_its_own_name_and_the_audit_keeps_it(
    login: str, demo: House, person: Callable[[str], Person]
) -> None:
    answer = person(login).get(f"/report.docx?{NOTE}")
    assert answer.status_code == 200
    assert answer.mimetype.endswith("wordprocessingml.document")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert Paper(answer.data).title[1] == "Аналитическая справка"
    columns = audit_event.c
    with demo.database.reading() as connection:
        kept = connection.execute(
            select(columns.object, columns.request_id).where(
                columns.login == login, columns.action == "report"
            )
        ).all()
    assert ("report note.preparation 2025", answer.headers["X-Request-Id"]) in [tuple(row) for row in kept]


def plant(house: House) -> str:
    """Gives a school a share of three pupils that nothing else shows; the name of the school."""
    columns = indicator_value.c
    with house.database.writing() as connection:
        school = connection.execute(
            select(unit.c.id, unit.c.short_name).where(unit.c.kind == "school")
        ).first()
        assert school is not None
        changed = connection.execute(
            update(indicator_value)
            .where(columns.indicator == "oge_low_math", columns.unit_id == school.id, columns.year == 2025)
            .values(numerator=CANARY, denominator=BELOW, n=3)
        )
        assert changed.rowcount == 1
    return str(school.short_name)


@pytest.mark.parametrize("query", [NOTE, "kind=note&mechanism=low_results"])
def test_what_is_hidden_on_the_screen_is_nowhere_in_the_document(query: str, own_demo: House) -> None:
    plant(own_demo)
    top = frozenset({1})
    seeing = Viewer("a", "Управление", "head", municipality_ids=top, sees_names=True)
    blind = Viewer("b", "Управление", "head", municipality_ids=top, sees_names=False)
    assert "86,5" in paper_of(own_demo, query, seeing).xml
    hidden = paper_of(own_demo, query, blind)
    for secret in ("86,5", "86.5", str(CANARY), str(BELOW)):
        assert secret not in hidden.xml
    assert "скрыто" in hidden.xml


@pytest.mark.parametrize("query", [YEARLY, "kind=note&mechanism=heads", "kind=note&mechanism=talent"])
def test_no_name_of_a_person_is_carried_away(query: str, demo: House, papers: Callable[[str], Paper]) -> None:
    with demo.database.reading() as connection:
        known = {name for (name,) in connection.execute(select(person_name.c.full_name))}
    assert known
    text = papers(query).xml
    assert [name for name in known if name in text] == []
