"""The shapes a page is made of: what a view returns, what the screen, Excel and `flask show` draw.

A view returns one of these frozen blocks and nothing else, so every block appears on the screen
(`dashboard/ui`), in Excel (`dashboard/export`) and as JSON without knowing where it came from. Numbers stay
numbers: a `Quantity` is formatted only when it is drawn. Hrefs are addresses inside the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.block_charts import Funnel, FunnelBand, FunnelPoint, Histogram, Letter
from dashboard.block_values import Measure, Quantity, Role, State, Status, Tone, WorkState


@dataclass(frozen=True, slots=True)
class Passport:
    """What stands behind an indicator: shown by the (i) of a tile and under an Excel sheet."""

    title: str
    formula: str
    source: str  # clause of the order or section of the method
    polarity: str  # «чем выше, тем лучше» …
    owner: str
    use_rule: str  # empty: no restriction
    is_project_method: bool = False  # [PD] → «методика проекта»


@dataclass(frozen=True, slots=True)
class Tile:
    key: str
    title: str
    quantity: Quantity
    status: Status = Status.NONE
    target: Quantity | None = None
    target_text: str = ""  # «цель 50 %»
    change: Quantity | None = None
    caption: str = ""  # source and date, or «13 из 14 обучающихся»
    spark: tuple[float | None, ...] = ()
    href: str = ""
    passport: Passport | None = None
    suffix: str = ""  # «из 11» after the number


@dataclass(frozen=True, slots=True)
class Tiles:
    key: str
    title: str
    tiles: tuple[Tile, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    points: tuple[Quantity, ...]
    role: Role = Role.PEER


@dataclass(frozen=True, slots=True)
class Trend:
    """A line chart: the title says the finding, the caption what is drawn and its unit."""

    key: str
    title: str
    caption: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    measure: Measure
    target: float | None = None
    source: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    name: str
    tone: str  # «5», «4», «3», «2», «na» (mark colours), a Tone value, or «deep» where there are too few of them
    counts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked horizontal bars: categories × segments of counts (e.g. marks 5, 4, 3, 2, н/а by subject)."""

    key: str
    title: str
    caption: str
    categories: tuple[str, ...]
    segments: tuple[Segment, ...]
    source: str = ""
    empty: str = ""


class Kind(StrEnum):
    """What a column holds; decides how it is drawn and the type of the Excel cell."""

    TEXT = "text"
    QUANTITY = "quantity"
    BAR = "bar"  # a quantity drawn as a bar with its interval and the target tick
    STATUS = "status"  # a chip: tone + text
    TAGS = "tags"  # several short texts
    EVIDENCE = "evidence"  # a document's name; a web address in it opens in a window of its own


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    title: str
    kind: Kind = Kind.TEXT
    measure: Measure | None = None
    help: str = ""  # full words behind a short heading
    target: float | None = None  # tick of a bar


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. Exactly one of `text` and `quantity` carries the content; the rest is how it looks."""

    text: str = ""
    quantity: Quantity | None = None
    href: str = ""
    tone: Tone = Tone.PLAIN
    status: Status = Status.NONE
    low: float | None = None  # 95 % interval, in the unit of the quantity
    high: float | None = None
    framed: bool = False  # the cell that blocks a pupil from the next group
    note: str = ""  # tooltip, e.g. «средний балл 3,38»
    tags: tuple[str, ...] = ()
    shape: str = ""  # of a chip: the sign before its word, where no status gives one


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    key: str
    title: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    empty: str = ""  # sentence shown when there are no rows
    is_personal: bool = False  # holds names of pupils: audit and a header in Excel


@dataclass(frozen=True, slots=True)
class Header:
    text: str  # short: «Алг»
    title: str  # full: «Алгебра»
    href: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    label: Cell
    cells: tuple[Cell, ...]
    tail: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows × columns of small coloured cells, sticky first column and header; `tail` are summary columns."""

    key: str
    title: str
    caption: str
    corner: str
    columns: tuple[Header, ...]
    rows: tuple[MatrixRow, ...]
    tail_columns: tuple[Column, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    empty: str = ""
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One piece of work. `spans`: when it runs; before the axis it is drawn as long past, none: no dates of its own."""

    title: str
    spans: tuple[Span, ...] = ()
    section: str = ""  # rows of one section stand together under its name
    number: str = ""
    due: str = ""  # the term in the words of the document
    state: WorkState | None = None
    progress: int | None = None  # 0–100
    is_overdue: bool = False
    evidence: str = ""
    responsible: str = ""
    clause: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Gantt:
    """Work on an axis of whole months; `today` is the line across it."""

    key: str
    title: str
    caption: str
    start: date
    end: date
    rows: tuple[GanttRow, ...]
    today: date | None = None
    name: str = "Мероприятие"  # what a row is
    notes: tuple[str, ...] = ()
    source: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Concern:
    sentence: str
    detail: str
    status: Status
    href: str = ""


@dataclass(frozen=True, slots=True)
class Attention:
    """«Требует внимания»: sentences with a number, worst first. `total` may exceed what is listed."""

    key: str
    title: str
    items: tuple[Concern, ...]
    total: int
    source: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence in place of a block: why something is not shown and what to do."""

    key: str
    title: str
    text: str
    status: Status = Status.NONE


Block = Tiles | Trend | Bars | Histogram | Funnel | Table | Matrix | Gantt | Attention | Letter | Notice


@dataclass(frozen=True, slots=True)
class Crumb:
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a picker; an empty href means it cannot be chosen, `note` says why."""

    text: str
    href: str
    is_current: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picker:
    """One more choice of a page, such as the subject or the work; an address per entry."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Top of a page: where we are, what it is, which year and period. `tabs`: sections of one place or person."""

    title: str
    subtitle: str
    crumbs: tuple[Crumb, ...] = ()
    years: tuple[Choice, ...] = ()
    periods: tuple[Choice, ...] = ()
    export_href: str = ""
    is_personal: bool = False
    tabs: tuple[Choice, ...] = ()
    pickers: tuple[Picker, ...] = ()


@dataclass(frozen=True, slots=True)
class NavItem:
    text: str
    href: str
    status: Status = Status.NONE
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class NavGroup:
    title: str
    items: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The shell around a page."""

    municipality: str
    groups: tuple[NavGroup, ...]
    user_name: str
    user_role: str
    data_as_of: str


__all__ = [
    "Attention",
    "Bars",
    "Block",
    "Cell",
    "Choice",
    "Column",
    "Concern",
    "Crumb",
    "Frame",
    "Funnel",
    "FunnelBand",
    "FunnelPoint",
    "Gantt",
    "GanttRow",
    "Header",
    "Heading",
    "Histogram",
    "Kind",
    "Letter",
    "Matrix",
    "MatrixRow",
    "Measure",
    "NavGroup",
    "NavItem",
    "Notice",
    "Passport",
    "Picker",
    "Quantity",
    "Role",
    "Row",
    "Segment",
    "Series",
    "Span",
    "State",
    "Status",
    "Table",
    "Tile",
    "Tiles",
    "Tone",
    "Trend",
    "WorkState",
]
