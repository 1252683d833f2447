"""What a person is meant to see in the demonstration can be seen in its numbers."""

from __future__ import annotations

from statistics import mean

import pytest

from seed.demo import oge, vpr
from seed.demo.model import Municipality
from seed.demo.municipality import build_municipality
from seed.demo.profiles import LYCEUM, SCHOOL_1, SCHOOL_2
from tests.seed.picture import categories, quality, share_below_journal

SCHOOLS = (SCHOOL_1, LYCEUM, SCHOOL_2)
YEARS = (2023, 2024, 2025)


@pytest.fixture(scope="module")
def demo() -> Municipality:
    return build_municipality("full")


def test_journal_marks_of_school_1_are_inflated(demo: Municipality) -> None:
    assert share_below_journal(demo, SCHOOL_1) > 1.5 * share_below_journal(demo, LYCEUM)


def test_quality_of_school_2_falls_every_year(demo: Municipality) -> None:
    first, second, third = (quality(demo, SCHOOL_2, year) for year in YEARS)
    assert first > second + 2 > third + 4


@pytest.mark.parametrize("year", YEARS)
def test_quality_of_the_lyceum_is_the_highest(demo: Municipality, year: int) -> None:
    assert quality(demo, LYCEUM, year) == max(quality(demo, school, year) for school in SCHOOLS)


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("year", YEARS)
def test_marks_of_the_year_are_such_as_real_schools_have(demo: Municipality, school: str, year: int) -> None:
    counted = categories(demo, school, year)
    assert 35 <= quality(demo, school, year) <= 66
    assert 0.5 <= 100 * counted["failing"] / counted.total() <= 5
    assert 100 * counted["one 3"] / counted.total() >= 5
    assert counted["one 4"] >= 1


def test_rare_marks_are_present_and_rare(demo: Municipality) -> None:
    values = [cell.value for cells in demo.marks.values() for cell in cells]
    for rare in ("2", "na", "ex", "pass"):
        assert 0.0005 < values.count(rare) / len(values) < 0.03


def test_mark_is_its_average_rounded_half_up(demo: Municipality) -> None:
    numeric = [cell for cells in demo.marks.values() for cell in cells if cell.average is not None]
    assert all(int(cell.value) == int((cell.average or 0) + 0.5) for cell in numeric)


def test_marks_of_a_pupil_go_together_across_subjects_and_years(demo: Municipality) -> None:
    def means(year: int, subject: str) -> dict[int, float]:
        cells = [c for key, cs in demo.marks.items() if key.year == year for c in cs if c.period != "Y"]
        found: dict[int, list[float]] = {}
        for cell in cells:
            if cell.lesson.course.subject == subject and cell.average is not None:
                found.setdefault(cell.pupil.number, []).append(cell.average)
        return {number: mean(values) for number, values in found.items()}

    russian, history, later = means(2024, "Русский язык"), means(2024, "История"), means(2025, "Русский язык")
    assert _correlation(russian, history) > 0.7
    assert _correlation(russian, later) > 0.7


def test_every_work_has_as_many_points_as_its_scale(demo: Municipality) -> None:
    for work in vpr.works(demo.years):
        assert sum(task.maximum for task in work.tasks) == work.scale.maximum
    for year in demo.years:
        for exam in oge.exams(year):
            assert sum(task.maximum for task in (*exam.short, *exam.long)) == exam.scale.maximum


def test_primary_score_is_the_sum_of_scores_and_gives_the_mark(demo: Municipality) -> None:
    for work in vpr.works(demo.years):
        for result in vpr.results(demo, work, SCHOOL_1):
            assert result.primary == sum(score or 0 for score in result.scores)
            assert result.mark == work.scale.mark(result.primary)


def test_mathematics_without_two_points_in_geometry_is_failed() -> None:
    exam = next(e for e in oge.exams(2025) if e.subject == "Математика")
    short, long = (1,) * 14 + (0, 0, 0, 0, 1), (2, 2, 0, 0, 0, 0)
    assert oge.bounded_mark(exam, 19, short, long) == 2
    assert oge.bounded_mark(exam, 20, (*short[:17], 1, 1), long) == 3 + 1


def test_russian_four_needs_six_points_for_literacy() -> None:
    exam = next(e for e in oge.exams(2025) if e.subject == "Русский язык")
    short, content = (1,) * 11, (2, 2, 2, 1, 3, 2, 1)
    assert oge.bounded_mark(exam, 30, short, (*content, 2, 2, 1, 0, 1)) == 3
    assert oge.bounded_mark(exam, 31, short, (*content, 2, 2, 2, 0, 1)) == 4


def _correlation(left: dict[int, float], right: dict[int, float]) -> float:
    both = sorted(left.keys() & right.keys())
    x, y = [left[number] for number in both], [right[number] for number in both]
    mean_x, mean_y = mean(x), mean(y)
    together = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    spread = sum((a - mean_x) ** 2 for a in x) * sum((b - mean_y) ** 2 for b in y)
    return float(together / spread**0.5)
