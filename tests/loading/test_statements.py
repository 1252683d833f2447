"""Stated indicators and registers from files: checked as the forms check them, in force by time, taken back whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from dashboard.access.accounts import Grant
from dashboard.entered import refresh_entered
from dashboard.entries import Entries, Typed
from dashboard.house import House
from dashboard.loading import LoadRefused
from dashboard.registers import Registers
from data_access.formats.rows import IndicatorRow, Parsed, RegisterLine, SchoolRef
from data_access.tables import indicator_entry, indicator_value, load_issue, register_row, unit
from data_access.viewer import SYSTEM, Viewer
from tests.conftest import NOW
from tests.loading.loader import ADD_ALL, Loader, rows_of
from tests.loading.mechanism_world import (
    GARDEN,
    OTHER,
    SCHOOL,
    TOP,
    account,
    line,
    make_world,
    order,
    school_row,
    stated,
)
from tests.loading.protocols import ANNA, lists, roster
from tests.loading.snapshots import contents

ENTRIES = select(
    indicator_entry.c.indicator, indicator_entry.c.numerator, indicator_entry.c.denominator
).where(indicator_entry.c.is_current)
LINES = select(register_row.c.register, register_row.c.line_key, register_row.c.status).where(
    register_row.c.is_current
)


class Clock:
    """A clock that goes on by a minute each time it is asked, so that what came later is later."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Loader]:
    """One school and one kindergarten, once on each engine."""
    url = request.getfixturevalue("new_postgres") if request.param == "postgresql" else ""
    house = make_world(tmp_path, database_url=url, clock=Clock())
    yield _with_places(house)
    house.database.engine.dispose()


@pytest.fixture
def loader(tmp_path: Path) -> Iterator[Loader]:
    """The same on SQLite, where the engine does not matter."""
    house = make_world(tmp_path, clock=Clock())
    yield _with_places(house)
    house.database.engine.dispose()


def _with_places(house: House) -> Loader:
    loader = Loader(house)
    loader.load_rows(lists(schools=(school_row(), school_row(GARDEN.name, "детский сад"))))
    return loader


def unit_id(loader: Loader, name: str = SCHOOL.name) -> int:
    ((found,),) = rows_of(loader.house, select(unit.c.id).where(unit.c.short_name == name))
    return int(found)


def director(loader: Loader, name: str = SCHOOL.name) -> Viewer:
    return account(loader.house, f"d{unit_id(loader, name)}", Grant("director", unit_id(loader, name)))


def coordinator(loader: Loader, mechanism: str = "") -> Viewer:
    grant = Grant("coordinator", unit_id(loader, TOP.name), sees_names=True, mechanism=mechanism)
    return account(loader.house, f"c{mechanism}", grant)


def errors(loader: Loader, parsed: Parsed, viewer: Viewer = SYSTEM) -> list[str]:
    """What the preview rejects."""
    preview = loader.loading.preview(viewer, receive(loader, parsed, viewer), ADD_ALL)
    return [problem.rule for problem in preview.problems if problem.severity == "error"]


def warnings(loader: Loader, parsed: Parsed) -> list[str]:
    preview = loader.loading.preview(SYSTEM, loader.receive_rows(parsed), ADD_ALL)
    assert not preview.blocked
    return [problem.rule for problem in preview.problems if problem.severity == "warning"]


def receive(loader: Loader, parsed: Parsed, viewer: Viewer) -> int:
    name = f"{abs(hash(parsed))}.rows"
    loader._pocket[name] = parsed
    path = loader.house.settings.var_dir / name
    path.write_text(name)
    return loader.receive(path, viewer)


def values(loader: Loader, indicator: str = "clubs") -> list[Any]:
    statement = (
        select(unit.c.short_name, indicator_value.c.numerator, indicator_value.c.denominator)
        .join(unit, unit.c.id == indicator_value.c.unit_id)
        .where(indicator_value.c.indicator == indicator)
    )
    return rows_of(loader.house, statement)


# -- indicators -----------------------------------------------------------------------------------------


def test_a_loaded_value_is_submitted_signed_and_in_the_marts(either: Loader) -> None:
    load_id = either.load_rows(lists(indicators=(stated(note="на 1 июня"), stated("covered", 3, 4))))
    assert rows_of(either.house, ENTRIES) == [("clubs", 3.0, None), ("covered", 3.0, 4.0)]
    facts = indicator_entry.c
    ((status, author, of_load, note),) = rows_of(
        either.house,
        select(facts.status, facts.author, facts.load_id, facts.note).where(facts.indicator == "clubs"),
    )
    assert (status, author, of_load, note) == ("submitted", SYSTEM.display_name, load_id, "на 1 июня")
    assert values(either) == [(SCHOOL.name, 3.0, 1.0), (TOP.name, 3.0, 1.0)]
    assert values(either, "covered") == [(SCHOOL.name, 3.0, 4.0), (TOP.name, 3.0, 4.0)]


def test_an_undo_gives_back_what_another_load_said_before(either: Loader) -> None:
    either.load_rows(lists(indicators=(stated(),)))
    before = contents(either.house)
    second = either.load_rows(lists(indicators=(stated(numerator=5), stated("covered", 1, 2))))
    assert rows_of(either.house, ENTRIES) == [("clubs", 5.0, None), ("covered", 1.0, 2.0)]
    either.undo(second)
    assert contents(either.house) == before


def test_undoing_the_earlier_of_two_leaves_the_later_in_force(loader: Loader) -> None:
    first = loader.load_rows(lists(indicators=(stated(),)))
    loader.load_rows(lists(indicators=(stated(numerator=5),)))
    loader.undo(first)
    assert (rows_of(loader.house, ENTRIES), values(loader)[0][1]) == ([("clubs", 5.0, None)], 5.0)


def test_what_was_typed_and_what_was_loaded_compete_by_time(loader: Loader) -> None:
    viewer, school = director(loader), unit_id(loader)
    first = loader.load_rows(lists(indicators=(stated(),)))
    Entries(loader.house).submit(viewer, "talent", school, 2025, {"clubs": Typed("4")})
    assert rows_of(loader.house, ENTRIES) == [("clubs", 4.0, None)]
    second = loader.load_rows(lists(indicators=(stated(numerator=5),)))
    assert rows_of(loader.house, ENTRIES) == [("clubs", 5.0, None)]
    loader.undo(second)
    assert (rows_of(loader.house, ENTRIES), values(loader)[0][1]) == ([("clubs", 4.0, None)], 4.0)
    loader.undo(first)
    assert rows_of(loader.house, ENTRIES) == [("clubs", 4.0, None)]


def test_a_draft_never_comes_into_force_by_a_load_or_its_undo(loader: Loader) -> None:
    viewer, school = director(loader), unit_id(loader)
    load_id = loader.load_rows(lists(indicators=(stated(),)))
    Entries(loader.house).save_draft(viewer, "talent", school, 2025, {"clubs": Typed("9")})
    loader.undo(load_id)
    assert rows_of(loader.house, ENTRIES) == []
    assert values(loader) == []


def test_an_indicator_of_the_municipality_is_stated_by_its_name(either: Loader) -> None:
    load_id = either.load_rows(lists(indicators=(stated("orders", 7, school=TOP),)))
    assert values(either, "orders") == [(TOP.name, 7.0, 1.0)]
    either.undo(load_id)
    assert values(either, "orders") == []


def test_a_kindergarten_states_what_is_collected_from_kindergartens(loader: Loader) -> None:
    loader.load_rows(lists(indicators=(stated("places", 80, school=GARDEN),)))
    assert values(loader, "places") == [(GARDEN.name, 80.0, 1.0), (TOP.name, 80.0, 1.0)]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (stated("nowhere"), "нет показателя с таким кодом"),
        (stated("quality"), "его вычисляет программа"),
        (stated("unused"), "нет ни в одном механизме этого муниципалитета"),
        (stated("places"), f"с «{SCHOOL.name}» его не собирают"),
        (stated("clubs", school=GARDEN), f"с «{GARDEN.name}» его не собирают"),
        (stated("clubs", school=TOP), f"с «{TOP.name}» его не собирают"),
        (stated("orders"), f"с «{SCHOOL.name}» его не собирают"),
        (stated("clubs", -1), "меньше нуля"),
        (stated("clubs", 2.5), "целыми числами"),
        (stated("covered", 5, 4), "Первое число больше второго"),
        (stated("covered", 3, 0), "больше нуля"),
        (stated("covered", 3), "Укажите и второе число"),
        (stated(year=2101), "учебный год 2101/02 вне"),
    ],
)
def test_a_value_that_cannot_be_is_rejected_with_its_reason(
    loader: Loader, row: IndicatorRow, rule: str
) -> None:
    parsed = lists(indicators=(stated("contests"), row))
    (error,) = errors(loader, parsed)
    assert rule in error
    loader.load_rows(parsed)
    assert rows_of(loader.house, ENTRIES) == [("contests", 3.0, None)]


def test_a_repeated_value_is_loaded_once_and_a_contradiction_is_said(loader: Loader) -> None:
    assert errors(loader, lists(indicators=(stated(), stated()))) == []
    contradiction = lists(indicators=(stated(), stated(numerator=4)))
    assert errors(loader, contradiction) == [
        "показатель повторяется с другим значением: оставлена первая строка"
    ]
    loader.load_rows(contradiction)
    assert rows_of(loader.house, ENTRIES) == [("clubs", 3.0, None)]


def test_a_denominator_of_a_count_is_not_read_and_that_is_told(loader: Loader) -> None:
    parsed = lists(indicators=(stated(denominator=9.0),))
    assert warnings(loader, parsed) == ["показатель «clubs» — одно число, знаменатель не прочитан"]
    loader.load_rows(parsed)
    assert rows_of(loader.house, ENTRIES) == [("clubs", 3.0, None)]


def test_a_jump_against_last_year_is_a_doubt_unless_the_note_explains_it(loader: Loader) -> None:
    loader.load_rows(lists(indicators=(stated("covered", 1, 4, year=2024),)))
    leaps = lists(indicators=(stated("covered", 3, 4),))
    (said,) = warnings(loader, leaps)
    assert "Год назад 25" in said
    explained = lists(indicators=(stated("covered", 3, 4, note="открыли технопарк"),))
    assert warnings(loader, explained) == []
    in_one_file = lists(indicators=(stated("covered", 1, 4, year=2023), stated("covered", 3, 4, year=2023)))
    assert warnings(loader, in_one_file) == []
    two_years = lists(indicators=(stated("covered", 4, 4, year=2020), stated("covered", 1, 4, year=2021)))
    assert len(warnings(loader, two_years)) == 1


def test_the_preview_counts_values_and_says_what_changes(loader: Loader) -> None:
    loader.load_rows(lists(indicators=(stated(), stated("covered", 3, 4))))
    again = lists(indicators=(stated(), stated("covered", 4, 4), stated("contests")))
    preview = loader.loading.preview(SYSTEM, loader.receive_rows(again))
    assert dict(preview.counts) == {
        "показатели": 3,
        "изменится значений показателей": 1,
        "значений показателей без изменений": 1,
    }
    assert (preview.schools, preview.years) == ((SCHOOL.name,), (2025,))


# -- rights ---------------------------------------------------------------------------------------------


def test_a_director_states_only_the_own_school_and_only_what_directors_state(loader: Loader) -> None:
    viewer = director(loader)
    foreign, above = stated(school=GARDEN), stated("orders", school=TOP)
    parsed = lists(indicators=(stated(), stated("contests"), foreign, above))
    load_id = receive(loader, parsed, viewer)
    preview = loader.loading.preview(viewer, load_id)
    (question,) = preview.questions
    assert (question.label, {option.value for option in question.options}) == (
        GARDEN.name,
        {f"id:{unit_id(loader)}", "skip"},
    )
    loader.loading.confirm(viewer, load_id, {question.key: "skip"})
    assert rows_of(loader.house, ENTRIES) == [("clubs", 3.0, None)]
    rules = [rule for (rule,) in rows_of(loader.house, select(load_issue.c.rule))]
    assert sum("вносите его не вы" in rule for rule in rules) == 2
    assert {row[0] for row in values(loader)} == {SCHOOL.name, TOP.name}


def test_a_coordinator_of_one_mechanism_states_that_mechanism_only(loader: Loader) -> None:
    viewer = coordinator(loader, "talent")
    parsed = lists(indicators=(stated("contests"), stated("orders", school=TOP)))
    assert errors(loader, parsed, viewer) == ["показатель «orders»: вносите его не вы"]
    assert errors(loader, parsed, coordinator(loader)) == []


def test_a_file_that_may_state_nothing_is_not_confirmed(loader: Loader) -> None:
    viewer = director(loader)
    load_id = receive(loader, lists(indicators=(stated("contests"),)), viewer)
    with pytest.raises(LoadRefused, match="нет строк"):
        loader.loading.confirm(viewer, load_id)


# -- registers ------------------------------------------------------------------------------------------


def test_a_line_of_a_register_is_kept_with_its_cells(either: Loader) -> None:
    row = line(
        "повышение квалификации педагогов",
        Педагог="Линейкина Лидия Львовна",
        Программа="ФГОС",
        Предмет="химия",
        Часов="36,5",
        Окончание="01.03.2026",
    )
    load_id = either.load_rows(lists(registers=(row,)))
    facts = register_row.c
    ((code, cells, status, of_load, year),) = rows_of(
        either.house, select(facts.register, facts.cells, facts.status, facts.load_id, facts.year)
    )
    assert (code, status, of_load, year) == ("courses", "active", load_id, 2025)
    assert cells == {
        "teacher": "Линейкина Лидия Львовна",
        "programme": "ФГОС",
        "subject": "Химия",
        "hours": 36.5,
        "ended": "2026-03-01",
    }


def test_the_newest_line_is_in_force_and_an_undo_gives_back_the_earlier(either: Loader) -> None:
    either.load_rows(lists(registers=(order(),)))
    before = contents(either.house)
    second = either.load_rows(lists(registers=(order(subject="о перепроверке"), order("№ 2"))))
    in_force = select(register_row.c.cells).where(register_row.c.is_current)
    assert [cells["subject"] for (cells,) in rows_of(either.house, in_force)] == [
        "о перепроверке",
        "о наблюдателях",
    ]
    either.undo(second)
    assert contents(either.house) == before


def test_a_typed_line_and_a_loaded_one_are_the_same_line(loader: Loader) -> None:
    viewer, school = director(loader), unit_id(loader)
    acts = Registers(loader.house)
    acts.add(viewer, "objectivity_orders", school, 2025, {"order": "№ 1", "subject": "о наблюдателях"})
    load_id = loader.load_rows(lists(registers=(order(subject="о перепроверке"),)))
    ((code, _, _),) = rows_of(loader.house, LINES)
    assert code == "objectivity_orders"
    loader.undo(load_id)
    in_force = select(register_row.c.cells).where(register_row.c.is_current)
    assert rows_of(loader.house, in_force) == [({"order": "№ 1", "subject": "о наблюдателях"},)]


def test_a_closed_line_stays_closed_until_a_newer_file_names_it_again(loader: Loader) -> None:
    viewer = director(loader)
    loader.load_rows(lists(registers=(order(),)))
    ((line_id,),) = rows_of(loader.house, select(register_row.c.id))
    Registers(loader.house).close(viewer, line_id)
    assert [status for *_, status in rows_of(loader.house, LINES)] == ["closed"]
    again = loader.load_rows(lists(registers=(order(subject="снова"),)))
    assert [status for *_, status in rows_of(loader.house, LINES)] == ["active"]
    loader.undo(again)
    assert [status for *_, status in rows_of(loader.house, LINES)] == ["closed"]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (line("Реестр чудес", Чудо="да"), "такого реестра в программе нет"),
        (line("Профилактическая работа", Состоит="1"), "такого реестра в программе нет"),
        (line(Номер_и_дата="№ 1"), "«О чём»: Заполните это поле"),
        (line("Кадровый резерв", ФИО="Линейкина Л. Л.", На_какую_должность="директор", Готовность="вчера"),
         "«Готовность»: Выберите из списка: «вчера» в нём нет"),
        (line("Наблюдение за процедурами", Процедура="ВПР", Дата="весной", Наблюдатели="независимые"),
         "«Дата»: Укажите дату"),
        (line("Наблюдение за процедурами", Процедура="ВПР", Дата="01.04.2026", Наблюдатели="независимые",
              Человек="много"), "«Человек»: «много» — не число"),
        (line("Пары со школами-лидерами", **{"Школа-лидер": "Гимназия № 9", "Предмет договора": "химия",
                                             "Договор от": "01.09.2025"}), "«Гимназия № 9» в нём нет"),
        (line("Профессиональные дефициты", Предмет="Колдовство", Дефицит="отбор", Педагогов_с_дефицитом="1",
              Прошли_диагностику="4"), "«Колдовство» в нём нет"),
        (line("Группы детского сада", Группа="Старшая", Детей="20", Мест="22", Педагогов="2"),
         "ведут не в таких организациях"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_kept_is_rejected_with_its_reason(
    loader: Loader, row: RegisterLine, rule: str
) -> None:
    (error,) = errors(loader, lists(registers=(row,)))
    assert rule in error


def test_a_name_in_a_wrong_column_is_not_repeated_in_the_problem(loader: Loader) -> None:
    shifted = line("Кадровый резерв", ФИО="директор", На_какую_должность="x", Готовность="Линейкина Лидия")
    (error,) = errors(loader, lists(registers=(shifted,)))
    assert ("Линейкина" in error, "(текст скрыт)" in error) == (False, True)


def test_a_column_of_another_register_is_a_doubt_told_once(loader: Loader) -> None:
    rows = (line(Номер_и_дата="№ 1", О_чём="a", Часов="3"), line(Номер_и_дата="№ 2", О_чём="b", Часов="4"))
    assert warnings(loader, lists(registers=rows)) == [
        "в реестре «Приказы об объективности» нет столбца «Часов»: он не прочитан"
    ]


def test_a_school_of_the_same_file_may_be_named_in_a_cell(loader: Loader) -> None:
    pair = line(
        "Пары со школами-лидерами",
        **{"Школа-лидер": OTHER.name, "Предмет договора": "химия", "Договор от": "2025-09-01"},
    )
    loader.load_rows(lists(schools=(school_row(OTHER.name),), registers=(pair,)))
    ((cells,),) = rows_of(loader.house, select(register_row.c.cells))
    assert cells["leader"] == OTHER.name


def test_a_repeated_line_is_loaded_once_and_a_contradiction_is_said(loader: Loader) -> None:
    assert errors(loader, lists(registers=(order(), order()))) == []
    twice = lists(registers=(order(), order(subject="о другом")))
    assert errors(loader, twice) == ["строка реестра повторяется с другими сведениями: оставлена первая"]


def test_a_line_that_stands_for_years_is_changed_in_the_year_in_which_it_began(loader: Loader) -> None:
    def head(year: int, until: str) -> RegisterLine:
        dates = {"В должности с": "01.08.2020", "Действует до": until}
        return replace(line("Руководители организаций", Руководитель="Указкин Устин", **dates), year=year)

    loader.load_rows(lists(registers=(head(2023, "01.10.2025"),)))
    before = contents(loader.house)
    second = loader.load_rows(lists(registers=(head(2025, "01.10.2030"),)))
    in_force = select(register_row.c.year, register_row.c.cells).where(register_row.c.is_current)
    ((year, cells),) = rows_of(loader.house, in_force)
    assert (year, cells["valid_until"]) == (2023, "2030-10-01")
    loader.undo(second)
    assert contents(loader.house) == before
    both = lists(registers=(head(2021, "01.10.2022"), head(2022, "01.10.2023")))
    assert len(errors(loader, both)) == 1


def test_a_personal_register_is_kept_only_by_those_who_see_names(loader: Loader) -> None:
    row = line("Реестр одарённых детей", ФИО=ANNA, Область="наука", Достижение="призёр")
    nameless = account(loader.house, "nameless", Grant("coordinator", unit_id(loader, TOP.name)))
    (error,) = errors(loader, lists(registers=(row,)), nameless)
    assert "В этом реестре имена" in error
    assert errors(loader, lists(registers=(row,)), coordinator(loader)) == []


def test_a_register_of_coordinators_is_not_kept_by_a_director(loader: Loader) -> None:
    row = line("Проблемы школы", Вид_проблемы="кадры")
    (error,) = errors(loader, lists(registers=(row,)), director(loader))
    assert "ведёт координатор" in error


def test_the_pupil_whom_a_line_names_is_found_among_those_of_the_school(loader: Loader) -> None:
    loader.load_rows(roster(ANNA))
    row = line("Реестр одарённых детей", ФИО=ANNA.upper(), Область="наука", Достижение="призёр")
    stranger = line("Реестр одарённых детей", ФИО="Новиков Новик", Область="наука", Достижение="призёр")
    loader.load_rows(lists(registers=(row, stranger)))
    found = rows_of(loader.house, select(register_row.c.person_id))
    assert sorted(person is None for (person,) in found) == [False, True]


def test_a_line_about_the_municipality_stands_there(loader: Loader) -> None:
    row = line("Методические объединения", Объединение="химиков", Педагогов="5", Педагогов_предмета_всего="9",
               Заседаний="4")  # fmt: skip
    loader.load_rows(lists(registers=(replace(row, school=TOP),)))
    where = select(unit.c.short_name).join(register_row, register_row.c.unit_id == unit.c.id)
    assert rows_of(loader.house, where) == [(TOP.name,)]


def test_the_preview_counts_lines_and_says_what_changes(loader: Loader) -> None:
    loader.load_rows(lists(registers=(order(), order("№ 2"))))
    again = lists(registers=(order(), order("№ 2", "о другом"), order("№ 3")))
    preview = loader.loading.preview(SYSTEM, loader.receive_rows(again))
    assert dict(preview.counts) == {
        "строк реестров": 3,
        "изменится строк реестров": 1,
        "строк реестров без изменений": 1,
    }


# -- the law --------------------------------------------------------------------------------------------

_places = st.sampled_from((SCHOOL, GARDEN, SchoolRef("ООШ № 4")))
_entries = st.builds(
    stated,
    st.sampled_from(("clubs", "contests")),
    st.integers(0, 3).map(float),
    year=st.sampled_from((2024, 2025)),
    school=st.sampled_from((SCHOOL, SchoolRef("ООШ № 4"))),
)
_orders = st.builds(
    lambda number, subject, place: replace(order(number, subject), school=place),
    st.sampled_from(("№ 1", "№ 2")),
    st.sampled_from(("о наблюдателях", "о перепроверке")),
    _places,
)
_files = st.builds(
    lambda entries, orders: lists(indicators=tuple(entries), registers=tuple(orders)),
    st.lists(_entries, min_size=1, max_size=4),
    st.lists(_orders, max_size=3),
)


@pytest.mark.slow
@settings(max_examples=15)
@given(steps=st.lists(st.one_of(_files, _files, st.integers(0, 3)), min_size=2, max_size=5), typed=_entries)
def test_a_load_and_its_undo_leave_nothing_and_typed_statements_stay(
    loader: Loader, steps: list[Parsed | int], typed: IndicatorRow
) -> None:
    """Whatever is loaded and taken back, what people typed stands in the end as before."""
    house = loader.house
    _type(house, unit_id(loader), typed)
    before = contents(house)
    standing: list[int] = []
    for step in steps:
        if not isinstance(step, int):
            standing += _load_once(loader, step)
        elif standing:
            loader.undo(standing.pop(step % len(standing)))
    for load_id in standing:
        loader.undo(load_id)
    assert contents(house) == before


def _load_once(loader: Loader, parsed: Parsed) -> list[int]:
    """The same file cannot stand twice."""
    draft = loader.receive_rows(parsed)
    try:
        loader.loading.confirm(SYSTEM, draft, ADD_ALL)
    except LoadRefused:
        loader.loading.drop(SYSTEM, draft)
        return []
    return [draft]


def _type(house: House, school: int, typed: IndicatorRow) -> None:
    """The only statement that stands before the example begins."""
    with house.database.writing() as connection:
        connection.execute(delete(indicator_entry))
        connection.execute(
            insert(indicator_entry).values(
                indicator=typed.indicator,
                unit_id=school,
                year=typed.year,
                numerator=typed.numerator,
                status="submitted",
                author="Директор",
                entered_at=house.now(),
                is_current=True,
            )
        )
        refresh_entered(connection, [school])
