"""An indicator (показатель) as data: what it is, how it is obtained, where its borders stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from dashboard.blocks import Measure, Passport, Status
from dashboard.catalogue.reading import CatalogueError, Entry, read_source

USES = ("no_ranking", "no_teacher", "no_public")
LEVELS = ("school", "municipality", "kindergarten")
AGGREGATES = ("ratio", "sum", "weighted")
OBTAINED = ("computed", "entered", "imported")
OWNERS = {"director": "директор организации", "coordinator": "координатор механизма"}
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_USE_WORDS = {
    "no_ranking": "не используется для рейтингов",
    "no_teacher": "не используется для оценки педагогов",
    "no_public": "не публикуется",
}
_POLARITY_WORDS = {
    "higher": "чем выше, тем лучше",
    "lower": "чем ниже, тем лучше",
    "none": "направление не оценивается",
}
_OBTAINED_WORDS = {
    "computed": "вычисляется программой",
    "entered": "вводится в форме или загружается файлом",
    "imported": "загружается файлом",
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `target` and `risk` are in its unit; `uses` lists what it may not serve.

    `numerator` and `denominator` say what a person enters above and below the line. `period`: «checkpoint» has a
    value per quarter, «year» one per school year. `due`: MM-DD of the school year by which it is sent.
    """

    code: str
    title: str
    full_title: str
    measure: Measure
    polarity: Literal["higher", "lower", "none"]
    formula: str
    clause: str
    owner: str
    unit: str = ""
    level: str = "school"
    aggregate: str = "ratio"
    obtained: str = "computed"
    method: str = ""
    period: Literal["year", "checkpoint"] = "year"
    numerator: str = ""
    denominator: str = ""
    due: str = ""
    target: float | None = None
    risk: float | None = None
    target_is_ours: bool = False
    uses: tuple[str, ...] = ()
    quality: str = ""
    warning: str = ""
    criterion: str = ""
    is_share: bool = True
    project_method: bool = False

    @property
    def factor(self) -> float:
        """What numerator / denominator is multiplied by: shares are shown in percent."""
        return 100.0 if self.measure is Measure.PERCENT else 1.0

    @property
    def is_proportion(self) -> bool:
        """A share of people or places, for which an interval of a proportion (Wilson) has a meaning."""
        return self.measure is Measure.PERCENT and self.is_share and self.aggregate == "ratio"

    def value(self, numerator: float, denominator: float) -> float | None:
        """The value in the indicator's unit; None without a denominator."""
        return self.factor * numerator / denominator if denominator else None

    def status(self, value: float | None) -> Status:
        """Reached, at risk or below, by the polarity; no value → no data; no target → none."""
        if value is None:
            return Status.NO_DATA
        if self.target is None or self.polarity == "none":
            return Status.NONE
        sign = 1 if self.polarity == "higher" else -1
        if sign * value >= sign * self.target:
            return Status.REACHED
        risk = self.target if self.risk is None else self.risk
        return Status.RISK if sign * value >= sign * risk else Status.BELOW

    def aimed(self, target: float, risk: float | None) -> Indicator:
        """The same indicator with another target."""
        return replace(self, target=target, risk=risk, target_is_ours=False)

    @property
    def passport(self) -> Passport:
        rules = [_USE_WORDS[use] for use in self.uses]
        formula = self.formula if not self.warning else f"{self.formula}. {self.warning}"
        return Passport(
            self.full_title,
            formula,
            self.clause,
            _POLARITY_WORDS[self.polarity],
            OWNERS.get(self.owner, self.owner),
            "; ".join(rules),
            self.project_method,
        )

    @property
    def obtained_words(self) -> str:
        return _OBTAINED_WORDS[self.obtained]


def read_indicators(folder: Path) -> dict[str, Indicator]:
    """Every `*.toml` of the folder; a code stands once. Raises CatalogueError."""
    found: dict[str, Indicator] = {}
    for path in sorted(folder.glob("*.toml")):
        for code, entry in read_source(path).tables().items():
            if code in found:
                raise entry.wrong(f"показатель «{code}» уже описан в другом файле")
            found[code] = make_indicator(code, entry)
    return found


def make_indicator(code: str, entry: Entry) -> Indicator:
    if not _CODE.fullmatch(code):
        raise entry.wrong(f"код показателя «{code}» — строчные латинские буквы, цифры и «_»")
    try:
        measure = Measure(entry.values.get("measure", ""))
    except ValueError as error:
        raise entry.wrong(f"показатель «{code}»: measure — {error}") from error
    uses = tuple(entry.values.get("uses", ()))
    indicator = entry.make(Indicator, code=code, measure=measure, uses=uses)
    if mistake := _mistake(indicator):
        raise entry.wrong(f"показатель «{code}»: {mistake}")
    return indicator


def _mistake(indicator: Indicator) -> str:
    listed = {
        "polarity": (indicator.polarity, tuple(_POLARITY_WORDS)),
        "level": (indicator.level, LEVELS),
        "aggregate": (indicator.aggregate, AGGREGATES),
        "obtained": (indicator.obtained, OBTAINED),
        "period": (indicator.period, ("year", "checkpoint")),
        "owner": (indicator.owner, tuple(OWNERS)),
    }
    for name, (value, allowed) in listed.items():
        if value not in allowed:
            return f"{name} — одно из {', '.join(allowed)}, а не «{value}»"
    if unknown := set(indicator.uses) - set(USES):
        return f"неизвестное правило {sorted(unknown)}"
    if indicator.due and not _DAY.fullmatch(indicator.due):
        return f"due — месяц и день вида 06-15, а не «{indicator.due}»"
    if indicator.obtained == "computed" and not indicator.method:
        return "у вычисляемого показателя не назван метод (method)"
    return _wrong_borders(indicator.target, indicator.risk, indicator.polarity)


def _wrong_borders(target: object, risk: object, polarity: str) -> str:
    for name, level in (("target", target), ("risk", risk)):
        if level is not None and (isinstance(level, bool) or not isinstance(level, int | float)):
            return f"{name} — число"
    if not isinstance(target, int | float) or not isinstance(risk, int | float):
        return ""
    sign = 1 if polarity == "higher" else -1
    return "граница риска (risk) лучше цели (target)" if sign * risk > sign * target else ""


__all__ = ["CatalogueError", "Indicator", "read_indicators"]
