"""Units: one place with its parents, the schools of a municipality, the classes of a school, what is filled."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection, and_, or_, select

from data_access.tables import class_rollup, class_teacher, unit
from data_access.viewer import NotFound, Reader, Refused

CHECKPOINT_ORDER = {"Q1": 0, "H1": 1, "Q3": 2, "H2": 3, "Y": 4}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit. `is_whole`: the viewer sees all of it, not only the subjects they teach."""

    id: int
    kind: str
    parent_id: int | None
    short_name: str
    full_name: str
    school_kind: str
    is_rural: bool
    year: int | None
    grade: int | None
    letter: str | None
    is_whole: bool = True
    leader_id: int | None = None  # class teacher (классный руководитель)


_COLUMNS = (
    unit.c.id,
    unit.c.kind,
    unit.c.parent_id,
    unit.c.short_name,
    unit.c.full_name,
    unit.c.school_kind,
    unit.c.is_rural,
    unit.c.year,
    unit.c.grade,
    unit.c.letter,
)


# A municipality; in an installation of a region, the region above its municipalities.
_IS_TOP = and_(unit.c.kind.in_(("region", "municipality")), unit.c.parent_id.is_(None))


def municipality_id(connection: Connection) -> int:
    """The top unit of this installation, a municipality or a region: new schools are put under it."""
    found = connection.scalar(select(unit.c.id).where(_IS_TOP).order_by(unit.c.id))
    if found is None:
        raise NotFound("В базе нет муниципалитета: выполните команду «flask --app app init».")
    return int(found)


def read_municipality(reader: Reader) -> Place:
    """The widest place the viewer sees as a whole: a municipality, or a region. Raises Refused."""
    if not reader.viewer.sees_municipality:
        raise Refused("Сводные данные муниципалитета открыты управлению образования и координаторам.")
    if reader.viewer.municipality_ids:
        return reader.once("widest place", lambda: _widest(reader))

    def read() -> Place:
        statement = select(*_COLUMNS).where(_IS_TOP).order_by(unit.c.id).limit(1)
        row = reader.connection.execute(statement).first()
        if row is None:
            raise NotFound("В базе нет муниципалитета: выполните команду «flask --app app init».")
        return Place(*row)

    return reader.reference("top", read)


def _widest(reader: Reader) -> Place:
    own = [place for place in read_wide_places(reader) if place.id in reader.viewer.municipality_ids]
    return min(own, key=lambda place: (place.kind != "region", place.id))


def read_wide_places(reader: Reader) -> list[Place]:
    """Everything wider than a class that the viewer sees as a whole: one question for a page."""

    def read() -> list[Place]:
        school = and_(unit.c.kind == "school", reader.schools(unit.c.id))
        above = and_(unit.c.kind.in_(("municipality", "region")), reader.municipalities(unit.c.id))
        statement = select(*_COLUMNS).where(or_(school, above)).order_by(unit.c.id)
        return [Place(*row) for row in reader.connection.execute(statement)]

    return reader.once("wide places", read)


def read_school(reader: Reader, school_id: int) -> Place:
    """A school that the viewer sees as a whole. Raises NotFound, Refused."""

    def read() -> Place:
        statement = select(*_COLUMNS, reader.schools(unit.c.id).label("seen")).where(
            unit.c.id == school_id, unit.c.kind == "school"
        )
        row = reader.connection.execute(statement).first()
        if row is None:
            raise NotFound("Такой школы в базе нет.")
        if not row.seen:
            raise Refused("Данные этой школы вам не открыты.")
        return Place(*row[:-1])

    return reader.once(("school", school_id), read)


def read_class(reader: Reader, class_id: int) -> tuple[Place, Place]:
    """A class and its school. Raises NotFound, Refused. A subject teacher gets `is_whole=False`."""

    def read() -> tuple[Place, Place]:
        school = unit.alias("school")
        whole = reader.classes(unit.c.parent_id, unit.c.id).label("whole")
        touched = reader.touched_classes(unit.c.parent_id, unit.c.id).label("touched")
        leader = (
            select(class_teacher.c.teacher_id)
            .where(class_teacher.c.class_id == unit.c.id, class_teacher.c.is_current)
            .limit(1)
            .scalar_subquery()
        )
        parent = [school.c[column.name].label(f"school_{column.name}") for column in _COLUMNS]
        statement = (
            select(*_COLUMNS, whole, touched, leader.label("leader"), *parent)
            .join(school, school.c.id == unit.c.parent_id)
            .where(unit.c.id == class_id, unit.c.kind == "class")
        )
        row = reader.connection.execute(statement).first()
        if row is None:
            raise NotFound("Такого класса в базе нет.")
        if not row.touched:
            raise Refused("Данные этого класса вам не открыты.")
        width = len(_COLUMNS)
        found, of_school = Place(*row[:width]), Place(*row[width + 3 :])
        return replace(found, is_whole=bool(row.whole), leader_id=row.leader), of_school

    return reader.once(("class", class_id), read)


def read_municipalities(reader: Reader) -> list[Place]:
    """Municipalities of a region that the viewer sees; nothing in an installation of one municipality."""
    places = read_wide_places(reader)
    return [place for place in places if place.kind == "municipality" and place.parent_id is not None]


def read_schools(reader: Reader) -> list[Place]:
    """Schools that the viewer sees as a whole."""
    return [place for place in read_wide_places(reader) if place.kind == "school"]


def read_classes(reader: Reader, school_id: int, year: int) -> list[Place]:
    """Classes of a school in a year, by grade and letter."""

    def read() -> list[Place]:
        statement = (
            select(*_COLUMNS)
            .where(
                unit.c.kind == "class",
                unit.c.parent_id == school_id,
                unit.c.year == year,
                reader.classes(unit.c.parent_id, unit.c.id),
            )
            .order_by(unit.c.grade, unit.c.letter)
        )
        return [Place(*row) for row in reader.connection.execute(statement)]

    return reader.once(("classes", school_id, year), read)


def read_filled(
    reader: Reader, school_id: int | None = None, class_id: int | None = None
) -> dict[int, list[str]]:
    """Which checkpoints have marks: year → checkpoint codes in order. For a place, or all the viewer sees."""

    def read() -> dict[int, list[str]]:
        columns = class_rollup.c
        statement = select(columns.year, columns.checkpoint).distinct()
        statement = statement.where(reader.touched_classes(columns.school_id, columns.class_id))
        if school_id is not None:
            statement = statement.where(columns.school_id == school_id)
        if class_id is not None:
            statement = statement.where(columns.class_id == class_id)
        found: dict[int, list[str]] = {}
        for year, checkpoint in reader.connection.execute(statement):
            found.setdefault(year, []).append(checkpoint)
        return {year: sorted(found[year], key=CHECKPOINT_ORDER.__getitem__) for year in sorted(found)}

    return reader.once(("filled", school_id, class_id), read)


def read_class_checkpoints(reader: Reader, class_ids: list[int], year: int) -> dict[int, set[str]]:
    """Class → its checkpoints with marks in the year, of classes of which the viewer sees anything."""
    wanted = tuple(sorted(set(class_ids)))

    def read() -> dict[int, set[str]]:
        columns = class_rollup.c
        statement = select(columns.class_id, columns.checkpoint).where(
            columns.class_id.in_(wanted),
            columns.year == year,
            reader.touched_classes(columns.school_id, columns.class_id),
        )
        found: dict[int, set[str]] = {}
        for class_id, checkpoint in reader.connection.execute(statement):
            found.setdefault(class_id, set()).add(checkpoint)
        return found

    return reader.once(("class checkpoints", wanted, year), read) if wanted else {}


def read_class_names(reader: Reader, class_ids: list[int]) -> dict[int, str]:
    """Short names of classes that the viewer sees, by id."""
    if not class_ids:
        return {}
    statement = select(unit.c.id, unit.c.short_name).where(
        unit.c.id.in_(class_ids), reader.touched_classes(unit.c.parent_id, unit.c.id)
    )
    return {id_: name for id_, name in reader.connection.execute(statement)}
