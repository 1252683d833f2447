"""A fact of a class beside its ИОР: the expected figure, the deviation, the verdict in words, the coverage."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.blocks import Cell, Measure, Quantity, State, Tone
from dashboard.methods.expected import LEAST_COVERAGE, Expectation, Variant, Verdict, verdict
from dashboard.numbers import format_number
from dashboard.views.component_cells import hidden_cell
from dashboard.views.mark_counts import shown
from dashboard.views.suppression import hides, note
from dashboard.views.work_cells import VERDICT_TONES
from dashboard.views.work_words import NOT_COMPUTED
from data_access.viewer import Reader

LOWEST, HIGHEST = 2, 5


@dataclass(frozen=True)
class Compared:
    """A fact beside its expectation; `measure` PERCENT or MEAN. `expected` None: not computed, or closed with its
    reason."""

    fact: Quantity
    expected: float | None
    measure: Measure
    closed: str = ""

    @property
    def deviation(self) -> float | None:
        if self.fact.value is None or self.expected is None:
            return None
        return self.fact.value - self.expected

    def verdict(self, tolerance: float) -> Verdict | None:
        if self.measure is Measure.MEAN:
            return verdict(_on_scale(self.fact.value), _on_scale(self.expected), tolerance)
        return verdict(self.fact.value, self.expected, tolerance)


def _on_scale(mean: float | None) -> float | None:
    """A mean mark as percent of the way from «2» to «5», so that one tolerance serves all three."""
    return None if mean is None else 100 * (mean - LOWEST) / (HIGHEST - LOWEST)


def expected_figures(found: Expectation | None) -> tuple[float | None, float | None, float | None]:
    """Success, quality and mean that were to be expected; None under the least coverage."""
    if found is None or not found.is_computed:
        return None, None, None
    return found.success.percent, found.quality.percent, found.mean


def expected_cell(pair: Compared) -> Cell:
    if pair.closed:
        return hidden_cell(pair.measure, pair.closed)
    if pair.expected is None:
        return Cell(quantity=Quantity.missing(pair.measure, NOT_COMPUTED))
    return Cell(quantity=Quantity(pair.expected, pair.measure))


def deviation_of(pair: Compared) -> Quantity:
    measure = Measure.MEAN_CHANGE if pair.measure is Measure.MEAN else Measure.CHANGE
    if pair.closed:
        return Quantity.hidden(measure, pair.closed)
    if pair.deviation is None:
        return Quantity.missing(measure, NOT_COMPUTED)
    return Quantity(pair.deviation, measure)


def verdict_cell(reader: Reader, pair: Compared, is_short: bool = False) -> Cell:
    if pair.closed:
        return Cell("скрыто", tone=Tone.MUTED, note=pair.closed)
    found = pair.verdict(reader.methods.ior_tolerance)
    if found is None:
        return Cell("не рассчитан" if is_short else "ИОР не рассчитан", tone=Tone.MUTED, note=NOT_COMPUTED)
    measure = Measure.MEAN_CHANGE if pair.measure is Measure.MEAN else Measure.CHANGE
    step = format_number(pair.deviation, measure)
    words = f"отклонение {step}" if measure is Measure.MEAN_CHANGE else f"отклонение {step} п.п."
    return Cell(found.short if is_short else found.label, tone=VERDICT_TONES[found], note=words)


def closed_words(reader: Reader, found: Expectation | None) -> str:
    """Why an expectation is not shown to a viewer without names: earlier marks of the group are hidden, or there are
    none, and nothing tells the two apart."""
    return note(reader) if hides(reader) and (found is None or not found.n_list) else ""


def coverage_cell(reader: Reader, found: Expectation | None) -> Cell:
    if closed := closed_words(reader, found):
        return hidden_cell(Measure.PERCENT, closed)
    if found is None:
        return Cell(quantity=Quantity.missing(Measure.PERCENT, "прошлых отметок нет"))
    return Cell(quantity=shown(found.coverage), note=f"прошлые отметки у {found.n_known} из {found.n_list}")


def not_applicable(measure: Measure) -> Quantity:
    return Quantity(None, measure, State.NOT_APPLICABLE)


def method_note(reader: Reader) -> str:
    """What ИОР is here, with its parameters and both variants named."""
    tolerance = reader.methods.ior_tolerance
    chosen = Variant(reader.methods.ior_method)
    other = next(variant for variant in Variant if variant is not chosen)
    step = format_number((HIGHEST - LOWEST) * tolerance / 100, Measure.MEAN)
    return (
        "ИОР (индекс ожидаемой результативности) — методика проекта. m — отметка обучающегося за прошлый закрытый "
        "период (нет — за последний период года, затем за прошлый год): ИОР успеваемости — доля m ≥ 3, качества — доля "
        f"m ≥ 4, средней — среднее m. Отклонение = факт − ИОР; в пределах ±{tolerance:g} п.п. (у средней ±{step}: та "
        "же доля шкалы от «2» до «5») — «в пределах ожидаемого». ИОР работы — среднее e(m), выбран вариант "
        f"«{chosen.label}» (другой — «{other.label}»). Если m известна меньше чем у {100 * LEAST_COVERAGE:.0f} % "
        "обучающихся, ИОР не рассчитан."
    )
