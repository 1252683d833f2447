"""How the indicator of a measure or decision stands in its place: the years at the same checkpoint, and the target."""

from __future__ import annotations

from dashboard.blocks import Quantity, Role, Series, State, Trend
from dashboard.methods.effect import Point, moment
from dashboard.numbers import format_quantity, format_year
from dashboard.views.action_hiding import hiding_of
from dashboard.views.decision_effect import point_words
from dashboard.views.indicators import quantity, target_text
from dashboard.views.suppression import note
from dashboard.views.targets import aimed
from data_access.queries.places import Place
from data_access.queries.rollups import Value, read_values
from data_access.viewer import Reader


def indicator_trend(reader: Reader, code: str, place: Place, year: int) -> Trend:
    """The indicator of one place over the years, at the checkpoint that is its newest."""
    found: dict[Point, Value] = {
        (row.year, row.checkpoint): row for row in read_values(reader, [place.id], None, (code,))
    }
    newest = max(found, key=moment, default=None)
    indicator = aimed(reader, code, newest[0] if newest else year, place)
    points = sorted(point for point in found if newest is not None and point[1] == newest[1])
    hiding = hiding_of(reader, (code,))
    shown = tuple(
        quantity(indicator, found[point], note(reader) if hiding.covers(code, place.id, (point,)) else "")
        for point in points
    )
    return Trend(
        key="trend",
        title=_finding(indicator.title, shown, target_text(indicator)),
        caption=f"{place.short_name}, {point_words(newest)}" if newest else place.short_name,
        labels=tuple(format_year(point[0]) for point in points),
        series=(Series(place.short_name, shown, Role.SUBJECT),) if shown else (),
        measure=indicator.measure,
        target=indicator.target,
        source=f"Источник: {indicator.quality or 'сведения школ'}",
        empty=f"Значений показателя «{indicator.title}» здесь ещё нет.",
    )


def _finding(title: str, shown: tuple[Quantity, ...], target: str) -> str:
    if not shown or shown[-1].state is not State.OK:
        return title
    words = f"{title}: {format_quantity(shown[-1])}"
    return f"{words}, {target}" if target else words
