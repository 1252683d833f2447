"""Rules of recommendations (правила адресных рекомендаций) as data: when they fire, to whom, in which words."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import Any

from dashboard.catalogue.indicator import Indicator
from dashboard.catalogue.profile import MECHANISMS
from dashboard.catalogue.reading import Entry, read_source

ROLES = ("director", "coordinator")
TEXT_WORDS = ("value", "before", "change", "target", "years", "count", "n", "indicator", "when", "list")
OFFER_WORDS = ("indicator", "target", "mechanism")
# What a condition cannot do without: an indicator, and its limits.
_NEEDS: dict[str, tuple[bool, str]] = {
    "rise": (True, "points"),
    "drop": (True, "points"),
    "below_years": (True, "years"),
    "reserve": (True, "pupils"),
    "near_low": (True, ""),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `condition` names the check in `dashboard/recommending`; `limits` are its parameters.

    `text` is a template with the figures that fired: {value}, {before}, {change}, {target}, {years}, {count}, {n},
    {indicator}, {when}, {list}. Whom it is addressed to is put before it. `measure` and `expected` are what the
    program offers to do; they hold no figure of pupils, only {indicator}, {target}, {mechanism}.
    """

    code: str
    condition: str
    title: str
    text: str
    measure: str
    expected: str
    clause: str
    mechanism: str = ""  # empty: every mechanism of the profile that shows the indicator
    role: str = "director"
    indicator: str = ""
    limits: dict[str, Any] = field(default_factory=dict)


def read_rules(path: Path, indicators: dict[str, Indicator], conditions: tuple[str, ...]) -> dict[str, Rule]:
    """`rules.toml`. Raises CatalogueError for an unknown condition, indicator, mechanism or role."""
    return {
        code: _rule(code, entry, indicators, conditions) for code, entry in read_source(path).tables().items()
    }


def _rule(code: str, entry: Entry, indicators: dict[str, Indicator], conditions: tuple[str, ...]) -> Rule:
    rule = entry.make(Rule, code=code)
    if rule.condition not in conditions:
        raise entry.wrong(f"правило «{code}»: condition — одно из {', '.join(conditions)}")
    if rule.indicator and rule.indicator not in indicators:
        raise entry.wrong(f"правило «{code}»: нет показателя «{rule.indicator}»")
    if rule.mechanism and rule.mechanism not in MECHANISMS:
        raise entry.wrong(f"правило «{code}»: нет механизма «{rule.mechanism}»")
    if rule.role not in ROLES:
        raise entry.wrong(f"правило «{code}»: role — одно из {', '.join(ROLES)}")
    if mistake := _missing(rule) or _unknown_word(rule):
        raise entry.wrong(f"правило «{code}»: {mistake}")
    return rule


def _missing(rule: Rule) -> str:
    needs_indicator, limit = _NEEDS.get(rule.condition, (False, ""))
    if needs_indicator and not rule.indicator:
        return f"для condition = «{rule.condition}» нужен показатель (indicator)"
    known = rule.limits.get(limit)
    if limit and (isinstance(known, bool) or not isinstance(known, int | float) or known <= 0):
        return f"для condition = «{rule.condition}» нужен limits.{limit} — число больше нуля"
    return ""


def _unknown_word(rule: Rule) -> str:
    """A place in a template that nothing fills."""
    parts = (("text", rule.text, TEXT_WORDS), ("measure", rule.measure, OFFER_WORDS))
    for name, template, allowed in (*parts, ("expected", rule.expected, OFFER_WORDS)):
        try:
            words = [word for _, word, _, _ in Formatter().parse(template) if word is not None]
        except ValueError as error:
            return f"{name}: {error}"
        for word in words:
            if word not in allowed:
                return f"{name}: нет слова {{{word}}}; есть {', '.join(allowed)}"
    return ""
