"""Whom a recommendation is addressed to, in Russian: «Директору СОШ № 2», «директор лицея № 1».

Short names of schools begin with an abbreviation, which has no cases, or with one of a few words that have.
"""

from __future__ import annotations

from dashboard.catalogue import Mechanism
from data_access.queries.places import Place

# First words of names, and the same in the genitive case (родительный падеж).
GENITIVE = {
    "лицей": "лицея",
    "гимназия": "гимназии",
    "школа": "школы",
    "детский сад": "детского сада",
    "прогимназия": "прогимназии",
    "центр": "центра",
    "кадетский корпус": "кадетского корпуса",
}


def genitive(place: Place) -> str:
    """«Лицей № 1» → «лицея № 1», «Ромашка» → «детского сада «Ромашка»»; after an abbreviation nothing changes:
    «СОШ № 2»."""
    name = place.short_name
    lowered = name.lower()
    for first, other in GENITIVE.items():
        if lowered == first or lowered.startswith(f"{first} "):
            return other + name[len(first) :]
    abbreviation = name.split(maxsplit=1)[0]
    if sum(letter.isupper() for letter in abbreviation) > 1:
        return name
    quoted = name if name.startswith("«") else f"«{name}»"
    return f"{'детского сада' if is_kindergarten(place) else 'школы'} {quoted}"


def role_at(role: str, place: Place) -> str:
    """Who is spoken to: a municipality has no director, its coordinator answers."""
    return role if place.kind == "school" else "coordinator"


def addressee(role: str, place: Place, mechanism: Mechanism) -> str:
    """To whom: «Директору СОШ № 2», «Координатору механизма «Подготовка обучающихся»»."""
    if role_at(role, place) == "director":
        return f"{'Руководителю' if is_kindergarten(place) else 'Директору'} {genitive(place)}"
    return f"Координатору механизма «{mechanism.short_title}»"


def owner_of(place: Place, mechanism: Mechanism) -> str:
    """Who owns a measure in a place: «директор СОШ № 2», and for the municipality the coordinator."""
    if place.kind != "school":
        return f"координатор механизма «{mechanism.short_title}»"
    return f"{'руководитель' if is_kindergarten(place) else 'директор'} {genitive(place)}"


def is_kindergarten(place: Place) -> bool:
    return place.school_kind == "детский сад"
