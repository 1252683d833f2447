"""Targets as an act: a coordinator sets what an indicator should reach in a place and a school year.

A new target stands over the one before, which stays with its author and time.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from dashboard.blocks import Measure
from dashboard.catalogue import Catalogue, Indicator
from dashboard.entry_checks import Mistyped, read_number
from dashboard.house import House
from dashboard.numbers import format_year
from dashboard.recommending import refresh_recommendations
from dashboard.views.work_heading import work_place
from data_access import audit
from data_access.tables import target, work_event
from data_access.versions import raise_version
from data_access.viewer import NotFound, Reader, Refused, Viewer

WRITERS_ONLY = "Цели задают управление образования и координатор этого механизма."


class NotSet(Exception):
    """What was filled in cannot be a target; the message is a Russian sentence."""


@dataclass(frozen=True)
class Targets:
    """Acts on targets. Each checks the rights itself: the browser only asks."""

    house: House

    def set_target(self, viewer: Viewer, code: str, unit_id: int, year: int, value: str, risk: str) -> bool:
        """Keeps a target; False when it is already so. Raises Refused, NotFound, NotSet."""
        indicator = self.house.catalogue.indicator(code)
        if not may_set(viewer, self.house.catalogue, indicator):
            raise Refused(WRITERS_ONLY)
        wanted = _borders(indicator, value, risk)
        with self.house.database.loading() as connection:
            reader = Reader(viewer, connection, catalogue=self.house.catalogue, today=self.house.today())
            if year > reader.day.year + 5:
                raise NotFound("Этот учебный год ещё не скоро.")
            place = work_place(reader, unit_id)
            is_new = self._keep(connection, viewer, (code, unit_id, year), wanted)
            if is_new:
                # a target of the municipality is that of every school without one of its own
                units = [unit_id] if place.kind == "school" else None
                refresh_recommendations(
                    connection, self.house.catalogue, self.house.now(), units, self.house.today()
                )
            return is_new

    def _keep(
        self,
        connection: Connection,
        viewer: Viewer,
        where: tuple[str, int, int],
        wanted: tuple[float, float | None],
    ) -> bool:
        code, unit_id, year = where
        columns, now = target.c, self.house.now()
        same = (
            columns.indicator == code,
            columns.unit_id == unit_id,
            columns.year == year,
            columns.is_current,
        )
        before = connection.execute(select(columns.value, columns.risk).where(*same)).first()
        if before is not None and tuple(before) == wanted:
            return False
        author = {"author": viewer.display_name[:200], "user_id": viewer.user_id, "at": now}
        connection.execute(update(target).where(*same).values(is_current=False))
        connection.execute(
            insert(target).values(
                indicator=code,
                unit_id=unit_id,
                year=year,
                value=wanted[0],
                risk=wanted[1],
                is_current=True,
                **author,
            )
        )
        record, note = f"{code}:{unit_id}", f"{format_year(year)}: {wanted[0]:g}"
        connection.execute(
            insert(work_event).values(kind="target", record=record, action="set", note=note, **author)
        )
        audit.record(connection, viewer, now, "target set", f"target {record}:{year}")
        raise_version(connection, now, with_date=False)
        return True


def may_set(viewer: Viewer, known: Catalogue, indicator: Indicator) -> bool:
    """The department, and a coordinator in whose mechanism the indicator is."""
    if not viewer.sees_municipality:
        return False
    if not viewer.mechanism:
        return True
    own = known.mechanisms.get(viewer.mechanism)
    return own is not None and indicator.code in own.indicators


def _borders(indicator: Indicator, value: str, risk: str) -> tuple[float, float | None]:
    """Target and border of risk. Raises NotSet."""
    if indicator.polarity == "none":
        raise NotSet("Направление этого показателя не оценивается, поэтому цели у него нет.")
    try:
        wanted, border = read_number(value), read_number(risk)
    except Mistyped as error:
        raise NotSet(str(error)) from error
    if wanted is None:
        raise NotSet("Укажите целевое значение.")
    if indicator.measure is Measure.PERCENT and max(wanted, border or 0.0) > 100:
        raise NotSet("Доля не бывает больше 100 %.")
    sign = 1 if indicator.polarity == "higher" else -1
    if border is not None and sign * border > sign * wanted:
        raise NotSet("Граница зоны риска лучше цели: она должна быть хуже неё или равна ей.")
    return wanted, border
