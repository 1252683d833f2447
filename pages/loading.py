"""Pages: data loading (загрузка данных): the list with the history, and one load with its preview or result."""

from dashboard.page import Page
from dashboard.views.loads import LoadViews


def make_pages(views: LoadViews) -> tuple[Page, Page]:
    """The list and the card of one load."""
    return (
        Page(
            path="/data",
            name="Загрузка данных",
            open=views.open_list,
            heading=views.list_heading,
            rows=((views.history,),),
            is_live=True,
        ),
        Page(
            path="/load",
            name="Загрузка",
            open=views.open_load,
            heading=views.load_heading,
            rows=((views.counts,), (views.problems,), (views.changes, views.new_pupils)),
            is_live=True,
        ),
    )
