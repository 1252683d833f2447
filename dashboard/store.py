"""A small store that all processes share: progress of loads and counters of failed log-ins. No personal data.

Values are JSON, never pickles: a pickle planted in a cache folder is code that runs when it is read. With
Redis every call has a short deadline and no retries; a store that is away costs a fraction of a second and
an empty answer, because nothing in it is needed to be right.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any, Protocol

import diskcache
import orjson
import redis

from dashboard.settings import Settings

log = logging.getLogger(__name__)


class Store(Protocol):
    def get(self, key: str) -> Any: ...
    def set(self, key: str, value: Any, seconds: int) -> None: ...
    def add(self, key: str, seconds: int) -> int: ...
    def delete(self, key: str) -> None: ...


class DiskStore:
    """One machine: diskcache in a folder that only the program may enter; values are bytes of JSON."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._cache = diskcache.Cache(str(folder), disk=BytesOnlyDisk, size_limit=64 * 2**20)

    def get(self, key: str) -> Any:
        found = self._cache.get(key)
        return None if found is None else orjson.loads(found)

    def set(self, key: str, value: Any, seconds: int) -> None:
        self._cache.set(key, orjson.dumps(value), expire=seconds)

    def add(self, key: str, seconds: int) -> int:
        """Counts one more event; the count is forgotten `seconds` after the first."""
        with self._cache.transact():
            found = self._cache.get(key, expire_time=True)
            count, expires = found
            total = 1 if count is None else int(count) + 1
            left = None if expires is None else max(expires - time.time(), 0.001)
            self._cache.set(key, str(total).encode(), expire=left or seconds)
        return total

    def delete(self, key: str) -> None:
        self._cache.delete(key)


class BytesOnlyDisk(diskcache.Disk):  # type: ignore[misc]
    """Refuses to unpickle, whatever a row of the cache says it is."""

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
        if mode == diskcache.core.MODE_PICKLE:
            raise ValueError("a pickle in the store: refused")
        return super().fetch(mode, filename, value, read)


class RedisStore:
    """Several machines: Redis."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=0.2, socket_connect_timeout=0.2, retry=None)

    def get(self, key: str) -> Any:
        found = self._try("get", key)
        return None if found is None else orjson.loads(found)

    def set(self, key: str, value: Any, seconds: int) -> None:
        self._try("set", key, orjson.dumps(value), ex=seconds)

    def add(self, key: str, seconds: int) -> int:
        total = self._try("incr", key)
        if total == 1:
            self._try("expire", key, seconds)
        return int(total or 0)

    def delete(self, key: str) -> None:
        self._try("delete", key)

    def _try(self, command: str, key: str, *rest: Any, **options: Any) -> Any:
        try:
            return getattr(self._redis, command)(f"monitor:{key}", *rest, **options)
        except redis.RedisError as error:
            log.warning("store is away: %s", type(error).__name__)
            return None


def open_store(settings: Settings) -> Store:
    """Redis when it is configured, otherwise the disk."""
    if settings.redis_url:
        return RedisStore(settings.redis_url)
    return DiskStore(settings.var_dir / "store")
