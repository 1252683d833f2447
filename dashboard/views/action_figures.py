"""What one recommendation says in short: its title and the figures that fired the rule, without what is hidden."""

from __future__ import annotations

from dashboard.blocks import Measure, Quantity
from dashboard.catalogue import catalogue_of
from data_access.queries.cycle import Recommendation
from data_access.viewer import Reader


def title_of(reader: Reader, row: Recommendation, is_hidden: bool = False) -> str:
    """The title of the rule, with the indicator where the rule is of any; where figures are hidden, only that."""
    known = catalogue_of(reader)
    rule, indicator = known.rules.get(row.rule), known.indicators.get(row.indicator)
    if is_hidden:
        return f"По показателю «{indicator.title}»" if indicator else "Рекомендация"
    if rule is None:
        return "Рекомендация прежнего правила"
    return rule.title if rule.indicator or indicator is None else f"{rule.title}: «{indicator.title}»"


def figures_of(
    reader: Reader, row: Recommendation, hidden: str = ""
) -> tuple[Quantity | None, Quantity | None, Quantity | None]:
    """Before, now and target: the oldest and the newest of the figures that fired the rule."""
    indicator = catalogue_of(reader).indicators.get(row.indicator)
    told = row.numbers.get("values", [])
    if indicator is None or not told:
        count = row.numbers.get("count")
        return None, None if count is None else Quantity(float(count), Measure.COUNT), None
    goal = row.numbers.get("target")
    target = None if goal is None else Quantity(float(goal), indicator.measure)
    if hidden:
        return None, Quantity.hidden(indicator.measure, hidden), target
    numbers = [indicator.value(float(above), float(below)) for _, _, above, below in told]
    now = Quantity(numbers[0], indicator.measure)
    before = Quantity(numbers[-1], indicator.measure) if len(numbers) > 1 else None
    return before, now, target
