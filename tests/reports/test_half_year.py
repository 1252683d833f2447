"""The half-yearly report: only where the order asks for one, whole even before there is a figure."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.house import House, build_house
from dashboard.reports.kinds import half_span, newest_half
from dashboard.settings import Settings
from data_access.viewer import NotFound
from seed.install import prepare
from tests.conftest import NOW
from tests.reports.conftest import paper_of, report_of
from tests.reports.paper import Paper


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> House:
    """An installation of the regional order without a figure in it."""
    folder = tmp_path_factory.mktemp("region") / "var"
    settings = Settings(var_dir=folder, profile="nizhny-novgorod", _env_file=None)  # type: ignore[call-arg]
    house = build_house(settings, lambda: NOW)
    prepare(house)
    return house


@pytest.fixture(scope="module")
def paper(region: House) -> Paper:
    return paper_of(region, "kind=half-yearly&year=2020&period=H2")


def test_the_order_of_the_region_has_a_half_yearly_report(paper: Paper) -> None:
    assert "Отчёт об исполнении плана мероприятий («дорожной карты»)" in paper.title
    assert "первое полугодие 2021 года (01.01.2021 – 30.06.2021)" in paper.title


def test_it_goes_through_every_part_of_the_plan(paper: Paper, region: House) -> None:
    headings = [part.heading for part in paper.parts]
    for section in region.catalogue.profile.roadmap:
        assert section.title in headings


def test_items_that_fall_due_in_the_half_are_listed(paper: Paper, region: House) -> None:
    plan = {section.title for section in region.catalogue.profile.roadmap}
    tables = [table for part in paper.parts if part.heading in plan for table in part.tables]
    listed = {row[0].split(". ", 1)[1] for table in tables for row in table[1:]}
    span = half_span(2020, "H2")
    due = [
        item.title
        for section in region.catalogue.profile.roadmap
        for item in section.items
        if item.on is not None and span.start <= item.on <= span.end
    ]
    assert due
    assert set(due) <= listed


def test_without_figures_every_section_says_why(paper: Paper) -> None:
    assert [part.heading for part in paper.parts if part.is_empty] == []
    assert any("нет" in sentence for sentence in paper.part("Поддержка школ").sentences)


def test_a_summer_item_of_the_year_before_belongs_to_the_half_that_begins_in_july(region: House) -> None:
    report = report_of(region, "kind=half-yearly&year=2020&period=H1")
    assert report.period == "второе полугодие 2020 года (01.07.2020 – 31.12.2020)"


def test_the_other_orders_have_none(demo: House) -> None:
    with pytest.raises(NotFound, match="не требует"):
        report_of(demo, "kind=half-yearly")


@pytest.mark.parametrize(
    ("today", "half"),
    [
        (date(2025, 11, 1), "H1"),
        (date(2026, 2, 1), "H1"),
        (date(2026, 7, 14), "H2"),
        (date(2027, 1, 9), "H2"),
    ],
)
def test_without_a_choice_the_last_half_that_is_over_is_taken(today: date, half: str) -> None:
    assert newest_half(2025, today) == half
