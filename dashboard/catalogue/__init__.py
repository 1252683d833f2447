"""The domain as data: indicators, registers, rules and the profile of the municipality, read once and checked.

A wrong catalogue stops the program at start with a sentence that names the file and the line, never later
on a screen. `catalogue_of(reader)` is how views reach it: the desk puts it into every reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dashboard.catalogue.indicator import Indicator, read_indicators
from dashboard.catalogue.profile import Mechanism, Profile, read_profile
from dashboard.catalogue.reading import CatalogueError
from dashboard.catalogue.register import Register, read_registers
from dashboard.catalogue.rule import Rule, read_rules
from data_access.viewer import NotFound, Reader

FOLDER = Path(__file__).parent
PROFILES = FOLDER.parent.parent / "seed" / "profiles"
DEFAULT_PROFILE = "pelym"
# Where orders put what is elsewhere a mechanism of its own.
HOSTS = {"objectivity": "preparation", "methodical": "training", "training": "methodical"}
# Checks that a rule may name; `dashboard/recommending` has one function for each.
CONDITIONS = ("rise", "drop", "below_years", "reserve", "red_without_action", "not_sent", "near_low")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the municipality's order and the program's authors say; no figure of a school."""

    indicators: Mapping[str, Indicator]
    registers: Mapping[str, Register]
    rules: Mapping[str, Rule]
    profile: Profile

    @property
    def mechanisms(self) -> Mapping[str, Mechanism]:
        """Mechanisms of the profile, in the order of the navigation."""
        return self.profile.mechanisms

    def mechanism(self, code: str) -> Mechanism:
        """A mechanism of this profile. Raises NotFound."""
        found = self.profile.mechanisms.get(code)
        if found is None:
            raise NotFound("Такого механизма в программе этого муниципалитета нет.")
        return found

    def indicator(self, code: str) -> Indicator:
        """An indicator. Raises NotFound."""
        found = self.indicators.get(code)
        if found is None:
            raise NotFound(f"В адресе ошибка: нет показателя «{code}».")
        return found

    def used_indicators(self) -> tuple[Indicator, ...]:
        """Indicators that some mechanism of the profile shows, each once."""
        codes = dict.fromkeys(code for item in self.mechanisms.values() for code in item.indicators)
        return tuple(self.indicators[code] for code in codes)

    def registers_of(self, mechanism: str) -> tuple[Register, ...]:
        return tuple(item for item in self.registers.values() if item.mechanism == mechanism)

    def aimed(self, code: str, year: int, unit: str = "") -> Indicator:
        """The indicator with the target of the profile for a school year and a school, where it sets one."""
        indicator = self.indicators[code]
        fitting = [
            target
            for target in self.profile.targets
            if target.indicator == code and target.year in (None, year) and target.unit in ("", unit)
        ]
        if not fitting:
            return indicator
        # the most particular one: of the school before all, of the year before every year
        best = max(fitting, key=lambda target: (bool(target.unit), target.year is not None))
        return indicator.aimed(best.value, best.risk)


@cache
def catalogue(profile: Path | None = None) -> Catalogue:
    """The shipped catalogue with a profile, by default the shipped one. Raises CatalogueError."""
    return read_catalogue(FOLDER, profile or PROFILES / f"{DEFAULT_PROFILE}.toml")


def catalogue_of(reader: Reader) -> Catalogue:
    """The catalogue of the installation that this reader reads."""
    if not isinstance(reader.catalogue, Catalogue):
        raise LookupError("this reader was opened without a catalogue; the desk gives it one")
    return reader.catalogue


def read_catalogue(folder: Path, profile: Path) -> Catalogue:
    """Reads and checks a folder of indicators, registers and rules together with a profile. Raises CatalogueError."""
    indicators = read_indicators(folder / "indicators")
    found = read_profile(profile, indicators)
    return Catalogue(
        {**indicators, **found.indicators},
        _hosted(read_registers(folder / "registers.toml"), found),
        read_rules(folder / "rules.toml", indicators, CONDITIONS),
        found,
    )


def _hosted(registers: dict[str, Register], profile: Profile) -> dict[str, Register]:
    """Registers of a mechanism that the order folds into another one belong to that one."""
    hosted = {}
    for code, register in registers.items():
        host = HOSTS.get(register.mechanism, "")
        is_folded = register.mechanism not in profile.mechanisms and host in profile.mechanisms
        hosted[code] = replace(register, mechanism=host) if is_folded else register
    return hosted


def profile_path(name: str) -> Path:
    """The file of a profile: a name such as «pelym» or a path to a file. Raises CatalogueError."""
    path = Path(name) if name.endswith(".toml") else PROFILES / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(found.stem for found in PROFILES.glob("*.toml")))
        raise CatalogueError(f"PROFILE: нет профиля «{name}». Есть: {known}; или путь к файлу .toml.")
    return path


__all__ = [
    "Catalogue",
    "CatalogueError",
    "Indicator",
    "Mechanism",
    "Profile",
    "Register",
    "Rule",
    "catalogue",
    "catalogue_of",
    "profile_path",
    "read_catalogue",
]
