"""Acts on a report: an editor's own words are kept. Rights are checked again on the server."""

from __future__ import annotations

from typing import Any

from dash import MATCH, Dash, Input, Output, State, ctx, no_update
from flask_login import current_user

from dashboard.report_paragraphs import NotWritten, ReportParagraphs
from dashboard.reports.kinds import PATH
from dashboard.selection import parse_selection
from data_access.viewer import NotFound, Refused

MISTAKES = (Refused, NotFound, NotWritten)


def register(app: Dash, paragraphs: ReportParagraphs) -> None:
    """Callbacks of the page of reports."""

    @app.callback(
        Output({"act": "paragraph-said", "key": MATCH}, "children"),
        Input({"act": "paragraph-save", "key": MATCH}, "n_clicks"),
        State({"act": "paragraph", "key": MATCH}, "value"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def save(clicks: Any, text: Any, search: Any) -> Any:
        if not clicks:
            return no_update
        try:
            selection = parse_selection(PATH, search if isinstance(search, str) else "")
            section = str(ctx.triggered_id["key"])
            is_new = paragraphs.write(current_user.viewer, selection, section, str(text or ""))
        except MISTAKES as error:
            return str(error)
        return "Сохранено." if is_new else "Изменений нет."
