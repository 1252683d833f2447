"""Names and last figures at the ends of the lines of a trend, instead of a legend.

Plotly cannot keep annotations apart, so the places are found here, in pixels of the plot, and written back in
units of the axis. Text width is estimated: the margin must be known before the browser measures anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any

from dashboard.blocks import Measure, Role, Series, Trend
from dashboard.numbers import format_number
from dashboard.ui.numbers import format_goal, is_shown
from dashboard.ui.palette import INK_2, ROLE_TEXT
from dashboard.ui.spread import spread

LINE_HEIGHT = 15.0
GAP = 2.0
_LETTER = 7.3
_WIDEST = 15
_RANK = {Role.SUBJECT: 0, Role.ALERT: 1, Role.PEER: 2}


@dataclass(frozen=True, slots=True)
class _Label:
    lines: tuple[str, ...]
    value: float
    colour: str
    bold: bool

    @property
    def height(self) -> float:
        return len(self.lines) * LINE_HEIGHT + GAP


def end_labels(block: Trend, low: float, high: float, height: float) -> tuple[list[dict[str, Any]], int]:
    """Annotations to the right of the plot and the margin that holds them.

    Peers that do not fit keep their name in the hover text only.
    """
    labels = _fitting(block, height)
    scale = height / (high - low)
    centres = spread(
        [(label.value - low) * scale for label in labels], [label.height for label in labels], 0.0, height
    )
    places = [low + centre / scale for centre in centres]
    return [_annotation(*pair) for pair in zip(labels, places, strict=True)], _margin(labels)


def _fitting(block: Trend, height: float) -> list[_Label]:
    """The target, the subject and alerts first, then as many peers as there is room for."""
    ranked = sorted(block.series, key=lambda series: _RANK[series.role])
    wished = [_target_label(block.target, block.measure)] if block.target is not None else []
    wished += [label for series in ranked if (label := _series_label(series, block.measure)) is not None]
    chosen: list[_Label] = []
    for label in wished:
        if sum(one.height for one in chosen) + label.height <= height:
            chosen.append(label)
    return chosen


def _series_label(series: Series, measure: Measure) -> _Label | None:
    """Name and last figure; nothing when the line does not reach the end: its label would float."""
    if not series.points or not is_shown(series.points[-1]):
        return None
    value = series.points[-1].value
    if value is None:
        return None
    words = f"{series.name} {format_number(value, measure)}"
    bold = series.role is not Role.PEER
    return _Label(tuple(label_lines(words)), value, ROLE_TEXT[series.role], bold)


def _target_label(target: float, measure: Measure) -> _Label:
    return _Label((f"цель {format_goal(target, measure)}",), target, INK_2, bold=False)


def label_lines(words: str, widest: int = _WIDEST) -> list[str]:
    """Lines of the label. «№ 5» and the figure do not part; a long single word is kept whole."""
    kept = words.replace("№ ", "№\u00a0")
    parts = wrap(kept.replace("\u00a0", "\ue000"), widest, break_long_words=False, break_on_hyphens=False)
    return [part.replace("\ue000", "\u00a0") for part in parts]


def _margin(labels: Sequence[_Label]) -> int:
    longest = max((len(line) for label in labels for line in label.lines), default=0)
    return round(longest * _LETTER) + 16


def _annotation(label: _Label, y: float) -> dict[str, Any]:
    text = "<br>".join(escape(line, quote=False) for line in label.lines)
    return {
        "xref": "paper",
        "x": 1,
        "xanchor": "left",
        "xshift": 6,
        "yref": "y",
        "y": y,
        "yanchor": "middle",
        "align": "left",
        "showarrow": False,
        "text": f"<b>{text}</b>" if label.bold else text,
        "font": {"size": 12, "color": label.colour},
    }
