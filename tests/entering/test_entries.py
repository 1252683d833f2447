"""Entry of indicators as an act: what is refused and why, what is kept, who may, and what nobody overwrites."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from dashboard.entries import Entries, NotEntered
from dashboard.house import House
from data_access.queries.entries import read_entries, read_entry_history, standing_of
from data_access.tables import audit_event, indicator_entry, recommendation, work_event
from data_access.versions import read_version
from data_access.viewer import NotFound, Refused
from tests.entering.world import (
    CIRCLES,
    GROUPS,
    HOURS,
    INSPECTED,
    MEALS,
    MECHANISM,
    OTHER_MECHANISM,
    PLAN,
    QUALITY,
    YEAR,
    director,
    head,
    marts,
    place,
    reading,
    teacher,
    typed,
)

OWN, OTHER, GARDEN = "СОШ № 2", "СОШ № 10", "Ромашка"


def submit(house: House, code: str, above: str, below: str = "", note: str = "", year: int = YEAR) -> int:
    """As the director of the school."""
    lines = {code: typed(above, below, note)}
    return Entries(house).submit(director(house, OWN), MECHANISM, place(house, OWN), year, lines)


def mistake(house: House, code: str, above: str, below: str = "", note: str = "") -> str:
    """What is said at the field; nothing may be kept."""
    with pytest.raises(NotEntered) as refused:
        submit(house, code, above, below, note)
    assert set(refused.value.wrong) == {code}
    return refused.value.wrong[code]


# -- what can be a figure -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "above", "below", "sentence"),
    [
        (MEALS, "11", "10", "Первое число больше второго: 11 из 10"),
        (MEALS, "5", "0", "больше нуля"),
        (MEALS, "5", "", "обучающихся всего"),
        (MEALS, "", "10", "питаются"),
        (MEALS, "5,5", "10", "целыми"),
        (MEALS, "5", "10,5", "целыми"),
        (MEALS, "-5", "10", "меньше нуля"),
        (MEALS, "пять", "10", "«пять» — не число"),
        (MEALS, "1e3", "10000", "не число"),
        (MEALS, "nan", "10", "не число"),
        (MEALS, "5", "99999999999", "Слишком большое"),
        (CIRCLES, "2,5", "", "целыми"),
        (CIRCLES, "−1", "", "меньше нуля"),
        (HOURS, "100", "2,5", "целыми"),
    ],
)
def test_an_impossible_figure_is_refused_at_its_field(
    code: str, above: str, below: str, sentence: str, our_house: House
) -> None:
    assert sentence in mistake(our_house, code, above, below)
    assert marts(our_house) == {}


@pytest.mark.parametrize(
    ("code", "above", "below", "kept"),
    [
        (MEALS, "0", "10", (0, 10)),
        (MEALS, "10", "10", (10, 10)),
        (MEALS, "0", "0", (0, 0)),
        (MEALS, " 1 204 ", "2\u00a0000", (1204, 2000)),
        (CIRCLES, "0", "", (0, 1)),
        (HOURS, "102,5", "4", (102.5, 4)),
    ],
)
def test_a_possible_figure_is_in_the_mart_at_once(
    code: str, above: str, below: str, kept: tuple[float, float], our_house: House
) -> None:
    assert submit(our_house, code, above, below) == 1
    assert marts(our_house)[code, place(our_house, OWN), YEAR] == kept


def test_one_wrong_field_keeps_the_whole_form_from_being_kept(our_house: House) -> None:
    lines = {MEALS: typed("5", "10"), CIRCLES: typed("много"), HOURS: typed("1", "0")}
    with pytest.raises(NotEntered, match=r"отмеченные поля \(2\)") as refused:
        Entries(our_house).submit(director(our_house, OWN), MECHANISM, place(our_house, OWN), YEAR, lines)
    assert set(refused.value.wrong) == {CIRCLES, HOURS}
    assert rows(our_house) == []


# -- jumps ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "before", "now", "figures"),
    [
        (MEALS, ("40", "100"), ("61", "100"), ("40,0", "61,0", "21,0\u202fп.п.")),
        (MEALS, ("61", "100"), ("40", "100"), ("61,0", "40,0", "21,0\u202fп.п.")),
        (CIRCLES, ("10", ""), ("21", ""), ("10", "21", "рост больше чем вдвое")),
        (CIRCLES, ("10", ""), ("4", ""), ("10", "4", "снижение больше чем вдвое")),
        (HOURS, ("20", "2"), ("63", "3"), ("10,00", "21,00", "вдвое")),
    ],
)
def test_a_jump_against_last_year_asks_for_a_note_and_says_the_figures(
    code: str, before: tuple[str, str], now: tuple[str, str], figures: tuple[str, ...], our_house: House
) -> None:
    submit(our_house, code, *before, year=YEAR - 1)
    sentence = mistake(our_house, code, *now)
    assert all(figure in sentence for figure in figures), sentence
    assert submit(our_house, code, *now, note="Открыли столовую") == 1


@pytest.mark.parametrize(
    ("code", "before", "now"),
    [
        (MEALS, ("40", "100"), ("60", "100")),
        (MEALS, ("1", "3"), ("8", "15")),
        (CIRCLES, ("10", ""), ("20", "")),
        (CIRCLES, ("10", ""), ("5", "")),
        (CIRCLES, ("0", ""), ("0", "")),
    ],
)
def test_a_change_within_the_limits_needs_no_note(
    code: str, before: tuple[str, str], now: tuple[str, str], our_house: House
) -> None:
    submit(our_house, code, *before, year=YEAR - 1)
    assert submit(our_house, code, *now) == 1


def test_a_draft_asks_for_nothing_but_a_number(our_house: House) -> None:
    submit(our_house, MEALS, "10", "100", year=YEAR - 1)
    service, who, where = Entries(our_house), director(our_house, OWN), place(our_house, OWN)
    before = marts(our_house)
    assert service.save_draft(who, MECHANISM, where, YEAR, {MEALS: typed("90", "10")}) == 1
    assert service.save_draft(who, MECHANISM, where, YEAR, {MEALS: typed("90")}) == 1
    with pytest.raises(NotEntered):
        service.save_draft(who, MECHANISM, where, YEAR, {MEALS: typed("много")})
    assert marts(our_house) == before


# -- what is kept ---------------------------------------------------------------------------------------


def test_a_changed_figure_keeps_the_one_before_with_who_and_when(our_house: House) -> None:
    submit(our_house, CIRCLES, "7")
    head_of_all, where = head(our_house), place(our_house, OWN)
    Entries(our_house).submit(head_of_all, MECHANISM, where, YEAR, {CIRCLES: typed("8", "", "уточнено")})
    with reading(our_house, head_of_all) as reader:
        found = read_entry_history(reader, CIRCLES)
    assert [(row.numerator, row.author, row.note, row.is_current) for row in found] == [
        (8, "Начальник управления", "уточнено", True),
        (7, "Директор СОШ № 2", "", False),
    ]
    assert marts(our_house)[CIRCLES, where, YEAR] == (8, 1)


def test_saying_the_same_again_changes_nothing(our_house: House) -> None:
    assert submit(our_house, CIRCLES, "7") == 1
    before = version(our_house)
    assert submit(our_house, CIRCLES, "7,0") == 0
    assert version(our_house) == before
    assert len(rows(our_house)) == 1


def test_a_submitted_figure_raises_the_data_version_and_a_draft_does_not(our_house: House) -> None:
    before = version(our_house)
    who, where = director(our_house, OWN), place(our_house, OWN)
    Entries(our_house).save_draft(who, MECHANISM, where, YEAR, {CIRCLES: typed("7")})
    assert version(our_house) == before
    submit(our_house, CIRCLES, "7")
    assert version(our_house) == before + 1


def test_a_draft_stands_beside_what_is_in_force_until_it_is_submitted(our_house: House) -> None:
    submit(our_house, CIRCLES, "7")
    who, where = director(our_house, OWN), place(our_house, OWN)
    Entries(our_house).save_draft(who, MECHANISM, where, YEAR, {CIRCLES: typed("9")})
    assert (shown(our_house, "submitted"), shown(our_house, "draft")) == (7, 9)
    submit(our_house, CIRCLES, "9")
    assert (shown(our_house, "submitted"), shown(our_house, "draft")) == (9, None)


def test_an_emptied_draft_goes_and_an_emptied_submitted_figure_stays(our_house: House) -> None:
    who, where, service = director(our_house, OWN), place(our_house, OWN), Entries(our_house)
    service.save_draft(who, MECHANISM, where, YEAR, {CIRCLES: typed("9")})
    assert service.save_draft(who, MECHANISM, where, YEAR, {CIRCLES: typed()}) == 1
    assert shown(our_house, "draft") is None
    submit(our_house, CIRCLES, "7")
    assert "нельзя убрать" in mistake(our_house, CIRCLES, "")
    assert marts(our_house)[CIRCLES, where, YEAR] == (7, 1)


def test_a_note_without_a_figure_and_a_long_note_are_refused(our_house: House) -> None:
    assert "нужно значение" in mistake(our_house, CIRCLES, "", note="скоро")
    assert "длиннее 400" in mistake(our_house, CIRCLES, "7", note="а" * 401)


def test_every_act_leaves_history_and_audit_without_figures(our_house: House) -> None:
    submit(our_house, CIRCLES, "7")
    with our_house.database.reading() as connection:
        events = connection.execute(select(work_event.c.kind, work_event.c.action, work_event.c.record)).all()
        audited = connection.execute(select(audit_event.c.action, audit_event.c.login)).all()
    assert [tuple(row) for row in events] == [
        ("entry", "submitted", f"{MECHANISM}:{place(our_house, OWN)}:{YEAR}")
    ]
    assert ("entry submitted", f"d {OWN}") in [tuple(row) for row in audited]


def test_a_submitted_figure_fires_a_rule_and_a_better_one_takes_its_cause_away(our_house: House) -> None:
    who, where, service = director(our_house, OWN), place(our_house, OWN), Entries(our_house)
    service.save_draft(who, MECHANISM, where, YEAR, {MEALS: typed("5", "10")})
    assert recommended(our_house, where) == []
    submit(our_house, MEALS, "5", "10")
    assert recommended(our_house, where) == [("red", "new")]
    submit(our_house, MEALS, "9", "10")
    assert recommended(our_house, where) == [("red", "outdated")]


def recommended(house: House, unit_id: int) -> list[tuple[str, str]]:
    columns = recommendation.c
    with house.database.reading() as connection:
        rows = connection.execute(select(columns.rule, columns.status).where(columns.unit_id == unit_id))
        return [(rule, status) for rule, status in rows]


# -- two people at one form -----------------------------------------------------------------------------


def test_a_line_that_somebody_changed_meanwhile_is_not_overwritten(our_house: House) -> None:
    submit(our_house, CIRCLES, "7")
    seen = rows(our_house)[-1].id
    who, where, service = director(our_house, OWN), place(our_house, OWN), Entries(our_house)
    service.submit(head(our_house), MECHANISM, where, YEAR, {CIRCLES: typed("8")})
    with pytest.raises(NotEntered) as refused:
        service.submit(who, MECHANISM, where, YEAR, {CIRCLES: typed("9", seen=seen)})
    assert "изменили (Начальник управления)" in refused.value.wrong[CIRCLES]
    untouched = {CIRCLES: typed("7", seen=seen), MEALS: typed("5", "10", seen=0)}
    assert service.submit(who, MECHANISM, where, YEAR, untouched) == 1
    assert marts(our_house)[CIRCLES, where, YEAR] == (8, 1)


# -- rights ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "name", "is_allowed"),
    [
        (MEALS, OWN, True),
        (MEALS, OTHER, False),
        (INSPECTED, OWN, False),
        (PLAN, OWN, False),
        (GROUPS, OWN, False),
        (QUALITY, OWN, False),
        (PLAN, "", False),
    ],
)
def test_a_director_states_what_is_theirs_about_their_own_school(
    code: str, name: str, is_allowed: bool, our_house: House
) -> None:
    lines = {code: typed("5", "10")}
    who, where = director(our_house, OWN), place(our_house, name)
    if is_allowed:
        assert Entries(our_house).submit(who, MECHANISM, where, YEAR, lines) == 1
        return
    with pytest.raises(Refused):
        Entries(our_house).submit(who, MECHANISM, where, YEAR, lines)
    assert rows(our_house) == []


@pytest.mark.parametrize(
    ("code", "name", "is_allowed"),
    [
        (MEALS, OTHER, True),
        (INSPECTED, OWN, True),
        (PLAN, "", True),
        (GROUPS, GARDEN, True),
        (QUALITY, OWN, False),
        (MEALS, "", False),
        (PLAN, OWN, False),
        (MEALS, GARDEN, False),
    ],
)
def test_the_department_states_everything_that_is_not_computed_where_it_belongs(
    code: str, name: str, is_allowed: bool, our_house: House
) -> None:
    lines, who, where = {code: typed("5", "10")}, head(our_house), place(our_house, name)
    if is_allowed:
        assert Entries(our_house).submit(who, MECHANISM, where, YEAR, lines) == 1
        return
    with pytest.raises(Refused):
        Entries(our_house).submit(who, MECHANISM, where, YEAR, lines)


def test_a_coordinator_writes_in_their_own_mechanism_only(our_house: House) -> None:
    who, where, lines = head(our_house, OTHER_MECHANISM), place(our_house, OWN), {CIRCLES: typed("5")}
    with pytest.raises(Refused):
        Entries(our_house).submit(who, MECHANISM, where, YEAR, lines)
    assert Entries(our_house).submit(who, OTHER_MECHANISM, where, YEAR, lines) == 1


def test_teachers_state_nothing(our_house: House) -> None:
    with pytest.raises(Refused):
        Entries(our_house).submit(
            teacher(our_house), MECHANISM, place(our_house, OWN), YEAR, {MEALS: typed("5", "10")}
        )


def test_a_year_far_ahead_and_an_unknown_mechanism_do_not_exist(our_house: House) -> None:
    who, where, service = head(our_house), place(our_house, OWN), Entries(our_house)
    with pytest.raises(NotFound, match="ещё не скоро"):
        service.submit(who, MECHANISM, where, 2099, {CIRCLES: typed("5")})
    with pytest.raises(NotFound):
        service.submit(who, "objectivity", where, YEAR, {CIRCLES: typed("5")})


# -- helpers --------------------------------------------------------------------------------------------


def rows(house: House) -> list[Any]:
    with house.database.reading() as connection:
        return list(connection.execute(select(indicator_entry).order_by(indicator_entry.c.id)))


def version(house: House) -> int:
    with house.database.reading() as connection:
        return read_version(connection)[0]


def shown(house: House, which: str) -> float | None:
    with reading(house, head(house)) as reader:
        standing = standing_of(read_entries(reader, place(house, OWN), YEAR))
    entry = getattr(standing[CIRCLES], which) if CIRCLES in standing else None
    return entry.numerator if entry else None
