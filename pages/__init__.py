"""The pages of the program, in the order of the navigation. A page is a list of what is on it."""

from dashboard.loading import Loading
from dashboard.page import Page
from dashboard.views.loads import LoadViews
from pages import loading as loading_pages
from pages import overview, preparation, pupil, school, school_class, teacher


def make_pages(loading: Loading) -> tuple[Page, ...]:
    """Every page. The loading pages need the service that holds the drafts."""
    return (
        overview.PAGE,
        preparation.PAGE,
        school.PAGE,
        school_class.PAGE,
        teacher.PAGE,
        pupil.PAGE,
        *loading_pages.make_pages(LoadViews(loading)),
    )
