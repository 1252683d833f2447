"""Acts of the management cycle: who may, what is kept, what is told instead, and what the history says after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from dashboard.cycle import Recommendations
from dashboard.cycle_decisions import Decisions, Draft
from dashboard.cycle_measures import About, Measures, Plan, Report
from dashboard.cycle_signing import NotKept
from data_access.tables import (
    audit_event,
    data_version,
    decision,
    decision_aim,
    decision_basis,
    measure,
    unit,
)
from data_access.viewer import NotFound, Refused, Viewer
from tests.recommending.world import FIRST, LYCEUM, SECOND, YEAR, World

PLAN = Plan("Разобрать  по классам", "Не ниже 98,5 %", "директор СОШ № 1", "2026-08-10")
STRANGERS = ("talent", "director1", "director2", "classteacher", "teacher")


def waiting(world: World, name: str = FIRST) -> int:
    """A recommendation that waits for an answer."""
    world.value("pass_rate", name, YEAR - 1, 99)
    world.value("pass_rate", name, YEAR, 80)
    world.refresh()
    return int(next(row.id for row in world.found("fell") if row.unit_id == world.unit(name)))


def made(world: World, login: str = "head", name: str = FIRST) -> int:
    about = About("preparation", world.unit(name), YEAR, "pass_rate")
    return Measures(world.house).create(world.viewer(login), about, PLAN)


def draft(world: World, name: str = FIRST, **changes: Any) -> Draft:
    plain = Draft(
        "preparation",
        world.unit(name),
        YEAR,
        "Ввести ежемесячный отчёт",
        "приказ от 10.06.2026 № 5",
        "2026-06-10",
        ("pass_rate", "quality"),
        None,
        "справка",
    )
    return replace(plain, **changes)


def person(world: World, login: str) -> Viewer:
    if login == "teacher":
        return replace(world.viewer("classteacher"), class_ids=frozenset(), teacher_ids=frozenset({1}))
    return world.viewer(login)


# -- recommendations ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["head", "coordinator"])
def test_the_department_accepts_and_a_measure_is_made_at_once(login: str, any_world: World) -> None:
    world = any_world
    record = waiting(world)
    Recommendations(world.house).accept(world.viewer(login), record, PLAN)
    row = world.one("fell")
    assert row.status == "accepted"
    with world.house.database.reading() as connection:
        kept = connection.execute(select(measure)).one()
        actions = connection.scalars(select(audit_event.c.action).order_by(audit_event.c.id)).all()
    assert (kept.recommendation_id, kept.unit_id, kept.indicator) == (record, world.unit(FIRST), "pass_rate")
    assert (kept.title, kept.due_on, kept.status) == ("Разобрать по классам", date(2026, 8, 10), "open")
    assert world.events(record=record)[-1] == (
        "accepted",
        f"Должность {login}",
        f"Создана мера № {kept.id}",
    )
    assert world.events("measure", kept.id) == [("created", f"Должность {login}", "")]
    assert [action for action in actions if action.startswith(("rec", "mea"))] == [
        "measure created",
        "recommendation accepted",
    ]


def test_an_ill_filled_measure_leaves_the_recommendation_unanswered(peopled: World) -> None:
    record = waiting(peopled)
    with pytest.raises(NotKept, match="Укажите срок"):
        Recommendations(peopled.house).accept(peopled.viewer("head"), record, replace(PLAN, due_on=""))
    assert peopled.one("fell").status == "new"
    assert [action for action, _, _ in peopled.events(record=record)] == ["fired"]


def test_a_rejection_needs_a_reason_and_may_be_taken_back(peopled: World) -> None:
    acts, head, record = Recommendations(peopled.house), peopled.viewer("head"), waiting(peopled)
    with pytest.raises(NotKept, match="почему рекомендация отклонена"):
        acts.reject(head, record, "   ")
    acts.reject(head, record, "Школа уже работает над этим")
    assert (peopled.one("fell").status, peopled.one("fell").reason) == (
        "rejected",
        "Школа уже работает над этим",
    )
    with pytest.raises(NotKept, match="уже отклонена"):
        acts.reject(head, record, "ещё раз")
    acts.accept(head, record)
    assert (peopled.one("fell").status, peopled.one("fell").reason) == ("accepted", "")
    with pytest.raises(NotKept, match="уже принята"):
        acts.edit(head, record, "другой текст")
    assert [event[0] for event in peopled.events(record=record)] == ["fired", "rejected", "accepted"]


def test_an_edited_text_leaves_the_old_one_in_the_history(peopled: World) -> None:
    acts, head, record = Recommendations(peopled.house), peopled.viewer("head"), waiting(peopled)
    old = peopled.one("fell").text
    acts.edit(head, record, "Разберите  до педсовета.\nСообщите результат.")
    assert peopled.one("fell").text == "Разберите до педсовета.\nСообщите результат."
    assert peopled.events(record=record)[-1] == ("edited", "Должность head", f"Было: {old}")
    assert acts.edit(head, record, peopled.one("fell").text) == 0
    assert len(peopled.events(record=record)) == 2
    for text, sentence in (("", "пуст"), ("а" * 2001, "Слишком длинно: 2001")):
        with pytest.raises(NotKept, match=sentence):
            acts.edit(head, record, text)


def test_an_outdated_recommendation_wants_no_answer(peopled: World) -> None:
    record = waiting(peopled)
    peopled.value("pass_rate", FIRST, YEAR, 99)
    peopled.refresh()
    with pytest.raises(NotKept, match="больше нет"):
        Recommendations(peopled.house).accept(peopled.viewer("head"), record)


@pytest.mark.parametrize("login", STRANGERS)
def test_nobody_else_answers_a_recommendation(login: str, peopled: World) -> None:
    acts, record = Recommendations(peopled.house), waiting(peopled)
    stranger = person(peopled, login)
    with pytest.raises(Refused):
        acts.accept(stranger, record)
    with pytest.raises(Refused):
        acts.accept(stranger, record, PLAN)
    with pytest.raises(Refused):
        acts.reject(stranger, record, "нет")
    with pytest.raises(Refused):
        acts.edit(stranger, record, "другое")
    assert peopled.one("fell").status == "new"
    assert len(peopled.events()) == len(peopled.found())


def test_there_is_no_recommendation_of_that_number(peopled: World) -> None:
    with pytest.raises(NotFound, match="Такой рекомендации нет"):
        Recommendations(peopled.house).accept(peopled.viewer("head"), 999)


# -- measures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "Напишите, что сделать"),
        ({"title": "а" * 401}, "Слишком длинно: 401 знаков, помещается 400"),
        ({"expected": "а" * 401}, "помещается 400"),
        ({"owner": ""}, "Укажите ответственного"),
        ({"owner": "а" * 201}, "помещается 200"),
        ({"due_on": "завтра"}, "Укажите срок"),
        ({"due_on": "2026-06-09"}, "Срок уже прошёл"),
        ({"due_on": "2029-07-01"}, "дальше трёх лет"),
    ],
)
def test_what_is_wrong_in_a_measure_is_said_and_nothing_is_kept(
    changes: dict[str, str], sentence: str, peopled: World
) -> None:
    about = About("preparation", peopled.unit(FIRST), YEAR)
    with pytest.raises(NotKept, match=sentence):
        Measures(peopled.house).create(peopled.viewer("head"), about, replace(PLAN, **changes))
    with peopled.house.database.reading() as connection:
        assert connection.scalar(select(measure.c.id)) is None


def test_a_measure_is_about_a_known_mechanism_indicator_and_place(peopled: World) -> None:
    head, acts = peopled.viewer("head"), Measures(peopled.house)
    first = peopled.unit(FIRST)
    with pytest.raises(NotFound, match="Такого механизма"):
        acts.create(head, About("no_such", first, YEAR), PLAN)
    for code in ("no_such", "clubs"):
        with pytest.raises(NotKept, match="Такого показателя в этом механизме нет"):
            acts.create(head, About("preparation", first, YEAR, code), PLAN)
    with peopled.house.database.reading() as connection:
        in_class = connection.scalar(select(unit.c.id).where(unit.c.kind == "class"))
    for nowhere in (in_class or 0, 999):
        with pytest.raises(Refused):
            acts.create(head, About("preparation", nowhere, YEAR), PLAN)
    assert acts.create(head, About("preparation", peopled.unit(), YEAR), PLAN)


@pytest.mark.parametrize("login", STRANGERS)
def test_nobody_else_makes_or_changes_a_measure(login: str, peopled: World) -> None:
    acts, record = Measures(peopled.house), made(peopled)
    stranger = person(peopled, login)
    with pytest.raises(Refused):
        acts.create(stranger, About("preparation", peopled.unit(FIRST), YEAR), PLAN)
    with pytest.raises(Refused):
        acts.edit(stranger, record, replace(PLAN, title="Другое"))
    assert [event[0] for event in peopled.events("measure")] == ["created"]


def test_the_director_reports_and_the_history_keeps_every_state(peopled: World) -> None:
    acts, director, record = Measures(peopled.house), peopled.viewer("director1"), made(peopled)
    acts.report(director, record, Report("doing", 40, "справка № 1"))
    assert acts.report(director, record, Report("doing", 40, "справка № 1")) == 0
    acts.report(director, record, Report("done", 10, "справка № 2", "сделано"))
    with peopled.house.database.reading() as connection:
        row = connection.execute(select(measure)).one()
    assert (row.status, row.progress, row.evidence) == ("done", 100, "справка № 2")
    assert row.closed_at == peopled.house.now()
    assert peopled.events("measure", record) == [
        ("created", "Должность head", ""),
        ("doing", "Должность director1", "идёт, 40 %. справка № 1"),
        ("done", "Должность director1", "выполнена, 100 %. справка № 2. сделано"),
    ]
    acts.report(director, record, Report("doing", 90, "справка № 2"))
    with peopled.house.database.reading() as connection:
        assert connection.execute(select(measure.c.closed_at)).scalar() is None


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (Report("", 0, ""), "Выберите состояние"),
        (Report("doing", 101, ""), "от 0 до 100"),
        (Report("doing", 100, ""), "выберите состояние «выполнена»"),
        (Report("done", 100, " "), "чем подтверждается"),
        (Report("doing", 10, "а" * 401), "помещается 400"),
        (Report("dropped", 0, ""), "почему мера снята"),
    ],
)
def test_what_is_wrong_in_a_report_is_said(report: Report, sentence: str, peopled: World) -> None:
    record = made(peopled)
    with pytest.raises(NotKept, match=sentence):
        Measures(peopled.house).report(peopled.viewer("head"), record, report)
    assert len(peopled.events("measure", record)) == 1


def test_a_measure_is_dropped_by_the_department_only(peopled: World) -> None:
    acts, record = Measures(peopled.house), made(peopled)
    dropped = Report("dropped", 0, "", "Школа закрыта")
    with pytest.raises(Refused, match="Снимают меру"):
        acts.report(peopled.viewer("director1"), record, dropped)
    acts.report(peopled.viewer("coordinator"), record, dropped)
    assert peopled.events("measure", record)[-1][0] == "dropped"


@pytest.mark.parametrize("login", ["talent", "director2", "classteacher", "teacher"])
def test_strangers_do_not_report(login: str, peopled: World) -> None:
    record = made(peopled)
    with pytest.raises(Refused):
        Measures(peopled.house).report(person(peopled, login), record, Report("doing", 5, ""))


def test_a_changed_measure_keeps_what_it_was(peopled: World) -> None:
    acts, head, record = Measures(peopled.house), peopled.viewer("head"), made(peopled)
    acts.edit(head, record, replace(PLAN, owner="методист", due_on="2026-09-01"))
    assert peopled.events("measure", record)[-1] == (
        "edited",
        "Должность head",
        "Было: «Разобрать по классам»; Не ниже 98,5 %; директор СОШ № 1; срок 10.08.2026",
    )
    later = peopled.at(peopled.house.now().replace(month=10))
    kept = replace(PLAN, owner="методист", due_on="2026-09-01", title="Разобрать")
    Measures(later.house).edit(head, record, kept)  # a term that is past may stay
    with pytest.raises(NotKept, match="Срок уже прошёл"):
        Measures(later.house).edit(head, record, replace(kept, due_on="2026-09-02"))


# -- decisions ----------------------------------------------------------------------------------------------


def test_a_decision_keeps_where_its_indicators_stood_and_what_it_rests_on(any_world: World) -> None:
    world = any_world
    record = made(world)
    world.value("pass_rate", FIRST, YEAR, 80)
    world.value("pass_rate", FIRST, YEAR + 1, 81, checkpoint="Q1")
    world.value("pass_rate", FIRST, YEAR + 1, 82, checkpoint="H1")
    world.value("pass_rate", SECOND, YEAR + 2, 82, checkpoint="H1")
    decided = Decisions(world.house).make(
        world.viewer("coordinator"), draft(world, record=("measure", record))
    )
    with world.house.database.reading() as connection:
        aims = connection.execute(select(decision_aim).order_by(decision_aim.c.indicator)).all()
        bases = connection.execute(select(decision_basis).order_by(decision_basis.c.id)).all()
        row = connection.execute(select(decision)).one()
    first = world.unit(FIRST)
    assert [tuple(aim) for aim in aims] == [
        (decided, "pass_rate", first, YEAR + 1, "H1"),
        (decided, "quality", first, YEAR - 1, "Y"),  # nothing was known of it
    ]
    assert [(base.kind, base.record_id, base.text) for base in bases] == [
        ("measure", record, ""),
        ("document", None, "справка"),
    ]
    assert (row.title, row.decided_on, row.status) == (
        "Ввести ежемесячный отчёт",
        date(2026, 6, 10),
        "active",
    )
    assert world.events("decision", decided) == [("made", "Должность coordinator", "")]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Напишите, что решено"),
        ({"document": ""}, "Укажите документ"),
        ({"decided_on": ""}, "Укажите дату"),
        ({"decided_on": "2026-06-11"}, "ещё не наступила"),
        ({"decided_on": "1999-06-11"}, "Проверьте год"),
        ({"indicators": ()}, "Отметьте показатели"),
        ({"indicators": ("clubs",)}, "в этом механизме нет"),
        ({"basis": ""}, "Укажите основание"),
    ],
)
def test_what_is_wrong_in_a_decision_is_said_and_nothing_is_kept(
    changes: dict[str, Any], sentence: str, peopled: World
) -> None:
    with pytest.raises(NotKept, match=sentence):
        Decisions(peopled.house).make(peopled.viewer("head"), draft(peopled, **changes))
    with peopled.house.database.reading() as connection:
        assert connection.scalar(select(decision.c.id)) is None
        assert connection.scalar(select(decision_aim.c.decision_id)) is None


def test_a_decision_rests_only_on_what_its_author_sees(peopled: World) -> None:
    for kind in ("measure", "recommendation"):
        with pytest.raises(NotFound):
            Decisions(peopled.house).make(peopled.viewer("head"), draft(peopled, record=(kind, 77)))


@pytest.mark.parametrize("login", STRANGERS)
def test_nobody_else_decides_or_withdraws(login: str, peopled: World) -> None:
    acts = Decisions(peopled.house)
    decided = acts.make(peopled.viewer("head"), draft(peopled))
    stranger = person(peopled, login)
    with pytest.raises(Refused):
        acts.make(stranger, draft(peopled))
    with pytest.raises(Refused):
        acts.withdraw(stranger, decided, "нет")
    assert [event[0] for event in peopled.events("decision")] == ["made"]


def test_a_decision_is_withdrawn_once_with_a_reason_and_stays(peopled: World) -> None:
    acts, head = Decisions(peopled.house), peopled.viewer("head")
    decided = acts.make(head, draft(peopled, name=LYCEUM))
    with pytest.raises(NotKept, match="почему решение отменено"):
        acts.withdraw(head, decided, "")
    acts.withdraw(head, decided, "Принято новое решение")
    with pytest.raises(NotKept, match="уже отменено"):
        acts.withdraw(head, decided, "ещё раз")
    assert [event[0] for event in peopled.events("decision", decided)] == ["made", "withdrawn"]


def test_every_act_makes_the_screens_new_and_not_the_data_newer(peopled: World) -> None:
    record = waiting(peopled)

    def version() -> tuple[int, object]:
        with peopled.house.database.reading() as connection:
            row = connection.execute(select(data_version.c.version, data_version.c.changed_at)).one()
            return row[0], row[1]

    later = peopled.at(peopled.house.now().replace(day=11))
    before = version()
    Recommendations(later.house).edit(peopled.viewer("head"), record, "Другой текст.")
    assert version() == (before[0] + 1, before[1])
