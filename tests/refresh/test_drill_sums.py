"""Sums agree along every way down: municipality, schools, classes, teachers, pupils; in the marts and on the screens.

Random files are loaded by the program's own loader; then each number that can be added up is asked for at every
level, through the same queries and pages that people use, by somebody who sees names.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.blocks import Tiles
from dashboard.catalogue import catalogue_of
from dashboard.house import House, build_house
from dashboard.indicators import JOURNAL
from dashboard.settings import Settings
from dashboard.store import DiskStore
from data_access.formats.rows import MarkRow, Parsed, SchoolRef, TeachingRow
from data_access.queries.places import read_filled, read_municipality, read_schools
from data_access.queries.rollups import (
    Marks,
    Pupils,
    Value,
    read_marks,
    read_marks_by_subject,
    read_pupils,
    read_subjects,
    read_values,
)
from data_access.tables import microcomponent, person, unit
from data_access.viewer import SYSTEM, Reader
from pages import (
    class_components,
    municipality_components,
    municipality_totals,
    school,
    school_class,
    school_components,
    teacher,
)
from tests.conftest import NOW, make_house
from tests.loading.loader import ADD_ALL, Loader
from tests.refresh.screens import Screens, Time, block, by, column, matrix, positive
from tests.refresh.world import HERE, SCHOOLS, SUBJECTS, TEACHERS, loads

pytestmark = pytest.mark.slow

ANSWERS = ADD_ALL | {"*:ordinal": "none"}
OF_MARKS = ("n5", "n4", "n3", "n2", "n_na", "micro_d", "micro_na", "micro_r3")
OF_PUPILS = (
    "n", "n_exc", "n_good", "n_sat", "n_fail", "n_one4", "n_one3", "n_two3", "n_fail_one",
    "micro_d", "micro_na", "micro_r3", "micro", "components",
)  # fmt: skip
OVER_PUPILS = ("quality", "pass_rate", "forecast_quality", "problem_index")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared database that examples copy."""
    folder = tmp_path_factory.mktemp("template") / "var"
    made = make_house(folder)
    with made.database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.database.engine.dispose()
    return folder


@contextmanager
def loaded(template: Path, files: list[Parsed]) -> Iterator[House]:
    """An installation of its own with these files in it."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(template, Path(folder) / "var")
        made = build_house(Settings(var_dir=Path(folder) / "var", _env_file=None), lambda: NOW)  # type: ignore[call-arg]
        try:
            loader = Loader(made)
            for parsed in dict.fromkeys(files):
                loader.load_rows(parsed, ANSWERS)
            yield made
        finally:
            made.database.engine.dispose()
            assert isinstance(made.store, DiskStore)
            made.store._cache.close()


# -- the marts -------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(files=st.lists(loads(), min_size=1, max_size=3))
def test_every_measure_that_sums_agrees_at_every_level(template: Path, files: list[Parsed]) -> None:
    with loaded(template, files) as made, made.database.reading() as connection:
        reader = Reader(SYSTEM, connection, catalogue=made.catalogue, today=made.today())
        check_indicators(reader)
        for year, checkpoints in read_filled(reader).items():
            for checkpoint in checkpoints:
                check_marks(reader, (year, checkpoint))
                check_pupils(reader, (year, checkpoint))


def ids(reader: Reader, kind: str) -> list[int]:
    return [row.id for row in reader.connection.execute(unit.select().where(unit.c.kind == kind))]


def check_indicators(reader: Reader) -> None:
    """Numerators, denominators and pupils behind an indicator: municipality = Σ schools = Σ classes, which have
    those of the journal only."""
    whole, schools, classes = (
        sums(read_values(reader, places))
        for places in ([read_municipality(reader).id], ids(reader, "school"), ids(reader, "class"))
    )
    for key, parts in schools.items():
        if catalogue_of(reader).indicators[key[0]].aggregate == "sum":
            parts[1] = 1.0  # a count has no denominator to add up
    assert whole == schools
    assert {key: parts for key, parts in whole.items() if key[0] in JOURNAL} == classes
    rows = read_pupils(reader)
    for (indicator, year, checkpoint), (numerator, denominator, n) in whole.items():
        at = [row for row in rows if (row.year, row.checkpoint) == (year, checkpoint)]
        if indicator in OVER_PUPILS:
            assert denominator == n == added(at, "n")
        expected = {
            "quality": added(at, "n_exc") + added(at, "n_good"),
            "pass_rate": added(at, "n_exc") + added(at, "n_good") + added(at, "n_sat"),
            "problem_index": 100 * added(at, "micro"),
        }.get(indicator, numerator)
        assert numerator == expected, indicator


def sums(values: Iterable[Value]) -> dict[tuple[str, int, str], list[float]]:
    """Numerator, denominator and, of the indicators over pupils, pupils: over marks a class without a single
    one has no value, and the pupils behind it stand only in the values above."""
    found: dict[tuple[str, int, str], list[float]] = {}
    for row in values:
        parts = found.setdefault((row.indicator, row.year, row.checkpoint), [0, 0, 0])
        n = row.n if row.indicator in OVER_PUPILS else 0
        for at, part in enumerate((row.numerator, row.denominator, n)):
            parts[at] = round(parts[at] + part, 6)
    return found


def added(rows: Iterable[Any], name: str) -> int:
    return sum(int(getattr(row, name)) for row in rows)


def check_marks(reader: Reader, time: Time) -> None:
    """Roll-ups of marks: everything at once, by school, by class, by teacher (with nobody stated), by subject."""
    at = {"year": time[0], "checkpoint": time[1]}
    every = read_marks(reader, **at)  # type: ignore[arg-type]
    by_subject = read_marks_by_subject(reader, *time)
    ways: list[list[Marks]] = [
        [row for id_ in ids(reader, kind) for row in read_marks(reader, **{f"{kind}_id": id_}, **at)]  # type: ignore[arg-type]
        for kind in ("school", "class")
    ]
    people = {row.id for row in reader.connection.execute(person.select().where(person.c.kind == "teacher"))}
    ways.append([row for id_ in (0, *people) for row in read_marks(reader, teacher_id=id_, **at)])  # type: ignore[arg-type]
    for name in OF_MARKS:
        assert {added(way, name) for way in ways} == {added(every, name)} == {added(by_subject, name)}, name
    listed = Counter(
        row.kind
        for row in reader.connection.execute(microcomponent.select())
        if (row.year, row.checkpoint) == time
    )
    for kind in ("d", "na", "r3"):
        assert added(every, f"micro_{kind}") == listed[kind]
    assert added(by_subject, "components") == sum(row.micro > 0 for row in every)


def check_pupils(reader: Reader, time: Time) -> None:
    """Roll-ups of pupils: everything, by school, by class; the categories make up the whole."""

    def then(rows: list[Pupils]) -> list[Pupils]:
        return [row for row in rows if (row.year, row.checkpoint) == time]

    every = then(read_pupils(reader))
    by_school = [row for id_ in ids(reader, "school") for row in then(read_pupils(reader, school_id=id_))]
    by_class = [row for id_ in ids(reader, "class") for row in then(read_pupils(reader, class_ids=[id_]))]
    for name in OF_PUPILS:
        assert added(by_school, name) == added(by_class, name) == added(every, name), name
    parts = sum(added(every, name) for name in ("n_exc", "n_good", "n_sat", "n_fail"))
    assert parts == added(every, "n")
    marks = read_marks(reader, year=time[0], checkpoint=time[1])
    for name in ("micro_d", "micro_na", "micro_r3", "micro"):
        assert added(every, name) == added(marks, name), name
    assert added(every, "components") == sum(row.micro > 0 for row in marks)


# -- the screens -----------------------------------------------------------------------------------------


@settings(max_examples=12)
@given(files=st.lists(loads(), min_size=1, max_size=2))
def test_the_screens_agree_from_the_municipality_down_to_the_teacher(
    template: Path, files: list[Parsed]
) -> None:
    with loaded(template, files) as made, made.database.reading() as connection:
        reader = Reader(SYSTEM, connection, catalogue=made.catalogue, today=made.today())
        for year, checkpoints in read_filled(reader).items():
            for checkpoint in checkpoints:
                check_screens(Screens(reader, (year, checkpoint)))


def check_screens(screens: Screens) -> None:
    municipality = screens.open(municipality_components.PAGE)
    cells = matrix(block(municipality, "components_by_school"))
    tails = matrix(block(municipality, "components_by_school"), "tail")
    assert by(0, cells) == by(0, {key: value for key, value in tails.items() if key[1] == "Микро"})
    mechanism = screens.open(municipality_totals.PAGE)
    assert positive(column(block(mechanism, "components"), "micro")) == by(1, cells)
    totals = block(mechanism, "school_totals")
    assert positive(column(totals, "micro")) == by(0, cells)
    assert sum(column(totals, "components").values()) == sum(
        column(block(mechanism, "components"), "components").values()
    )
    check_subjects(screens, by(1, cells))
    for place in read_schools(screens.reader):
        check_school(
            screens, place.id, {of: value for (name, of), value in cells.items() if name == place.short_name}
        )
    check_teachers(screens, sum(cells.values()))


def check_subjects(screens: Screens, micro: dict[str, float]) -> None:
    """The table of each subject by class and teacher adds up to the subject's column."""
    for subject in read_subjects(screens.reader).values():
        found = block(screens.open(municipality_components.PAGE, subject=subject.id), "subject")
        assert sum(column(found, "micro").values()) == micro.get(subject.name, 0)
        kinds = sum(sum(column(found, kind).values()) for kind in ("d", "na", "r3"))
        assert kinds == micro.get(subject.name, 0)


def check_school(screens: Screens, school_id: int, of_municipality: dict[str, float]) -> None:
    opened = screens.open(school_components.PAGE, unit=school_id)
    cells = matrix(block(opened, "components_by_subject"))
    tails = matrix(block(opened, "components_by_subject"), "tail")
    assert by(1, cells) == positive(of_municipality)
    assert by(0, cells) == by(0, {key: value for key, value in tails.items() if key[1] == "Микро"})
    summary = screens.open(school.PAGE, unit=school_id)
    assert positive(column(block(summary, "subjects"), "micro")) == by(1, cells)
    assert sum(column(block(summary, "teachers"), "micro").values()) == sum(cells.values())
    rows = [row for row in read_pupils(screens.reader, school_id=school_id)
            if (row.year, row.checkpoint) == screens.time]  # fmt: skip
    has_one_period = len({row.class_id for row in rows}) == len(rows)
    if has_one_period:
        assert positive(column(block(summary, "classes"), "micro")) == by(0, cells)
    for row in rows:
        own = {of: value for (name, of), value in cells.items() if name == row.class_name}
        check_class(screens, row, positive(own), has_one_period)


def check_class(screens: Screens, row: Pupils, of_school: dict[str, float], has_one_period: bool) -> None:
    opened = screens.open(class_components.PAGE, unit=row.class_id)
    grid = block(opened, "components_by_period")
    part = "tail" if screens.time[1] == "Y" else "cells"
    figures = matrix(grid, part)
    head = "Год" if part == "tail" else _title(screens.time[1])
    assert {name: value for (name, of), value in figures.items() if of == head and value} == of_school
    assert positive(column(block(opened, "components"), "micro")) == of_school
    assert sum(column(block(opened, "component_pupils"), "micro").values()) == sum(of_school.values())
    summary = screens.open(school_class.PAGE, unit=row.class_id)
    assert positive(column(block(summary, "subjects"), "micro")) == of_school
    tiles = block(summary, "tiles")
    assert isinstance(tiles, Tiles)
    if has_one_period and row.n:
        tile = next(found for found in tiles.tiles if found.key == "components")
        assert tile.quantity.value == row.components
        assert f"{sum(of_school.values()):.0f} микрокомпонент" in tile.caption


def _title(checkpoint: str) -> str:
    return {"Q1": "1 четверть", "H1": "2 четверть / 1 полугодие"}[checkpoint]


def check_teachers(screens: Screens, everything: float) -> None:
    """Pages of all teachers and what has no teacher make up the municipality."""
    rows = screens.reader.connection.execute(person.select().where(person.c.kind == "teacher"))
    found = 0.0
    for row in rows.all():
        table = block(screens.open(teacher.PAGE, person=row.id), "classes")
        found += sum(column(table, "micro").values())
    nobody = read_marks(screens.reader, teacher_id=0, year=screens.time[0], checkpoint=screens.time[1])
    assert found + added(nobody, "micro") == everything


# -- worked examples ---------------------------------------------------------------------------------------


def test_a_subject_failed_without_a_mark_is_counted_on_every_screen(template: Path) -> None:
    """«незач» has no place among the marks 5…2 and is a microcomponent all the same."""
    who, name, year = SchoolRef(SCHOOLS[0]), "7А", 2024
    file = Parsed(
        "template",
        "Шаблон",
        2,
        teaching=(TeachingRow(who, name, year, SUBJECTS[1], TEACHERS[0], HERE),),
        marks=tuple(
            MarkRow(who, name, year, pupil, SUBJECTS[1], TEACHERS[0], "Q1", "fail", None, HERE)
            for pupil in ("Абрикосова Анна", "Вишнёв Виктор")
        ),
    )
    with loaded(template, [file]) as made, made.database.reading() as connection:
        screens = Screens(
            Reader(SYSTEM, connection, catalogue=made.catalogue, today=made.today()), (2024, "Q1")
        )
        check_screens(screens)
        grid = block(screens.open(municipality_components.PAGE), "components_by_school")
        assert matrix(grid) == {(SCHOOLS[0], SUBJECTS[1]): 2}
