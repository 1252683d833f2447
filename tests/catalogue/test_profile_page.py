"""A municipality is added by the page docs/profile.md alone; its mistakes are told with file and line."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from dashboard.catalogue import FOLDER, Catalogue, CatalogueError, read_catalogue
from dashboard.catalogue import profile as described
from dashboard.views.low_problems import known_codes
from tests.catalogue.example import PAGE, example_profile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "sosnovka.toml"
    file.write_text(example_profile(), encoding="utf-8")
    return file


def load(path: Path) -> Catalogue:
    return read_catalogue(FOLDER, path)


def test_the_example_of_the_page_is_a_whole_profile(path: Path) -> None:
    found = load(path)
    assert found.profile.code == "sosnovka"
    assert list(found.mechanisms) == ["preparation"]
    assert found.indicators["clubs"].obtained == "entered"
    assert [item.code for part in found.profile.roadmap for item in part.items] == ["1/1", "1/2"]
    assert found.profile.roadmap[0].items[1].on == date(2025, 10, 1)


def test_its_own_definition_of_low_results_is_read_and_may_be_left_out(path: Path) -> None:
    found = load(path).profile.low_definition
    assert found is not None
    assert (found.kind, found.clause) == ("two_years_below", "п. 3.2")
    words = example_profile()
    start = words.index("[low_definition]")
    path.write_text(words[:start] + words[words.index("[indicator.clubs]") :], encoding="utf-8")
    assert load(path).profile.low_definition is None


def test_a_model_that_leaves_out_an_unknown_one_is_told_with_its_line(path: Path) -> None:
    words = example_profile()
    more = '[[support_model]]\ntitle = "А"\npurpose = "п"\nterm = "год"\ncondition = "у"\nclause = "п. 4"\n'
    path.write_text(f'{words}\n{more}not_in = ["Б"]\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"строка .*модели «Б» в этом профиле нет"):
        load(path)
    path.write_text(f'{words}\n{more}not_in = ["А"]\n', encoding="utf-8")
    assert load(path).profile.support_models[0].not_in == ("А",)


def test_its_target_holds_in_its_year_only(path: Path) -> None:
    found = load(path)
    assert found.aimed("quality", 2025).target == 55
    assert found.aimed("quality", 2024).target == found.indicators["quality"].target != 55


def test_a_target_of_one_school_stands_before_the_target_of_all(path: Path) -> None:
    more = '[[target]]\nindicator = "quality"\nunit = "СОШ № 2"\nvalue = 40.0\nclause = "п. 9"\n'
    path.write_text(f"{example_profile()}\n{more}", encoding="utf-8")
    found = load(path)
    assert found.aimed("quality", 2025, "СОШ № 2").target == 40
    assert found.aimed("quality", 2025, "СОШ № 1").target == 55


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('lead = "quality"', 'lead = "qualty"', "нет показателя «qualty»"),
        ('"oge_low_math"', '"oge_lov_math"', "нет показателя «oge_lov_math»"),
        ('clause = "п. 3.1"\n', "", "не указано поле «clause»"),
        ('clause = "п. 4.1"', 'clause = ""', "не указано поле «clause»"),
        ('on = "2025-10-01"', 'on = "31.02.2025"', "«31.02.2025» — не дата вида"),
        ('start = "03-01", end', 'start = "13-01", end', "«13-01» — не месяц и день"),
        ('repeat = "once"', 'repeat = "sometimes"', "repeat — одно из"),
        ('code = "preparation"', 'code = "magic"', "неизвестный механизм «magic»"),
        (
            'mechanism = "preparation"\nclause = "дорожная',
            'mechanism = "talent"\nclause = "дорожная',
            "талант",
        ),
        ('kind = "municipality"', 'kind = "village"', "kind — municipality или region"),
        ('kind = "federal"', 'kind = "martian"', "kind — одно из"),
        ("[[procedure]]", "[[procedures]]", "неизвестная таблица «procedures»"),
        ('no = "2"', 'no = "1"', "мероприятие «1/1» уже есть"),
        ("[indicator.clubs]", "[indicator.quality]", "показатель «quality» в программе уже есть"),
        ('kind = "two_years_below"', 'kind = "three_years"', "kind — одно из none, two_years_below"),
        (
            'kind = "two_years_below"',
            'kind = "problem_kinds"',
            "видов проблем [[problem_kind]] в профиле нет",
        ),
        ('clause = "п. 3.2"', 'clauses = "п. 3.2"', "неизвестное поле «clauses»"),
        ('obtained = "entered"', 'obtained = "computed"\nmethod = "x"', "вычислять его некому"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(path: Path, old: str, new: str, why: str) -> None:
    words = example_profile()
    assert old in words
    spoiled = words.replace(old, new, 1)
    path.write_text(spoiled, encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        load(path)
    said = str(refused.value)
    assert said.startswith("sosnovka.toml, строка ")
    assert ("механизма «talent» в этом профиле нет" if why == "талант" else why) in said
    line = int(said.removeprefix("sosnovka.toml, строка ").split(":")[0])
    place = spoiled[: spoiled.index(new)].count("\n") + 1 if new else None
    if new:
        # the line is the entry's own, or its header a few lines above
        assert line <= place + 1, said
        between = spoiled.splitlines()[line - 1 : place]
        assert sum(row.startswith("[") for row in between) <= 1, said


def test_the_page_names_every_table_that_a_profile_may_have() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for table in (*described._TABLES, "mechanism", "roadmap"):
        assert f"`[[{table}]]`" in page, table
    for word in ("[low_definition]", *described.LOW_DEFINITIONS, *filter(None, described.METRICS)):
        assert f"`{word}`" in page, word
    for code in known_codes():
        assert f"`{code}`" in page, code
    for name in described.MECHANISMS:
        assert f"`{name}`" in page, name
    for repeat in described.REPEATS:
        assert f"`{repeat}`" in page, repeat
    assert {field.name for field in fields(described.RoadmapItem)} >= {"due", "report", "responsible"}
