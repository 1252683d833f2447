"""The one door to plotly: every graph on every page is made by `graph`, with one configuration.

The configuration closes plotly's way out of the house: no «share» button, no cloud address, no logo.
"""

from __future__ import annotations

from typing import Any

from dash import dcc
from dash.development.base_component import Component

from dashboard.ui.palette import CARD, FONT, INK, INK_3, LINE

Figure = dict[str, Any]

CONFIG: Any = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "displayModeBar": False,
    "locale": "ru",
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}


def graph(figure: Figure, height: int) -> Component:
    """A graph that fills the width of its card. The height is fixed, so nothing jumps while plotly loads."""
    return dcc.Graph(
        figure=figure, config=CONFIG, responsive=True, style={"height": f"{height}px"}, className="chart"
    )


def layout(**parts: Any) -> dict[str, Any]:
    """The look common to all figures: our font, no template, no zooming by accident."""
    return {
        "font": {"family": FONT, "size": 12, "color": INK},
        "paper_bgcolor": CARD,
        "plot_bgcolor": CARD,
        "separators": ", ",
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": CARD,
            "bordercolor": LINE,
            "font": {"family": FONT, "size": 12, "color": INK},
        },
        **parts,
    }


def axis(**parts: Any) -> dict[str, Any]:
    """A quiet axis: third-colour ticks, no box, no zoom."""
    return {
        "fixedrange": True,
        "showline": False,
        "zeroline": False,
        "ticks": "",
        "tickmode": "array",
        "tickfont": {"size": 12, "color": INK_3},
        **parts,
    }
