"""A release (выпуск): the frozen table of figures and descriptions that citizens see, and its JSON in the database.

Everything the page and the downloads show is in here, so a later load cannot change them. What is hidden is not in
here at all: neither its value nor how many pupils stand behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dashboard.numbers import NARROW, THIN, format_year

SHOWN, AT_MOST, AT_LEAST, HIDDEN, MISSING, BAND = "shown", "at_most", "at_least", "hidden", "missing", "band"
STATE_WORDS = {HIDDEN: "скрыто", MISSING: "нет данных", BAND: "без значения"}
BOUND_WORDS = {AT_MOST: "не больше", AT_LEAST: "не меньше"}
WITH_VALUE = (SHOWN, AT_MOST, AT_LEAST)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is told. `n`: what stands behind it, None for fewer than ten; `band`: beside the rest."""

    state: str
    value: float | None = None
    n: int | None = None
    band: str = ""

    @property
    def has_value(self) -> bool:
        return self.state in WITH_VALUE and self.value is not None


@dataclass(frozen=True, slots=True)
class PlaceFigure:
    """The figure of an organisation."""

    unit_id: int
    name: str
    full_name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Published:
    """An indicator of a release: its description and its figures. `why`: why it is told no closer."""

    code: str
    title: str
    full_title: str
    group: str
    unit: str
    is_percent: bool
    decimals: int
    direction: str
    formula: str
    warning: str
    clause: str
    source: str
    is_project_method: bool
    reach: str
    why: str
    total: Figure
    places: tuple[PlaceFigure, ...] = ()
    is_kept: bool = False  # some figures are those of the release before

    @property
    def compares(self) -> bool:
        """Whether any organisation has a band."""
        return any(place.figure.band for place in self.places)


@dataclass(frozen=True, slots=True)
class Release:
    """Everything that a page of citizens shows. `made`: ДД.ММ.ГГГГ; `as_of`: the last load before it."""

    place: str
    year: int
    made: str
    as_of: str
    indicators: tuple[Published, ...]

    @property
    def title(self) -> str:
        return f"Качество образования: {self.place}, {format_year(self.year)} учебный год"

    @property
    def groups(self) -> dict[str, list[Published]]:
        """Indicators by mechanism, in the order of the release."""
        found: dict[str, list[Published]] = {}
        for one in self.indicators:
            found.setdefault(one.group, []).append(one)
        return found

    def find(self, code: str) -> Published | None:
        return next((one for one in self.indicators if one.code == code), None)


def to_content(release: Release) -> dict[str, Any]:
    """The release as JSON."""
    return asdict(release)


def from_content(content: Mapping[str, Any]) -> Release:
    """The release of its JSON."""
    return Release(**{**content, "indicators": tuple(_published(one) for one in content["indicators"])})


def _published(given: Mapping[str, Any]) -> Published:
    places = tuple(PlaceFigure(**{**place, "figure": Figure(**place["figure"])}) for place in given["places"])
    return Published(**{**given, "total": Figure(**given["total"]), "places": places})


def figure_text(published: Published, figure: Figure) -> str:
    """«47 %», «не больше 5 %», «скрыто»."""
    if not figure.has_value:
        return STATE_WORDS.get(figure.state, "")
    sign = f"{NARROW}%" if published.is_percent else ""
    return f"{BOUND_WORDS.get(figure.state, '')} {number_text(published, figure)}{sign}".strip()


def number_text(published: Published, figure: Figure) -> str:
    """The number alone with a decimal comma; empty where there is none."""
    if figure.value is None:
        return ""
    return f"{figure.value:,.{published.decimals}f}".replace(",", THIN).replace(".", ",")


def behind_text(figure: Figure) -> str:
    """How many stand behind a figure, never closer than the border."""
    return "10 и больше" if figure.n is not None else ""
