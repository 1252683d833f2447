"""«Требует внимания»: sentences with a number, worst first, that a coordinator can act on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.blocks import Attention, Concern, Measure, Status
from dashboard.catalogue import Indicator
from dashboard.methods.comparable import checkpoint_title
from dashboard.numbers import format_number, plural
from dashboard.selection import Selection
from dashboard.views.indicators import Values
from dashboard.views.municipality import headline_codes, headline_values, source, valued_schools
from dashboard.views.suppression import hidden_in_municipality, hidden_schools
from dashboard.views.targets import aimed
from dashboard.views.time import when
from data_access.queries.places import Place, read_class_names, read_municipality, read_schools
from data_access.queries.rollups import Pupils, read_pupils
from data_access.viewer import Reader

SHOWN = 7
NAMED = ("quality", "pass_rate")
FALL = -3.0  # п.п. a year from which a fall is named
RESERVE_PUPILS = 3
GRADES_WITH_MARKS = range(2, 12)


@dataclass(frozen=True, slots=True)
class Weighed:
    weight: float
    concern: Concern


def attention(selection: Selection, reader: Reader) -> Attention:
    """What is wrong in the municipality now: schools below the target, falls, reserves, silent classes."""
    read_municipality(reader)
    year, checkpoint = selection.year or 0, selection.period or "Y"
    values = headline_values(selection, reader)
    pupils = [row for row in read_pupils(reader, year=year) if row.checkpoint == checkpoint]
    names = {school.id: school.short_name for school in read_schools(reader)}
    found = [
        *_schools(selection, reader, values, year),
        *_reserves(selection, reader, pupils, names),
        *_silent(selection, reader, pupils, names),
    ]
    found.sort(key=lambda weighed: -weighed.weight)
    return Attention(
        key="attention",
        title="Требует внимания",
        items=tuple(weighed.concern for weighed in found[:SHOWN]),
        total=len(found),
        source=source(selection),
        empty="Школ ниже цели, снижений и классов без отметок нет.",
    )


def _schools(selection: Selection, reader: Reader, values: Values, year: int) -> Iterator[Weighed]:
    hidden = hidden_schools(reader, year, selection.period or "Y")
    codes = tuple(code for code in NAMED if code in headline_codes(reader, NAMED))
    for school in valued_schools(selection, reader, codes) if codes else ():
        if school.id in hidden:
            continue
        for code in codes:
            concern = _school_concern(selection, values, school, aimed(reader, code, year, school), year)
            if concern is not None:
                yield concern


def _school_concern(
    selection: Selection, values: Values, school: Place, indicator: Indicator, year: int
) -> Weighed | None:
    now, before = (values.number(indicator, school.id, of) for of in (year, year - 1))
    if now is None:
        return None
    border = now if indicator.risk is None else indicator.risk
    status = indicator.status(now)
    step = None if before is None else now - before
    is_fall = step is not None and step <= FALL
    if status is not Status.BELOW and not is_fall:
        return None
    name = indicator.title.lower()
    shown = format_number(now, Measure.PERCENT)
    sentence = f"{school.short_name}: {name} {shown} % — ниже границы риска {border:g} %"
    if status is not Status.BELOW:
        sentence = f"{school.short_name}: {name} {shown} %, за год {format_number(step, Measure.CHANGE)} п.п."
    detail = f"Подготовка обучающихся · {when(selection)}"
    if status is Status.BELOW and step is not None:
        detail += f" · за год {format_number(step, Measure.CHANGE)} п.п."
    kind = Status.BELOW if status is Status.BELOW else Status.RISK
    weight = 100 + border - now if status is Status.BELOW else 60 - (step or 0)
    href = selection.at("/school", unit=school.id).address
    return Weighed(weight, Concern(sentence, detail, kind, href))


def _reserves(
    selection: Selection, reader: Reader, pupils: list[Pupils], names: dict[int, str]
) -> Iterator[Weighed]:
    """Classes where several pupils have exactly one «3»: the nearest gain of quality."""
    hidden = hidden_in_municipality(reader, selection.year or 0, selection.period or "Y")
    best = sorted(
        (row for row in pupils if row.n_one3 >= RESERVE_PUPILS and row.class_id not in hidden),
        key=lambda row: (-row.n_one3 / row.n, row.class_id),
    )[:3]
    letters = read_class_names(reader, [row.class_id for row in best])
    for row in best:
        gain = format_number(100 * row.n_one3 / row.n, Measure.CHANGE)
        word = plural(row.n_one3, "обучающийся", "обучающихся", "обучающихся")
        sentence = (
            f"{letters[row.class_id]}, {names[row.school_id]}: {row.n_one3} {word} с одной «3» — "
            f"резерв {gain} п.п. качества"
        )
        href = selection.at("/class", unit=row.class_id).address
        weight = 40 + 10 * row.n_one3 / row.n
        yield Weighed(weight, Concern(sentence, "Прогноз качества", Status.RISK, href))


def _silent(
    selection: Selection, reader: Reader, pupils: list[Pupils], names: dict[int, str]
) -> Iterator[Weighed]:
    """Classes without marks at the checkpoint although they have marks at another one of the year."""
    year, checkpoint = selection.year or 0, selection.period or "Y"
    filled = {row.class_id for row in pupils}
    of_year = read_pupils(reader, year=year)
    # A class that lives by half-years has nothing after the first quarter: compare classes of one kind.
    kinds = {row.period for row in of_year if row.checkpoint == checkpoint}
    silent: dict[int, int] = {}
    for row in of_year:
        same_kind = any(row.period[0] == kind[0] for kind in kinds if kind != "Y") or checkpoint == "Y"
        if row.class_id not in filled and row.grade in GRADES_WITH_MARKS and same_kind:
            silent[row.class_id] = row.school_id
    started = {row.class_id for row in of_year if row.period == "Q1"}
    letters = read_class_names(reader, list(silent))
    for class_id, school_id in silent.items():
        if checkpoint in ("Q1", "H1") and class_id not in started:
            continue  # grade 2 starts without marks
        period = checkpoint_title(checkpoint).lower()
        sentence = f"{letters[class_id]}, {names[school_id]}: нет отметок за период «{period}»"
        href = selection.at("/class", unit=class_id).address
        yield Weighed(50, Concern(sentence, "Данные не загружены", Status.NO_DATA, href))
