"""An editor's own words: they stand in the document, survive its making anew, and are written only with the right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from dashboard.house import House
from dashboard.report_paragraphs import LONGEST, NotWritten, ReportParagraphs
from dashboard.selection import parse_selection
from data_access.tables import audit_event, report_paragraph
from data_access.viewer import Refused, Viewer
from tests.conftest import NOW
from tests.reports.conftest import NOTE, paper_of
from tests.support.client import Person

TOP = frozenset({1})
HEAD = Viewer("head", "Начальник управления", "head", municipality_ids=TOP, sees_names=True)
COORDINATOR = Viewer("c", "Координатор", "coordinator", municipality_ids=TOP, mechanism="talent")
DIRECTOR = Viewer("d", "Директор", "director", school_ids=frozenset({2}), sees_names=True)
WORDS = "Совещание 12 мая одобрило выводы.\n\nРешение принято единогласно."
TALENT = "kind=note&mechanism=talent"


def write(house: House, viewer: Viewer, query: str, section: str, text: str) -> bool:
    return ReportParagraphs(house).write(viewer, parse_selection("/reports", query), section, text)


def rows(house: House) -> list[tuple[str, str, bool]]:
    columns = report_paragraph.c
    with house.database.reading() as connection:
        found = connection.execute(
            select(columns.section, columns.text, columns.is_current).order_by(columns.id)
        )
        return [tuple(row) for row in found]


def test_own_words_stand_after_the_program_s_and_survive_a_second_making(own_demo: House) -> None:
    before = paper_of(own_demo, NOTE).part("Выводы и предложения").sentences
    write(own_demo, HEAD, NOTE, "conclusions", WORDS)
    for _ in range(2):
        part = paper_of(own_demo, NOTE).part("Выводы и предложения")
        assert part.sentences == [*before, *WORDS.split("\n\n")]


def test_own_words_belong_to_their_report_and_year(own_demo: House) -> None:
    write(own_demo, HEAD, NOTE, "conclusions", WORDS)
    for other in ("kind=yearly", TALENT, f"{NOTE}&year=2024"):
        assert WORDS[:20] not in paper_of(own_demo, other).xml


def test_an_empty_text_takes_the_words_out_and_every_version_stays(own_demo: House) -> None:
    for text in (WORDS, "Короче.", "   "):
        assert write(own_demo, HEAD, NOTE, "main", text)
    assert "Короче." not in paper_of(own_demo, NOTE).xml
    assert rows(own_demo) == [("main", WORDS, False), ("main", "Короче.", False), ("main", "", True)]


def test_saying_the_same_again_keeps_nothing_new(own_demo: House) -> None:
    assert write(own_demo, HEAD, NOTE, "main", WORDS)
    assert not write(own_demo, HEAD, NOTE, "main", f"{WORDS}\r\n")
    assert not write(own_demo, HEAD, NOTE, "years", "")
    assert len(rows(own_demo)) == 1


def test_each_writing_leaves_a_line_in_the_audit_without_the_words(own_demo: House) -> None:
    write(own_demo, HEAD, NOTE, "main", WORDS)
    columns = audit_event.c
    with own_demo.database.reading() as connection:
        event = connection.execute(
            select(columns.login, columns.object, columns.note, columns.at).where(
                columns.action == "report paragraph"
            )
        ).one()
    assert tuple(event) == ("head", "report note.preparation 2025 main", f"{len(WORDS)} letters", NOW)


def test_a_coordinator_of_one_mechanism_writes_only_in_its_note(own_demo: House) -> None:
    assert write(own_demo, COORDINATOR, TALENT, "main", WORDS)
    for other in (NOTE, "kind=yearly"):
        with pytest.raises(Refused, match="координатор этого механизма"):
            write(own_demo, COORDINATOR, other, "main", WORDS)
    assert len(rows(own_demo)) == 1


def test_a_director_writes_nothing(own_demo: House) -> None:
    with pytest.raises(Refused):
        write(own_demo, DIRECTOR, NOTE, "main", WORDS)
    assert rows(own_demo) == []


def test_a_text_that_is_too_long_is_refused_with_its_length(own_demo: House) -> None:
    with pytest.raises(NotWritten, match=f"{LONGEST + 1} знаков"):
        write(own_demo, HEAD, NOTE, "main", "а" * (LONGEST + 1))


def test_what_an_editor_writes_is_text_and_not_markup(own_demo: House) -> None:
    words = "<w:t>5 < 7 & \x00\x0b конец ]]> {DATE} =1+1"
    write(own_demo, HEAD, NOTE, "main", words)
    said = paper_of(own_demo, NOTE).part("Главное").sentences[-1]
    assert "<w:t>5 < 7 &" in said
    assert said.endswith("]]> {DATE} =1+1")


@pytest.fixture
def program(own_demo: House) -> Iterator[Flask]:
    server = create_app(own_demo.settings)
    yield server
    server.extensions["parts"].house.database.engine.dispose()


def press(someone: Person, section: str, text: str, query: str) -> str:
    """What the page says after «Сохранить» under a section."""
    said = {"act": "paragraph-said", "key": section}
    answer = someone.callback(
        {
            "output": '{"act":"paragraph-said","key":["MATCH"]}.children',
            "outputs": {"id": said, "property": "children"},
            "inputs": [{"id": {"act": "paragraph-save", "key": section}, "property": "n_clicks", "value": 1}],
            "changedPropIds": [f'{{"act":"paragraph-save","key":"{section}"}}.n_clicks'],
            "state": [
                {"id": {"act": "paragraph", "key": section}, "property": "value", "value": text},
                {"id": "address", "property": "search", "value": f"?{query}"},
            ],
        }
    )
    assert answer.status_code == 200, answer.text
    (given,) = answer.json["response"].values()
    return str(given["children"])


def test_the_button_of_a_section_keeps_its_words_and_the_page_shows_them(program: Flask) -> None:
    head = Person(program, "head")
    assert press(head, "years", "Рост связан с новым учителем.", NOTE) == "Сохранено."
    assert press(head, "years", "Рост связан с новым учителем.", NOTE) == "Изменений нет."
    assert "Рост связан с новым учителем." in head.open(f"/reports?{NOTE}").text


def test_a_press_without_the_right_keeps_nothing(program: Flask, own_demo: House) -> None:
    for login in ("director1", "teacher", "classteacher"):
        assert "Отчёты открыты управлению" in press(Person(program, login), "years", "Чужие слова", NOTE)
    assert rows(own_demo) == []


def test_the_page_offers_fields_only_to_those_who_may_write(program: Flask) -> None:
    coordinator = Person(program, "coordinator")  # of preparation
    assert "paragraph-save" in coordinator.open(f"/reports?{NOTE}").text
    assert "paragraph-save" not in coordinator.open(f"/reports?{TALENT}").text
    assert "Скачать .docx" in coordinator.open(f"/reports?{TALENT}").text
    assert "Отчёты открыты управлению" in Person(program, "director1").open("/reports").text
