"""Keeping registers as an act: a line is added, changed or closed; what stood before stays in its history.

A line is the same line while its register, organisation, year and key cells are the same. When a change touches a key
cell, the line under the old key is closed and one under the new key begins, in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, update

from dashboard.catalogue import Register
from dashboard.computed import refresh_computed
from dashboard.house import House
from dashboard.recommending import refresh_recommendations
from dashboard.register_cells import KnownNames, read_cells
from dashboard.register_rights import require_keeper
from dashboard.views.work_heading import work_place
from data_access import audit
from data_access.queries.places import Place, read_schools
from data_access.queries.registers import Line, find_pupil, line_key, read_line, read_register
from data_access.queries.rollups import read_subjects
from data_access.tables import register_row, work_event
from data_access.versions import raise_version
from data_access.viewer import NotFound, Reader, Viewer

MEND = "Строка не сохранена: исправьте отмеченные поля."
CHANGED_MEANWHILE = "Эту строку уже изменили или закрыли. Откройте реестр заново."


class NotKept(Exception):
    """What was filled in cannot be kept; `wrong`: column code → a Russian sentence for its field."""

    def __init__(self, sentence: str, wrong: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.wrong = dict(wrong or {})


@dataclass(frozen=True, slots=True)
class _Where:
    """The register, place and year that an act is about, opened with the rights of the viewer."""

    reader: Reader
    register: Register
    place: Place
    year: int


@dataclass(frozen=True)
class Registers:
    """Acts on registers. Each checks the rights itself: the browser only asks."""

    house: House

    def add(self, viewer: Viewer, code: str, unit_id: int, year: int, typed: Mapping[str, str]) -> int:
        """Keeps a new line; returns its id. Raises Refused, NotFound, NotKept."""
        with self.house.database.loading() as connection:
            where = self._where(viewer, connection, code, unit_id, year)
            cells = _cells(where, typed)
            _refuse_double(where, cells)
            made = self._write(where, cells, "active", _pupil(where, cells))
            self._finish(where, "add", made)
        return made

    def change(self, viewer: Viewer, line_id: int, typed: Mapping[str, str]) -> int:
        """Keeps a line with other cells; returns the id of its new row. Raises Refused, NotFound, NotKept."""
        with self.house.database.loading() as connection:
            line = self._standing(viewer, connection, line_id)
            where = self._where(viewer, connection, line.register, line.unit_id, line.year)
            cells = _cells(where, typed)
            if cells == line.cells:
                return line.id
            if line_key(where.register, cells) != line.line_key:
                _refuse_double(where, cells)
                self._write(where, line.cells, "closed", None)
            made = self._write(where, cells, "active", _pupil(where, cells))
            self._finish(where, "change", made)
        return made

    def close(self, viewer: Viewer, line_id: int) -> None:
        """Closes a line: it counts no more and stays in the history. Raises Refused, NotFound, NotKept."""
        with self.house.database.loading() as connection:
            line = self._standing(viewer, connection, line_id)
            where = self._where(viewer, connection, line.register, line.unit_id, line.year)
            self._finish(where, "close", self._write(where, line.cells, "closed", None))

    def _reader(self, viewer: Viewer, connection: Connection) -> Reader:
        return Reader(viewer, connection, catalogue=self.house.catalogue, today=self.house.today())

    def _where(self, viewer: Viewer, connection: Connection, code: str, unit_id: int, year: int) -> _Where:
        reader = self._reader(viewer, connection)
        register = self.house.catalogue.registers.get(code)
        if register is None:
            raise NotFound(f"В адресе ошибка: нет реестра «{code}».")
        self.house.catalogue.mechanism(register.mechanism)
        if year > reader.day.year + 1:
            raise NotFound("Этот учебный год ещё не скоро.")
        place = work_place(reader, unit_id)
        require_keeper(viewer, register, place)
        return _Where(reader, register, place, year)

    def _standing(self, viewer: Viewer, connection: Connection, line_id: int) -> Line:
        """A line that may be changed: active and in force."""
        reader = self._reader(viewer, connection)
        line = read_line(reader, line_id)
        register = self.house.catalogue.registers[line.register]
        require_keeper(viewer, register, work_place(reader, line.unit_id))
        known = read_register(reader, line.register, line.year, [line.unit_id])
        if all(one.id != line_id for one in known):
            raise NotKept(CHANGED_MEANWHILE)
        return line

    def _write(self, where: _Where, cells: Mapping[str, Any], status: str, person_id: int | None) -> int:
        """A new row of a line in place of the one in force."""
        viewer, columns = where.reader.viewer, register_row.c
        identity = {
            "register": where.register.code,
            "unit_id": where.place.id,
            "year": where.year,
            "line_key": line_key(where.register, cells),
        }
        same = [columns[name] == value for name, value in identity.items()]
        connection = where.reader.connection
        connection.execute(update(register_row).where(*same, columns.is_current).values(is_current=False))
        key = connection.execute(
            insert(register_row).values(
                **identity,
                person_id=person_id,
                cells=dict(cells),
                status=status,
                author=viewer.display_name[:200],
                user_id=viewer.user_id,
                entered_at=self.house.now(),
                is_current=True,
            )
        ).inserted_primary_key
        assert key is not None
        return int(key[0])

    def _finish(self, where: _Where, action: str, line_id: int) -> None:
        """History, audit, the indicators that this register proves, the data version."""
        viewer, connection, now = where.reader.viewer, where.reader.connection, self.house.now()
        code = where.register.code
        connection.execute(
            insert(work_event).values(
                kind="register",
                record=f"{code}:{where.place.id}:{where.year}",
                action=action,
                note=str(line_id),
                author=viewer.display_name[:200],
                user_id=viewer.user_id,
                at=now,
            )
        )
        persons = int(where.register.is_personal)
        audit.record(
            connection, viewer, now, f"register {action}", f"register {code} line {line_id}", persons
        )
        if where.place.kind == "school":
            refresh_computed(connection, [where.place.id], result_years=())
            refresh_recommendations(
                connection, self.house.catalogue, now, [where.place.id], self.house.today()
            )
        raise_version(connection, now, with_date=False)


def _cells(where: _Where, typed: Mapping[str, str]) -> dict[str, Any]:
    reader = where.reader
    names = KnownNames.of(
        (place.short_name for place in read_schools(reader)),
        (subject.name for subject in read_subjects(reader).values()),
    )
    cells, wrong = read_cells(where.register, typed, names)
    if wrong:
        raise NotKept(MEND, wrong)
    return cells


def _refuse_double(where: _Where, cells: Mapping[str, Any]) -> None:
    """One line per key: a second one would be counted twice."""
    key = line_key(where.register, cells)
    known = read_register(where.reader, where.register.code, where.year, [where.place.id])
    if any(line.line_key == key for line in known):
        first = where.register.key[0]
        raise NotKept(MEND, {first: "Такая строка уже есть: найдите её в таблице и измените."})


def _pupil(where: _Where, cells: Mapping[str, Any]) -> int | None:
    """The pupil of the organisation whom the line names, when the name is one person's."""
    column = next((one.code for one in where.register.columns if one.kind == "pupil"), "")
    name = str(cells.get(column, ""))
    return find_pupil(where.reader, where.place.id, name) if name else None
