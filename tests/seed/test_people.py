"""Invented names agree in gender and do not repeat."""

from __future__ import annotations

import random

import pytest

from seed.demo.people import SURNAMES, NameMaker, Sex, surname_for


@pytest.mark.parametrize(
    ("surname", "feminine"),
    [
        ("Берёзкин", "Берёзкина"),
        ("Полянский", "Полянская"),
        ("Луговской", "Луговская"),
        ("Ледков", "Ледкова"),
    ],
)
def test_surname_takes_the_feminine_ending(surname: str, feminine: str) -> None:
    assert surname_for(surname, "ж") == feminine
    assert surname_for(surname, "м") == surname


@pytest.mark.parametrize(("sex", "ending"), [("м", "ич"), ("ж", "на")])
def test_patronymic_agrees_with_the_surname(sex: Sex, ending: str) -> None:
    names = NameMaker(random.Random(1))
    surnames = {surname_for(surname, sex) for surname in SURNAMES}
    for _ in range(200):
        surname, _first, patronymic = names.pupil(sex).split(" ")
        assert patronymic.endswith(ending)
        assert surname in surnames


def test_names_of_one_school_do_not_repeat() -> None:
    names = NameMaker(random.Random(1))
    made = [names.pupil("м") for _ in range(3_000)]
    assert len(set(made)) == len(made)
