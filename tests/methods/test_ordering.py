"""Orders of names, classes and codes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.methods.ordering import class_key, code_key, natural_key


def test_school_2_stands_before_school_10() -> None:
    names = ["СОШ № 10", "Гимназия № 1", "СОШ № 2", "сош № 1"]
    assert sorted(names, key=natural_key) == ["Гимназия № 1", "сош № 1", "СОШ № 2", "СОШ № 10"]


def test_yo_stands_beside_ye() -> None:
    assert sorted(["Жуково", "Ёлкино", "Елкино", "Иваново"], key=natural_key) == [
        "Елкино",
        "Ёлкино",
        "Жуково",
        "Иваново",
    ]


def test_classes_stand_by_grade_and_then_by_letter() -> None:
    names = ["10А", "9Г", "9А", "1Б", "9Б", "11", "9", "9В", "Ресурсный класс"]
    expected = ["1Б", "9", "9А", "9Б", "9В", "9Г", "10А", "11", "Ресурсный класс"]
    assert sorted(names, key=class_key) == expected


def test_a_class_written_with_a_dash_or_quotes_stands_with_its_grade() -> None:
    assert sorted(["10-А", "9 «Б»", "9-А"], key=class_key) == ["9-А", "9 «Б»", "10-А"]


def test_code_2_10_stands_after_2_9() -> None:
    codes = ["2.10", "10", "2.9", "2", "2.10.1", "1К2", "1К10", "1.1"]
    assert sorted(codes, key=code_key) == ["1.1", "1К2", "1К10", "2", "2.9", "2.10", "2.10.1", "10"]


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_texts_can_be_put_in_order(texts: list[str]) -> None:
    for key in (natural_key, class_key, code_key):
        assert sorted(sorted(texts, key=key), key=key) == sorted(texts, key=key)  # type: ignore[arg-type]
