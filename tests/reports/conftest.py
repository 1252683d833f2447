"""Reports of the demonstration municipality, made once and read back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard.factory import build_parts
from dashboard.house import House
from dashboard.reports.making import make_report
from dashboard.reports.shapes import Report
from dashboard.routes.report import report_file
from dashboard.selection import parse_selection
from data_access.viewer import SYSTEM, Viewer
from pages import make_pages
from tests.reports.paper import Paper

YEARLY, NOTE = "kind=yearly", "kind=note&mechanism=preparation"


def paper_of(house: House, query: str, viewer: Viewer = SYSTEM) -> Paper:
    """The document of an address, made and read back."""
    return Paper(report_file(build_parts(house, make_pages).desk, viewer, query)[1])


def report_of(house: House, query: str, viewer: Viewer = SYSTEM) -> Report:
    """The report of an address before it is written."""
    desk = build_parts(house, make_pages).desk
    with desk.reading(viewer) as reader:
        return make_report(parse_selection("/reports", query), reader, desk.pages)


@pytest.fixture(scope="session")
def papers(demo: House) -> Callable[[str], Paper]:
    """A document of the demonstration by its address; each is made once."""
    known: dict[str, Paper] = {}

    def find(query: str) -> Paper:
        if query not in known:
            known[query] = paper_of(demo, query)
        return known[query]

    return find
