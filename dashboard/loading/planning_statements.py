"""From rows to stated indicators (показатели) and lines of registers (реестры), checked against the catalogue.

What a file may state is what its sender might type into the forms of the program, checked by the same functions:
computed indicators are refused, figures must be possible, a director speaks of the own organisation only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dashboard.catalogue import Indicator, Register
from dashboard.entry_checks import Amount, Mistyped, impossible, plain_number, read_amount, takes_denominator
from dashboard.entry_sheet import is_asked, may_state
from dashboard.loading.limits import sound
from dashboard.loading.matching import Matcher
from dashboard.loading.plan import PlannedEntry, PlannedLine, Token
from dashboard.loading.planning_places import OTHER_MUNICIPALITIES, find_organisation, stands_elsewhere
from dashboard.loading.scope import Scope
from dashboard.register_cells import KnownNames, read_cells
from dashboard.register_rights import refusal_to_keep
from data_access.formats.cells import iso_date, shown
from data_access.formats.names import header_key
from data_access.formats.rows import IndicatorRow, Parsed, Problem, RegisterLine
from data_access.keys import name_key
from data_access.queries.places import Place
from data_access.queries.registers import line_key

_QUOTED = re.compile(r"«([^»]*)»")


def plan_statements(parsed: Parsed, matcher: Matcher, scope: Scope) -> None:
    """Stated values and lines that may be kept; every other row stays visible with its reason."""
    _plan_entries(parsed, matcher, scope)
    _plan_lines(parsed, matcher, scope)


# -- indicators -----------------------------------------------------------------------------------------


def _plan_entries(parsed: Parsed, matcher: Matcher, scope: Scope) -> None:
    seen: dict[tuple[str, Token, int], tuple[float, float | None]] = {}
    for row in sound(parsed.indicators, matcher.directory.years, matcher.plan.problems):
        planned = _plan_entry(row, matcher, scope)
        if planned is None:
            continue
        key, said = (row.indicator, planned.unit, row.year), (planned.numerator, planned.denominator)
        if key not in seen:
            seen[key] = said
            matcher.plan.entries.append(planned)
        elif seen[key] != said:
            matcher.reject("показатель повторяется с другим значением: оставлена первая строка", row.place)


def _plan_entry(row: IndicatorRow, matcher: Matcher, scope: Scope) -> PlannedEntry | None:
    indicator = scope.catalogue.indicators.get(row.indicator)
    if indicator is None:
        rule = "нет показателя с таким кодом: коды перечислены в пустом шаблоне"
        matcher.reject(rule, row.place, shown(row.indicator))
        return None
    found = find_organisation(row.school, matcher)
    if found is None:
        return None
    unit, place = found
    if rule := _refusal_to_state(indicator, place, scope):
        matcher.reject(f"показатель «{indicator.title}»: {rule}", row.place, row.indicator)
        return None
    amount = _amount(row, indicator, matcher)
    if amount is None:
        return None
    if row.denominator is not None and not takes_denominator(indicator):
        rule = f"показатель «{indicator.title}» — одно число, знаменатель не прочитан"
        matcher.plan.problems.append(Problem("warning", rule, row.place, plain_number(row.denominator)))
    _keep_above(unit, place, matcher)
    return PlannedEntry(row, unit, amount.numerator, amount.denominator)


def _amount(row: IndicatorRow, indicator: Indicator, matcher: Matcher) -> Amount | None:
    """The figure as the form would take it; None when it cannot be so."""
    try:
        amount = read_amount(indicator, plain_number(row.numerator), plain_number(row.denominator))
        mistake = "" if amount is None else impossible(indicator, amount)
    except Mistyped as error:
        amount, mistake = None, str(error)
    if mistake:
        matcher.reject(f"показатель «{indicator.title}»: {mistake}".rstrip("."), row.place)
    return None if mistake else amount


def _refusal_to_state(indicator: Indicator, place: Place, scope: Scope) -> str:
    """Why this may not be stated here by this viewer; empty when it may."""
    if indicator.obtained == "computed":
        return "его вычисляет программа, загружать его не нужно"
    if not is_asked(indicator, place):
        return f"с «{place.short_name}» его не собирают"
    known = scope.catalogue.mechanisms
    mechanisms = [code for code, mechanism in known.items() if indicator.code in mechanism.indicators]
    if not mechanisms:
        return "его нет ни в одном механизме этого муниципалитета"
    if not any(may_state(scope.viewer, code, place, indicator) for code in mechanisms):
        return "вносите его не вы"
    return ""


def _keep_above(unit: Token, place: Place, matcher: Matcher) -> None:
    if place.kind != "school" and isinstance(unit, int):
        matcher.plan.above[unit] = place.short_name


# -- registers ------------------------------------------------------------------------------------------


def _plan_lines(parsed: Parsed, matcher: Matcher, scope: Scope) -> None:
    names = _known_names(matcher)
    seen: dict[tuple[str, Token, int, str], Mapping[str, str | float]] = {}
    for row in sound(parsed.registers, matcher.directory.years, matcher.plan.problems):
        planned = _plan_line(row, names, matcher, scope)
        if planned is None:
            continue
        # a line of a register that is not yearly is the same line in every year
        year = planned.year if scope.catalogue.registers[planned.register].is_yearly else 0
        key = (planned.register, planned.unit, year, planned.line_key)
        if key not in seen:
            seen[key] = planned.cells
            matcher.plan.lines.append(planned)
        elif seen[key] != planned.cells:
            matcher.reject("строка реестра повторяется с другими сведениями: оставлена первая", row.place)


def _plan_line(row: RegisterLine, names: KnownNames, matcher: Matcher, scope: Scope) -> PlannedLine | None:
    register = _register(row.register, scope)
    if register is None:
        rule = "такого реестра в программе нет: они перечислены в пустом шаблоне"
        matcher.reject(rule, row.place, shown(row.register))
        return None
    if stands_elsewhere(row.school, row.municipality, matcher):
        matcher.leave_out(OTHER_MUNICIPALITIES)
        return None
    found = find_organisation(row.school, matcher)
    if found is None:
        return None
    unit, place = found
    if rule := refusal_to_keep(scope.viewer, register, place):
        matcher.reject(f"реестр «{register.title}»: {rule}", row.place)
        return None
    cells, wrong = read_cells(register, _typed(row, register, matcher), names)
    if wrong:
        titles = {column.code: column.title for column in register.columns}
        faults = "; ".join(f"«{titles[code]}»: {_safe(sentence)}" for code, sentence in wrong.items())
        matcher.reject(f"реестр «{register.title}», {faults}", row.place)
        return None
    key = line_key(register, cells)
    year = scope.standing.get((register.code, unit, key), row.year) if isinstance(unit, int) else row.year
    _keep_above(unit, place, matcher)
    return PlannedLine(register.code, unit, year, key, cells, _pupil(register, unit, cells, matcher))


def _register(title: str, scope: Scope) -> Register | None:
    """By its title, or by its code; only one of the mechanisms of this municipality."""
    key = name_key(title)
    for register in scope.catalogue.registers.values():
        if register.mechanism in scope.catalogue.mechanisms and key in (
            name_key(register.title),
            register.code,
        ):
            return register
    return None


def _typed(row: RegisterLine, register: Register, matcher: Matcher) -> dict[str, str]:
    """Cells by the codes of columns, as a form would give them; a column of another register is a doubt."""
    columns = {header_key(column.title): column for column in register.columns}
    typed: dict[str, str] = {}
    for title, said in row.cells:
        column = columns.get(header_key(title))
        if column is None:
            rule = f"в реестре «{register.title}» нет столбца «{title}»: он не прочитан"
            if all(problem.rule != rule for problem in matcher.plan.problems):
                matcher.plan.problems.append(Problem("warning", rule, row.place))
            continue
        typed[column.code] = (iso_date(said) or said) if column.kind == "date" else said
    return typed


def _safe(sentence: str) -> str:
    """The sentence without what may be somebody's name: columns shifted by one put names anywhere."""
    return _QUOTED.sub(lambda found: f"«{shown(found[1])}»", sentence).rstrip(".")


def _known_names(matcher: Matcher) -> KnownNames:
    """Schools and subjects by every spelling that is known, those of this very file, too."""
    schools: dict[str, str] = {}
    for school in matcher.directory.schools:
        schools |= {
            name_key(school.full_name): school.short_name,
            name_key(school.short_name): school.short_name,
        }
    for record in matcher.plan.records.values():
        schools[name_key(record.short_name)] = record.short_name
    directory = matcher.directory
    subjects = {key: directory.subject_names[id_] for key, id_ in directory.subjects.items()}
    return KnownNames(schools, subjects)


def _pupil(
    register: Register, unit: Token, cells: Mapping[str, str | float], matcher: Matcher
) -> Token | None:
    """The pupil of the organisation whom the line names, when the name is one person's."""
    column = next((one.code for one in register.columns if one.kind == "pupil"), "")
    if not column or column not in cells or not isinstance(unit, int):
        return None
    seats = matcher.directory.pupils.get((unit, name_key(str(cells[column]))), ())
    ids = {seat.pupil_id for seat in seats}
    return ids.pop() if len(ids) == 1 else None
