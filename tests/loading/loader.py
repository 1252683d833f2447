"""Loads made in a test by the program's own service, with a file read in this process or rows given at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from dashboard.house import House
from dashboard.loading import Loading
from data_access.formats.parsing import read_file
from data_access.formats.rows import Parsed
from data_access.tables import load
from data_access.viewer import SYSTEM, Viewer

ADD_ALL = {f"*:{kind}": "new" for kind in ("school", "class", "teacher", "pupil")}


class Loader:
    """One installation with a pocket of rows: a file of the pocket is «read» by its name."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.loading = Loading(house, self._read)
        self._pocket: dict[str, Parsed] = {}

    def _read(self, path: Path, file_name: str) -> Parsed:
        return self._pocket.get(file_name) or read_file(path, file_name)

    def receive(self, path: Path, viewer: Viewer = SYSTEM) -> int:
        return self.loading.receive(viewer, path, path.name)

    def load(self, path: Path, answers: Mapping[str, str] = ADD_ALL, viewer: Viewer = SYSTEM) -> int:
        """Receives and confirms a file; returns the load's id."""
        load_id = self.receive(path, viewer)
        self.loading.confirm(viewer, load_id, answers)
        return load_id

    def receive_rows(self, parsed: Parsed) -> int:
        """A draft of rows that no file holds; equal rows are the same file."""
        name = f"{abs(hash(parsed))}.rows"
        self._pocket[name] = parsed
        path = self.house.settings.var_dir / name
        path.write_text(name)
        return self.receive(path)

    def load_rows(self, parsed: Parsed, answers: Mapping[str, str] = ADD_ALL) -> int:
        load_id = self.receive_rows(parsed)
        self.loading.confirm(SYSTEM, load_id, answers)
        return load_id

    def undo(self, load_id: int) -> None:
        self.loading.undo(SYSTEM, load_id)

    def undo_everything(self) -> None:
        with self.house.database.reading() as connection:
            standing = list(connection.scalars(select(load.c.id).where(load.c.status == "applied")))
        for load_id in standing:
            self.undo(load_id)


def rows_of(house: House, statement: Any) -> list[Any]:
    """All rows of a statement, sorted, in a transaction of its own."""
    with house.database.reading() as connection:
        return _sorted(connection, statement)


def _sorted(connection: Connection, statement: Any) -> list[Any]:
    return sorted((tuple(row) for row in connection.execute(statement)), key=repr)
