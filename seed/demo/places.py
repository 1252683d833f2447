"""Demonstration municipalities, one for each shipped profile. All schools are invented.

Each has the three parts of the picture (a school that marks kindly, one that is honestly strong, one that falls) and
ordinary schools around them, so that every method has something to find.
"""

from __future__ import annotations

from seed.demo.curriculum import CRAFT_PRIMARY, CRAFT_TOGETHER
from seed.demo.profiles import (
    KINDERGARTEN_KIND,
    LOW,
    MAIN,
    PELYM,
    RURAL_STAFF,
    SMALL,
    STRONG,
    TOWN_STAFF,
    DemoPlace,
    Profile,
)

_RURAL_SIZES = (10, 9, 10, 8, 9, 10, 9, 8, 10, 5, 5)
_TOWN_SIZES = (19, 18, 19, 18, 18, 17, 18, 18, 18, 15, 14)


def _school(
    number: int,
    short_name: str,
    full_name: str,
    role: str = "",
    municipality: str = "",
    is_town: bool = False,
) -> Profile:
    """A school by its part: levels and falls much as in the first demonstration, sizes by town or village."""
    sizes = _TOWN_SIZES if is_town else _RURAL_SIZES
    level = {MAIN: -0.12, STRONG: 0.25, SMALL: -0.05, LOW: -0.55}.get(role, 0.04 + 0.04 * (number % 3))
    yearly = {SMALL: (0.0, -0.16, -0.36), STRONG: (0.0, 0.02, 0.03), LOW: (0.0, -0.02, -0.04)}.get(
        role, (0.0, 0.01, 0.0)
    )
    return Profile(
        short_name=short_name,
        full_name=full_name,
        kind="СОШ",
        role=role,
        municipality=municipality,
        oo_code=f"{7000 + number}",
        login=f"edu7700{number:02d}",
        is_rural=not is_town,
        letters="А",
        sizes=sizes,
        entry=(sizes[0], sizes[1]),
        senior=sizes[9],
        level=level,
        yearly=yearly,
        maths_gap=0.4 if role == SMALL else 0.0,
        inflation=0.40 if role == MAIN else 0.0,
        staff=TOWN_STAFF if is_town else RURAL_STAFF,
        extra=(CRAFT_PRIMARY, CRAFT_TOGETHER),
    )


def _kindergarten(name: str, place: str) -> Profile:
    return Profile(
        short_name=f"Детский сад «{name}»",
        full_name=f"МБДОУ детский сад «{name}» {place}",
        kind=KINDERGARTEN_KIND,
    )


YERSHICHI = DemoPlace(
    "yershichi",
    "Ершичский район",
    "67 - Смоленская область",
    309,
    (
        _school(1, "Районная СШ", "МБОУ «Районная средняя школа»", MAIN),
        _school(2, "Опорная СШ", "МБОУ «Опорная средняя школа»", STRONG),
        _school(3, "Лесная СШ", "МБОУ «Лесная средняя школа»", SMALL),
        _school(4, "Заречная СШ", "МБОУ «Заречная средняя школа»"),
        _kindergarten("Теремок", "Ершичского района"),
    ),
)
LENINSK_KUZNETSKY = DemoPlace(
    "leninsk-kuznetsky",
    "Ленинск-Кузнецкий городской округ",
    "42 - Кемеровская область – Кузбасс",
    412,
    (
        _school(11, "СОШ № 101", "МБОУ «Средняя общеобразовательная школа № 101»", MAIN, is_town=True),
        _school(12, "Гимназия № 102", "МБНОУ «Гимназия № 102»", STRONG, is_town=True),
        _school(13, "СОШ № 103", "МБОУ «Средняя общеобразовательная школа № 103»", SMALL, is_town=True),
        _school(14, "СОШ № 104", "МБОУ «Средняя общеобразовательная школа № 104»", is_town=True),
        _kindergarten("Малыш", "Ленинск-Кузнецкого городского округа"),
        _kindergarten("Огонёк", "Ленинск-Кузнецкого городского округа"),
    ),
)
STAROMAINSKY = DemoPlace(
    "staromainsky",
    "Старомайнский район",
    "73 - Ульяновская область",
    518,
    (
        _school(21, "Центральная СШ", "МБОУ «Центральная средняя школа»", MAIN),
        _school(22, "Волжская СШ", "МБОУ «Волжская средняя школа»", STRONG),
        _school(23, "Степная СШ", "МКОУ «Степная средняя школа»", SMALL),
        _school(24, "Луговая СШ", "МКОУ «Луговая средняя школа»"),
        _kindergarten("Колосок", "Старомайнского района"),
    ),
)
NIZHNY_NOVGOROD = DemoPlace(
    "nizhny-novgorod",
    "Нижегородская область",
    "52 - Нижегородская область",
    601,
    (
        _school(31, "СОШ № 31", "МБОУ «Средняя школа № 31»", MAIN, "Сосновский округ"),
        _school(32, "Лицей № 32", "МАОУ «Лицей № 32»", STRONG, "Сосновский округ"),
        _school(34, "СОШ № 34", "МБОУ «Средняя школа № 34»", SMALL, "Сосновский округ"),
        _school(41, "СОШ № 41", "МБОУ «Средняя школа № 41»", LOW, "Заволжский округ"),
        _school(42, "СОШ № 42", "МБОУ «Средняя школа № 42»", LOW, "Заволжский округ"),
        _school(43, "СОШ № 43", "МБОУ «Средняя школа № 43»", LOW, "Заволжский округ"),
        _school(44, "СОШ № 44", "МБОУ «Средняя школа № 44»", LOW, "Заволжский округ"),
        _school(45, "СОШ № 45", "МБОУ «Средняя школа № 45»", "", "Заволжский округ"),
        _school(51, "СОШ № 51", "МБОУ «Средняя школа № 51»", "", "Приокский округ"),
        _school(52, "СОШ № 52", "МБОУ «Средняя школа № 52»", "", "Приокский округ"),
    ),
)
PLACES = {place.code: place for place in (PELYM, YERSHICHI, LENINSK_KUZNETSKY, STAROMAINSKY, NIZHNY_NOVGOROD)}


def demo_place(profile: str) -> DemoPlace:
    """The demonstration of a profile; a profile of one's own is shown on the first one."""
    return PLACES.get(profile, PELYM)
