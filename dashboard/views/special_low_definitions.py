"""Definitions of a school with low results side by side: the rule in force, the order's own, the region's list.

The three answer different questions and often disagree; the table says which fired on which numbers. Where the order
defines nothing it says so with the clause, and the rule in force stands alone beside the list.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.blocks import Cell, Column, Header, Kind, Matrix, MatrixRow, Row, Status, Table, Tone
from dashboard.catalogue import catalogue_of
from dashboard.catalogue.profile import LowDefinition
from dashboard.methods.low_definitions import TwoYears, lowest_quarter, totals_of, two_years
from dashboard.methods.low_results import LowTable
from dashboard.numbers import format_date, format_year
from dashboard.selection import Selection
from dashboard.views.low_problems import Fact, problem_facts, social_indexes
from dashboard.views.low_sentences import lag_sentence, schools_words
from dashboard.views.register_scene import Scene, day, scene, words
from dashboard.views.special_low_results import (
    conceals,
    partial,
    seen_schools,
    tables_of,
    verdict_cell,
    verdict_of,
)
from data_access.queries.places import Place
from data_access.queries.registers import Line
from data_access.viewer import Reader

NO_OWN = LowDefinition("none", "")
UNSAID = "документ своего определения не даёт, действует правило Рособрнадзора"
UNKNOWN = Cell("нет данных", status=Status.NO_DATA)


@dataclass(frozen=True, slots=True)
class Said:
    """What one definition says of a school. `is_listed` None: it says nothing. `fired`: on which numbers."""

    cell: Cell
    is_listed: bool | None
    fired: str = ""


def definitions(selection: Selection, reader: Reader) -> Table:
    """Schools × definitions, with what fired and where they disagree."""
    found = scene(selection, reader)
    own = catalogue_of(reader).profile.low_definition or NO_OWN
    rows = tuple(_row(selection, reader, found, own, school) for school in seen_schools(reader))
    apart = sum(row.cells[-1].text != "" for row in rows)
    return Table(
        key="low_definitions",
        title="Определения рядом: правило, документ, официальный список",
        caption=f"{schools_words(len(rows))}, расходятся: {apart}",
        columns=(
            Column("school", "Школа"),
            Column("rule", "Правило в силе", Kind.STATUS),
            Column("own", "Определение документа", Kind.STATUS, help=own.text),
            Column("official", "Официальный список", Kind.STATUS),
            Column("fired", "Что сработало"),
            Column("apart", "Расхождение"),
        ),
        rows=rows,
        notes=_own_notes(own),
        source=f"Источник: протоколы ВПР, ОГЭ и ЕГЭ, реестры, {format_year(selection.year or 0)} учебный год",
        empty="За этот год нет ни результатов процедур, ни записей реестров.",
    )


def _own_notes(own: LowDefinition) -> tuple[str, ...]:
    where = f" ({own.clause})" if own.clause else ""
    if own.kind == "none":
        says = f": «{own.text}»" if own.text else ""
        return (f"{UNSAID[0].upper()}{UNSAID[1:]}{where}{says}.",)
    if own.kind == "problem_kinds":
        return (
            f"Определение документа{where}: «{own.text}». Сколько проблем нужно, документ не говорит: здесь достаточно "
            "одной заявленной. Факты показаны рядом и сами школу в перечень не вносят.",
        )
    return (
        f"Определение документа{where}: «{own.text}». Критерии — процедуры, которые школа писала в оба года; другие — "
        "все остальные школы вместе (методика проекта). «Не случайно» — интервал разности долей выше нуля в каждой "
        "процедуре и в каждом году.",
    )


def _row(selection: Selection, reader: Reader, found: Scene, own: LowDefinition, school: Place) -> Row:
    by_rule = _by_rule(reader, school, found.year)
    by_own = _BY_OWN[own.kind](reader, found, school)
    official = _official(found, school)
    named = (("правило", by_rule), ("документ", by_own), ("список", official))
    fired = "; ".join(said.fired for _, said in named if said.fired)
    href = selection.at(selection.path, unit=school.id).address
    return Row(
        (
            Cell(school.short_name, href=href),
            by_rule.cell,
            by_own.cell,
            official.cell,
            Cell(fired or "—"),
            Cell(_apart(named)),
        )
    )


def _apart(named: tuple[tuple[str, Said], ...]) -> str:
    """Who says yes and who says no, when both are said; empty when nobody disagrees."""
    sure = [name for name, said in named if said.is_listed]
    not_so = [name for name, said in named if said.is_listed is False]
    return f"да: {', '.join(sure)}; нет: {', '.join(not_so)}" if sure and not_so else ""


def _by_rule(reader: Reader, school: Place, year: int) -> Said:
    table = tables_of(reader).get(school.id)
    verdict = verdict_of(table, year)
    if table is None or verdict is None:
        return Said(UNKNOWN, None)
    waiting = partial(reader, year).get(school.id, ())
    is_listed = None if waiting and not verdict.is_listed else verdict.is_listed
    low = [f"{one.label} {_counts(reader, table, year, one)}" for one in verdict.low]
    fired = f"правило: низких процедур {len(low)} ({', '.join(low)})" if low else ""
    return Said(verdict_cell(verdict, waiting), is_listed, fired)


def _counts(reader: Reader, table: LowTable, year: int, procedure: object) -> str:
    cell = next(cell for one, cell in table.of_year(year).items() if one == procedure)
    return "скрыто" if conceals(reader, cell) else f"{cell.below} из {cell.n}"


def _official(found: Scene, school: Place) -> Said:
    """The register of the region's list: the newest line of the school."""
    lines = found.lines["listed_schools"]
    if not lines:
        return Said(Cell("не ведётся", tone=Tone.MUTED), None)
    own = [line for line in lines if line.unit_id == school.id]
    if not own:
        return Said(Cell("нет", status=Status.REACHED), is_listed=False)
    return _official_line(max(own, key=lambda line: (line.year, line.id)))


def _official_line(line: Line) -> Said:
    left, since = day(line, "left"), day(line, "since")
    if left is not None:
        return Said(Cell(f"вышла {format_date(left)}", status=Status.REACHED), is_listed=False)
    when = f" с {format_date(since)}" if since else ""
    return Said(
        Cell("в списке", status=Status.BELOW), is_listed=True, fired=f"список: {words(line, 'basis')}{when}"
    )


# -- what the order itself says ---------------------------------------------------------------------------


def _own_none(reader: Reader, found: Scene, school: Place) -> Said:
    return Said(Cell("своего нет", tone=Tone.MUTED, note=UNSAID), None)


def _own_two_years(reader: Reader, found: Scene, school: Place) -> Said:
    table = tables_of(reader).get(school.id)
    social = _social_words(reader, found, school)
    if table is None:
        return Said(UNKNOWN, None, social)
    totals = reader.once("low totals", lambda: totals_of(tables_of(reader).values()))
    verdict = two_years(table, totals, found.year)
    if not verdict.is_known:
        return Said(Cell("нет двух лет", status=Status.NO_DATA), None, social)
    if conceals(reader, *(table.cells[lag.procedure, found.year] for lag in verdict.lags)):
        return Said(Cell("скрыто", status=Status.NO_DATA), None, social)
    behind = "; ".join(lag_sentence(lag) for lag in verdict.behind) if verdict.is_behind else ""
    fired = "; ".join(part for part in (f"документ: {behind}" if behind else "", social) if part)
    return Said(_two_years_cell(verdict), verdict.is_behind, fired)


def _two_years_cell(verdict: TwoYears) -> Cell:
    """Raw and beyond chance in one chip: how many of how many procedures."""
    counts = f"{len(verdict.behind)} из {len(verdict.lags)}"
    if verdict.is_beyond_chance:
        return Cell(f"да, не случайно: {counts}", status=Status.BELOW)
    if verdict.is_behind:
        return Cell(f"да, может быть случайно: {counts}", status=Status.RISK)
    return Cell(f"нет: ниже других {counts}", status=Status.REACHED)


def _social_words(reader: Reader, found: Scene, school: Place) -> str:
    """«Неблагоприятные социальные условия»: a low index; the order gives no border, so the lowest quarter is meant."""
    indexes = social_indexes(reader, found.year)
    if school.id not in reader.once(("lowest quarter", found.year), lambda: lowest_quarter(indexes)):
        return ""
    return f"неблагоприятные социальные условия: индекс {indexes[school.id]:g}".replace(".", ",")


def _own_kinds(reader: Reader, found: Scene, school: Place) -> Said:
    stated = _stated(reader, found).get(school.id, frozenset())
    facts = problem_facts(reader, found.year).get(school.id, {})
    kinds = catalogue_of(reader).profile.problem_kinds
    shown = [kind.title for kind in kinds if (fact := facts.get(kind.code)) and _is_sure(fact)]
    fired = f"документ: заявлено {len(stated)} ({', '.join(sorted(stated))})" if stated else ""
    if stated:
        return Said(
            Cell(f"заявлено проблем: {len(stated)}", status=Status.BELOW), is_listed=True, fired=fired
        )
    if shown:
        fired = f"факты: видно {len(shown)} ({', '.join(shown)})"
        return Said(
            Cell(f"не заявлено, видно: {len(shown)}", status=Status.RISK), is_listed=False, fired=fired
        )
    return Said(Cell("нет", status=Status.REACHED), is_listed=False)


def _is_sure(fact: Fact) -> bool:
    """Beyond chance where a test exists, else as it reads."""
    return fact.is_shown and fact.is_beyond is not False


def _stated(reader: Reader, found: Scene) -> dict[int, frozenset[str]]:
    """School → kinds of problems that people stated for the year."""

    def find() -> dict[int, frozenset[str]]:
        kinds: dict[int, frozenset[str]] = {}
        for line in found.of_year("school_problems"):
            kinds[line.unit_id] = kinds.get(line.unit_id, frozenset()) | {words(line, "kind")}
        return kinds

    return reader.once(("stated problems", found.year), find)


_BY_OWN = {"none": _own_none, "two_years_below": _own_two_years, "problem_kinds": _own_kinds}


def problem_kinds(selection: Selection, reader: Reader) -> Matrix | None:
    """Schools × kinds of problems: stated by people, shown by facts; absent where the order names no kinds."""
    kinds = catalogue_of(reader).profile.problem_kinds
    if not kinds:
        return None
    found = scene(selection, reader)
    facts, stated = problem_facts(reader, found.year), _stated(reader, found)
    rows = tuple(
        MatrixRow(
            Cell(school.short_name),
            tuple(
                _kind_cell(kind.title in stated.get(school.id, ()), facts.get(school.id, {}).get(kind.code))
                for kind in kinds
            ),
        )
        for school in seen_schools(reader)
    )
    return Matrix(
        key="problem_facts",
        title="Проблемы школ: что заявлено и что показывают факты",
        caption=f"видов: {len(kinds)}; числа — в подсказке клетки",
        corner="Школа",
        columns=tuple(Header(kind.title, f"{kind.title}; {kind.clause}") for kind in kinds),
        rows=rows,
        notes=(
            "Границ документ не называет (методика проекта): ГИА и конкурсы — хуже остальных школ вместе; ВПР — "
            "официальные признаки необъективности, признак ≠ нарушение; спад — доля выросла за год; много двоек — "
            "порог правила в силе; условия — нижняя четверть индекса. «Возможно» — может быть случайно.",
        ),
        source=f"Источник: протоколы процедур, реестры, {format_year(found.year)} учебный год",
        empty="За этот год нет результатов процедур.",
    )


def _kind_cell(is_stated: bool, fact: Fact | None) -> Cell:
    note = fact.words if fact else "не проверялся: нет данных"
    shown = fact is not None and _is_sure(fact)
    if is_stated:
        return Cell("заявлено и видно" if shown else "заявлено", tone=Tone.BAD, note=note)
    if fact is None:
        return Cell("не проверялся", tone=Tone.MUTED, note=note)
    if shown:
        return Cell("видно", tone=Tone.WARN, note=note)
    return Cell("возможно" if fact.is_shown else "нет", tone=Tone.PLAIN, note=note)
