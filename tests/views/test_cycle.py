"""The management cycle: nine steps counted from the records, and what people state over them with a document."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table as SqlTable
from sqlalchemy import func, insert, select

from app import create_app
from dashboard.blocks import Gantt, Matrix, Row, Table
from dashboard.cycle_marks import CycleMarks, NotStated
from dashboard.roadmap import Roadmap
from dashboard.views.cycle_steps import Step, steps_of
from data_access.tables import (
    cycle_mark,
    decision,
    decision_aim,
    decision_basis,
    indicator_value,
    measure,
    recommendation,
    unit,
    work_event,
)
from data_access.viewer import NotFound, Refused
from tests.support.client import Person
from tests.views.roadmap_world import NOW, PROFILE, YEAR, World, make_world

PAGE = f"/cycle?mechanism=preparation&year={YEAR}"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path)


def keep(world: World, table: SqlTable, **values: Any) -> int:
    with world.house.database.writing() as connection:
        key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0]) if isinstance(key[0], int) else 0


def school(world: World, number: int = 1) -> int:
    with world.house.database.reading() as connection:
        found = connection.scalar(select(unit.c.id).where(unit.c.short_name == f"Школа № {number}"))
    assert found is not None
    return found


def value(world: World, indicator: str, checkpoint: str = "Y", year: int = YEAR) -> None:
    keep(
        world,
        indicator_value,
        indicator=indicator,
        unit_id=school(world),
        year=year,
        checkpoint=checkpoint,
        numerator=3,
        denominator=10,
        n=10,
        status="final",
    )


def recommend(world: World, status: str, cause: str, mechanism: str = "preparation") -> None:
    common = {
        "year": YEAR,
        "checkpoint": "Y",
        "text": "т",
        "numbers": {},
        "created_at": NOW,
        "changed_at": NOW,
    }
    keep(
        world,
        recommendation,
        rule="drop",
        cause=cause,
        mechanism=mechanism,
        unit_id=school(world),
        role="director",
        status=status,
        **common,
    )


def take(world: World, status: str) -> None:
    keep(
        world,
        measure,
        mechanism="preparation",
        unit_id=school(world),
        year=YEAR,
        title="Занятия",
        owner="директор",
        due_on=date(2026, 5, 1),
        status=status,
        author="Координатор",
        created_at=NOW,
    )


def decide(world: World, status: str = "active", **aim: Any) -> None:
    made = keep(
        world,
        decision,
        mechanism="preparation",
        unit_id=school(world),
        year=YEAR,
        title="Решение",
        decided_on=date(2026, 1, 20),
        status=status,
        author="Координатор",
        created_at=NOW,
    )
    if aim:
        keep(world, decision_basis, decision_id=made, kind="document", text="Справка")
        keep(world, decision_aim, decision_id=made, unit_id=school(world), year=YEAR, **aim)


def steps(world: World, login: str = "head") -> dict[str, Step]:
    with world.desk.reading(world.viewer(login)) as reader:
        found = steps_of(reader, world.house.catalogue.mechanism("preparation"), YEAR)
    assert len(found) == 9
    return {step.stage: step for step in found}


def scores(world: World) -> dict[str, int]:
    return {stage: step.score for stage, step in steps(world).items()}


EMPTY = dict.fromkeys(
    ("indicators", "methods", "monitoring", "analysis", "recommendations", "measures", "decisions", "effect"),
    0,
)


def test_without_records_only_the_targets_of_the_document_are_there(world: World) -> None:
    assert scores(world) == {"goals": 2} | EMPTY
    assert steps(world)["goals"].found.evidence == "целевые значения у 2 из 2 показателей"


def test_values_of_a_part_of_the_indicators_are_a_part_of_the_steps(world: World) -> None:
    value(world, "quality", "H1")
    found = steps(world)
    parts = ("indicators", "methods", "monitoring", "analysis")
    assert [found[stage].score for stage in parts] == [1, 1, 1, 1]
    assert found["indicators"].found.evidence == "значения за год есть у 1 из 2 показателей"
    value(world, "pass_rate", "H1")
    assert [scores(world)[stage] for stage in parts] == [2, 2, 2, 2]


def test_monitoring_looks_at_the_newest_point_of_the_year(world: World) -> None:
    for indicator in ("quality", "pass_rate"):
        value(world, indicator, "H1")
    value(world, "quality", "Q3")
    found = steps(world)
    assert (found["indicators"].score, found["monitoring"].score) == (2, 1)
    assert "3 четверть" in found["monitoring"].found.evidence


def test_values_of_another_year_are_not_of_this_one(world: World) -> None:
    value(world, "quality", year=YEAR - 1)
    assert scores(world)["indicators"] == 0


def test_recommendations_are_a_step_when_they_are_looked_at(world: World) -> None:
    recommend(world, "new", "a")
    recommend(world, "outdated", "b")
    recommend(world, "accepted", "c", mechanism="heads")
    assert scores(world)["recommendations"] == 0
    recommend(world, "accepted", "d")
    assert scores(world)["recommendations"] == 1
    assert steps(world)["recommendations"].found.evidence == "рассмотрено 1 из 2"


def test_measures_that_go_on_are_a_part_and_done_ones_the_whole(world: World) -> None:
    take(world, "dropped")
    assert scores(world)["measures"] == 0
    take(world, "doing")
    assert scores(world)["measures"] == 1
    with world.house.database.writing() as connection:
        connection.execute(measure.update().values(status="done"))
    assert scores(world)["measures"] == 2


def test_a_decision_needs_a_basis_and_an_aim_and_its_effect_a_later_value(world: World) -> None:
    decide(world, "withdrawn")
    assert (scores(world)["decisions"], scores(world)["effect"]) == (0, 0)
    decide(world)
    assert scores(world)["decisions"] == 1
    decide(world, indicator="quality", checkpoint="H1")
    assert steps(world)["decisions"].found.evidence == "2 решения, с основанием и целью — 1"
    value(world, "quality", "H1")
    value(world, "quality", "Q1")
    value(world, "pass_rate", "Q3")
    assert scores(world)["effect"] == 0, "nothing later of this indicator yet"
    value(world, "quality", "Q3")
    assert scores(world)["effect"] == 2
    decide(world, indicator="pass_rate", checkpoint="Y")
    assert scores(world)["effect"] == 1
    value(world, "pass_rate", "Q1", YEAR + 1)
    assert scores(world)["effect"] == 2


def test_entered_indicators_are_collected_when_they_are_sent_in_time(tmp_path: Path) -> None:
    from data_access.tables import indicator_entry
    from tests.catalogue.example import example_profile

    profile = example_profile().replace('"oge_low_math", ', "")
    world = make_world(tmp_path, profile)

    def send(number: int, at: datetime, status: str = "submitted", is_current: bool = True) -> None:
        keep(
            world,
            indicator_entry,
            indicator="clubs",
            unit_id=school(world, number),
            year=YEAR,
            numerator=4,
            status=status,
            author="Директор",
            entered_at=at,
            is_current=is_current,
        )

    def methods() -> tuple[int, str]:
        found = steps(world)["methods"]
        return found.score, found.found.evidence

    assert methods() == (0, "в срок сдано 0 из 2 значений")
    send(1, datetime(2026, 1, 10), "draft", False)
    assert methods()[0] == 0
    send(1, datetime(2026, 1, 12))
    assert methods() == (1, "в срок сдано 1 из 2 значений")
    send(2, datetime(2026, 8, 30))
    assert methods()[0] == 1, "later than its day"


def state(
    world: World, score: int = 1, evidence: str = "Приказ № 5", login: str = "head", **more: Any
) -> int:
    said = {"mechanism": "preparation", "year": YEAR, "stage": "decisions"} | more
    return CycleMarks(world.house).state(
        world.viewer(login), said["mechanism"], said["year"], said["stage"], score, evidence
    )


def step_rows(world: World) -> dict[str, Row]:
    table = world.block(PAGE, "cycle-steps")
    assert isinstance(table, Table)
    return {row.cells[0].text: row for row in table.rows}


def test_what_people_state_stands_over_the_computed_score_and_says_so(world: World) -> None:
    state(world, 2)
    cells = step_rows(world)["Управленческие решения"].cells
    assert cells[1].text == "2 · есть"
    assert cells[2].text == "решений нет"
    assert cells[3].text == "указано: Должность head, 10.02.2026"
    assert cells[4].text == "Приказ № 5"
    others = [row.cells[3].text for name, row in step_rows(world).items() if name != "Управленческие решения"]
    assert set(others) == {"вычислено"}


def test_stated_scores_are_kept_for_good_and_can_be_withdrawn(world: World) -> None:
    first = state(world, 1)
    assert state(world, 1, "  Приказ   № 5 ") == first
    state(world, 2, "Протокол № 7")
    CycleMarks(world.house).withdraw(world.viewer("head"), "preparation", YEAR, "decisions")
    assert steps(world)["decisions"].mark is None
    with world.house.database.reading() as connection:
        kept = connection.execute(select(cycle_mark).order_by(cycle_mark.c.id)).all()
        events = connection.scalars(select(work_event.c.action).where(work_event.c.kind == "cycle")).all()
    assert [(row.score, row.evidence, row.is_current) for row in kept] == [
        (1, "Приказ № 5", False),
        (2, "Протокол № 7", False),
    ]
    assert events == ["score 1", "score 2", "withdrawn"]
    history = world.block(PAGE, "cycle-history")
    assert isinstance(history, Table)
    assert [row.cells[3].text for row in history.rows] == ["Протокол № 7", "Приказ № 5"]
    with pytest.raises(NotStated, match="никто не указывал"):
        CycleMarks(world.house).withdraw(world.viewer("head"), "preparation", YEAR, "decisions")


@pytest.mark.parametrize(
    ("score", "evidence", "more", "error"),
    [
        (3, "Приказ", {}, NotStated),
        (-1, "Приказ", {}, NotStated),
        (1, "  ", {}, NotStated),
        (1, "а" * 401, {}, NotStated),
        (1, "Приказ", {"stage": "dreams"}, NotFound),
        (1, "Приказ", {"mechanism": "talent"}, NotFound),
        (1, "Приказ", {"year": 2026}, NotStated),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    score: int, evidence: str, more: dict[str, Any], error: type[Exception], world: World
) -> None:
    with pytest.raises(error):
        state(world, score, evidence, **more)
    assert count_marks(world) == 0


def count_marks(world: World) -> int:
    with world.house.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(cycle_mark)) or 0


def test_a_coordinator_states_only_of_their_mechanism_and_a_director_nothing(world: World) -> None:
    for login in ("coordinator", "director"):
        with pytest.raises(Refused):
            state(world, login=login)
    with pytest.raises(Refused):
        world.open("/cycle", "director")
    with pytest.raises(Refused):
        CycleMarks(world.house).withdraw(world.viewer("coordinator"), "preparation", YEAR, "decisions")
    assert count_marks(world) == 0
    assert state(world, login="coordinator", mechanism="heads") > 0


def test_the_matrix_has_every_mechanism_nine_steps_a_sum_and_a_band(world: World) -> None:
    for indicator in ("quality", "pass_rate"):
        value(world, indicator)
    state(world, 2)
    matrix = world.block("/cycle", "cycle")
    assert isinstance(matrix, Matrix)
    assert next(header.title for header in matrix.columns) == "Постановка целей"
    assert len(matrix.columns) == 9
    own, heads = matrix.rows
    assert [cell.text for cell in own.cells] == ["2", "2", "2", "2", "2", "0", "0", "2*", "0"]
    assert (own.tail[0].text, own.tail[2].text) == ("12 из 18", "средний")
    assert own.label.href == f"/cycle?year={YEAR}&mechanism=preparation"
    assert (heads.tail[0].text, heads.tail[2].text) == ("10 из 18", "средний")
    assert any("методика проекта" in note.lower() for note in matrix.notes)


def test_the_work_pages_speak_to_postgresql_too(tmp_path: Path, new_postgres: str) -> None:
    world = make_world(tmp_path, database_url=new_postgres)
    Roadmap(world.house).mark(world.viewer("head"), "2/1", YEAR, "doing", 40, "", "")
    value(world, "quality", "Q3")
    recommend(world, "accepted", "a")
    decide(world, indicator="quality", checkpoint="H1")
    state(world, 1)
    assert scores(world)["effect"] == 2
    assert {block.key for block in world.open(PAGE).blocks} == {"cycle-steps", "cycle-history"}
    for address in ("/roadmap?item=2/1", "/calendar", "/cycle"):
        assert world.open(address).blocks
    world.house.database.engine.dispose()


def test_what_the_document_lists_stands_under_the_matrix(world: World) -> None:
    keys = [block.key for block in world.open("/cycle").blocks]
    assert keys == ["cycle", "decision-levels"]
    assert [block.key for block in world.open(PAGE).blocks] == ["cycle-steps"]


@pytest.fixture
def program(world: World) -> Flask:
    return create_app(world.house.settings)


def press(program: Flask, someone: Person, button: str, said: dict[str, Any]) -> Any:
    known = program.extensions["dash"].callback_map
    name = next(
        key
        for key, made in known.items()
        if "cycle-said.children" in key and any(one["id"] == button for one in made["inputs"])
    )
    outputs = [part.rpartition(".") for part in name.strip(".").split("...")]
    return someone.callback(
        {
            "output": name,
            "outputs": [{"id": id_, "property": prop.split("@")[0]} for id_, _, prop in outputs],
            "inputs": [{"id": button, "property": "n_clicks", "value": 1}],
            "changedPropIds": [f"{button}.n_clicks"],
            "state": [
                *({"id": f"cycle-{key}", "property": "value", "value": of} for key, of in said.items()),
                {"id": "address", "property": "search", "value": PAGE.removeprefix("/cycle")},
            ],
        }
    )


def test_the_form_states_and_withdraws_over_http(program: Flask, world: World) -> None:
    head = Person(program, "head")
    said = {"stage": "goals", "score": "1", "evidence": "javascript:alert(1)"}
    answer = press(program, head, "cycle-state", said | {"stage": None})
    assert "Выберите шаг" in next(iter(answer.json["response"].values()))["children"]
    press(program, head, "cycle-state", said)
    drawn = head.open(PAGE).text
    assert "javascript:alert(1)" in drawn
    assert 'href=\\"javascript' not in drawn
    assert count_marks(world) == 1
    press(program, head, "cycle-withdraw", {"stage": "goals"})
    assert steps(world)["goals"].mark is None
    assert count_marks(world) == 1


def test_a_callback_repeated_by_who_may_not_write_changes_nothing(program: Flask, world: World) -> None:
    said = {"stage": "goals", "score": "1", "evidence": "Приказ"}
    for login in ("coordinator", "director"):
        someone = Person(program, login)
        assert "cycle-state" not in someone.open(PAGE).text
        assert press(program, someone, "cycle-state", said).status_code == 200
    assert press(program, Person(program), "cycle-state", said).status_code == 401
    assert count_marks(world) == 0


def test_the_calendar_shows_procedures_by_kind_with_their_clauses(world: World) -> None:
    chart = world.block("/calendar", "calendar", "director")
    assert isinstance(chart, Gantt)
    shown = [(row.section, row.title, row.clause, row.spans[0].start) for row in chart.rows]
    assert shown == [
        ("Постоянные", "Текущий контроль", "п. 5.4", date(2025, 9, 1)),
        ("Федеральные", "ВПР", "п. 5.5", date(2026, 3, 1)),
    ]
    assert chart.title == "Сегодня процедур со сроками нет"
    march = world.at(datetime(2026, 3, 10)).block("/calendar", "calendar")
    assert isinstance(march, Gantt)
    assert march.title == "Идёт сейчас: ВПР"


def test_a_document_without_procedures_says_so(tmp_path: Path) -> None:
    before, _, after = PROFILE.partition("[[procedure]]")
    bare = make_world(tmp_path, before + after[after.index("[[decision_level]]") :])
    chart = bare.block("/calendar", "calendar")
    assert isinstance(chart, Gantt)
    assert "не перечисляет" in chart.empty
