"""Five profiles start, each with a demonstration of its own kind, and every page of every mechanism opens.

No block stands empty without saying why, no page complains, and what the profile does not have is not there.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from selenium import webdriver

from app import create_app
from dashboard.blocks import Bars, Matrix, Table, Tiles, Trend
from dashboard.catalogue import HOSTS
from dashboard.catalogue.profile import MECHANISMS
from dashboard.house import build_house
from dashboard.settings import Settings
from seed.install import install_demo, prepare
from tests.browser.visitor import Visitor
from tests.support.client import PASSWORD, Person
from tests.support.served import resize, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PROFILES = ("pelym", "yershichi", "leninsk-kuznetsky", "staromainsky", "nizhny-novgorod")
WORK = ("/actions", "/entry", "/registers", "/roadmap", "/calendar", "/cycle")
# What is special to a mechanism and rests on facts that every demonstration has.
SPECIAL = {
    "preparation": ("exam_marks", "exam_years"),
    "low_results": ("identification", "school_procedures", "risk_profile", "leaving", "pairs"),
    "talent": ("funnel", "by_subject", "by_school", "programmes", "gifted"),
    "career": ("flow", "flow_by_school", "partners"),
    "objectivity": ("observers", "rechecks", "orders"),
    "heads": ("criteria", "cards", "attestation", "reserve"),
    "training": ("trained", "deficits", "needs"),
    "methodical": ("mentors", "unions", "networks"),
    "upbringing": ("satisfaction", "prevention"),
    "preschool": ("areas", "groups"),
}
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


@pytest.mark.parametrize("login", ["head", "coordinator"])
def test_what_is_special_to_a_mechanism_stands_on_its_facts(installed: Flask, login: str) -> None:
    for code in mechanisms_of(installed):
        sizes = {block.key: size(block) for block in blocks_of(installed, login, f"/m/{code}")}
        assert {key: sizes.get(key) for key in SPECIAL[code] if not sizes.get(key)} == {}, code


def test_what_a_folded_mechanism_shows_stands_on_its_host(installed: Flask) -> None:
    present = mechanisms_of(installed)
    for code, host in HOSTS.items():
        if code not in present and host in present:
            keys = {block.key for block in blocks_of(installed, "head", f"/m/{host}") if size(block)}
            assert keys >= set(SPECIAL[code]), (code, host)


def test_every_mechanism_opens_in_excel_with_a_sheet_for_each_block(installed: Flask) -> None:
    head = Person(installed, "head")
    for code in mechanisms_of(installed):
        answer = head.client.get("/export.xlsx", query_string={"page": f"/m/{code}"})
        assert answer.status_code == 200, code
        sheets = load_workbook(io.BytesIO(answer.data), read_only=True).worksheets
        heads = [str(sheet.cell(1, 1).value) for sheet in sheets]
        for block in blocks_of(installed, "head", f"/m/{code}"):
            assert any(block.title in words for words in heads), (code, block.title)


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
    visitor.foreign_requests()  # what the browser did before does not count
    for address in ("/", *(f"/m/{code}" for code in mechanisms_of(installed)), *WORK):
        visitor.open(address)
        assert not [words for words in BROKEN if words in visitor.text], address
        assert visitor.foreign_requests() == []
    assert visitor.errors() == []


def test_no_page_of_a_mechanism_is_wider_than_a_telephone(
    driver: webdriver.Chrome, installed: Flask, site: str
) -> None:
    visitor = Visitor(driver, site).enter("head")
    resize(driver, 390, 844)
    for code in mechanisms_of(installed):
        visitor.open(f"/m/{code}")
        assert driver.execute_script("return document.documentElement.scrollWidth") <= 390, code


def test_the_demonstration_leaves_no_rejected_row(installed: Flask) -> None:
    from sqlalchemy import select

    from data_access.tables import load_issue

    with installed.extensions["parts"].house.database.reading() as connection:
        wrong = connection.execute(select(load_issue.c.rule).where(load_issue.c.severity == "error")).all()
    assert wrong == []


def test_pages_are_lists_of_what_is_on_them() -> None:
    folder = Path(__file__).resolve().parents[2] / "pages"
    pages = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
    lines = {path.stem: len(path.read_text(encoding="utf-8").splitlines()) for path in pages}
    assert set(MECHANISMS) <= set(lines)
    assert {name: count for name, count in lines.items() if count >= 60} == {}
