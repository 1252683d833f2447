"""The shell, the heading, refusals and the log-in page."""

import pytest
from bs4 import BeautifulSoup
from dash import dcc, html

from dashboard.ui.heading import draw_heading, tabs
from dashboard.ui.login import login_page
from dashboard.ui.messages import refusal
from dashboard.ui.shell import shell
from tests.ui.looking import addresses, components, sheets, words
from tests.ui.samples import FRAME, HEADING


def test_the_shell_says_whose_data_these_are_who_looks_and_how_fresh():
    seen = words(shell(FRAME, html.P("страница")))
    for part in (
        "КО",
        "городской округ Пелым",
        "Координатор М-1",
        "Данные на 14.01.2026, 08:30",
        "страница",
        "Выйти",
    ):
        assert part in seen


def test_navigation_shows_status_in_shape_and_word_and_the_open_count():
    seen = words(shell(FRAME, []))
    assert "▲ зона риска Подготовка 4" in seen


def test_the_current_page_is_marked_for_eye_and_screen_reader():
    drawn = components(shell(FRAME, []))
    marked = [one for one in drawn if one.to_plotly_json()["props"].get("aria-current") == "page"]
    assert [words(one) for one in marked] == ["Обзор"]


def test_search_can_be_found_by_its_script_and_by_a_screen_reader():
    markup = sheets(shell(FRAME, []))
    assert markup.find("input", id="search-box")["role"] == "combobox"
    assert markup.find(id="search-results")["role"] == "listbox"
    assert markup.find("label", attrs={"for": "search-box"}) is not None


def test_logging_out_is_a_form_and_not_a_link():
    forms = [one for one in components(shell(FRAME, [])) if isinstance(one, html.Form)]
    assert [(form.action, form.method) for form in forms] == [("/logout", "POST")]


def test_the_heading_has_crumbs_pickers_and_one_button_for_the_page():
    drawn = draw_heading(HEADING)
    seen = words(drawn)
    for part in ("9Б, Лицей", "14 обучающихся", "Пелым", "2025/26", "I полугодие", "Выгрузить в Excel"):
        assert part in seen
    assert HEADING.export_href in addresses(drawn)


def test_what_cannot_be_chosen_says_why_and_leads_nowhere():
    entries = [one for one in components(draw_heading(HEADING)) if type(one).__name__ == "DropdownMenuItem"]
    closed = next(entry for entry in entries if "2024/25" in words(entry))
    assert "нет данных" in words(closed)
    assert closed.disabled
    assert getattr(closed, "href", None) is None


def test_paper_says_the_year_the_period_and_that_names_are_on_it():
    paper = [
        one for one in components(draw_heading(HEADING)) if getattr(one, "className", "") == "print-only"
    ]
    assert words(paper) == "2025/26 · I полугодие · содержит персональные данные"


def test_the_page_we_are_on_is_not_a_link_in_the_crumbs():
    links = [one for one in components(draw_heading(HEADING)) if isinstance(one, dcc.Link)]
    assert [words(link) for link in links] == ["Пелым"]


def test_tabs_without_an_address_are_not_links():
    assert [one.href for one in components(tabs(HEADING.years)) if isinstance(one, dcc.Link)] == [
        "/class?year=2025"
    ]


def test_a_refusal_says_what_happened_and_where_to_go():
    drawn = refusal("Доступ закрыт", "Обратитесь к администратору.", "/")
    assert words(drawn) == "Доступ закрыт Обратитесь к администратору. Вернуться"
    assert addresses(drawn) == ["/"]


# -- log-in -----------------------------------------------------------------------------------------------

EVIL = '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    "page",
    [
        login_page(EVIL, "/", "/login", ()),
        login_page("", EVIL, "/login", ()),
        login_page("", "/", EVIL, ()),
        login_page("", "/", "/login", ((EVIL, EVIL),)),
    ],
)
def test_the_login_page_escapes_whatever_it_is_given(page):
    scripts = BeautifulSoup(page, "html.parser").find_all("script")
    assert [(one["src"].partition("?")[0], one.get_text()) for one in scripts] == [
        ("/assets/82-looks.js", "")
    ]
    assert "&lt;script&gt;" in page


def test_the_login_page_posts_name_password_and_the_way_back():
    page = BeautifulSoup(login_page("", "/class?unit=3", "/login", ()), "html.parser")
    form = page.find("form")
    assert (form["method"], form["action"]) == ("post", "/login")
    assert {field["name"]: field.get("value") for field in form.find_all("input")} == {
        "next": "/class?unit=3",
        "login": None,
        "password": None,
    }
    assert page.find(role="alert") is None


def test_a_wrong_password_is_announced():
    page = BeautifulSoup(login_page("Логин или пароль не подходит.", "/", "/login", ()), "html.parser")
    assert page.find(role="alert").get_text() == "Логин или пароль не подходит."


def test_demonstration_logins_are_listed_only_when_given():
    assert "Демонстрационные" not in login_page("", "/", "/login", ())
    assert "директор Лицея" in login_page("", "/", "/login", (("director", "директор Лицея"),))
