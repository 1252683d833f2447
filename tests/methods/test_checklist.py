"""Edge cases that every school meets (§8 of the methods, by its numbers), one test each, so that all stand together.

The rules live in several rooms; each has its own tests, here is one case of each.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dashboard.methods.categories import Category, count_categories, standing
from dashboard.methods.comparable import counted_in_period
from dashboard.methods.components import MicroType, microcomponents
from dashboard.methods.elements import TaskScore, element_shares
from dashboard.methods.scales import GEOMETRY_TASKS, Scale, mark_with_conditions
from dashboard.methods.share import Share
from dashboard.methods.totals import count_marks
from dashboard.methods.works import completion, confirmation
from data_access.formats.names import normalise_class
from data_access.formats.reading import read_file
from seed.exams import read_scales
from tests.formats.builders import OgeRow, VprSchool, write_oge, write_vpr_f1


def test_1_not_attested_stays_in_the_denominator_exempt_leaves_it_and_nobody_has_no_percent() -> None:
    counts = count_marks(["5", "4", "na", "ex", "ex"])
    assert counts.pass_share == Share(2, 3)
    assert count_marks(["ex", ""]).pass_share.percent is None


def test_2_a_class_with_pass_fail_subjects_only_has_no_metrics() -> None:
    only_passes = [{1: "pass", 2: "pass"}, {1: "pass"}]
    assert count_categories(standing(marks) for marks in only_passes).quality_share.percent is None
    assert count_marks(["pass", "pass", "fail"]).pass_share.percent is None


def test_3_a_single_three_beside_not_attested_is_failing_and_no_reserve() -> None:
    marks = {1: "3", 2: "na", 3: "4"}
    assert standing(marks).category is Category.FAIL
    assert [micro.type for micro in microcomponents(marks)] == [MicroType.NA]


def test_4_only_who_is_in_the_class_when_the_period_ends_is_counted() -> None:
    end = date(2025, 12, 30)
    assert counted_in_period(date(2025, 11, 15), None, end)
    assert not counted_in_period(None, date(2025, 12, 1), end)
    assert not counted_in_period(date(2026, 1, 12), None, end)


def test_5_a_row_of_nothing_but_crosses_is_no_participant_and_is_in_no_sum(tmp_path: Path) -> None:
    rows = [(40001, 1, 1, ("Х", "Х", "Х"), "", "", 4), (40002, 1, 1, (2, "Х", 1), 3, 3, 4)]
    path = write_vpr_f1(tmp_path / "f1.xlsx", [VprSchool("СОШ № 1", "edu200001", rows)])
    wrote = [row for row in read_file(path, path.name).results if row.status == "wrote"]
    assert [row.participant for row in wrote] == ["40002"]
    assert completion((row.primary or 0, 6) for row in wrote) == Share(3, 6)
    assert confirmation((row.mark, row.journal_mark) for row in wrote).n == 1


def test_6_twenty_points_of_oge_maths_with_one_in_geometry_are_a_two() -> None:
    one_point: dict[str, int | None] = dict.fromkeys(GEOMETRY_TASKS, 0) | {"16": 1}
    assert mark_with_conditions("oge", "Математика", 2026, Scale(31, 8, 15, 22), 20, one_point) == 2


def test_7_thirty_points_of_oge_russian_with_five_for_literacy_are_a_three_in_2026() -> None:
    literacy: dict[str, int | None] = {"ГК1": 2, "ГК2": 1, "ГК3": 1, "ГК4": 1}
    assert mark_with_conditions("oge", "Русский язык", 2026, Scale(37, 15, 26, 33), 30, literacy) == 3


def test_8_basic_maths_has_marks_and_no_test_score_that_could_enter_a_mean_or_a_sum() -> None:
    (base,) = [row for row in read_scales() if row["exam"] == "ege_base"]
    scale = Scale(base["max_score"], base["from3"], base["from4"], base["from5"], base["minimum"], None)
    assert base["test_scores"] is None
    assert [scale.test_score(primary) for primary in (0, 21)] == [None, None]
    assert [scale.mark(primary) for primary in (6, 7, 11, 12, 16, 17, 21)] == [2, 3, 3, 4, 4, 5, 5]


def test_9_a_mask_that_does_not_add_up_to_the_primary_score_is_a_warning(tmp_path: Path) -> None:
    row = OgeRow(9306, "9А", "Абрикосова", "++-2", "1(2)0(3)", 9, 4)
    path = write_oge(tmp_path / "oge.xlsx", {"12 - Обществознание 2026.07.03": [row]})
    (problem,) = read_file(path, path.name).problems
    assert problem.severity == "warning"
    assert "сумма баллов за задания (5) не равна первичному баллу" in problem.rule


def test_12_element_2_10_stands_after_2_9() -> None:
    assert list(element_shares([TaskScore(1, 1, ("2.10", "2.9"))])) == ["2", "2.9", "2.10"]


def test_13_points_of_vpr_2024_and_2025_have_different_scales_and_so_no_common_axis() -> None:
    fourth = [
        row
        for row in read_scales()
        if (row["exam"], row["subject"], row["grade"]) == ("vpr", "Русский язык", 4)
    ]
    maxima = {
        year: [row["max_score"] for row in fourth if row["first_year"] <= year <= row["last_year"]]
        for year in (2024, 2025, 2026)
    }
    assert maxima == {2024: [38], 2025: [24], 2026: [24]}


def test_14_a_latin_letter_of_a_class_is_the_cyrillic_one() -> None:
    assert normalise_class("9A") == normalise_class("9 а") == "9А"
