"""Charts of statistics and text for a letter: shapes like those of `dashboard/blocks.py`, which gives them out too.

A histogram stands on the profile it is compared with, a funnel on the limits that chance draws; neither is shown bare.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.block_values import Measure, Role


@dataclass(frozen=True, slots=True)
class Histogram:
    """Pupils by score. `reference`: how many there would be with the profile of the reference, empty: none known.

    `borders`: (index of the first bin of a mark, «3»); `flagged`: bins that a sign is about; `name` and
    `reference_name`: whose the bars and the line are.
    """

    key: str
    title: str
    caption: str
    labels: tuple[str, ...]
    counts: tuple[int, ...]
    reference: tuple[float, ...] = ()
    borders: tuple[tuple[int, str], ...] = ()
    flagged: tuple[int, ...] = ()
    name: str = ""
    reference_name: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """A unit: its size and its value in the unit of the measure."""

    name: str
    n: int
    value: float
    href: str = ""
    role: Role = Role.PEER
    note: str = ""


@dataclass(frozen=True, slots=True)
class FunnelBand:
    """Limits of chance by size: `low` and `high` at each of `sizes`."""

    name: str
    sizes: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Funnel:
    """Units by size and value, the centre, and the bands in which chance alone leaves 95 % and 99,8 % of them."""

    key: str
    title: str
    caption: str
    points: tuple[FunnelPoint, ...]
    centre: float
    bands: tuple[FunnelBand, ...]
    measure: Measure
    size_name: str = "участников"
    notes: tuple[str, ...] = ()
    source: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """Text that is ready to be put into a letter."""

    key: str
    title: str
    caption: str
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    empty: str = ""
