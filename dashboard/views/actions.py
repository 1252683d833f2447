"""Opening and heading of the lists of recommendations, measures and decisions: what they are narrowed to."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Choice, Heading, Picker
from dashboard.catalogue import catalogue_of
from dashboard.selection import Selection
from dashboard.views.action_places import places_of, sorted_places
from dashboard.views.cycle_heading import ACTIONS_TITLE
from dashboard.views.cycle_words import MEASURE_STATES, RECOMMENDATION_STATES
from dashboard.views.work_heading import open_work, work_heading
from data_access.viewer import NotFound, Reader

STATES = {**{code: words[0] for code, words in RECOMMENDATION_STATES.items()}, "overdue": "просрочена"}
STATES |= {code: words[0] for code, words in MEASURE_STATES.items()}


def open_actions(selection: Selection, reader: Reader) -> Selection:
    """Fills in the year and a director's school. Raises NotFound, Refused."""
    if selection.state is not None and selection.state not in STATES:
        raise NotFound(f"В адресе ошибка: нет состояния «{selection.state}».")
    return open_work(selection, reader)


def heading(selection: Selection, reader: Reader) -> Heading:
    """The lists and what they are narrowed to."""
    places, known = places_of(reader), catalogue_of(reader)
    words = [places[selection.unit].short_name] if selection.unit in places else []
    if selection.mechanism:
        words.append(known.mechanism(selection.mechanism).short_title)
    found = work_heading(selection, reader, ACTIONS_TITLE, " · ".join(words))
    pickers = [_mechanism_picker(selection, reader), _state_picker(selection)]
    if len(places) > 1:
        pickers.insert(1, _place_picker(selection, reader))
    return replace(found, pickers=tuple(pickers))


def _mechanism_picker(selection: Selection, reader: Reader) -> Picker:
    known = catalogue_of(reader).mechanisms.values()
    choices = [Choice("Все механизмы", replace(selection, mechanism=None).address, not selection.mechanism)]
    choices += [
        Choice(
            one.short_title,
            replace(selection, mechanism=one.code).address,
            one.code == selection.mechanism,
        )
        for one in known
    ]
    return Picker("Механизм", tuple(choices))


def _place_picker(selection: Selection, reader: Reader) -> Picker:
    whole = Choice("Все организации", replace(selection, unit=None).address, selection.unit is None)
    choices = [whole] if reader.viewer.sees_municipality else []
    choices += [
        Choice(place.short_name, replace(selection, unit=place.id).address, place.id == selection.unit)
        for place in sorted_places(reader)
    ]
    return Picker("Организация", tuple(choices))


def _state_picker(selection: Selection) -> Picker:
    choices = [Choice("Все состояния", replace(selection, state=None).address, selection.state is None)]
    groups = (("рекомендация", RECOMMENDATION_STATES), ("мера", {"overdue": 0, **MEASURE_STATES}))
    for what, states in groups:
        choices += [
            Choice(
                f"{what} {STATES[code]}",
                replace(selection, state=code).address,
                selection.state == code,
            )
            for code in states
        ]
    return Picker("Состояние", tuple(choices))
