"""Which indicators a person states where: the sheet (лист ввода) of one mechanism, organisation and school year.

Form, service and the list of who has not sent ask here, so that nobody is asked for what they may not enter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.catalogue import Catalogue, Indicator, Mechanism, catalogue_of
from dashboard.views.municipal_values import fits
from dashboard.views.work_heading import work_place
from data_access.queries.places import Place
from data_access.viewer import NotFound, Reader, Refused, Viewer

NOBODYS = "Показатели вводят директор своей организации и координатор механизма."
FIRST_MONTH = 9  # of a school year


@dataclass(frozen=True, slots=True)
class Sheet:
    """The indicators that this viewer states about this place."""

    mechanism: Mechanism
    place: Place
    year: int
    indicators: tuple[Indicator, ...]

    def indicator(self, code: str) -> Indicator:
        """One of the sheet. Raises Refused."""
        found = next((item for item in self.indicators if item.code == code), None)
        if found is None:
            raise Refused("Этот показатель здесь вводите не вы.")
        return found


def open_sheet(reader: Reader, mechanism: str, unit_id: int, year: int) -> Sheet:
    """The sheet of the viewer. Raises NotFound, Refused; a sheet may have no indicators."""
    known = catalogue_of(reader)
    place = work_place(reader, unit_id)
    if year > reader.day.year + 1:
        raise NotFound("Этот учебный год ещё не скоро: показатели вводят за идущий или прошедший.")
    found = known.mechanism(mechanism)
    mine = tuple(
        item for item in stated_at(known, found, place) if may_state(reader.viewer, found.code, place, item)
    )
    return Sheet(found, place, year, mine)


def stated(known: Catalogue, mechanism: Mechanism) -> tuple[Indicator, ...]:
    """Indicators of a mechanism that nobody computes."""
    codes = dict.fromkeys(mechanism.indicators)
    return tuple(known.indicators[code] for code in codes if known.indicators[code].obtained != "computed")


def stated_at(known: Catalogue, mechanism: Mechanism, place: Place) -> tuple[Indicator, ...]:
    """Those that are stated about this place, by whomever."""
    return tuple(item for item in stated(known, mechanism) if is_asked(item, place))


def is_asked(indicator: Indicator, place: Place) -> bool:
    """Whether the indicator is stated about this place itself: an organisation of its kind, or the municipality."""
    if place.kind != "school":
        return indicator.level == "municipality"
    return fits(indicator, place)


def may_state(viewer: Viewer, mechanism: str, place: Place, indicator: Indicator) -> bool:
    """Coordinators state everything of their mechanism, directors what is theirs about their own organisation."""
    if viewer.sees_municipality:
        return viewer.mechanism in ("", mechanism)
    return place.id in viewer.school_ids and indicator.owner == "director"


def due_on(indicator: Indicator, year: int) -> date | None:
    """The day of the school year by which the indicator is sent."""
    if not indicator.due:
        return None
    month, day = (int(part) for part in indicator.due.split("-"))
    return date(year if month >= FIRST_MONTH else year + 1, month, min(day, 28) if month == 2 else day)
