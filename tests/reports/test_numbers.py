"""Every number of a report is the mart's: tables are read back, numbers of sentences are parsed and counted again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import select

from dashboard.blocks import Matrix, Quantity, State, Table
from dashboard.catalogue import Indicator
from dashboard.house import House
from dashboard.methods.intervals import differ_significantly, wilson_interval
from dashboard.numbers import format_quantity, format_year
from dashboard.page import row_cells
from data_access.tables import indicator_value, unit
from tests.reports.conftest import NOTE, YEARLY, report_of
from tests.reports.paper import Paper, plain

SHARE = r"([\d,]+) % \((\d+) из (\d+)\)"
MISSED = re.compile(rf"(?:[^.]+\. )?(?P<title>.+) — {SHARE}, цель (?:≤ )?([\d,]+) %: (ниже цели|зона риска)")
CHANGED = re.compile(
    rf"(?P<title>.+) — {SHARE}, год назад {SHARE}: (рост|снижение) на ([\d,]+) п\.п\.(?:, (улучшение|ухудшение))?"
)
BEHIND = re.compile(rf"(?:[^.]+\. )?(?P<place>[^:]+): (?P<title>.+) — {SHARE}")
Mart = dict[tuple[str, int, int], tuple[float, float]]


@pytest.fixture(scope="module")
def mart(demo: House) -> Mart:
    """Yearly values as the database keeps them."""
    columns = indicator_value.c
    statement = select(
        columns.indicator, columns.unit_id, columns.year, columns.numerator, columns.denominator
    )
    with demo.database.reading() as connection:
        rows = connection.execute(statement.where(columns.checkpoint == "Y"))
        return {(code, place, year): (above, below) for code, place, year, above, below in rows}


def names(house: House) -> dict[str, int]:
    with house.database.reading() as connection:
        rows = connection.execute(select(unit.c.short_name, unit.c.id).where(unit.c.kind != "class"))
        return {name: id_ for name, id_ in rows}


def by_title(house: House, mechanism: str = "") -> dict[str, Indicator]:
    known = house.catalogue
    codes = known.mechanisms[mechanism].indicators if mechanism else known.indicators
    return {known.indicators[code].title.lower(): known.indicators[code] for code in codes}


def number(text: str) -> float:
    return float(text.replace(",", "."))


def top(house: House) -> int:
    return min(names(house).values())


def test_the_years_of_every_mechanism_are_those_of_the_mart(
    demo: House, papers: Callable[[str], Paper], mart: Mart
) -> None:
    compared = 0
    for code, mechanism in demo.catalogue.mechanisms.items():
        rows = papers(YEARLY).table(f"{mechanism.short_title}: показатели по годам")
        years = {format_year(year): year for year in range(2020, 2027)}
        for row in rows[1:]:
            indicator = by_title(demo, code)[row[0].lower()]
            for shown, text in zip(rows[0][1:], row[1:], strict=True):
                found = mart.get((indicator.code, top(demo), years[shown]))
                if found is None:
                    assert text == "нет данных"
                    continue
                wanted = Quantity(indicator.value(*found), indicator.measure)
                wanted = (
                    wanted
                    if wanted.value is not None
                    else Quantity(None, indicator.measure, State.NOT_APPLICABLE)
                )
                assert text.rstrip("*") == plain(format_quantity(wanted)), (indicator.code, shown)
                compared += 1
    assert compared > 100


@pytest.mark.parametrize("query", [YEARLY, NOTE])
def test_every_number_of_every_block_stands_in_its_table(
    query: str, demo: House, papers: Callable[[str], Paper]
) -> None:
    report, paper = report_of(demo, query), papers(query)
    compared = 0
    for section, part in zip(report.sections, paper.parts, strict=True):
        cells = Counter(
            word for table in part.tables for row in table for cell in row for word in numbers_of(cell)
        )
        for block in section.tables:
            for quantity in quantities(block):
                for word in numbers_of(plain(format_quantity(quantity))):
                    assert cells[word] > 0, (section.key, block.key, word)
                    compared += 1
    assert compared > 60


def numbers_of(text: str) -> list[str]:
    return re.findall(r"[+−]?\d+(?:,\d+)?", text)


def quantities(block: Table | Matrix) -> list[Quantity]:
    cells = [cell for row in block.rows[:40] for cell in row_cells(row)]
    return [cell.quantity for cell in cells if cell.quantity is not None]


def test_a_sentence_about_a_missed_target_can_be_counted_again(
    demo: House, papers: Callable[[str], Paper], mart: Mart
) -> None:
    said = papers(NOTE).part("Показатели и цели").points
    told = set()
    for sentence in said:
        found = MISSED.fullmatch(sentence)
        assert found, sentence
        indicator = by_title(demo, "preparation")[found["title"].lower()]
        above, below = mart[(indicator.code, top(demo), 2025)]
        assert (float(found[3]), float(found[4])) == (above, below)
        assert number(found[2]) == round(100 * above / below + 1e-9, 1)
        interval = wilson_interval(above, below)
        target = number(found[5])
        assert not 100 * interval.low <= target <= 100 * interval.high, sentence
        told.add(indicator.code)
    assert {"quality", "pass_rate"} <= told


def test_a_change_is_told_when_it_is_more_than_chance_and_only_then(
    demo: House, papers: Callable[[str], Paper], mart: Mart
) -> None:
    place, told = top(demo), 0
    for code, mechanism in demo.catalogue.mechanisms.items():
        part = papers(YEARLY).part(mechanism.short_title)
        found = {}
        for sentence in part.points:
            match = CHANGED.fullmatch(sentence)
            assert match, sentence
            found[by_title(demo, code)[match["title"].lower()].code] = match
        for indicator in (demo.catalogue.indicators[one] for one in mechanism.indicators):
            now, before = (mart.get((indicator.code, place, year)) for year in (2025, 2024))
            moved = (
                indicator.is_proportion
                and now is not None
                and before is not None
                and min(now[1], before[1]) > 1
                and all(0 <= above <= below for above, below in (now, before))
                and differ_significantly(*now, *before)
            )
            assert (indicator.code in found) == moved, indicator.code
            if moved and now and before:
                check_change(found[indicator.code], indicator, now, before)
                told += 1
        summary = re.search(r"больше случайного измени\w+ (\d+)", " ".join(part.sentences))
        assert (int(summary[1]) if summary else 0) == len(found)
    assert told >= 2


def check_change(
    match: re.Match[str], indicator: Indicator, now: tuple[float, float], before: tuple[float, float]
) -> None:
    shown = tuple(float(match[at]) for at in (3, 4, 6, 7))
    assert shown == (*now, *before)
    step = 100 * (now[0] / now[1] - before[0] / before[1])
    assert number(match[9]) == pytest.approx(abs(step), abs=0.051)
    assert match[8] == ("рост" if step > 0 else "снижение")
    if indicator.polarity != "none":
        assert match[10] == ("улучшение" if (step > 0) == (indicator.polarity == "higher") else "ухудшение")


def test_an_organisation_is_named_only_when_it_differs_and_never_by_what_must_not_rank(
    demo: House, papers: Callable[[str], Paper], mart: Mart
) -> None:
    part = papers(NOTE).part("Сравнение организаций")
    known, place = names(demo), top(demo)
    for sentence in part.points:
        found = BEHIND.fullmatch(sentence)
        assert found, sentence
        indicator = by_title(demo, "preparation")[found["title"].lower()]
        assert "no_ranking" not in indicator.uses
        own, whole = mart[(indicator.code, known[found["place"]], 2025)], mart[(indicator.code, place, 2025)]
        assert (float(found[4]), float(found[5])) == own
        assert own[1] >= 10
        assert differ_significantly(*own, whole[0] - own[0], whole[1] - own[1])
    assert part.points
    assert not any("ВПР" in sentence for sentence in part.points)


def test_the_summary_counts_what_the_table_says(papers: Callable[[str], Paper]) -> None:
    paper = papers(NOTE)
    said = " ".join(paper.part("Главное").sentences)
    found = re.search(
        r"В механизме (\d+) \w+, значения есть у (\d+)\. Цель задана для (\d+) из них: достигнута — (\d+), "
        r"в зоне риска — (\d+), ниже цели — (\d+)",
        said,
    )
    assert found, said
    total, known, aimed, reached, risk, below = map(int, found.groups())
    rows = paper.table("Показатели механизма")[1:]
    words = Counter(row[-1] for row in rows)
    assert (total, known) == (len(rows), sum(row[1] != "нет данных" for row in rows))
    assert (reached, risk, below) == (words["● достигнут"], words["▲ зона риска"], words["▼ ниже цели"])
    assert aimed == reached + risk + below


def test_the_roadmap_counts_what_its_table_lists(papers: Callable[[str], Paper]) -> None:
    part = papers(NOTE).part("Дорожная карта")
    found = re.search(r"выполнено (\d+), идёт (\d+), просрочено (\d+)", " ".join(part.sentences))
    assert found
    states = Counter(row[1].split(" ")[1] for row in part.tables[0][1:])
    assert tuple(map(int, found.groups())) == (states["выполнено"], states["идёт"], states["просрочено"])
