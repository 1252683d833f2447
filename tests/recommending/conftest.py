"""The world of these tests: with figures only, or with people too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.recommending.world import World, add_people, make_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = make_world(tmp_path / "var")
    yield made
    made.house.database.engine.dispose()


@pytest.fixture
def peopled(world: World) -> World:
    add_people(world)
    return world


@pytest.fixture(params=["sqlite", "postgresql"])
def any_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """On each engine, with people."""
    url = request.getfixturevalue("new_postgres") if request.param == "postgresql" else ""
    made = make_world(tmp_path / "var", url)
    add_people(made)
    yield made
    made.house.database.engine.dispose()
