"""Paper: A4, the words of the page without its navigation, nothing cut at the right; a school's card on two sheets."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from tests.browser.visitor import Visitor
from tests.support.served import resize

A4 = {(595, 842), (842, 595)}
PAPER, ON_SIDE = 703, 1031  # CSS pixels between margins of 12 mm
WIDER = """return [...document.querySelectorAll(".content *")]
  .filter((one) => one.offsetParent
    && one.getBoundingClientRect().right > (one.closest(".on-side") ? arguments[1] : arguments[0]) + 1
    && !one.closest(".js-plotly-plot") && !one.closest(".visually-hidden, .chart-numbers"))
  .map((one) => [one.tagName, one.className, one.getBoundingClientRect().right, one.textContent.slice(0, 60)])"""
PAGES = (
    "/",
    "/m/preparation",
    "/m/low_results",
    "/m/objectivity",
    "/m/heads",
    "/school?unit=2",
    "/school/objectivity?unit=2",
    "/school/components?unit=2",
    "/class?unit=27",
    "/class/works?unit=27",
    "/roadmap",
    "/actions",
    "/reports",
)


@pytest.fixture
def head(visitor: Visitor) -> Iterator[Visitor]:
    yield visitor.enter("head")
    visitor.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    resize(visitor.driver, 1440, 900)


def paper(visitor: Visitor) -> PdfReader:
    options = {"printBackground": True, "preferCSSPageSize": True}
    made = visitor.driver.execute_cdp_cmd("Page.printToPDF", options)
    return PdfReader(io.BytesIO(base64.b64decode(made["data"])))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(one.extract_text() for one in reader.pages).split())


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_a_page_prints_on_a4_with_its_title_and_without_navigation(page: str, head: Visitor) -> None:
    head.open(page)
    title = head.driver.execute_script("return document.querySelector('.page-title').textContent")
    reader = paper(head)
    assert {(round(one.mediabox.width), round(one.mediabox.height)) for one in reader.pages} <= A4
    found = words(reader).replace(" ", "")
    assert "".join(title.split()) in found
    assert "Данныена" in found
    for absent in ("Выгрузить в Excel", "Выйти", "Поиск по школам"):
        assert absent.replace(" ", "") not in found, absent


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_wider_than_the_paper(page: str, head: Visitor) -> None:
    head.open(page)
    resize(head.driver, PAPER, 1000)
    head.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    head.driver.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    assert head.driver.execute_script(WIDER, PAPER, ON_SIDE) == []
    head.driver.execute_script("window.dispatchEvent(new Event('afterprint'))")
    assert not head.all(".on-side, .to-paper")


@pytest.mark.browser
def test_the_card_of_every_school_is_two_sheets(head: Visitor) -> None:
    for unit in (2, 3, 4, 5):
        head.open(f"/school/card?unit={unit}")
        reader = paper(head)
        assert len(reader.pages) == 2, unit
        assert "Классы" in reader.pages[1].extract_text()
