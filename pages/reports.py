"""Page: reports (отчёты и аналитические справки) as .docx, with the editor's own words."""

from collections.abc import Iterable

from dashboard.forms.reports import ReportForm
from dashboard.page import Page
from dashboard.reports.heading import heading
from dashboard.reports.kinds import PATH, open_report


def make_page(pages: Iterable[Page]) -> Page:
    """The page over the pages from which a report takes its blocks."""
    return Page(
        path=PATH,
        name="Отчёты",
        open=open_report,
        heading=heading,
        rows=(),
        is_live=True,
        form=ReportForm({page.path: page for page in pages}),
    )
