"""A class report in the layout of «Сетевой город» with the figures of a real one and invented names.

28 pupils, 18 graded subjects, of them 12 pupils in order and 16 with failing marks; 34 counted microcomponents
in 10 subjects, «Алгебра» first with 12; three marks «0» that no scale knows.
"""

from __future__ import annotations

import random
from pathlib import Path

from tests.formats.builders import write_tabel

SCHOOL = 'Муниципальное автономное общеобразовательное учреждение "Средняя общеобразовательная школа № 0"'
SUBJECTS = (
    "Алгебра",
    "Биология",
    "Вероятность и статистика",
    "География",
    "Геометрия",
    "Иностранный язык (английский)",
    "Информатика",
    "История",
    "Литература",
    "Музыка",
    "Обществознание",
    "Основы безопасности и защиты родины",
    "Профессиональный минимум",
    "Разговоры о важном",
    "Русский язык",
    "Труд (Технология девочки)",
    "Труд (Технология мальчики)",
    "Физика",
    "Физическая культура",
    "Химия",
)
UNGRADED = ("Профессиональный минимум", "Разговоры о важном")
# Failing marks of quarter 1 by subject, dealt to the first sixteen pupils in turn: 34 in 10 subjects.
FAILED = {
    "Алгебра": 12,
    "Геометрия": 6,
    "Физика": 4,
    "Химия": 3,
    "Русский язык": 3,
    "История": 2,
    "География": 1,
    "Биология": 1,
    "Литература": 1,
    "Информатика": 1,
}
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
LATER = ("5", "4", "4", "3", "3", "3", "2", "н/а", "осв", "зач", "незач", "")
IN_ORDER = ("5", "4", "5", "4", "осв", "зач", "")


def write_class_report(path: Path) -> Path:
    dice = random.Random(20250)
    failed = [subject for subject, times in FAILED.items() for _ in range(times)]
    marks: dict[str, dict[str, dict[str, object]]] = {}
    for number in range(28):
        own = set(failed[number::16]) if number < 16 else set()
        trouble = iter(("2", "н/а", "2"))
        marks[f"Ученик {number + 1:03d}"] = {
            subject: {
                "Q1": (next(trouble, "2") if subject in own else _passing(position), 3.25),
                **{
                    period: dice.choice(LATER if number < 16 else IN_ORDER) for period in (*QUARTERS[1:], "Y")
                },
            }
            for position, subject in enumerate(SUBJECTS)
            if subject not in UNGRADED
        }
    for number in range(18, 28, 3):
        marks[f"Ученик {number + 1:03d}"]["Физика"].update(dict.fromkeys(QUARTERS[1:], "3"))
    for pupil, period in (("Ученик 020", "Q1"), ("Ученик 025", "Q4"), ("Ученик 026", "Q4")):
        marks[pupil]["Музыка"][period] = "0"
    return write_tabel(path, SCHOOL, "8А", 2024, QUARTERS, marks)


def _passing(position: int) -> str:
    """Two threes at least: nobody in order is a good pupil, and nobody has one three only."""
    return "3" if position % 3 == 0 else "4"
