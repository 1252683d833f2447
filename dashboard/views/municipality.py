"""Blocks of the overview: headline tiles, schools × indicators, how the mechanisms stand."""

from __future__ import annotations

from dashboard.blocks import (
    Cell,
    Column,
    Header,
    Kind,
    Matrix,
    MatrixRow,
    Row,
    State,
    Status,
    Table,
    Tiles,
)
from dashboard.catalogue import Indicator, catalogue_of
from dashboard.numbers import format_year, plural
from dashboard.selection import Selection
from dashboard.views.indicators import (
    STATUS_TONES,
    Values,
    change_cell,
    quantity,
    target_text,
    tile,
)
from dashboard.views.mechanism import STATUS_WORDS, sources
from dashboard.views.municipal_values import organisations, partly, values_of
from dashboard.views.suppression import note
from dashboard.views.targets import aimed
from dashboard.views.time import when
from data_access.queries.places import Place, read_municipality
from data_access.viewer import Reader

# Headlines of a municipality that works with journals; the matrix has one more.
OVERVIEW = ("quality", "pass_rate", "forecast_quality", "sou", "mean_mark")
OF_MATRIX = (*OVERVIEW, "problem_index")


def source(selection: Selection) -> str:
    return f"Источник: отметки журнала, {when(selection)}"


def headline_source(selection: Selection, indicators: list[Indicator]) -> str:
    """The journal at its period, or what the headlines of a profile without journals rest on."""
    is_of_journal = all(indicator.quality == "журнал" for indicator in indicators)
    return source(selection) if is_of_journal else sources(selection, tuple(indicators))


def headline_codes(reader: Reader, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Indicators of the overview: of the journal where the profile looks at it, else of its first mechanism."""
    known = catalogue_of(reader)
    if "preparation" in known.mechanisms:
        return codes
    return next(iter(known.mechanisms.values())).indicators[: len(codes)]


def headline_mechanism(reader: Reader) -> str:
    known = catalogue_of(reader).mechanisms
    return "preparation" if "preparation" in known else next(iter(known))


def headline_values(selection: Selection, reader: Reader) -> Values:
    """Values of everything the overview shows: headlines and the leading indicator of each mechanism."""
    leads = (found.lead for found in catalogue_of(reader).mechanisms.values())
    codes = dict.fromkeys((*headline_codes(reader, OF_MATRIX), *leads))
    return values_of(selection, reader, tuple(codes))


def valued_schools(selection: Selection, reader: Reader, codes: tuple[str, ...]) -> list[Place]:
    """Organisations with a value of these indicators in the year or the year before."""
    values, year = headline_values(selection, reader), selection.year or 0
    known = catalogue_of(reader).indicators
    with_values = {id_ for code, id_, of in values.found if code in codes and of in (year, year - 1)}
    places = organisations(reader, (known[code] for code in codes))
    return [place for place in places if place.id in with_values]


def overview_tiles(selection: Selection, reader: Reader) -> Tiles:
    """Headline indicators of the municipality."""
    place, year = read_municipality(reader), selection.year or 0
    values, code = headline_values(selection, reader), headline_mechanism(reader)
    indicators = [aimed(reader, of, year, place) for of in headline_codes(reader, OVERVIEW)]
    made = (
        tile(
            indicator,
            values,
            place.id,
            year,
            indicator.quality,
            note(reader) if values.is_hidden(indicator.code, place.id, year) else "",
            selection.at(f"/m/{code}", indicator=indicator.code).address,
            partly(reader, values, indicator, year),
        )
        for indicator in indicators
    )
    return Tiles("tiles", "Показатели", tuple(made), headline_source(selection, indicators))


def schools_matrix(selection: Selection, reader: Reader) -> Matrix:
    """Schools × headline indicators: where each school stands against the targets."""
    values, year = headline_values(selection, reader), selection.year or 0
    code, known = headline_mechanism(reader), catalogue_of(reader).indicators
    codes = tuple(of for of in headline_codes(reader, OF_MATRIX) if known[of].level != "municipality")
    indicators = [aimed(reader, of, year) for of in codes]
    rows = []
    for school in valued_schools(selection, reader, codes):
        cells = []
        for of in codes:
            indicator = aimed(reader, of, year, school)
            reason = note(reader) if values.is_hidden(of, school.id, year) else ""
            shown = quantity(indicator, values.get(of, school.id, year), reason)
            status = indicator.status(shown.value) if shown.state is State.OK else Status.NO_DATA
            href = selection.at("/school", unit=school.id).address
            cells.append(Cell(quantity=shown, status=status, tone=STATUS_TONES[status], href=href))
        rows.append(MatrixRow(Cell(school.short_name, href=cells[0].href), tuple(cells)))
    return Matrix(
        key="schools",
        title="Показатели по школам",
        caption=f"{len(rows)} {plural(len(rows), 'школа', 'школы', 'школ')} · цвет и знак — к цели",
        corner="Школа",
        columns=tuple(
            Header(
                item.title.replace(" обучающихся", ""),
                f"{item.full_title}; {target_text(item) or 'цель не задана'}",
                selection.at(f"/m/{code}", indicator=item.code).address,
            )
            for item in indicators
        ),
        rows=tuple(rows),
        notes=("Щелчок по школе открывает её классы, по показателю — тенденцию и места школ.",),
        source=headline_source(selection, indicators),
        empty="Отметки ещё не загружены. Загрузите журнал на странице «Загрузка данных».",
    )


MECHANISM_COLUMNS = (
    Column("mechanism", "Механизм"),
    Column("lead", "Ведущий показатель"),
    Column("value", "Значение", Kind.QUANTITY),
    Column("change", "За год", Kind.QUANTITY),
    Column("target", "Цель"),
    Column("status", "Статус", Kind.STATUS),
)


def mechanisms(selection: Selection, reader: Reader) -> Table:
    """How each mechanism stands by its leading indicator."""
    place, year = read_municipality(reader), selection.year or 0
    values = headline_values(selection, reader)
    rows = []
    for found in catalogue_of(reader).mechanisms.values():
        indicator = aimed(reader, found.lead, year, place)
        reason = note(reader) if values.is_hidden(found.lead, place.id, year) else ""
        shown = quantity(indicator, values.get(found.lead, place.id, year), reason)
        status = indicator.status(shown.value) if shown.state is State.OK else Status.NO_DATA
        step = values.change(indicator, place.id, year)
        cells = (
            Cell(found.short_title, href=selection.at(f"/m/{found.code}").address, note=found.title),
            Cell(indicator.title),
            Cell(quantity=shown),
            change_cell(indicator, step),
            Cell(target_text(indicator).removeprefix("цель ")),
            Cell(STATUS_WORDS[status], status=status),
        )
        rows.append(Row(cells))
    return Table(
        key="mechanisms",
        title="Механизмы управления качеством",
        caption=f"{len(rows)} {plural(len(rows), 'механизм', 'механизма', 'механизмов')}",
        columns=MECHANISM_COLUMNS,
        rows=tuple(rows),
        source=f"Источник: показатели механизмов, {format_year(year)} учебный год",
    )
