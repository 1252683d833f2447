"""Page: works of a class (работы класса): against ИОР and marks of the period, pupils × elements, tasks."""

from dashboard.page import Page
from dashboard.views import works_class, works_class_elements

PAGE = Page(
    path="/class/works",
    name="Работы класса",
    open=works_class.open_works,
    heading=works_class.heading,
    rows=(
        (works_class.works,),
        (works_class_elements.elements,),
        (works_class.tasks,),
        (works_class.diagnostic,),
    ),
    mechanism="preparation",
)
