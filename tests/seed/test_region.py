"""The region of the demonstration: its reports agree with each other, and honest schools lie around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.catalogue import catalogue, profile_path
from data_access.formats.parsing import read_file
from data_access.formats.rows import RegisterLine, ReportRow
from seed.demo.files_region import (
    write_confirmation_report,
    write_marks_report,
    write_scores_report,
    write_signs_list,
)
from seed.demo.model import Municipality
from seed.demo.municipality import build_municipality
from seed.demo.places import PLACES
from seed.demo.profiles import LOW, MAIN, SMALL, STRONG
from seed.demo.region import REGION, is_reported
from seed.demo.register_lines import register_lines
from seed.demo.vpr import VprWork, results, works

pytestmark = pytest.mark.slow
REPORTED = tuple(work for work in works((2025,)) if is_reported(work))
SEED = 2026


@pytest.fixture(scope="module")
def demo() -> Municipality:
    return build_municipality("full")


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[int, str, str], ReportRow]:
    """The region in every report, by grade, subject and report."""
    paths = [tmp_path_factory.mktemp("region") / f"{name}.xlsx" for name in ("marks", "scores", "journal")]
    assert write_marks_report(paths[0], REPORTED, SEED) == 8
    assert write_scores_report(paths[1], REPORTED, SEED) == 8
    assert write_confirmation_report(paths[2], REPORTED) == 8
    read = [read_file(path, path.name) for path in paths]
    assert [parsed.problems for parsed in read] == [(), (), ()]
    found = [row for parsed in read for row in parsed.reports if row.area == REGION.name]
    return {(row.grade, row.subject, row.report): row for row in found}


def test_the_last_year_has_three_reports_on_each_of_four_works(
    rows: dict[tuple[int, str, str], ReportRow],
) -> None:
    assert [(work.grade, work.subject) for work in REPORTED] == [
        (4, "Русский язык"),
        (4, "Математика"),
        (5, "Русский язык"),
        (5, "Математика"),
    ]
    assert len(rows) == 12
    assert {(row.scope, row.n, row.year) for row in rows.values()} == {("region", REGION.pupils, 2025)}


@pytest.mark.parametrize("work", REPORTED, ids=lambda work: f"{work.grade} {work.subject}")
def test_marks_of_the_region_are_its_scores_by_the_scale_of_the_work(
    rows: dict[tuple[int, str, str], ReportRow], work: VprWork
) -> None:
    scores = dict(rows[work.grade, work.subject, "scores"].counts)
    assert list(scores) == [str(score) for score in range(work.scale.maximum + 1)]
    for mark, pupils in rows[work.grade, work.subject, "marks"].counts:
        counted = sum(n for score, n in scores.items() if str(work.scale.mark(int(score))) == mark)
        assert counted == pytest.approx(pupils, abs=REGION.pupils * 0.005)


@pytest.mark.parametrize("work", REPORTED, ids=lambda work: f"{work.grade} {work.subject}")
def test_the_municipality_writes_about_as_the_region_does(
    demo: Municipality, rows: dict[tuple[int, str, str], ReportRow], work: VprWork
) -> None:
    scores = rows[work.grade, work.subject, "scores"].counts
    region = sum(int(score) * n for score, n in scores) / REGION.pupils / work.scale.maximum
    ours = [r.primary for p in demo.profiles for r in results(demo, work, p.short_name)]
    assert abs(sum(ours) / len(ours) / work.scale.maximum - region) < 0.08


@pytest.mark.parametrize("place", PLACES)
def test_the_official_list_names_the_school_that_marks_kindly_and_never_the_strong_one(
    place: str, tmp_path: Path
) -> None:
    found = build_municipality("small", place=place)
    for year in found.years:
        path = tmp_path / f"{year}.xlsx"
        written = write_signs_list(path, found, year)
        lines = read_file(path, path.name).registers
        assert len(lines) == written
        logins = {line.school.login for line in lines}
        assert found.profile(found.of_role(MAIN)).login in logins
        assert found.profile(found.of_role(STRONG)).login not in logins
        assert all(_adds_up(line) for line in lines)


def _adds_up(line: RegisterLine) -> bool:
    count, *of_works, _years = (int(said) for _, said in line.cells)
    return count == sum(of_works) > 0


@pytest.mark.parametrize("place", PLACES)
def test_every_school_has_its_context_in_every_year(place: str) -> None:
    found = build_municipality("small", place=place)
    order = catalogue(profile_path(place)).profile
    schools = {profile.short_name: profile for profile in found.profiles if profile.sizes}
    for year in found.years:
        lines = [line for line in register_lines(found, order, year) if line.register == "school_context"]
        assert [line.organisation for line in lines] == list(schools)
        for line in lines:
            pupils, disability, index = (
                int(str(line.cells[name])) for name in ("pupils", "disability", "social_index")
            )
            assert pupils == sum(len(c.enrolments) for c in found.classes_of(line.organisation, year))
            assert disability < pupils / 5
            assert (index < 50) == (schools[line.organisation].role in (SMALL, LOW))
