"""Finding a school, a class or a teacher by the beginning of a word, within the viewer's rights."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from data_access.keys import name_key
from data_access.tables import person, person_name, unit
from data_access.viewer import Reader

FOUND = 12
MIN_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Hit:
    text: str
    detail: str
    href: str


def search_places(reader: Reader, text: str) -> list[Hit]:
    """At most twelve hits: schools first, then classes of the newest year, then teachers (with the right to names)."""
    key = name_key(text)
    if len(key) < MIN_LENGTH and not key.isdigit():
        return []
    hits = _schools(reader, key) + _classes(reader, key)
    if reader.viewer.sees_names:
        hits += _teachers(reader, key)
    return hits[:FOUND]


def _schools(reader: Reader, key: str) -> list[Hit]:
    statement = select(unit.c.id, unit.c.short_name, unit.c.full_name).where(
        unit.c.kind == "school", reader.schools(unit.c.id)
    )
    rows = reader.connection.execute(statement)
    return [
        Hit(short, full, f"/school?unit={id_}")
        for id_, short, full in rows
        if _has_word(name_key(short), key) or _has_word(name_key(full), key)
    ]


def _classes(reader: Reader, key: str) -> list[Hit]:
    school = unit.alias("school")
    newest = select(func.max(unit.c.year)).scalar_subquery()
    statement = (
        select(unit.c.id, unit.c.short_name, school.c.short_name.label("school"), unit.c.year)
        .join(school, school.c.id == unit.c.parent_id)
        .where(
            unit.c.kind == "class",
            unit.c.year == newest,
            reader.touched_classes(unit.c.parent_id, unit.c.id),
        )
        .order_by(unit.c.grade, unit.c.letter)
    )
    return [
        Hit(row.short_name, f"{row.school}, {row.year}/{(row.year + 1) % 100:02d}", f"/class?unit={row.id}")
        for row in reader.connection.execute(statement)
        if row.short_name.lower().startswith(key.replace(" ", ""))
    ]


def _teachers(reader: Reader, key: str) -> list[Hit]:
    school = unit.alias("school")
    escaped = key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    own = person.c.id.in_(reader.viewer.teacher_ids)
    statement = (
        select(person.c.id, person_name.c.full_name, school.c.short_name)
        .join(person_name, person_name.c.person_id == person.c.id)
        .join(school, school.c.id == person.c.school_id)
        .where(
            person.c.kind == "teacher",
            or_(reader.schools(person.c.school_id), own),
            or_(
                person_name.c.name_key.like(f"{escaped}%", escape="\\"),
                person_name.c.name_key.like(f"% {escaped}%", escape="\\"),
            ),
        )
        .order_by(person_name.c.name_key)
        .limit(FOUND)
    )
    rows = reader.connection.execute(statement)
    return [Hit(name, f"педагог, {place}", f"/teacher?person={id_}") for id_, name, place in rows]


def _has_word(text: str, key: str) -> bool:
    return text.startswith(key) or f" {key}" in text
