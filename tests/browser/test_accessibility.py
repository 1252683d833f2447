"""Every page with a keyboard, a screen reader and weak eyes: axe-core finds nothing serious anywhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.access.crawl import links
from tests.browser.axe import serious_problems
from tests.browser.visitor import Visitor
from tests.support.client import Person
from tests.support.served import resize

pytestmark = pytest.mark.browser
Reached = Callable[[str], dict[str, str]]
FOCUS = """const one = document.activeElement, box = one.getBoundingClientRect();
const isMarked = (look) => look.outlineStyle !== "none" && look.outlineWidth !== "0px" || look.boxShadow !== "none";
return {
  words: (one.getAttribute("aria-label") || one.textContent || one.placeholder || one.id).trim().slice(0, 60),
  seen: box.width > 1 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
  marked: [null, "::after"].some((part) => isMarked(getComputedStyle(one, part))),
  tag: one.tagName,
};"""
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
CHARTS = "return document.querySelectorAll('.dash-graph').length"
DRAWN = "return document.querySelectorAll('.js-plotly-plot .main-svg').length"


@pytest.fixture(scope="module")
def reached(demo_app: Flask) -> Reached:
    """The first address of each page that a person reaches by links."""
    pages = set(demo_app.extensions["parts"].desk.pages)
    return lambda login: one_address_a_page(Person(demo_app, login), pages)


def one_address_a_page(person: Person, pages: set[str]) -> dict[str, str]:
    queue, found = deque(["/"]), {}
    while queue:
        address = queue.popleft()
        path = urlsplit(address).path
        if path not in pages or path in found or person.get(address).status_code != 200:
            continue
        found[path] = address
        queue.extend(links(person.open(address).json))
    return found


def look(visitor: Visitor, address: str) -> list[str]:
    """Problems of a page with its charts drawn and everything that folds unfolded."""
    visitor.open(address)
    visitor.until(
        lambda: (
            visitor.driver.execute_script(CHARTS) == 0
            or visitor.driver.execute_script(DRAWN) >= visitor.driver.execute_script(CHARTS)
        ),
        f"the charts of {address}",
    )
    visitor.driver.execute_script(OPEN_ALL)
    return serious_problems(visitor)


def test_the_head_and_a_director_reach_every_page_between_them(demo_app: Flask, reached: Reached) -> None:
    """Mechanisms of other municipalities' profiles aside."""
    desk = demo_app.extensions["parts"].desk
    own = desk.house.catalogue.mechanisms
    pages = {path for path, page in desk.pages.items() if not page.mechanism or page.mechanism in own}
    assert pages - set(reached("head")) - set(reached("director1")) == set()


@pytest.mark.parametrize(
    ("login", "known"), [("head", ""), ("coordinator", "head"), ("director1", ""), ("teacher", "director1")]
)
def test_axe_finds_nothing_serious_on_any_page(
    login: str, known: str, reached: Reached, visitor: Visitor
) -> None:
    """Of a role whose pages look as another's, the start page and the pages of its own."""
    seen = set(reached(known)) if known else set()
    visitor.enter(login)
    looked_at = {path: at for path, at in reached(login).items() if path == "/" or path not in seen}
    assert {at: found for at in looked_at.values() if (found := look(visitor, at))} == {}


@pytest.mark.parametrize(
    "page", ["/", "/m/preparation", "/school?unit=2", "/class?unit=24", "/roadmap", "/pack"]
)
def test_axe_finds_nothing_serious_on_a_telephone(page: str, visitor: Visitor) -> None:
    visitor.enter("head")
    resize(visitor.driver, 390, 844)
    assert look(visitor, page) == []
    visitor.one(".menu-button").click()
    assert serious_problems(visitor) == []


def test_axe_finds_nothing_serious_where_the_way_is_closed(visitor: Visitor) -> None:
    visitor.driver.delete_all_cookies()
    visitor.driver.get(f"{visitor.base}/login")
    assert serious_problems(visitor) == []
    visitor.enter("director1", at="/school?unit=3")
    assert serious_problems(visitor) == []
    visitor.open("/nothing-here")
    assert serious_problems(visitor) == []


def test_axe_would_find_a_field_without_a_name(visitor: Visitor) -> None:
    visitor.enter("head", at="/entry")
    visitor.driver.execute_script("document.querySelector('#search-box').labels[0].remove()")
    visitor.driver.execute_script("document.querySelector('#search-box').placeholder = ''")
    assert [found.split(":")[0] for found in serious_problems(visitor)] == ["label"]


def press(visitor: Visitor, *keys: str) -> None:
    """Keys pressed by a person who has no mouse."""
    ActionChains(visitor.driver).send_keys(*keys).perform()


def focus(visitor: Visitor) -> dict[str, Any]:
    found: dict[str, Any] = visitor.driver.execute_script(FOCUS)
    return found


@pytest.mark.parametrize("page", ["/m/preparation", "/class?unit=27", "/decision"])
def test_every_stop_of_the_tab_key_is_in_sight_and_marked(page: str, visitor: Visitor) -> None:
    visitor.enter("head")
    still = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    visitor.driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", still
    )  # a page that slides is still on its way
    visitor.open(page)
    press(visitor, Keys.TAB)
    assert focus(visitor)["words"] == "К содержанию"
    stops = []
    for _ in range(60):
        press(visitor, Keys.TAB)
        stops.append(focus(visitor))
    assert [one for one in stops if one["tag"] != "BODY" and not (one["seen"] and one["marked"])] == []
    assert len({one["words"] for one in stops}) > 20, "the focus is caught somewhere"


def test_the_first_stop_leads_past_the_navigation(visitor: Visitor) -> None:
    visitor.enter("head", at="/m/preparation")
    press(visitor, Keys.TAB, Keys.ENTER, Keys.TAB)
    assert visitor.driver.execute_script(
        "return document.querySelector('#content').contains(document.activeElement)"
    )


def test_after_a_move_the_title_changes_and_the_focus_is_at_the_heading(visitor: Visitor) -> None:
    visitor.enter("head", at="/m/preparation")
    before = visitor.driver.title
    assert focus(visitor)["tag"] == "BODY", "a page that was loaded is read by the browser from its top"
    visitor.click_link("Дорожная карта", within=".sections")
    visitor.until(lambda: focus(visitor)["tag"] == "H1", "the focus at the heading")
    assert focus(visitor)["words"] == visitor.title
    assert visitor.driver.title.startswith(visitor.title)
    assert visitor.driver.title != before


def test_slash_opens_the_search_and_escape_closes_it(visitor: Visitor) -> None:
    visitor.enter("head", at="/m/preparation")
    press(visitor, "/")
    visitor.until(lambda: focus(visitor)["tag"] == "INPUT", "the search to have the focus")
    press(visitor, "СОШ")
    visitor.until(lambda: visitor.all("#search-results [role=option]"), "schools to be found")
    press(visitor, Keys.ESCAPE)
    visitor.until(lambda: not visitor.all("#search-results [role=option]"), "the search to close")
    assert visitor.one("#search-box").get_attribute("aria-expanded") == "false"


def test_escape_closes_a_passport_and_a_picker_and_gives_the_focus_back(visitor: Visitor) -> None:
    visitor.enter("head", at="/m/preparation")
    for opener, opened in (
        ("details.passport summary", "details.passport[open]"),
        (".picker-toggle", ".dropdown-menu.show"),
    ):
        visitor.one(opener)
        visitor.driver.execute_script("document.querySelector(arguments[0]).focus()", opener)
        press(visitor, Keys.ENTER)
        visitor.until(lambda selector=opened: visitor.all(selector), f"{opened} to open")
        press(visitor, Keys.ESCAPE)
        visitor.until(lambda selector=opened: not visitor.all(selector), f"{opened} to close")
        assert visitor.driver.execute_script(
            "return document.activeElement === document.querySelector(arguments[0])", opener
        )


def test_a_table_is_sorted_from_the_keyboard_and_says_so(visitor: Visitor) -> None:
    visitor.enter("head", at="/m/preparation")
    visitor.one("button.sort")
    visitor.driver.execute_script("document.querySelector('button.sort').focus()")
    press(visitor, Keys.ENTER)
    assert visitor.all("[aria-sort=ascending], [aria-sort=descending]")


@pytest.mark.parametrize("page", ["/m/preparation", "/m/objectivity", "/m/heads"])
def test_every_chart_has_a_name_and_its_numbers_in_a_table(page: str, visitor: Visitor) -> None:
    visitor.enter("head", at=page)
    visitor.one(".js-plotly-plot")
    charts = visitor.all(".card:has(.dash-graph)")
    assert charts
    for chart in charts:
        name = chart.find_element("css selector", "[role=img]").get_attribute("aria-label")
        assert len(name or "") > 30
        assert len(chart.find_elements("css selector", ".chart-numbers td")) >= 2, name
