"""Pages of the management cycle: what each shows to whom, filters, effect, overdue, and what small numbers hide."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event

from dashboard.blocks import Attention, State, Table
from dashboard.cycle import Recommendations
from dashboard.cycle_decisions import Decisions, Draft
from dashboard.cycle_measures import About, Measures, Plan, Report
from dashboard.selection import Selection
from dashboard.views.overdue import overdue_measures
from data_access.viewer import NotFound, Refused
from tests.recommending.world import FIRST, LYCEUM, SECOND, YEAR, World

PLAN = Plan("Разобрать по классам", "Не ниже 98,5 %", "директор СОШ № 1", "2026-08-10")


def texts(table: Table, column: str) -> list[str]:
    at = [one.key for one in table.columns].index(column)
    return [row.cells[at].text for row in table.rows]


def cells(table: Table, column: str) -> list[Any]:
    at = [one.key for one in table.columns].index(column)
    return [row.cells[at] for row in table.rows]


def filled(world: World) -> World:
    """A fall and a red quality in the first school, a red quality in the second."""
    for name, number in ((FIRST, 20), (SECOND, 21)):
        world.value("quality", name, YEAR - 1, number + 1)
        world.value("quality", name, YEAR, number)
    world.value("pass_rate", FIRST, YEAR - 1, 99)
    world.value("pass_rate", FIRST, YEAR, 80)
    world.refresh()
    return world


def record(world: World, rule: str, name: str = FIRST) -> int:
    return int(next(row.id for row in world.found(rule) if row.unit_id == world.unit(name)))


def measure(world: World, name: str = FIRST, due_on: str = "2026-08-10") -> int:
    about = About("preparation", world.unit(name), YEAR, "pass_rate")
    return Measures(world.house).create(world.viewer("head"), about, replace(PLAN, due_on=due_on))


def decision(world: World, name: str = FIRST, **changes: Any) -> int:
    plain = Draft(
        "preparation",
        world.unit(name),
        YEAR,
        "Ввести отчёт",
        "приказ № 5",
        "2026-06-10",
        ("pass_rate",),
        None,
        "справка",
    )
    return Decisions(world.house).make(world.viewer("head"), replace(plain, **changes))


# -- lists ----------------------------------------------------------------------------------------------------


def test_the_list_shows_what_waits_with_its_figures(peopled: World) -> None:
    table = filled(peopled).block("/actions", "recommendations")
    assert table.caption == "4 новых"
    assert texts(table, "place") == ["СОШ № 1"] * 3 + ["СОШ № 2"]
    assert texts(table, "what")[0] == "Правило fell"
    assert texts(table, "what")[-1] == "Правило red: «Качество обучения»"
    assert [cell.quantity.value for cell in cells(table, "now")] == [80.0, 20.0, 80.0, 21.0]
    assert cells(table, "before")[0].quantity.value == 99.0
    assert {cell.text for cell in cells(table, "state")} == {"○ новая"}


def test_the_lists_are_narrowed_by_place_mechanism_and_state(peopled: World) -> None:
    world = filled(peopled)
    Recommendations(world.house).reject(world.viewer("head"), record(world, "fell"), "Не нужно")
    second = world.unit(SECOND)
    assert texts(world.block(f"/actions?unit={second}", "recommendations"), "place") == ["СОШ № 2"]
    assert len(world.block("/actions?mechanism=preparation", "recommendations").rows) == 4
    assert world.block("/actions?mechanism=upbringing", "recommendations").empty.startswith("По этому отбору")
    assert texts(world.block("/actions?state=rejected", "recommendations"), "state") == ["× отклонена"]
    late = world.at(datetime(2026, 9, 1, 9))
    measure(world)
    measure(world, SECOND, "2026-12-01")
    assert texts(late.block("/actions?state=overdue", "measures"), "place") == ["СОШ № 1"]
    assert texts(late.block("/actions", "measures"), "state") == ["▼ просрочена", "○ назначена"]
    with pytest.raises(NotFound, match="нет состояния"):
        world.open("/actions?state=nothing")


def test_what_lost_its_cause_is_shown_only_when_asked_for(peopled: World) -> None:
    world = filled(peopled)
    world.value("quality", SECOND, YEAR, 70)
    world.refresh()
    assert world.block("/actions", "recommendations").caption == "3 новых, 1 устарело"
    assert texts(world.block("/actions", "recommendations"), "place") == ["СОШ № 1"] * 3
    assert texts(world.block("/actions?state=outdated", "recommendations"), "place") == ["СОШ № 2"]


def test_what_waits_or_goes_on_since_an_earlier_year_is_of_this_year_too(peopled: World) -> None:
    world = filled(peopled)
    head, first = world.viewer("head"), world.unit(FIRST)
    plan = replace(PLAN, due_on="2026-08-10")
    made = [
        Measures(world.house).create(head, About("preparation", first, year, ""), plan)
        for year in (YEAR - 1, YEAR, YEAR + 1)
    ]
    table = world.block(f"/actions?year={YEAR}", "measures")
    assert texts(table, "year") == ["2024/25", "2025/26"]
    Measures(world.house).report(head, made[0], Report("done", 100, "отчёт"))
    assert texts(world.block(f"/actions?year={YEAR}", "measures"), "year") == ["2025/26"]
    assert len(world.block(f"/actions?year={YEAR + 1}", "recommendations").rows) == 4
    Recommendations(world.house).reject(head, record(world, "fell"), "Не нужно")
    assert len(world.block(f"/actions?year={YEAR + 1}", "recommendations").rows) == 3
    assert len(world.block(f"/actions?year={YEAR}", "recommendations").rows) == 4
    assert len(world.block(f"/actions?year={YEAR - 1}", "recommendations").rows) == 0


def test_a_decision_of_the_year_before_stands_in_the_year_that_shows_its_effect(peopled: World) -> None:
    decision(peopled)
    for year, shown in (
        (YEAR - 1, []),
        (YEAR, ["Ввести отчёт"]),
        (YEAR + 1, ["Ввести отчёт"]),
        (YEAR + 2, []),
    ):
        assert texts(peopled.block(f"/actions?year={year}", "decisions"), "what") == shown, year


def test_empty_lists_say_why(peopled: World) -> None:
    opened = peopled.open("/actions")
    assert [block.empty for block in opened.blocks if isinstance(block, Table)] == [
        "За 2025/26 учебный год правила не нашли причин для рекомендаций.",
        "Мер ещё нет: их создают из рекомендации или из показателя ниже цели.",
        "Решений ещё нет: их принимают на основании меры или рекомендации.",
    ]


def test_a_director_sees_the_own_school_only(peopled: World) -> None:
    world = filled(peopled)
    measure(world)
    measure(world, SECOND)
    decision(world)
    decision(world, SECOND)
    decided = decision(world, "", indicators=("quality",))
    for key in ("recommendations", "measures", "decisions"):
        assert set(texts(world.block("/actions", key, "director1"), "place")) == {"СОШ № 1"}, key
    for address in (
        f"/actions?unit={world.unit(SECOND)}",
        f"/recommendation?record={record(world, 'red', SECOND)}",
        "/measure?record=2",
        "/decision?record=2",
        f"/decision?record={decided}",
    ):
        with pytest.raises(Refused, match="вам не открыты"):
            world.open(address, "director1")
    assert world.open("/measure?record=1", "director1")


@pytest.mark.parametrize("path", ["/actions", "/recommendation", "/measure", "/decision"])
@pytest.mark.parametrize("query", ["", "?record=1"])
def test_a_class_teacher_is_refused_whatever_is_asked(path: str, query: str, peopled: World) -> None:
    world = filled(peopled)
    measure(world)
    decision(world)
    with pytest.raises(Refused, match="открыта управлению образования"):
        world.open(f"{path}{query}", "classteacher")


@pytest.mark.parametrize("path", ["/measure", "/decision"])
def test_new_records_are_begun_by_who_may_write_them(path: str, peopled: World) -> None:
    first = peopled.unit(FIRST)
    address = f"{path}?mechanism=preparation&unit={first}&indicator=quality"
    for login in ("head", "coordinator"):
        assert peopled.open(address, login).selection.unit == first
    for login in ("talent", "director1"):
        with pytest.raises(Refused, match="ведут управление"):
            peopled.open(address, login)
    own = peopled.open(path, "talent").selection
    assert (own.mechanism, own.unit) == ("upbringing", peopled.unit())
    with pytest.raises(NotFound):
        peopled.open(f"{address}1", "head")


# -- one record -----------------------------------------------------------------------------------------------


def test_a_recommendation_shows_its_figures_answers_and_history(peopled: World) -> None:
    world = filled(peopled)
    id_ = record(world, "fell")
    Recommendations(world.house).accept(world.viewer("head"), id_, PLAN)
    opened = world.open(f"/recommendation?record={id_}", "director1")
    assert opened.heading.title == "Правило fell"
    assert opened.heading.subtitle.startswith("Директору СОШ № 1:")
    figures, answers, history = opened.blocks
    assert isinstance(figures, Table)
    assert texts(figures, "when") == ["2025/26", "2024/25"]
    assert texts(figures, "of") == ["80 из 100", "99 из 100"]
    assert isinstance(answers, Table)
    assert texts(answers, "what") == ["Разобрать по классам"]
    assert isinstance(history, Table)
    assert history.title == "История"
    assert texts(history, "action") == ["принята", "правило сработало"]
    assert texts(history, "author") == ["Должность head", "Программа"]


def test_what_is_missing_is_listed_with_the_way_to_enter_it(peopled: World) -> None:
    late = peopled.at(datetime(2026, 6, 16, 9))
    late.refresh([FIRST])
    id_ = record(late, "late")
    table = late.block(f"/recommendation?record={id_}", "figures", "director1")
    assert texts(table, "indicator") == ["Кружки", "Походы"]
    assert cells(table, "indicator")[0].href == (
        f"/entry?unit={late.unit(FIRST)}&year={YEAR}&mechanism=upbringing"
    )


def test_a_measure_shows_what_it_came_of_and_what_rests_on_it(peopled: World) -> None:
    world = filled(peopled)
    Recommendations(world.house).accept(world.viewer("head"), record(world, "fell"), PLAN)
    decision(world, record=("measure", 1))
    links = world.block("/measure?record=1", "links", "director1")
    assert texts(links, "kind") == ["рекомендация", "решение"]
    assert texts(links, "title") == ["Правило fell", "Ввести отчёт"]
    assert world.block("/measure?record=1", "trend").series[0].points[-1].value == 80.0
    assert texts(world.block("/measure?record=1", "history"), "action") == ["мера создана"]
    bases = world.block("/decision?record=1", "bases")
    assert texts(bases, "document")[-1] == "справка"
    assert texts(bases, "title") == ["Разобрать по классам", "—"]


# -- effect -----------------------------------------------------------------------------------------------------


def with_effect(world: World, name: str = SECOND) -> int:
    """Decided at 48/80, a year later 56/70. The first school went 50/100 → 59/100, the lyceum 9/10 → 5/10."""
    world.value("quality", name, YEAR, 48, 80)
    made = decision(world, name, indicators=("quality",))
    world.value("quality", name, YEAR + 1, 56, 70)
    world.value("quality", FIRST, YEAR, 50, 100)
    world.value("quality", FIRST, YEAR + 1, 59, 100)
    world.value("quality", LYCEUM, YEAR, 9, 10)
    world.value("quality", LYCEUM, YEAR + 1, 5, 10)
    return made


def test_before_the_next_period_the_effect_waits(peopled: World) -> None:
    peopled.value("quality", SECOND, YEAR, 48, 80)
    made = decision(peopled, SECOND, indicators=("quality",))
    table = peopled.block(f"/decision?record={made}", "effect")
    assert table.title == "Эффект: данных следующего периода ещё нет"
    assert texts(table, "verdict") == ["данных следующего периода ещё нет"]
    assert cells(table, "before")[0].quantity.value == 60.0
    assert cells(table, "after")[0].quantity.state is State.MISSING


def test_the_next_period_shows_before_after_interval_and_what_others_did(peopled: World) -> None:
    """The second school is the only rural one, so all the others are compared: 59/110 → 64/110 is +4,5."""
    made = with_effect(peopled)
    table = peopled.block(f"/decision?record={made}", "effect")
    assert table.title == "Эффект: Качество обучения — рост больше случайного"
    assert texts(table, "when") == ["2025/26 → 2026/27"]
    shown = {key: cells(table, key)[0].quantity.value for key in ("before", "after", "change", "peers")}
    assert shown == pytest.approx({"before": 60.0, "after": 80.0, "change": 20.0, "peers": 100 * 5 / 110})
    assert texts(table, "interval") == ["от +5,2 до +33,4"]
    tags = cells(peopled.block("/actions", "decisions"), "effect")[0].tags
    assert tags == ("Качество обучения: рост больше случайного",)


def test_every_later_checkpoint_is_a_line_of_its_own_the_next_one_first(peopled: World) -> None:
    for checkpoint, year, above in (
        ("Q1", YEAR, 50),
        ("Y", YEAR, 60),
        ("Q1", YEAR + 1, 55),
        ("Y", YEAR + 1, 70),
    ):
        peopled.value("quality", FIRST, year, above, checkpoint=checkpoint)
        if (year, checkpoint) == (YEAR, "Y"):
            made = decision(peopled, indicators=("quality",))
    table = peopled.block(f"/decision?record={made}", "effect")
    assert texts(table, "when") == ["1 четверть, 2025/26 → 2026/27", "2025/26 → 2026/27"]
    assert [cell.quantity.value for cell in cells(table, "before")] == [50.0, 60.0]


def test_a_municipality_has_nobody_to_be_compared_with(peopled: World) -> None:
    made = with_effect(peopled, "")
    assert texts(peopled.block(f"/decision?record={made}", "effect"), "peers") == ["сравнить не с чем"]


def test_a_director_sees_the_effect_and_not_the_others(peopled: World) -> None:
    made = with_effect(peopled)
    table = peopled.block(f"/decision?record={made}", "effect", "director2")
    assert cells(table, "change")[0].quantity.value == pytest.approx(20.0)
    assert texts(table, "peers") == ["видно управлению"]


# -- small numbers ------------------------------------------------------------------------------------------------


def small(world: World) -> int:
    """The first school has three pupils this year; the second is hidden beside it, or it could be found."""
    world.value("quality", FIRST, YEAR, 1, 3)
    world.value("quality", SECOND, YEAR, 4, 20)
    world.value("quality", LYCEUM, YEAR, 50, 100)
    world.value("pass_rate", FIRST, YEAR - 1, 4, 4)
    world.value("pass_rate", FIRST, YEAR, 1, 3)
    world.refresh()
    return record(world, "fell")


def test_figures_of_a_hidden_school_are_not_shown_without_the_right_to_names(peopled: World) -> None:
    id_ = small(peopled)
    Recommendations(peopled.house).edit(peopled.viewer("head"), id_, "Было 33,3, разберите.")
    table = peopled.block("/actions", "recommendations", "coordinator")
    hidden = [cell.quantity.state for cell in cells(table, "now")]
    assert hidden == [State.HIDDEN] * 4
    assert {cell.note for cell in cells(table, "what")} == {""}
    opened = peopled.open(f"/recommendation?record={id_}", "coordinator")
    assert "меньше 5 обучающихся" in opened.heading.subtitle
    assert opened.heading.title == "По показателю «Успеваемость»"
    assert "33,3" not in repr(opened.blocks)
    assert "1 из 3" not in repr(opened.blocks)
    full = peopled.open(f"/recommendation?record={id_}", "head")
    assert "1 из 3" in repr(full.blocks)


def test_the_effect_of_a_hidden_school_is_hidden_and_it_is_left_out_of_the_others(peopled: World) -> None:
    small(peopled)
    for name, above, below in ((FIRST, 2, 3), (SECOND, 6, 20), (LYCEUM, 60, 100)):
        peopled.value("quality", name, YEAR + 1, above, below)
    for name in (FIRST, LYCEUM):
        made = decision(peopled, name, indicators=("quality",))
        with peopled.house.database.writing() as connection:
            connection.exec_driver_sql(f"UPDATE decision_aim SET year = {YEAR} WHERE decision_id = {made}")
    table = peopled.block("/decision?record=1", "effect", "coordinator")
    assert {cells(table, key)[0].quantity.state for key in ("before", "after", "change", "peers")} == {
        State.HIDDEN
    }
    assert texts(table, "interval") == [""]
    assert texts(table, "verdict") == ["скрыто"]
    assert cells(peopled.block("/actions", "decisions", "coordinator"), "effect")[-1].tags == (
        "Качество обучения: скрыто",
    )
    seen = peopled.block("/decision?record=2", "effect", "coordinator")
    assert cells(seen, "change")[0].quantity.value == pytest.approx(10.0)
    assert texts(seen, "peers") == ["нет данных других школ"]
    assert cells(peopled.block("/decision?record=2", "effect"), "peers")[0].quantity is not None


def test_a_hidden_text_cannot_be_edited_blindly(peopled: World) -> None:
    id_ = small(peopled)
    page = next(page for page in peopled.pages() if page.path == "/recommendation")
    assert page.form is not None
    for login, is_there in (("coordinator", False), ("head", True)):
        with peopled.reading(login) as reader:
            form = page.form(Selection("/recommendation", record=id_), reader, peopled.house.today())
        assert ("rec-text" in str(form)) is is_there
        assert "rec-accept-measure" in str(form)


# -- overdue ------------------------------------------------------------------------------------------------------


def test_overdue_measures_stand_longest_first_and_closed_ones_do_not(peopled: World) -> None:
    measure(peopled, FIRST, "2026-06-12")
    measure(peopled, SECOND, "2026-06-11")
    measure(peopled, LYCEUM, "2026-06-20")
    late = peopled.at(datetime(2026, 6, 13, 9))
    with late.reading() as reader:
        block = overdue_measures(Selection("/"), reader)
        own = overdue_measures(Selection("/school", unit=peopled.unit(FIRST)), reader)
    assert isinstance(block, Attention)
    assert [concern.sentence for concern in block.items] == [
        "СОШ № 2: Разобрать по классам — просрочено на 2 дня",
        "СОШ № 1: Разобрать по классам — просрочено на 1 день",
    ]
    assert (block.total, block.items[0].href) == (2, "/measure?record=2")
    assert [concern.href for concern in own.items] == ["/measure?record=1"]
    with late.reading("director2") as reader:
        assert overdue_measures(Selection("/"), reader).total == 1
    with peopled.reading() as reader:
        assert overdue_measures(Selection("/"), reader).empty == "Просроченных мер нет."


# -- price --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["head", "coordinator", "director1"])
def test_a_page_asks_the_database_few_questions(login: str, peopled: World) -> None:
    world = filled(peopled)
    Recommendations(world.house).accept(world.viewer("head"), record(world, "fell"), PLAN)
    decision(world, record=("measure", 1))
    desk, viewer = world.desk(), world.viewer(login)
    asked: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(world.house.database.engine, "before_cursor_execute", count)
    for path, query in (
        ("/actions", ""),
        ("/recommendation", f"record={record(world, 'fell')}"),
        ("/measure", "record=1"),
        ("/decision", "record=1"),
    ):
        asked.clear()
        desk.open(path, query, viewer)
        assert 1 < len([text for text in asked if not text.startswith("BEGIN")]) <= 12, (path, asked)
