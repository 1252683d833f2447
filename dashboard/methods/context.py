"""Context of a school (контекст школы): what its results depend on and it did not choose, and why it may be refused.

Size, countryside, pupils with disabilities, social index and the level its pupils came with. Two methods use it:
similar schools (`similar.py`) and the expected result (`value_added.py`). A value that is not known is None, never 0.
Which variables there are is a методика проекта; a department fills them in the register «Социальный паспорт школы».
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import log2

from dashboard.methods.means import Level
from dashboard.methods.papers import Procedure


class Shape(StrEnum):
    """How differences of a variable count: twice as many pupils are one step, whatever the size."""

    NUMBER = "number"
    SIZE = "size"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the context. `short`: its name where there is little room."""

    key: str
    title: str
    short: str
    shape: Shape = Shape.NUMBER


PUPILS = Variable("pupils", "обучающихся", "обучающихся", Shape.SIZE)
RURAL = Variable("rural", "сельская школа", "сельская", Shape.YES)
DISABILITY = Variable("disability", "доля обучающихся с ОВЗ", "доля ОВЗ")
SOCIAL_INDEX = Variable("social_index", "индекс социального благополучия", "социальный индекс")
PREVIOUS_COHORT = Variable("previous_cohort", "предыдущий уровень тех же обучающихся", "предыдущий уровень")
PREVIOUS_YEAR = Variable("previous_year", "результат школы год назад", "результат год назад")
PREVIOUS = (PREVIOUS_COHORT, PREVIOUS_YEAR)
VARIABLES = (PUPILS, RURAL, DISABILITY, SOCIAL_INDEX, *PREVIOUS)

Context = Mapping[str, float | None]  # key of a variable → value of the school
Levels = Mapping[tuple[Procedure, int], Mapping[int, Level]]  # procedure, year → school → level

LEAST_KNOWN = 2 / 3  # a variable that fewer schools state is left out of a model


class Reason(StrEnum):
    """Why a method refuses."""

    FEW_SCHOOLS = "few_schools"
    NO_VARIABLES = "no_variables"
    NO_PREVIOUS = "no_previous"
    NO_SPREAD = "no_spread"
    UNKNOWN_SCHOOL = "unknown_school"


@dataclass(frozen=True, slots=True)
class Refusal:
    """No answer, and why. `known` of the `needed` schools, or variables, are there."""

    reason: Reason
    known: int = 0
    needed: int = 0


def reading(variable: Variable, context: Context) -> float | None:
    """The value of a variable as differences are counted: sizes as powers of two."""
    value = context.get(variable.key)
    if value is None or variable.shape is not Shape.SIZE:
        return value
    return log2(value) if value > 0 else None


def cohort_before(procedure: Procedure, year: int) -> tuple[Procedure, int] | None:
    """The earlier procedure of the same pupils: ВПР-4 before ВПР-5, ВПР-8 before ОГЭ, ОГЭ two years before ЕГЭ."""
    exam, grade, subject = procedure
    if exam == "vpr" and grade > 4:
        return Procedure("vpr", grade - 1, subject), year - 1
    if exam == "oge":
        return Procedure("vpr", 8, subject), year - 1
    if exam in ("ege", "ege_base"):
        return Procedure("oge", 9, subject), year - 2
    return None


def previous_levels(
    levels: Levels, procedure: Procedure, year: int, schools: Iterable[int]
) -> tuple[Variable, dict[int, float]] | None:
    """Which earlier level can be used for all schools, and what it was: of the same pupils, else of the year before.

    One kind serves all schools of a comparison, since the two mean different things. None: two thirds of the schools
    have neither.
    """
    wanted = set(schools)
    before = cohort_before(procedure, year)
    sources = [] if before is None else [(PREVIOUS_COHORT, before)]
    for variable, source in (*sources, (PREVIOUS_YEAR, (procedure, year - 1))):
        found = {id_: level.mean for id_, level in levels.get(source, {}).items() if id_ in wanted}
        if found and len(found) >= LEAST_KNOWN * len(wanted):
            return variable, found
    return None
