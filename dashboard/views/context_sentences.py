"""Sentences about schools in their context: templates over numbers that stand beside them, and nothing else.

The note that puts a high mean into context says what was checked and what was found, either way: it speaks for the
school only where the result is expected under its conditions and nothing was found against it. An inflated earlier
procedure makes an inflated result expected, so even then a sign stays a sign.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dashboard.blocks import Measure
from dashboard.methods.context import Reason, Refusal, Variable
from dashboard.methods.expected import Verdict
from dashboard.methods.funnel import FEWEST_FOR_BETWEEN
from dashboard.methods.similar import Neighbour
from dashboard.methods.value_added import verdict_of
from dashboard.numbers import NARROW, format_number, plural

CAPTION = "признак ≠ нарушение"


class Found(StrEnum):
    """What a check of signs says, as the mart keeps it."""

    SIGN = "sign"
    NONE = "none"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class ExpectedNumbers:
    """The expected result, in percent, and the value added, in percentage points; `schools` of the model."""

    expected: float
    effect: float
    low: float
    high: float
    schools: int

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.low, self.high)


@dataclass(frozen=True, slots=True)
class ContextNumbers:
    """A procedure with a high mean (sign A). `confirmed` of `pairs`: journal marks that the work confirmed.

    `years_high` of `years_checked`: years in which the mean of the procedure was high, this one included.
    """

    procedure: str
    n: int
    actual: float
    expected: ExpectedNumbers | None
    pairs: int
    confirmed: int
    lowered: Found
    border: Found
    twins: Found
    years_high: int
    years_checked: int


_BORDER = {
    Found.SIGN: "есть всплеск на границе отметок",
    Found.NONE: "всплеска на границах отметок нет",
    Found.UNCHECKED: "всплеск на границах отметок не проверялся",
}
_TWINS = {
    Found.SIGN: "есть одинаковые работы",
    Found.NONE: "одинаковых работ нет",
    Found.UNCHECKED: "одинаковые работы не проверялись",
}
_AGAINST = {
    "lowered": "отметки журнала выше работы чаще, чем у других",
    "border": "всплеск на границе отметок",
    "twins": "одинаковые работы",
}


def percent(value: float) -> str:
    """«47,2 %»."""
    return f"{format_number(value, Measure.PERCENT)}{NARROW}%"


def points(value: float) -> str:
    """«+1,4 п.п.»."""
    return f"{format_number(value, Measure.CHANGE)}{NARROW}п.п."


def interval_words(low: float, high: float) -> str:
    """«от −1,0 до +5,2»."""
    return f"от {format_number(low, Measure.CHANGE)} до {format_number(high, Measure.CHANGE)}"


def pupils_words(n: int) -> str:
    return f"{n} {plural(n, 'участник', 'участника', 'участников')}"


def schools_words(n: int) -> str:
    return f"{n} {plural(n, 'школа', 'школы', 'школ')}"


# -- the note on a high mean -----------------------------------------------------------------------------


def context_sentence(numbers: ContextNumbers) -> str:
    """Everything that was checked about a high mean, in one paragraph."""
    high = (
        f"{numbers.procedure}: высокий средний результат, {percent(numbers.actual)} наибольшего балла "
        f"({pupils_words(numbers.n)})."
    )
    checks = f"{_confirmation(numbers)}; {_BORDER[numbers.border]}; {_TWINS[numbers.twins]}."
    repeated = f"Высокое среднее в этой процедуре — {_years(numbers)}."
    return " ".join((high, _expected(numbers.expected), checks, repeated, conclusion(numbers)))


def _expected(found: ExpectedNumbers | None) -> str:
    if found is None:
        return "Ожидаемый результат не рассчитан: для модели мало школ или сведений об условиях."
    return (
        f"Ожидаемый по условиям и предыдущему уровню — {percent(found.expected)}, добавленная ценность "
        f"{points(found.effect)}, 95{NARROW}% интервал {interval_words(found.low, found.high)}: "
        f"{found.verdict.label} (модель: {schools_words(found.schools)})."
    )


def _confirmation(numbers: ContextNumbers) -> str:
    if not numbers.pairs:
        return "Отметок журнала для сравнения нет"
    return f"Отметки журнала подтверждены у {numbers.confirmed} из {numbers.pairs}"


def _years(numbers: ContextNumbers) -> str:
    checked = plural(numbers.years_checked, "проверенного года", "проверенных лет")
    return f"{numbers.years_high} из {numbers.years_checked} {checked}"


def against(numbers: ContextNumbers) -> tuple[str, ...]:
    """What was found against the school, in words."""
    found = {"lowered": numbers.lowered, "border": numbers.border, "twins": numbers.twins}
    words = [_AGAINST[name] for name, state in found.items() if state is Found.SIGN]
    is_above = numbers.expected is not None and numbers.expected.verdict is Verdict.ABOVE
    return ("результат выше ожидаемого", *words) if is_above else tuple(words)


def conclusion(numbers: ContextNumbers) -> str:
    """In favour only with an expectation, both checks of the works made, and nothing found against."""
    faults = against(numbers)
    if faults:
        return f"Условия школы объясняют результат не полностью: {', '.join(faults)}; {CAPTION}."
    if numbers.expected is None or Found.UNCHECKED in (numbers.border, numbers.twins):
        return f"Проверенного мало, чтобы судить, объясняют ли результат условия школы; {CAPTION}."
    return f"Результат согласуется с условиями школы, против него ничего не найдено; {CAPTION}."


# -- notes of the blocks ---------------------------------------------------------------------------------


def refusal_sentence(refusal: Refusal, what: str, procedure: str) -> str:
    """Why a block has nothing. `what`: «Похожие школы» …, `procedure`: «ВПР-5, математика»."""
    if refusal.reason is Reason.FEW_SCHOOLS:
        return (
            f"{what}: нужно не меньше {refusal.needed} школ, а в процедуре «{procedure}» их {refusal.known}. "
            "По меньшему числу сравнение с условиями было бы случайным, поэтому его нет."
        )
    if refusal.reason is Reason.NO_VARIABLES:
        return (
            f"{what}: известно условий школы, которыми школы различаются, — {refusal.known}, а нужно не меньше "
            f"{refusal.needed}. Заполните реестр «Социальный паспорт школы»."
        )
    if refusal.reason is Reason.NO_PREVIOUS:
        return (
            f"{what}: предыдущего уровня для процедуры «{procedure}» нет — ни более ранней процедуры тех же "
            "обучающихся, ни результата год назад у двух третей школ. Без него нельзя сказать, что школа добавила."
        )
    if refusal.reason is Reason.NO_SPREAD:
        return f"{what}: баллы участников процедуры «{procedure}» внутри школ не различаются."
    return f"{what}: у школы нет результата в процедуре «{procedure}»."


def left_out_sentence(variables: Iterable[Variable]) -> str:
    """Which variables do not count, and why; empty when all do."""
    titles = ", ".join(variable.title for variable in variables)
    return f"Не учтено: {titles} — школа этого не указала или все школы здесь одинаковы." if titles else ""


def parts_sentence(neighbour: Neighbour) -> str:
    """What the distance is made of, largest part first: «обучающихся 62 %, сельская школа 38 %»."""
    known = [part for part in neighbour.parts if part.share is not None]
    ordered = sorted(known, key=lambda part: -(part.share or 0.0))
    words = [f"{part.variable.short} {_whole(part.share)}" for part in ordered]
    missing = [variable.short for variable in neighbour.missing]
    return "; ".join([", ".join(words), *([f"не указано: {', '.join(missing)}"] if missing else [])])


def _whole(share: float | None) -> str:
    return f"{format_number(100.0 * (share or 0.0), Measure.COUNT)}{NARROW}%"


def model_sentence(schools: int, weights: Iterable[tuple[Variable, float]]) -> str:
    """Variables of the model with their weights."""
    words = "; ".join(f"{variable.title} {points(weight)}" for variable, weight in weights)
    return (
        f"Модель: гребневая регрессия, {schools_words(schools)}, школа не входит в своё ожидание. Вес условия — "
        f"сколько приносит одно стандартное отклонение: {words}"
    )


def plain_limits_sentence(beyond: int, plainly: int, schools: int) -> str:
    """How many schools lie outside with and without the honest differences between schools."""
    return (
        f"За внешними границами {beyond} из {schools}; если бы школы различались только случаем, оказалось бы "
        f"{plainly} из {schools}: границы расширены на честные различия школ (Spiegelhalter, 2005)."
    )


def few_for_between_sentence(schools: int) -> str:
    """Why the limits are those of chance alone."""
    return (
        f"{schools_words(schools)}: обычные различия школ по такому числу не оценить, границы — только "
        f"случай, школ за ними больше, чем необычных (нужно не меньше {FEWEST_FOR_BETWEEN})."
    )


def hidden_schools_sentence(hidden: int) -> str:
    return f"Не показаны и не учтены {schools_words(hidden)}: мало участников."
