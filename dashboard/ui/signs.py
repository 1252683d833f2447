"""Signs of status and state: a shape, a word and a class name that gives the colour.

Colour never stands alone: each sign is readable in greyscale and by a screen reader.
"""

from __future__ import annotations

from dash import html
from markupsafe import Markup

from dashboard.blocks import Quantity, State, Status, Tone
from dashboard.ui.attributes import aria

SHAPES = {Status.REACHED: "●", Status.RISK: "▲", Status.BELOW: "▼", Status.NO_DATA: "○", Status.NONE: ""}
WORDS = {
    Status.REACHED: "достигнут",
    Status.RISK: "зона риска",
    Status.BELOW: "ниже цели",
    Status.NO_DATA: "нет данных",
    Status.NONE: "",
}
NOT_APPLICABLE = "–"
STATE_WORDS = {
    State.OK: "",
    State.MISSING: "нет данных",
    State.HIDDEN: "скрыто",
    State.NOT_APPLICABLE: "не применимо",
}
TONE_OF_STATUS = {
    Status.REACHED: Tone.GOOD,
    Status.RISK: Tone.WARN,
    Status.BELOW: Tone.BAD,
    Status.NO_DATA: Tone.MUTED,
    Status.NONE: Tone.PLAIN,
}


def tone_of(tone: Tone, status: Status) -> Tone:
    """The tone a cell asks for; when it asks for none, the tone of its status."""
    return tone if tone is not Tone.PLAIN else TONE_OF_STATUS[status]


def state_title(quantity: Quantity) -> str:
    """Full words for a figure that is not shown, with the reason when there is one."""
    word = STATE_WORDS[quantity.state]
    return f"{word}: {quantity.note}" if word and quantity.note else word or quantity.note


def status_chip(status: Status, text: str = "") -> html.Span:
    """«▲ зона риска» as a component."""
    return html.Span(
        [html.Span(SHAPES[status], className="shape", **aria(hidden="true")), text or WORDS[status]],
        className=f"chip chip-{TONE_OF_STATUS[status]}",
    )


def status_dot(status: Status) -> html.Span:
    """The shape alone where there is no room for a word; the word stays for pointer and screen reader."""
    return html.Span(
        [
            html.Span(SHAPES[status], className="shape", **aria(hidden="true")),
            html.Span(WORDS[status], className="visually-hidden"),
        ],
        className=f"dot dot-{TONE_OF_STATUS[status]}",
        title=WORDS[status],
    )


def chip_markup(text: str, tone: Tone, status: Status = Status.NONE, shape: str = "") -> Markup:
    """A chip inside a table: its own shape or that of its status, and the text or the word of the status."""
    word = text or WORDS[status]
    if not word:
        return Markup("")
    sign = shape or SHAPES[status]
    drawn = Markup('<span class="shape" aria-hidden="true">{}</span>').format(sign) if sign else Markup("")
    return Markup('<span class="chip chip-{}">{}{}</span>').format(tone_of(tone, status).value, drawn, word)
