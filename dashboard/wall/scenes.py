"""Scenes of a wall screen (экран): what is read from four metres in five seconds, made of the same tiles as the desk.

Only sums of the whole municipality come in here: no person, no school by name, no text that people typed. A number
that the viewer of a screen may not see arrives hidden from the view and stays a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.block_values import State, Status
from dashboard.blocks import Tile
from dashboard.catalogue import Catalogue
from dashboard.desk import Desk
from dashboard.numbers import STATE_WORDS, format_number, format_quantity, plural, unit_sign
from dashboard.selection import Selection
from dashboard.views import mechanism
from dashboard.views.action_places import places_of
from dashboard.views.indicators import WITHIN_CHANCE
from dashboard.wall.settings import WallSettings
from data_access.queries.cycle import Measure as Act
from data_access.queries.cycle import read_overdue
from data_access.queries.places import read_municipality
from data_access.viewer import NotFound, Reader

ON_A_SCENE = 6
LINES = 6
SIGNS = {Status.REACHED: "●", Status.RISK: "▲", Status.BELOW: "▼", Status.NO_DATA: "○", Status.NONE: ""}
NOTHING_CHANGED = "За год ни один показатель не изменился больше случайного"
NOTHING_LATE = "Просроченных мер нет"
NO_DATA = "Данных ещё нет: загрузите журнал"


@dataclass(frozen=True, slots=True)
class WallTile:
    """One number. `standing`: «зона риска · цель 50 %»; `tone`: a value of Status."""

    title: str
    number: str
    unit: str
    suffix: str
    tone: str
    sign: str
    standing: str
    spark: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class WallLine:
    """A sentence with its number, for scenes that are lists."""

    text: str
    number: str
    tone: str
    sign: str


@dataclass(frozen=True, slots=True)
class Scene:
    """`empty`: the sentence of a scene that has nothing to show."""

    key: str
    title: str
    tiles: tuple[WallTile, ...] = ()
    lines: tuple[WallLine, ...] = ()
    empty: str = ""


def scenes_of(desk: Desk, settings: WallSettings, reader: Reader) -> list[Scene]:
    """The scenes of a screen in the order in which they follow each other."""
    tiles = {code: _tiles(desk, code, reader) for code in settings.mechanisms}
    known = desk.house.catalogue
    found = [_of_mechanism(known.mechanisms[code].short_title, code, shown) for code, shown in tiles.items()]
    if settings.changes:
        found.append(changes([tile for shown in tiles.values() for tile in shown]))
    if settings.overdue:
        found.append(overdue(reader, known))
    return found


def place_of(reader: Reader) -> str:
    return read_municipality(reader).short_name


def _tiles(desk: Desk, code: str, reader: Reader) -> tuple[Tile, ...]:
    """The tiles of a mechanism at the newest time with marks; none before the first load."""
    try:
        selection: Selection = desk.choose(f"/m/{code}", "", reader)
    except NotFound:
        return ()
    return mechanism.tiles(selection, reader).tiles


def _of_mechanism(title: str, code: str, tiles: Sequence[Tile]) -> Scene:
    shown = [tile for tile in tiles if tile.quantity.state in (State.OK, State.HIDDEN)] or list(tiles)
    empty = "" if shown else NO_DATA
    return Scene(code, title, tuple(_tile(tile) for tile in shown[:ON_A_SCENE]), empty=empty)


def _tile(tile: Tile) -> WallTile:
    is_open = tile.quantity.state is State.OK
    number = format_number(tile.quantity.value, tile.quantity.measure) if is_open else "—"
    return WallTile(
        title=tile.title,
        number=number,
        unit=unit_sign(tile.quantity.measure) if is_open else "",
        suffix=tile.suffix if is_open else STATE_WORDS[tile.quantity.state],
        tone=tile.status.value,
        sign=SIGNS[tile.status],
        standing=_standing(tile),
        spark=tile.spark if is_open else (),
    )


def _standing(tile: Tile) -> str:
    """Words beside the sign: where the number stands to its target."""
    if tile.status is Status.REACHED:
        return f"{tile.target_text} достигнута" if tile.target_text else mechanism.STATUS_WORDS[tile.status]
    words = "" if tile.status is Status.NONE else mechanism.STATUS_WORDS[tile.status]
    return " · ".join(part for part in (words, tile.target_text) if part)


def changes(tiles: Sequence[Tile]) -> Scene:
    """«Что изменилось»: changes over the year that are more than chance, the largest against the number first."""
    moved = {tile.title: tile for tile in tiles if _is_change(tile)}
    ordered = sorted(moved.values(), key=_size, reverse=True)[:LINES]
    return Scene(
        "changes", "Что изменилось за год", lines=tuple(map(_change, ordered)), empty=NOTHING_CHANGED
    )


def _is_change(tile: Tile) -> bool:
    step = tile.change
    if step is None or step.value is None or step.note == WITHIN_CHANCE:
        return False
    return format_number(step.value, step.measure).startswith(("+", "−")) and tile.quantity.state is State.OK


def _size(tile: Tile) -> float:
    """The change against the value before it, so that points and marks can stand in one list."""
    assert tile.change is not None
    assert tile.change.value is not None
    before = (tile.quantity.value or 0.0) - tile.change.value
    return abs(tile.change.value) / max(abs(before), 1.0)


def _change(tile: Tile) -> WallLine:
    assert tile.change is not None
    number = format_quantity(replace(tile.change, note=""))
    # the arrow is the direction of the number, the colour where the number stands now
    return WallLine(tile.title, number, tile.status.value, "▲" if number.startswith("+") else "▼")


def overdue(reader: Reader, known: Catalogue) -> Scene:
    """Overdue measures by mechanism: how many and how late. Their words are typed by people and stay on the desk."""
    places = places_of(reader)
    late: dict[str, list[Act]] = {}
    for act in read_overdue(reader):
        if act.unit_id in places:
            late.setdefault(act.mechanism, []).append(act)
    counted = Counter({code: len(acts) for code, acts in late.items()})
    lines = tuple(
        _late(
            known.mechanisms[code].short_title if code in known.mechanisms else "Другое", late[code], reader
        )
        for code, _ in counted.most_common(LINES)
    )
    total = sum(counted.values())
    title = f"Просрочено {total} {plural(total, 'мера', 'меры', 'мер')}" if total else "Меры в срок"
    return Scene("overdue", title, lines=lines, empty=NOTHING_LATE)


def _late(title: str, acts: Sequence[Act], reader: Reader) -> WallLine:
    days = max((reader.day - act.due_on).days for act in acts)
    words = f"{title}: дольше всего {days} {plural(days, 'день', 'дня', 'дней')}"
    return WallLine(words, str(len(acts)), Status.BELOW.value, SIGNS[Status.BELOW])
