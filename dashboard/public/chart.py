"""Bars of organisations as inline SVG: no script, readable at the width of a telephone, words for who cannot see it.

Every number of the picture stands in the table beside it, so the picture may be switched off.
"""

from __future__ import annotations

from markupsafe import Markup

from dashboard.public.release import SHOWN, Published, figure_text

WIDTH, ROW, TOP, FOOT, BAR_AT = 360, 34, 4, 24, 18
MOST_BARS = 25  # a longer list is read in the table
FEWEST_BARS = 2
LONGEST_NAME = 34

_SVG = Markup(
    '<svg class="bars" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">{inside}</svg>'
)
_BAR = Markup(
    '<text x="0" y="{text_y}">{name}</text><text x="{width}" y="{text_y}" class="end">{value}</text>'
    '<rect x="0" y="{bar_y}" width="{width}" height="8" class="track"/>'
    '<rect x="0" y="{bar_y}" width="{long}" height="8" class="{look}"/>'
)
_TICK = Markup('<line x1="{x}" y1="{top}" x2="{x}" y2="{bottom}"/>')
_WHOLE = Markup('<text x="{x}" y="{y}" class="{anchor}">{words}</text>')


def bars(published: Published, whole: str) -> Markup:
    """The bars of one indicator; nothing where there is too little or too much to draw."""
    shown = [place for place in published.places if place.figure.has_value]
    if not FEWEST_BARS <= len(shown) <= MOST_BARS:
        return Markup("")
    values = [place.figure.value or 0.0 for place in shown]
    total = published.total.value if published.total.has_value else None
    top = 100.0 if published.is_percent else max([*values, total or 0.0]) or 1.0
    drawn = [
        _bar(
            number, place.name, figure_text(published, place.figure), value / top, place.figure.state == SHOWN
        )
        for number, (place, value) in enumerate(zip(shown, values, strict=True))
    ]
    if total is not None:
        words = f"{whole}: {figure_text(published, published.total)}"
        drawn.append(_whole(WIDTH * total / top, len(shown), words))
    told = "; ".join(f"{place.name} — {figure_text(published, place.figure)}" for place in shown)
    return _SVG.format(
        width=WIDTH,
        height=TOP + ROW * len(shown) + FOOT,
        label=f"{published.title}, столбики: {told}",
        inside=Markup("").join(drawn),
    )


def _bar(number: int, name: str, value: str, part: float, is_exact: bool) -> Markup:
    y = TOP + ROW * number
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    return _BAR.format(
        width=WIDTH,
        text_y=y + 12,
        bar_y=y + BAR_AT,
        name=short,
        value=value,
        long=f"{WIDTH * part:.0f}",
        look="bar" if is_exact else "bar border",
    )


def _whole(x: float, count: int, words: str) -> Markup:
    """A tick of the whole on every bar, and its words under the last one."""
    starts = [TOP + ROW * number + BAR_AT for number in range(count)]
    ticks = [_TICK.format(x=f"{x:.0f}", top=start - 3, bottom=start + 11) for start in starts]
    anchor = "end" if x > WIDTH / 2 else "start"
    label = _WHOLE.format(x=f"{x:.0f}", y=TOP + ROW * count + 16, anchor=anchor, words=words)
    return Markup("").join([*ticks, label])
