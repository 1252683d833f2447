"""A page as a screen: the desk's figures drawn in the shell; refusals and mistakes as sentences."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.blocks import Block, Crumb, Frame, Heading
from dashboard.desk import Desk
from dashboard.loading import Loading
from dashboard.loading.service import may_undo
from dashboard.numbers import format_moment
from dashboard.page import Opened
from dashboard.selection import Selection
from dashboard.ui.draw import draw
from dashboard.ui.forms import applied_card, draft_card, upload_card
from dashboard.ui.heading import draw_heading
from dashboard.ui.messages import refusal
from dashboard.ui.shell import shell
from dashboard.views.frame import frame
from data_access.formats.registry import LAYOUTS
from data_access.queries.loads import read_load
from data_access.viewer import NotFound, Reader, Refused, Viewer

log = logging.getLogger(__name__)
BROKEN = "Страница не открылась. Обновите её; если не поможет, передайте администратору номер {request_id}."
WIDE = ("/",)


class Screens:
    """Draws pages for viewers."""

    def __init__(self, desk: Desk, loading: Loading) -> None:
        self.desk = desk
        self.loading = loading

    def draw(self, path: str, query: str, viewer: Viewer, request_id: str) -> tuple[Component, int]:
        """The whole screen and the status it deserves: 200, 403, 404 or 500."""
        try:
            with self.desk.reading(viewer) as reader:
                opened = self.desk.look(path, query, reader)
                around = self._frame(opened.selection, reader, opened.page.mechanism)
                forms = self._forms(opened, reader)
            self.desk.record(viewer, opened, "view", request_id)
            return self._screen(opened, around, forms), 200
        except Refused as error:
            return self._message(viewer, path, "Доступ закрыт", str(error)), 403
        except NotFound as error:
            return self._message(viewer, path, "Страница не найдена", str(error)), 404
        except Exception:
            log.exception("request %s: page %s failed", request_id, path)
            return refusal("Ошибка", BROKEN.format(request_id=request_id), "/"), 500

    def status(self, path: str, query: str, viewer: Viewer, request_id: str) -> int:
        """The status of an address without its blocks: 200, 403, 404 or 500."""
        try:
            with self.desk.reading(viewer) as reader:
                self.desk.check(path, query, reader)
        except Refused:
            return 403
        except NotFound:
            return 404
        except Exception:
            log.exception("request %s: address %s failed", request_id, path)
            return 500
        return 200

    def _screen(self, opened: Opened, around: Frame, forms: list[Component]) -> Component:
        content = [*forms, *(self._row(opened, row) for row in opened.rows)]
        heading = with_export(opened)
        title = dcc.Store(id="title", data=f"{heading.title} · Качество образования")
        look = f"of{opened.page.path.replace('/', '-')}"
        return html.Div([shell(around, [draw_heading(heading), *content]), title], className=look)

    def _frame(self, selection: Selection, reader: Reader, mechanism: str) -> Frame:
        changed_at = reader.changed_at
        zone = self.desk.house.settings.time_zone
        as_of = format_moment(changed_at, zone) if changed_at else "—"
        return frame(selection, reader, as_of, mechanism)

    def _forms(self, opened: Opened, reader: Reader) -> list[Component]:
        """What a person fills in on this page. Loading keeps drafts of its own, so its forms are drawn here."""
        selection = opened.selection
        if opened.page.form is not None:
            return opened.page.form(selection, reader, self.desk.house.now().date())
        if selection.path == "/data":
            titles = tuple(layout.title for layout in LAYOUTS)
            return [upload_card(self.desk.house.settings.max_upload_mb, titles)]
        if selection.path != "/load":
            return []
        row = read_load(reader, selection.load or 0)
        if row.status == "draft":
            return [draft_card(self.loading.preview(reader.viewer, row.id))]
        zone = self.desk.house.settings.time_zone
        sentence = (
            f"Загружено {format_moment(row.applied_at, zone)}, {row.user_name}." if row.applied_at else ""
        )
        if row.status == "undone":
            sentence += f" Отменено {format_moment(row.undone_at, zone)}, {row.undone_by}."
        if row.status == "dropped":
            sentence = "Этот файл решили не загружать."
        return [applied_card(row.status == "applied" and may_undo(reader.viewer, row), sentence)]

    def _row(self, opened: Opened, row: tuple[tuple[Block, ...], ...]) -> Component:
        drawn = [
            html.Div([draw(block, block_href(opened, block)) for block in column], className="column")
            for column in row
        ]
        if len(drawn) == 1:
            return html.Div(drawn, className="grid one")
        wide = opened.page.path in WIDE and row is opened.rows[1]
        return html.Div(drawn, className="grid wide" if wide else "grid two")

    def _message(self, viewer: Viewer, path: str, title: str, sentence: str) -> Component:
        with self.desk.reading(viewer) as reader:
            around = self._frame(Selection(path=path), reader, "")
        heading = Heading("", "", (Crumb(title),))
        body = shell(around, [draw_heading(heading), refusal(title, sentence, "/")])
        return html.Div([body, dcc.Store(id="title", data=f"{title} · Качество образования")])


def block_href(opened: Opened, block: Block) -> str:
    """The address of one block as a file."""
    return f"/export.xlsx?{_query(opened, block.key)}"


def with_export(opened: Opened) -> Heading:
    """The heading with the address of the whole page as a file; a page that is only a form has nothing to export."""
    if not opened.blocks:
        return opened.heading
    return replace(opened.heading, export_href=f"/export.xlsx?{_query(opened)}")


def _query(opened: Opened, block: str = "") -> str:
    pairs: dict[str, Any] = {"page": opened.selection.address}
    if block:
        pairs["block"] = block
    return urlencode(pairs)
