"""Short names of schools."""

from __future__ import annotations

import pytest

from dashboard.loading.school_names import short_school_name

LEGAL = "Муниципальное автономное общеобразовательное учреждение"


@pytest.mark.parametrize(
    ("full", "short"),
    [
        (f'{LEGAL} "Средняя общеобразовательная школа № 0"', "СОШ № 0"),
        (f"{LEGAL} «Средняя  общеобразовательная школа №12»", "СОШ № 12"),
        (f"{LEGAL} основная общеобразовательная школа № 3 имени Героя", "ООШ № 3"),
        (f'{LEGAL} "Начальная общеобразовательная школа № 5"', "НОШ № 5"),
        (f"{LEGAL} СОШ № 2 с углублённым изучением отдельных предметов", "СОШ № 2"),
        ("МБОУ «СОШ № 1»", "СОШ № 1"),
        ("МАОУ гимназия № 5", "Гимназия № 5"),
        ('МАОУ "Лицей № 1"', "Лицей № 1"),
        ('МАОУ Гимназия "Арктика"', "Гимназия «Арктика»"),
        ('МКОУ "Основная общеобразовательная школа с. Речное"', "ООШ с. Речное"),
        ("СОШ № 4", "СОШ № 4"),
    ],
)
def test_a_legal_name_becomes_the_one_people_use(full: str, short: str) -> None:
    assert short_school_name(full) == short


@pytest.mark.parametrize(
    "name",
    [
        "код ОО 9306",
        "edu203389",
        "Школа № 5",
        'МБОУ "Центр образования № 4"',
        'МБОУ "Начальная школа - детский сад № 7"',
        "Филиал МБОУ СОШ № 1 в д. Малая",
        "МАОУ лицей № 2 (гимназия № 2)",
        "Вечерняя школа № 1",
        "СОШ-интернат № 8",
        "",
    ],
)
def test_a_name_of_an_unknown_pattern_is_kept(name: str) -> None:
    assert short_school_name(name) == name
