"""The objectivity card of a school (карточка объективности): its checks over three years, and a letter about them.

The department sees any school, a director the own one; teachers see neither. Everything that is said of the school is
said with the number, the reference and what was not checked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from dashboard.blocks import (
    Cell,
    Choice,
    Column,
    Crumb,
    Heading,
    Kind,
    Letter,
    Measure,
    Notice,
    Picker,
    Quantity,
    Row,
    Status,
    Table,
)
from dashboard.numbers import format_year, plural
from dashboard.selection import Selection
from dashboard.views.context_note import context_note
from dashboard.views.headings import school_crumbs
from dashboard.views.objectivity_signs import EMPTY, METHOD
from dashboard.views.score_histogram import procedures_of
from dashboard.views.sections import SCHOOL, section_tabs
from dashboard.views.sign_sentences import (
    NOT_A_BREACH,
    REASONS,
    REFERENCES,
    TITLES,
    chance,
    holds,
    probability,
    procedure_label,
    sentence,
    verdict,
)
from data_access.queries.places import read_school
from data_access.queries.signs import NONE, SIGN, UNCHECKED, SignRow, read_sign_years, read_signs
from data_access.viewer import NotFound, Reader

YEARS = 3
STATES = {NONE: ("нет", Status.REACHED), UNCHECKED: ("не проверялся", Status.NO_DATA)}


def open_page(selection: Selection, reader: Reader) -> Selection:
    """The school must be one that the viewer sees as a whole. Raises NotFound, Refused."""
    if selection.unit is None:
        raise NotFound("В адресе не указана школа.")
    read_school(reader, selection.unit)
    years = read_sign_years(reader)
    year = selection.year or max(years, default=reader.day.year)
    chosen = replace(selection, year=year)
    known = procedures_of(chosen, reader)
    here = (chosen.exam, chosen.grade, chosen.subject)
    if known and here not in {(row.exam, row.grade, row.subject_id) for row in known}:
        first = known[0]
        return replace(chosen, exam=first.exam, grade=first.grade, subject=first.subject_id)
    return chosen


def heading(selection: Selection, reader: Reader) -> Heading:
    """Title, years in which something was checked, and the procedure of the histogram."""
    school = read_school(reader, selection.unit or 0)
    year = selection.year or 0
    years = sorted({*read_sign_years(reader), year}, reverse=True)
    rows = procedures_of(selection, reader)
    choices = tuple(
        Choice(
            procedure_label(row.exam, row.grade, row.subject),
            replace(selection, exam=row.exam, grade=row.grade, subject=row.subject_id).address,
            (row.exam, row.grade, row.subject_id) == (selection.exam, selection.grade, selection.subject),
        )
        for row in rows
    )
    return Heading(
        title=f"{school.short_name}: объективность результатов",
        subtitle=f"{format_year(year)} учебный год · {NOT_A_BREACH}",
        crumbs=(*school_crumbs(selection, reader, school), Crumb("Объективность")),
        years=tuple(Choice(format_year(of), replace(selection, year=of).address, of == year) for of in years),
        tabs=section_tabs(selection, SCHOOL),
        pickers=(Picker("Процедура", choices),) if choices else (),
    )


def checks_of(selection: Selection, reader: Reader) -> list[SignRow]:
    """Every check of the school in the chosen year: official ones by number, then the project's."""
    rows = [row for row in read_signs(reader, selection.unit) if row.year == selection.year]
    return sorted(rows, key=lambda row: (row.number or 99, row.exam, row.grade, row.subject, row.kind))


def summary(selection: Selection, reader: Reader) -> Table:
    """Every check of the year: whether it showed, its numbers, raw and corrected chance."""
    rows = checks_of(selection, reader)
    numbers = letter_numbers(rows)
    official = [row for row in rows if row.number is not None]
    shown = [*official, *(row for row in rows if row.number is None and row.state == SIGN)]
    return Table(
        key="checks",
        title=_title(numbers),
        caption=NOT_A_BREACH,
        columns=(
            Column("sign", "Признак"),
            Column("procedure", "Процедура"),
            Column("state", "Показался", Kind.STATUS),
            Column("numbers", "Что показывают числа"),
            Column("reference", "Эталон"),
            Column("n", "n", Kind.QUANTITY, Measure.COUNT, "участников"),
            Column("p", "p", help="вероятность такого значения у честной школы"),
            Column("q", "q", help="она же с поправкой на число проверок года"),
        ),
        rows=tuple(Row(_check_cells(row)) for row in shown),
        notes=(
            "1–14 — признаки официальной методики, все; дополнительные проверки — методика проекта, из них показаны "
            f"те, что показались (проверено {numbers.project_checked}).",
        ),
        source=f"Источник: протоколы ВПР и ОГЭ, {format_year(selection.year or 0)} учебный год; {METHOD}",
        empty=EMPTY,
    )


def _check_cells(row: SignRow) -> tuple[Cell, ...]:
    number = f"{row.number}. " if row.number else ""
    is_tested = row.p is not None and row.q is not None and row.state != UNCHECKED
    if row.state == SIGN:
        state = Cell(verdict(row), status=Status.BELOW if holds(row.q) else Status.RISK, note=chance(row))
    else:
        word, status = STATES[row.state]
        state = Cell(word, status=status)
    return (
        Cell(f"{number}{TITLES[row.kind]}"),
        Cell(procedure_label(row.exam, row.grade, row.subject)),
        state,
        Cell(sentence(row) if row.state == SIGN else REASONS.get(row.reason, "")),
        Cell(REFERENCES[row.reference] if row.state != UNCHECKED else "—"),
        Cell(quantity=Quantity(row.n, Measure.COUNT)),
        Cell(probability(row.p or 0.0) if is_tested else "—"),
        Cell(probability(row.q or 0.0) if is_tested else "—"),
    )


def _title(numbers: LetterNumbers) -> str:
    word = plural(numbers.official, "официальный признак", "официальных признака", "официальных признаков")
    return f"{numbers.official} {word} из {numbers.checked} проверенных, с поправкой держатся {numbers.held}"


def history(selection: Selection, reader: Reader) -> Table:
    """Three years: how many checks there were, which signs showed."""
    last = selection.year or 0
    rows = read_signs(reader, selection.unit)
    made = []
    for year in range(last, last - YEARS, -1):
        of_year = [row for row in rows if row.year == year]
        if of_year:
            made.append(Row(_history_cells(year, of_year)))
    return Table(
        key="history",
        title="Признаки за три года",
        caption="сколько проверено и что показалось",
        columns=(
            Column("year", "Год"),
            Column("checked", "Проверено из 14", Kind.QUANTITY, Measure.COUNT),
            Column("official", "Официальных признаков", Kind.QUANTITY, Measure.COUNT),
            Column("project", "Дополнительных", Kind.QUANTITY, Measure.COUNT),
            Column("held", "С поправкой", Kind.QUANTITY, Measure.COUNT),
            Column("which", "Какие", Kind.TAGS),
        ),
        rows=tuple(made),
        source="Источник: протоколы ВПР и ОГЭ",
        empty=EMPTY,
    )


def _history_cells(year: int, rows: list[SignRow]) -> tuple[Cell, ...]:
    numbers = letter_numbers(rows)
    signs = [row for row in rows if row.state == SIGN]
    tags = tuple(dict.fromkeys(TITLES[row.kind] for row in signs))
    counts = (numbers.checked, numbers.official, numbers.project, numbers.held)
    return (
        Cell(format_year(year)),
        *(Cell(quantity=Quantity(count, Measure.COUNT)) for count in counts),
        Cell(tags=tags) if tags else Cell("нет"),
    )


def context(selection: Selection, reader: Reader) -> Notice | None:
    """What the conditions of the school say of a high mean; absent where no mean is high."""
    words = context_note(selection, reader, selection.unit or 0, selection.year or 0)
    return Notice("context", "Высокие средние и условия школы", words, Status.NONE) if words else None


@dataclass(frozen=True, slots=True)
class LetterNumbers:
    """Counts of checks of one school and year: official ones that could be made, signs, and those that hold."""

    checked: int
    unchecked: int
    official: int
    project_checked: int
    project: int
    held: int


def letter_numbers(rows: list[SignRow]) -> LetterNumbers:
    official = [row for row in rows if row.number is not None]
    project = [row for row in rows if row.number is None]
    signs = [row for row in rows if row.state == SIGN]
    return LetterNumbers(
        checked=sum(row.state != UNCHECKED for row in official),
        unchecked=sum(row.state == UNCHECKED for row in official),
        official=sum(row.number is not None for row in signs),
        project_checked=sum(row.state != UNCHECKED for row in project),
        project=sum(row.number is None for row in signs),
        held=sum(holds(row.q) for row in signs),
    )


OPENING = (
    "Управление образования рассмотрело результаты {school} за {year} учебный год. По официальной методике «Уровень "
    "объективности оценки образовательных результатов» проверено признаков: {checked} из 14, показались: {official}. "
    "По дополнительным проверкам (методика проекта) проверено: {project_checked}, показались: {project}. "
    "С поправкой на число проверок держатся: {held}."
)
ENDING = (
    "Признак ≠ нарушение: он показывает, что результат отличается от ожидаемого, и не говорит почему. Просим сообщить, "
    "чем школа объясняет перечисленное, и при необходимости провести выборочную перепроверку работ с независимыми "
    "экспертами."
)
NO_SIGNS = "Признаков необъективности не показалось, действий не требуется."


def letter(selection: Selection, reader: Reader) -> Letter:
    """Paragraphs built from the numbers of the card, ready to be sent."""
    rows = checks_of(selection, reader)
    school = read_school(reader, selection.unit or 0)
    paragraphs = letter_paragraphs(school.short_name, selection.year or 0, rows)
    note = context_note(selection, reader, school.id, selection.year or 0)
    if note and paragraphs:
        paragraphs = (*paragraphs[:-1], note, paragraphs[-1])
    return Letter(
        key="letter",
        title="Текст для письма",
        caption="составлен по числам этой страницы",
        paragraphs=paragraphs,
        notes=("Числа те же, что в таблице проверок.",),
        empty=EMPTY,
    )


def letter_paragraphs(school: str, year: int, rows: list[SignRow]) -> tuple[str, ...]:
    """Opening, a paragraph per sign, what was not checked, what is asked."""
    if not rows:
        return ()
    numbers = letter_numbers(rows)
    opening = OPENING.format(
        school=school,
        year=format_year(year),
        checked=numbers.checked,
        official=numbers.official,
        project_checked=numbers.project_checked,
        project=numbers.project,
        held=numbers.held,
    )
    signs = [row for row in rows if row.state == SIGN]
    told = [_told(place, row) for place, row in enumerate(signs, 1)]
    return (opening, *told, *_not_checked(rows), ENDING if signs else NO_SIGNS)


def _told(place: int, row: SignRow) -> str:
    label = procedure_label(row.exam, row.grade, row.subject)
    return f"{place}. {label}: {TITLES[row.kind]}. {sentence(row)} {chance(row)}"


def _not_checked(rows: list[SignRow]) -> tuple[str, ...]:
    reasons = Counter(row.reason for row in rows if row.number is not None and row.state == UNCHECKED)
    if not reasons:
        return ()
    listed = "; ".join(f"{REASONS[reason]} — {count}" for reason, count in sorted(reasons.items()))
    return (f"Не проверялись признаки: {sum(reasons.values())} из 14 ({listed}).",)
