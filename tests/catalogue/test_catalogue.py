"""The catalogue: wrong entries stop the program with a sentence, statuses follow the polarity."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.blocks import Status
from dashboard.catalogue import FOLDER, CatalogueError, Indicator, catalogue, read_catalogue

RIGHT = """
[quality]
title = "Качество"
full_title = "Качество обучения"
measure = "percent"
polarity = "higher"
formula = "a / b"
clause = "п. 1"
owner = "координатор"
target = 50.0
risk = 40.0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped mechanisms over one indicator of the test."""
    (tmp_path / "indicators.toml").write_text(RIGHT, encoding="utf-8")
    mechanism = (
        '[one]\ntitle = "М"\nshort_title = "М"\ngroup = "Г"\nquestion = "В"\n'
        'indicators = ["quality"]\nlead = "quality"\n'
    )
    (tmp_path / "mechanisms.toml").write_text(mechanism, encoding="utf-8")
    return tmp_path


def spoil(folder: Path, name: str, old: str, new: str) -> str:
    """Writes a mistake into a file and returns what the program says."""
    path = folder / name
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        read_catalogue(folder)
    return str(refused.value)


def test_a_right_catalogue_is_read(folder: Path) -> None:
    found = read_catalogue(folder)
    assert found.indicators["quality"].target == 50
    assert found.mechanisms["one"].indicators == ("quality",)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('measure = "percent"', 'measure = "furlong"', "furlong"),
        ('polarity = "higher"', 'polarity = "up"', "polarity — higher или lower"),
        ('clause = "п. 1"', 'clause = ""', "не указан пункт документа"),
        ("risk = 40.0", 'uses = ["no_sale"]\nrisk = 40.0', "no_sale"),
        ('owner = "координатор"', "", "owner"),
        ('owner = "координатор"', 'owner = "к"\nowners = "к"', "owners"),
        ('measure = "percent"', "", "measure"),
    ],
)
def test_a_wrong_indicator_names_the_file_the_entry_and_the_reason(
    folder: Path, old: str, new: str, why: str
) -> None:
    said = spoil(folder, "indicators.toml", old, new)
    assert said.startswith("indicators.toml: показатель «quality»: ")
    assert why in said


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('lead = "quality"', 'lead = "qualty"', "нет показателей ['qualty']"),
        ('indicators = ["quality"]', 'indicators = ["quality", "sou"]', "нет показателей ['sou']"),
        ('question = "В"', "", "question"),
        ('indicators = ["quality"]', "", "indicators"),
    ],
)
def test_a_wrong_mechanism_names_the_file_the_entry_and_the_reason(
    folder: Path, old: str, new: str, why: str
) -> None:
    said = spoil(folder, "mechanisms.toml", old, new)
    assert said.startswith("mechanisms.toml: механизм «one»: ")
    assert why in said


def test_a_file_that_is_no_toml_is_named(folder: Path) -> None:
    assert spoil(folder, "indicators.toml", "target = 50.0", "target = ").startswith("indicators.toml: ")


def test_a_target_in_words_is_refused_at_start(folder: Path) -> None:
    said = spoil(folder, "indicators.toml", "target = 50.0", 'target = "пятьдесят"')
    assert said == "indicators.toml: показатель «quality»: target и risk — числа"


def test_a_risk_on_the_wrong_side_of_the_target_is_refused(folder: Path) -> None:
    said = spoil(folder, "indicators.toml", "risk = 40.0", "risk = 60.0")
    assert said == "indicators.toml: показатель «quality»: граница риска (risk) лучше цели (target)"


def test_the_shipped_catalogue_is_right_and_can_be_copied(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    assert read_catalogue(tmp_path) == catalogue()


HIGHER = read_catalogue(FOLDER).indicators["quality"]


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
    ],
)
def test_a_status_follows_target_risk_and_polarity(
    polarity: str, target: float, risk: float, value: float | None, status: Status
) -> None:
    assert indicator(polarity, target, risk).status(value) is status
