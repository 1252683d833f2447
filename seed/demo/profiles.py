"""The four schools of the demonstration municipality and what is peculiar to each.

Every number that shapes the picture stands here: «СОШ № 1» marks kindly, «Лицей» is honestly strong,
«СОШ № 2» is small, rural and falls year by year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from seed.demo.curriculum import (
    CAREER_HORIZONS,
    CAREER_MINIMUM,
    CRAFT_BOYS,
    CRAFT_GIRLS,
    CRAFT_PRIMARY,
    CRAFT_TOGETHER,
    ENGLISH,
    Course,
)

Size = Literal["full", "small"]

MUNICIPALITY = "городской округ Пелым"
REGION = "66 - Свердловская область"
MUNICIPALITY_CODE = 217

YEARS: dict[Size, tuple[int, ...]] = {"full": (2023, 2024, 2025), "small": (2024, 2025)}
GRADES: dict[Size, tuple[int, ...]] = {"full": tuple(range(1, 12)), "small": (4, 5, 8, 9, 10, 11)}

SCHOOL_1 = "СОШ № 1"
LYCEUM = "Лицей"
SCHOOL_2 = "СОШ № 2"
KINDERGARTEN = "Детский сад «Ромашка»"


@dataclass(frozen=True)
class Profile:
    """A school: who it is, how large its classes are, how its pupils do and how its teachers mark.

    `level` is the knowledge of its pupils on the scale of marks, `yearly` what is added to it in a school
    year, `inflation` what journals show above knowledge. `sizes` are pupils of one class by grade 1…11 when
    the demonstration begins; `entry` is a new grade 1, `senior` the one class of grade 10. A class of at least
    `split_from` pupils learns a foreign language in two groups (0: never).
    """

    short_name: str
    full_name: str
    kind: str
    oo_code: str = ""
    login: str = ""
    is_rural: bool = False
    letters: str = "А"
    sizes: tuple[int, ...] = ()
    entry: tuple[int, ...] = ()
    senior: int = 0
    split_from: int = 0
    level: float = 0.0
    yearly: tuple[float, ...] = (0.0, 0.0, 0.0)
    inflation: float = 0.0
    staff: tuple[tuple[str, int], ...] = ()
    extra: tuple[Course, ...] = ()
    spelling: tuple[tuple[str, str], ...] = ()

    def spelled(self, subject: str) -> str:
        """The subject as this school's journal spells it."""
        return dict(self.spelling).get(subject, subject)


_TOWN_STAFF = (
    ("primary", 8),
    ("russian", 3),
    ("maths", 3),
    ("english", 3),
    ("history", 2),
    ("geography", 1),
    ("biology", 1),
    ("chemistry", 1),
    ("physics", 1),
    ("informatics", 1),
    ("sport", 2),
    ("music", 1),
    ("art", 1),
    ("craft girls", 1),
    ("craft boys", 1),
    ("safety", 1),
)
# Two specialties joined by «+» are one teacher: in a small school a physicist also teaches informatics.
_RURAL_STAFF = (
    ("primary", 4),
    ("russian", 2),
    ("maths", 2),
    ("english", 1),
    ("history", 1),
    ("geography+biology", 1),
    ("chemistry", 1),
    ("physics+informatics", 1),
    ("sport+safety", 1),
    ("music+art", 1),
    ("craft girls", 1),
)

_SCHOOLS = (
    Profile(
        short_name=SCHOOL_1,
        full_name="МКОУ СОШ № 1 п. Пелым",
        kind="СОШ",
        oo_code="6601",
        login="edu660101",
        letters="АБ",
        sizes=(23, 22, 23, 22, 22, 21, 22, 22, 22, 21, 19),
        entry=(22, 21),
        senior=21,
        split_from=24,
        level=-0.22,
        yearly=(0.0, 0.0, 0.01),
        inflation=0.40,
        staff=_TOWN_STAFF,
        extra=(CRAFT_PRIMARY, CRAFT_GIRLS, CRAFT_BOYS, CAREER_MINIMUM),
    ),
    Profile(
        short_name=LYCEUM,
        full_name="МАОУ «Лицей» п. Пелым",
        kind="лицей",
        oo_code="6602",
        login="edu660102",
        letters="АБ",
        sizes=(17, 17, 16, 17, 17, 16, 17, 16, 17, 19, 17),
        entry=(17, 16),
        senior=19,
        split_from=20,
        level=0.25,
        yearly=(0.0, 0.02, 0.03),
        staff=_TOWN_STAFF,
        extra=(CRAFT_PRIMARY, CRAFT_GIRLS, CRAFT_BOYS, CAREER_HORIZONS),
        spelling=((ENGLISH, "Английский язык"),),
    ),
    Profile(
        short_name=SCHOOL_2,
        full_name="МКОУ СОШ № 2 п. Кедровая Падь",
        kind="СОШ",
        oo_code="6603",
        login="edu660103",
        is_rural=True,
        sizes=(15, 14, 16, 12, 7, 17, 14, 16, 15, 6, 4),
        entry=(12, 8),
        senior=5,
        level=0.12,
        yearly=(0.0, -0.12, -0.25),
        staff=_RURAL_STAFF,
        extra=(CRAFT_PRIMARY, CRAFT_TOGETHER),
    ),
    Profile(
        short_name=KINDERGARTEN,
        full_name="МКДОУ детский сад «Ромашка» п. Пелым",
        kind="детский сад",
    ),
)

_SMALL_SIZES: dict[str, tuple[int, ...]] = {
    SCHOOL_1: (15, 15, 15, 14, 15, 15, 15, 15, 14, 12, 12),
    LYCEUM: (12, 12, 12, 12, 11, 12, 12, 12, 12, 10, 9),
    SCHOOL_2: (8, 8, 7, 8, 6, 7, 8, 7, 7, 4, 3),
}
_SMALL_SENIOR: dict[str, int] = {SCHOOL_1: 12, LYCEUM: 10, SCHOOL_2: 4}
_SMALL_SPLIT: dict[str, int] = {SCHOOL_1: 17, LYCEUM: 13, SCHOOL_2: 0}


def profiles(size: Size) -> tuple[Profile, ...]:
    """The schools in the order in which they are listed. The kindergarten has neither sizes nor staff."""
    return _SCHOOLS if size == "full" else tuple(_shrunk(profile) for profile in _SCHOOLS)


def _shrunk(profile: Profile) -> Profile:
    sizes = _SMALL_SIZES.get(profile.short_name)
    if sizes is None:
        return profile
    return replace(
        profile,
        letters="А",
        sizes=sizes,
        entry=(sizes[0],),
        senior=_SMALL_SENIOR[profile.short_name],
        split_from=_SMALL_SPLIT[profile.short_name],
    )
