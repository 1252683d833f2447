"""Signs: the examples of the methods, the same statistics by scipy and statsmodels, and what must hold for anybody."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.weightstats import DescrStatsW  # type: ignore[import-untyped]

from dashboard.methods.objectivity import Sample
from dashboard.methods.papers import MATHS, RUSSIAN, Procedure
from dashboard.methods.sign_confirmation import LOWERED, RAISED, confirmations
from dashboard.methods.sign_facts import Cohort, Finding, Reference
from dashboard.methods.sign_means import error_of, means, mismatch
from dashboard.methods.signs import OFFICIAL, check

YEAR = 2025
VPR4, VPR5 = Procedure("vpr", 4, MATHS), Procedure("vpr", 5, MATHS)
SCALE = (7, 11, 16)


def cohort(
    school_id: int = 1,
    points: list[int] | None = None,
    journal: list[int] | None = None,
    procedure: Procedure = VPR4,
    year: int = YEAR,
    maximum: int = 20,
    answers: list[str] | None = None,
    marks: dict[tuple[int, int], int] | None = None,
) -> Cohort:
    listed = points or []
    counts: dict[int, int] = {x: listed.count(x) for x in listed}
    pairs = list(zip(journal or [], listed, strict=False))
    texts = list(zip(listed, answers or [], strict=False))
    return Cohort(
        school_id, procedure, year, counts, maximum * len(listed),
        {pair: pairs.count(pair) for pair in pairs}, marks or {},
        {text: texts.count(text) for text in texts}, SCALE,
    )  # fmt: skip


# -- the examples of the methods ----------------------------------------------------------------------------


def test_example_a_a_mean_of_31_against_a_region_of_26_4_is_a_sign_with_coefficient_1_17() -> None:
    """School 31.0 ± 1.57 (s = 4, m = 25), region 26.25–26.55 (26.4, 7.1, 8400)."""
    school = cohort(points=[27] * 12 + [31] + [35] * 12)
    sample = school.sample
    assert (sample.total / 25, round((error_of(sample) * 5) ** 2)) == (31.0, 16)
    whole = 26.4 * 8400
    region = Sample(8400, round(whole), round(7.1**2 * 8399 + whole**2 / 8400), 8400 * 40)
    found = means({1: school}, region)[1]
    assert (found.state, found.reference) == ("sign", "region")
    numbers = found.numbers
    assert (round(numbers["low"], 2), round(numbers["high"], 2)) == (29.43, 32.57)
    assert (round(numbers["reference_low"], 2), round(numbers["reference_high"], 2)) == (26.25, 26.55)
    assert round(numbers["coefficient"], 2) == 1.17
    assert found.p is None  # one school says nothing of how much schools differ


def test_example_b_marks_5_4_4_3_with_6_9_12_15_points_run_against_each_other() -> None:
    example = cohort(points=[6, 9, 12, 15] * 3, journal=[5, 4, 4, 3] * 3)
    found = mismatch(example)
    assert (found.state, round(found.numbers["rs"], 2)) == ("sign", -0.95)
    assert mismatch(cohort(points=[6, 9, 12, 15], journal=[5, 4, 4, 3])).reason == "few_pupils"


def test_marks_that_hardly_follow_the_points_or_not_at_all_are_no_sign() -> None:
    weak = mismatch(cohort(points=[6, 9, 12, 15] * 3, journal=[4, 3, 5, 4] * 3))
    none = mismatch(cohort(points=[6, 9, 12, 15] * 3, journal=[3, 5, 5, 3] * 3))
    assert (weak.state, none.state, none.value) == ("none", "none", 0.0)
    assert weak.value is not None
    assert 0 < weak.value < 0.5


def test_example_c_a_cohort_of_80_percent_that_comes_down_to_40_has_fallen_sharply() -> None:
    """K = 2.0 against the fence of the others."""
    before, after = [], []
    for school, (in_four, in_five) in enumerate([(12, 12), (12, 11), (13, 12), (12, 10), (13, 13), (16, 8)]):
        before.append(cohort(school, [in_four - 1, in_four + 1] * 6, year=YEAR - 1))
        after.append(cohort(school, [in_five - 1, in_five + 1] * 6, procedure=VPR5))
    found = {(f.school_id, f.kind): f for f in check([*before, *after], {}, {YEAR})}
    fall = found[5, "fall"]
    assert (fall.state, fall.number, fall.value) == ("sign", 14, 2.0)
    assert (fall.numbers["before"], fall.numbers["after"]) == (80.0, 40.0)
    assert fall.border is not None
    assert fall.border < 2.0
    assert {found[school, "fall"].state for school in range(5)} == {"none"}
    assert {found[school, "rise"].state for school in range(6)} == {"none"}


def test_a_school_is_no_part_of_the_profile_it_is_held_against() -> None:
    even = [x for x in range(20) for _ in range(4)]
    found = check([cohort(1, even), cohort(2, even), cohort(3, [*even, *[7] * 16])], {})
    heaped = next(one for one in found if one.kind == "border" and one.school_id == 3)
    assert (heaped.state, heaped.reference) == ("sign", "municipality")
    assert (heaped.numbers["ratio"], heaped.numbers["ratio_reference"]) == (5.0, 1.0)


def test_the_example_of_confirmation_and_its_limit() -> None:
    """Half of twenty lowered where a third is usual: above 1/3 + 2·√(2/9/20) = 54 % is a sign, 50 % is not."""
    region = (300.0, 550.0, 50.0)
    half = cohort(marks={(4, 3): 10, (4, 4): 10})
    more = cohort(school_id=2, marks={(4, 3): 11, (4, 4): 9})
    found = confirmations({1: half, 2: more}, region, LOWERED)
    assert [found[1].state, found[2].state] == ["none", "sign"]
    assert found[2].border == pytest.approx(100 * (1 / 3 + 2 * (2 / 9 / 20) ** 0.5))
    assert (found[2].numbers["count"], found[2].numbers["pairs"]) == (11, 20)
    five = cohort(marks={(4, 3): 1, (4, 4): 1, (4, 5): 1, (4, 2): 1, (3, 3): 1})
    assert five.confirmation == (2, 2, 1)
    assert confirmations({1: five}, region, RAISED)[1].reason == "few_pupils"


# -- the same by other libraries ----------------------------------------------------------------------------


def test_intervals_of_sign_a_are_those_of_statsmodels() -> None:
    points = [12, 15, 9, 20, 17, 17, 3, 11, 14, 8]
    found = Sample.of(points).interval
    assert found == pytest.approx(DescrStatsW(points).zconfint_mean(), rel=1e-4)  # 1.96 for 1.95996


def test_a_mean_among_schools_that_differ_by_chance_alone_is_tested_as_by_welch() -> None:
    """Degrees of freedom are those of the school, so p is a little larger than Welch's."""
    points = [[*range(1, 20), 10 + id_ % 3] for id_ in range(12)]
    points[0] = [x + 1 for x in points[0]]
    found = means({id_: cohort(id_, own) for id_, own in enumerate(points)}, None)
    assert found[0].numbers["between"] == 0
    others = [x for own in points[1:] for x in own]
    theirs = stats.ttest_ind(points[0], others, equal_var=False, alternative="greater")
    assert found[0].p == pytest.approx(stats.t.sf(theirs.statistic, 19))
    assert found[0].p == pytest.approx(theirs.pvalue, abs=0.01)


def test_a_share_among_schools_that_differ_by_chance_alone_is_never_surer_than_the_exact_test() -> None:
    counts = {id_: cohort(id_, marks={(4, 3): 6 + id_ % 3, (4, 4): 13}) for id_ in range(12)}
    counts[12] = cohort(12, marks={(4, 3): 16, (4, 4): 9})
    found = confirmations(counts, None, LOWERED)[12]
    reference = sum(6 + id_ % 3 for id_ in range(12)), sum(19 + id_ % 3 for id_ in range(12))
    exact = stats.binomtest(16, 25, reference[0] / reference[1], alternative="greater").pvalue
    assert found.numbers["between"] == 0
    assert found.p == pytest.approx(exact)
    close = confirmations(counts | {12: cohort(12, marks={(4, 3): 12, (4, 4): 13})}, None, LOWERED)[12]
    assert close.p is not None
    assert close.p >= stats.binomtest(12, 25, 0.35, alternative="greater").pvalue - 1e-12


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(2, 5), st.integers(0, 20)), min_size=10, max_size=40))
def test_rank_correlation_and_its_chance_are_those_of_scipy(papers: list[tuple[int, int]]) -> None:
    marks, points = map(list, zip(*papers, strict=True))
    found = mismatch(cohort(points=points, journal=marks))
    if len(set(marks)) == 1 or len(set(points)) == 1:
        assert found.reason == "no_spread"
        return
    theirs = stats.spearmanr(marks, points, alternative="less")
    assert found.value == pytest.approx(theirs.statistic, abs=1e-9)
    assert found.p == pytest.approx(theirs.pvalue, abs=1e-6)


# -- what must hold for any municipality --------------------------------------------------------------------

papers_of_school = st.lists(st.tuples(st.integers(0, 20), st.integers(2, 5)), min_size=1, max_size=25)
written = st.tuples(st.sampled_from((VPR4, VPR5)), st.sampled_from((YEAR - 1, YEAR)))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.tuples(st.integers(0, 9), written), papers_of_school, min_size=1, max_size=25),
    st.sets(st.sampled_from(("pairs", "marks", "answers", "borders"))),
    st.randoms(),
)
def test_whatever_is_missing_is_never_none_and_the_order_of_schools_does_not_matter(
    schools: dict[tuple[int, tuple[Procedure, int]], list[tuple[int, int]]], lost: set[str], random: Random
) -> None:
    without = {"pairs": {}, "marks": {}, "answers": {}, "borders": (None, None, None)}
    made = [
        replace(
            cohort(
                id_,
                [x for x, _ in papers],
                [mark for _, mark in papers],
                procedure,
                year,
                answers=[format(x, "020b") for x, _ in papers],
                marks={(mark, 3): n for n, (_, mark) in enumerate(papers, 1)},
            ),
            **{name: without[name] for name in lost},  # type: ignore[arg-type]
        )
        for (id_, (procedure, year)), papers in schools.items()
    ]
    found = check(made, {})
    shuffled = list(made)
    random.shuffle(shuffled)
    assert [essence(one) for one in check(shuffled, {})] == [essence(one) for one in found]
    for one in found:
        assert (one.state == "unchecked") == (one.reason != "")
        assert one.state == "unchecked" or one.n >= 10
        assert (one.p is None) == (one.q is None)
        assert one.p is None or one.q is None or one.p <= one.q + 1e-12
    needs = {
        "mismatch": "pairs",
        "lowered": "marks",
        "raised": "marks",
        "twins": "answers",
        "border": "borders",
    }
    assert {one.state for one in found if needs.get(one.kind) in lost} <= {"unchecked"}
    years = {(one.school_id, one.year) for one in found}
    assert years == {(id_, year) for id_, (_, year) in schools}


def essence(one: Finding) -> tuple[object, ...]:
    p = None if one.p is None else round(one.p, 9)
    return one.school_id, one.year, one.kind, one.procedure, one.state, one.reason, one.n, p


def test_a_school_that_did_not_write_is_not_without_signs() -> None:
    found = check([cohort(1, [5, 9] * 6), cohort(2, [7, 11] * 6, procedure=VPR5)], {})
    of_first = {(f.number, f.reason) for f in found if f.school_id == 1 and f.number}
    assert (4, "not_written") in of_first  # ВПР-5 in mathematics, which the other school wrote
    assert (8, "no_journal") in of_first
    assert len(OFFICIAL) == 14
    assert OFFICIAL[0][1].subject == RUSSIAN


def test_a_cohort_of_equal_scores_has_a_change_but_no_chance_of_it() -> None:
    """Where nothing varies there is nothing to measure chance with."""
    before = [cohort(id_, [9 + id_ % 3, 13 - id_ % 3] * 6, year=YEAR - 1) for id_ in range(9)]
    after = [cohort(id_, [9, 13 - id_ % 2] * 6, procedure=VPR5) for id_ in range(9)]
    before.append(cohort(9, [12] * 12, year=YEAR - 1))
    after.append(cohort(9, [12] * 12, procedure=VPR5))
    found = {one.school_id: one for one in check([*before, *after], {}, {YEAR}) if one.kind == "fall"}
    assert found[9].state == "none"
    assert (found[9].p, found[9].q) == (None, None)
    assert all(found[id_].p is not None for id_ in range(9))


def test_loaded_figures_of_the_region_stand_in_for_the_municipality() -> None:
    region = Reference({score: 1000.0 for score in range(8, 13)}, (300.0, 600.0, 100.0))
    schools = [cohort(id_, [14, 15, 16] * 5, [4, 4, 5] * 5, marks={(4, 4): 15}) for id_ in (1, 2)]
    found = [f for f in check(schools, {(VPR4, YEAR): region}) if f.kind in ("mean", "lowered")]
    assert {f.reference for f in found} == {"region"}
    assert {f.state for f in found if f.kind == "mean"} == {"sign"}
    alone = [f for f in check(schools, {}) if f.kind == "mean"]
    assert {(f.reference, f.state) for f in alone} == {("municipality", "none")}


def test_a_municipality_that_is_above_its_region_as_a_whole_has_signs_that_chance_explains() -> None:
    """The difference that all its schools share is no school's own."""
    region = Reference({score: 1000.0 for score in range(5, 16)}, (200.0, 700.0, 100.0))
    schools = [
        cohort(id_, [11 + id_ % 3, 14, 15, 17] * 8, marks={(4, 3): 14 + id_ % 3, (4, 4): 18})
        for id_ in range(12)
    ]
    found = [f for f in check(schools, {(VPR4, YEAR): region}) if f.kind in ("mean", "lowered")]
    assert {(f.state, f.reference) for f in found} == {("sign", "region")}
    assert min(f.q or 0.0 for f in found) > 0.05
