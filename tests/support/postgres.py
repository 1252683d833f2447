"""A private PostgreSQL server: its own folder, its own port on loopback, gone with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest installed version, None when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def private_server(programs: Path, folder: Path) -> Iterator[str]:
    """Starts a server and gives the address of its maintenance database."""
    port = free_port()
    data = folder / "data"
    folder.mkdir(parents=True, exist_ok=True)
    _run(folder, programs / "initdb", "-D", data, "-U", "monitor", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    _run(folder, programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgresql://monitor@127.0.0.1:{port}/postgres"
    finally:
        _run(folder, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(folder: Path, program: Path, *arguments: object) -> None:
    """PostgreSQL refuses to run as root: under root it runs as the system's `postgres` or `nobody`."""
    command = [str(program), *map(str, arguments)]
    options: dict[str, object] = {}
    if os.geteuid() == 0:
        user = _ordinary_user()
        shutil.chown(folder, user.pw_name)
        for parent in folder.parents:
            if parent.stat().st_uid == 0 and str(parent).startswith("/tmp/"):
                parent.chmod(parent.stat().st_mode | 0o011)
        options = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    subprocess.run(command, check=True, capture_output=True, cwd="/", **options)  # type: ignore[call-overload]


def _ordinary_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LookupError("no ordinary user to run PostgreSQL as")
