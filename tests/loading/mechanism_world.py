"""A municipality (or a region) with a small profile of its own, and rows that mechanisms rest on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dashboard.access.accounts import Grant, add_account, read_viewer
from dashboard.house import House, build_house
from dashboard.settings import Settings
from data_access.formats.rows import EventRow, IndicatorRow, Place, RegisterLine, SchoolRef, SchoolRow
from data_access.viewer import Viewer
from seed.install import prepare
from tests.conftest import NOW

HERE = Place("Лист1", "A1")
SCHOOL, OTHER, GARDEN = SchoolRef("СОШ № 1"), SchoolRef("Лицей № 2"), SchoolRef("Детский сад № 3")
TOP = SchoolRef("Сосновский район")
PROFILE = """
[profile]
title = "Сосновский район"
place = "Сосновский район"
kind = "{kind}"
document = "приказ № 1"
report = "yearly"
"""
MECHANISM = """
[[mechanism]]
code = "{code}"
title = "{code}"
short_title = "{code}"
group = "Образовательная деятельность"
question = "Что сделано."
clause = "п. 1"
indicators = [{indicators}]
lead = {lead}
"""
MECHANISMS = ("talent", "methodical", "preschool", "objectivity", "training", "heads", "low_results")
INDICATOR = """
[indicator.{code}]
title = "{code}"
full_title = "{code}"
clause = "п. 1"
formula = "по форме"
polarity = "higher"
obtained = "entered"
{more}
"""
# code → mechanism and what is not usual about the indicator
INDICATORS = {
    "clubs": ("talent", 'measure = "count"\naggregate = "sum"\nowner = "director"'),
    "covered": ("talent", 'measure = "percent"\ndenominator = "всего"\nowner = "director"'),
    "contests": ("talent", 'measure = "count"\naggregate = "sum"\nowner = "coordinator"'),
    "orders": (
        "methodical",
        'measure = "count"\naggregate = "sum"\nowner = "coordinator"\nlevel = "municipality"',
    ),
    "places": (
        "preschool",
        'measure = "count"\naggregate = "sum"\nowner = "director"\nlevel = "kindergarten"',
    ),
    "unused": ("", 'measure = "count"\naggregate = "sum"\nowner = "director"'),
}


def write_profile(path: Path, kind: str = "municipality") -> Path:
    """Every mechanism but upbringing, some with entered indicators; «unused» belongs to none of them."""
    parts = [PROFILE.format(kind=kind)]
    for mechanism in MECHANISMS:
        own = [f'"{code}"' for code, (of, _) in INDICATORS.items() if of == mechanism] or ['"quality"']
        parts.append(MECHANISM.format(code=mechanism, indicators=", ".join(own), lead=own[0]))
    parts += [INDICATOR.format(code=code, more=more) for code, (_, more) in INDICATORS.items()]
    path.write_text("".join(parts), encoding="utf-8")
    return path


def make_world(
    folder: Path,
    kind: str = "municipality",
    database_url: str = "",
    clock: Callable[[], datetime] = lambda: NOW,
) -> House:
    """An installation of this profile, with reference tables and nothing else."""
    profile = write_profile(folder / "sosny.toml", kind)
    house = build_house(
        Settings(var_dir=folder / "var", database_url=database_url, profile=str(profile), _env_file=None),
        clock,
    )
    prepare(house)
    return house


def account(house: House, login: str, *grants: Grant) -> Viewer:
    """Somebody who may log in, as the viewer they are."""
    with house.database.writing() as connection:
        add_account(connection, login, "пароль-для-проверок", login, grants, NOW)
        found = read_viewer(connection, login)
    assert found is not None
    return found


def stated(
    indicator: str = "clubs", numerator: float = 3.0, denominator: float | None = None, **more: object
) -> IndicatorRow:
    """A value of «СОШ № 1» for 2025/2026, unless said otherwise."""
    row = IndicatorRow(SCHOOL, 2025, indicator, numerator, denominator, "", HERE)
    return replace(row, **more)  # type: ignore[arg-type]


def line(register: str = "Приказы об объективности", **cells: str) -> RegisterLine:
    """A line of «СОШ № 1» for 2025/2026; `_` in the name of a cell is a space."""
    titled = tuple((title.replace("_", " "), said) for title, said in cells.items())
    return RegisterLine(SCHOOL, 2025, register, titled, HERE)


def order(number: str = "№ 1", subject: str = "о наблюдателях") -> RegisterLine:
    return line(Номер_и_дата=number, О_чём=subject)


def event(pupil: str, outcome: str = "winner", **more: object) -> EventRow:
    """A result of 9А of «СОШ № 1» in chemistry, unless said otherwise."""
    row = EventRow(SCHOOL, "9А", 2025, pupil, "ВсОШ", "municipal", "Химия", outcome, HERE)
    return replace(row, **more)  # type: ignore[arg-type]


def school_row(name: str = "СОШ № 1", kind: str = "СОШ", municipality: str = "") -> SchoolRow:
    return SchoolRow(name, "", "", "", kind, False, HERE, municipality)
