"""Career guidance: the flow of graduates of grades 9 and 11 to where they went, and partners of schools."""

from __future__ import annotations

from dashboard.blocks import Bars, Cell, Column, Kind, Measure, Quantity, Row, Segment, Table
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.career import DESTINATION_WORDS
from dashboard.views.register_scene import empty_words, register_href, register_source, scene, words
from dashboard.views.suppression import hidden_parts, hides, note
from data_access.queries.graduates import Flow, read_flows
from data_access.queries.places import read_schools
from data_access.queries.registers import Line
from data_access.viewer import Reader

LEAVING = (9, 11)
TONES = {
    "grade10": "plain",
    "college": "fair",
    "university": "good",
    "work": "warn",
    "army": "deep",
    "other": "muted",
    "unsettled": "bad",
}
NO_FLOWS = "Сведений о выпускниках за этот год нет: их загружают таблицей «Выпускники» шаблона."
PARTNERS = "Партнёры профориентации"


def _flows(selection: Selection, reader: Reader) -> list[Flow]:
    return [row for row in read_flows(reader) if row.year == selection.year]


def _source(selection: Selection) -> str:
    return f"Источник: сведения о выпускниках, {format_year(selection.year or 0)} учебный год"


def flow(selection: Selection, reader: Reader) -> Bars:
    """Graduates of each grade by where they went, this year and the year before."""
    year = selection.year or 0
    groups = [(grade, of) for grade in LEAVING for of in (year - 1, year)]
    rows = read_flows(reader)
    sums = {
        (grade, of, kind): sum(r.n for r in rows if (r.grade, r.year, r.kind) == (grade, of, kind))
        for grade, of in groups
        for kind in DESTINATION_WORDS
    }
    shown = [
        (grade, of)
        for grade, of in groups
        if not _is_small(reader, sum(sums[grade, of, kind] for kind in DESTINATION_WORDS))
    ]
    return Bars(
        key="flow",
        title="Куда пошли выпускники",
        caption="обучающихся, по годам выпуска",
        categories=tuple(f"{grade} класс, {format_year(of)}" for grade, of in shown),
        segments=tuple(
            Segment(word, TONES[kind], tuple(sums[grade, of, kind] for grade, of in shown))
            for kind, word in DESTINATION_WORDS.items()
        )
        if shown
        else (),
        source=_source(selection),
        empty=NO_FLOWS,
    )


def _is_small(reader: Reader, count: int) -> bool:
    return not count or (hides(reader) and count < reader.small_number)


FLOW_COLUMNS = (
    Column("school", "Школа"),
    Column("grade", "Класс"),
    Column("n", "Выпускников", Kind.QUANTITY, Measure.COUNT),
    *(Column(kind, word, Kind.QUANTITY, Measure.PERCENT) for kind, word in DESTINATION_WORDS.items()),
)


def flow_by_school(selection: Selection, reader: Reader) -> Table:
    """Schools × grades that leave: shares of where graduates went; small groups are hidden."""
    rows = _flows(selection, reader)
    schools = sorted(read_schools(reader), key=lambda school: natural_key(school.short_name))
    lines = []
    for grade in LEAVING:
        of_grade = [row for row in rows if row.grade == grade]
        counts = {s.id: sum(row.n for row in of_grade if row.school_id == s.id) for s in schools}
        hidden = hidden_parts(counts, reader.small_number) if hides(reader) else frozenset()
        for school in schools:
            if counts[school.id]:
                own = [row for row in of_grade if row.school_id == school.id]
                href = selection.at("/school", unit=school.id).address
                cells = _shares(reader, own, school.id in hidden)
                lines.append(Row((Cell(school.short_name, href=href), Cell(f"{grade}"), *cells)))
    return Table(
        key="flow_by_school",
        title="Выпускники по школам",
        caption="доля пошедших в каждую сторону, %",
        columns=FLOW_COLUMNS,
        rows=tuple(lines),
        source=_source(selection),
        empty=NO_FLOWS,
    )


def _shares(reader: Reader, rows: list[Flow], is_hidden: bool) -> tuple[Cell, ...]:
    if is_hidden:
        reason = note(reader)
        measures = (Measure.COUNT, *(Measure.PERCENT for _ in DESTINATION_WORDS))
        return tuple(Cell(quantity=Quantity.hidden(measure, reason)) for measure in measures)
    n = sum(row.n for row in rows)
    shares = (Quantity.share(sum(r.n for r in rows if r.kind == kind), n) for kind in DESTINATION_WORDS)
    return (Cell(quantity=Quantity(n, Measure.COUNT)), *(Cell(quantity=share) for share in shares))


def partners(selection: Selection, reader: Reader) -> Table:
    """Enterprises, colleges and universities, and which schools work with each."""
    found = scene(selection, reader)
    lines = found.of_year("career_partners")
    by_partner: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        by_partner.setdefault((words(line, "kind"), words(line, "partner")), []).append(line)
    rows = tuple(
        Row(
            (
                Cell(partner, href=register_href(selection, "career_partners")),
                Cell(kind),
                Cell(
                    tags=tuple(dict.fromkeys(found.name(line) for line in own)),
                    note="; ".join(f"{found.name(line)}: договор {words(line, 'agreement')}" for line in own),
                ),
            )
        )
        for (kind, partner), own in sorted(by_partner.items())
    )
    return Table(
        key="partners",
        title="Партнёры профориентации",
        caption=f"партнёров: {len(rows)}, договоров: {len(lines)}",
        columns=(
            Column("partner", "Партнёр"),
            Column("kind", "Вид"),
            Column("units", "Школы", Kind.TAGS),
        ),
        rows=rows,
        source=register_source(selection, PARTNERS),
        empty=empty_words(PARTNERS),
    )
