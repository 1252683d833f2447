"""The rules that the program ships: enough of them, their words fit, and those of ВПР keep to their rule of use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.catalogue import CatalogueError, catalogue
from dashboard.catalogue.rule import OFFER_WORDS, TEXT_WORDS, Rule
from dashboard.recommending.conditions import CONDITION_OF
from tests.recommending.catalogue import RULES, own_catalogue

SHIPPED = catalogue().rules


def test_there_is_a_rule_of_every_condition() -> None:
    assert len(SHIPPED) >= 8
    assert {rule.condition for rule in SHIPPED.values()} == set(CONDITION_OF)


@pytest.mark.parametrize("rule", SHIPPED.values(), ids=lambda rule: rule.code)
def test_the_words_of_a_rule_are_filled_and_end_as_sentences(rule: Rule) -> None:
    text = rule.text.format_map(dict.fromkeys(TEXT_WORDS, "слово"))
    offers = [
        template.format_map(dict.fromkeys(OFFER_WORDS, "слово")) for template in (rule.measure, rule.expected)
    ]
    assert "{" not in text + "".join(offers)
    assert text.endswith(".")
    assert not any(offer.endswith(".") for offer in offers)
    assert not text.startswith(("Директору", "Координатору"))  # the program says to whom


@pytest.mark.parametrize("rule", SHIPPED.values(), ids=lambda rule: rule.code)
def test_no_rule_speaks_to_a_teacher_or_places_one_above_another(rule: Rule) -> None:
    assert rule.role in ("director", "coordinator")
    assert not re.search(r"мест[ао]\b|рейтинг|лучше других|хуже других|отстаёт", rule.text)


def broken(folder: Path, rules: str) -> str:
    with pytest.raises(CatalogueError) as told:
        own_catalogue(folder, rules)
    return str(told.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('condition = "drop"', 'condition = "dive"', "condition — одно из"),
        ('indicator = "pass_rate"', 'indicator = "no_such"', "нет показателя «no_such»"),
        ('indicator = "pass_rate"', 'indicator = ""', "нужен показатель"),
        ("{ points = 10.0 }", "{}", "нужен limits.points — число больше нуля"),
        ("{ points = 10.0 }", "{ points = true }", "нужен limits.points"),
        ("{when}", "{whom}", "text: нет слова {whom}"),
        ("Разобрать показатель «{indicator}»", "Поднять с {value}", "measure: нет слова {value}"),
        ('clause = "п. 3"', 'clause = ""', "не указано поле «clause»"),
    ],
)
def test_a_wrong_rule_stops_the_start_with_file_and_line(
    old: str, new: str, sentence: str, tmp_path: Path
) -> None:
    assert old in RULES
    told = broken(tmp_path, RULES.replace(old, new, 1))
    assert told.startswith("rules.toml, строка 1:")
    assert sentence in told
