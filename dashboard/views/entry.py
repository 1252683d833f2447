"""Entry of indicators: opening and heading of the page, and who has not sent."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import (
    Cell,
    Choice,
    Column,
    Header,
    Heading,
    Kind,
    Matrix,
    MatrixRow,
    Measure,
    Picker,
    Quantity,
    Status,
    Tone,
)
from dashboard.catalogue import Mechanism, catalogue_of
from dashboard.entry_sheet import stated, stated_at
from dashboard.numbers import format_year, plural
from dashboard.selection import Selection
from dashboard.views.entry_progress import Asked, Sent, answering, asked_of, sent_by
from dashboard.views.indicators import STATUS_TONES
from dashboard.views.work_heading import open_work, work_heading, work_place
from data_access.queries.places import Place, read_municipality, read_schools
from data_access.viewer import Reader


def open_entry(selection: Selection, reader: Reader) -> Selection:
    """Fills in year, place and mechanism. Raises NotFound, Refused."""
    chosen = open_work(selection, reader)
    if chosen.unit is None:
        chosen = replace(chosen, unit=read_municipality(reader).id)
    if chosen.mechanism is not None:
        return chosen
    found = mechanisms_at(reader, work_place(reader, chosen.unit or 0))
    own = [item for item in found if item.code == reader.viewer.mechanism]
    every = list(catalogue_of(reader).mechanisms.values())
    return replace(chosen, mechanism=(own or found or every)[0].code)


def mechanisms_at(reader: Reader, place: Place) -> list[Mechanism]:
    """Mechanisms in which something is stated about the place; about the municipality, also about its schools."""
    known = catalogue_of(reader)
    return [
        item
        for item in known.mechanisms.values()
        if (stated_at(known, item, place) if place.kind == "school" else stated(known, item))
    ]


def heading(selection: Selection, reader: Reader) -> Heading:
    place = work_place(reader, selection.unit or 0)
    found = catalogue_of(reader).mechanism(selection.mechanism or "")
    made = work_heading(selection, reader, "Ввод показателей", f"{found.short_title} · {place.short_name}")
    return replace(made, pickers=(_mechanisms(selection, reader, place), *_places(selection, reader)))


def _mechanisms(selection: Selection, reader: Reader, place: Place) -> Picker:
    choices = (
        Choice(
            item.short_title,
            replace(selection, mechanism=item.code).address,
            item.code == selection.mechanism,
        )
        for item in mechanisms_at(reader, place)
    )
    return Picker("Механизм", tuple(choices))


def _places(selection: Selection, reader: Reader) -> tuple[Picker, ...]:
    """Organisations to choose from; somebody with a single one has nothing to choose."""
    whole = reader.viewer.sees_municipality
    places = answering(reader) if whole else read_schools(reader)
    if len(places) < 2:
        return ()
    choices = (
        Choice(place.short_name, replace(selection, unit=place.id).address, place.id == selection.unit)
        for place in places
    )
    return (Picker("Организация", tuple(choices)),)


# -- who has not sent -----------------------------------------------------------------------------------

# The words of a status speak of targets; here the same signs mean sent, soon due and late.
_SIGNS = {Status.REACHED: "●", Status.RISK: "▲", Status.BELOW: "▼", Status.NONE: ""}
UNSENT_TAIL = (
    Column("due", "Срок", Kind.STATUS),
    Column("drafts", "Черн.", Kind.QUANTITY, Measure.COUNT, "открытые черновики"),
)


def unsent(selection: Selection, reader: Reader) -> Matrix | None:
    """Organisations × mechanisms: how much of what they state is submitted. For the department."""
    if not reader.viewer.sees_municipality:
        return None
    known, year = catalogue_of(reader), selection.year or 0
    mechanisms = [item for item in known.mechanisms.values() if stated(known, item)]
    asked = _by_row(reader, mechanisms)
    rows = [
        _unsent_row(selection, reader, place, {item.code: asked[place.id][item.code] for item in mechanisms})
        for place in answering(reader)
        if place.id in asked
    ]
    late = sum(row.tail[0].tone is Tone.BAD for row in rows)
    return Matrix(
        key="unsent",
        title=f"Кто не сдал: {late} с просрочкой" if late else "Кто не сдал: просрочек нет",
        caption=f"сдано из нужного, {format_year(year)} учебный год",
        corner="Организация",
        columns=tuple(
            Header(item.short_title, item.title, replace(selection, mechanism=item.code).address)
            for item in mechanisms
        ),
        rows=tuple(rows),
        tail_columns=UNSENT_TAIL,
        notes=(
            "Щелчок по ячейке открывает форму. Строка муниципалитета — то, что вводят координаторы. "
            "Черновик нигде не учитывается, пока его не сдали.",
        ),
        source="Источник: введённые и загруженные значения показателей",
        empty="Организаций, от которых собирают показатели, в базе нет.",
    )


def _by_row(reader: Reader, mechanisms: list[Mechanism]) -> dict[int, dict[str, list[Asked]]]:
    """Who answers → mechanism → what is asked of them."""
    schools = read_schools(reader)
    found: dict[int, dict[str, list[Asked]]] = {}
    for item in mechanisms:
        for one in asked_of(reader, item, schools):
            of_place = found.setdefault(one.row_id, {known.code: [] for known in mechanisms})
            of_place[item.code].append(one)
    return found


def _unsent_row(
    selection: Selection, reader: Reader, place: Place, asked: dict[str, list[Asked]]
) -> MatrixRow:
    year = selection.year or 0
    # an indicator of two mechanisms is one figure
    once = {(one.indicator.code, one.unit_id): one for rows in asked.values() for one in rows}
    whole = sent_by(reader, once.values(), year)
    cells = [
        _sent_cell(sent_by(reader, rows, year), replace(selection, unit=place.id, mechanism=code))
        for code, rows in asked.items()
    ]
    tail = (
        Cell(whole.short_words, tone=STATUS_TONES[whole.status]),
        Cell(quantity=Quantity(whole.drafts, Measure.COUNT)),
    )
    note = f"всего сдано {whole.submitted} из {whole.needed}"
    return MatrixRow(Cell(place.short_name, note=note), tuple(cells), tail)


def _sent_cell(sent: Sent, form: Selection) -> Cell:
    """Leads to the form in which the next figure is missing: a coordinator states some school by school."""
    if not sent.needed:
        return Cell("–", note="этих показателей здесь не собирают")
    note = f"сдано {sent.submitted} из {sent.needed}; {sent.words}"
    if sent.drafts:
        word = plural(sent.drafts, "черновик", "черновика", "черновиков")
        note += f"; {sent.drafts} {word}"
    words = f"{_SIGNS[sent.status]} {sent.submitted} из {sent.needed}".strip()
    href = replace(form, unit=sent.first_missing or form.unit).address
    return Cell(words, href=href, tone=STATUS_TONES[sent.status], note=note)
