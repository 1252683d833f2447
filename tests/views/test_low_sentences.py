"""Every sentence about low results is a template: the numbers it was made of are read back out of its words."""

from __future__ import annotations

import re

import pytest

from dashboard.catalogue.profile import SupportModel
from dashboard.methods.low_changes import Cause, EarlyWarning, ProcedureTurn, Turn, status_change, warnings_of
from dashboard.methods.low_definitions import Against, Lag
from dashboard.methods.low_results import LowRule, low, low_table
from dashboard.methods.papers import MATHS, Procedure
from dashboard.views.low_sentences import (
    IN_CHANCE,
    against_words,
    cell_sentence,
    chance_words,
    lag_sentence,
    rule_sentence,
    turn_sentence,
    verdict_price,
    warning_sentence,
)
from dashboard.views.special_low_models import SchoolCase, fit

VPR5, VPR8, OGE = Procedure("vpr", 5, MATHS), Procedure("vpr", 8, MATHS), Procedure("oge", 9, MATHS)
IN_FORCE = LowRule()


def numbers(sentence: str) -> list[float]:
    """All numbers of a sentence in order; those of names such as «ВПР-5» aside."""
    plain = re.sub(r"ВПР-\d", "ВПР", sentence)
    return [float(found.replace(",", ".")) for found in re.findall(r"\d+(?:,\d+)?", plain)]


@pytest.mark.parametrize(
    "rule", [IN_FORCE, LowRule(25, 7, "and", 2), LowRule(percent=40, fewest=3, near=0)], ids=str
)
def test_the_sentence_of_the_rule_is_made_of_the_settings(rule: LowRule) -> None:
    sentence = rule_sentence(rule)
    percent, mark, fewest, small, near = numbers(sentence)
    assert (percent, fewest, near) == (rule.percent, rule.fewest, rule.near)
    assert (mark, small) == (2, 10)
    assert ("оба признака" in sentence) is (rule.logic == "and")
    assert ("достаточно одного" in sentence) is (rule.logic == "or")


def test_a_cell_says_its_counts_its_interval_and_the_way_to_the_threshold() -> None:
    for n, below in ((20, 7), (20, 4), (9, 3), (100, 31)):
        cell = low(n, below)
        found = numbers(cell_sentence(cell, IN_FORCE))
        ends = [round(100 * end, 1) for end in (cell.interval.low, cell.interval.high)]
        away = cell.spare if cell.is_low else cell.left
        assert found == [below, n, 95, *ends, 30, away]
    assert numbers(cell_sentence(low(4, 2), IN_FORCE))[-1] == IN_FORCE.fewest


def test_a_turn_says_the_counts_of_both_years() -> None:
    turn = ProcedureTurn(VPR5, Turn.CEASED, low(20, 7), low(22, 4))
    assert turn_sentence(turn) == f"ВПР-5, математика: 7 из 20 → 4 из 22, {IN_CHANCE}"
    assert numbers(turn_sentence(turn)) == [7, 20, 4, 22]
    sharp = ProcedureTurn(VPR5, Turn.CEASED, low(20, 12), low(22, 1))
    assert IN_CHANCE not in turn_sentence(sharp)


def test_a_procedure_that_dropped_out_says_why() -> None:
    gone = ProcedureTurn(OGE, Turn.NOT_HELD, low(20, 6), None)
    assert turn_sentence(gone) == "ОГЭ, математика: 6 из 20 → не проводилась"
    absent = ProcedureTurn(OGE, Turn.NOT_WRITTEN, low(20, 6), None)
    assert turn_sentence(absent) == "ОГЭ, математика: 6 из 20 → школа не писала"


def test_the_price_of_the_other_verdict_is_the_number_of_the_method() -> None:
    counts = {(VPR5, 2023): (20, 7), (OGE, 2023): (20, 8), (VPR5, 2024): (20, 4), (OGE, 2024): (20, 3)}
    left = status_change(low_table(counts), 2024, {VPR5, OGE})
    assert verdict_price(left).startswith("осталась бы")
    assert numbers(verdict_price(left)) == [left.to_enter] == [2]
    listed = status_change(low_table(counts), 2023, {VPR5, OGE})
    assert verdict_price(listed).startswith("не была бы")
    assert numbers(verdict_price(listed)) == [listed.to_leave] == [2]


def test_a_warning_says_the_share_it_rests_on() -> None:
    table = low_table({(VPR8, 2024): (20, 7), (OGE, 2024): (20, 5)})
    for warning in warnings_of(table, 2024):
        found = numbers(warning_sentence(warning, IN_FORCE))
        cell = warning.cell
        assert found[:3] == [cell.below, cell.n, 100 * cell.below / cell.n]
        assert found[3:] == ([warning.step] if warning.cause is Cause.STEP else [])
        assert numbers(chance_words(warning, IN_FORCE)) == [30]
    assert {warning.cause for warning in warnings_of(table, 2024)} == set(Cause)


def test_where_both_signs_are_needed_a_repetition_alone_does_not_promise_the_list() -> None:
    warning = EarlyWarning(Cause.REPEAT, VPR5, low(20, 7), 0.3)
    assert "повторится — школа в перечне" in warning_sentence(warning, IN_FORCE)
    assert "вместе с ещё одной" in warning_sentence(warning, LowRule(logic="and"))


def test_chance_is_told_by_the_side_on_which_the_interval_stands() -> None:
    for below, n, word in ((7, 20, "внутри"), (90, 200, "ниже"), (10, 200, "выше")):
        warning = EarlyWarning(Cause.COHORT, VPR8, low(n, below), 0.3, next=OGE)
        assert word in chance_words(warning, IN_FORCE)


def test_a_comparison_with_the_others_says_both_shares() -> None:
    pair = Against(7, 20, 40, 400)
    assert numbers(against_words(pair)) == [7, 20, 35.0, 40, 400, 10.0]
    lag = Lag(VPR5, pair, Against(6, 20, 30, 400))
    assert numbers(lag_sentence(lag)) == [7, 20, 35.0, 40, 400, 10.0, 6, 20, 30.0, 30, 400, 7.5]
    assert IN_CHANCE not in lag_sentence(lag)
    assert IN_CHANCE in lag_sentence(Lag(VPR5, pair, Against(3, 20, 40, 400)))


# -- models of support ------------------------------------------------------------------------------------

CASE = SchoolCase(
    listed="по правилу: низких процедур 2, из них два года подряд 1",
    neighbours=5,
    leaders=2,
    models=frozenset({"Базовая"}),
)


def model(metric: str, **more: object) -> SupportModel:
    return SupportModel("Модель", "цель", "год", "условие", "п. 1", metric, **more)  # type: ignore[arg-type]


def test_a_model_fits_by_the_number_of_low_schools_of_the_municipality() -> None:
    words = fit(model("low_schools", min=4, max=7), CASE)
    assert words is not None
    assert numbers(words) == [5, 4, 7]
    assert fit(model("low_schools", min=6, max=7), CASE) is None
    assert fit(model("low_schools", min=1, max=4), CASE) is None


def test_a_model_of_the_list_says_why_the_school_is_on_it() -> None:
    words = fit(model("listed"), CASE)
    assert words is not None
    assert numbers(words) == [2, 1]


def test_leaders_and_other_models_are_part_of_the_condition() -> None:
    words = fit(model("low_schools", min=4, max=7, leaders=1), CASE)
    assert words is not None
    assert numbers(words) == [5, 4, 7, 2]
    assert fit(model("low_schools", min=4, max=7, leaders=3), CASE) is None
    assert fit(model("listed", not_in=("Базовая",)), CASE) is None
    assert fit(model("listed", not_in=("Другая",)), CASE) is not None


def test_a_model_without_a_condition_that_can_be_checked_fits_nobody_by_itself() -> None:
    assert fit(model(""), CASE) is None
    assert fit(model("any"), CASE) is not None
    assert fit(model("enrolled"), CASE) is None
