"""The page of citizens in a real browser: with scripts switched off, at every width, and under the axe of the blind."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from app import create_app
from dashboard.access.accounts import read_viewer
from dashboard.publication import Publication
from dashboard.settings import ROOT, Settings
from tests.browser.visitor import Visitor
from tests.support.served import resize, served

pytestmark = pytest.mark.browser
AXE = ROOT / "var" / "axe-4.14.1" / "axe.min.js"
CODES = [
    "quality",
    "pass_rate",
    "mean_mark",
    "oge_10",
    "vpr4_11",
    "low_schools_share",
    "training_certificates",
]
LOOKS = ("", "?size=2&colours=black", "?size=3&colours=white&spacing=2", "?colours=blue&pictures=0")


@pytest.fixture(scope="module")
def base(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A department that has published two years."""
    folder = tmp_path_factory.mktemp("open") / "var"
    shutil.copytree(demo_folder, folder)
    server = create_app(Settings(var_dir=folder, _env_file=None))  # type: ignore[call-arg]
    desk = server.extensions["parts"].desk
    with desk.house.database.reading() as connection:
        head = read_viewer(connection, "head")
    assert head is not None
    for year in (2024, 2025):
        Publication(desk).publish(head, CODES, year)
    with served(server) as address:
        yield address
    desk.house.database.engine.dispose()


@pytest.fixture
def citizen(driver: webdriver.Chrome, base: str) -> Iterator[Visitor]:
    """Nobody in particular."""
    driver.delete_all_cookies()
    visitor = Visitor(driver, base)
    visitor.errors()
    resize(driver, 1440, 900)
    yield visitor
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.fixture
def plain(citizen: Visitor) -> Visitor:
    """A browser that runs no script and has asked for nothing yet: the log of requests is emptied by reading it."""
    citizen.foreign_requests()
    citizen.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    return citizen


def text_of(visitor: Visitor) -> str:
    return visitor.driver.find_element(By.TAG_NAME, "body").text.replace("\u202f", " ")


def test_without_scripts_the_text_the_tables_and_every_link_work(plain: Visitor, base: str) -> None:
    plain.driver.get(f"{base}/open")
    assert "Качество образования: городской округ Пелым, 2025/26 учебный год" in text_of(plain)
    assert len(plain.all("table")) == len(CODES)
    assert "41 %" in plain.all("#quality .whole")[0].text.replace("\u202f", " ")
    plain.all("#quality summary")[0].click()
    assert "отличники + хорошисты" in text_of(plain)
    plain.driver.find_element(By.LINK_TEXT, "2024/25").click()
    assert plain.place == "/open/2024"
    plain.driver.find_element(By.LINK_TEXT, "Версия для слабовидящих").click()
    plain.driver.find_element(By.LINK_TEXT, "белым по чёрному").click()
    assert plain.place == "/open/2024?size=2&colours=white"
    body = plain.driver.find_element(By.TAG_NAME, "body")
    assert body.value_of_css_property("background-color") == "rgba(0, 0, 0, 1)"
    assert body.value_of_css_property("color") == "rgba(255, 255, 255, 1)"
    assert body.value_of_css_property("font-size") == "21px"
    plain.driver.find_element(By.LINK_TEXT, "2025/26").click()
    assert plain.place == "/open/2025?size=2&colours=white", "the look goes along"
    assert plain.errors() == []
    assert plain.foreign_requests() == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844), (320, 640)])
@pytest.mark.parametrize("look", LOOKS)
def test_at_every_width_the_page_does_not_scroll_sideways(
    width: int, height: int, look: str, citizen: Visitor, base: str
) -> None:
    resize(citizen.driver, width, height)
    citizen.driver.get(f"{base}/open{look}")
    wide = citizen.driver.execute_script("return document.documentElement.scrollWidth")
    assert wide <= width


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious(look: str, width: int, citizen: Visitor, base: str) -> None:
    resize(citizen.driver, width, 900)
    citizen.driver.get(f"{base}/open{look}")
    assert worst(citizen) == []


def test_axe_finds_nothing_serious_where_nothing_is_published(citizen: Visitor, base: str) -> None:
    citizen.driver.get(f"{base}/open/1999")
    assert "не опубликованы" in text_of(citizen)
    assert worst(citizen) == []


def test_axe_would_find_a_pale_text(citizen: Visitor, base: str) -> None:
    citizen.driver.get(f"{base}/open")
    citizen.driver.execute_script("document.querySelector('h1').style.color = '#eeeeee'")
    assert [found.split(":")[0] for found in worst(citizen)] == ["color-contrast"]


def test_the_head_chooses_looks_publishes_and_withdraws(
    driver: webdriver.Chrome, demo_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(demo_folder, tmp_path / "var")
    server = create_app(Settings(var_dir=tmp_path / "var", _env_file=None))  # type: ignore[call-arg]
    with served(server) as address:
        head = Visitor(driver, address).enter("head", "/publication?year=2025")
        assert "страница для граждан выключена" in head.text
        head.one("#content details summary").click()
        head.one("#content details input[type=checkbox]").click()
        head.until(lambda: "code=quality" in str(preview_of(head)), "the preview to follow the choice")
        head.driver.get(str(preview_of(head)))
        assert "Предпросмотр" in text_of(head)
        assert len(head.all("article")) == 1

        head.open("/publication?year=2025").one("#content details summary").click()
        head.one("#content details input[type=checkbox]").click()
        head.one("#publication-publish").click()
        head.until(lambda: "показывается по адресу /open" in head.text, "the release")
        head.driver.get(f"{address}/open")
        assert "Качество обучения" in text_of(head)

        head.open("/publication?year=2025").one("#content .button.danger").click()
        head.until(lambda: "снят " in head.text, "the withdrawal")
        head.driver.get(f"{address}/open")
        assert "не опубликованы" in text_of(head)
    server.extensions["parts"].house.database.engine.dispose()


def preview_of(visitor: Visitor) -> str | None:
    return visitor.one("#publication-preview").get_attribute("href")


def worst(visitor: Visitor) -> list[str]:
    """Serious and critical problems, each with the place it stands at."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: deploy/test-programs.sh")
    driver = visitor.driver
    driver.execute_script(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {resultTypes: ['violations']}).then(done, e => done({error: String(e)}));"
    )
    assert "violations" in found, found
    assert len(found["passes"]) > 10
    return [
        f"{one['id']}: {json.dumps([node['target'] for node in one['nodes']], ensure_ascii=False)}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
