"""Blocks of the municipality: tiles, schools × indicators, trend, ranking, problem components by subject."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import (
    Cell,
    Header,
    Matrix,
    MatrixRow,
    State,
    Status,
    Tiles,
)
from dashboard.catalogue import Indicator, catalogue
from dashboard.methods.ordering import natural_key
from dashboard.numbers import plural
from dashboard.selection import Selection
from dashboard.views.indicators import (
    STATUS_TONES,
    Values,
    quantity,
    target_text,
    tile,
)
from dashboard.views.suppression import hidden_schools, note
from dashboard.views.time import when
from data_access.queries.places import Place, read_municipality, read_schools
from data_access.queries.rollups import read_values
from data_access.viewer import Reader

JOURNAL = "журнал"
OVERVIEW = ("quality", "pass_rate", "forecast_quality", "sou", "mean_mark")


def source(selection: Selection) -> str:
    return f"Источник: отметки журнала, {when(selection)}"


def marked_schools(reader: Reader, values: Values, year: int) -> list[Place]:
    """Schools with marks in the year or the year before, in natural order of names: № 2 before № 10."""
    with_values = {unit_id for _, unit_id, of in values.found if of in (year, year - 1)}
    schools = [school for school in read_schools(reader) if school.id in with_values]
    return sorted(schools, key=lambda school: natural_key(school.short_name))


def all_values(selection: Selection, reader: Reader) -> Values:
    """Values of the municipality and of each school at the checkpoint, over the years: one query."""
    ids = [read_municipality(reader).id, *sorted(school.id for school in read_schools(reader))]
    checkpoint = selection.period or "Y"
    values = Values.of(read_values(reader, ids, checkpoint))
    hidden = ((id_, year) for year in values.years() for id_ in hidden_schools(reader, year, checkpoint))
    return replace(values, hidden=frozenset(hidden))


def chosen(selection: Selection, mechanism: str = "preparation") -> Indicator:
    """The indicator that trend and ranking show."""
    known = catalogue()
    code = selection.indicator or known.mechanisms[mechanism].lead
    return known.indicators.get(code) or known.indicators[known.mechanisms[mechanism].lead]


def _tiles(selection: Selection, reader: Reader, codes: tuple[str, ...]) -> Tiles:
    place = read_municipality(reader)
    values = all_values(selection, reader)
    year = selection.year or 0
    return Tiles(
        "tiles",
        "Показатели",
        tuple(
            tile(
                code,
                values,
                place.id,
                year,
                JOURNAL,
                href=selection.at("/m/preparation", indicator=code).address,
            )
            for code in codes
        ),
        source(selection),
    )


def overview_tiles(selection: Selection, reader: Reader) -> Tiles:
    """Headline indicators of the municipality."""
    return _tiles(selection, reader, OVERVIEW)


def mechanism_tiles(selection: Selection, reader: Reader) -> Tiles:
    """Indicators of the mechanism; a click shows one in the trend and the ranking."""
    return _tiles(selection, reader, catalogue().mechanisms["preparation"].indicators)


def unseen_schools(selection: Selection, reader: Reader) -> frozenset[int]:
    """Schools that are not shown to this viewer at the chosen time."""
    return hidden_schools(reader, selection.year or 0, selection.period or "Y")


def schools_matrix(selection: Selection, reader: Reader) -> Matrix:
    """Schools × indicators: where each school stands against the targets."""
    values, year = all_values(selection, reader), selection.year or 0
    codes = ("quality", "pass_rate", "forecast_quality", "sou", "mean_mark", "problem_index")
    indicators = [catalogue().indicators[code] for code in codes]
    hidden = unseen_schools(selection, reader)
    rows = []
    for school in marked_schools(reader, values, year):
        reason = note(reader) if school.id in hidden else ""
        cells = []
        for indicator in indicators:
            shown = quantity(indicator, values.get(indicator.code, school.id, year), reason)
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
                f"{item.full_title}; {target_text(item)}",
                selection.at("/m/preparation", indicator=item.code).address,
            )
            for item in indicators
        ),
        rows=tuple(rows),
        notes=("Щелчок по школе открывает её классы, по показателю — тенденцию и места школ.",),
        source=source(selection),
        empty="Отметки ещё не загружены. Загрузите журнал на странице «Загрузка данных».",
    )
