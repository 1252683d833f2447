"""The schools of the demonstration municipalities and what is peculiar to each.

Every number that shapes the picture stands here: «СОШ № 1» marks kindly, «Лицей» is honestly strong,
«СОШ № 2» is small, rural, falls year by year and is at last left without a mathematician.
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

YEARS: dict[Size, tuple[int, ...]] = {"full": (2023, 2024, 2025), "small": (2024, 2025)}
ALL_GRADES = tuple(range(1, 12))
SHORT_GRADES = (4, 8, 9, 11)  # those that are examined

# Parts that schools play: kind marks, honest strength, decline, low results of long standing.
MAIN, STRONG, SMALL, LOW = "main", "strong", "small", "low"

SCHOOL_1 = "СОШ № 1"
LYCEUM = "Лицей"
SCHOOL_2 = "СОШ № 2"
KINDERGARTEN = "Детский сад «Ромашка»"
KINDERGARTEN_KIND = "детский сад"


@dataclass(frozen=True)
class Profile:
    """A school: who it is, how large its classes are, how its pupils do and how its teachers mark.

    `level` is the knowledge of its pupils on the scale of marks, `yearly` what is added to it in a school
    year, `inflation` what journals show above knowledge. `sizes` are pupils of one class by grade 1…11 when
    the demonstration begins; `entry` is a new grade 1, `senior` the one class of grade 10. A class of at least
    `split_from` pupils learns a foreign language in two groups (0: never). `role`: the part it plays in the
    picture (main, strong, small, low), empty for an ordinary one. `maths_gap` is what exams in mathematics
    lose from grade 7 on in the last year: the mathematician left, and substitutes go on marking as before.
    `municipality`: where it stands in a region.
    """

    short_name: str
    full_name: str
    kind: str
    role: str = ""
    municipality: str = ""
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
    maths_gap: float = 0.0
    inflation: float = 0.0
    staff: tuple[tuple[str, int], ...] = ()
    extra: tuple[Course, ...] = ()
    spelling: tuple[tuple[str, str], ...] = ()

    def spelled(self, subject: str) -> str:
        """The subject as this school's journal spells it."""
        return dict(self.spelling).get(subject, subject)


TOWN_STAFF = (
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
RURAL_STAFF = (
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
        role=MAIN,
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
        staff=TOWN_STAFF,
        extra=(CRAFT_PRIMARY, CRAFT_GIRLS, CRAFT_BOYS, CAREER_MINIMUM),
    ),
    Profile(
        short_name=LYCEUM,
        role=STRONG,
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
        staff=TOWN_STAFF,
        extra=(CRAFT_PRIMARY, CRAFT_GIRLS, CRAFT_BOYS, CAREER_HORIZONS),
        spelling=((ENGLISH, "Английский язык"),),
    ),
    Profile(
        short_name=SCHOOL_2,
        role=SMALL,
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
        maths_gap=0.5,
        staff=RURAL_STAFF,
        extra=(CRAFT_PRIMARY, CRAFT_TOGETHER),
    ),
    Profile(
        short_name=KINDERGARTEN,
        full_name="МКДОУ детский сад «Ромашка» п. Пелым",
        kind=KINDERGARTEN_KIND,
    ),
)

_SMALL_SIZES: dict[str, tuple[int, ...]] = {
    MAIN: (15, 15, 15, 14, 15, 15, 15, 15, 14, 12, 12),
    STRONG: (12, 12, 12, 12, 11, 12, 12, 12, 12, 10, 9),
    SMALL: (8, 8, 7, 8, 6, 7, 8, 7, 7, 4, 3),
}
_ORDINARY_SIZES = (9, 9, 8, 9, 8, 9, 9, 8, 9, 6, 5)
_SMALL_SENIOR: dict[str, int] = {MAIN: 12, STRONG: 10, SMALL: 4}
_SMALL_SPLIT: dict[str, int] = {MAIN: 17, STRONG: 13, SMALL: 0}


@dataclass(frozen=True)
class DemoPlace:
    """A municipality or region of the demonstration. `code` is the profile's; `region` and `municipality_code` stand in
    protocols. `small_grades` are those of the small size: fewer where there are many schools."""

    code: str
    municipality: str
    region: str
    municipality_code: int
    schools: tuple[Profile, ...]
    small_grades: tuple[int, ...] = SHORT_GRADES

    def grades(self, size: Size) -> tuple[int, ...]:
        """Grades that have classes."""
        return ALL_GRADES if size == "full" else self.small_grades

    def of_role(self, role: str) -> str:
        """Short name of the school that plays a part."""
        return next(school.short_name for school in self.schools if school.role == role)

    def sized(self, size: Size) -> tuple[Profile, ...]:
        """The schools in the order in which they are listed. A kindergarten has neither sizes nor staff."""
        return self.schools if size == "full" else tuple(_shrunk(school) for school in self.schools)


PELYM = DemoPlace(
    "pelym", "городской округ Пелым", "66 - Свердловская область", 217, _SCHOOLS, (4, 5, 8, 9, 10, 11)
)


def _shrunk(profile: Profile) -> Profile:
    if not profile.sizes:
        return profile
    sizes = _SMALL_SIZES.get(profile.role, _ORDINARY_SIZES)
    return replace(
        profile,
        letters="А",
        sizes=sizes,
        entry=(sizes[0],),
        senior=_SMALL_SENIOR.get(profile.role, 5),
        split_from=_SMALL_SPLIT.get(profile.role, 0),
    )
