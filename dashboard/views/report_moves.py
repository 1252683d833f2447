"""The class teacher's report: who came to the class and who left it within the period.

They change the counts of the class without a mark changing, so they stand beside the personal control.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Table
from dashboard.names import without_patronymic
from dashboard.numbers import format_date
from dashboard.selection import Selection
from dashboard.views.class_scene import ClassScene, class_scene
from dashboard.views.component_times import time_title
from dashboard.views.municipality import source
from dashboard.views.suppression import hides
from data_access.queries.control import read_period_ends
from data_access.queries.people import Seat, read_roster
from data_access.queries.rollups import read_pupils
from data_access.viewer import Reader


@dataclass(frozen=True)
class Window:
    """The days of a checkpoint: after the last day of the one before, up to its own last day."""

    after: date
    until: date

    def joined(self, seat: Seat) -> bool:
        return seat.since is not None and self.after < seat.since <= self.until

    def left(self, seat: Seat) -> bool:
        """`Seat.until` is the last day in class: who was there on the last day of a period is counted in it."""
        return seat.until is not None and self.after <= seat.until < self.until


MOVE_COLUMNS = (
    Column("pupil", "Обучающийся"),
    Column("move", "Движение"),
    Column("day", "Дата"),
    Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты за выбранный период"),
)


def moves(selection: Selection, reader: Reader) -> Table | None:
    """Pupils who joined or left between the checkpoint before and this one, with their microcomponents now."""
    if hides(reader):
        return None
    scene = class_scene(selection, reader)
    window = _window(reader, scene)
    counts: dict[int, int] = {}
    for row in scene.current():
        counts[row.pupil_id] = counts.get(row.pupil_id, 0) + 1
    rows = []
    for seat in read_roster(reader, scene.place.id) if window else []:
        if window and window.joined(seat) and seat.since:
            rows.append(_move_row(selection, seat, "прибыл", seat.since, counts.get(seat.pupil_id, 0)))
        if window and window.left(seat) and seat.until:
            rows.append(_move_row(selection, seat, "выбыл", seat.until, None))
    return Table(
        key="report_moves",
        title="Прибыли и выбыли",
        caption=f"за период: {time_title(scene.now)}",
        columns=MOVE_COLUMNS,
        rows=tuple(rows),
        notes=("В счёт периода входят те, кто в классе в последний его день.",),
        source=source(selection),
        empty="За этот период в класс никто не прибыл и никто не выбыл.",
        is_personal=True,
    )


def _window(reader: Reader, scene: ClassScene) -> Window | None:
    year = scene.now[0]
    ends = _checkpoint_ends(reader, scene)
    if scene.now[1] not in ends:
        return None
    before = scene.before if scene.before is not None and scene.before[0] == year else None
    return Window(ends[before[1]] if before else date(year, 9, 1), ends[scene.now[1]])


def _checkpoint_ends(reader: Reader, scene: ClassScene) -> dict[str, date]:
    """Last day of each checkpoint by the periods that this class has."""
    days = read_period_ends(reader, scene.now[0])
    rows = [
        row
        for row in read_pupils(reader, school_id=scene.school.id)
        if row.class_id == scene.place.id and row.year == scene.now[0]
    ]
    found: dict[str, date] = {}
    for row in rows:
        day = days[row.period]
        found[row.checkpoint] = max(found.get(row.checkpoint, day), day)
    return found


def _move_row(selection: Selection, seat: Seat, word: str, day: date, micro: int | None) -> Row:
    shown = (
        Quantity.missing(Measure.COUNT, "в счёт периода не входит")
        if micro is None
        else Quantity(micro, Measure.COUNT)
    )
    return Row(
        (
            Cell(
                without_patronymic(seat.name),
                href=selection.at("/pupil", person=seat.pupil_id).address,
                note=seat.name,
            ),
            Cell(word),
            Cell(format_date(day)),
            Cell(quantity=shown),
        )
    )
