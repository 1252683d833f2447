"""A small municipality with a catalogue of its own: two schools, a kindergarten, indicators of every way of stating."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, select

from callbacks import register
from dashboard.access.accounts import Grant, add_account
from dashboard.catalogue import FOLDER, Catalogue, read_catalogue
from dashboard.entries import Typed
from dashboard.factory import build_parts, make_app
from dashboard.house import House
from dashboard.settings import Settings
from dashboard.store import open_store
from data_access.database import Database, make_engine
from data_access.tables import indicator_value, unit
from data_access.viewer import Reader, Viewer
from pages import make_pages
from seed.install import prepare
from tests.conftest import NOW
from tests.support.client import PASSWORD

YEAR = 2025
MEALS, CIRCLES, HOURS = "hot_meals", "circles", "mean_hours"
INSPECTED, PLAN, GROUPS, QUALITY = "inspected", "plan_share", "garden_groups", "quality"
MECHANISM, OTHER_MECHANISM = "upbringing", "talent"

INDICATORS = """
[hot_meals]
title = "Горячее питание"
full_title = "Доля обучающихся с горячим питанием"
measure = "percent"
polarity = "higher"
obtained = "entered"
numerator = "питаются"
denominator = "обучающихся всего"
formula = "питаются / всего"
clause = "п. 1"
owner = "director"
due = "06-15"
criterion = "Здоровье"
target = 90.0
risk = 70.0

[circles]
title = "Кружки"
full_title = "Число кружков"
measure = "count"
aggregate = "sum"
polarity = "higher"
obtained = "entered"
numerator = "кружков"
formula = "число"
clause = "п. 2"
owner = "director"
due = "06-25"
criterion = "Занятость"

[mean_hours]
title = "Часы"
full_title = "Часов на педагога"
measure = "mean"
polarity = "none"
obtained = "imported"
numerator = "часов"
denominator = "педагогов"
formula = "часы / педагоги"
clause = "п. 3"
owner = "director"

[inspected]
title = "Проверено"
full_title = "Доля проверенных программ"
measure = "percent"
polarity = "higher"
obtained = "entered"
numerator = "проверено"
denominator = "программ"
formula = "проверено / всего"
clause = "п. 4"
owner = "coordinator"

[plan_share]
title = "План"
full_title = "Доля выполненного плана"
measure = "percent"
level = "municipality"
polarity = "higher"
obtained = "entered"
numerator = "выполнено"
denominator = "в плане"
formula = "выполнено / в плане"
clause = "п. 5"
owner = "coordinator"

[garden_groups]
title = "Группы"
full_title = "Число групп"
measure = "count"
aggregate = "sum"
level = "kindergarten"
polarity = "higher"
obtained = "entered"
numerator = "групп"
formula = "число"
clause = "п. 6"
owner = "director"

[quality]
title = "Качество"
full_title = "Качество обучения"
measure = "percent"
polarity = "higher"
method = "journal"
period = "checkpoint"
formula = "a / b"
clause = "п. 7"
owner = "coordinator"
"""
RULES = """
[red]
title = "Ниже цели"
condition = "red_without_action"
mechanism = "upbringing"
indicator = "hot_meals"
text = "питание {value} при цели {target}."
measure = "Открыть столовую"
expected = "Не ниже {target}"
clause = "п. 1"
"""
PROFILE = """
[profile]
title = "Учебный"
place = "Учебный округ"
kind = "municipality"
document = "приказ"
report = "yearly"

[[mechanism]]
code = "upbringing"
title = "Система организации воспитания"
short_title = "Воспитание"
group = "Деятельность"
question = "Воспитывают ли."
clause = "п. 1"
indicators = ["hot_meals", "circles", "mean_hours", "inspected", "plan_share", "garden_groups", "quality"]
lead = "hot_meals"

[[mechanism]]
code = "talent"
title = "Выявление способностей"
short_title = "Таланты"
group = "Деятельность"
question = "Выявляют ли."
clause = "п. 2"
indicators = ["circles", "quality"]
lead = "circles"

[[mechanism]]
code = "methodical"
title = "Методическая работа"
short_title = "Методическая работа"
group = "Деятельность"
question = "Помогают ли педагогам."
clause = "п. 3"
indicators = ["quality"]
lead = "quality"

[[target]]
indicator = "hot_meals"
year = 2024
value = 85.0
risk = 60.0
clause = "прил. 1"
"""


def own_catalogue(folder: Path) -> Catalogue:
    """Our indicators and profile with the registers that the program ships."""
    (folder / "indicators").mkdir(parents=True, exist_ok=True)
    (folder / "indicators" / "own.toml").write_text(INDICATORS, encoding="utf-8")
    (folder / "rules.toml").write_text(RULES, encoding="utf-8")
    shutil.copy(FOLDER / "registers.toml", folder / "registers.toml")
    profile = folder / "own.toml"
    profile.write_text(PROFILE, encoding="utf-8")
    return read_catalogue(folder, profile)


def entering_house(folder: Path, database_url: str = "") -> House:
    """An installation with our catalogue and places, whose clock stands still."""
    settings = Settings(var_dir=folder, database_url=database_url, _env_file=None)  # type: ignore[call-arg]
    engine = make_engine(settings.database)
    known = own_catalogue(folder / "catalogue")
    house = House(settings, Database(engine), open_store(settings), known, lambda: NOW)
    prepare(house)
    _add_places(house)
    return house


def _add_places(house: House) -> None:
    with house.database.writing() as connection:
        top = connection.scalar(select(unit.c.id).where(unit.c.kind == "municipality"))
        for name, kind in (("СОШ № 10", "школа"), ("СОШ № 2", "школа"), ("Ромашка", "детский сад")):
            values = {"kind": "school", "parent_id": top, "path": f"/{top}/", "school_kind": kind}
            connection.execute(insert(unit).values(short_name=name, full_name=name, **values))


def place(house: House, name: str = "") -> int:
    """Id of an organisation by its name; of the municipality without one."""
    is_it = unit.c.short_name == name if name else unit.c.kind == "municipality"
    with house.database.reading() as connection:
        found = connection.scalar(select(unit.c.id).where(is_it))
    assert found is not None, name
    return int(found)


def head(house: House, mechanism: str = "", sees_names: bool = False) -> Viewer:
    """The department, or a coordinator of one mechanism."""
    role = "coordinator" if mechanism else "head"
    return Viewer(
        role,
        "Координатор" if mechanism else "Начальник управления",
        role,
        municipality_ids=frozenset({place(house)}),
        mechanism=mechanism,
        sees_names=sees_names,
    )


def director(house: House, name: str) -> Viewer:
    own = frozenset({place(house, name)})
    return Viewer(f"d {name}", f"Директор {name}", "director", school_ids=own, sees_names=True)


def teacher(house: House) -> Viewer:
    return Viewer("teacher", "Учитель", "teacher", teacher_ids=frozenset({1}), sees_names=True)


@contextmanager
def reading(house: House, viewer: Viewer) -> Iterator[Reader]:
    """A reader as the desk opens it."""
    with house.database.reading() as connection:
        yield Reader(viewer, connection, catalogue=house.catalogue, today=house.today())


def typed(above: str = "", below: str = "", note: str = "", seen: int | None = None) -> Typed:
    return Typed(above, below, note, seen)


Marts = dict[tuple[str, int, int], tuple[float, float]]


def marts(house: House) -> Marts:
    """(indicator, unit, year) → numerator, denominator of everything in the mart."""
    columns = indicator_value.c
    with house.database.reading() as connection:
        rows = connection.execute(
            select(columns.indicator, columns.unit_id, columns.year, columns.numerator, columns.denominator)
        )
        return {(code, id_, year): (above, below) for code, id_, year, above, below in rows}


LOGINS = ("head", "talent", "director", "garden", "classteacher")


def program(house: House) -> Flask:
    """The whole program over the house with a log-in for each role (`LOGINS`)."""
    server: Flask = make_app(build_parts(house, make_pages), register).server
    top = place(house)
    grants = {
        "head": Grant("head", top),
        "talent": Grant("coordinator", top, mechanism=OTHER_MECHANISM),
        "director": Grant("director", place(house, "СОШ № 2")),
        "garden": Grant("director", place(house, "Ромашка")),
        "classteacher": Grant("class_teacher", _own_class(house)),
    }
    with house.database.writing() as connection:
        for login, grant in grants.items():
            add_account(connection, login, PASSWORD, login, (grant,), house.now())
    return server


def _own_class(house: House) -> int:
    school = place(house, "СОШ № 2")
    with house.database.writing() as connection:
        key = connection.execute(
            insert(unit).values(
                kind="class", parent_id=school, short_name="9А", year=YEAR, grade=9, letter="А", path="/"
            )
        ).inserted_primary_key
    assert key is not None
    return int(key[0])
