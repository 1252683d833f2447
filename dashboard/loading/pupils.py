"""Pupils that protocols and lists name: those who are known, and newcomers only when a person says so.

One question for the whole file: work protocols, vocational preparation and graduates may all name the same
pupil, and it is one decision. A misprint in a protocol must not become a pupil silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.loading.matching import Matcher
from dashboard.loading.plan import NEW, Token
from data_access.formats.rows import Place
from data_access.keys import name_key


@dataclass(frozen=True, slots=True)
class NamedPupil:
    """A pupil as a row names them; the class of an exam's participant may be unknown."""

    school: Token
    in_class: Token | None
    year: int
    grade: int
    class_name: str
    name: str


def admit(named: Iterable[NamedPupil], matcher: Matcher) -> dict[NamedPupil, Token]:
    """A token for each pupil who may be written of; the rows of the others are to be rejected."""
    listed = list(dict.fromkeys(named))
    found = {pupil: _find(pupil, matcher) for pupil in listed}
    admitted = {pupil: token for pupil, token in found.items() if token is not None}
    strangers = [pupil for pupil in listed if found[pupil] is None]
    people = {(pupil.school, name_key(pupil.name), pupil.year - pupil.grade) for pupil in strangers}
    if not strangers or matcher.ask_unknown_pupils(len(people)) != NEW:
        return admitted
    for pupil in strangers:
        if pupil.in_class is not None:
            admitted[pupil] = matcher.pupil(
                pupil.school, pupil.name, pupil.in_class, pupil.year, pupil.class_name
            )
    return admitted


def reject_stranger(class_name: str, place: Place, matcher: Matcher) -> None:
    """The row stays visible with its reason."""
    matcher.reject(f"обучающегося нет в списке класса {class_name}: строка не загружена", place)


def _find(pupil: NamedPupil, matcher: Matcher) -> Token | None:
    return matcher.find_pupil(pupil.school, pupil.name, pupil.in_class, pupil.year, pupil.grade)
