"""The pages of the program, in the order of the navigation. A page is a list of what is on it."""

from dashboard.loading import Loading
from dashboard.page import Page
from dashboard.views.loads import LoadViews
from pages import (
    accuracy,
    assign,
    class_career,
    class_components,
    class_forecast,
    class_report,
    class_works,
    municipality_components,
    municipality_forecast,
    overview,
    preparation,
    pupil,
    pupil_forecast,
    pupil_works,
    school,
    school_class,
    school_components,
    school_control,
    school_forecast,
    school_pupils,
    school_works,
    teacher,
    teacher_control,
    teacher_works,
)
from pages import loading as loading_pages


def make_pages(loading: Loading) -> tuple[Page, ...]:
    """Every page. The loading pages need the service that holds the drafts."""
    return (
        overview.PAGE,
        preparation.PAGE,
        municipality_components.PAGE,
        municipality_forecast.PAGE,
        accuracy.PAGE,
        school.PAGE,
        school_components.PAGE,
        school_control.PAGE,
        school_forecast.PAGE,
        school_pupils.PAGE,
        school_works.PAGE,
        school_class.PAGE,
        class_components.PAGE,
        class_forecast.PAGE,
        class_report.PAGE,
        class_works.PAGE,
        class_career.PAGE,
        teacher.PAGE,
        teacher_control.PAGE,
        teacher_works.PAGE,
        pupil.PAGE,
        pupil_forecast.PAGE,
        pupil_works.PAGE,
        assign.PAGE,
        *loading_pages.make_pages(LoadViews(loading)),
    )
