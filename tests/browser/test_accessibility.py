"""Every page with a keyboard, a screen reader and weak eyes: axe-core finds nothing serious anywhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.access.crawl import links
from tests.browser.axe import serious_problems
from tests.browser.visitor import Visitor
from tests.support.client import Person
from tests.support.served import resize

pytestmark = pytest.mark.browser
Reached = Callable[[str], dict[str, str]]
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
