"""Codifiers and exam plans of the demonstration, made for teaching (учебные): structure as in 2026, own words.

The program ships those of mathematics of 2026, the plan of ЕГЭ (профиль) without codes; everything else that works and
exams need is here. In a plan a task is «number:points:level:codes»; tasks stand in the order of the protocols of the
РЦОИ, short answers first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from seed.demo.scores import Task

TEACHING_NOTE = "учебный кодификатор"
FIRST_SHIPPED_YEAR = 2026
MATHS, RUSSIAN = "Математика", "Русский язык"
# How much harder than its number says a task of a level is.
_HARDNESS = {"Б": 0.0, "П": 0.9, "В": 1.7}
_NUMBERED = 0.06

_OGE_MATHS = """
1 Числа и вычисления
1.1 Целые числа, делимость
1.2 Обыкновенные и десятичные дроби, проценты
1.3 Рациональные числа и действия с ними
1.4 Действительные числа, корни
1.5 Прикидка, округление, измерения
2 Алгебраические выражения
2.1 Буквенные выражения и формулы
2.2 Степень с целым показателем
2.3 Многочлены и разложение на множители
2.4 Алгебраические дроби
2.5 Преобразование корней
3 Уравнения и неравенства
3.1 Уравнения и их системы
3.2 Неравенства и их системы
3.3 Решение задач уравнением
4 Числовые последовательности
4.1 Последовательность и её запись
4.2 Арифметическая и геометрическая прогрессии
5 Функции
5.1 Свойства и графики функций
6 Координаты
6.1 Координаты на прямой
6.2 Координаты на плоскости
7 Геометрия
7.1 Простейшие фигуры и углы
7.2 Треугольник
7.3 Многоугольники
7.4 Окружность и круг
7.5 Длины, площади, углы
7.6 Векторы
8 Вероятность и статистика
8.1 Таблицы и диаграммы
8.2 Средние и рассеивание
8.3 Случайные события
8.4 Перебор вариантов
8.5 Графы и множества
"""
_OGE_MATHS_PLAN = (
    "1:1:Б:1-8 2:1:Б:1-8 3:1:Б:1-8 4:1:Б:1-8 5:1:Б:8 6:1:Б:1 7:1:Б:1,6 8:1:Б:1,2 9:1:Б:3 10:1:Б:8 11:1:Б:5 "
    "12:1:Б:2 13:1:Б:3,6 14:1:Б:4 15:1:Б:7 16:1:Б:7 17:1:Б:7 18:1:Б:7 19:1:Б:7 "
    "20:2:П:2,3 21:2:П:3 22:2:П:5 23:2:П:7 24:2:П:7 25:2:В:7"
)

_EGE_MATHS = """
1 Числа и вычисления
2 Уравнения и неравенства
3 Функции и графики
4 Начала математического анализа
5 Множества и логика
6 Вероятность и статистика
7 Геометрия
"""
_EGE_BASE_PLAN = (
    "1:1:Б:1 2:1:Б:1 3:1:Б:1,3,6 4:1:Б:1,2 5:1:Б:6 6:1:Б:1 7:1:Б:3,4 8:1:Б:5 9:1:Б:7 10:1:Б:7 11:1:Б:7 12:1:Б:7 "
    "13:1:Б:7 14:1:Б:1 15:1:Б:1 16:1:Б:1 17:1:Б:2 18:1:Б:1,2 19:1:Б:1,2 20:1:Б:2 21:1:Б:1,2"
)
_EGE_PLAN = (
    "1:1:Б:7 2:1:Б:7 3:1:Б:7 4:1:Б:6 5:1:Б:6 6:1:Б:2 7:1:П:1 8:1:П:3,4 9:1:П:1,2 10:1:П:2 11:1:П:3 12:1:П:4 "
    "13:2:П:2 14:3:П:7 15:2:П:2 16:2:П:1,2 17:3:П:7 18:4:В:2,3 19:4:В:1,5"
)

_OGE_RUSSIAN = """
1 Речь и текст
1.1 Понимание прочитанного и услышанного
1.2 Сжатие текста без потери мысли
1.3 Связность и деление на абзацы
1.4 Рассуждение: тезис и доказательство
1.5 Примеры из текста и из жизни
2 Лексика и выразительность
2.1 Значение слова
2.2 Синонимы, антонимы, фразеологизмы
2.3 Средства выразительности
2.4 Стилистическая окраска
3 Строение слова и предложения
3.1 Состав слова
3.2 Части речи
3.3 Связь слов в словосочетании
3.4 Грамматическая основа
3.5 Осложнённое простое предложение
3.6 Сложное предложение
4 Орфография
4.1 Корни слов
4.2 Приставки
4.3 Суффиксы и окончания
4.4 Слитно, раздельно, через дефис
4.5 Одна и две «н»
5 Пунктуация и нормы речи
5.1 Знаки в простом предложении
5.2 Знаки при обособлении
5.3 Знаки в сложном предложении
5.4 Грамматические нормы
5.5 Речевые нормы
"""
_RUSSIAN_LONG = (
    "ИК1:{}:Б:1.1;1.2 ИК2:{}:П:1.2 ИК3:{}:Б:1.3 СК1:{}:Б:1.4 СК2:{}:П:1.4-1.5 СК3:{}:Б:1.5 СК4:{}:Б:1.3 "
    "ГК1:{}:П:4.1-4.5 ГК2:{}:П:5.1-5.3 ГК3:{}:П:5.4 ГК4:{}:П:5.5 ФК1:{}:Б:1.1"
)
_OGE_RUSSIAN_PLAN = (
    "2:1:Б:3.4 3:1:Б:3.5-3.6 4:1:Б:3.2-3.3 5:1:Б:5.1-5.2 6:1:Б:5.3 7:1:Б:4.1;4.3 8:1:Б:4.2;4.4;4.5 9:1:Б:5.4 "
    "10:1:Б:1.1 11:1:Б:2.3 12:1:Б:2.1;2.2 " + _RUSSIAN_LONG.format(2, 2, 2, 1, 3, 2, 1, 3, 3, 3, 3, 1)
)
_OGE_RUSSIAN_PLAN_2024 = (
    "2:1:Б:3.4;3.6 3:1:Б:5.1-5.3 4:1:Б:3.3 5:1:Б:4.1-4.5 6:1:Б:1.1 7:1:Б:2.3 8:1:Б:2.1;2.2 "
    + _RUSSIAN_LONG.format(2, 3, 2, 2, 3, 2, 2, 2, 2, 2, 2, 2)
)


@dataclass(frozen=True)
class Codifier:
    """Elements as (code, title) and the plan of an exam in one calendar year. `exam` is a code of `EXAM_WORDS`."""

    exam: str
    subject: str
    year: int
    elements: tuple[tuple[str, str], ...]
    tasks: tuple[Task, ...]


def to_load(exam_year: int) -> tuple[Codifier, ...]:
    """What the demonstration loads for the exams of a calendar year: all that the program does not ship."""
    advanced, russian = codifier("ege", MATHS, exam_year), codifier("oge", RUSSIAN, exam_year)
    if exam_year >= FIRST_SHIPPED_YEAR:
        return replace(advanced, elements=()), russian
    return codifier("oge", MATHS, exam_year), codifier("ege_base", MATHS, exam_year), advanced, russian


@cache
def codifier(exam: str, subject: str, exam_year: int) -> Codifier:
    """The codifier and plan by which the demonstration makes works and exams."""
    if subject == RUSSIAN:
        plan = _OGE_RUSSIAN_PLAN if exam_year >= 2025 else _OGE_RUSSIAN_PLAN_2024
        return Codifier(exam, subject, exam_year, _elements(_OGE_RUSSIAN), tasks_of(plan))
    elements = _elements(_OGE_MATHS if exam == "oge" else _EGE_MATHS)
    plan = {"oge": _OGE_MATHS_PLAN, "ege_base": _EGE_BASE_PLAN, "ege": _EGE_PLAN}[exam]
    return Codifier(exam, subject, exam_year, elements, tasks_of(plan))


def tasks_of(plan: str) -> tuple[Task, ...]:
    """Tasks of a plan; later ones are a little harder, those of a higher level much."""
    tasks = (_task(text) for text in plan.split())
    return tuple(
        replace(task, hardness=_HARDNESS[task.level] + (_NUMBERED * place if task.level == "Б" else 0.0))
        for place, task in enumerate(tasks, start=1)
    )


def _task(text: str) -> Task:
    number, maximum, level, codes = text.split(":")
    return Task(number, int(maximum), level, code_list=codes)


def _elements(text: str) -> tuple[tuple[str, str], ...]:
    """Sections say that they are of a teaching codifier; their elements stand under them."""
    lines = (line.split(" ", 1) for line in text.strip().splitlines())
    return tuple((code, title if "." in code else f"{title} ({TEACHING_NOTE})") for code, title in lines)
