"""A municipality of a hundred schools: the book of a whole page, and the archive with a book of every school.

The demonstration's schools are copied under new numbers, classes and marts with them: what is measured is reading,
drawing and packing, not loading. Runs in a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from app import create_app
from dashboard.access.accounts import read_viewer
from dashboard.catalogue import catalogue_of
from dashboard.house import build_house
from dashboard.routes.export import export_page
from dashboard.selection import Selection
from dashboard.settings import Settings
from dashboard.views.sections import PACKED
from data_access.tables import (
    class_rollup,
    expected_result,
    indicator_value,
    mark_rollup,
    objectivity_sign,
    register_row,
    score_profile,
    unit,
)
from data_access.versions import raise_version
from seed.install import install_demo, prepare
from tests.bench.region import peak
from tests.support.client import PASSWORD

SCHOOLS = 100
OF_CLASS = (class_rollup, mark_rollup)
OF_UNIT = (indicator_value, score_profile, objectivity_sign, expected_result, register_row)
Ids = Mapping[int, int]


def main() -> None:
    """Prints a line for each page and one for the archive; called as `python -m tests.bench.books`."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(var_dir=Path(folder) / "var", _env_file=None)  # type: ignore[call-arg]
        house = build_house(settings)
        prepare(house)
        install_demo(house, lambda _: None, "full", password=PASSWORD)
        with house.database.loading() as connection:
            multiply(connection)
            raise_version(connection, house.now())
        parts = create_app(settings).extensions["parts"]
        with house.database.reading() as connection:
            head = read_viewer(connection, "head")
        assert head is not None
        say(f"{SCHOOLS} schools; memory of the process before: {peak()} MB")
        with parts.desk.reading(head) as reader:
            pages = ["/", *(f"/m/{code}" for code in catalogue_of(reader).mechanisms)]
        for page in pages:
            started = time.perf_counter()
            _, content = export_page(parts.desk, page, "", head)
            say(f"book of {page}: {time.perf_counter() - started:.2f} s, {len(content) // 1024} KB")
        measure_pack(parts, head)
        say(f"peak of the process: {peak()} MB")


def measure_pack(parts: Any, head: Any) -> None:
    """Time, size and how often the progress moved."""
    year = parts.house.today().year - 1
    started, seen = time.perf_counter(), set()
    pack_id = parts.packs.start(head, tuple(PACKED), Selection("/pack", year=newest(parts, year), period="Y"))
    while (state := parts.packs.state(head, pack_id)).status == "running":
        seen.add(state.schools)
        time.sleep(0.1)
    took = time.perf_counter() - started
    say(
        f"archive of {state.schools} books, {len(PACKED)} sections each: {took:.1f} s, {state.size / 2**20:.1f} MB, "
        f"{len(seen)} steps of progress ({state.status})"
    )


def newest(parts: Any, otherwise: int) -> int:
    with parts.house.database.reading() as connection:
        return max(connection.scalars(select(class_rollup.c.year)), default=otherwise)


def multiply(connection: Connection) -> None:
    """Copies of the schools that have classes, until there are a hundred of them."""
    schools = (
        connection.execute(select(unit).where(unit.c.kind == "school").order_by(unit.c.id)).mappings().all()
    )
    with_classes = set(connection.scalars(select(unit.c.parent_id).where(unit.c.kind == "class")))
    models = [school for school in schools if school["id"] in with_classes]
    for number in range(SCHOOLS - len(models)):
        copy_school(connection, models[number % len(models)], number)


def copy_school(connection: Connection, model: Mapping[str, Any], number: int) -> None:
    names = {"short_name": f"СОШ № {200 + number}", "full_name": f"МБОУ «СОШ № {200 + number}»", "code": None}
    school_id = add(connection, model, {name: text for name, text in names.items() if name in model})
    ids = {model["id"]: school_id}
    classes = connection.execute(select(unit).where(unit.c.parent_id == model["id"])).mappings().all()
    for one in classes:
        ids[one["id"]] = add(connection, one, {"parent_id": school_id})
    connection.execute(update(unit).where(unit.c.id == school_id).values(parent_id=model["parent_id"]))
    for table in OF_CLASS:
        copy_rows(connection, table, "school_id", model["id"], {"school_id": ids, "class_id": ids})
    for table in OF_UNIT:
        for old in ids:
            copy_rows(connection, table, "unit_id", old, {"unit_id": ids})


def add(connection: Connection, model: Mapping[str, Any], changes: Mapping[str, Any]) -> int:
    values = {name: value for name, value in model.items() if name != "id"}
    result = connection.execute(insert(unit).values({**values, **changes}))
    return int(result.inserted_primary_key[0])


def copy_rows(
    connection: Connection, table: Table, column: str, old: int, renamed: Mapping[str, Ids]
) -> None:
    rows = connection.execute(select(table).where(table.c[column] == old)).mappings().all()
    made = [
        {name: renamed[name].get(value, value) if name in renamed else value for name, value in row.items()}
        for row in rows
    ]
    for row in made:
        row.pop("id", None)
    if made:
        connection.execute(insert(table), made)


def run() -> None:
    """In a process of its own: the peak of memory is that of books alone."""
    subprocess.run([sys.executable, "-m", "tests.bench.books"], check=True)


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
