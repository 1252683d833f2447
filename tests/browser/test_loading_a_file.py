"""A person loads a class report through the page: preview, question, confirm, figures, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.support.select import Select

from tests.browser.visitor import Visitor
from tests.formats.builders import write_tabel

pytestmark = pytest.mark.browser
SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "tabel_class_anon.xlsx"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Four pupils: one excellent, one with a single «3», one failing, one good with a single «4»."""
    marks = {
        "Ученик 001": {"Алгебра": "5", "Физика": "5", "Химия": "5"},
        "Ученик 002": {"Алгебра": "3", "Физика": "4", "Химия": "4"},
        "Ученик 003": {"Алгебра": "2", "Физика": "3", "Химия": "3"},
        "Ученик 004": {"Алгебра": "4", "Физика": "5", "Химия": "5"},
    }
    by_period = {
        pupil: {name: {"Q1": value} for name, value in of_pupil.items()} for pupil, of_pupil in marks.items()
    }
    path = tmp_path / "report.xlsx"
    write_tabel(path, "МАОУ «Средняя общеобразовательная школа № 0»", "8А", 2025, ("Q1",), by_period)
    return path


def confirm_as_new(visitor: Visitor) -> None:
    """Answers the question about the school with «add» and confirms."""
    visitor.until(lambda: visitor.all("#load-confirm"), "the preview")
    Select(visitor.one(".question select")).select_by_value("new")
    visitor.until(lambda: "answers=" in visitor.place, "the page to be drawn with the answer")
    visitor.until(lambda: visitor.one("#load-confirm").is_enabled(), "the button to be ready")
    visitor.one("#load-confirm").click()
    visitor.until(lambda: "Что записано" in visitor.text, "the result")


def test_an_unknown_school_is_asked_about_and_never_added_silently(newcomer: Visitor, report: Path) -> None:
    newcomer.enter("head", "/data").upload(report)
    newcomer.until(lambda: newcomer.all("#load-confirm"), "the preview")
    assert not newcomer.one("#load-confirm").is_enabled()
    assert "школа не найдена" in newcomer.text
    newcomer.open("/")
    assert "Отметки ещё не загружены" in newcomer.text


def test_a_report_goes_from_the_file_to_the_figures_and_back(newcomer: Visitor, report: Path) -> None:
    newcomer.enter("head", "/data").upload(report)
    confirm_as_new(newcomer)
    newcomer.open("/?period=Q1")
    newcomer.click_link(newcomer.one("table.matrix tbody th a").text)
    newcomer.click_link("8А")
    tiles = newcomer.one(".tiles").text
    assert "75,0" in tiles  # успеваемость: 3 из 4
    assert "50,0" in tiles  # качество: 2 из 4
    newcomer.open("/data")
    newcomer.click_link("report.xlsx")
    newcomer.one("#load-undo").click()
    newcomer.until(lambda: accepted(newcomer), "the question to be asked")
    newcomer.until(lambda: "Отменено" in newcomer.text, "the undo")
    newcomer.open("/")
    assert "Отметки ещё не загружены" in newcomer.text
    assert newcomer.errors() == []


def accepted(visitor: Visitor) -> bool:
    from selenium.common.exceptions import NoAlertPresentException

    try:
        visitor.driver.switch_to.alert.accept()
    except NoAlertPresentException:
        return False
    return True


def test_a_wrong_file_gets_a_sentence_on_the_page(newcomer: Visitor, tmp_path: Path) -> None:
    wrong = tmp_path / "picture.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    newcomer.enter("head", "/data").upload(wrong)
    newcomer.until(lambda: newcomer.all("#upload-said.bad"), "a sentence")
    assert len(newcomer.one("#upload-said").text) > 20


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of the real world lies beside the checkout only")
def test_the_sample_of_the_real_world_gives_its_known_figures(newcomer: Visitor) -> None:
    newcomer.enter("head", "/data").upload(SAMPLE)
    confirm_as_new(newcomer)
    newcomer.open("/?period=Q1")
    newcomer.click_link(newcomer.one("table.matrix tbody th a").text)
    newcomer.click_link("8А")
    tiles = newcomer.one(".tiles").text
    assert "42,9" in tiles  # 12 of 28
    assert "12 из 28" in tiles
    assert "0,0" in tiles
    assert "34 микрокомпонента" in tiles
    rows = newcomer.driver.execute_script(
        "return [...document.querySelectorAll('section')].find(s => s.querySelector('h2')?.textContent ==="
        " 'Где теряется качество').querySelectorAll('tbody tr')[0].innerText"
    )
    assert rows.startswith("Алгебра")
    assert "12" in rows
