"""A load is all or nothing: killed, failed or raced, the database is as before or has all of it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select, text

from dashboard.house import House, build_house
from dashboard.jobs import Jobs
from dashboard.loading import LoadRefused
from data_access.tables import data_version, load, mark_rollup, period_mark
from data_access.versions import raise_version
from data_access.viewer import SYSTEM
from tests.conftest import NOW
from tests.formats.builders import write_tabel
from tests.loading.children import counting, killer, run_in_child, start_child, wait_for
from tests.loading.loader import ADD_ALL, Loader, rows_of
from tests.loading.rows import ANNA, SCHOOL, mark, write_marks
from tests.loading.snapshots import EVERYTHING, contents, digest

pytestmark = pytest.mark.slow

STATUS = select(load.c.status)
MOMENTS = 10
WHOLE = (*EVERYTHING, data_version)


def write_report(path: Path) -> Path:
    marks = {
        f"Ученик {number}": {"Алгебра": {"Q1": "4", "Q2": "3"}, "Физика": {"Q1": "2"}} for number in range(6)
    }
    return write_tabel(path, SCHOOL, "7А", 2024, ("Q1", "Q2"), marks)


def reopened(house: House) -> House:
    """The same installation for another process: connections are not shared over a fork."""
    return build_house(house.settings, lambda: NOW)


def confirm_in_child(house: House, load_id: int, moment: int = 0) -> int:
    def act() -> None:
        own = reopened(house)
        with counting(own.database.engine, killer(moment)):
            Loader(own).loading.confirm(SYSTEM, load_id, ADD_ALL)

    return run_in_child(act)


def test_a_kill_in_the_middle_of_a_confirm_leaves_the_database_as_before(
    loader: Loader, tmp_path: Path
) -> None:
    house = loader.house
    report = write_report(tmp_path / "report.xlsx")
    loader.load(write_marks(tmp_path / "before.xlsx", mark(ANNA, "5")))
    first = loader.receive(report)
    with counting(house.database.engine) as seen:
        loader.loading.confirm(SYSTEM, first, ADD_ALL)
    loader.undo(first)
    load_id = loader.receive(report)
    before = contents(house, WHOLE)
    for moment in range(2, len(seen) + 1, len(seen) // MOMENTS):
        house.database.engine.dispose()
        assert confirm_in_child(house, load_id, moment) == -signal.SIGKILL
        assert contents(house, WHOLE) == before
        with house.database.reading() as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    assert ("draft",) in rows_of(house, STATUS)
    house.database.engine.dispose()
    assert confirm_in_child(house, load_id) == 0
    assert len(rows_of(house, select(period_mark))) == 1 + 18


def test_a_kill_at_the_commit_leaves_all_of_it_or_nothing(loader: Loader, tmp_path: Path) -> None:
    house = loader.house
    load_id = loader.receive(write_report(tmp_path / "report.xlsx"))
    before = digest(house, WHOLE)
    house.database.engine.dispose()

    def act() -> None:
        own = reopened(house)
        with counting(own.database.engine) as seen:

            def at_commit(_number: int) -> None:
                if seen[-1] == "COMMIT":
                    killer(0)(0)

            with counting(own.database.engine, at_commit):
                Loader(own).loading.confirm(SYSTEM, load_id, ADD_ALL)

    assert run_in_child(act) == -signal.SIGKILL
    assert digest(house, WHOLE) == before


def test_of_two_confirms_at_once_of_one_file_exactly_one_is_applied(
    either_loader: Loader, tmp_path: Path
) -> None:
    loader, together = either_loader, Barrier(2)
    report = write_report(tmp_path / "report.xlsx")
    drafts = [loader.receive(report), loader.receive(report)]

    def confirm(load_id: int) -> str:
        together.wait()
        try:
            loader.loading.confirm(SYSTEM, load_id, ADD_ALL)
        except LoadRefused as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(confirm, drafts))
    assert said[0] == ""
    assert said[1].startswith("Этот файл уже загружен")
    assert rows_of(loader.house, STATUS) == [("applied",), ("draft",)]
    assert len(rows_of(loader.house, select(period_mark))) == 18


def test_a_draft_confirmed_and_dropped_at_once_is_one_or_the_other(
    either_loader: Loader, tmp_path: Path
) -> None:
    loader, together = either_loader, Barrier(2)
    load_id = loader.receive(write_report(tmp_path / "report.xlsx"))

    def act(step: Callable[[], None]) -> bool:
        together.wait()
        try:
            step()
        except LoadRefused:
            return False
        return True

    steps = (
        lambda: loader.loading.confirm(SYSTEM, load_id, ADD_ALL),
        lambda: loader.loading.drop(SYSTEM, load_id),
    )
    with ThreadPoolExecutor(2) as pool:
        confirmed, dropped = pool.map(act, steps)
    assert confirmed != dropped
    assert rows_of(loader.house, STATUS) == [("applied" if confirmed else "dropped",)]
    assert bool(rows_of(loader.house, select(period_mark))) == confirmed


def test_writers_at_once_lose_no_step_of_the_data_version(house: House) -> None:
    """Processes, and threads in each, that share nothing but the database."""
    with house.database.writing() as connection:
        start = raise_version(connection, NOW)

    def raise_often(of: House) -> None:
        for _ in range(5):
            with of.database.writing() as connection:
                raise_version(connection, NOW)

    def act() -> None:
        own = reopened(house)
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(raise_often, [own] * 3))

    house.database.engine.dispose()
    children = [start_child(act) for _ in range(2)]
    raise_often(house)
    assert [wait_for(child) for child in children] == [0, 0]
    assert rows_of(house, select(data_version.c.version)) == [(start + 5 + 2 * 3 * 5,)]


@pytest.mark.parametrize(
    "step",
    [
        "dashboard.loading.commit.Writer._marks",
        "dashboard.loading.commit.settle_classes",
        "dashboard.loading.service.refresh",
        "dashboard.loading.service.audit.record",
    ],
)
def test_a_failing_step_leaves_everything_as_before_and_the_draft_still_there(
    either_loader: Loader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    loader = either_loader
    load_id = loader.receive(write_report(tmp_path / "report.xlsx"))
    before = digest(loader.house, WHOLE)

    def fail(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError("no more paper")

    with monkeypatch.context() as broken:
        broken.setattr(step, fail)
        with pytest.raises(RuntimeError, match="no more paper"):
            loader.loading.confirm(SYSTEM, load_id, ADD_ALL)
    assert digest(loader.house, WHOLE) == before
    assert rows_of(loader.house, STATUS) == [("draft",)]
    loader.loading.confirm(SYSTEM, load_id, ADD_ALL)
    assert rows_of(loader.house, select(mark_rollup.c.n2)) != []


def test_a_failed_job_says_so_and_a_repeated_one_succeeds(
    loader: Loader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    load_id = loader.receive(write_marks(tmp_path / "marks.xlsx", mark(ANNA, "5")))
    loader.loading.keep_answers(SYSTEM, load_id, ADD_ALL)
    jobs = Jobs(loader.loading, loader.house.store)
    with monkeypatch.context() as broken:
        broken.setattr("dashboard.loading.service.refresh", lambda *_: 1 / 0)
        assert jobs.confirm(SYSTEM, load_id).status in ("failed", "running")
        jobs._worker.submit(lambda: None).result()
        failed = jobs.state(load_id)
    assert failed.status == "failed"
    assert failed.message.startswith("Не получилось записать файл")
    assert "ZeroDivisionError" in caplog.text
    jobs.confirm(SYSTEM, load_id)
    jobs._worker.submit(lambda: None).result()
    assert jobs.state(load_id).status == "done"
    jobs._worker.shutdown()
