"""The domain as data: indicators and mechanisms, read from TOML once and checked.

A wrong catalogue stops the program at start with a sentence that names the file and the entry, never later
on a screen.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from dashboard.blocks import Measure, Passport, Status

FOLDER = Path(__file__).parent
USES = ("no_ranking", "no_teacher", "no_public")


class CatalogueError(Exception):
    """The catalogue is wrong; the message names the file, the entry and what to mend."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator (показатель). `target` and `risk` are in its unit; `uses` lists what it may not serve."""

    code: str
    title: str
    full_title: str
    measure: Measure
    polarity: Literal["higher", "lower"]
    formula: str
    clause: str
    owner: str
    target: float
    risk: float
    uses: tuple[str, ...] = ()
    project_method: bool = False

    def status(self, value: float | None) -> Status:
        """Reached, at risk or below, by the polarity; no value → no data."""
        if value is None:
            return Status.NO_DATA
        sign = 1 if self.polarity == "higher" else -1
        if sign * value >= sign * self.target:
            return Status.REACHED
        return Status.RISK if sign * value >= sign * self.risk else Status.BELOW

    @property
    def passport(self) -> Passport:
        direction = "чем выше, тем лучше" if self.polarity == "higher" else "чем ниже, тем лучше"
        rule = "; ".join(_USE_WORDS[use] for use in self.uses)
        return Passport(
            self.full_title, self.formula, self.clause, direction, self.owner, rule, self.project_method
        )


_USE_WORDS = {
    "no_ranking": "не используется для рейтингов",
    "no_teacher": "не используется для оценки педагогов",
    "no_public": "не публикуется",
}


@dataclass(frozen=True, slots=True)
class Mechanism:
    code: str
    title: str
    short_title: str
    group: str
    question: str
    indicators: tuple[str, ...]
    lead: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    indicators: dict[str, Indicator]
    mechanisms: dict[str, Mechanism]


@cache
def catalogue() -> Catalogue:
    """The catalogue shipped with the program."""
    return read_catalogue(FOLDER)


def read_catalogue(folder: Path) -> Catalogue:
    """Reads and checks `indicators.toml` and `mechanisms.toml`. Raises CatalogueError."""
    indicators = {
        code: _indicator(folder / "indicators.toml", code, entry)
        for code, entry in _read(folder / "indicators.toml").items()
    }
    mechanisms = {
        code: _mechanism(folder / "mechanisms.toml", code, entry, indicators)
        for code, entry in _read(folder / "mechanisms.toml").items()
    }
    return Catalogue(indicators, mechanisms)


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{path.name}: {error}") from error


def _indicator(path: Path, code: str, entry: dict[str, Any]) -> Indicator:
    values = dict(entry)
    try:
        values["measure"] = Measure(values["measure"])
        values["uses"] = tuple(values.get("uses", ()))
        indicator = Indicator(code, **values)
    except (KeyError, TypeError, ValueError) as error:
        raise CatalogueError(f"{path.name}: показатель «{code}»: {error}") from error
    if mistake := _mistake(indicator):
        raise CatalogueError(f"{path.name}: показатель «{code}»: {mistake}")
    return indicator


def _mistake(indicator: Indicator) -> str:
    if indicator.polarity not in ("higher", "lower"):
        return "polarity — higher или lower"
    if unknown := set(indicator.uses) - set(USES):
        return f"неизвестное правило {sorted(unknown)}"
    if not indicator.clause:
        return "не указан пункт документа (clause)"
    if not all(isinstance(level, int | float) for level in (indicator.target, indicator.risk)):
        return "target и risk — числа"
    sign = 1 if indicator.polarity == "higher" else -1
    if sign * indicator.risk > sign * indicator.target:
        return "граница риска (risk) лучше цели (target)"
    return ""


def _mechanism(path: Path, code: str, entry: dict[str, Any], known: dict[str, Indicator]) -> Mechanism:
    values = dict(entry)
    try:
        values["indicators"] = tuple(values["indicators"])
        mechanism = Mechanism(code, **values)
    except (KeyError, TypeError) as error:
        raise CatalogueError(f"{path.name}: механизм «{code}»: {error}") from error
    if unknown := {mechanism.lead, *mechanism.indicators} - set(known):
        raise CatalogueError(f"{path.name}: механизм «{code}»: нет показателей {sorted(unknown)}")
    return mechanism
