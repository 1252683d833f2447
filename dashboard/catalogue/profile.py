"""A profile (профиль муниципалитета): what one municipal order makes of the program. One TOML file each.

`docs/profile.md` says how to write one. Everything is checked when the program starts: an unknown indicator, a
missing clause or a bad date is a sentence with the file and the line, never a hole on a screen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.catalogue.indicator import Indicator, make_indicator
from dashboard.catalogue.reading import Entry, Source, read_source

MECHANISMS = (
    "preparation",
    "low_results",
    "talent",
    "career",
    "objectivity",
    "heads",
    "training",
    "methodical",
    "upbringing",
    "preschool",
)
STAGES = {
    "goals": "Цели",
    "indicators": "Показатели",
    "methods": "Методы сбора информации",
    "monitoring": "Мониторинг",
    "analysis": "Анализ",
    "recommendations": "Адресные рекомендации",
    "measures": "Меры и мероприятия",
    "decisions": "Управленческие решения",
    "effect": "Анализ эффективности",
}
REPEATS = ("once", "yearly", "half_yearly", "quarterly", "monthly", "always", "as_needed")
PROCEDURE_KINDS = {
    "continuous": "Постоянные",
    "invariant": "Инвариантные",
    "variative": "Вариативные",
    "federal": "Федеральные",
    "regional": "Региональные",
    "municipal": "Муниципальные",
    "school": "Школьные",
}
METRICS = ("", "low_schools", "listed", "leaders", "ended", "enrolled", "any")
LOW_DEFINITIONS = ("none", "two_years_below", "problem_kinds")


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A mechanism of quality management (механизм управления качеством): a page of the program."""

    code: str
    title: str
    short_title: str
    group: str
    question: str
    clause: str
    indicators: tuple[str, ...]
    lead: str


@dataclass(frozen=True, slots=True)
class Target:
    """What the order wants. `year` is the year of 1 September; None: every year. `unit`: a school; empty: all."""

    indicator: str
    value: float
    clause: str
    risk: float | None = None
    year: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RoadmapItem:
    """A measure of the roadmap (мероприятие дорожной карты). `start`, `end`: MM-DD inside a school year."""

    section: str
    no: str
    title: str
    due: str
    repeat: str
    responsible: str = ""
    report: str = ""
    start: str = ""
    end: str = ""
    on: date | None = None
    until: int | None = None
    clause: str = ""

    @property
    def code(self) -> str:
        """Unique in the profile: section/number."""
        return f"{self.section}/{self.no}"


@dataclass(frozen=True, slots=True)
class RoadmapSection:
    section: str
    title: str
    clause: str
    mechanism: str = ""
    items: tuple[RoadmapItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """An assessment procedure of the calendar (оценочная процедура)."""

    kind: str
    title: str
    clause: str
    repeat: str = "yearly"
    mechanism: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class HeadCriterion:
    """A criterion of effectiveness of heads: at most `weight` points, proven by `evidence`."""

    group: str
    weight: float
    title: str
    clause: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class SupportModel:
    """A way of supporting schools with low results. `metric` with `min` and `max` is the condition that is checked;
    `leaders`: so many strong schools are needed beside it; `not_in`: models whose schools this one leaves out."""

    title: str
    purpose: str
    term: str
    condition: str
    clause: str
    metric: str = ""
    min: int | None = None
    max: int | None = None
    leaders: int = 0
    not_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LowDefinition:
    """What the order itself calls a school with low results. `kind`: how the program checks it; «none»: the order
    defines nothing, `text` is what it says instead."""

    kind: str
    clause: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    code: str
    title: str
    clause: str


@dataclass(frozen=True, slots=True)
class Party:
    """Who gets access to which results."""

    title: str
    sees: str
    clause: str


@dataclass(frozen=True, slots=True)
class DecisionLevel:
    stage: str
    level: str
    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class CycleStep:
    stage: str
    title: str
    clause: str


@dataclass(frozen=True, slots=True)
class TargetGroup:
    title: str
    purpose: str
    form: str
    clause: str


@dataclass(frozen=True, slots=True)
class Profile:
    code: str
    title: str
    place: str
    kind: str
    document: str
    report: str
    mechanisms: dict[str, Mechanism] = field(default_factory=dict)
    targets: tuple[Target, ...] = ()
    roadmap: tuple[RoadmapSection, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    head_criteria: tuple[HeadCriterion, ...] = ()
    support_models: tuple[SupportModel, ...] = ()
    problem_kinds: tuple[ProblemKind, ...] = ()
    parties: tuple[Party, ...] = ()
    decision_levels: tuple[DecisionLevel, ...] = ()
    cycle_steps: tuple[CycleStep, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    low_definition: LowDefinition | None = None
    # indicators that only this order has
    indicators: dict[str, Indicator] = field(default_factory=dict)

    def roadmap_of(self, mechanism: str) -> tuple[RoadmapSection, ...]:
        """Sections of a mechanism; of an empty code, every section."""
        return tuple(part for part in self.roadmap if not mechanism or part.mechanism == mechanism)


_TABLES: dict[str, tuple[str, type]] = {
    "target": ("targets", Target),
    "procedure": ("procedures", Procedure),
    "head_criterion": ("head_criteria", HeadCriterion),
    "support_model": ("support_models", SupportModel),
    "problem_kind": ("problem_kinds", ProblemKind),
    "party": ("parties", Party),
    "decision_level": ("decision_levels", DecisionLevel),
    "cycle_step": ("cycle_steps", CycleStep),
    "target_group": ("target_groups", TargetGroup),
}
_ALLOWED: dict[str, tuple[str, ...]] = {
    "kind": tuple(PROCEDURE_KINDS),
    "repeat": REPEATS,
    "stage": tuple(STAGES),
    "level": ("municipality", "school"),
    "metric": METRICS,
}


def read_profile(path: Path, indicators: dict[str, Indicator]) -> Profile:
    """A profile, checked against the known indicators. Raises CatalogueError with file and line."""
    source = read_source(path)
    unknown = set(source.content) - {
        "profile",
        "mechanism",
        "roadmap",
        "indicator",
        "low_definition",
        *_TABLES,
    }
    if unknown:
        raise source.wrong(min(unknown), f"неизвестная таблица «{min(unknown)}»")
    head = source.table("profile")
    if head.values.get("kind") not in ("municipality", "region"):
        raise head.wrong("kind — municipality или region")
    if head.values.get("report", "yearly") not in ("yearly", "half-yearly"):
        raise head.wrong("report — yearly или half-yearly")
    own = _own_indicators(source, indicators)
    indicators = {**indicators, **own}
    mechanisms = _mechanisms(source, indicators)
    tables: dict[str, Any] = {
        place: tuple(_checked(entry, kind, mechanisms, indicators) for entry in source.array(name))
        for name, (place, kind) in _TABLES.items()
    }
    _check_models(source)
    return head.make(
        Profile,
        code=path.stem,
        mechanisms=mechanisms,
        roadmap=_roadmap(source, mechanisms),
        indicators=own,
        low_definition=_low_definition(source, tables["problem_kinds"]),
        **tables,
    )


def _low_definition(source: Source, kinds: tuple[ProblemKind, ...]) -> LowDefinition | None:
    if "low_definition" not in source.content:
        return None
    entry = source.table("low_definition")
    made = entry.make(LowDefinition)
    if made.kind not in LOW_DEFINITIONS:
        raise entry.wrong(f"kind — одно из {', '.join(LOW_DEFINITIONS)}, а не «{made.kind}»")
    if made.kind == "problem_kinds" and not kinds:
        raise entry.wrong("kind = problem_kinds, но видов проблем [[problem_kind]] в профиле нет")
    return made


def _check_models(source: Source) -> None:
    entries = source.array("support_model")
    titles = {entry.values.get("title") for entry in entries}
    for entry in entries:
        for title in entry.values.get("not_in", ()):
            if title not in titles:
                raise entry.wrong(f"not_in: модели «{title}» в этом профиле нет")


def _own_indicators(source: Source, known: dict[str, Indicator]) -> dict[str, Indicator]:
    found = {}
    for code, entry in source.subtables("indicator").items():
        if code in known:
            raise entry.wrong(f"показатель «{code}» в программе уже есть")
        found[code] = make_indicator(code, entry)
        if found[code].obtained == "computed":
            raise entry.wrong(f'показатель «{code}»: вычислять его некому, укажите obtained = "entered"')
    return found


def _mechanisms(source: Source, indicators: dict[str, Indicator]) -> dict[str, Mechanism]:
    found: dict[str, Mechanism] = {}
    for entry in source.array("mechanism"):
        made = entry.make(Mechanism, indicators=tuple(entry.values.get("indicators", ())))
        if made.code not in MECHANISMS:
            raise entry.wrong(f"неизвестный механизм «{made.code}»; есть {', '.join(MECHANISMS)}")
        if made.code in found:
            raise entry.wrong(f"механизм «{made.code}» уже описан")
        for code in (*made.indicators, made.lead):
            _known(entry, code, indicators)
        found[made.code] = made
    if not found:
        raise source.table("profile").wrong("не описано ни одного механизма [[mechanism]]")
    return found


def _known(entry: Entry, code: str, indicators: dict[str, Indicator]) -> None:
    if code not in indicators:
        raise entry.wrong(f"нет показателя «{code}» в dashboard/catalogue/indicators")


def _checked(
    entry: Entry, kind: type, mechanisms: dict[str, Mechanism], indicators: dict[str, Indicator]
) -> Any:
    """An entry of a listed table with its codes and dates looked at."""
    lists = {name: tuple(value) for name, value in entry.values.items() if isinstance(value, list)}
    made = entry.make(kind, **lists)
    if isinstance(made, Target):
        _known(entry, made.indicator, indicators)
    _check_words(entry, mechanisms)
    return made


def _check_words(entry: Entry, mechanisms: dict[str, Mechanism]) -> None:
    for name, allowed in _ALLOWED.items():
        value = entry.values.get(name)
        if value is not None and value not in allowed:
            raise entry.wrong(f"{name} — одно из {', '.join(filter(None, allowed))}, а не «{value}»")
    mechanism = entry.values.get("mechanism", "")
    if mechanism and mechanism not in mechanisms:
        raise entry.wrong(f"механизма «{mechanism}» в этом профиле нет")
    for name in ("start", "end"):
        _check_day(entry, str(entry.values.get(name, "")), name)


def _check_day(entry: Entry, day: str, name: str) -> None:
    try:
        if day:
            date.fromisoformat(f"2024-{day}")
    except ValueError as error:
        raise entry.wrong(f"{name}: «{day}» — не месяц и день вида 09-30") from error


def _roadmap(source: Source, mechanisms: dict[str, Mechanism]) -> tuple[RoadmapSection, ...]:
    found, codes = [], set()
    for entry in source.array("roadmap"):
        _check_words(entry, mechanisms)
        section = str(entry.values.get("section", ""))
        items = tuple(_item(line, section) for line in source.inline(entry, "items"))
        for item, line in zip(items, source.inline(entry, "items"), strict=True):
            if item.code in codes:
                raise line.wrong(f"мероприятие «{item.code}» уже есть")
            codes.add(item.code)
        found.append(entry.make(RoadmapSection, items=items))
    return tuple(found)


def _item(entry: Entry, section: str) -> RoadmapItem:
    _check_words(entry, {})
    on: date | None = None
    if entry.values.get("repeat") == "once":
        try:
            on = date.fromisoformat(str(entry.values.get("on", "")))
        except ValueError as error:
            raise entry.wrong(f"on: «{entry.values.get('on', '')}» — не дата вида 2021-03-31") from error
    return entry.make(RoadmapItem, section=section, on=on)
