"""Page: problem components of a class and how they move (проблемные компоненты класса и их динамика)."""

from dashboard.page import Page
from dashboard.views import components_class, components_now, components_trend

PAGE = Page(
    path="/class/components",
    name="Проблемные компоненты класса",
    open=components_class.open_page,
    heading=components_class.heading,
    rows=(
        (components_class.matrix,),
        (components_trend.index_trend, components_trend.quality_trend),
        (components_now.components,),
        (components_now.pupils,),
    ),
    mechanism="preparation",
)
