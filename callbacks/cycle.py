"""Acts of the management cycle. The record, the place and the rights come from the address and the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dash import Dash, Input, Output, State, no_update
from flask_login import current_user

from callbacks.typed import chosen_at
from dashboard.cycle import Recommendations
from dashboard.cycle_decisions import Decisions, Draft
from dashboard.cycle_measures import About, Measures, Plan, Report
from dashboard.cycle_signing import NotKept
from dashboard.desk import Desk
from dashboard.house import House
from dashboard.selection import Selection
from dashboard.views.cycle_heading import record_address
from dashboard.views.decision import is_new
from data_access.viewer import NotFound, Refused

MISTAKES = (Refused, NotFound, NotKept)
HREF = Output("address", "href", allow_duplicate=True)
SEARCH = State("address", "search")
NOTHING = (no_update, no_update)


def register(app: Dash, desk: Desk, house: House) -> None:
    """Callbacks of the pages of recommendations, measures and decisions."""
    _recommendations(app, desk, Recommendations(house))
    _measures(app, desk, Measures(house))
    _decisions(app, desk, Decisions(house))


def _words(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) else ""


def _percent(value: Any) -> int:
    """A whole number of percent. Raises NotKept."""
    try:
        return int(_words(value) or "0")
    except ValueError as error:
        raise NotKept("Готовность — целое число от 0 до 100.") from error


def _again(chosen: Selection, done: int) -> tuple[str, str]:
    """The same page, drawn anew with what was kept."""
    return f"{chosen.address}&done={done}", ""


def _kept(act: Callable[[], tuple[str, str]]) -> Any:
    """The answer to a press: where to go, or the sentence about what is wrong."""
    try:
        return act()
    except MISTAKES as error:
        return no_update, str(error)


def _fields(prefix: str) -> list[State]:
    return [State(f"{prefix}-{name}", "value") for name in ("title", "expected", "owner", "due")]


def _recommendations(app: Dash, desk: Desk, service: Recommendations) -> None:
    def at(search: Any) -> tuple[Selection, int]:
        chosen = chosen_at(desk, "/recommendation", search)
        return chosen, chosen.record or 0

    @app.callback(
        HREF,
        Output("rec-said", "children"),
        Input("rec-accept-measure", "n_clicks"),
        *_fields("rec"),
        SEARCH,
        prevent_initial_call=True,
    )
    def accept_with_measure(clicks: Any, title: Any, expected: Any, owner: Any, due: Any, search: Any) -> Any:
        def act() -> tuple[str, str]:
            chosen, record = at(search)
            plan = Plan(_words(title), _words(expected), _words(owner), _words(due))
            return _again(chosen, service.accept(current_user.viewer, record, plan))

        return _kept(act) if clicks else NOTHING

    @app.callback(
        HREF,
        Output("rec-said", "children", allow_duplicate=True),
        Input("rec-accept", "n_clicks"),
        SEARCH,
        prevent_initial_call=True,
    )
    def accept(clicks: Any, search: Any) -> Any:
        def act() -> tuple[str, str]:
            chosen, record = at(search)
            return _again(chosen, service.accept(current_user.viewer, record))

        return _kept(act) if clicks else NOTHING

    @app.callback(
        HREF,
        Output("rec-said", "children", allow_duplicate=True),
        Input("rec-edit", "n_clicks"),
        State("rec-text", "value"),
        SEARCH,
        prevent_initial_call=True,
    )
    def edit(clicks: Any, text: Any, search: Any) -> Any:
        def act() -> tuple[str, str]:
            chosen, record = at(search)
            return _again(chosen, service.edit(current_user.viewer, record, _words(text)))

        return _kept(act) if clicks else NOTHING

    @app.callback(
        HREF,
        Output("rec-said", "children", allow_duplicate=True),
        Input("rec-reject", "n_clicks"),
        State("rec-reason", "value"),
        SEARCH,
        prevent_initial_call=True,
    )
    def reject(clicks: Any, reason: Any, search: Any) -> Any:
        def act() -> tuple[str, str]:
            chosen, record = at(search)
            return _again(chosen, service.reject(current_user.viewer, record, _words(reason)))

        return _kept(act) if clicks else NOTHING


def _measures(app: Dash, desk: Desk, service: Measures) -> None:
    @app.callback(
        HREF,
        Output("measure-said", "children"),
        Input("measure-create", "n_clicks"),
        *_fields("measure"),
        State("measure-indicator", "value"),
        SEARCH,
        prevent_initial_call=True,
    )
    def create(clicks: Any, title: Any, expected: Any, owner: Any, due: Any, code: Any, search: Any) -> Any:
        def act() -> tuple[str, str]:
            chosen = chosen_at(desk, "/measure", search)
            about = About(chosen.mechanism or "", chosen.unit or 0, chosen.year or 0, _words(code))
            plan = Plan(_words(title), _words(expected), _words(owner), _words(due))
            return record_address("/measure", service.create(current_user.viewer, about, plan)), ""

        return _kept(act) if clicks else NOTHING

    @app.callback(
        HREF,
        Output("measure-said", "children", allow_duplicate=True),
        Input("measure-report", "n_clicks"),
        State("measure-state", "value"),
        State("measure-progress", "value"),
        State("measure-evidence", "value"),
        State("measure-note", "value"),
        SEARCH,
        prevent_initial_call=True,
    )
    def report(clicks: Any, state: Any, progress: Any, evidence: Any, note: Any, search: Any) -> Any:
        def act() -> tuple[str, str]:
            chosen = chosen_at(desk, "/measure", search)
            told = Report(_words(state), _percent(progress), _words(evidence), _words(note))
            return _again(chosen, service.report(current_user.viewer, chosen.record or 0, told))

        return _kept(act) if clicks else NOTHING

    @app.callback(
        HREF,
        Output("measure-said", "children", allow_duplicate=True),
        Input("measure-edit", "n_clicks"),
        *_fields("measure"),
        SEARCH,
        prevent_initial_call=True,
    )
    def edit(clicks: Any, title: Any, expected: Any, owner: Any, due: Any, search: Any) -> Any:
        def act() -> tuple[str, str]:
            chosen = chosen_at(desk, "/measure", search)
            plan = Plan(_words(title), _words(expected), _words(owner), _words(due))
            return _again(chosen, service.edit(current_user.viewer, chosen.record or 0, plan))

        return _kept(act) if clicks else NOTHING


def _decisions(app: Dash, desk: Desk, service: Decisions) -> None:
    @app.callback(
        HREF,
        Output("decision-said", "children"),
        Input("decision-make", "n_clicks"),
        State("decision-title", "value"),
        State("decision-document", "value"),
        State("decision-day", "value"),
        State("decision-basis", "value"),
        State("decision-aims", "value"),
        SEARCH,
        prevent_initial_call=True,
    )
    def make(clicks: Any, title: Any, document: Any, day: Any, basis: Any, aims: Any, search: Any) -> Any:
        def act() -> tuple[str, str]:
            chosen = chosen_at(desk, "/decision", search)
            kind = "recommendation" if chosen.state == "recommendation" else "measure"
            draft = Draft(
                chosen.mechanism or "",  # a decision that is already made has none in its address
                chosen.unit or 0,
                chosen.year or 0,
                _words(title),
                _words(document),
                _words(day),
                _codes(aims),
                (kind, chosen.record) if chosen.record is not None else None,
                _words(basis),
            )
            return record_address("/decision", service.make(current_user.viewer, draft)), ""

        return _kept(act) if clicks else NOTHING

    @app.callback(
        HREF,
        Output("decision-said", "children", allow_duplicate=True),
        Input("decision-withdraw", "n_clicks"),
        State("decision-reason", "value"),
        SEARCH,
        prevent_initial_call=True,
    )
    def withdraw(clicks: Any, reason: Any, search: Any) -> Any:
        def act() -> tuple[str, str]:
            chosen = chosen_at(desk, "/decision", search)
            # while a new decision is filled in, the record of the address is what it rests on
            made = 0 if is_new(chosen) else chosen.record or 0
            return _again(chosen, service.withdraw(current_user.viewer, made, _words(reason)))

        return _kept(act) if clicks else NOTHING


def _codes(ticked: Any) -> tuple[str, ...]:
    """Codes of the boxes that are ticked."""
    return tuple(code for code in ticked if isinstance(code, str)) if isinstance(ticked, list) else ()
