"""A director fills in the form of entry: wrong figures stay typed, right ones are in force and in the mart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from dashboard.house import House
from tests.browser.visitor import Visitor
from tests.entering.world import CIRCLES, MEALS, MECHANISM, YEAR, entering_house, marts, place, program
from tests.support.served import served

pytestmark = pytest.mark.browser
FORM = f"/entry?mechanism={MECHANISM}&year={YEAR}"
BUTTON, SAVE = "#entry-submit", "#entry-save"


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[House]:
    made = entering_house(tmp_path / "var")
    yield made
    made.database.engine.dispose()


@pytest.fixture
def director(driver: webdriver.Chrome, ours: House) -> Iterator[Visitor]:
    with served(program(ours)) as base:
        yield Visitor(driver, base)


def write(visitor: Visitor, act: str, code: str, text: str) -> None:
    field = visitor.one(f"""[id='{{"act":"{act}","key":"{code}"}}']""")
    field.clear()
    field.send_keys(text)


def typed(visitor: Visitor, act: str, code: str) -> str:
    return str(visitor.one(f"""[id='{{"act":"{act}","key":"{code}"}}']""").get_attribute("value"))


def test_a_form_is_filled_in_mended_and_submitted(director: Visitor, ours: House) -> None:
    director.enter("director", FORM)
    write(director, "entry-above", MEALS, "95")
    write(director, "entry-below", MEALS, "90")
    write(director, "entry-above", CIRCLES, "7")
    director.one(BUTTON).click()
    director.until(
        lambda: "Первое число больше второго: 95 из 90" in director.text, "a sentence at the field"
    )
    assert typed(director, "entry-above", CIRCLES) == "7", "what was right stays typed too"
    assert marts(ours) == {}
    write(director, "entry-below", MEALS, "100")
    director.until(lambda: "= 95,0 %" in director.text, "the value of what is typed")
    director.one(BUTTON).click()
    director.until(lambda: "Сдано 2 из 3" in director.text, "the page with what was kept")
    school = place(ours, "СОШ № 2")
    assert marts(ours)[MEALS, school, YEAR] == (95, 100)
    assert marts(ours)[CIRCLES, school, YEAR] == (7, 1)
    assert director.errors() == []


def test_a_draft_is_saved_twice_and_is_there_the_next_time(director: Visitor, ours: House) -> None:
    director.enter("director", FORM)
    for text in ("7", "8"):
        write(director, "entry-above", CIRCLES, text)
        before = director.place
        director.one(SAVE).click()
        director.until(lambda before=before: director.place != before, "the page to be drawn again")
        director.until(lambda: "Черновиков: 1" in director.text, "the draft")
    director.open(FORM)
    assert typed(director, "entry-above", CIRCLES) == "8"
    assert marts(ours) == {}
    assert director.errors() == []
