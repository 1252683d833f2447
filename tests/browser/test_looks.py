"""The version for people with low vision: contrast, size, pictures; kept in the browser, there before the paint."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.browser.visitor import Visitor
from tests.support.served import resize

pytestmark = pytest.mark.browser
WORDS = """return [...document.querySelectorAll(
  ".page-title, .card-title, .card-caption, .card-note, .card-source, .tile-title, .tile-value, .tile-foot, .chip, "
  + ".table-plain td, .table-plain th, .matrix td, .section-link, .as-of, .button")]
  .filter((one) => one.offsetParent && one.textContent.trim())
  .slice(0, 400)
  .map((one) => {
    let ground = one, colour = "rgba(0, 0, 0, 0)";
    while (ground && /rgba.*, 0\\)$|transparent/.test(colour)) {
      colour = getComputedStyle(ground).backgroundColor;
      ground = ground.parentElement;
    }
    return [getComputedStyle(one).color, colour, one.className, one.textContent.slice(0, 40)];
  })"""


@pytest.fixture
def head(visitor: Visitor) -> Iterator[Visitor]:
    yield visitor.enter("head")
    visitor.driver.execute_script("localStorage.clear()")
    visitor.driver.get(visitor.driver.current_url)
    resize(visitor.driver, 1440, 900)


def press(visitor: Visitor, look: str, value: str) -> None:
    visitor.one(".looks summary")
    visitor.driver.execute_script("document.querySelector('.looks').open = true")
    button = visitor.one(f'[data-look="{look}"][data-value="{value}"]')
    visitor.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    assert button.get_attribute("aria-pressed") == "true"


def luminance(colour: str) -> float:
    parts = [float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", ["black", "white"])
@pytest.mark.parametrize("page", ["/", "/m/preparation", "/class?unit=27"])
def test_every_text_has_a_contrast_of_seven_in_both_looks(look: str, page: str, head: Visitor) -> None:
    head.open(page)
    press(head, "contrast", look)
    found = head.driver.execute_script(WORDS)
    assert len(found) > 40
    weak = [(round(contrast(text, ground), 1), text, ground, name, words) for text, ground, name, words in found
            if contrast(text, ground) < 7]  # fmt: skip
    assert weak == []


def test_the_look_is_kept_between_pages_and_after_a_reload(head: Visitor) -> None:
    press(head, "contrast", "white")
    press(head, "size", "1.5")
    for act in (lambda: head.open("/m/preparation"), lambda: head.driver.refresh()):
        act()
        head.one(".page-title")
        looks = head.driver.execute_script("return {...document.documentElement.dataset}")
        assert (looks["contrast"], looks["size"]) == ("white", "1.5")
    pressed = head.driver.execute_script(
        "return [...document.querySelectorAll('[data-look][aria-pressed=true]')].map((one) => one.dataset.value)"
    )
    assert pressed == ["1.5", "white", "on"]


def test_the_log_in_wears_the_same_look(head: Visitor) -> None:
    press(head, "contrast", "black")
    head.driver.delete_all_cookies()
    head.driver.get(f"{head.base}/login")
    assert head.driver.execute_script("return document.documentElement.dataset.contrast") == "black"
    assert head.all(".looks summary")


@pytest.mark.parametrize("page", ["/", "/m/preparation", "/class?unit=27", "/roadmap"])
def test_double_letters_need_no_sideways_scrolling_on_an_office_screen(page: str, head: Visitor) -> None:
    resize(head.driver, 1366, 768)
    head.open(page)
    press(head, "size", "2")
    wider = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    head.until(lambda: head.driver.execute_script(wider) <= 1, "the page to fit the screen")
    size = head.driver.execute_script(
        "const one = document.querySelector('.card-source');"
        "return parseFloat(getComputedStyle(one).fontSize) * one.currentCSSZoom"
    )
    assert size >= 22


def test_without_pictures_the_charts_give_place_to_their_numbers(head: Visitor) -> None:
    head.open("/m/preparation")
    head.one(".js-plotly-plot")
    assert not seen(head)
    press(head, "pictures", "off")
    assert not [one for one in head.all(".js-plotly-plot, .spark") if one.is_displayed()]
    assert seen(head)
    assert "%" in head.one(".chart-numbers").text


def seen(visitor: Visitor) -> bool:
    """Whether the numbers of the chart have room on the page."""
    return bool(
        visitor.driver.execute_script("return document.querySelector('.chart-numbers').clientWidth > 100")
    )


def test_the_switch_works_from_the_keyboard(head: Visitor) -> None:
    head.driver.execute_script("document.querySelector('.looks summary').focus()")
    from selenium.webdriver.common.keys import Keys

    head.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert head.driver.execute_script("return document.querySelector('.looks').open")
    head.driver.switch_to.active_element.send_keys(Keys.TAB)
    head.driver.switch_to.active_element.send_keys(Keys.TAB)
    head.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert head.driver.execute_script("return document.documentElement.dataset.size") == "1.5"
