"""Facts that the rules of recommendations look at besides indicator values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from data_access.queries.cycle import OPEN, seen_places
from data_access.tables import class_rollup, measure
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class Reserve:
    """Pupils of a school at a checkpoint: all, on «4» and «5», with a single «3»."""

    unit_id: int
    year: int
    checkpoint: str
    n: int
    n_quality: int
    n_one3: int


def read_reserves(reader: Reader, school_ids: Iterable[int]) -> list[Reserve]:
    """The reserve of quality of these schools at every checkpoint."""
    columns = class_rollup.c
    statement = (
        select(
            columns.school_id,
            columns.year,
            columns.checkpoint,
            func.sum(columns.n),
            func.sum(columns.n_exc + columns.n_good),
            func.sum(columns.n_one3),
        )
        .where(columns.school_id.in_(sorted(set(school_ids))), reader.schools(columns.school_id))
        .group_by(columns.school_id, columns.year, columns.checkpoint)
    )
    return [Reserve(*row) for row in reader.connection.execute(statement)]


def read_acted(reader: Reader, unit_ids: Iterable[int]) -> frozenset[tuple[str, int]]:
    """(Indicator, place) for which a measure goes on."""
    columns = measure.c
    statement = select(columns.indicator, columns.unit_id).where(
        columns.unit_id.in_(sorted(set(unit_ids))),
        columns.status.in_(OPEN),
        columns.indicator != "",
        seen_places(reader, columns.unit_id),
    )
    return frozenset((code, id_) for code, id_ in reader.connection.execute(statement))
