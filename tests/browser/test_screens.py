"""The head makes a screen, opens its link once, and takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from selenium import webdriver

from app import create_app
from dashboard.house import House
from tests.browser.visitor import Visitor
from tests.support.served import served

pytestmark = pytest.mark.browser


@pytest.fixture
def head(driver: webdriver.Chrome, own_demo: House) -> Iterator[Visitor]:
    with served(create_app(own_demo.settings)) as base:
        yield Visitor(driver, base).enter("head", "/screens")


def make_screen(head: Visitor, title: str) -> str:
    """Fills in the form; gives the address that is shown once."""
    head.one("details.folded summary").click()
    head.until(lambda: head.one("#screen-title").is_displayed(), "the form")
    head.one("#screen-title").send_keys(title)
    head.one("#screen-make").click()
    head.until(lambda: head.all("#screen-address"), "the link")
    return str(urlsplit(head.one("#screen-address").text).path)


def test_a_screen_is_made_its_link_is_told_once_and_taken_back(head: Visitor) -> None:
    link = make_screen(head, "Кабинет начальника")
    assert head.all("[data-copy=wall-link]")
    head.open("/screens")
    assert "не включали" in head.block("Экраны муниципалитета")
    assert link not in head.driver.page_source
    head.driver.get(head.base + link)
    head.until(lambda: head.all(".tile .number"), "the wall")
    assert head.place == "/wall"
    assert head.driver.get_cookie("wall")["path"] == "/wall"  # type: ignore[index]
    head.open("/screens")
    assert "действует" in head.block("Экраны муниципалитета")
    head.one(".acts .danger").click()
    head.until(lambda: "отозван" in head.block("Экраны муниципалитета"), "the screen to be revoked")
    assert head.errors() == []
    head.driver.get(head.base + "/wall")
    head.until(lambda: "отозвана" in head.one("#closed").text, "the television to say so")


def test_a_screen_without_a_title_is_told_so_and_not_made(head: Visitor) -> None:
    head.one("details.folded summary").click()
    head.until(lambda: head.one("#screen-make").is_displayed(), "the form")
    head.one("#screen-make").click()
    head.until(lambda: "Назовите экран" in head.text, "the sentence")
    assert not head.all("#screen-address")
