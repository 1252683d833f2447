"""The words of a recommendation: the template of its rule with the figures that fired it, addressed to somebody."""

from __future__ import annotations

from dashboard.blocks import Measure, Quantity
from dashboard.catalogue import Indicator, Mechanism, Rule
from dashboard.catalogue.rule import TEXT_WORDS
from dashboard.methods.comparable import checkpoint_title
from dashboard.methods.effect import Point
from dashboard.numbers import DASH, NARROW, format_number, format_quantity, format_year, unit_sign
from dashboard.recommending.addressing import addressee
from dashboard.views.indicators import CHANGE_OF
from data_access.queries.places import Place

ORDINALS = (
    "первый",
    "второй",
    "третий",
    "четвёртый",
    "пятый",
    "шестой",
    "седьмой",
    "восьмой",
    "девятый",
    "десятый",
)
LISTED = 3
# The rule of use of procedures such as ВПР goes with every recommendation that speaks of them.
OF_USE = "Показатель не служит для рейтингов и оценки педагогов."


def ordinal(number: int) -> str:
    """«третий»; beyond ten «11-й»."""
    return ORDINALS[number - 1] if 1 <= number <= len(ORDINALS) else f"{number}-й"


def shown(value: float | None, measure: Measure) -> str:
    """«84,2 %»; «—» for nothing."""
    return DASH if value is None else format_quantity(Quantity(value, measure))


def goal(indicator: Indicator) -> str:
    """The target as people write it, without a needless zero: «98,5 %», «50 %»."""
    if indicator.target is None:
        return DASH
    number = format_number(indicator.target, indicator.measure)
    if "," in number:
        number = number.rstrip("0").rstrip(",")
    sign = unit_sign(indicator.measure)
    return f"{number}{NARROW}{sign}" if sign else number


def period_words(point: Point) -> str:
    """«за 2025/26 учебный год», «за период «1 четверть» 2025/26 учебного года»."""
    year = format_year(point[0])
    if point[1] == "Y":
        return f"за {year} учебный год"
    return f"за период «{checkpoint_title(point[1])}» {year} учебного года"


def listed(titles: list[str]) -> str:
    """«Первое», «Второе» и ещё 3."""
    quoted = ", ".join(f"«{title}»" for title in titles[:LISTED])
    rest = len(titles) - LISTED
    return f"{quoted} и ещё {rest}" if rest > 0 else quoted


def figures_words(
    indicator: Indicator, point: Point, value: float | None, before: float | None
) -> dict[str, str]:
    """Words of a template that speak of one indicator at one point."""
    difference = None if value is None or before is None else value - before
    return {
        "indicator": indicator.title,
        "when": period_words(point),
        "value": shown(value, indicator.measure),
        "before": shown(before, indicator.measure),
        "change": shown(difference, CHANGE_OF[indicator.measure]),
        "target": goal(indicator),
    }


def text_of(
    rule: Rule,
    place: Place,
    mechanism: Mechanism,
    words: dict[str, str],
    indicator: Indicator | None = None,
) -> str:
    """«Директору СОШ № 2: успеваемость упала…»; with the rule of use where the indicator has one."""
    filled = rule.text.format_map({**dict.fromkeys(TEXT_WORDS, DASH), **words})
    text = f"{addressee(rule.role, place, mechanism)}: {filled}"
    return f"{text} {OF_USE}" if indicator is not None and "no_teacher" in indicator.uses else text


def offer(template: str, mechanism: Mechanism, indicator: Indicator | None) -> str:
    """What the program offers to do or expects of it; never a figure of pupils."""
    words = {"indicator": "", "target": DASH, "mechanism": mechanism.short_title}
    if indicator is not None:
        words |= {"indicator": indicator.title, "target": goal(indicator)}
    return template.format_map(words)
