"""The municipality of `world`, empty of figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.house import House
from tests.entering.world import entering_house


@pytest.fixture
def our_house(tmp_path: Path) -> Iterator[House]:
    """On SQLite: what depends on the engine is in the shared tests."""
    made = entering_house(tmp_path / "var")
    yield made
    made.database.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """On each engine."""
    url = request.getfixturevalue("new_postgres") if request.param == "postgresql" else ""
    made = entering_house(tmp_path / "var", url)
    yield made
    made.database.engine.dispose()
