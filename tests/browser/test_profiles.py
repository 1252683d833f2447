"""Five profiles start, each with a demonstration of its own kind, and every page of every mechanism opens.

No block stands empty without saying why, no page complains, and what the profile does not have is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from selenium import webdriver

from app import create_app
from dashboard.blocks import Bars, Matrix, Table, Tiles, Trend
from dashboard.catalogue.profile import MECHANISMS
from dashboard.house import build_house
from dashboard.settings import Settings
from seed.install import install_demo, prepare
from tests.browser.visitor import Visitor
from tests.support.client import PASSWORD, Person
from tests.support.served import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PROFILES = ("pelym", "yershichi", "leninsk-kuznetsky", "staromainsky", "nizhny-novgorod")
WORK = ("/actions", "/entry", "/registers", "/roadmap", "/calendar", "/cycle")
BROKEN = ("Страница не открылась", "Ошибка", "None", "nan", "Traceback")


@pytest.fixture(scope="module", params=PROFILES)
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A profile with its small demonstration."""
    folder = tmp_path_factory.mktemp(request.param) / "var"
    settings = Settings(var_dir=folder, profile=request.param, _env_file=None)  # type: ignore[call-arg]
    house = build_house(settings)
    prepare(house)
    install_demo(house, lambda _: None, "small", password=PASSWORD)
    house.database.engine.dispose()
    return create_app(settings)


@pytest.fixture(scope="module")
def site(installed: Flask) -> Iterator[str]:
    with served(installed) as base:
        yield base


def mechanisms_of(server: Flask) -> list[str]:
    return list(server.extensions["parts"].house.catalogue.mechanisms)


def blocks_of(server: Flask, login: str, address: str) -> tuple[Any, ...]:
    from dashboard.access.accounts import read_viewer

    parts = server.extensions["parts"]
    with parts.house.database.reading() as connection:
        viewer = read_viewer(connection, login)
    assert viewer is not None
    blocks: tuple[Any, ...] = parts.desk.open(address, "", viewer).blocks
    return blocks


def size(block: Any) -> int:
    """How much a block holds; a tile without a figure holds nothing."""
    if isinstance(block, Tiles):
        return sum(tile.quantity.value is not None for tile in block.tiles)
    if isinstance(block, Table | Matrix):
        return len(block.rows)
    if isinstance(block, Bars):
        return len(block.categories)
    return len(block.series) if isinstance(block, Trend) else 1


@pytest.mark.parametrize("login", ["head", "coordinator"])
def test_no_block_of_a_mechanism_is_empty_without_saying_why(installed: Flask, login: str) -> None:
    full = every = 0
    for code in mechanisms_of(installed):
        for block in blocks_of(installed, login, f"/m/{code}"):
            every += 1
            full += bool(size(block))
            assert size(block) or getattr(block, "empty", ""), (code, block.key)
    assert full > 0.7 * every, (full, every)


def test_the_leading_indicator_of_every_mechanism_has_a_value(installed: Flask) -> None:
    overview = next(block for block in blocks_of(installed, "head", "/") if block.key == "mechanisms")
    missing = [row.cells[0].text for row in overview.rows if row.cells[2].quantity.value is None]
    assert missing == []


def test_absent_mechanisms_are_not_found_and_a_director_is_refused(installed: Flask) -> None:
    present = mechanisms_of(installed)
    head, director = Person(installed, "head"), Person(installed, "director1")
    for code in MECHANISMS:
        assert head.client.get(f"/m/{code}").status_code == (200 if code in present else 404), code
    assert director.client.get(f"/m/{present[0]}").status_code == 403


def test_the_failing_school_of_the_demonstration_is_found(installed: Flask) -> None:
    """The small school falls year by year: the rule of low results lists it, and the strong one it does not."""
    from seed.demo.places import demo_place
    from seed.demo.profiles import SMALL, STRONG

    place = demo_place(installed.extensions["parts"].house.catalogue.profile.code)
    found = {block.key: block for block in blocks_of(installed, "head", "/m/low_results")}
    verdicts = {row.label.text: row.tail[0].text for row in found["identification"].rows}
    assert verdicts[place.of_role(SMALL)] == "в перечне"
    assert verdicts[place.of_role(STRONG)] != "в перечне"


def test_every_page_opens_in_a_browser_without_a_complaint(
    driver: webdriver.Chrome, installed: Flask, site: str
) -> None:
    visitor = Visitor(driver, site).enter("head")
    for address in ("/", *(f"/m/{code}" for code in mechanisms_of(installed)), *WORK):
        visitor.open(address)
        assert not [words for words in BROKEN if words in visitor.text], address
        assert visitor.foreign_requests() == []
    assert visitor.errors() == []


def test_the_demonstration_leaves_no_rejected_row(installed: Flask) -> None:
    from sqlalchemy import select

    from data_access.tables import load_issue

    with installed.extensions["parts"].house.database.reading() as connection:
        wrong = connection.execute(select(load_issue.c.rule).where(load_issue.c.severity == "error")).all()
    assert wrong == []


def test_pages_of_mechanisms_are_lists_of_what_is_on_them() -> None:
    folder = Path(__file__).resolve().parents[2] / "pages"
    long = {
        code: lines
        for code in MECHANISMS
        if (lines := len((folder / f"{code}.py").read_text(encoding="utf-8").splitlines())) >= 60
    }
    assert long == {}
