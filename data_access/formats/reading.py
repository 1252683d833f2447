"""Read an uploaded file: the door of this package.

`read_file_safely` is what everything that serves people calls. The file is opened in a child process with
limits on memory and time, because a file of two kilobytes can abort a reader in a way no `except` catches.
The child gets no secrets: its environment holds only what Python needs to start.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import orjson

from data_access.formats.parsing import read_file
from data_access.formats.rows import Parsed, Unreadable
from data_access.formats.transport import load

__all__ = ["read_file", "read_file_safely"]

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_WALL_SECONDS = 40.0
_DIED = (
    "Файл устроен так, что его не удалось прочитать безопасно. "
    "Откройте его в Excel, сохраните заново как «Книга Excel (.xlsx)» и загрузите ещё раз."
)
_TOO_LONG = (
    "Файл читался слишком долго, чтение остановлено. Разделите его на несколько файлов и загрузите по частям."
)


def read_file_safely(path: Path, file_name: str, wall_seconds: float = _WALL_SECONDS) -> Parsed:
    """Rows of a file, read in a child process; `Unreadable` with a Russian sentence when it cannot be.

    `path` is where the upload was stored, `file_name` what the person called it.
    """
    order = orjson.dumps([str(path.resolve()), file_name])
    environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    try:
        child = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "data_access.formats.child"],
            input=order,
            capture_output=True,
            cwd=_ROOT,
            env=environment,
            timeout=wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(_TOO_LONG) from error
    if child.stderr:
        _log.warning("file reader said: %s", child.stderr.decode("utf-8", "replace").strip()[-500:])
    if child.returncode != 0 or not child.stdout:
        _log.warning("file reader ended with code %s", child.returncode)
        raise Unreadable(_DIED)
    return load(child.stdout)
