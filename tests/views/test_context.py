"""Schools in their context: the mart of expected results, the blocks of low results, the note of a high mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from dashboard.blocks import Funnel, FunnelBand, FunnelPoint, Role, State, Table
from dashboard.computed.expected import refresh_expected
from dashboard.house import House
from dashboard.methods.expected import Verdict
from dashboard.numbers import MINUS
from dashboard.selection import Selection
from dashboard.views.context_funnel import funnel
from dashboard.views.context_note import context_note, high_means
from dashboard.views.context_scene import procedure_picker
from dashboard.views.context_sentences import (
    CAPTION,
    ContextNumbers,
    ExpectedNumbers,
    Found,
    context_sentence,
)
from dashboard.views.special_context import expected_actual, similar_schools
from data_access.queries.context import read_contexts
from data_access.tables import (
    class_rollup,
    expected_result,
    period,
    register_row,
    score_profile,
    unit,
)
from data_access.viewer import SYSTEM, Reader, Viewer
from tests.views.context_world import (
    FIRST_ID,
    LYCEUM,
    NOW,
    OVER,
    UNDER,
    YEAR,
    make_world,
    refreshed,
    schools,
    write_profile,
    write_signs,
)

PAGE = Selection("/m/low_results", year=YEAR, period="Y", unit=FIRST_ID + LYCEUM)
WITHOUT_NAMES = replace(SYSTEM, sees_names=False)
HIGH_FOR_YEARS = {
    ("mean", YEAR + 1): "sign",
    ("mean", YEAR): "sign",
    ("mean", YEAR - 1): "sign",
    ("mean", YEAR - 2): "none",
    ("mean", YEAR - 3): "unchecked",
}
CLEAN = {("border", YEAR): "none", ("twins", YEAR): "none", ("lowered", YEAR): "none"}


@pytest.fixture
def twenty(sqlite_house: House) -> House:
    """Twenty schools with expected results."""
    with sqlite_house.database.writing() as connection:
        refreshed(connection, schools())
    return sqlite_house


@pytest.fixture
def seven(sqlite_house: House) -> House:
    """Seven schools: too few for anything but the plain funnel."""
    with sqlite_house.database.writing() as connection:
        refreshed(connection, schools(7))
    return sqlite_house


@contextmanager
def reading(house: House, viewer: Viewer = SYSTEM, small_number: int = 5) -> Iterator[Reader]:
    with house.database.reading() as connection:
        yield Reader(viewer, connection, small_number=small_number, catalogue=house.catalogue)


def rows_by_name(table: Table) -> dict[str, Any]:
    return {row.cells[0].text: row for row in table.rows}


def cell(table: Table, name: str, column: str) -> Any:
    at = [one.key for one in table.columns].index(column)
    return rows_by_name(table)[name].cells[at]


# -- the mart --------------------------------------------------------------------------------------------


def expected_rows(house: House) -> dict[int, Any]:
    with house.database.reading() as connection:
        rows = connection.execute(select(expected_result).where(expected_result.c.grade == 5)).all()
    return {row.unit_id - FIRST_ID: row for row in rows}


def test_a_lyceum_is_as_expected_and_schools_far_from_their_conditions_are_not(house: House) -> None:
    with house.database.writing() as connection:
        refreshed(connection, schools())
    rows = expected_rows(house)
    assert len(rows) == 20
    lyceum, over, under = rows[LYCEUM], rows[OVER], rows[UNDER]
    assert lyceum.low < 0 < lyceum.high
    assert lyceum.expected > max(row.expected for number, row in rows.items() if number > UNDER)
    assert over.low > 0
    assert under.high < 0
    assert 0 < over.effect < over.actual - over.expected


def test_the_previous_level_is_that_of_the_same_pupils_and_weighs_most(twenty: House) -> None:
    weights = {name: weight for name, (_, weight) in expected_rows(twenty)[5].variables.items()}
    assert {*weights} == {"pupils", "rural", "disability", "social_index", "previous_cohort"}
    assert max(weights, key=lambda name: abs(weights[name])) == "previous_cohort"


def test_without_an_earlier_procedure_of_the_cohort_the_year_before_of_the_school_stands_in(
    sqlite_house: House,
) -> None:
    with sqlite_house.database.writing() as connection:
        make_world(connection, schools())
        connection.execute(update(score_profile).where(score_profile.c.grade == 4).values(grade=5))
        refresh_expected(connection)
    variables = expected_rows(sqlite_house)[5].variables
    assert "previous_year" in variables
    assert "previous_cohort" not in variables


def test_fourteen_schools_have_no_expected_results(sqlite_house: House) -> None:
    with sqlite_house.database.writing() as connection:
        refreshed(connection, schools(14))
    assert expected_rows(sqlite_house) == {}


def test_schools_of_a_region_are_one_comparison(sqlite_house: House) -> None:
    everybody = schools()
    with sqlite_house.database.writing() as connection:
        connection.execute(insert(unit).values(id=901, kind="region", short_name="область"))
        for id_ in (902, 903):
            of_region = {"kind": "municipality", "parent_id": 901, "short_name": f"округ {id_}"}
            connection.execute(insert(unit).values(id=id_, **of_region))
        make_world(connection, everybody[:9], 902)
        make_world(connection, everybody[9:], 903)
        refresh_expected(connection)
    assert {row.schools for row in expected_rows(sqlite_house).values()} == {20}


def test_two_municipalities_without_a_region_are_two_comparisons(sqlite_house: House) -> None:
    everybody = schools()
    with sqlite_house.database.writing() as connection:
        own = connection.scalars(select(unit.c.id).where(unit.c.kind == "municipality")).one()
        connection.execute(insert(unit).values(id=902, kind="municipality", short_name="округ 902"))
        make_world(connection, everybody[:4], 902)
        make_world(connection, everybody[4:], own)
        refresh_expected(connection)
    rows = expected_rows(sqlite_house)
    assert {row.schools for row in rows.values()} == {16}
    assert {1, 2, 3, 4}.isdisjoint(rows)


def test_a_refresh_leaves_other_years_alone_and_drops_years_without_results(twenty: House) -> None:
    with twenty.database.writing() as connection:
        before = connection.execute(select(expected_result)).all()
        refresh_expected(connection, [YEAR - 5])
        assert connection.execute(select(expected_result)).all() == before
        connection.execute(delete(score_profile))
        refresh_expected(connection, [])
        assert connection.execute(select(expected_result)).all() == []


def test_a_refresh_twice_is_the_same_as_once(twenty: House) -> None:
    with twenty.database.writing() as connection:
        before = connection.execute(select(expected_result)).all()
        refresh_expected(connection)
        assert connection.execute(select(expected_result)).all() == before


def test_the_newest_line_not_after_the_year_says_the_conditions(twenty: House) -> None:
    school = FIRST_ID + 4
    stated = {"register": "school_context", "unit_id": school, "status": "active", "author": "автор"}
    when = {"entered_at": NOW, "is_current": True, "line_key": "форма"}
    with twenty.database.writing() as connection:
        for year, pupils in ((YEAR + 1, 999), (YEAR - 2, 111)):
            cells = {"pupils": pupils, "social_index": None}
            connection.execute(insert(register_row).values(**stated, **when, year=year, cells=cells))
    with reading(twenty) as reader:
        found = read_contexts(reader, [YEAR - 3, YEAR - 1, YEAR, YEAR + 1])
    sizes = {year: found[school, year].pupils for year in (YEAR - 3, YEAR - 1, YEAR, YEAR + 1)}
    assert sizes == {YEAR - 3: None, YEAR - 1: 111, YEAR: schools()[3].pupils, YEAR + 1: 999}
    assert found[school, YEAR - 1].social_index is None
    assert found[school, YEAR - 1].stated_in == YEAR - 2


def test_a_school_that_states_nothing_is_as_large_as_its_classes(twenty: House) -> None:
    school = FIRST_ID + 4
    zero = {column.name: 0 for column in class_rollup.c if column.default is None and not column.primary_key}
    with twenty.database.writing() as connection:
        connection.execute(delete(register_row).where(register_row.c.unit_id == school))
        periods = connection.execute(select(period.c.code, period.c.checkpoint).where(period.c.year == YEAR))
        codes = {code: checkpoint for code, checkpoint in periods}
        for class_id, sizes in ((71, {"Q1": (20, 3), "Q2": (24, 0)}), (72, {"Q1": (10, 1)})):
            place = {"parent_id": school, "grade": 5, "letter": str(class_id), "year": YEAR}
            connection.execute(insert(unit).values(id=class_id, kind="class", short_name="5", **place))
            for code, (n, none) in sizes.items():
                of = {"class_id": class_id, "year": YEAR, "period": code, "checkpoint": codes[code]}
                counted = {"school_id": school, "grade": 5, "n": n, "n_none": none}
                connection.execute(insert(class_rollup).values(**{**zero, **of, **counted}))
    with reading(twenty) as reader:
        found = read_contexts(reader, [YEAR])[school, YEAR]
    assert (found.pupils, found.disability, found.stated_in) == (24 + 11, None, None)


def test_a_procedure_without_a_previous_level_has_no_value_added_and_says_why(twenty: House) -> None:
    with twenty.database.writing() as connection:
        refresh_expected(connection)
    with reading(twenty) as reader:
        table = expected_actual(replace(PAGE, year=YEAR - 1), reader)
    assert table.rows == ()
    assert "предыдущего уровня для процедуры «ВПР-4, математика» нет" in table.empty


# -- similar schools -------------------------------------------------------------------------------------


def test_similar_schools_stand_beside_the_chosen_one_nearest_first(twenty: House) -> None:
    with reading(twenty) as reader:
        table = similar_schools(PAGE, reader)
    assert table.rows[0].cells[0].text == "Лицей № 1 — выбранная"
    distances = [row.cells[1].quantity.value for row in table.rows[1:] if row.cells[1].quantity]
    assert len(distances) == 5
    assert distances == sorted(distances)  # type: ignore[type-var]
    assert table.empty == ""
    assert "методика проекта" in " ".join(table.notes)
    assert CAPTION in table.caption


def test_each_similar_school_shows_its_conditions_and_what_its_distance_is_made_of(twenty: House) -> None:
    with reading(twenty) as reader:
        table = similar_schools(PAGE, reader)
    keys = [column.key for column in table.columns]
    assert keys[2:7] == ["pupils", "rural", "disability", "social_index", "previous_cohort"]
    for row in table.rows[1:]:
        shares = [int(share) for share in re.findall(r"(\d+)\u202f%", row.cells[keys.index("parts")].text)]
        assert len(shares) == 5
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) == pytest.approx(100, abs=2)
    lyceum = schools()[0]
    assert cell(table, "Лицей № 1 — выбранная", "pupils").quantity.value == lyceum.pupils
    assert cell(table, "Лицей № 1 — выбранная", "social_index").quantity.value == lyceum.social_index


def test_a_similar_school_is_compared_by_the_interval_of_the_difference(twenty: House) -> None:
    with reading(twenty) as reader:
        table = similar_schools(replace(PAGE, unit=FIRST_ID + OVER), reader)
    own = cell(table, "Школа № 2 — выбранная", "result")
    assert own.low < own.quantity.value < own.high
    for row in table.rows[1:]:
        result, difference, chance = row.cells[-3:]
        assert difference.quantity is not None
        assert result.quantity is not None
        assert difference.quantity.value == pytest.approx(result.quantity.value - own.quantity.value)
        low, high = numbers_of(chance.text)[:2]
        assert low < (difference.quantity.value or 0.0) < high
        assert ("в пределах случайного" in chance.text) == (low <= 0 <= high)


def test_too_few_schools_are_a_sentence_with_both_numbers(seven: House) -> None:
    with reading(seven) as reader:
        table, expected = similar_schools(PAGE, reader), expected_actual(PAGE, reader)
    assert (table.rows, expected.rows) == ((), ())
    assert numbers_of(table.empty)[0] == 8
    assert "их 7." in table.empty
    assert numbers_of(expected.empty)[0] == 15
    assert "их 7." in expected.empty


def test_a_year_without_results_is_a_sentence_too(twenty: House) -> None:
    with reading(twenty) as reader:
        before = replace(PAGE, year=YEAR - 9)
        blocks = [view(before, reader) for view in (similar_schools, expected_actual, funnel)]
    assert all("ещё нет" in block.empty for block in blocks)


def test_few_children_with_disabilities_are_hidden_and_leave_the_distance(twenty: House) -> None:
    hiding = FIRST_ID + 9  # two children with disabilities
    with reading(twenty, WITHOUT_NAMES) as reader:
        table = similar_schools(replace(PAGE, unit=hiding), reader)
    assert "disability" not in [column.key for column in table.columns]
    assert "доля обучающихся с ОВЗ" in table.notes[0]
    with reading(twenty, WITHOUT_NAMES) as reader:
        other = similar_schools(replace(PAGE, unit=FIRST_ID + 8), reader)
    with reading(twenty) as reader:
        open_table = similar_schools(replace(PAGE, unit=hiding), reader)
    states = {row.cells[4].quantity.state for row in other.rows if row.cells[4].quantity}
    assert states <= {State.OK, State.HIDDEN}
    assert cell(open_table, "Школа № 9 — выбранная", "disability").quantity.state is State.OK


# -- expected against actual -----------------------------------------------------------------------------


def test_schools_stand_by_name_with_a_verdict_that_follows_from_the_interval(twenty: House) -> None:
    with reading(twenty) as reader:
        table = expected_actual(PAGE, reader)
    names = [row.cells[0].text for row in table.rows]
    assert names[:3] == ["Лицей № 1", "Школа № 2", "Школа № 3"]
    assert names[-1] == "Школа № 20"
    assert cell(table, "Школа № 2", "verdict").text == Verdict.ABOVE.label
    assert cell(table, "Школа № 3", "verdict").text == Verdict.BELOW.label
    assert cell(table, "Лицей № 1", "verdict").text == Verdict.WITHIN.label
    rows = expected_rows(twenty)
    for number, name in ((LYCEUM, "Лицей № 1"), (OVER, "Школа № 2"), (UNDER, "Школа № 3")):
        row = rows[number]
        assert cell(table, name, "expected").quantity.value == pytest.approx(row.expected)
        assert cell(table, name, "effect").quantity.value == pytest.approx(row.effect)
        assert numbers_of(cell(table, name, "interval").text) == pytest.approx([row.low, row.high], abs=0.051)


def test_the_notes_name_every_variable_of_the_model_its_weight_and_the_schools(twenty: House) -> None:
    with reading(twenty) as reader:
        notes = expected_actual(PAGE, reader).notes
    assert "20 школ" in notes[0]
    weights = {name: weight for name, (_, weight) in expected_rows(twenty)[5].variables.items()}
    assert sorted(numbers_of(notes[0])[1:]) == pytest.approx(sorted(weights.values()), abs=0.051)
    assert "не качество работы педагога" in notes[-1]


def test_a_small_school_is_hidden_with_another_so_that_it_cannot_be_subtracted(twenty: House) -> None:
    with twenty.database.writing() as connection:
        make_small(connection, FIRST_ID + 7, 6)
        refresh_expected(connection)
    with reading(twenty, WITHOUT_NAMES, small_number=10) as reader:
        table, drawn = expected_actual(PAGE, reader), funnel(PAGE, reader)
    hidden = [
        row.cells[0].text
        for row in table.rows
        if row.cells[1].quantity and row.cells[1].quantity.state is State.HIDDEN
    ]
    assert "Школа № 7" in hidden
    assert len(hidden) == 2
    assert {point.name for point in drawn.points}.isdisjoint(hidden)
    assert len(drawn.points) == 18
    assert any("2 школы" in words for words in drawn.notes)
    with reading(twenty, SYSTEM, small_number=10) as reader:
        assert len(funnel(PAGE, reader).points) == 20


def make_small(connection: Any, school_id: int, pupils: int) -> None:
    of_grade = (score_profile.c.unit_id == school_id) & (score_profile.c.grade == 5)
    maths = connection.scalar(select(score_profile.c.subject_id).where(of_grade))
    connection.execute(delete(score_profile).where(of_grade))
    write_profile(connection, school_id, YEAR, 5, maths, [8, 10, 12, 9, 11, 10][:pupils])


# -- the funnel ------------------------------------------------------------------------------------------


def test_the_funnel_draws_every_school_and_names_those_beyond(twenty: House) -> None:
    with reading(twenty) as reader:
        found = funnel(PAGE, reader)
    points = {point.name: point for point in found.points}
    assert len(points) == 20
    assert points["Лицей № 1"].role is Role.SUBJECT
    for point in found.points:
        inside = [band for band in found.bands if is_inside(point, band)]
        expected = {2: "внутри границ", 1: "границ 95 %", 0: "границ 99,8 %"}[len(inside)]
        assert point.note.endswith(expected)
        if "внутри" not in point.note:
            assert point.note.startswith("выше" if point.value > found.centre else "ниже")
    assert "внутри границ" not in {points["Лицей № 1"].note, points["Школа № 2"].note}
    assert [band.name for band in found.bands] == ["95 %", "99,8 %"]
    inner, outer = found.bands
    assert all(low < found.centre < high for low, high in zip(inner.low, inner.high, strict=True))
    assert all(wide <= narrow for wide, narrow in zip(outer.low, inner.low, strict=True))
    assert list(inner.sizes) == sorted(inner.sizes)
    assert min(inner.sizes) <= min(point.n for point in found.points)
    assert max(inner.sizes) >= max(point.n for point in found.points)


def is_inside(point: FunnelPoint, band: FunnelBand) -> bool:
    """By the curve as it is drawn."""
    low, high = (np.interp(point.n, band.sizes, limit) for limit in (band.low, band.high))
    return bool(low <= point.value <= high)


def test_the_note_of_the_funnel_counts_schools_with_and_without_overdispersion(twenty: House) -> None:
    with reading(twenty) as reader:
        found = funnel(PAGE, reader)
    beyond, of, plainly, of_again = (int(number) for number in numbers_of(found.notes[1])[:4])
    assert (of, of_again) == (20, 20)
    assert beyond == sum("99,8" in point.note for point in found.points)
    assert plainly > beyond


def test_a_funnel_of_seven_schools_says_that_its_limits_are_chance_alone(seven: House) -> None:
    with reading(seven) as reader:
        found = funnel(PAGE, reader)
    assert isinstance(found, Funnel)
    assert len(found.points) == 7
    assert numbers_of(found.notes[1]) == [7, 8]


def test_the_procedure_of_the_address_is_shown_and_offered(twenty: House) -> None:
    with twenty.database.writing() as connection:
        maths = connection.scalar(select(score_profile.c.subject_id).limit(1))
        for number in (1, 2, 3):
            write_profile(connection, FIRST_ID + number, YEAR, 6, maths or 0, [10, 12, 14, 9])
    with reading(twenty) as reader:
        picker = procedure_picker(PAGE, reader)
        assert "ВПР-5" in funnel(PAGE, reader).title
    assert picker is not None
    assert [(one.text, one.is_current) for one in picker.choices] == [
        ("ВПР-5, математика", True),
        ("ВПР-6, математика", False),
    ]
    with reading(twenty) as reader:
        sixth = replace(PAGE, exam="vpr", grade=6, subject=maths)
        assert picker.choices[1].href == sixth.address
        assert "ВПР-6" in funnel(sixth, reader).title


# -- the note of a high mean -----------------------------------------------------------------------------


def numbers_of(text: str) -> list[float]:
    """Every number of a sentence, with its sign; «95 %» of an interval is its level, not a figure."""
    plain = text.replace("95\u202f%", "").replace("99,8 %", "").replace("ВПР-5", "").replace(MINUS, "-")
    return [float(one.replace(",", ".")) for one in re.findall(r"[+-]?\d+(?:,\d+)?", plain)]


PERCENTS = st.integers(0, 1000).map(lambda tenths: tenths / 10)
SHIFTS = st.integers(-300, 300).map(lambda tenths: tenths / 10)
EXPECTED = st.builds(
    ExpectedNumbers, expected=PERCENTS, effect=SHIFTS, low=SHIFTS, high=SHIFTS, schools=st.integers(15, 900)
)
NOTES = st.builds(
    ContextNumbers,
    procedure=st.just("математика"),
    n=st.integers(10, 300),
    actual=PERCENTS,
    expected=st.none() | EXPECTED,
    pairs=st.integers(1, 300),
    confirmed=st.integers(0, 300),
    lowered=st.sampled_from(Found),
    border=st.sampled_from(Found),
    twins=st.sampled_from(Found),
    years_high=st.integers(1, 9),
    years_checked=st.integers(1, 9),
)


@given(NOTES)
def test_every_number_of_the_note_is_read_back_out_of_its_sentence(numbers: ContextNumbers) -> None:
    model = numbers.expected
    of_model = [] if model is None else [model.expected, model.effect, model.low, model.high, model.schools]
    counts = [numbers.confirmed, numbers.pairs, numbers.years_high, numbers.years_checked]
    assert numbers_of(context_sentence(numbers)) == [numbers.actual, numbers.n, *of_model, *counts]


@given(NOTES)
def test_the_note_speaks_for_the_school_only_when_nothing_is_against_it(numbers: ContextNumbers) -> None:
    speaks = "согласуется с условиями" in context_sentence(numbers)
    is_clean = numbers.border is numbers.twins is Found.NONE and numbers.lowered is not Found.SIGN
    assert speaks == (is_clean and numbers.expected is not None and numbers.expected.low <= 0)
    assert context_sentence(numbers).endswith(f"{CAPTION}.")


def test_a_lyceum_gets_the_note_with_its_numbers(twenty: House) -> None:
    with twenty.database.writing() as connection:
        write_signs(connection, schools()[0], HIGH_FOR_YEARS | CLEAN)
    with reading(twenty) as reader:
        note = context_note(PAGE, reader, FIRST_ID + LYCEUM, YEAR)
        (numbers,) = high_means(reader, FIRST_ID + LYCEUM, YEAR)
    row = expected_rows(twenty)[LYCEUM]
    assert numbers.expected == ExpectedNumbers(row.expected, row.effect, row.low, row.high, 20)
    assert (numbers.confirmed, numbers.pairs) == (49, 54)
    assert (numbers.years_high, numbers.years_checked) == (2, 3)
    assert note == context_sentence(numbers)
    assert "согласуется с условиями" in note


def test_a_spike_at_the_border_takes_the_excuse_away(twenty: House) -> None:
    with twenty.database.writing() as connection:
        write_signs(connection, schools()[0], HIGH_FOR_YEARS | CLEAN | {("border", YEAR): "sign"})
    with reading(twenty) as reader:
        note = context_note(PAGE, reader, FIRST_ID + LYCEUM, YEAR)
    assert "объясняют результат не полностью: всплеск на границе отметок" in note


def test_a_result_over_its_conditions_is_said_to_be_over_them(twenty: House) -> None:
    with twenty.database.writing() as connection:
        write_signs(connection, schools()[1], HIGH_FOR_YEARS | CLEAN)
    with reading(twenty) as reader:
        assert "результат выше ожидаемого" in context_note(PAGE, reader, FIRST_ID + OVER, YEAR)


def test_without_a_high_mean_or_a_model_nothing_is_excused(seven: House) -> None:
    with seven.database.writing() as connection:
        write_signs(connection, schools(7)[0], {("mean", YEAR): "sign"})
        write_signs(connection, schools(7)[1], {("mean", YEAR): "none"})
    with reading(seven) as reader:
        assert context_note(PAGE, reader, FIRST_ID + OVER, YEAR) == ""
        alone = context_note(PAGE, reader, FIRST_ID + LYCEUM, YEAR)
    assert "Ожидаемый результат не рассчитан" in alone
    assert "Проверенного мало" in alone


def test_a_note_about_few_pupils_is_hidden_from_those_without_names(twenty: House) -> None:
    with twenty.database.writing() as connection:
        write_signs(connection, schools()[0], HIGH_FOR_YEARS | CLEAN)
    with reading(twenty, WITHOUT_NAMES, small_number=60) as reader:
        assert context_note(PAGE, reader, FIRST_ID + LYCEUM, YEAR) == ""
    with reading(twenty, WITHOUT_NAMES, small_number=50) as reader:
        assert context_note(PAGE, reader, FIRST_ID + LYCEUM, YEAR)


def test_a_director_reads_the_note_of_the_own_school_only(twenty: House) -> None:
    with twenty.database.writing() as connection:
        write_signs(connection, schools()[0], HIGH_FOR_YEARS | CLEAN)
        write_signs(connection, schools()[1], HIGH_FOR_YEARS | CLEAN)
    director = Viewer("d", "Директор", "director", school_ids=frozenset({FIRST_ID + LYCEUM}), sees_names=True)
    with reading(twenty, director) as reader:
        assert context_note(PAGE, reader, FIRST_ID + LYCEUM, YEAR)
        assert context_note(PAGE, reader, FIRST_ID + OVER, YEAR) == ""
