"""A sheet: a part of the page written as escaped HTML and put in place by `assets/04-sheets.js`.

Why not Dash components: the renderer registers every component in its store, and the cost grows with the
square of their number: a table of 40 × 181 cells took over a minute that way. Everything variable goes
through markupsafe, so a sheet holds no text that could act as markup.
"""

from __future__ import annotations

from dash import html
from markupsafe import Markup, escape

from dashboard.ui.attributes import data

# Cells are made by the thousand: an f-string of escaped parts costs a fifth of Markup.format.
NOTHING = Markup("")


def sheet(markup: Markup, class_name: str = "") -> html.Div:
    """A component that shows the markup; links with `data-link` move within the program."""
    if not isinstance(markup, Markup):
        raise TypeError("A sheet takes Markup, so that every value in it has been escaped.")
    return html.Div(className=f"sheet {class_name}".strip(), **data(sheet=str(markup)))


def link(href: str, content: Markup | str, class_name: str = "") -> Markup:
    """An anchor inside a sheet that navigates without reloading the page."""
    named = f' class="{escape(class_name)}"' if class_name else ""
    return Markup(f'<a href="{escape(href)}" data-link{named}>{escape(content)}</a>')  # noqa: S704 - escaped


def attribute(name: str, value: str | float | None) -> Markup:
    """` name="value"`, or nothing for an empty value. The name is ours, the value is escaped."""
    if value is None or value == "":
        return NOTHING
    return Markup(f' {name}="{escape(value)}"')  # noqa: S704 - names are literals of this package


def joined(parts: list[Markup]) -> Markup:
    """The parts one after another."""
    return Markup("").join(parts)
