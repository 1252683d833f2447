"""Names of organisations in the case that Russian wants."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.recommending.addressing import genitive, owner_of
from data_access.queries.places import Place
from tests.recommending.catalogue import own_catalogue


def place(name: str, kind: str = "СОШ", level: str = "school") -> Place:
    return Place(1, level, None, name, name, kind, False, None, None, None)


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("СОШ № 2", "СОШ", "СОШ № 2"),
        ("МКОУ «Школа»", "СОШ", "МКОУ «Школа»"),
        ("Лицей", "лицей", "лицея"),
        ("Гимназия № 3", "гимназия", "гимназии № 3"),
        ("Лицейская", "СОШ", "школы «Лицейская»"),
        ("Детский сад № 1", "детский сад", "детского сада № 1"),
        ("«Ромашка»", "детский сад", "детского сада «Ромашка»"),
        ("МБДОУ № 4", "детский сад", "МБДОУ № 4"),
    ],
)
def test_a_name_stands_in_the_genitive(name: str, kind: str, words: str) -> None:
    assert genitive(place(name, kind)) == words


def test_a_measure_belongs_to_the_head_of_the_place_or_to_the_coordinator(tmp_path: Path) -> None:
    mechanism = own_catalogue(tmp_path).mechanism("preparation")
    assert owner_of(place("Лицей"), mechanism) == "директор лицея"
    assert owner_of(place("Ромашка", "детский сад"), mechanism) == "руководитель детского сада «Ромашка»"
    assert owner_of(place("Округ", "", "municipality"), mechanism) == "координатор механизма «Подготовка»"
