"""The five shipped profiles hold what their orders hold: mechanisms, roadmaps, indicators, models."""

from __future__ import annotations

from collections import Counter

import pytest

from dashboard.catalogue import PROFILES, Catalogue, catalogue
from dashboard.catalogue.profile import STAGES

NAMES = ("pelym", "yershichi", "leninsk-kuznetsky", "staromainsky", "nizhny-novgorod")


def shipped(name: str) -> Catalogue:
    return catalogue(PROFILES / f"{name}.toml")


def items_by_section(found: Catalogue) -> list[int]:
    return [len(part.items) for part in found.profile.roadmap]


def of(found: Catalogue, mechanism: str, prefix: str) -> list[str]:
    return [code for code in found.mechanisms[mechanism].indicators if code.startswith(prefix)]


def test_there_are_these_profiles() -> None:
    assert {path.stem for path in PROFILES.glob("*.toml")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_mechanism_has_indicators_and_every_entry_its_clause(name: str) -> None:
    found = shipped(name)
    for mechanism in found.mechanisms.values():
        assert len(mechanism.indicators) >= 3, mechanism.code
        assert mechanism.lead in mechanism.indicators
    entries = [*found.profile.roadmap, *found.profile.procedures, *found.profile.targets]
    assert all(entry.clause for entry in entries)
    assert all(
        found.indicators[code].clause for item in found.mechanisms.values() for code in item.indicators
    )


@pytest.mark.parametrize("name", NAMES)
def test_vpr_indicators_never_rank_schools_nor_judge_teachers(name: str) -> None:
    vpr = [item for item in shipped(name).indicators.values() if "vpr" in item.code or "ВПР" in item.title]
    assert vpr
    assert all({"no_ranking", "no_teacher"} <= set(item.uses) for item in vpr)


def test_pelym_has_nine_mechanisms_in_two_groups_and_a_roadmap_of_99() -> None:
    found = shipped("pelym")
    groups = Counter(item.group for item in found.mechanisms.values())
    assert sorted(groups.values()) == [4, 5]
    assert items_by_section(found) == [2, 15, 13, 6, 6, 8, 25, 9, 10, 5]
    assert len(found.profile.head_criteria) >= 3
    kinds = Counter(procedure.kind for procedure in found.profile.procedures)
    assert kinds["continuous"] == 6
    assert kinds["invariant"] > 0
    assert kinds["variative"] > 0


def test_yershichi_has_42_quality_indicators_42_of_upbringing_17_of_career_and_a_roadmap_of_73() -> None:
    found = shipped("yershichi")
    assert list(found.mechanisms) == list(shipped("pelym").mechanisms)
    quality = [
        code
        for mechanism in ("preparation", "objectivity")
        for code in found.mechanisms[mechanism].indicators
        if code.startswith(("ege_", "oge_", "vpr4_", "meta_", "rdr_", "inflation"))
    ]
    kinds = Counter(
        "objectivity"
        if "mismatch" in code or code == "inflation"
        else "masses"
        if code in ("ege_160", "oge_10", "vpr4_11")
        else code.split("_")[0]
        for code in quality
    )
    assert kinds == {"ege": 10, "oge": 6, "vpr4": 9, "meta": 3, "masses": 3, "objectivity": 8, "rdr": 3}
    assert len(quality) == len(set(quality)) == 42
    upbringing = [found.indicators[code] for code in of(found, "upbringing", "")]
    assert list(Counter(item.criterion for item in upbringing).values()) == [4, 6, 10, 2, 6, 6, 8]
    assert len(of(found, "career", "")) == 17
    assert len(of(found, "talent", "")) == 4
    assert sum(items_by_section(found)) == 73
    assert all(item.responsible and item.report for part in found.profile.roadmap for item in part.items)
    assert len(found.profile.target_groups) >= 4


def test_leninsk_kuznetsky_has_eight_mechanisms_nine_steps_and_decisions_of_two_levels() -> None:
    found = shipped("leninsk-kuznetsky")
    assert len(found.mechanisms) == 8
    assert "preschool" in found.mechanisms
    assert "objectivity" not in found.mechanisms
    assert [step.stage for step in found.profile.cycle_steps] == list(STAGES)
    assert {level.level for level in found.profile.decision_levels} == {"municipality", "school"}


def test_staromainsky_has_eight_plans_six_problem_kinds_and_parties_with_partial_access() -> None:
    found = shipped("staromainsky")
    assert len(found.mechanisms) == 8
    assert len(found.profile.problem_kinds) == 6
    assert len(found.profile.parties) >= 2


def test_nizhny_novgorod_is_a_region_with_one_mechanism_seven_models_and_a_roadmap_of_54() -> None:
    found = shipped("nizhny-novgorod")
    assert found.profile.kind == "region"
    assert found.profile.report == "half-yearly"
    assert list(found.mechanisms) == ["low_results"]
    assert len(found.profile.support_models) == 7
    assert any((model.min, model.max) == (4, 7) for model in found.profile.support_models)
    assert sorted(target.value for target in found.profile.targets) == [30, 70, 70, 100]
    assert items_by_section(found) == [17, 13, 24]


def test_each_order_says_what_it_calls_low_results_or_that_it_does_not() -> None:
    kinds = {name: shipped(name).profile.low_definition for name in NAMES}
    assert {name: found.kind for name, found in kinds.items() if found} == {
        "pelym": "none",
        "yershichi": "none",
        "leninsk-kuznetsky": "none",
        "staromainsky": "problem_kinds",
        "nizhny-novgorod": "two_years_below",
    }
    assert all(found is not None and found.clause and found.text for found in kinds.values())


def test_every_model_of_the_region_has_a_condition_that_the_program_checks() -> None:
    models = shipped("nizhny-novgorod").profile.support_models
    assert [model.metric for model in models] == [
        "enrolled", "listed", "low_schools", "listed", "listed", "low_schools", "any",
    ]  # fmt: skip
    assert models[3].not_in == (models[0].title, models[1].title)
    assert (models[5].min, models[5].max, models[5].leaders) == (4, 7, 1)
