"""The page of reports: the report as it would be carried away, with fields for the editor's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dash.development.base_component import Component

from dashboard.numbers import plural
from dashboard.page import Page
from dashboard.reports.kinds import may_edit
from dashboard.reports.making import make_report
from dashboard.reports.numbering import numbered
from dashboard.reports.shapes import Report, Section
from dashboard.selection import Selection
from dashboard.ui import report_form as ui
from data_access.viewer import Reader


class ReportForm:
    """Draws the report of an address. `pages` are those whose blocks a report takes."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self.pages = pages

    def __call__(self, selection: Selection, reader: Reader, today: date) -> list[Component]:
        report = make_report(selection, reader, self.pages)
        writes = may_edit(reader, selection)
        href = replace(selection, path="/report.docx").address
        card = ui.take_card(report.title, report.subject, href, _count(report), may_edit=writes)
        parts = (
            ui.part_card(_part(section), number, may_edit=writes)
            for section, number in numbered(report.sections)
        )
        return [card, *parts]


def _count(report: Report) -> str:
    sections = sum(section.level == 1 for section in report.sections)
    tables = sum(len(section.tables) for section in report.sections)
    figures = sum(len(section.figures) for section in report.sections)
    return (
        f"{sections} {plural(sections, 'раздел', 'раздела', 'разделов')}, "
        f"{tables} {plural(tables, 'таблица', 'таблицы', 'таблиц')}, "
        f"{figures} {plural(figures, 'рисунок', 'рисунка', 'рисунков')}"
    )


def _part(section: Section) -> ui.Part:
    listed = (
        *(f"рисунок «{one.title}»" for one in section.figures),
        *(f"таблица «{one.title}»" for one in section.tables),
    )
    return ui.Part(
        section.key,
        section.heading,
        section.sentences,
        section.points,
        listed,
        "\n".join(section.own),
        section.level,
    )
