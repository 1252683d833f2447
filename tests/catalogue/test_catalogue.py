"""The catalogue: wrong entries stop the program with a sentence and a line, statuses follow the polarity."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.blocks import Status
from dashboard.catalogue import FOLDER, CatalogueError, Indicator, read_catalogue
from dashboard.catalogue.indicator import read_indicators
from tests.catalogue.example import example_profile

RIGHT = """# a comment
[own]
title = "Качество"
full_title = "Качество обучения"
measure = "percent"
polarity = "higher"
obtained = "entered"
formula = "a / b"
clause = "п. 1"
owner = "director"
target = 50.0
risk = 40.0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped catalogue with one more file, of the test, and the profile of the documentation."""
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / "indicators" / "own.toml").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "example.toml").write_text(example_profile(), encoding="utf-8")
    return tmp_path


def read(folder: Path) -> dict[str, Indicator]:
    return dict(read_catalogue(folder, folder / "example.toml").indicators)


def spoil(folder: Path, name: str, old: str, new: str) -> str:
    """Writes a mistake into a file and returns what the program says."""
    path = folder / name
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        read(folder)
    return str(refused.value)


def test_a_right_catalogue_is_read(folder: Path) -> None:
    found = read(folder)
    assert found["own"].target == 50
    assert found["own"].obtained == "entered"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('measure = "percent"', 'measure = "furlong"', "furlong"),
        ('polarity = "higher"', 'polarity = "up"', "polarity — одно из higher, lower, none, а не «up»"),
        ('clause = "п. 1"', 'clause = ""', "не указано поле «clause»"),
        ("risk = 40.0", 'uses = ["no_sale"]\nrisk = 40.0', "no_sale"),
        ('owner = "director"', "", "owner"),
        ('owner = "director"', 'owner = "mayor"', "owner — одно из director, coordinator, а не «mayor»"),
        ('owner = "director"', 'owner = "director"\nowners = "к"', "owners"),
        ('owner = "director"', 'owner = "director"\ndue = "31 мая"', "due — месяц и день вида 06-15"),
        ('obtained = "entered"', 'obtained = "computed"', "не назван метод (method)"),
        ("target = 50.0", 'target = "пятьдесят"', "target — число"),
        ("risk = 40.0", "risk = 60.0", "граница риска (risk) лучше цели (target)"),
    ],
)
def test_a_wrong_indicator_names_the_file_the_line_and_the_reason(
    folder: Path, old: str, new: str, why: str
) -> None:
    said = spoil(folder, "indicators/own.toml", old, new)
    assert said.startswith("own.toml, строка 2: ")
    assert why in said


def test_an_indicator_stands_in_one_file_only(folder: Path) -> None:
    said = spoil(folder, "indicators/own.toml", "[own]", "[quality]")
    assert said == "own.toml, строка 2: показатель «quality» уже описан в другом файле"


def test_a_file_that_is_no_toml_is_named(folder: Path) -> None:
    assert spoil(folder, "indicators/own.toml", "target = 50.0", "target = ").startswith("own.toml: ")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('kind = "date", is_required', 'kind = "дата", is_required', "kind — одно из text, number"),
        ('is_key = true, is_required = true, hint = "письмо или приказ"', "is_required = true", "ключом"),
        ('kind = "choice", choices = ["высокая", "средняя", "низкая"]', 'kind = "choice"', "choices"),
        ('code = "basis", title = "Основание"', 'code = "basis"', "не указано поле «title»"),
    ],
)
def test_a_wrong_register_is_told_with_its_line(folder: Path, old: str, new: str, why: str) -> None:
    said = spoil(folder, "registers.toml", old, new)
    assert said.startswith("registers.toml, строка ")
    assert why in said


def test_the_shipped_registers_are_read_with_columns_and_keys(folder: Path) -> None:
    found = read_catalogue(folder, folder / "example.toml").registers
    assert found["risk_profile"].key == ("factor",)
    assert found["gifted"].is_personal
    assert all(register.columns for register in found.values())


HIGHER = read_indicators(FOLDER / "indicators")["quality"]


def indicator(polarity: str, target: float, risk: float) -> Indicator:
    return replace(HIGHER, polarity=polarity, target=target, risk=risk)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("polarity", "target", "risk", "value", "status"),
    [
        ("higher", 50, 40, 50, Status.REACHED),
        ("higher", 50, 40, 49.9, Status.RISK),
        ("higher", 50, 40, 40, Status.RISK),
        ("higher", 50, 40, 39.9, Status.BELOW),
        ("lower", 20, 40, 20, Status.REACHED),
        ("lower", 20, 40, 20.1, Status.RISK),
        ("lower", 20, 40, 40, Status.RISK),
        ("lower", 20, 40, 40.1, Status.BELOW),
        ("lower", 20, 40, 0, Status.REACHED),
        ("higher", 50, 40, 0, Status.BELOW),
        ("higher", 50, 40, None, Status.NO_DATA),
        ("none", 50, 40, 10, Status.NONE),
    ],
)
def test_a_status_follows_target_risk_and_polarity(
    polarity: str, target: float, risk: float, value: float | None, status: Status
) -> None:
    assert indicator(polarity, target, risk).status(value) is status


def test_without_a_target_there_is_no_status_and_without_a_risk_the_target_is_the_border() -> None:
    assert replace(HIGHER, target=None, risk=None).status(10) is Status.NONE
    assert replace(HIGHER, target=50, risk=None).status(49.9) is Status.BELOW


def test_a_share_is_shown_in_percent_and_a_count_as_it_is() -> None:
    assert HIGHER.value(1, 4) == 25
    assert HIGHER.value(1, 0) is None
