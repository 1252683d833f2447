"""Page: the calendar of assessment procedures (календарь процедур) by kind and month of the school year."""

from dashboard.page import Page
from dashboard.views import calendar

PAGE = Page(
    path="/calendar",
    name="Календарь процедур",
    open=calendar.open_calendar,
    heading=calendar.heading,
    rows=((calendar.calendar_gantt,), (calendar.calendar_list,)),
)
