"""From the municipality to a pupil and back, in a real browser."""

from __future__ import annotations

import pytest

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


def test_three_clicks_from_the_municipality_to_a_pupil_and_back_with_the_filters_kept(
    visitor: Visitor,
) -> None:
    visitor.enter("head", "/?year=2025&period=H1")
    assert visitor.title == "Состояние качества образования"
    visitor.click_link("СОШ № 1")
    assert visitor.title == "СОШ № 1"
    assert "year=2025&period=H1" in visitor.place
    visitor.click_link("9А")
    assert visitor.title == "9А, СОШ № 1"
    assert "year=2025&period=H1" in visitor.place
    first_pupil = visitor.one("table.matrix tbody th a").text
    visitor.click_link(first_pupil)
    assert visitor.title.startswith(first_pupil)
    assert "year=2025&period=H1" in visitor.place
    visitor.back("9А, СОШ № 1").back("СОШ № 1").back("Состояние качества образования")
    assert visitor.place == "/?year=2025&period=H1"
    assert visitor.errors() == []


def test_a_pasted_link_shows_the_same_page(visitor: Visitor) -> None:
    visitor.enter("head", "/m/preparation?year=2024&period=Y&indicator=pass_rate")
    assert "успеваемость" in visitor.block("Рейтинг школ: успеваемость").lower()
    assert "2024/25" in visitor.text


def test_choosing_a_period_changes_the_address_and_the_figures(visitor: Visitor) -> None:
    visitor.enter("head", "/m/preparation?year=2025&period=Y")
    before = visitor.one(".tile").text
    visitor.driver.execute_script(
        "[...document.querySelectorAll('a')].find(a => a.textContent.trim() === '1 четверть').click()"
    )
    visitor.until(lambda: "period=Q1" in visitor.place, "the address to change")
    visitor.until(lambda: visitor.one(".tile").text != before, "the figures to change")


def test_a_director_is_refused_another_school_with_a_sentence(visitor: Visitor) -> None:
    visitor.enter("director1", "/school?unit=3")
    assert "Данные этой школы вам не открыты" in visitor.text
    assert "Лицей" not in visitor.text


def test_a_wrong_address_says_why(visitor: Visitor) -> None:
    visitor.enter("head", "/school?unit=abc")
    assert "«abc» — не номер" in visitor.text
    visitor.open("/nowhere")
    assert "Такой страницы нет" in visitor.text


@pytest.mark.parametrize("login", ["head", "coordinator", "director1", "classteacher", "teacher"])
def test_every_role_lands_on_its_own_page_without_errors(visitor: Visitor, login: str) -> None:
    visitor.enter(login)
    assert visitor.title
    assert visitor.errors() == []
    assert "undefined" not in visitor.text
    assert "NaN" not in visitor.text


def test_no_request_leaves_for_another_host(visitor: Visitor) -> None:
    """Every page with every kind of block; charts, fonts and the locale included."""
    visitor.foreign_requests()  # what the browser did before does not count
    visitor.enter("head")
    for at in ("/", "/m/preparation", "/school?unit=2", "/data", "/nowhere"):
        visitor.open(at)
    visitor.open("/school?unit=2").click_link("9А")
    visitor.click_link(visitor.one("table.matrix tbody th a").text)
    visitor.until(lambda: visitor.all(".main-svg"), "the chart of the pupil")
    assert visitor.foreign_requests() == []


def test_nothing_breaks_the_content_policy(visitor: Visitor) -> None:
    visitor.enter("head", "/m/preparation")
    visitor.until(lambda: visitor.all(".main-svg"), "the chart")
    assert [line for line in visitor.errors() if "Content Security Policy" in line] == []


def test_search_opens_a_class_by_the_keyboard(visitor: Visitor) -> None:
    visitor.enter("head")
    visitor.one("body").send_keys("/")
    box = visitor.one("#search-box")
    box.send_keys("9А")
    visitor.until(lambda: "СОШ № 1" in visitor.one("#search-results").text, "the class to be found")
    box.send_keys("\ue007")  # Enter
    visitor.until(lambda: visitor.title.startswith("9А"), "the class to open")


def test_a_table_sorts_by_a_click_on_its_heading(visitor: Visitor) -> None:
    visitor.enter("head", "/school?unit=2")

    def column() -> list[str]:
        script = (
            "const t = [...document.querySelectorAll('section')].find(s => s.querySelector('h2')?.textContent"
            " === 'Классы').querySelector('tbody');"
            "return [...t.rows].map(r => r.cells[3].textContent)"
        )
        return list(visitor.driver.execute_script(script))

    before = column()
    visitor.driver.execute_script(
        "[...document.querySelectorAll('th button')].find(b => b.textContent.includes('Качество')).click()"
    )
    visitor.until(lambda: column() != before, "the rows to move")
    shown = [float(text.rstrip("\u202f %").replace(",", ".")) for text in column() if text[0].isdigit()]
    assert shown == sorted(shown) or shown == sorted(shown, reverse=True)
    assert len(shown) > 3


def test_a_narrow_screen_keeps_everything_inside(visitor: Visitor) -> None:
    from tests.support.served import resize

    visitor.enter("head", "/")
    resize(visitor.driver, 390, 844)
    for at in ("/", "/m/preparation", "/school?unit=2", "/data"):
        visitor.open(at)
        width = visitor.driver.execute_script("return document.documentElement.scrollWidth")
        assert width <= 390, at
