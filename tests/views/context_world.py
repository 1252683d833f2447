"""A municipality of twenty schools with generated results and conditions, written straight into the marts.

The result of a school in ВПР-5 follows from its level in ВПР-4 and its social index, so what is expected of it is
known. School 1 is a lyceum: strong pupils, a strong result. School 2 is far over what its conditions promise, school 3
far under it. Everything is drawn once, from a fixed beginning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert, select

from dashboard.computed.expected import refresh_expected
from data_access.tables import (
    load,
    objectivity_sign,
    register_row,
    score_profile,
    subject,
    unit,
    work,
    work_result,
)

YEAR = 2025
LYCEUM, OVER, UNDER = 1, 2, 3
FIRST_ID = 1000
MAXIMUM = 20
NOW = datetime(2026, 6, 20)


@dataclass(frozen=True)
class School:
    """What is behind the drawn results."""

    number: int
    pupils: int
    wrote: int
    previous: float
    social_index: float
    effect: float

    @property
    def id(self) -> int:
        return FIRST_ID + self.number

    @property
    def level(self) -> float:
        """Expected percent of the largest score, with the school's own value added."""
        return 10 + 0.8 * self.previous + 0.1 * (self.social_index - 50) + self.effect


def schools(count: int = 20) -> list[School]:
    chance = np.random.default_rng(5)
    drawn = [
        School(
            number,
            pupils=int(chance.integers(120, 900)),
            wrote=int(chance.integers(20, 60)),
            previous=float(chance.normal(52, 7)),
            social_index=float(chance.uniform(30, 80)),
            effect=float(chance.normal(0, 1.5)),
        )
        for number in range(1, count + 1)
    ]
    special = {
        LYCEUM: School(LYCEUM, 640, 54, 76.0, 78.0, 0.0),
        OVER: School(OVER, 500, 55, 50.0, 50.0, 18.0),
        UNDER: School(UNDER, 510, 55, 52.0, 51.0, -18.0),
    }
    return [special.get(one.number, one) for one in drawn]


def make_world(connection: Connection, members: Sequence[School], above: int | None = None) -> None:
    """Schools with conditions, profiles of two years and one work each; `above`: their municipality."""
    top = above or int(connection.scalars(select(unit.c.id).where(unit.c.kind == "municipality")).one())
    maths = int(connection.scalars(select(subject.c.id).where(subject.c.name == "Математика")).one())
    if connection.scalar(select(load.c.id)) is None:
        file = {"file_name": "мир.xlsx", "sha256": "0", "size": 1, "created_at": NOW}
        state = {"status": "applied", "applied_no": 1, "answers": {}, "counts": {}}
        connection.execute(insert(load).values(id=1, **file, **state))
        held = {"kind": "vpr", "grade": 5, "subject_id": maths, "year": YEAR, "max_score": MAXIMUM}
        connection.execute(insert(work).values(id=1, code="впр5", title="ВПР-5", **held))
    for school in members:
        name = f"Школа № {school.number}" if school.number != LYCEUM else "Лицей № 1"
        place = {"kind": "school", "parent_id": top, "short_name": name, "is_rural": school.number % 3 == 0}
        connection.execute(insert(unit).values(id=school.id, **place))
        _write_profiles(connection, school, maths)
        _write_context(connection, school)
        result = {"work_id": 1, "school_id": school.id, "load_id": 1, "participant": "1", "status": "wrote"}
        connection.execute(insert(work_result).values(**result, mark=4, is_current=True))


def _write_profiles(connection: Connection, school: School, maths: int) -> None:
    chance = np.random.default_rng(school.number)
    for grade, year, level in ((4, YEAR - 1, school.previous), (5, YEAR, school.level)):
        drawn = np.clip(np.round(chance.normal(level, 15, school.wrote) * MAXIMUM / 100), 0, MAXIMUM)
        write_profile(connection, school.id, year, grade, maths, [int(score) for score in drawn])


def write_profile(
    connection: Connection, school_id: int, year: int, grade: int, subject_id: int, scores: Iterable[int]
) -> None:
    counted = Counter(scores)
    n = counted.total()
    row: dict[str, Any] = {
        "n": n,
        "total": sum(score * pupils for score, pupils in counted.items()),
        "squares": sum(score * score * pupils for score, pupils in counted.items()),
        "possible": n * MAXIMUM,
        "max_score": MAXIMUM,
        "scores": sorted(map(list, counted.items())),
        **{name: 0 for name in ("n2", "n3", "n4", "n5", "gap2")},
        "pairs": n,
        "lowered": 2,
        "confirmed": n - 5,
        "raised": 3,
    }
    place = {"unit_id": school_id, "year": year, "exam": "vpr", "grade": grade, "subject_id": subject_id}
    connection.execute(insert(score_profile).values(**place, **row))


def _write_context(connection: Connection, school: School) -> None:
    cells = {
        "source": "паспорт",
        "pupils": school.pupils,
        "disability": 2 + school.number % 9,
        "social_index": school.social_index,
    }
    row = {"register": "school_context", "unit_id": school.id, "year": YEAR, "line_key": "паспорт"}
    said = {"status": "active", "author": "автор", "entered_at": NOW, "is_current": True}
    connection.execute(insert(register_row).values(**row, cells=cells, **said))


def write_signs(connection: Connection, school: School, states: dict[tuple[str, int], str]) -> None:
    """Signs of ВПР-5 in mathematics: (kind, year) → state."""
    maths = connection.scalars(select(subject.c.id).where(subject.c.name == "Математика")).one()
    for (kind, year), state in states.items():
        place = {"unit_id": school.id, "year": year, "kind": kind, "exam": "vpr", "grade": 5}
        said = {"subject_id": maths, "state": state, "n": school.wrote, "numbers": {}}
        connection.execute(
            insert(objectivity_sign).values(**place, **said, number=4 if kind == "mean" else None)
        )


def refreshed(connection: Connection, members: Sequence[School]) -> None:
    make_world(connection, members)
    refresh_expected(connection, [YEAR])
