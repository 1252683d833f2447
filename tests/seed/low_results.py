"""Procedures of the demonstration counted by hand and judged by the rule of low results, without a database."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.methods.low_results import LowTable, low_table
from dashboard.methods.papers import MATHS, RUSSIAN, Procedure
from seed.demo import ege, oge, vpr
from seed.demo.model import Municipality

KEYS = {"Русский язык": RUSSIAN, "Математика": MATHS}
MINIMUM = {ege.RUSSIAN: 24, ege.PROFILE: 27}  # Рособрнадзор, points of a hundred
Found = tuple[str, Procedure, bool]  # school, procedure, whether it is below the minimum


def low_tables(demo: Municipality) -> dict[str, LowTable]:
    """The identification table of each school, by its short name."""
    counts: dict[str, dict[tuple[Procedure, int], tuple[int, int]]] = {}
    for year in demo.years:
        for school, procedure, is_below in (*_vpr(demo, year), *_oge(demo, year), *_ege(demo, year)):
            of_school = counts.setdefault(school, {})
            n, below = of_school.get((procedure, year), (0, 0))
            of_school[procedure, year] = (n + 1, below + is_below)
    return {school: low_table(found) for school, found in counts.items()}


def _vpr(demo: Municipality, year: int) -> Iterator[Found]:
    for work in vpr.works((year,)):
        if work.subject in KEYS:
            procedure = Procedure("vpr", work.grade, KEYS[work.subject])
            for profile in demo.profiles:
                for result in vpr.results(demo, work, profile.short_name):
                    yield profile.short_name, procedure, result.mark == 2


def _oge(demo: Municipality, year: int) -> Iterator[Found]:
    for exam in oge.exams(year):
        if exam.subject in KEYS:
            for result in oge.results(demo, exam):
                yield result.school, Procedure("oge", 9, KEYS[exam.subject]), result.mark == 2


def _ege(demo: Municipality, year: int) -> Iterator[Found]:
    for exam in ege.exams(year):
        for result in ege.results(demo, exam):
            if exam.is_base:
                yield result.school, Procedure("ege_base", 11, MATHS), result.score == 2
            elif exam.subject in MINIMUM:
                key = RUSSIAN if exam.subject == ege.RUSSIAN else MATHS
                yield result.school, Procedure("ege", 11, key), result.score < MINIMUM[exam.subject]
