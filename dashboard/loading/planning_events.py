"""From rows to planned results of olympiads and contests (олимпиады и конкурсы)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.loading.matching import Matcher
from dashboard.loading.plan import PlannedEvent, Token
from dashboard.loading.planning_careers import seat_of
from dashboard.loading.pupils import NamedPupil
from data_access.formats.rows import EventRow


def plan_events(
    seated: Iterable[tuple[EventRow, NamedPupil]], pupils: Mapping[NamedPupil, Token], matcher: Matcher
) -> None:
    """One outcome of a pupil in a stage of an event and a subject."""
    seen: dict[tuple[Token | str | int, ...], str] = {}
    for row, named in seated:
        place = seat_of(row, named, pupils, matcher)
        if place is None:
            continue
        in_class, pupil = place
        subject = matcher.subject(row.subject)
        key = (pupil, row.event, row.stage, subject, row.year)
        if key not in seen:
            seen[key] = row.outcome
            matcher.plan.events.append(PlannedEvent(row, named.school, in_class, pupil, subject))
        elif seen[key] != row.outcome:
            matcher.reject("второй результат на том же этапе: оставлен первый", row.place)
