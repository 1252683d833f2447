"""From a red figure to its effect: a rule fires, a person answers, acts, decides, and the next load shows what came."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from app import create_app
from dashboard.access.accounts import Grant, add_account
from dashboard.loading import Loading
from dashboard.settings import Settings
from data_access.queries.places import municipality_id
from data_access.viewer import SYSTEM
from seed.demo import DemoFile, demo_files
from seed.install import ADD_ALL
from tests.browser.visitor import Visitor
from tests.conftest import make_house
from tests.support.client import PASSWORD
from tests.support.served import served

pytestmark = pytest.mark.browser
FAILING = "СОШ № 2"
RULE = "Показатель ниже цели, а меры нет: «Качество обучения»"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[DemoFile]:
    found = demo_files(tmp_path_factory.mktemp("files"), "small")
    return [file for file in found if file.kind in ("roster", "marks")]


@pytest.fixture
def coordinator(driver: webdriver.Chrome, files: list[DemoFile], tmp_path: Path) -> Iterator[Visitor]:
    """A department that has loaded one school year; the next one lies on the desk."""
    house = make_house(tmp_path / "var")
    loading = Loading(house)
    for file in files:
        if file.year == files[0].year:
            loading.confirm(SYSTEM, loading.receive(SYSTEM, file.path, file.path.name), ADD_ALL)
    with house.database.writing() as connection:
        grant = Grant("coordinator", municipality_id(connection), sees_names=True)
        add_account(connection, "coordinator", PASSWORD, "Координатор", (grant,), house.now())
    house.database.engine.dispose()
    settings = Settings(var_dir=tmp_path / "var", _env_file=None)  # type: ignore[call-arg]
    with served(create_app(settings)) as base:
        yield Visitor(driver, base)


def write(visitor: Visitor, selector: str, words: str) -> None:
    """Types words into a field and lets the page know."""
    field = visitor.one(selector)
    field.clear()
    field.send_keys(words)


def load(visitor: Visitor, file: DemoFile) -> None:
    """Loads a file through the page; whatever it asks is answered with «add»."""
    visitor.open("/data").upload(file.path)
    visitor.until(lambda: visitor.all("#load-confirm"), "the preview")
    visitor.until(lambda: answered(visitor), "everything to be answered")
    visitor.one("#load-confirm").click()
    visitor.until(lambda: "Что записано" in visitor.text, "the result")


def answered(visitor: Visitor) -> bool:
    """Answers the next question; True when the file may be confirmed."""
    return bool(
        visitor.driver.execute_script(
            "const open = [...document.querySelectorAll('.question select')].find(s => !s.value);"
            "if (open) { open.value = 'new'; open.dispatchEvent(new Event('change', {bubbles: true})); }"
            "const button = document.querySelector('#load-confirm');"
            "return !open && !!button && !button.disabled;"
        )
    )


def test_a_red_figure_becomes_a_measure_and_a_decision_and_shows_its_effect(
    coordinator: Visitor, files: list[DemoFile]
) -> None:
    coordinator.enter("coordinator", "/actions?mechanism=preparation&unit=4")
    assert FAILING in coordinator.text
    coordinator.click_link(RULE)

    # the recommendation says what fired it, and is answered with a measure
    assert "Качество обучения" in coordinator.text
    write(coordinator, "#rec-title", "Консультации для неуспевающих")
    coordinator.one("#rec-accept-measure").click()
    coordinator.until(lambda: "принята" in coordinator.text, "the recommendation to be accepted")
    coordinator.open("/actions?mechanism=preparation&unit=4").click_link("Консультации для неуспевающих")

    # the measure leads to a decision that rests on it
    coordinator.click_link("Принять решение")
    write(coordinator, "#decision-title", "Ввести консультации до конца года")
    write(coordinator, "#decision-document", "приказ № 15")
    coordinator.one("#decision-make").click()
    coordinator.until(lambda: "данных следующего периода ещё нет" in coordinator.text, "the decision")
    decision = coordinator.place

    # the next year is loaded, and the same page shows what came
    for file in files:
        if file.year > files[0].year and not file.path.name.startswith("tabel"):
            load(coordinator, file)
    coordinator.open(decision)
    coordinator.until(lambda: "2024/25 → 2025/26" in coordinator.text, "the effect")
    assert "Сопоставимые школы" in coordinator.text
    assert "случайного" in coordinator.text
    assert coordinator.errors() == []
