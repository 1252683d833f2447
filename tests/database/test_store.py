"""The store that processes share: JSON only, counters that expire, and a Redis that may be away."""

from __future__ import annotations

import pickle
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import diskcache
import pytest

from dashboard.settings import Settings
from dashboard.store import DiskStore, RedisStore, Store, open_store
from tests.support.postgres import free_port

RAN: list[str] = []


class Planted:
    """Code that would run when it is unpickled."""

    def __reduce__(self) -> Any:
        return run, ()


def run() -> None:
    RAN.append("ran")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[DiskStore]:
    store = DiskStore(tmp_path / "store")
    yield store
    store._cache.close()


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], RedisStore]]:
    """A private server without persistence, and a store on it; skips where Redis is not installed."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        pytest.skip("Redis is not installed")
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen([program, *options, "--dir", str(tmp_path)], stdout=subprocess.DEVNULL)
    store = open_store(Settings(redis_url=f"redis://127.0.0.1:{port}/0", _env_file=None))
    assert isinstance(store, RedisStore)
    for _ in range(100):
        store.set("ready", 1, 60)
        if store.get("ready"):
            break
        time.sleep(0.05)
    yield server, store
    store._redis.close()
    server.send_signal(signal.SIGCONT)
    server.kill()
    server.wait()


def check(store: Store) -> None:
    value = {"status": "running", "done": 3, "label": "отметки"}
    assert store.get("job:1") is None
    store.set("job:1", value, 60)
    assert store.get("job:1") == value
    store.delete("job:1")
    assert store.get("job:1") is None
    assert [store.add("try:head", 60) for _ in range(3)] == [1, 2, 3]
    assert store.add("try:teacher", 60) == 1


def expire(store: Store) -> None:
    """A value and a counter are forgotten; the counter some time after its first event, not its last."""
    store.set("short", 1, 1)
    store.add("count", 1)
    deadline = time.monotonic() + 10
    while store.add("count", 1) != 1:
        assert time.monotonic() < deadline, "the counter does not expire"
        time.sleep(0.1)
    while store.get("short") is not None:
        assert time.monotonic() < deadline, "the value does not expire"


def test_the_disk_keeps_values_and_counts(disk: DiskStore) -> None:
    check(disk)


def test_values_and_counters_on_the_disk_expire(disk: DiskStore) -> None:
    expire(disk)


def test_a_planted_pickle_is_refused_and_not_executed(disk: DiskStore, tmp_path: Path) -> None:
    disk.set("job:1", 1, 60)
    row = (diskcache.core.MODE_PICKLE, sqlite3.Binary(pickle.dumps(Planted())))
    with sqlite3.connect(tmp_path / "store" / "cache.db") as connection:
        connection.execute("UPDATE Cache SET mode = ?, value = ?", row)
    connection.close()
    with pytest.raises(ValueError, match="refused"):
        disk.get("job:1")
    assert RAN == []


def test_the_plant_of_the_test_above_would_run_in_an_ordinary_cache(tmp_path: Path) -> None:
    cache = diskcache.Cache(str(tmp_path / "open"))
    cache["job:1"] = Planted()
    cache["job:1"]
    cache.close()
    assert RAN.pop() == "ran"


def test_only_the_program_may_enter_the_folder(disk: DiskStore, tmp_path: Path) -> None:
    assert (tmp_path / "store").stat().st_mode & 0o077 == 0


def test_redis_keeps_values_and_counts_and_forgets_them(redis_server: tuple[Any, RedisStore]) -> None:
    _, store = redis_server
    check(store)
    expire(store)


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_a_redis_that_is_away_or_hangs_is_an_empty_answer(
    redis_server: tuple[subprocess.Popen[bytes], RedisStore], blow: signal.Signals
) -> None:
    """Without deadlines a stopped server would hang this test for good."""
    server, store = redis_server
    store.set("job:1", 1, 60)
    assert store.get("job:1") == 1
    server.send_signal(blow)
    assert store.get("job:1") is None
    store.set("job:1", 2, 60)
    store.delete("job:1")
    assert store.add("try:head", 60) == 0
