"""What a reader sees of a drawn component: its words, links and markup, sheets included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from dash.development.base_component import Component


def walk(node: Any) -> Iterator[Any]:
    """The component and everything inside it; text comes as plain strings."""
    if isinstance(node, list | tuple):
        for child in node:
            yield from walk(child)
        return
    yield node
    if isinstance(node, Component):
        # A component without children is falsy, so None is asked for by name.
        for inside in (getattr(node, "children", None), getattr(node, "label", None)):
            yield from () if inside is None else walk(inside)


def sheets(node: Any) -> BeautifulSoup:
    """The markup of every sheet in the component."""
    found = [one.to_plotly_json()["props"].get("data-sheet", "") for one in components(node)]
    return BeautifulSoup("".join(found), "html.parser")


def components(node: Any) -> list[Component]:
    return [one for one in walk(node) if isinstance(one, Component)]


def words(node: Any) -> str:
    """All visible text; spaces of every width become ordinary ones."""
    parts = [str(one) for one in walk(node) if isinstance(one, str | int | float)]
    text = " ".join([*parts, sheets(node).get_text(" ")])
    return " ".join(text.split())


def everything(node: Any) -> str:
    """Text, attributes, figures: whatever is sent to the browser."""
    return " ".join(str(one.to_plotly_json()) for one in components(node))


def addresses(node: Any) -> list[str]:
    """Every href, src and action in the component."""
    props = [one.to_plotly_json()["props"] for one in components(node)]
    own = [props_of[name] for props_of in props for name in ("href", "src", "action") if name in props_of]
    return [*own, *(tag["href"] for tag in sheets(node).find_all(href=True))]
