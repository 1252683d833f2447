"""Forms of the management cycle: who gets which, and what their fields start with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dash.development.base_component import Component

from dashboard.catalogue import Mechanism, catalogue_of
from dashboard.cycle_measures import offered_due
from dashboard.recommending.addressing import owner_of
from dashboard.recommending.wording import offer
from dashboard.selection import Selection
from dashboard.ui import cycle_forms as ui
from dashboard.views.action_places import places_of
from dashboard.views.cycle_heading import new_decision
from dashboard.views.decision import basis_of, is_new
from dashboard.views.recommendation import found_in, hidden_words, is_hidden
from dashboard.views.targets import aimed
from data_access.queries import cycle as records
from data_access.queries.cycle import may_report, may_write
from data_access.queries.places import Place, read_municipality
from data_access.viewer import Reader

RED = "red_without_action"  # the words of such a rule fit any indicator that a measure is made for


def actions_form(selection: Selection, reader: Reader, today: date) -> list[Component]:
    """Where a new measure and a new decision are begun, for who may write them."""
    viewer = reader.viewer
    if not viewer.sees_municipality:
        return []
    mechanism = selection.mechanism or viewer.mechanism or next(iter(catalogue_of(reader).mechanisms))
    unit = selection.unit or read_municipality(reader).id
    if not may_write(reader, unit, mechanism):
        return []
    start = Selection("/measure", unit, year=selection.year, mechanism=mechanism)
    links = (("Новая мера", start.address), ("Новое решение", replace(start, path="/decision").address))
    return [ui.links_card(links)]


def recommendation_form(selection: Selection, reader: Reader, today: date) -> list[Component]:
    """The answer to a recommendation, or what can follow it."""
    row = found_in(selection, reader)
    if not may_write(reader, row.unit_id, row.mechanism) or row.status == "outdated":
        return []
    if row.status != "new":
        links = [("Принять решение", new_decision(row))] if row.status == "accepted" else []
        return [ui.after_card(links, row.reason, row.status == "rejected")]
    known = catalogue_of(reader)
    place, mechanism = places_of(reader)[row.unit_id], known.mechanism(row.mechanism)
    rule = known.rules.get(row.rule)
    offered = _offered(
        reader,
        place,
        mechanism,
        row.indicator,
        row.year,
        (rule.measure, rule.expected) if rule else ("", ""),
        today,
    )
    why_not = hidden_words(reader) if is_hidden(reader, row) else ""
    return [ui.answer_card("" if why_not else row.text, offered, why_not)]


def measure_form(selection: Selection, reader: Reader, today: date) -> list[Component]:
    """A new measure with the words that fit its indicator, or the report of one."""
    if selection.record is None:
        return [_new_measure(selection, reader, today)]
    row = records.read_measure(reader, selection.record)
    if not may_report(reader, row.unit_id, row.mechanism):
        return []
    writes = may_write(reader, row.unit_id, row.mechanism)
    reported = ui.Reported(row.status, row.progress, row.evidence)
    own = ui.OfferedMeasure(row.title, row.expected, row.owner, row.due_on) if writes else None
    links = [("Принять решение", new_decision(row))] if writes else []
    return [ui.report_card(reported, writes, own, links)]


def _new_measure(selection: Selection, reader: Reader, today: date) -> Component:
    known = catalogue_of(reader)
    rule = next((rule for rule in known.rules.values() if rule.condition == RED), None)
    words = (rule.measure, rule.expected) if rule and selection.indicator else ("", "")
    place = places_of(reader)[selection.unit or 0]
    mechanism = known.mechanism(selection.mechanism or "")
    code, year = selection.indicator or "", selection.year or 0
    offered = _offered(reader, place, mechanism, code, year, words, today)
    choices = _titles(reader, mechanism)
    return ui.new_measure_card(offered, choices, code if code in choices else "")


def _titles(reader: Reader, mechanism: Mechanism) -> dict[str, str]:
    """Indicators of a mechanism in its order."""
    known = catalogue_of(reader).indicators
    return {code: known[code].title for code in (*mechanism.indicators, mechanism.lead)}


def _offered(
    reader: Reader,
    place: Place,
    mechanism: Mechanism,
    code: str,
    year: int,
    words: tuple[str, str],
    today: date,
) -> ui.OfferedMeasure:
    indicator = aimed(reader, code, year, place) if code in catalogue_of(reader).indicators else None
    title, expected = (offer(template, mechanism, indicator) for template in words)
    return ui.OfferedMeasure(title, expected, owner_of(place, mechanism), offered_due(today))


def decision_form(selection: Selection, reader: Reader, today: date) -> list[Component]:
    """A new decision with what it rests on, or the withdrawal of one."""
    if not is_new(selection):
        row = records.read_decision(reader, selection.record or 0)
        writes = may_write(reader, row.unit_id, row.mechanism)
        return [ui.decision_card()] if writes and row.status == "active" else []
    titles = _titles(reader, catalogue_of(reader).mechanism(selection.mechanism or ""))
    basis = basis_of(selection, reader)
    kinds = {"measure": "мера", "recommendation": "рекомендация"}
    return [
        ui.new_decision_card(
            today,
            titles,
            [selection.indicator] if selection.indicator in titles else [],
            f"{kinds[basis[0]]} «{basis[2]}»" if basis else "",
            "",
        )
    ]
