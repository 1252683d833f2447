"""Sentences about signs (признаки необъективности): templates over the numbers of one check, nothing else.

Every number of a sentence is one of the check's own, in the same rounding as the table beside it, so a reader can hold
one against the other, and a test takes the numbers back out of the words.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Measure
from dashboard.computed.papers import KEYS
from dashboard.methods.multiple import LEVEL
from dashboard.methods.papers import Procedure
from dashboard.numbers import format_number
from data_access.queries.signs import SignRow

NOT_A_BREACH = "признак ≠ нарушение"
TITLES = {
    "mean": "завышение среднего балла",
    "mismatch": "несоответствие отметкам журнала",
    "rise": "резкий рост параллели",
    "fall": "резкое падение параллели",
    "lowered": "школьные отметки выше результата",
    "raised": "результат выше школьных отметок",
    "border": "всплеск на границе отметки",
    "twins": "одинаковые работы",
}
REASONS = {
    "not_written": "процедуру в школе не писали",
    "few_pupils": "участников меньше, чем нужно для вывода",
    "no_spread": "все результаты одинаковы",
    "no_journal": "в протоколе нет отметок журнала",
    "no_cohort": "нет результатов этой параллели годом раньше",
    "few_schools": "школ с такими данными меньше пяти",
    "no_scale": "нет шкалы перевода баллов в отметки",
    "no_tasks": "в протоколе нет баллов по заданиям",
    "no_reference": "не с чем сравнить: мало результатов у эталона",
}
REFERENCES = {"region": "регион", "municipality": "остальные школы", "": "сама школа"}
# Name of a number → how it is written. A number that is not here is not put into a sentence.
MEASURES = {
    "mean": Measure.MEAN,
    "low": Measure.MEAN,
    "high": Measure.MEAN,
    "reference_low": Measure.MEAN,
    "reference_high": Measure.MEAN,
    "coefficient": Measure.RATIO,
    "rs": Measure.RATIO,
    "before": Measure.INDEX,
    "after": Measure.INDEX,
    "ratio": Measure.RATIO,
    "fence": Measure.RATIO,
    "count": Measure.COUNT,
    "pairs": Measure.COUNT,
    "share": Measure.INDEX,
    "reference_share": Measure.INDEX,
    "limit": Measure.INDEX,
    "mark": Measure.COUNT,
    "score": Measure.COUNT,
    "expected": Measure.INDEX,
    "excess": Measure.RATIO,
    "z": Measure.RATIO,
    "copies": Measure.COUNT,
    "largest": Measure.COUNT,
    "n": Measure.COUNT,
}
TEMPLATES = {
    "mean": "Средний балл {mean} (интервал {low}–{high}, участников {n}) выше интервала эталона "
    "{reference_low}–{reference_high}; коэффициент {coefficient}.",
    "mismatch": "Чем выше отметка журнала, тем ниже балл: ранговая корреляция {rs}, участников {n}.",
    "rise": "Параллель выполнила {before} % работы в 4 классе и {after} % в 5-м; отношение {ratio} ниже границы "
    "{fence}, участников {n}.",
    "fall": "Параллель выполнила {before} % работы в 4 классе и {after} % в 5-м; отношение {ratio} выше границы "
    "{fence}, участников {n}.",
    "lowered": "Результат ниже отметки журнала у {count} из {pairs} ({share} %) при {reference_share} % у эталона; "
    "граница {limit} %.",
    "raised": "Результат выше отметки журнала у {count} из {pairs} ({share} %) при {reference_share} % у эталона; "
    "граница {limit} %.",
    "border": "Балл {score}, с которого ставят «{mark}», у {count} участников из {n}, у соседних баллов в среднем "
    "{expected}; это в {excess} раза больше, чем у эталона, z = {z}.",
    "twins": "Работ, которые по заданиям повторяют чужую, {copies} (самая большая группа {largest}, участников {n}); "
    "случайно ожидалось {expected}.",
}
# Where the neighbours of a border were emptied, what is expected comes from the reference.
EMPTIED = (
    "Балл {score}, с которого ставят «{mark}», у {count} участников из {n}, по профилю эталона ожидалось бы "
    "{expected}; это в {excess} раза больше, чем у эталона, z = {z}."
)
CHANCE = "Вероятность такого у честной школы p = {p}, с поправкой на число проверок q = {q}."
NO_CHANCE = "Вероятность не оценена: школ для сравнения меньше восьми."


def procedure_label(exam: str, grade: int, subject: str) -> str:
    """«ВПР-5, математика»."""
    return Procedure(exam, grade, KEYS.get(subject, subject.lower())).label


def numbers_of(sign: SignRow) -> Mapping[str, float]:
    """Every number that a sentence about this check may hold."""
    return {**sign.numbers, "n": sign.n}


def sentence(sign: SignRow) -> str:
    """What the numbers of a check show."""
    texts = {
        name: format_number(number, MEASURES[name])
        for name, number in numbers_of(sign).items()
        if name in MEASURES
    }
    words = template_of(sign).format(**texts).replace(" %", "\u00a0%")
    if sign.numbers.get("provisional"):
        words += " Ориентировочно: участников меньше пятидесяти."
    return words


def template_of(sign: SignRow) -> str:
    """The template whose words are true of this check."""
    return EMPTIED if sign.numbers.get("emptied") else TEMPLATES[sign.kind]


def chance(sign: SignRow) -> str:
    """How much of it is chance, raw and corrected."""
    if sign.p is None or sign.q is None:
        return NO_CHANCE
    return CHANCE.format(p=probability(sign.p), q=probability(sign.q))


def probability(value: float) -> str:
    """«0,034»; what is less than a thousandth is said so."""
    if value < 0.0005:
        return "<\u00a00,001"
    return f"{value:.3f}".replace(".", ",")


def holds(q: float | None) -> bool:
    """Whether a sign stands after the correction for many tests."""
    return q is not None and q <= LEVEL


def verdict(sign: SignRow) -> str:
    if sign.q is None:
        return "без поправки"
    return "держится с поправкой" if holds(sign.q) else "в пределах ложных тревог"
