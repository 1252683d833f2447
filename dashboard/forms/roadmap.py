"""The form of the roadmap: only for who may write, only when an item is chosen."""

from __future__ import annotations

from datetime import date

from dash.development.base_component import Component

from dashboard.catalogue import catalogue_of
from dashboard.numbers import format_year
from dashboard.roadmap import find_item
from dashboard.selection import Selection
from dashboard.ui.roadmap_form import Offered, roadmap_card
from data_access.queries.roadmap import may_write_work, read_roadmap_marks
from data_access.viewer import Reader


def form(selection: Selection, reader: Reader, today: date) -> list[Component]:
    """The mark in force as the start of a new one."""
    if selection.item is None:
        return []
    section, item = find_item(catalogue_of(reader), selection.item)
    if not may_write_work(reader, section.mechanism):
        return []
    mark = read_roadmap_marks(reader).get(item.code, {}).get(selection.year or 0)
    words = [f"{section.section}. {section.title}", item.due, item.responsible, item.report]
    return [
        roadmap_card(
            Offered(
                title=f"{item.code.replace('/', '.')}. {item.title}",
                words=" · ".join([word for word in words if word]),
                year=format_year(selection.year or 0),
                status=mark.status if mark else "",
                progress=mark.progress if mark else 0,
                evidence=mark.evidence if mark else "",
                note=mark.note if mark else "",
            )
        )
    ]
