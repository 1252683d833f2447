"""The rule of low results is a setting: another one makes other indicators, and a start notices it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from dashboard.computed.low_results import adopt_rule, rule_of_mart
from dashboard.desk import Desk
from dashboard.house import House, build_house
from dashboard.methods.low_results import LowRule
from dashboard.settings import Settings
from dashboard.views.special_low_results import rule_of, tables_of
from data_access.tables import indicator_value, unit
from data_access.versions import read_version
from data_access.viewer import SYSTEM
from seed.install import is_prepared, prepare

OTHER = {"shnor_logic": "and", "shnor_percent": 40, "shnor_fewest": 8, "shnor_near": 2}


def house_of(folder: Path, **chosen: object) -> House:
    settings = Settings(var_dir=folder, _env_file=None, **chosen)  # type: ignore[arg-type]
    return build_house(settings, lambda: datetime(2026, 6, 20))


def listed(house: House) -> dict[int, float]:
    """School → 1 when the mart has it on the list of the newest year."""
    columns = indicator_value.c
    statement = select(columns.unit_id, columns.numerator).where(
        columns.indicator == "low_schools_share", columns.year == 2025, unit.c.kind == "school"
    )
    with house.database.reading() as connection:
        rows = connection.execute(statement.join(unit, unit.c.id == columns.unit_id)).all()
    return {unit_id: numerator for unit_id, numerator in rows}


def shown(house: House) -> dict[int, float]:
    """The same by the tables of the page."""
    with Desk(house, ()).reading(SYSTEM) as reader:
        verdicts = {id_: table.verdicts.get(2025) for id_, table in tables_of(reader).items()}
    return {id_: float(verdict.is_listed) for id_, verdict in verdicts.items() if verdict}


def version(house: House) -> int:
    with house.database.reading() as connection:
        return read_version(connection)[0]


def test_the_settings_reach_the_page_and_the_mart(tmp_path: Path) -> None:
    house = house_of(tmp_path, **OTHER)
    prepare(house)
    with Desk(house, ()).reading(SYSTEM) as reader:
        assert rule_of(reader) == LowRule(40, 8, "and", 2) == rule_of_mart(reader.connection)


def test_without_settings_the_rule_is_the_one_of_the_method(tmp_path: Path) -> None:
    house = house_of(tmp_path)
    prepare(house)
    with Desk(house, ()).reading(SYSTEM) as reader:
        assert rule_of(reader) == LowRule() == rule_of_mart(reader.connection)


def test_a_wrong_rule_stops_the_start(tmp_path: Path) -> None:
    for wrong in ({"shnor_logic": "xor"}, {"shnor_percent": 0}, {"shnor_percent": 101}, {"shnor_fewest": 0}):
        with pytest.raises(ValidationError, match=next(iter(wrong))):
            house_of(tmp_path, **wrong)


def test_a_start_with_another_rule_makes_the_indicators_anew_and_the_next_one_leaves_them(
    own_demo: House,
) -> None:
    before, old = listed(own_demo), version(own_demo)
    assert before == shown(own_demo)
    assert is_prepared(own_demo)
    strict = replace(own_demo, settings=own_demo.settings.model_copy(update={"shnor_percent": 60}))
    assert not is_prepared(strict)
    prepare(strict)
    assert is_prepared(strict)
    assert listed(strict) == shown(strict)
    assert listed(strict) != before
    assert version(strict) > old
    after = version(strict)
    prepare(strict)
    assert version(strict) == after


def test_the_same_rule_is_adopted_once(sqlite_house: House) -> None:
    with sqlite_house.database.writing() as connection:
        assert not adopt_rule(connection, LowRule())
        assert adopt_rule(connection, LowRule(percent=25))
        assert not adopt_rule(connection, LowRule(percent=25))
        assert rule_of_mart(connection).percent == 25
