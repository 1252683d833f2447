"""What every page of a mechanism has: tiles, all indicators, schools × indicators. One set of words for all.

Which mechanism it is comes from the address, which indicators it has from the profile.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from dashboard.blocks import (
    Cell,
    Column,
    Header,
    Kind,
    Matrix,
    MatrixRow,
    Quantity,
    Row,
    State,
    Status,
    Table,
    Tiles,
)
from dashboard.catalogue import Indicator, Mechanism, catalogue_of
from dashboard.methods.ordering import natural_key
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
from dashboard.views.many import cut, cut_words
from dashboard.views.municipal_values import fits, organisations, partly, values_of
from dashboard.views.suppression import note
from dashboard.views.targets import aimed
from data_access.queries.places import Place, read_municipality
from data_access.viewer import Reader

MOST_TILES = 8
STATUS_WORDS = {
    Status.REACHED: "достигнут",
    Status.RISK: "зона риска",
    Status.BELOW: "ниже цели",
    Status.NO_DATA: "нет данных",
    Status.NONE: "без цели",
}


def mechanism_of(selection: Selection, reader: Reader) -> Mechanism:
    """The mechanism of the address; on the overview, the first of the profile. Raises NotFound."""
    known = catalogue_of(reader)
    code = selection.path.removeprefix("/m/") if selection.path.startswith("/m/") else selection.mechanism
    if not code:
        return next(iter(known.mechanisms.values()))
    return known.mechanism(code)


def folded(
    mechanism: str, view: Callable[[Selection, Reader], Table]
) -> Callable[[Selection, Reader], Table | None]:
    """A block of another mechanism, shown here only where the order folds that mechanism into this one."""

    @wraps(view)
    def inside(selection: Selection, reader: Reader) -> Table | None:
        return None if mechanism in catalogue_of(reader).mechanisms else view(selection, reader)

    return inside


def indicators_of(selection: Selection, reader: Reader) -> tuple[Indicator, ...]:
    """Indicators of the mechanism with the targets of the chosen year."""
    place = read_municipality(reader)
    codes = mechanism_of(selection, reader).indicators
    return tuple(aimed(reader, code, selection.year or 0, place) for code in codes)


def mechanism_values(selection: Selection, reader: Reader) -> Values:
    """Values of the indicators of the mechanism, with the lead, which may be chosen too."""
    found = mechanism_of(selection, reader)
    return values_of(selection, reader, tuple(dict.fromkeys((*found.indicators, found.lead))))


def sources(selection: Selection, indicators: tuple[Indicator, ...]) -> str:
    """«Источник: журнал, протокол экзамена; 2025/26»."""
    kinds = ", ".join(dict.fromkeys(item.quality for item in indicators if item.quality))
    return f"Источник: {kinds or 'сведения школ'}, {format_year(selection.year or 0)} учебный год"


def tiles(selection: Selection, reader: Reader) -> Tiles:
    """The first indicators of the mechanism; a click shows one in the trend and the ranking."""
    indicators = indicators_of(selection, reader)
    values, place = mechanism_values(selection, reader), read_municipality(reader)
    return Tiles(
        "tiles",
        "Показатели",
        tuple(
            tile(
                indicator,
                values,
                place.id,
                selection.year or 0,
                indicator.quality,
                _hidden(reader, values, indicator, place.id, selection.year or 0),
                selection.at(selection.path, indicator=indicator.code).address,
                partly(reader, values, indicator, selection.year or 0),
            )
            for indicator in indicators[:MOST_TILES]
        ),
        sources(selection, indicators),
    )


def _hidden(reader: Reader, values: Values, indicator: Indicator, unit_id: int, year: int) -> str:
    return note(reader) if values.is_hidden(indicator.code, unit_id, year) else ""


CRITERION = Column("criterion", "Критерий")
INDICATOR_COLUMNS = (
    Column("title", "Показатель"),
    Column("value", "Значение", Kind.QUANTITY),
    Column("change", "За год", Kind.QUANTITY),
    Column("target", "Цель"),
    Column("status", "Статус", Kind.STATUS),
    Column("obtained", "Как получен"),
    Column("clause", "Пункт документа"),
)


def all_indicators(selection: Selection, reader: Reader) -> Table | None:
    """Every indicator of the mechanism in one list, by criterion where the order has criteria.

    None when the tiles already show all of them.
    """
    indicators = indicators_of(selection, reader)
    has_criteria = any(item.criterion for item in indicators)
    if len(indicators) <= MOST_TILES and not has_criteria:
        return None
    if has_criteria:
        indicators = tuple(sorted(indicators, key=lambda item: natural_key(item.criterion)))
    rows = [_indicator_row(selection, reader, indicator, has_criteria) for indicator in indicators]
    word = plural(len(indicators), "показатель", "показателя", "показателей")
    return Table(
        key="indicators",
        title="Все показатели механизма",
        caption=f"{len(indicators)} {word}; щелчок открывает паспорт",
        columns=(CRITERION, *INDICATOR_COLUMNS) if has_criteria else INDICATOR_COLUMNS,
        rows=tuple(rows),
        source=sources(selection, indicators),
    )


def _indicator_row(selection: Selection, reader: Reader, indicator: Indicator, has_criteria: bool) -> Row:
    values, place, year = mechanism_values(selection, reader), read_municipality(reader), selection.year or 0
    shown = quantity(
        indicator,
        values.get(indicator.code, place.id, year),
        _hidden(reader, values, indicator, place.id, year),
    )
    status = indicator.status(shown.value) if shown.state is State.OK else Status.NO_DATA
    return Row(
        (
            *((Cell(indicator.criterion),) if has_criteria else ()),
            Cell(
                indicator.title,
                href=selection.at("/indicator", indicator=indicator.code).address,
                note=indicator.full_title,
            ),
            Cell(quantity=shown),
            change_cell(indicator, values.change(indicator, place.id, year)),
            Cell(target_text(indicator).removeprefix("цель ")),
            Cell(STATUS_WORDS[status], status=status),
            Cell(indicator.obtained_words),
            Cell(indicator.clause),
        )
    )


def matrix(selection: Selection, reader: Reader) -> Matrix:
    """Organisations × indicators: where each stands against the targets."""
    indicators = tuple(item for item in indicators_of(selection, reader) if item.level != "municipality")
    values, year = mechanism_values(selection, reader), selection.year or 0
    places = organisations(reader, indicators)
    rows = tuple(_matrix_row(selection, reader, indicators, values, place, year) for place in cut(places))
    word = plural(len(places), "организация", "организации", "организаций")
    return Matrix(
        key="schools",
        title="Организации и показатели",
        caption=f"{len(places)} {word} · цвет и знак — к цели{cut_words(len(places))}",
        corner="Организация",
        columns=tuple(
            Header(
                item.title,
                f"{item.full_title}; {target_text(item) or 'цель не задана'}",
                selection.at(selection.path, indicator=item.code).address,
            )
            for item in indicators
        ),
        rows=rows if indicators else (),
        notes=("Щелчок по организации открывает её страницу, по показателю — тенденцию и сравнение.",),
        source=sources(selection, indicators),
        empty="Показатели этого механизма собираются по муниципалитету в целом."
        if not indicators
        else "Организаций, от которых собирают эти показатели, в базе нет.",
    )


def _matrix_row(
    selection: Selection,
    reader: Reader,
    indicators: tuple[Indicator, ...],
    values: Values,
    place: Place,
    year: int,
) -> MatrixRow:
    cells = [_matrix_cell(selection, reader, indicator, values, place, year) for indicator in indicators]
    return MatrixRow(
        Cell(place.short_name, href=selection.at("/school", unit=place.id).address), tuple(cells)
    )


def _matrix_cell(
    selection: Selection, reader: Reader, indicator: Indicator, values: Values, place: Place, year: int
) -> Cell:
    if not fits(indicator, place):
        return Cell(quantity=Quantity(None, indicator.measure, State.NOT_APPLICABLE))
    own = aimed(reader, indicator.code, year, place)
    row = values.get(indicator.code, place.id, year)
    shown = quantity(own, row, _hidden(reader, values, indicator, place.id, year))
    status = own.status(shown.value) if shown.state is State.OK else Status.NO_DATA
    href = selection.at("/indicator", indicator=indicator.code, unit=place.id).address
    return Cell(quantity=shown, status=status, tone=STATUS_TONES[status], href=href)
