"""Registers: lines are added, changed and closed with a history; who keeps what; names for those who may see them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, select

from dashboard.catalogue import Register
from dashboard.catalogue.register import RegisterColumn
from dashboard.house import House
from dashboard.register_cells import KnownNames, read_cells
from dashboard.registers import NotKept, Registers
from data_access.keys import name_key
from data_access.queries.registers import (
    BLANK,
    Line,
    line_key,
    read_line,
    read_line_counts,
    read_line_history,
    read_register,
)
from data_access.tables import audit_event, person, person_name, register_row, work_event
from data_access.versions import read_version
from data_access.viewer import NotFound, Refused, Viewer
from tests.entering.world import (
    MECHANISM,
    YEAR,
    director,
    head,
    marts,
    place,
    reading,
    teacher,
)

OWN, OTHER, GARDEN = "СОШ № 2", "СОШ № 10", "Ромашка"
# of the mechanisms of our profile: upbringing (satisfaction, prevention), talent (gifted, programmes)
SURVEY = {"group": "родители", "asked": "40", "satisfied": "31"}
GIFTED = {"pupil": "Абрикосова Анна", "field": "наука", "achievement": "Призёр"}


def add(
    house: House, viewer: Viewer, code: str, cells: dict[str, str], name: str = OWN, year: int = YEAR
) -> int:
    return Registers(house).add(viewer, code, place(house, name), year, cells)


def lines(house: House, viewer: Viewer, code: str, year: int | None = YEAR, **more: Any) -> list[Line]:
    with reading(house, viewer) as reader:
        return read_register(reader, code, year, **more)


def mistakes(house: House, code: str, cells: dict[str, str]) -> dict[str, str]:
    with pytest.raises(NotKept) as refused:
        add(house, director(house, OWN), code, cells)
    return refused.value.wrong


# -- lines ----------------------------------------------------------------------------------------------


def test_a_line_is_kept_with_typed_cells_and_its_author(our_house: House) -> None:
    add(our_house, director(our_house, OWN), "satisfaction", SURVEY)
    (line,) = lines(our_house, head(our_house), "satisfaction")
    assert line.cells == {"group": "родители", "asked": 40, "satisfied": 31}
    assert (line.author, line.status, line.year) == (f"Директор {OWN}", "active", YEAR)


@pytest.mark.parametrize(
    ("code", "cells", "column", "sentence"),
    [
        ("satisfaction", {"group": "соседи", "asked": "4", "satisfied": "1"}, "group", "«соседи» в нём нет"),
        ("satisfaction", {"group": "родители", "asked": "", "satisfied": "1"}, "asked", "Заполните"),
        ("satisfaction", {"group": "родители", "asked": "4", "satisfied": "-1"}, "satisfied", "меньше нуля"),
        ("gifted", {**GIFTED, "achievement": "а" * 301}, "achievement", "Слишком длинно"),
    ],
)
def test_a_wrong_cell_is_told_at_its_column(
    code: str, cells: dict[str, str], column: str, sentence: str, our_house: House
) -> None:
    wrong = mistakes(our_house, code, cells)
    assert set(wrong) == {column}
    assert sentence in wrong[column]
    assert lines(our_house, head(our_house), code) == []


EVERY_KIND = Register(
    "every",
    MECHANISM,
    "Всё",
    "п. 1",
    "coordinator",
    (
        RegisterColumn("name", "Название", is_key=True, is_required=True),
        RegisterColumn("day", "День", "date"),
        RegisterColumn("is_done", "Сделано", "yes"),
        RegisterColumn("school", "Школа", "school"),
        RegisterColumn("subject", "Предмет", "subject"),
        RegisterColumn("n", "Число", "number"),
    ),
)
NAMES = KnownNames.of(["СОШ № 2"], ["Алгебра"])


@pytest.mark.parametrize(
    ("column", "typed", "kept"),
    [
        ("day", "2026-03-01", "2026-03-01"),
        ("is_done", "Да", "да"),
        ("school", "сош №2", "СОШ № 2"),
        ("subject", " алгебра ", "Алгебра"),
        ("n", "1 204,5", 1204.5),
        ("n", "", None),
    ],
)
def test_a_cell_is_kept_as_the_register_spells_it(column: str, typed: str, kept: object) -> None:
    cells, wrong = read_cells(EVERY_KIND, {"name": "Строка", column: typed}, NAMES)
    assert wrong == {}
    assert cells.get(column) == kept


@pytest.mark.parametrize(
    ("column", "typed", "sentence"),
    [
        ("day", "01.03.2026", "Укажите дату"),
        ("day", "1026-03-01", "Проверьте год: 1026"),
        ("is_done", "может быть", "Выберите из списка"),
        ("school", "СОШ № 99", "«СОШ № 99» в нём нет"),
        ("subject", "Магия", "«Магия» в нём нет"),
        ("n", "много", "не число"),
    ],
)
def test_a_cell_that_cannot_be_is_told_in_words(column: str, typed: str, sentence: str) -> None:
    _, wrong = read_cells(EVERY_KIND, {"name": "Строка", column: typed}, NAMES)
    assert set(wrong) == {column}
    assert sentence in wrong[column]


def test_a_long_key_stays_within_its_column_and_tells_lines_apart() -> None:
    keys = {line_key(EVERY_KIND, {"name": "а" * 400 + tail}) for tail in ("б", "в")}
    assert len(keys) == 2
    assert max(map(len, keys)) <= 300


def test_the_same_key_however_spelt_is_one_line(our_house: House) -> None:
    add(our_house, director(our_house, OWN), "gifted", GIFTED)
    wrong = mistakes(our_house, "gifted", {**GIFTED, "pupil": "  абрикосова  АННА "})
    assert "уже есть" in wrong["pupil"]
    add(our_house, director(our_house, OWN), "gifted", {**GIFTED, "field": "спорт"})
    assert len(lines(our_house, director(our_house, OWN), "gifted")) == 2


def test_a_changed_line_keeps_what_stood_before(our_house: House) -> None:
    who, service = director(our_house, OWN), Registers(our_house)
    made = add(our_house, who, "satisfaction", SURVEY)
    changed = service.change(who, made, {**SURVEY, "satisfied": "35"})
    assert [line.cells["satisfied"] for line in lines(our_house, who, "satisfaction")] == [35]
    with reading(our_house, who) as reader:
        old = read_line_history(reader, read_line(reader, changed))
    assert [line.cells["satisfied"] for line in old] == [35, 31]
    assert service.change(who, changed, {**SURVEY, "satisfied": "35"}) == changed, "nothing new, nothing kept"


def test_a_change_of_the_key_closes_the_line_and_begins_another(our_house: House) -> None:
    who = director(our_house, OWN)
    made = add(our_house, who, "satisfaction", SURVEY)
    Registers(our_house).change(who, made, {**SURVEY, "group": "педагоги"})
    assert [line.cells["group"] for line in lines(our_house, who, "satisfaction")] == ["педагоги"]
    everything = lines(our_house, who, "satisfaction", with_closed=True)
    assert sorted((line.cells["group"], line.status) for line in everything) == [
        ("педагоги", "active"),
        ("родители", "closed"),
    ]


def test_a_closed_line_counts_no_more_and_can_begin_again(our_house: House) -> None:
    who, service = director(our_house, OWN), Registers(our_house)
    made = add(our_house, who, "satisfaction", SURVEY)
    service.close(who, made)
    assert lines(our_house, who, "satisfaction") == []
    with reading(our_house, who) as reader:
        assert read_line_counts(reader, YEAR) == []
    with pytest.raises(NotKept, match="уже изменили или закрыли"):
        service.change(who, made, SURVEY)
    add(our_house, who, "satisfaction", SURVEY)
    assert len(lines(our_house, who, "satisfaction")) == 1


def test_yearly_lines_belong_to_their_year_and_the_others_stand_until_closed(our_house: House) -> None:
    who = head(our_house, sees_names=True)
    talent = director(our_house, OWN)
    add(our_house, talent, "satisfaction", SURVEY, year=YEAR - 1)
    assert lines(our_house, talent, "satisfaction") == []
    assert len(lines(our_house, talent, "satisfaction", None)) == 1
    with our_house.database.writing() as connection:
        connection.execute(
            insert(register_row).values(
                register="reserve",
                unit_id=place(our_house, OWN),
                year=YEAR - 2,
                line_key="резервов роман",
                cells={"name": "Резервов Роман", "post": "директор", "ready": "готов"},
                status="active",
                author="Начальник",
                entered_at=our_house.now(),
                is_current=True,
            )
        )
    assert len(lines(our_house, who, "reserve")) == 1
    assert lines(our_house, who, "reserve", YEAR - 3) == []


def test_a_pupil_named_without_doubt_is_linked(our_house: House) -> None:
    school = place(our_house, OWN)
    with our_house.database.writing() as connection:
        made = connection.execute(insert(person).values(kind="pupil", school_id=school)).inserted_primary_key
        assert made is not None
        name = GIFTED["pupil"]
        connection.execute(
            insert(person_name).values(person_id=made[0], full_name=name, name_key=name_key(name))
        )
    line_id = add(our_house, director(our_house, OWN), "gifted", GIFTED)
    other = add(our_house, director(our_house, OWN), "gifted", {**GIFTED, "pupil": "Неизвестный Ян"})
    with our_house.database.reading() as connection:
        linked = dict(connection.execute(select(register_row.c.id, register_row.c.person_id)).all())
    assert linked == {line_id: made[0], other: None}


# -- rights ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "code", "name", "is_allowed"),
    [
        ("director", "satisfaction", OWN, True),
        ("director", "satisfaction", OTHER, False),
        ("director", "gifted", OWN, True),
        ("head", "satisfaction", OTHER, True),
        ("head", "satisfaction", "", False),
        ("head", "gifted", OWN, False),
        ("head with names", "gifted", OWN, True),
        ("coordinator", "satisfaction", OWN, True),
        ("other coordinator", "satisfaction", OWN, False),
        ("teacher", "satisfaction", OWN, False),
    ],
)
def test_who_keeps_which_register(who: str, code: str, name: str, is_allowed: bool, our_house: House) -> None:
    viewer = {
        "director": director(our_house, OWN),
        "head": head(our_house),
        "head with names": head(our_house, sees_names=True),
        "coordinator": head(our_house, MECHANISM),
        "other coordinator": head(our_house, "talent"),
        "teacher": teacher(our_house),
    }[who]
    cells = GIFTED if code == "gifted" else SURVEY
    if is_allowed:
        assert add(our_house, viewer, code, cells, name)
        return
    with pytest.raises(Refused):
        add(our_house, viewer, code, cells, name)
    with our_house.database.reading() as connection:
        assert connection.scalar(select(register_row.c.id)) is None


def test_nobody_changes_or_closes_what_they_may_not_keep(our_house: House) -> None:
    made = add(our_house, director(our_house, OTHER), "satisfaction", SURVEY, OTHER)
    for stranger in (director(our_house, OWN), teacher(our_house), head(our_house, "talent")):
        with pytest.raises((Refused, NotFound)):
            Registers(our_house).change(stranger, made, {**SURVEY, "asked": "1"})
        with pytest.raises((Refused, NotFound)):
            Registers(our_house).close(stranger, made)
    assert len(lines(our_house, head(our_house), "satisfaction")) == 1


def test_a_register_of_a_mechanism_that_the_profile_lacks_is_not_kept(our_house: House) -> None:
    with pytest.raises(NotFound):
        add(
            our_house,
            head(our_house),
            "observers",
            {"procedure": "ВПР", "date": "2026-03-01", "kind": "не было"},
        )


def test_without_the_right_to_names_lines_stay_and_words_do_not(our_house: House) -> None:
    add(our_house, director(our_house, OWN), "gifted", GIFTED)
    (line,) = lines(our_house, head(our_house), "gifted")
    assert line.cells == {"pupil": BLANK, "field": "наука", "achievement": BLANK}
    assert line.line_key == "", "the key holds the name"
    (open_line,) = lines(our_house, head(our_house, sees_names=True), "gifted")
    assert open_line.cells["pupil"] == GIFTED["pupil"]


def test_a_director_reads_their_own_school_only(our_house: House) -> None:
    add(our_house, director(our_house, OWN), "satisfaction", SURVEY)
    add(our_house, director(our_house, OTHER), "satisfaction", SURVEY, OTHER)
    own = lines(our_house, director(our_house, OWN), "satisfaction")
    assert {line.unit_id for line in own} == {place(our_house, OWN)}
    assert lines(our_house, teacher(our_house), "satisfaction") == []
    both = lines(our_house, head(our_house), "satisfaction")
    assert len(both) == 2
    assert lines(our_house, head(our_house), "satisfaction", unit_ids=[place(our_house, OTHER)]) == [
        line for line in both if line.unit_id == place(our_house, OTHER)
    ]


# -- what an act leaves ---------------------------------------------------------------------------------


def test_an_act_leaves_history_audit_and_a_new_version_but_no_name(our_house: House) -> None:
    with our_house.database.reading() as connection:
        before = read_version(connection)[0]
    made = add(our_house, director(our_house, OWN), "gifted", GIFTED)
    with our_house.database.reading() as connection:
        assert read_version(connection)[0] == before + 1
        event = connection.execute(select(work_event.c.kind, work_event.c.action, work_event.c.note)).one()
        audited = connection.execute(select(audit_event.c.object, audit_event.c.persons)).all()
    assert tuple(event) == ("register", "add", str(made))
    assert (f"register gifted line {made}", 1) in [tuple(row) for row in audited]
    assert GIFTED["pupil"] not in str(audited)


def test_a_register_that_proves_an_indicator_moves_it_at_once(our_house: House) -> None:
    who, school = director(our_house, OWN), place(our_house, OWN)
    young = {"teacher": "Молодов Мирон", "experience": "1", "mentor": "Опытов Олег"}
    made = add(our_house, who, "mentors", young)
    assert marts(our_house)["young_mentored", school, YEAR] == (1, 1)
    Registers(our_house).change(who, made, {**young, "mentor": ""})
    assert marts(our_house)["young_mentored", school, YEAR] == (0, 1)
