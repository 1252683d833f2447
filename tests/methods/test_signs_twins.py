"""Works alike: copied sheets are found, and works that are alike for honest reasons are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import pytest

from dashboard.methods.papers import MATHS, Procedure
from dashboard.methods.sign_facts import Cohort, Measured
from dashboard.methods.sign_twins import twins

SCHOOLS, PUPILS, TASKS = 12, 40, 20
Sheets = list[list[int]]


def cohort(id_: int, sheets: Iterable[list[int]]) -> Cohort:
    texts = [(sum(sheet), "".join(map(str, sheet))) for sheet in sheets]
    scores = Counter(score for score, _ in texts)
    possible = TASKS * len(texts)
    procedure, borders = Procedure("vpr", 4, MATHS), (7, 11, 16)
    return Cohort(id_, procedure, 2025, scores, possible, {}, {}, Counter(texts), borders)


def written(rng: np.random.Generator, right: float | list[float] = 0.5, count: int = PUPILS) -> Sheets:
    return [[int(x) for x in rng.random(TASKS) < right] for _ in range(count)]


def found_in(schools: list[Sheets]) -> dict[int, Measured]:
    return twins({id_: cohort(id_, sheets) for id_, sheets in enumerate(schools)})


def with_copies(rng: np.random.Generator, copies: int) -> list[Sheets]:
    schools = [written(rng) for _ in range(SCHOOLS)]
    schools[3][:copies] = [schools[3][0]] * copies
    return schools


def test_copied_sheets_are_found_where_honest_ones_are_not() -> None:
    found = found_in(with_copies(np.random.default_rng(4), 8))
    assert [id_ for id_, one in found.items() if one.state == "sign"] == [3]
    assert found[3].numbers["copies"] >= 7
    assert found[3].numbers["largest"] >= 8
    assert found[3].p is not None
    assert found[3].p < 1e-9


def test_a_school_does_not_make_its_own_copies_usual() -> None:
    expected = [found_in(with_copies(np.random.default_rng(4), copies))[3] for copies in (0, 25)]
    honest, copied = (one.numbers["expected"] for one in expected)
    assert honest < 0.1
    assert copied < 1.0


def test_two_pairs_of_equal_works_are_no_sign_however_rare_they_are() -> None:
    schools = with_copies(np.random.default_rng(4), 1)
    middle = [at for at, sheet in enumerate(schools[3]) if sum(sheet) == 10]
    schools[3][middle[0]], schools[3][middle[1]] = schools[3][middle[2]], schools[3][middle[3]]
    found = found_in(schools)[3]
    assert (found.state, found.numbers["copies"]) == ("none", 2)


def test_works_with_hardly_a_mistake_are_alike_at_honest_schools() -> None:
    """All tasks right can be got in one way only, and all but one in twenty."""
    rng = np.random.default_rng(5)
    schools = [[*written(rng), *[[1] * TASKS] * 15, *written(rng, 0.97, 20)] for _ in range(SCHOOLS)]
    found = found_in(schools)
    assert {one.state for one in found.values()} == {"none"}
    assert all(one.numbers["looked"] <= PUPILS + 30 for one in found.values())


def test_pupils_who_were_taught_the_same_tasks_may_miss_the_same_ones() -> None:
    """Each school left out tasks of its own: its works agree more than those of different schools, nobody copied."""
    rng = np.random.default_rng(6)
    schools = []
    for _ in range(SCHOOLS):
        taught = np.where(rng.random(TASKS) < 0.5, 0.9, 0.1)
        schools.append(written(rng, list(taught), 60))
    found = found_in(schools)
    assert all(one.numbers["factor"] > 2 for one in found.values())
    assert sum(one.numbers["copies"] >= 8 for one in found.values()) > 8
    assert {one.state for one in found.values()} == {"none"}


def test_the_chance_of_a_pair_is_what_chance_makes_of_it() -> None:
    """Honest works of fair coins: pairs of equal ones come as often as expected."""
    rng = np.random.default_rng(7)
    copies, expected = 0.0, 0.0
    for _ in range(30):
        sheets = [[sheet[:8] + [0] * 12 for sheet in written(rng)] for _ in range(SCHOOLS)]
        for one in found_in(sheets).values():
            copies += one.numbers.get("copies", 0.0)
            expected += one.numbers.get("expected", 0.0) / one.numbers.get("factor", 1.0)
    assert copies == pytest.approx(expected, rel=0.15)


def test_works_without_tasks_and_works_of_few_pupils_are_not_looked_at() -> None:
    rng = np.random.default_rng(8)
    schools = {id_: cohort(id_, written(rng)) for id_ in range(3)}
    schools[3] = cohort(3, written(rng, count=9))
    schools[4] = Cohort(4, Procedure("vpr", 4, MATHS), 2025, {9: 30}, 600, {}, {}, {}, (7, 11, 16))
    found = twins(schools)
    assert [found[3].reason, found[4].reason] == ["few_pupils", "no_tasks"]
    assert twins({0: schools[0]})[0].reason == "no_reference"
