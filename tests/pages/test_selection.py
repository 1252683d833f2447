"""An address says what is shown: it is read strictly, written back the same, and mistakes are sentences."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.selection import CHECKPOINTS, MOST_FIELDS, Selection, parse_selection, split_address
from data_access.viewer import NotFound
from tests.access.crawl import words
from tests.support.client import Person

NUMBERS = st.none() | st.integers(1, 999_999_999)
SELECTIONS = st.builds(
    Selection,
    path=st.sampled_from(["/", "/school", "/class", "/teacher", "/pupil", "/m/preparation", "/load"]),
    unit=NUMBERS,
    person=NUMBERS,
    year=st.none() | st.integers(2000, 2100),
    period=st.none() | st.sampled_from(CHECKPOINTS),
    subject=NUMBERS,
    indicator=st.none() | st.from_regex(r"[a-z][a-z0-9_.-]{0,40}", fullmatch=True),
    load=NUMBERS,
)
MALFORMED = [
    "unit=x",
    "unit=",
    "unit=0",
    "unit=-1",
    "unit=1.5",
    "unit=01",
    "unit=9999999999",
    "unit=1&unit=2",
    "unit=1%0A",
    "person=1%00",
    "year=1999",
    "year=20255",
    "year=2025/26",
    "period=Q9",
    "period=q1",
    "period=",
    "indicator=DROP TABLE",
    "indicator=../x",
    "indicator=quality%0A",
    "load=1e3",
]


@given(SELECTIONS)
def test_an_address_is_read_back_as_it_was_written(selection: Selection) -> None:
    assert parse_selection(*split_address(selection.address)) == selection


@given(SELECTIONS)
def test_an_address_copied_with_its_host_means_the_same(selection: Selection) -> None:
    path, query = split_address(f"https://monitor.example{selection.address}")
    assert parse_selection(path, query) == selection


@given(SELECTIONS, st.sampled_from(["utm_source=mail", "done=loaded", "x", "unit2=7", "Unit=7", "_=1"]))
def test_unknown_parameters_are_left_out(selection: Selection, extra: str) -> None:
    joint = "&" if "?" in selection.address else "?"
    found = parse_selection(*split_address(f"{selection.address}{joint}{extra}"))
    assert found == selection


@pytest.mark.parametrize("query", MALFORMED)
def test_a_malformed_value_is_a_sentence(query: str) -> None:
    with pytest.raises(NotFound, match=r"(?s)^В адресе .+\.$"):
        parse_selection("/school", query)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_address_breaks_the_reading(path: str, query: str) -> None:
    with suppress(NotFound):
        assert isinstance(parse_selection(path, query), Selection)


def test_too_many_parameters_are_a_sentence() -> None:
    parse_selection("/", "&".join(f"a{number}=1" for number in range(MOST_FIELDS)))
    with pytest.raises(NotFound, match="больше 50"):
        parse_selection("/", "&".join(f"a{number}=1" for number in range(MOST_FIELDS + 1)))


def test_a_slash_at_the_end_does_not_matter() -> None:
    assert parse_selection("/school/", "?unit=2") == parse_selection("/school", "unit=2")


def test_another_page_keeps_year_and_period_and_nothing_else() -> None:
    here = Selection("/school", unit=2, year=2025, period="H1", indicator="quality")
    assert here.at("/class", unit=27) == Selection("/class", unit=27, year=2025, period="H1")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/class?unit=27&year=2024", "Класс 9А относится к 2025/26 учебному году, а в адресе 2024/25."),
        ("/class?unit=2", "Такого класса в базе нет."),
        ("/school?unit=27", "Такой школы в базе нет."),
        ("/school?unit=999999", "Такой школы в базе нет."),
        ("/pupil?person=999999", "Такого обучающегося в базе нет."),
        ("/teacher?person=999999", "Такого педагога в базе нет."),
        ("/class", "В адресе не указан класс."),
        ("/m/preparation?indicator=nothing", "нет показателя «nothing»"),
        ("/m/magic", "Такой страницы нет."),
        ("/school?unit=2&unit=3", "параметр «unit» указан несколько раз"),
    ],
)
def test_a_wrong_address_is_answered_with_what_is_wrong(
    address: str, sentence: str, person: Callable[[str], Person]
) -> None:
    said = " ".join(words(person("head").open(address).json))
    assert "Страница не найдена" in said
    assert sentence in said


@pytest.mark.parametrize("page", ["http://[", "nothing", "/school?unit=2%26period=", "/load"])
def test_a_wrong_address_of_a_download_is_a_sentence(page: str, person: Callable[[str], Person]) -> None:
    answer = person("director1").get(f"/export.xlsx?page={page}")
    assert answer.status_code == 404
    assert answer.mimetype == "text/plain"
    assert answer.text.endswith(".")
