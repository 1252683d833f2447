"""The pages of entry, registers and one indicator: what each role sees and may do, over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import event, select

from dashboard.blocks import Matrix, Table
from dashboard.desk import Desk
from dashboard.entries import Entries
from dashboard.house import House
from dashboard.loading import Loading
from dashboard.registers import Registers
from dashboard.targets import Targets
from data_access.queries.targets import read_targets
from data_access.tables import audit_event, indicator_entry, recommendation, register_row, target
from data_access.viewer import NotFound, Refused, Viewer
from pages import make_pages
from tests.entering.replay import answered, press_entry, press_line, press_target, wrong
from tests.entering.world import (
    CIRCLES,
    GROUPS,
    HOURS,
    INSPECTED,
    MEALS,
    MECHANISM,
    PLAN,
    YEAR,
    director,
    head,
    marts,
    place,
    program,
    reading,
    teacher,
    typed,
)
from tests.support.client import Person

OWN, OTHER, GARDEN = "СОШ № 2", "СОШ № 10", "Ромашка"
GIFTED = {"pupil": "Абрикосова Анна", "field": "наука", "achievement": "Призёр", "support": ""}


@pytest.fixture
def desk(our_house: House) -> Desk:
    return Desk(our_house, make_pages(Loading(our_house)))


@pytest.fixture
def server(our_house: House) -> Flask:
    return program(our_house)


@pytest.fixture
def log_in(server: Flask) -> Callable[[str], Person]:
    return lambda login: Person(server, login)


def entry_address(house: House, name: str = OWN, mechanism: str = MECHANISM) -> str:
    return f"/entry?mechanism={mechanism}&unit={place(house, name)}&year={YEAR}"


def table(desk: Desk, viewer: Viewer, address: str, key: str) -> Table:
    path, _, query = address.partition("?")
    block = next(block for block in desk.open(path, query, viewer).blocks if block.key == key)
    assert isinstance(block, Table)
    return block


def texts(found: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in found.rows]


# -- the form of entry ----------------------------------------------------------------------------------


def form_codes(answer: str) -> set[str]:
    """Indicators that the drawn form asks for."""
    found = set()
    for part in answer.split('"act":"entry-above","key":"')[1:]:
        found.add(part.split('"')[0])
    return found


@pytest.mark.parametrize(
    ("login", "name", "asked"),
    [
        ("head", OWN, {MEALS, CIRCLES, HOURS, INSPECTED}),
        ("head", GARDEN, {GROUPS}),
        ("head", "", {PLAN}),
        ("director", OWN, {MEALS, CIRCLES, HOURS}),
        ("talent", OWN, set()),
    ],
)
def test_the_form_asks_each_for_what_is_theirs(
    login: str, name: str, asked: set[str], log_in: Callable[[str], Person], our_house: House
) -> None:
    answer = log_in(login).open(entry_address(our_house, name))
    assert "Ввод показателей" in answer.text
    assert form_codes(compact(answer.text)) == asked


def compact(text: str) -> str:
    return json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False)


@pytest.mark.parametrize("path", ["/entry", "/registers", "/register", "/indicator"])
def test_these_pages_are_closed_to_those_who_only_teach(
    path: str, log_in: Callable[[str], Person], our_house: House
) -> None:
    query = f"?year={YEAR}&register=satisfaction&indicator={MEALS}&mechanism={MECHANISM}"
    assert "Эта работа открыта управлению" in log_in("classteacher").open(path + query).text
    with pytest.raises(Refused):
        Desk(our_house, make_pages(Loading(our_house))).open(path, query, teacher(our_house))


def test_a_foreign_school_is_closed_to_a_director(desk: Desk, our_house: House) -> None:
    for path in ("/entry", "/registers", "/register"):
        query = f"unit={place(our_house, OTHER)}&year={YEAR}&mechanism={MECHANISM}&register=satisfaction"
        with pytest.raises(Refused):
            desk.open(path, query, director(our_house, OWN))


def test_what_is_wrong_stays_typed_and_is_said_at_its_field(
    server: Flask, log_in: Callable[[str], Person], our_house: House
) -> None:
    someone, address = log_in("director"), entry_address(our_house)
    fields = {"entry-above": {MEALS: "11", CIRCLES: "3"}, "entry-below": {MEALS: "10"}}
    answer = press_entry(server, someone, "entry-submit", address, fields, {})
    assert wrong(answer, "entry-wrong") == {MEALS: "Первое число больше второго: 11 из 10."}
    assert "исправьте" in answered(answer, "entry-said")
    assert answered(answer, "address") == "", "the page is not drawn again, so what was typed stays"
    assert marts(our_house) == {}


def test_a_form_over_http_submits_drafts_and_shows_what_was_kept(
    server: Flask, log_in: Callable[[str], Person], our_house: House
) -> None:
    someone, address = log_in("director"), entry_address(our_house)
    fields = {"entry-above": {MEALS: "9", CIRCLES: ""}, "entry-below": {MEALS: "10"}}
    answer = press_entry(server, someone, "entry-save", address, fields, {})
    assert answered(answer, "address").startswith("/entry?")
    assert marts(our_house) == {}
    assert "черновик" in someone.open(address).text
    seen = seen_rows(our_house)
    answer = press_entry(server, someone, "entry-submit", address, fields, seen)
    assert answered(answer, "address").startswith("/entry?")
    assert marts(our_house)[MEALS, place(our_house, OWN), YEAR] == (9, 10)
    answer = press_entry(server, someone, "entry-submit", address, fields, seen_rows(our_house))
    assert answered(answer, "entry-said") == "Изменений нет."


def seen_rows(house: House) -> dict[str, int]:
    """The newest row of each indicator, as a form drawn now would send it."""
    with house.database.reading() as connection:
        rows = connection.execute(
            select(indicator_entry.c.indicator, indicator_entry.c.id).order_by(indicator_entry.c.id)
        )
        return {code: id_ for code, id_ in rows}


@pytest.mark.parametrize(
    ("login", "name", "is_allowed"),
    [
        ("director", OWN, True),
        ("head", OWN, True),
        ("director", OTHER, False),
        ("garden", OWN, False),
        ("talent", OWN, False),
        ("classteacher", OWN, False),
    ],
)
def test_whatever_is_sent_only_those_who_may_are_heard(
    login: str,
    name: str,
    is_allowed: bool,
    server: Flask,
    log_in: Callable[[str], Person],
    our_house: House,
) -> None:
    fields = {"entry-above": {MEALS: "9"}, "entry-below": {MEALS: "10"}}
    someone, address = log_in(login), entry_address(our_house, name)
    answer = press_entry(server, someone, "entry-submit", address, fields, {})
    assert bool(marts(our_house)) is is_allowed
    assert (answered(answer, "address") != "") is is_allowed
    assert (answered(answer, "entry-said") == "") is is_allowed


def test_a_forged_code_or_a_strange_value_is_a_sentence(
    server: Flask, log_in: Callable[[str], Person], our_house: House
) -> None:
    someone, address = log_in("director"), entry_address(our_house)
    for code in (INSPECTED, "quality", "no_such"):
        answer = press_entry(server, someone, "entry-submit", address, {"entry-above": {code: "1"}}, {})
        assert "вводите не вы" in answered(answer, "entry-said")
    strange = {"entry-above": {CIRCLES: {"a": [1]}}}
    answer = press_entry(server, someone, "entry-submit", address, strange, {})
    assert answered(answer, "entry-said") == "Изменений нет."
    assert marts(our_house) == {}


# -- who has not sent -----------------------------------------------------------------------------------


def unsent(desk: Desk, viewer: Viewer) -> Matrix:
    blocks = desk.open("/entry", f"year={YEAR}&mechanism={MECHANISM}", viewer).blocks
    block = next(block for block in blocks if block.key == "unsent")
    assert isinstance(block, Matrix)
    return block


def test_the_list_says_who_has_sent_how_much_and_what_is_late(desk: Desk, our_house: House) -> None:
    service, who = Entries(our_house), director(our_house, OWN)
    school = place(our_house, OWN)
    before = {row.label.text: row for row in unsent(desk, head(our_house)).rows}
    assert list(before) == ["Учебный округ", GARDEN, OWN, OTHER], "natural order of names"
    assert before[OWN].cells[0].text == "▼ 0 из 3"
    assert before[OWN].tail[0].text == "просрочка 5 дн."
    assert before["Учебный округ"].cells[0].text == "0 из 3", "the plan, and two schools to inspect"
    assert before[GARDEN].cells[1].text == "–"
    service.submit(who, MECHANISM, school, YEAR, {MEALS: typed("9", "10")})
    service.save_draft(who, MECHANISM, school, YEAR, {CIRCLES: typed("5")})
    after = {row.label.text: row for row in unsent(desk, head(our_house)).rows}
    assert after[OWN].cells[0].text == "▲ 1 из 3"
    assert "осталось 5 дней" in after[OWN].cells[0].note
    assert "1 черновик" in after[OWN].cells[0].note
    drafts = after[OWN].tail[1].quantity
    assert drafts is not None
    assert drafts.value == 1, "an indicator of two mechanisms is one figure"
    service.submit(who, MECHANISM, school, YEAR, {CIRCLES: typed("5"), HOURS: typed("10", "2")})
    done = {row.label.text: row for row in unsent(desk, head(our_house)).rows}
    assert done[OWN].cells[0].text == "● 3 из 3"
    assert done[OWN].tail[0].text == "сдано"
    assert f"unit={school}" in done[OWN].cells[0].href


def test_a_cell_of_the_municipality_leads_to_the_place_where_a_figure_is_missing(
    desk: Desk, our_house: House
) -> None:
    top, who, service = place(our_house), head(our_house), Entries(our_house)

    def leads_to() -> str:
        row = next(row for row in unsent(desk, who).rows if row.label.text == "Учебный округ")
        return row.cells[0].href

    service.submit(who, MECHANISM, place(our_house, OWN), YEAR, {INSPECTED: typed("1", "2")})
    assert f"unit={place(our_house, OTHER)}&" in leads_to(), "the other school is not inspected yet"
    service.submit(who, MECHANISM, place(our_house, OTHER), YEAR, {INSPECTED: typed("1", "2")})
    assert f"unit={top}&" in leads_to(), "the plan of the municipality is left"
    service.submit(who, MECHANISM, top, YEAR, {PLAN: typed("8", "10")})
    assert f"unit={top}&" in leads_to(), "everything is sent: the row leads to itself"


def test_a_director_reads_the_same_as_a_sentence_and_no_list(
    desk: Desk, log_in: Callable[[str], Person], our_house: House
) -> None:
    keys = [block.key for block in desk.open("/entry", f"year={YEAR}", director(our_house, OWN)).blocks]
    assert "unsent" not in keys
    answer = log_in("director").open(f"/entry?year={YEAR}").text
    assert "Сдано 0 из 3. Просрочено на 5 дней." in answer


def test_where_nothing_is_asked_the_page_says_so(desk: Desk, our_house: House) -> None:
    garden = place(our_house, GARDEN)
    shown = table(desk, head(our_house), f"/entry?mechanism=methodical&unit={garden}&year={YEAR}", "in_force")
    assert shown.rows == ()
    assert "от этой организации не собирают" in shown.empty


# -- one indicator --------------------------------------------------------------------------------------


def indicator_address(code: str = MEALS) -> str:
    return f"/indicator?indicator={code}&year={YEAR}"


def test_the_passport_says_everything_of_the_indicator(desk: Desk, our_house: House) -> None:
    found = dict(texts(table(desk, head(our_house), indicator_address(), "passport")))
    assert found["Числитель / знаменатель"] == "питаются / обучающихся всего"
    assert found["Срок"] == "15.06.2026"
    assert found["Цель"] == "90\u00a0%"
    assert found["Пункт документа"] == "п. 1"
    assert found["Ответственный"] == "директор организации"


def test_values_stand_by_year_and_place_with_who_stated_them(desk: Desk, our_house: House) -> None:
    service, who, school = Entries(our_house), director(our_house, OWN), place(our_house, OWN)
    service.submit(who, MECHANISM, school, YEAR - 1, {MEALS: typed("8", "10")})
    service.submit(who, MECHANISM, school, YEAR, {MEALS: typed("9", "10")})
    shown = table(desk, head(our_house), indicator_address(), "values")
    rows = {row.cells[0].text: row.cells for row in shown.rows}
    assert set(rows) == {"Учебный округ", OWN, OTHER}, "a kindergarten has no such indicator"
    assert [cell.quantity.value for cell in rows[OWN][1:5] if cell.quantity] == [80, 90, 9, 10]
    assert rows[OWN][-1].text == f"Директор {OWN}, 20.06.2026"
    assert rows["Учебный округ"][-1].text == "сумма по организациям"
    assert rows[OTHER][-1].text == ""
    own = table(desk, who, indicator_address(), "values")
    assert [row.cells[0].text for row in own.rows] == [OWN]


def test_the_history_shows_what_stood_before(desk: Desk, our_house: House) -> None:
    service, who, school = Entries(our_house), director(our_house, OWN), place(our_house, OWN)
    for above in ("8", "9"):
        service.submit(who, MECHANISM, school, YEAR, {MEALS: typed(above, "10")})
    rows = table(desk, head(our_house), indicator_address(), "history").rows
    newest, first = (row.cells for row in rows)
    assert newest[3].quantity is not None
    assert newest[4].quantity is not None
    assert (newest[3].quantity.value, newest[4].quantity.value) == (80, 90)
    assert first[3].quantity is None
    other = table(desk, director(our_house, OTHER), indicator_address(), "history")
    assert other.rows == (), "a director sees the history of their own school"


def test_an_indicator_outside_the_profile_has_no_page(desk: Desk, our_house: House) -> None:
    for query in ("", "indicator=no_such"):
        with pytest.raises(NotFound):
            desk.open("/indicator", f"year={YEAR}&{query}", head(our_house))


@pytest.mark.parametrize(
    ("login", "value", "risk", "sentence"),
    [
        ("head", "95", "80", ""),
        ("talent", "95", "80", "Цели задают"),
        ("director", "95", "80", "Цели задают"),
        ("classteacher", "95", "80", "Эта работа"),
        ("head", "", "80", "Укажите целевое"),
        ("head", "много", "", "не число"),
        ("head", "101", "", "больше 100"),
        ("head", "80", "95", "лучше цели"),
    ],
)
def test_who_may_set_a_target_and_what_it_can_be(
    login: str,
    value: str,
    risk: str,
    sentence: str,
    server: Flask,
    log_in: Callable[[str], Person],
    our_house: House,
) -> None:
    school = place(our_house, OWN)
    answer = press_target(server, log_in(login), indicator_address(), school, value, risk)
    with reading(our_house, head(our_house)) as reader:
        found = read_targets(reader, YEAR)
    if sentence:
        assert sentence in answered(answer, "target-said")
        assert found == {}
    else:
        assert found == {(MEALS, school): (95, 80)}


def test_a_new_target_keeps_the_one_before(
    server: Flask, desk: Desk, log_in: Callable[[str], Person], our_house: House
) -> None:
    someone, school = log_in("head"), place(our_house, OWN)
    for value in ("95", "97", "97"):
        answer = press_target(server, someone, indicator_address(), school, value)
    assert answered(answer, "target-said") == "Такая цель уже задана."
    with our_house.database.reading() as connection:
        kept = connection.execute(select(target.c.value, target.c.is_current).order_by(target.c.id)).all()
    assert [tuple(row) for row in kept] == [(95, False), (97, True)]
    rows = texts(table(desk, head(our_house), indicator_address(), "targets"))
    assert [row[:2] + row[4:5] for row in rows] == [
        ["2025/26", OWN, "в силе"],
        ["2025/26", OWN, "заменена"],
        ["2024/25", "все", "из документа"],
        ["каждый год", "все", "из документа"],
    ]


def test_a_new_target_is_looked_at_by_the_rules_at_once(our_house: House) -> None:
    school, service = place(our_house, OWN), Targets(our_house)
    lines = {MEALS: typed("8", "10")}
    Entries(our_house).submit(director(our_house, OWN), MECHANISM, school, YEAR, lines)
    assert recommended(our_house) == []
    service.set_target(head(our_house), MEALS, school, YEAR, "95", "90")
    assert recommended(our_house) == [(school, "new")]
    service.set_target(head(our_house), MEALS, school, YEAR, "80", "")
    assert recommended(our_house) == [(school, "outdated")]


def recommended(house: House) -> list[tuple[int, str]]:
    columns = recommendation.c
    with house.database.reading() as connection:
        rows = connection.execute(select(columns.unit_id, columns.status))
        return [(unit_id, status) for unit_id, status in rows]


def test_a_director_knows_targets_of_the_municipality_and_of_no_other_school(our_house: House) -> None:
    for name in ("", OWN, OTHER):
        Targets(our_house).set_target(head(our_house), MEALS, place(our_house, name), YEAR, "95", "")
    with reading(our_house, director(our_house, OWN)) as reader:
        known = {unit_id for _, unit_id in read_targets(reader, YEAR)}
    assert known == {place(our_house), place(our_house, OWN)}


# -- registers ------------------------------------------------------------------------------------------


def register_address(house: House, code: str, name: str = OWN) -> str:
    return f"/register?register={code}&unit={place(house, name)}&year={YEAR}"


def test_the_list_counts_the_lines_that_the_viewer_may_count(desk: Desk, our_house: House) -> None:
    survey = {"group": "родители", "asked": "40", "satisfied": "31"}
    for name in (OWN, OTHER):
        Registers(our_house).add(
            director(our_house, name), "satisfaction", place(our_house, name), YEAR, survey
        )
    address = f"/registers?mechanism={MECHANISM}&year={YEAR}"
    for viewer, lines in ((head(our_house), 2), (director(our_house, OWN), 1)):
        row = table(desk, viewer, address, "registers").rows[0]
        assert row.cells[0].text == "Удовлетворённость воспитательной работой"
        assert row.cells[1].quantity is not None
        assert row.cells[1].quantity.value == lines


def test_a_line_over_http_is_added_changed_and_closed(
    server: Flask, desk: Desk, log_in: Callable[[str], Person], our_house: House
) -> None:
    someone, address = log_in("director"), register_address(our_house, "satisfaction")
    cells = {"group": "родители", "asked": "сорок", "satisfied": "31"}
    answer = press_line(server, someone, "add", address, cells, place(our_house, OWN))
    assert wrong(answer, "line-wrong") == {"asked": "«сорок» — не число."}
    assert answered(answer, "address") == ""
    cells["asked"] = "40"
    answer = press_line(server, someone, "add", address, cells, place(our_house, OWN))
    assert answered(answer, "address").startswith("/register?")
    href = table(desk, director(our_house, OWN), address, "lines").rows[0].cells[0].href
    assert "Сохранить изменения" in someone.open(href).text
    answer = press_line(server, someone, "change", href, {**cells, "satisfied": "35"}, "")
    assert answered(answer, "address")
    href = table(desk, director(our_house, OWN), address, "lines").rows[0].cells[0].href
    assert len(table(desk, director(our_house, OWN), href, "history").rows) == 2
    press_line(server, someone, "close", href, cells, "")
    assert table(desk, director(our_house, OWN), address, "lines").rows == ()


@pytest.mark.parametrize(
    ("login", "sentence"),
    [
        ("head", "нужно право на персональные данные"),
        ("garden", "не открыты"),
        ("classteacher", "Эта работа"),
    ],
)
def test_a_personal_register_is_written_by_nobody_without_the_right(
    login: str, sentence: str, server: Flask, log_in: Callable[[str], Person], our_house: House
) -> None:
    address = register_address(our_house, "gifted")
    answer = press_line(server, log_in(login), "add", address, GIFTED, place(our_house, OWN))
    assert sentence in answered(answer, "line-said")
    with our_house.database.reading() as connection:
        assert connection.scalar(select(register_row.c.id)) is None


def test_names_are_shown_with_an_audit_or_counted_without_names(
    server: Flask, desk: Desk, log_in: Callable[[str], Person], our_house: House
) -> None:
    address = register_address(our_house, "gifted")
    Registers(our_house).add(director(our_house, OWN), "gifted", place(our_house, OWN), YEAR, GIFTED)
    before = audited(our_house)
    blind = log_in("head").open(address).text
    assert GIFTED["pupil"] not in blind
    assert "число строк" in blind
    assert "нужно право на персональные данные" in blind
    assert audited(our_house) == before, "counts are no personal data"
    assert GIFTED["pupil"] in BeautifulSoup(log_in("director").open(address).text, "html.parser").get_text()
    assert audited(our_house) == before + 1


def audited(house: House) -> int:
    with house.database.reading() as connection:
        actions = connection.scalars(select(audit_event.c.action)).all()
    return sum(action in ("view", "export") for action in actions)


def test_another_registers_line_is_not_opened_under_this_one(desk: Desk, our_house: House) -> None:
    made = Registers(our_house).add(director(our_house, OWN), "gifted", place(our_house, OWN), YEAR, GIFTED)
    with pytest.raises(NotFound):
        desk.open("/register", f"register=satisfaction&record={made}&year={YEAR}", director(our_house, OWN))
    with pytest.raises(NotFound):
        desk.open("/register", f"register=gifted&record={made}&year={YEAR}", director(our_house, OTHER))


@pytest.mark.parametrize("login", ["head", "director", "garden", "talent"])
def test_every_page_goes_to_excel_for_whoever_may_open_it(
    login: str, log_in: Callable[[str], Person], our_house: House
) -> None:
    someone = log_in(login)
    for page in (
        "/entry",
        "/registers",
        "/register?register=satisfaction",
        f"/indicator?indicator={CIRCLES}",
    ):
        sign = "&" if "?" in page else "?"
        answer = someone.get(f"/export.xlsx?page={quote(f'{page}{sign}year={YEAR}')}")
        assert answer.status_code == 200, (page, answer.text)


@pytest.mark.parametrize("login", ["head", "director"])
@pytest.mark.parametrize("path", ["/entry", "/registers", "/register", "/indicator"])
def test_a_page_asks_the_database_at_most_twelve_times(
    path: str, login: str, desk: Desk, our_house: House
) -> None:
    viewer = head(our_house) if login == "head" else director(our_house, OWN)
    service, school = Entries(our_house), place(our_house, OWN)
    service.submit(head(our_house), MECHANISM, school, YEAR, {MEALS: typed("9", "10")})
    asked: list[str] = []

    def count(*args: Any) -> None:
        asked.append(args[2])

    query = f"year={YEAR}&unit={school}&mechanism={MECHANISM}&register=satisfaction&indicator={MEALS}"
    with desk.reading(viewer) as reader:
        event.listen(our_house.database.engine, "before_cursor_execute", count)
        opened = desk.look(path, query, reader)
        if opened.page.form is not None:
            opened.page.form(opened.selection, reader, our_house.today())
        event.remove(our_house.database.engine, "before_cursor_execute", count)
    assert len(asked) <= 12, asked
