"""The demonstration is loaded by the program's own loader, whole and once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from dashboard.house import House
from data_access.tables import load, load_issue, metadata, period_mark, user_account
from seed.install import is_empty, prepare
from tests.conftest import make_house
from tests.loading.loader import rows_of
from tests.loading.snapshots import digest


def test_no_row_of_the_demonstration_is_rejected(demo: House) -> None:
    assert rows_of(demo, select(load_issue).where(load_issue.c.severity == "error")) == []
    assert {status for (status,) in rows_of(demo, select(load.c.status))} == {"applied"}
    assert len(rows_of(demo, select(period_mark.c.pupil_id).limit(1000))) == 1000


def test_preparing_again_touches_nothing(own_demo: House) -> None:
    before = digest(own_demo, metadata.sorted_tables)
    prepare(own_demo)
    assert digest(own_demo, metadata.sorted_tables) == before


def test_an_installation_is_empty_until_somebody_can_log_in(tmp_path: Path, demo: House) -> None:
    made = make_house(tmp_path / "var")
    assert is_empty(made)
    assert not is_empty(demo)
    assert len(rows_of(demo, select(user_account))) >= 5
    made.database.engine.dispose()
