"""A region in one database: 700 schools, ten procedures, two hundred thousand results. Signs once, then the page.

Results are written straight into the tables: what is measured is what the program makes of them, not the reading of
files. Runs in a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert, select

from app import create_app
from dashboard.access.accounts import Grant, add_account
from dashboard.computed.expected import refresh_expected
from dashboard.computed.objectivity import OBJECTIVITY_FAMILY
from dashboard.computed.signs import refresh_signs
from dashboard.computed.values import write_sums, write_values
from dashboard.house import build_house
from dashboard.settings import Settings
from data_access.queries.places import municipality_id
from data_access.tables import load, objectivity_sign, subject, unit, work, work_result
from data_access.versions import raise_version
from seed.install import prepare
from tests.support.client import PASSWORD, Person

SCHOOLS, RESULTS, YEAR, TASKS, MAXIMUM = 700, 200_000, 2025, 16, 20
# exam, grade, year: each in Russian and mathematics
PROCEDURES = (("vpr", 4, YEAR - 1), ("vpr", 4, YEAR), ("vpr", 5, YEAR), ("vpr", 6, YEAR), ("oge", 9, YEAR))
BATCH = 20_000
ROUNDS = 20


def main() -> None:
    """Prints four lines; called as `python -m tests.bench.region`."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(var_dir=Path(folder) / "var", _env_file=None)  # type: ignore[call-arg]
        house = build_house(settings)
        prepare(house)
        with house.database.loading() as connection:
            results = fill(connection, house.now())
            schools = list(connection.scalars(select(unit.c.id).where(unit.c.kind == "school")))
            before = peak()
            started = time.perf_counter()
            refresh_signs(connection, {YEAR - 1, YEAR})
            signs = time.perf_counter() - started
            used = peak()
            rows = OBJECTIVITY_FAMILY.rows(connection, schools)
            write_values(connection, schools, OBJECTIVITY_FAMILY.codes, rows)
            write_sums(connection, schools, OBJECTIVITY_FAMILY.codes)
            started = time.perf_counter()
            refresh_expected(connection, {YEAR - 1, YEAR})
            expected = time.perf_counter() - started
            checks = len(connection.execute(select(objectivity_sign.c.unit_id)).all())
            grant = Grant("head", municipality_id(connection), sees_names=True)
            add_account(
                connection, "head", PASSWORD, "Начальник управления образования", (grant,), house.now()
            )
            raise_version(connection, house.now())
        say(f"{SCHOOLS} schools, {2 * len(PROCEDURES)} procedures, {results} results: profiles and {checks} checks in "
            f"{signs:.1f} s, peak of the process {used} MB ({before} MB before)")  # fmt: skip
        say(f"expected results of the same: {expected:.1f} s")
        for address in (f"/m/objectivity?year={YEAR}", f"/school/objectivity?unit={schools[0]}&year={YEAR}"):
            measure_page(create_app(settings), address)


def measure_page(server: Any, address: str) -> None:
    """Server time of the first who opens it after a load and of those who come later, and the size of the answer."""
    desk = server.extensions["parts"].desk
    head = Person(server, "head")
    cold, warm = [], []
    for _ in range(ROUNDS):
        desk._blocks.clear()
        desk._shared = (-1, {})
        for found in (cold, warm):
            started = time.perf_counter()
            answer = head.open(address)
            found.append(1000 * (time.perf_counter() - started))
    size = len(answer.data) / 1024
    for name, found in (("nothing remembered", sorted(cold)), ("remembered", sorted(warm))):
        say(f"{address.partition('?')[0]}, {name}: p50 {found[ROUNDS // 2]:.0f} ms, p95 {found[-2]:.0f} ms, "
            f"{size:.0f} KB")  # fmt: skip


def fill(connection: Connection, now: Any) -> int:
    """Schools of one municipality and their results; returns how many results."""
    rng = np.random.default_rng(2026)
    top = municipality_id(connection)
    file = {"file_name": "замер", "sha256": "0", "size": 1, "created_at": now, "answers": {}, "counts": {}}
    connection.execute(insert(load).values(id=1, status="applied", applied_no=1, **file))
    named = [
        {"kind": "school", "parent_id": top, "short_name": f"Школа {no}"} for no in range(1, SCHOOLS + 1)
    ]
    connection.execute(insert(unit), named)
    schools = list(connection.scalars(select(unit.c.id).where(unit.c.kind == "school").order_by(unit.c.id)))
    names = ("Русский язык", "Математика")
    subjects = [connection.scalar(select(subject.c.id).where(subject.c.name == name)) for name in names]
    level = rng.normal(0.0, 0.4, SCHOOLS)
    each = RESULTS // (2 * len(PROCEDURES))
    total = 0
    for exam, grade, year in PROCEDURES:
        for subject_id in subjects:
            values = {
                "kind": exam,
                "grade": grade,
                "year": year,
                "subject_id": subject_id,
                "max_score": MAXIMUM,
            }
            code = f"замер {exam} {grade} {year} {subject_id}"
            made = connection.execute(insert(work).values(code=code, title=code, **values))
            assert made.inserted_primary_key is not None
            rows = list(_results(rng, made.inserted_primary_key[0], schools, level, each))
            for start in range(0, len(rows), BATCH):
                connection.execute(insert(work_result), rows[start : start + BATCH])
            total += len(rows)
    return total


def _results(rng: Any, work_id: int, schools: list[int], level: Any, count: int) -> Any:
    at = rng.integers(0, len(schools), count)
    ability = level[at] + rng.normal(0.0, 1.0, count)
    difficulty = np.linspace(-1.5, 1.5, TASKS)
    right = rng.random((count, TASKS)) < 1 / (1 + np.exp(difficulty - ability[:, None]))
    points = right * np.where(np.arange(TASKS) < MAXIMUM - TASKS, 2, 1)
    scores = points.sum(axis=1)
    marks = 2 + (scores >= 6).astype(int) + (scores >= 11) + (scores >= 16)
    journal = np.clip(np.round(3.5 + 0.8 * ability + rng.normal(0.0, 0.5, count)), 2, 5).astype(int)
    for number in range(count):
        yield {
            "work_id": work_id,
            "school_id": schools[at[number]],
            "participant": f"{number}",
            "load_id": 1,
            "primary_score": int(scores[number]),
            "mark": int(marks[number]),
            "journal_mark": int(journal[number]),
            "answers": ",".join(map(str, points[number])),
            "status": "wrote",
            "is_current": True,
        }


def peak() -> int:
    """Largest memory of this process so far, MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024


def report() -> str:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.region"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
