"""Aggregate reports of ФИС ОКО and lists of schools with signs, small, written as the real ones are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.formats.builders import write_rows

TITLE = "ВПР 2026 Русский язык 4 класс"
COUNTRY, REGION = "Вся выборка", "Демонстрационная область"
DISTRICT, SCHOOL = "Лесной муниципальный район(reg20_m012)", "МБОУ «СОШ № 1»(edu200001)"
MARKS = ("Группы участников", "Кол-во ОО", "Кол-во участников", 2, 3, 4, 5)
LABELS = (
    "Понизили (Отметка < Отметка по журналу)",
    "Подтвердили (Отметка = Отметке по журналу)",
    "Повысили (Отметка > Отметка по журналу)",
)
PAIRS = tuple(f"{label} {what}" for label in LABELS for what in ("%", "Кол-во участников"))
CONFIRMATION = ("Группы участников", "Кол-во участников(всего)", *PAIRS)
BLOCKS = ("Группы участников", "Кол-во участников", "%")
LIST = ("Год", "Муниципалитет", "Логин", "ОО", "Количество маркеров", "4 РУ", "4 МА", "5 РУ", "5 МА")


def scores(last: int) -> tuple[Any, ...]:
    return ("Группы участников", "Кол-во участников", *range(last + 1))


def report(header: Sequence[Any], *rows: Sequence[Any], title: str = TITLE, date: str = "20.04.2026") -> Any:
    """A sheet: title rows, the header in row 8, then the groups."""
    subject = title.split(maxsplit=2)[-1].rsplit(maxsplit=2)[0]
    captions = [["Предмет:", subject], ["Максимальный первичный балл:", 4], ["Дата:", date], []]
    return [["Отчёт"], [], [title], *captions, header, *rows]


def write_report(path: Path, header: Sequence[Any], *rows: Sequence[Any], **more: str) -> Path:
    return write_rows(path, {"РУ 4": report(header, *rows, **more)})


def write_list(path: Path, *rows: Sequence[Any], header: Sequence[Any] = LIST) -> Path:
    return write_rows(path, {"Список": [header, *rows]})
