"""The form of entry: a line per indicator with its two numbers, last year beside them, a note, and its state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.blocks import Measure, Tone
from dashboard.numbers import DECIMALS, unit_sign
from dashboard.ui.attributes import aria, data


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One indicator of the form. An empty `below_label`: it is a single number. `seen`: the row that is shown."""

    code: str
    title: str
    help: str
    about: str
    criterion: str
    measure: Measure
    factor: float
    above_label: str
    below_label: str
    above: str
    below: str
    note: str
    before: str
    state: str
    tone: Tone
    seen: int


def entry_card(title: str, sentence: str, lines: Sequence[EntryLine]) -> html.Section:
    """The lines by criterion, and the two buttons that stay in sight."""
    body: list[Component] = []
    criterion = ""
    for line in lines:
        if line.criterion and line.criterion != criterion:
            criterion = line.criterion
            body.append(html.H3(criterion, className="entry-criterion"))
        body.append(_line(line))
    return html.Section(
        [
            html.Div(
                [html.H2(title, className="card-title"), html.P(sentence, className="card-caption")],
                className="card-words",
            ),
            html.Div(body, className="entry-lines"),
            dcc.Store(id="entry-seen", data={line.code: line.seen for line in lines}),
            html.Div(
                [
                    html.P("", id="entry-said", className="said", role="status"),
                    html.Div(
                        [
                            html.Button("Сдать", id="entry-submit", className="button primary"),
                            html.Button("Сохранить черновик", id="entry-save", className="button"),
                            html.Small("Сданные значения сразу попадают в показатели, черновик — нет."),
                        ],
                        className="acts",
                    ),
                ],
                className="entry-foot",
            ),
        ],
        className="card load-card entry-card",
        **data(block="entry"),
    )


def _line(line: EntryLine) -> Component:
    return html.Div(
        [
            html.Div(
                [
                    html.B(line.title, title=line.help),
                    html.Small(line.about),
                    html.Span(line.state, className=f"chip chip-{line.tone.value}"),
                ],
                className="entry-name",
            ),
            html.Div(_numbers(line), className="entry-numbers"),
            _result(line),
            html.Label(
                [
                    html.Span("Примечание", className="entry-label"),
                    _input("entry-note", line, line.note, maxLength=400),
                ],
                className="entry-field entry-note",
            ),
            html.P("", id=_id("entry-wrong", line), className="wrong", role="alert"),
        ],
        className="entry-line",
    )


def _numbers(line: EntryLine) -> list[Component]:
    fields: list[Component] = [_number("entry-above", line, line.above_label, line.above)]
    if line.below_label:
        return [*fields, _number("entry-below", line, line.below_label, line.below)]
    # a single number: the field is there and hidden, since a line is read as a whole
    return [*fields, _input("entry-below", line, "", type="hidden")]


def _number(act: str, line: EntryLine, label: str, value: str) -> Component:
    return html.Label(
        [
            html.Span(label, className="entry-label"),
            _input(act, line, value, inputMode="decimal", maxLength=20),
        ],
        className="entry-field",
    )


def _input(act: str, line: EntryLine, value: str, **more: Any) -> Component:
    made: Component = dbc.Input(id=_id(act, line), value=value, autoComplete="off", className="input", **more)
    return made


def _result(line: EntryLine) -> Component:
    """What the typed numbers make (`assets/32-entry.js` keeps it true while they are typed), and last year."""
    kind = {
        "factor": line.factor,
        "decimals": DECIMALS[line.measure],
        "sign": unit_sign(line.measure),
        "two": bool(line.below_label),
    }
    return html.Div(
        [
            dcc.Store(id=_id("entry-kind", line), data=kind),
            html.Output("", id=_id("entry-now", line), className="entry-now", **aria(live="polite")),
            html.Small(f"год назад: {line.before or '—'}"),
        ],
        className="entry-result",
    )


def _id(act: str, line: EntryLine) -> dict[str, str]:
    return {"act": act, "key": line.code}
