"""The form of publishing: which indicators, the preview, the button; releases that stand, to be withdrawn."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from dashboard.catalogue import Indicator, catalogue_of
from dashboard.numbers import format_moment, format_year
from dashboard.public.rules import REACH_WORDS, Reach, publishable, verdict
from dashboard.selection import Selection
from dashboard.ui.fields import act, acts, fields, folded, form_card, said, several
from data_access.queries.releases import ReleaseRow, read_releases
from data_access.viewer import Reader

OFF = "Сейчас страница для граждан выключена: ни одного выпуска не показывается."


def form(selection: Selection, reader: Reader, _today: date) -> list[Component]:
    """Ticked are the indicators of the newest release of the year, or of any year."""
    rows = read_releases(reader)
    chosen = _chosen(rows, selection.year or 0)
    year = format_year(selection.year or 0)
    preview = html.A(
        "Посмотреть, что увидят граждане",
        id="publication-preview",
        href=preview_address(selection.year or 0, sorted(chosen)),
        target="_blank",
        className="button",
    )
    return [
        form_card(
            html.P(f"Отметьте показатели выпуска за {year} учебный год."),
            *_groups(reader, chosen),
            acts(preview, act("Опубликовать", "publication-publish", "primary")),
            said("publication-said"),
        ),
        _standing([row for row in rows if row.withdrawn_at is None], reader),
    ]


def preview_address(year: int, codes: list[str]) -> str:
    """Where the preview of these indicators is."""
    return f"/publication/preview?{urlencode([('year', year), *(('code', code) for code in codes)])}"


def _chosen(rows: list[ReleaseRow], year: int) -> set[str]:
    of_year = [row for row in rows if row.year == year] or rows
    return {one["code"] for one in of_year[0].content["indicators"]} if of_year else set()


def _groups(reader: Reader, chosen: set[str]) -> list[Component]:
    """A list of boxes for each mechanism; an indicator of several stands in the first."""
    known = catalogue_of(reader)
    left = {one.code: one for one in publishable(known)}
    drawn: list[Component] = []
    for code, mechanism in known.mechanisms.items():
        own = {name: _words(left.pop(name)) for name in mechanism.indicators if name in left}
        if not own:
            continue
        ticked = [name for name in own if name in chosen]
        boxes = several(mechanism.title, {"act": "publication-codes", "group": code}, own, ticked)
        title = f"{mechanism.short_title}: {len(ticked)} из {len(own)}" if ticked else mechanism.short_title
        drawn.append(folded(title, [fields(boxes)]))
    return drawn


def _words(indicator: Indicator) -> str:
    reach = verdict(indicator).reach
    return indicator.title if reach is Reach.VALUES else f"{indicator.title} ({REACH_WORDS[reach]})"


def _standing(rows: list[ReleaseRow], reader: Reader) -> Component:
    if not rows:
        return form_card(html.P(OFF), html.P("", id="publication-withdrawn", hidden=True))
    lines = [
        html.Div(
            [
                html.Span(
                    f"{format_year(row.year)}, опубликован {format_moment(row.published_at, reader.zone)} "
                ),
                act("Снять с публикации", {"act": "publication-withdraw", "release": str(row.id)}, "danger"),
            ],
            className="acts",
        )
        for row in rows
    ]
    link = html.A("/open", href="/open", target="_blank")
    words = html.P(["Граждане видят страницу по адресу ", link, ". Снятый выпуск исчезает сразу."])
    return form_card(
        words, *lines, html.P("", id="publication-withdrawn", className="said bad", role="status")
    )
