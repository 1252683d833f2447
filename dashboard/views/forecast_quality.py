"""How the forecast of quality (прогноз повышения качества) came true, period by period.

The forecast is an inventory of reserves, not a prediction: it says how far quality would rise if every single «3»
were put right. So it is checked as such: what share of the promised rise came, and whether the forecast was nearer to
what came than «останется как есть».
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Table
from dashboard.methods.comparable import Checkpoint, checkpoint_title, previous_checkpoint
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.suppression import hidden_in_municipality
from data_access.queries.places import read_municipality
from data_access.queries.rollups import Pupils, read_pupils
from data_access.viewer import Reader

COLUMNS = (
    Column("step", "Переход"),
    Column("classes", "Классов", Kind.QUANTITY, Measure.COUNT),
    Column("pupils", "Обучающихся", Kind.QUANTITY, Measure.COUNT),
    Column("before", "Было качество", Kind.QUANTITY, Measure.PERCENT),
    Column("forecast", "Прогноз", Kind.QUANTITY, Measure.PERCENT, "если каждый с одной «3» её исправит"),
    Column("after", "Стало", Kind.QUANTITY, Measure.PERCENT),
    Column(
        "error", "Ошибка прогноза, п.п.", Kind.QUANTITY, Measure.INDEX, "средняя по классам, взвешена числом"
    ),
    Column(
        "naive", "Ошибка «как есть», п.п.", Kind.QUANTITY, Measure.INDEX, "если бы ждали прежнего качества"
    ),
    Column("came", "Сбылось резерва", Kind.QUANTITY, Measure.PERCENT, "рост качества как доля обещанного"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One class from one period to the next comparable one."""

    before: Pupils
    after: Pupils

    @property
    def good(self) -> int:
        return self.before.n_exc + self.before.n_good

    @property
    def good_after(self) -> int:
        return self.after.n_exc + self.after.n_good

    def error(self, promised: int) -> float:
        """Distance in п.п. between quality after and quality before plus what was promised."""
        expected = 100 * (self.good + promised) / self.before.n
        return abs(100 * self.good_after / self.after.n - expected)


def _steps(rows: Iterable[Pupils]) -> dict[tuple[str, str], list[Step]]:
    """(from, to) → classes. Quarters follow quarters, half-years half-years."""
    by_class: dict[int, dict[str, Pupils]] = {}
    for row in rows:
        if row.n:
            by_class.setdefault(row.class_id, {})[row.checkpoint] = row
    found: dict[tuple[str, str], list[Step]] = {}
    for of_class in by_class.values():
        for code, after in of_class.items():
            before = None if code == Checkpoint.Y else previous_checkpoint(code, of_class)
            if before is not None:
                found.setdefault((before.value, code), []).append(Step(of_class[before.value], after))
    return found


def quality(selection: Selection, reader: Reader) -> Table:
    """Each step of the chosen year over the classes that have both periods."""
    read_municipality(reader)
    year = selection.year or 0
    rows = read_pupils(reader, year=year)
    hidden = {
        c.value: hidden_in_municipality(reader, year, c.value) for c in Checkpoint if not c.is_whole_year
    }
    shown = [row for row in rows if row.class_id not in hidden.get(row.checkpoint, frozenset())]
    steps = _steps(shown)
    order = [checkpoint.value for checkpoint in Checkpoint]
    keys = sorted(steps, key=lambda key: (order.index(key[0]), order.index(key[1])))
    return Table(
        key="quality",
        title="Прогноз повышения качества и что стало",
        caption="по классам, у которых есть оба периода",
        columns=COLUMNS,
        rows=tuple(_row(key, steps[key]) for key in keys),
        notes=(
            "Прогноз качества — опись резерва, а не предсказание: насколько выросло бы качество, если бы все "
            "единственные «3» исправили. «Сбылось» — доля этого роста, которая случилась; снижение качества даёт "
            "отрицательное число. Методика проекта.",
        ),
        source=f"Источник: отметки журнала, {format_year(year)} учебный год",
        empty="В этом учебном году нет двух периодов с отметками.",
    )


def _row(key: tuple[str, str], steps: list[Step]) -> Row:
    n = sum(step.before.n for step in steps)
    n_after = sum(step.after.n for step in steps)
    good = sum(step.good for step in steps)
    reserve = sum(step.before.n_one3 for step in steps)
    came = sum(step.good_after for step in steps) - good
    error = sum(step.before.n * step.error(step.before.n_one3) for step in steps) / n
    naive = sum(step.before.n * step.error(0) for step in steps) / n
    words = f"{checkpoint_title(key[0])} → {checkpoint_title(key[1])}"
    return Row(
        (
            Cell(words),
            Cell(quantity=Quantity(len(steps), Measure.COUNT)),
            Cell(quantity=Quantity(n, Measure.COUNT)),
            Cell(quantity=Quantity.share(good, n)),
            Cell(quantity=Quantity.share(good + reserve, n)),
            Cell(quantity=Quantity.share(good + came, n_after)),
            Cell(quantity=Quantity(error, Measure.INDEX)),
            Cell(quantity=Quantity(naive, Measure.INDEX)),
            Cell(quantity=Quantity.share(came, reserve, "резерва не было")),
        )
    )
