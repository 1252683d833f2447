"""Scenes of a wall screen (экран): what is read from four metres in five seconds, made of the same tiles as the desk.

Only sums of the whole municipality come in here: no person, no school by name, no text that people typed. A number
that the viewer of a screen may not see arrives hidden from the view and stays a word. Every number says when its
own source was last fed, since a data version that moved does not make each number newer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dashboard.block_values import State, Status
from dashboard.blocks import Tile
from dashboard.catalogue import Catalogue
from dashboard.desk import Desk
from dashboard.numbers import (
    MINUS,
    NARROW,
    STATE_WORDS,
    format_number,
    format_quantity,
    plural,
    unit_sign,
)
from dashboard.selection import Selection
from dashboard.views import mechanism
from dashboard.views.action_places import places_of
from dashboard.views.indicators import WITHIN_CHANCE
from dashboard.wall.settings import WallSettings
from data_access.queries.ages import JOURNAL, Ages, read_ages
from data_access.queries.cycle import Measure as Act
from data_access.queries.cycle import read_overdue
from data_access.queries.places import read_municipality
from data_access.viewer import NotFound, Reader

ON_A_SCENE = 6
SIGNS = {Status.REACHED: "●", Status.RISK: "▲", Status.BELOW: "▼", Status.NO_DATA: "○", Status.NONE: ""}
# A quarter with the holidays after it, and a school year: a number not fed for longer is late.
RHYTHM = {JOURNAL: timedelta(days=120)}
YEARLY = timedelta(days=400)
# the narrow space of tables cannot be seen from four metres
NBSP = "\u00a0"
AT_MOST = "≤"
NOTHING_CHANGED = "За год ни один показатель не изменился больше случайного"
NOTHING_LATE = "Просроченных мер нет"
NO_DATA = "Данных ещё нет: загрузите журнал"
NO_SCENE = "Сцен у этого экрана нет: настройте его заново в управлении образования"


@dataclass(frozen=True, slots=True)
class WallTile:
    """One number. `standing`: «зона риска · цель 50 %»; `tone`: a value of Status.

    `fed`: when its source last changed, `late`: from when that is too long ago; both as `on_the_clock`, None for a
    number that is counted at each round.
    """

    title: str
    number: str
    unit: str
    suffix: str
    tone: str
    sign: str
    standing: str
    spark: tuple[float | None, ...] = ()
    fed: int | None = None
    late: int | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """`empty`: the sentence of a scene that has nothing to show."""

    key: str
    title: str
    tiles: tuple[WallTile, ...]
    empty: str = ""


def scenes_of(desk: Desk, settings: WallSettings, reader: Reader) -> list[Scene]:
    """The scenes of a screen in the order in which they follow each other; never none."""
    known = desk.house.catalogue
    ages = Times(known, read_ages(reader), reader.zone)
    # a profile may have lost a mechanism since the screen was set up
    chosen = [known.mechanisms[code] for code in settings.mechanisms if code in known.mechanisms]
    tiles = {found.code: _tiles(desk, found.code, reader) for found in chosen}
    scenes = [_of_mechanism(found.short_title, found.code, tiles[found.code], ages) for found in chosen]
    if settings.changes:
        scenes.append(changes([tile for shown in tiles.values() for tile in shown], ages))
    if settings.overdue:
        scenes.append(overdue(reader, known))
    return scenes or [Scene("none", "Экран не настроен", (), NO_SCENE)]


def place_of(reader: Reader) -> str:
    return read_municipality(reader).short_name


def on_the_clock(at: datetime, zone: str) -> int:
    """A moment kept in UTC as milliseconds on the clock of the municipality: a television's own zone may be any."""
    local = at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=UTC)
    return round(local.timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Times:
    """When the number of a tile was fed, and from when that is too long ago."""

    known: Catalogue
    ages: Ages
    zone: str

    def of(self, code: str) -> tuple[int | None, int | None]:
        source = self.known.indicators[code].quality
        at = self.ages.of(code, source)
        if at is None:
            return None, None
        return on_the_clock(at, self.zone), on_the_clock(at + RHYTHM.get(source, YEARLY), self.zone)


def _tiles(desk: Desk, code: str, reader: Reader) -> tuple[Tile, ...]:
    """The tiles of a mechanism at the newest time with marks; none before the first load."""
    try:
        selection: Selection = desk.choose(f"/m/{code}", "", reader)
    except NotFound:
        return ()
    return mechanism.tiles(selection, reader).tiles


def _of_mechanism(title: str, code: str, tiles: Sequence[Tile], times: Times) -> Scene:
    shown = [tile for tile in tiles if tile.quantity.state in (State.OK, State.HIDDEN)] or list(tiles)
    empty = "" if shown else NO_DATA
    return Scene(code, title, tuple(_tile(tile, times) for tile in shown[:ON_A_SCENE]), empty)


def _tile(tile: Tile, times: Times) -> WallTile:
    is_open = tile.quantity.state is State.OK
    fed, late = times.of(tile.key)
    return WallTile(
        title=tile.title,
        number=format_number(tile.quantity.value, tile.quantity.measure) if is_open else "—",
        unit=unit_sign(tile.quantity.measure) if is_open else "",
        suffix=tile.suffix if is_open else STATE_WORDS[tile.quantity.state],
        tone=tile.status.value,
        sign=SIGNS[tile.status],
        standing=_standing(tile),
        spark=tile.spark if is_open else (),
        fed=fed,
        late=late,
    )


def _standing(tile: Tile) -> str:
    """Words beside the sign: where the number stands to its target."""
    if tile.status is Status.REACHED:
        return f"{tile.target_text} достигнута" if tile.target_text else mechanism.STATUS_WORDS[tile.status]
    if tile.status is Status.BELOW and AT_MOST in tile.target_text:
        return tile.target_text.replace(AT_MOST, "не более")
    return " · ".join(part for part in (_word(tile), tile.target_text) if part)


def _word(tile: Tile) -> str:
    """The status in a word; a number that should be small is not «ниже цели» when it is too large."""
    if tile.status is Status.NONE:
        return ""
    is_above = tile.status is Status.BELOW and AT_MOST in tile.target_text
    return "выше цели" if is_above else mechanism.STATUS_WORDS[tile.status]


def changes(tiles: Sequence[Tile], times: Times) -> Scene:
    """«Что изменилось»: changes over the year that are more than chance, the largest against the number first."""
    moved = {tile.key: tile for tile in tiles if _is_change(tile)}
    ordered = sorted(moved.values(), key=_size, reverse=True)[:ON_A_SCENE]
    shown = tuple(_change(tile, times) for tile in ordered)
    return Scene("changes", "Что изменилось за год", shown, "" if shown else NOTHING_CHANGED)


def _is_change(tile: Tile) -> bool:
    step = tile.change
    if step is None or step.value is None or step.note == WITHIN_CHANCE:
        return False
    return (
        format_number(step.value, step.measure).startswith(("+", MINUS)) and tile.quantity.state is State.OK
    )


def _size(tile: Tile) -> float:
    """The change against the value before it, so that points and marks can stand in one list."""
    assert tile.change is not None
    assert tile.change.value is not None
    before = (tile.quantity.value or 0.0) - tile.change.value
    return abs(tile.change.value) / max(abs(before), 1.0)


def _change(tile: Tile, times: Times) -> WallTile:
    """How far it went, and in words where it came to; the colour is that of where it stands."""
    assert tile.change is not None
    now = f"стало {format_quantity(tile.quantity)}".replace(NARROW, NBSP)
    fed, late = times.of(tile.key)
    return WallTile(
        title=tile.title,
        number=format_number(tile.change.value, tile.change.measure),
        unit=unit_sign(tile.change.measure),
        suffix="",
        tone=tile.status.value,
        sign=SIGNS[tile.status],
        standing=" · ".join(part for part in (now, _word(tile)) if part),
        fed=fed,
        late=late,
    )


def overdue(reader: Reader, known: Catalogue) -> Scene:
    """Overdue measures by mechanism: how many and how late. Their words are typed by people and stay on the desk."""
    places = places_of(reader)
    late: dict[str, list[Act]] = {}
    for act in read_overdue(reader):
        if act.unit_id in places:
            late.setdefault(act.mechanism, []).append(act)
    tiles = [_late(_name(known, code), acts, reader) for code, acts in _most(late)]
    total = sum(map(len, late.values()))
    title = f"Просроченные меры: {total}" if total else "Меры в срок"
    return Scene("overdue", title, tuple(tiles[:ON_A_SCENE]), "" if tiles else NOTHING_LATE)


def _most(late: Mapping[str, Sequence[Act]]) -> list[tuple[str, Sequence[Act]]]:
    return sorted(late.items(), key=lambda pair: -len(pair[1]))


def _name(known: Catalogue, code: str) -> str:
    return known.mechanisms[code].short_title if code in known.mechanisms else "Другое"


def _late(title: str, acts: Sequence[Act], reader: Reader) -> WallTile:
    days = max((reader.day - act.due_on).days for act in acts)
    count = len(acts)
    return WallTile(
        title=title,
        number=str(count),
        unit=plural(count, "мера", "меры", "мер"),
        suffix="",
        tone=Status.BELOW.value,
        sign=SIGNS[Status.BELOW],
        standing=f"до{NBSP}{days} {plural(days, 'дня', 'дней')} после срока",
    )
