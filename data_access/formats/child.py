"""The child process that opens one uploaded file: `python -m data_access.formats.child`.

Reads `[path, file name]` as JSON from its input and answers with JSON (`transport`). Limits on memory and
time are set before the readers are imported. Nothing of the file's content is ever written to the error
stream: only the type of an unexpected error and the place in the code.
"""

from __future__ import annotations

import sys
from pathlib import Path

MEMORY_BYTES = 1024**3
CPU_SECONDS = 25


def limit_resources() -> None:
    """Cap address space and processor time, and forbid core dumps (they would hold names of pupils).

    Windows has no such limits: there only the parent's wall clock guards.
    """
    if sys.platform == "win32":
        return
    import resource

    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(limit)[1]
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(limit, (allowed, allowed))
        except (ValueError, OSError) as error:  # macOS refuses RLIMIT_AS; the wall clock still guards
            sys.stderr.write(f"limit {limit} not set: {type(error).__name__}\n")


def answer(path: Path, file_name: str) -> bytes:
    """The answer for one file, whatever happens inside."""
    from data_access.formats.parsing import read_file
    from data_access.formats.rows import Unreadable
    from data_access.formats.transport import dump_parsed, dump_unreadable

    try:
        return dump_parsed(read_file(path, file_name))
    except Unreadable as refusal:
        return dump_unreadable(str(refusal))
    except MemoryError:
        return dump_unreadable(
            "Файл слишком велик для чтения: не хватило памяти. Разделите его на несколько файлов."
        )
    except Exception as error:  # the boundary: anything else must become a sentence, too
        sys.stderr.write(f"{type(error).__name__} at {_origin(error)}\n")
        return dump_unreadable(
            "Файл устроен необычно, и его не удалось прочитать. "
            "Откройте его в Excel, сохраните заново как «Книга Excel (.xlsx)» и загрузите ещё раз."
        )


def _origin(error: BaseException) -> str:
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    return f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"


def main() -> None:
    """Read the order, set the limits, answer."""
    limit_resources()
    import orjson

    path, file_name = orjson.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(answer(Path(path), file_name))


if __name__ == "__main__":
    main()
