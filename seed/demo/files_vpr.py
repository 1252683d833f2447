"""«Ф1 Индивидуальные результаты» of ФИС ОКО: one work of one school, participants under codes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from seed.demo.profiles import MUNICIPALITY, Profile
from seed.demo.sheets import Value, open_workbook, russian_date, write_rows
from seed.demo.vpr import VprResult, VprWork

SHORT_SUBJECTS = {"Русский язык": "РУ", "Математика": "МА"}
_LEFT = ("ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант")
_RIGHT = ("Первичный балл", "Отметка", "Отметка по журналу")
_NOT_BEGUN = "Х"
_NO_MARK = "Нет отметки"


def write_f1(path: Path, work: VprWork, profile: Profile, results: Sequence[VprResult]) -> None:
    caption = f"{profile.full_name}({profile.login})"
    with open_workbook(path, work.year, streaming=True) as book:
        sheet = book.add_worksheet(f"{SHORT_SUBJECTS[work.subject]} {work.grade} Индивидуальные результаты")
        write_rows(sheet, _head(work, caption, len(results)))
        write_rows(sheet, (_row(result, profile, caption) for result in results), first=9)


def _head(work: VprWork, caption: str, count: int) -> list[Sequence[Value]]:
    levels = [task.level for task in work.tasks]
    tasks = [f"{task.number} ({task.maximum}б)" for task in work.tasks]
    return [
        ["Индивидуальные результаты"],
        [],
        [f"ВПР {work.year + 1} {work.subject} {work.grade} класс"],
        ["Предмет:", work.subject],
        ["Максимальный первичный балл:", work.scale.maximum],
        ["Дата:", russian_date(work.day)],
        [None, None, "Уровень сложности задания", None, None, None, *levels],
        [*_LEFT, *tasks, *_RIGHT],
        [f"{caption} | Кол-во участников: {count}"],
    ]


def _row(result: VprResult, profile: Profile, caption: str) -> list[Value]:
    return [
        profile.login,
        MUNICIPALITY,
        caption,
        result.code,
        result.class_number,
        result.variant,
        *(_NOT_BEGUN if score is None else score for score in result.scores),
        result.primary,
        result.mark,
        _NO_MARK if result.journal is None else result.journal,
    ]
