"""The funnel of a procedure: means of schools against their sizes, so that chance is not taken for a result."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Funnel, FunnelBand, FunnelPoint, Measure, Role
from dashboard.methods.context import Refusal
from dashboard.methods.funnel import INNER, OUTER, Limits, limits_of_means
from dashboard.methods.means import Level
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.context_scene import NO_PROCEDURES, ContextScene, context_scene
from dashboard.views.context_sentences import (
    CAPTION,
    few_for_between_sentence,
    hidden_schools_sentence,
    plain_limits_sentence,
    refusal_sentence,
)
from data_access.queries.places import Place
from data_access.viewer import Reader

TITLE = "Средний результат и число участников"
CURVE = 40  # points of a limit
BANDS = {"95 %": INNER, "99,8 %": OUTER}
METHOD = (
    "Среднее малой школы колеблется сильнее: внутри границ различие объяснимо случаем и обычными различиями школ. "
    "За границами школа не лучше и не хуже — её результат стоит объяснить; методика проекта."
)


def funnel(selection: Selection, reader: Reader) -> Funnel:
    """Means of the chosen procedure against size, with the limits of 95 % and 99,8 %."""
    found = context_scene(selection, reader)
    if found is None:
        return _funnel("", "", (), 0.0, empty=NO_PROCEDURES)
    title, caption = f"{TITLE}: {found.label}", _caption(found)
    limits = limits_of_means([*found.levels.values()])
    if isinstance(limits, Refusal):
        empty = refusal_sentence(limits, "Воронка", found.label)
        return _funnel(title, caption, (), 0.0, source=found.source, empty=empty)
    points = tuple(
        _point(selection, found, school, found.levels[school.id], limits)
        for school in found.named([*found.levels])
    )
    return _funnel(
        title,
        caption,
        points,
        limits.centre,
        _bands(found.levels, limits),
        _notes(found, limits),
        found.source,
    )


def _funnel(
    title: str,
    caption: str,
    points: tuple[FunnelPoint, ...],
    centre: float,
    bands: tuple[FunnelBand, ...] = (),
    notes: tuple[str, ...] = (),
    source: str = "",
    empty: str = "",
) -> Funnel:
    return Funnel(
        key="funnel",
        title=title or TITLE,
        caption=caption or CAPTION,
        points=points,
        centre=centre,
        bands=bands,
        measure=Measure.PERCENT,
        notes=notes,
        source=source,
        empty=empty,
    )


def _caption(found: ContextScene) -> str:
    return (
        f"{format_year(found.year)}, средний процент наибольшего балла; линия — все школы вместе; {CAPTION}"
    )


def _point(
    selection: Selection, found: ContextScene, school: Place, level: Level, limits: Limits
) -> FunnelPoint:
    words = _outside(level, limits)
    is_chosen = found.school is not None and school.id == found.school.id
    role = (
        Role.SUBJECT
        if is_chosen
        else Role.ALERT
        if limits.is_beyond(level.n, level.mean, OUTER)
        else Role.PEER
    )
    href = selection.at("/school", unit=school.id).address
    return FunnelPoint(school.short_name, level.n, level.mean, href=href, role=role, note=words)


def _outside(level: Level, limits: Limits) -> str:
    """The widest limits that the school is outside of."""
    side = "выше" if level.mean > limits.centre else "ниже"
    crossed = [name for name, bound in BANDS.items() if limits.is_beyond(level.n, level.mean, bound)]
    return f"{side} границ {crossed[-1]}" if crossed else "внутри границ"


def _bands(levels: Mapping[int, Level], limits: Limits) -> tuple[FunnelBand, ...]:
    sizes = _sizes([level.n for level in levels.values()])
    return tuple(
        FunnelBand(
            name,
            sizes,
            tuple(limits.at(size, bound).low for size in sizes),
            tuple(limits.at(size, bound).high for size in sizes),
        )
        for name, bound in BANDS.items()
    )


def _sizes(pupils: list[int]) -> tuple[float, ...]:
    """From the smallest school to the largest, close together where the limits bend."""
    smallest, largest = float(min(pupils)), 1.05 * max(pupils)
    step = (largest / smallest) ** (1 / (CURVE - 1))
    return tuple(round(smallest * step**at, 2) for at in range(CURVE))


def _notes(found: ContextScene, limits: Limits) -> tuple[str, ...]:
    levels = [*found.levels.values()]
    notes = [METHOD]
    plain = limits_of_means(levels, overdispersed=False)
    if limits.between is None:
        notes.append(few_for_between_sentence(limits.schools))
    elif not isinstance(plain, Refusal):
        notes.append(plain_limits_sentence(_beyond(levels, limits), _beyond(levels, plain), limits.schools))
    if found.hidden:
        notes.append(hidden_schools_sentence(len(found.hidden)))
    return tuple(notes)


def _beyond(levels: list[Level], limits: Limits) -> int:
    return sum(limits.is_beyond(level.n, level.mean, OUTER) for level in levels)
