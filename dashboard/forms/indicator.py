"""The form of a target on the page of an indicator, for those who may set it."""

from __future__ import annotations

from datetime import date

from dash.development.base_component import Component

from dashboard.catalogue import catalogue_of
from dashboard.numbers import format_year, unit_sign
from dashboard.selection import Selection
from dashboard.targets import may_set
from dashboard.ui.target_form import target_card
from dashboard.views.indicator_page import places_of
from data_access.viewer import Reader


def form(selection: Selection, reader: Reader, today: date) -> list[Component]:
    """Nothing where the viewer sets no targets, or the indicator has no direction."""
    known = catalogue_of(reader)
    indicator = known.indicator(selection.indicator or "")
    if not may_set(reader.viewer, known, indicator) or indicator.polarity == "none":
        return []
    places = [(place.id, place.short_name) for place in places_of(indicator, reader)]
    chosen = selection.unit if any(id_ == selection.unit for id_, _ in places) else places[0][0]
    year = format_year(selection.year or 0)
    return [target_card(year, unit_sign(indicator.measure), places, chosen or places[0][0])]
