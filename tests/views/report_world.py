"""A school small enough to count by hand, and a strange one beside it.

9А lives by quarters and at H1 is the worked example of the methods (§1.11); 10А lives by half-years under the same
teacher of algebra; in 8Б two teachers share English, one pupil came and one left in the second quarter, and a year ago
it was 7Б. In the strange school a «незач» is all that somebody gave.
"""

from __future__ import annotations

from sqlalchemy import select

from dashboard.house import House
from data_access.formats.rows import ClassRow, MarkRow, Parsed, Place, PupilRow, SchoolRef, TeachingRow
from data_access.tables import person, person_name, unit
from data_access.viewer import Viewer
from tests.loading.loader import Loader

HERE = Place("Лист1", "A1")
YEAR = 2025
SCHOOL, STRANGE = "СОШ № 1", "Лицей"
MATHS, RUSSIAN, PHYSICS = "Линейкина Лидия", "Буквина Белла", "Указкин Устин"
ENGLISH_ONE, ENGLISH_TWO = "Вокабулова Вера", "Глаголев Глеб"
A, B, C, D, E = "Анина Анна", "Борин Борис", "Верин Виктор", "Гранин Григорий", "Ельник Егор"
HALF_ONE, HALF_TWO = "Жданин Ждан", "Зимин Захар"
STAYS, TWO, OTHER, JOINED, LEFT = "Ивин Илья", "Кедрин Кирилл", "Лугин Лев", "Новин Назар", "Остин Остап"

# algebra, Russian, physics
SECOND_QUARTER = {A: "555", B: "443", C: "334", D: "233", E: "554"}
FIRST_QUARTER = {A: "554", B: "444", C: "334", D: "233", E: "455"}
SUBJECTS = {"Алгебра": MATHS, "Русский язык": RUSSIAN, "Физика": PHYSICS}
HALF_YEARS = {"H1": {HALF_ONE: "34", HALF_TWO: "55"}, "H2": {HALF_ONE: "34", HALF_TWO: "25"}}


def _mark(
    school: str,
    class_name: str,
    year: int,
    pupil: str,
    subject: str,
    period: str,
    value: str,
    teacher: str = "",
) -> MarkRow:
    return MarkRow(SchoolRef(school), class_name, year, pupil, subject, teacher, period, value, None, HERE)


def _ninth() -> list[MarkRow]:
    quarters = {"Q1": FIRST_QUARTER, "Q2": SECOND_QUARTER, "Q3": SECOND_QUARTER}
    return [
        _mark(SCHOOL, "9А", YEAR, pupil, subject, period, value)
        for period, marks in quarters.items()
        for pupil, values in marks.items()
        for subject, value in zip(SUBJECTS, values, strict=True)
    ]


def _tenth() -> list[MarkRow]:
    return [
        _mark(SCHOOL, "10А", YEAR, pupil, subject, period, value)
        for period, marks in HALF_YEARS.items()
        for pupil, values in marks.items()
        for subject, value in zip(("Алгебра", "Русский язык"), values, strict=True)
    ]


def _eighth() -> list[MarkRow]:
    """English in two subgroups: three pupils of the first teacher, two of the second; the years before and now."""
    groups = {
        STAYS: ENGLISH_ONE,
        TWO: ENGLISH_ONE,
        OTHER: ENGLISH_TWO,
        JOINED: ENGLISH_TWO,
        LEFT: ENGLISH_ONE,
    }
    marks = {
        (YEAR, "8Б", "Q1"): {STAYS: "2", TWO: "5", OTHER: "3", LEFT: "2"},
        (YEAR, "8Б", "Q2"): {STAYS: "2", TWO: "5", OTHER: "na", JOINED: "3", LEFT: "2"},
        (YEAR, "8Б", "Y"): {STAYS: "2", TWO: "4", OTHER: "3", JOINED: "3"},
        (YEAR - 1, "7Б", "Y"): {STAYS: "2", TWO: "2", OTHER: "3", LEFT: "4"},
    }
    return [
        _mark(SCHOOL, class_name, year, pupil, "Английский язык", period, value, groups[pupil])
        for (year, class_name, period), values in marks.items()
        for pupil, value in values.items()
    ]


def fill(house: House) -> None:
    """Loads the two schools by the program's own loader."""
    strange = [
        _mark(STRANGE, "9А", YEAR, "Чужин Чеслав", subject, "Q2", value, "Чужая Чулпан")
        for subject, value in (("Алгебра", "2"), ("Физика", "fail"))
    ]
    marks = [*_ninth(), *_tenth(), *_eighth(), *strange]
    teaching = [
        TeachingRow(SchoolRef(SCHOOL), class_name, YEAR, subject, teacher, HERE)
        for class_name, subjects in (("9А", SUBJECTS), ("10А", ("Алгебра", "Русский язык")))
        for subject, teacher in SUBJECTS.items()
        if subject in subjects
    ]
    teaching += [
        TeachingRow(SchoolRef(SCHOOL), class_name, year, "Английский язык", teacher, HERE)
        for class_name, year in (("8Б", YEAR), ("7Б", YEAR - 1))
        for teacher in (ENGLISH_ONE, ENGLISH_TWO)
    ]
    moved = (
        PupilRow(SchoolRef(SCHOOL), "8Б", YEAR, JOINED, "2025-11-20", "", HERE),
        PupilRow(SchoolRef(SCHOOL), "8Б", YEAR, LEFT, "", "2025-12-10", HERE),
    )
    leaders = (ClassRow(SchoolRef(SCHOOL), "9А", YEAR, RUSSIAN, HERE),)
    Loader(house).load_rows(
        Parsed(
            "template",
            "Шаблон",
            len(marks),
            marks=tuple(marks),
            teaching=tuple(teaching),
            pupils=moved,
            classes=leaders,
        )
    )


def place_id(house: House, name: str, of_school: str = "", year: int = YEAR) -> int:
    """Id of a school, or of a class of a school in a year."""
    with house.database.reading() as connection:
        statement = select(unit.c.id).where(unit.c.short_name == name)
        if of_school:
            school = place_id(house, of_school)
            statement = statement.where(unit.c.parent_id == school, unit.c.year == year)
        found = connection.scalar(statement)
    assert found is not None, name
    return int(found)


def person_id(house: House, name: str) -> int:
    with house.database.reading() as connection:
        found = connection.scalar(select(person_name.c.person_id).where(person_name.c.full_name == name))
    assert found is not None, name
    return int(found)


def viewer(house: House, role: str, of: str = SCHOOL) -> Viewer:
    """`of`: a school for a director, a class of the first school for its class teacher, a name for a teacher."""
    if role in ("head", "coordinator"):
        with house.database.reading() as connection:
            top = connection.scalar(select(unit.c.id).where(unit.c.kind == "municipality"))
        assert top is not None
        return Viewer(role, role, role, 1, municipality_ids=frozenset({top}), sees_names=role == "head")
    if role == "director":
        return Viewer(role, role, role, 1, school_ids=frozenset({place_id(house, of)}), sees_names=True)
    if role == "class_teacher":
        own = frozenset({place_id(house, of, SCHOOL)})
        return Viewer(role, role, role, 1, class_ids=own, sees_names=True)
    with house.database.reading() as connection:
        statement = (
            select(person.c.id)
            .join(person_name, person_name.c.person_id == person.c.id)
            .where(person.c.kind == "teacher", person_name.c.full_name == of)
        )
        own = frozenset(connection.scalars(statement))
    assert own, of
    return Viewer(role, role, role, 1, teacher_ids=own, sees_names=True)
