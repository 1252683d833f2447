"""A class as large as they come, loaded by the program's own loader: what its pages cost, and whether they scroll."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from data_access.tables import unit
from data_access.viewer import SYSTEM
from seed.install import ADD_ALL
from tests.formats.builders import Protocol, protocol_book, write_tabel

YEAR = 2025
WORKS = 6
DATES = ("15.09.2025", "20.10.2025", "17.11.2025", "15.12.2025", "09.02.2026", "13.04.2026")


def load_class(parts: Any, folder: Path, name: str, pupils: int, tasks: int) -> int:
    """A 9А of a school of its own: 20 subjects × 5 periods, six works in algebra of `tasks` tasks, each task with an
    element of its own. Returns the id of the class."""
    periods = ("Q1", "Q2", "Q3", "Q4", "Y")
    subjects = ["Алгебра", *(f"Предмет {number}" for number in range(2, 21))]
    names = [f"Ученик {number:03}" for number in range(pupils)]
    marks = {
        pupil: {
            subject: {period: str(2 + (at + place + len(period)) % 4) for period in periods}
            for place, subject in enumerate(subjects)
        }
        for at, pupil in enumerate(names)
    }
    journal = folder / f"{name}.xlsx"
    write_tabel(journal, name, "9А", YEAR, periods, marks)
    sheets = {f"Работа {number}": _work(name, names, number, tasks) for number in range(WORKS)}
    protocols = protocol_book(folder / f"{name} работы.xlsx", sheets)
    for path in (journal, protocols):
        load_id = parts.loading.receive(SYSTEM, path, path.name)
        parts.loading.preview(SYSTEM, load_id)
        parts.loading.confirm(SYSTEM, load_id, ADD_ALL)
    with parts.house.database.reading() as connection:
        school = select(unit.c.id).where(unit.c.short_name == name).scalar_subquery()
        return int(connection.scalar(select(unit.c.id).where(unit.c.parent_id == school)) or 0)


def _work(school: str, pupils: list[str], number: int, tasks: int) -> Protocol:
    """Elements 1.1, 1.2 …: ten of a section, none of them in two works."""
    first = number * tasks
    codes = [f"{1 + at // 10}.{1 + at % 10}" for at in range(first, first + tasks)]
    plan = [(str(at + 1), 2, "БП"[at % 2], code) for at, code in enumerate(codes)]
    rows = {
        pupil: [*((row + at + number) % 3 for at in range(tasks)), 2 + row % 4]
        for row, pupil in enumerate(pupils)
    }
    captions = {
        "Школа": school,
        "Работа": f"Контрольная работа № {number + 1}",
        "Дата": DATES[number],
        "Кодификатор": "",
    }
    return Protocol(rows, plan, captions=captions)
