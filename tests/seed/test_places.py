"""Each profile has a demonstration of its own kind: files read whole, names of its own people, its own picture."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple
from pathlib import Path

import pytest

from dashboard.catalogue import Catalogue, catalogue, profile_path
from dashboard.entry_checks import Amount, impossible
from data_access.formats.parsing import read_file
from data_access.formats.rows import Parsed
from seed.demo import demo_files
from seed.demo.entries import Stated, late_organisation, stated
from seed.demo.model import Municipality
from seed.demo.municipality import build_municipality
from seed.demo.places import PLACES
from seed.demo.profiles import LOW, SMALL, STRONG, Size
from tests.seed.low_results import low_tables

pytestmark = pytest.mark.slow
NAMES = {"pupil", "teacher", "mentor", "name"}
HEADS = "heads"  # directors stand in no roster


@pytest.fixture(scope="module", params=PLACES)
def place(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def demo(place: str) -> Municipality:
    return build_municipality("small", place=place)


@pytest.fixture(scope="module")
def known(place: str) -> Catalogue:
    return catalogue(profile_path(place))


@pytest.fixture(scope="module")
def figures(demo: Municipality, known: Catalogue) -> list[Stated]:
    return list(stated(demo, known))


@pytest.fixture(scope="module")
def read(place: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Parsed]:
    folder = tmp_path_factory.mktemp(place)
    files = demo_files(folder, "small", place=place)
    return {file.path.name: read_file(file.path, file.path.name) for file in files}


def test_every_file_is_read_without_a_problem(read: dict[str, Parsed]) -> None:
    assert {name: parsed.problems for name, parsed in read.items() if parsed.problems} == {}


def test_people_of_personal_registers_are_those_of_the_roster(
    read: dict[str, Parsed], demo: Municipality, known: Catalogue
) -> None:
    titles = {
        item.title: item for item in known.registers.values() if item.is_personal and item.code != HEADS
    }
    for year in demo.years:
        roster = read[f"roster_{year}.xlsx"]
        people = {row.pupil for row in roster.pupils} | {row.teacher for row in roster.teaching}
        lines = [line for line in read[f"registers_{year}.xlsx"].registers if line.register in titles]
        named = {
            words
            for line in lines
            for title, words in line.cells
            if {column.title: column.code for column in titles[line.register].columns}[title] in NAMES
        }
        assert named <= people | {teacher.name for teacher in demo.teachers}
        assert bool(named) == bool({line.register for line in lines})


def amount(one: Stated) -> Amount:
    return Amount(float(one.numerator), None if one.denominator is None else float(one.denominator))


def test_stated_figures_could_be_sent_by_the_form(figures: list[Stated], known: Catalogue) -> None:
    wrong = {
        (one.organisation, one.indicator): sentence
        for one in figures
        if (sentence := impossible(known.indicators[one.indicator], amount(one)))
    }
    assert wrong == {}


def test_stated_shares_are_neither_all_nothing_nor_all_everything(
    figures: list[Stated], known: Catalogue
) -> None:
    shares = [
        one.numerator / one.denominator
        for one in figures
        if one.denominator and one.denominator > 1 and known.indicators[one.indicator].is_proportion
    ]
    if known.profile.code == "nizhny-novgorod":
        assert shares == []  # its schools state a yes or a no; shares of people come from registers
        return
    extreme = sum(share in (0.0, 1.0) for share in shares)
    assert len(shares) > 10
    assert extreme < len(shares) / 3


def test_one_organisation_is_late_in_the_last_year_and_nobody_before(
    demo: Municipality, figures: list[Stated]
) -> None:
    sent = Counter((one.organisation, one.year) for one in figures)
    late, last = late_organisation(demo), demo.years[-1]
    others = {profile.short_name for profile in demo.profiles if profile.short_name != late}
    assert sent[late, last] < sent[late, last - 1]
    assert {name for name in others if sent[name, last] < sent[name, last - 1]} == set()


@pytest.mark.parametrize("size", ["small", "full"])
def test_the_falling_school_comes_onto_the_list_and_the_strong_one_never(place: str, size: Size) -> None:
    demo = build_municipality(size, place=place)
    tables, last = low_tables(demo), demo.years[-1]
    falling, strong = tables[demo.of_role(SMALL)], tables[demo.of_role(STRONG)]
    assert falling.verdicts[last].is_listed
    assert not any(verdict.is_listed for verdict in strong.verdicts.values())


@pytest.mark.parametrize("size", ["small", "full"])
def test_one_municipality_of_the_region_has_as_many_low_schools_as_two_support_models_ask(size: Size) -> None:
    demo = build_municipality(size, place="nizhny-novgorod")
    tables, last = low_tables(demo), demo.years[-1]
    listed = Counter(p.municipality for p in demo.profiles if tables[p.short_name].verdicts[last].is_listed)
    low = {profile.municipality for profile in demo.profiles if profile.role == LOW}
    (most,) = low
    models = [one for one in catalogue(profile_path("nizhny-novgorod")).profile.support_models if one.max]
    assert len(models) == 2
    assert all((model.min or 0) <= listed[most] <= (model.max or 0) for model in models)
    assert len(listed) >= 2
    assert len({profile.municipality for profile in demo.profiles}) == 3


def test_two_writings_of_a_place_have_equal_content(tmp_path: Path) -> None:
    first, second = (
        [read_file(f.path, f.path.name) for f in demo_files(tmp_path / name, "small", place="staromainsky")]
        for name in ("first", "second")
    )
    assert list(map(astuple, first)) == list(map(astuple, second))
