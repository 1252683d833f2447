"""The form of entry for one mechanism, organisation and school year, with what stands in it now."""

from __future__ import annotations

from datetime import date

from dash.development.base_component import Component

from dashboard.blocks import Tone
from dashboard.catalogue import Indicator
from dashboard.entry_checks import plain_number, takes_denominator
from dashboard.entry_sheet import Sheet, due_on, open_sheet
from dashboard.numbers import format_date, format_year
from dashboard.selection import Selection
from dashboard.ui.entry_form import EntryLine, entry_card
from dashboard.views.entry_progress import Asked, sent_by
from dashboard.views.entry_stated import NOTHING, shown_amount
from data_access.queries.entries import Entry, Standing, read_entries, standing_of
from data_access.viewer import Reader

ABOVE, BELOW = "числитель", "знаменатель"
LONGEST_CLAUSE = 40


def form(selection: Selection, reader: Reader, today: date) -> list[Component]:
    """Nothing where the viewer states nothing."""
    sheet = open_sheet(reader, selection.mechanism or "", selection.unit or 0, selection.year or 0)
    if not sheet.indicators:
        return []
    now = standing_of(read_entries(reader, sheet.place.id, sheet.year))
    before = standing_of(read_entries(reader, sheet.place.id, sheet.year - 1))
    lines = [
        _line(sheet, item, now.get(item.code, NOTHING), before.get(item.code, NOTHING).submitted, today)
        for item in sheet.indicators
    ]
    asked = [Asked(sheet.place.id, item, sheet.place.id) for item in sheet.indicators]
    title = f"{sheet.place.short_name}: значения за {format_year(sheet.year)} учебный год"
    return [entry_card(title, sent_by(reader, asked, sheet.year).sentence, lines)]


def _line(
    sheet: Sheet, indicator: Indicator, standing: Standing, before: Entry | None, today: date
) -> EntryLine:
    shown = standing.newest
    due = due_on(indicator, sheet.year)
    state, tone = _state(standing, due, today)
    about = [short_clause(indicator.clause), f"срок {format_date(due)}" if due else ""]
    return EntryLine(
        code=indicator.code,
        title=indicator.title,
        help=f"{indicator.full_title}. {indicator.clause}",
        about=" · ".join(part for part in about if part),
        criterion=indicator.criterion,
        measure=indicator.measure,
        factor=indicator.factor,
        above_label=indicator.numerator or ABOVE,
        below_label=(indicator.denominator or BELOW) if takes_denominator(indicator) else "",
        above=plain_number(shown.numerator) if shown else "",
        below=plain_number(shown.denominator) if shown else "",
        note=shown.note if shown else "",
        before=shown_amount(indicator, before),
        state=state,
        tone=tone,
        seen=shown.id if shown else 0,
    )


def short_clause(clause: str) -> str:
    """The point without the name of the document, which is the same for the whole form."""
    if len(clause) <= LONGEST_CLAUSE:
        return clause
    return clause.partition(", ")[2] or clause


def _state(standing: Standing, due: date | None, today: date) -> tuple[str, Tone]:
    if standing.draft is not None:
        words = "черновик, в силе прежнее значение" if standing.submitted else "черновик"
        return f"{words} · {format_date(standing.draft.entered_at.date())}", Tone.WARN
    if standing.submitted is not None:
        return f"сдано {format_date(standing.submitted.entered_at.date())}", Tone.GOOD
    if due is not None and due < today:
        return "не сдано, срок прошёл", Tone.BAD
    return "не сдано", Tone.MUTED
