"""A region: its municipalities × the indicators of a mechanism, each summed over its own schools."""

from __future__ import annotations

from dashboard.blocks import Cell, Header, Matrix, MatrixRow, State, Status
from dashboard.methods.ordering import natural_key
from dashboard.numbers import plural
from dashboard.selection import Selection
from dashboard.views.indicators import STATUS_TONES, quantity, target_text
from dashboard.views.mechanism import indicators_of, mechanism_values, sources
from dashboard.views.suppression import note
from dashboard.views.targets import aimed
from data_access.queries.places import read_municipalities
from data_access.viewer import Reader


def municipalities(selection: Selection, reader: Reader) -> Matrix | None:
    """Municipalities × indicators; absent in an installation of one municipality."""
    places = sorted(read_municipalities(reader), key=lambda place: natural_key(place.short_name))
    if not places:
        return None
    indicators, year = indicators_of(selection, reader), selection.year or 0
    values = mechanism_values(selection, reader)
    rows = []
    for place in places:
        cells = []
        for indicator in indicators:
            own = aimed(reader, indicator.code, year, place)
            reason = note(reader) if values.is_hidden(own.code, place.id, year) else ""
            shown = quantity(own, values.get(own.code, place.id, year), reason)
            status = own.status(shown.value) if shown.state is State.OK else Status.NO_DATA
            cells.append(Cell(quantity=shown, status=status, tone=STATUS_TONES[status]))
        rows.append(MatrixRow(Cell(place.short_name), tuple(cells)))
    return Matrix(
        key="municipalities",
        title="Показатели по муниципалитетам",
        caption=f"{len(rows)} {plural(len(rows), 'муниципалитет', 'муниципалитета', 'муниципалитетов')}",
        corner="Муниципалитет",
        columns=tuple(
            Header(
                item.title,
                f"{item.full_title}; {target_text(item) or 'цель не задана'}",
                selection.at(selection.path, indicator=item.code).address,
            )
            for item in indicators
        ),
        rows=tuple(rows),
        source=sources(selection, indicators),
        empty="Муниципалитетов в базе нет.",
    )
