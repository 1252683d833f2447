"""What changed the status of a school, and early warnings with what they rest on."""

from __future__ import annotations

from dashboard.methods.low_changes import Cause, EarlyWarning, Turn, status_change, warnings_of
from dashboard.methods.low_results import LowRule, low_table
from dashboard.methods.papers import MATHS, RUSSIAN, Procedure

VPR5, VPR8 = Procedure("vpr", 5, MATHS), Procedure("vpr", 8, MATHS)
OGE, OGE_RUSSIAN = Procedure("oge", 9, MATHS), Procedure("oge", 9, RUSSIAN)
EGE = Procedure("ege", 11, RUSSIAN)
BEFORE, NOW = 2023, 2024
IN_FORCE = LowRule()


def test_each_procedure_that_was_low_in_one_of_two_years_is_told_with_what_became_of_it() -> None:
    table = low_table(
        {
            (VPR5, BEFORE): (20, 7), (VPR5, NOW): (22, 4),
            (VPR8, BEFORE): (20, 2), (VPR8, NOW): (20, 9),
            (OGE, BEFORE): (20, 8), (OGE, NOW): (20, 8),
            (OGE_RUSSIAN, BEFORE): (20, 6), (EGE, BEFORE): (20, 6),
        }
    )  # fmt: skip
    change = status_change(table, NOW, held={VPR5, VPR8, OGE, OGE_RUSSIAN})
    assert {turn.procedure: turn.turn for turn in change.turns} == {
        VPR5: Turn.CEASED,
        VPR8: Turn.BECAME_LOW,
        OGE: Turn.STAYED_LOW,
        OGE_RUSSIAN: Turn.NOT_WRITTEN,
        EGE: Turn.NOT_HELD,
    }
    assert {turn.procedure: turn.is_chance for turn in change.turns} == {
        VPR5: True, VPR8: False, OGE: True, OGE_RUSSIAN: False, EGE: False,
    }  # fmt: skip


def test_the_status_changes_only_when_the_list_does_and_the_other_verdict_has_its_price() -> None:
    left = low_table(
        {(VPR5, BEFORE): (20, 7), (OGE, BEFORE): (20, 7), (VPR5, NOW): (20, 7), (OGE, NOW): (20, 0)}
    )
    assert not status_change(left, NOW, {VPR5, OGE}).is_changed  # the same procedure two years running
    out = low_table(
        {(VPR5, BEFORE): (20, 7), (OGE, BEFORE): (20, 7), (VPR5, NOW): (20, 4), (OGE, NOW): (20, 0)}
    )
    change = status_change(out, NOW, {VPR5, OGE})
    assert (change.is_changed, change.to_leave, change.to_enter) == (True, 0, 2)


def causes(counts: dict[tuple[Procedure, int], tuple[int, int]], rule: LowRule = IN_FORCE) -> list[Cause]:
    return [warning.cause for warning in warnings_of(low_table(counts, rule), NOW)]


def test_a_listed_school_is_not_warned() -> None:
    assert causes({(VPR5, NOW): (20, 7), (OGE, NOW): (20, 7)}) == []


def test_one_low_procedure_warns_that_its_repetition_lists_the_school() -> None:
    assert causes({(VPR5, NOW): (20, 7)}) == [Cause.REPEAT]


def test_a_step_away_is_told_of_the_procedure_that_is_the_step() -> None:
    table = low_table({(VPR5, NOW): (20, 7), (OGE, NOW): (20, 5), (EGE, NOW): (20, 0)})
    found = [warning for warning in warnings_of(table, NOW) if warning.cause is Cause.STEP]
    assert [(one.procedure, one.step) for one in found] == [(OGE, 1)]


def test_a_cohort_is_watched_from_two_thirds_of_the_threshold_on() -> None:
    assert causes({(VPR8, NOW): (20, 4)}) == [Cause.COHORT]
    assert causes({(VPR8, NOW): (20, 3)}) == []
    assert causes({(VPR8, NOW): (400, 90)}) == []  # 22,5 % of so many: 30 % is above the whole interval
    assert causes({(VPR8, NOW): (4, 2)}) == []  # too few for the rule
    assert causes({(VPR5, NOW): (20, 4)}) == []  # five more years before ОГЭ


def test_a_low_cohort_is_named_by_the_exam_it_goes_on_to() -> None:
    found = warnings_of(low_table({(VPR8, NOW): (20, 8)}), NOW)
    assert [(one.cause, one.next) for one in found] == [(Cause.REPEAT, None), (Cause.COHORT, OGE)]


def test_whether_the_threshold_is_within_the_interval_depends_on_how_many_wrote() -> None:
    def first(n: int, below: int) -> EarlyWarning:
        return warnings_of(low_table({(VPR5, NOW): (n, below)}), NOW)[0]

    assert first(20, 7).is_within
    assert not first(200, 90).is_within
