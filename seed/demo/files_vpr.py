"""«Ф1 Индивидуальные результаты» of ФИС ОКО as a department downloads it: one work of all schools, codes for names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from seed.demo.model import Municipality
from seed.demo.profiles import Profile
from seed.demo.sheets import Value, open_workbook, russian_date, write_rows
from seed.demo.vpr import VprResult, VprWork, results

SHORT_SUBJECTS = {"Русский язык": "РУ", "Математика": "МА", "Окружающий мир": "ОМ"}
_LEFT = ("ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант")
_RIGHT = ("Первичный балл", "Отметка", "Отметка по журналу")
_NOT_BEGUN = "Х"
_NO_MARK = "Нет отметки"


def write_f1(path: Path, demo: Municipality, work: VprWork) -> int:
    """Writes a work school by school, each under its caption; returns the number of results."""
    found = [(profile, results(demo, work, profile.short_name)) for profile in demo.profiles]
    with open_workbook(path, work.year, streaming=True) as book:
        sheet = book.add_worksheet(f"{SHORT_SUBJECTS[work.subject]} {work.grade} Индивидуальные результаты")
        row = write_rows(sheet, _head(work))
        for profile, of_school in found:
            if of_school:
                row = write_rows(sheet, _block(demo, profile, of_school), first=row)
    return sum(len(of_school) for _, of_school in found)


def _head(work: VprWork) -> list[Sequence[Value]]:
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
    ]


def _block(demo: Municipality, profile: Profile, of_school: Sequence[VprResult]) -> list[Sequence[Value]]:
    caption = f"{profile.full_name}({profile.login})"
    place = profile.municipality or demo.place.municipality
    return [
        [f"{caption} | Кол-во участников: {len(of_school)}"],
        *(_row(result, profile, caption, place) for result in of_school),
    ]


def _row(result: VprResult, profile: Profile, caption: str, municipality: str) -> list[Value]:
    return [
        profile.login,
        municipality,
        caption,
        result.code,
        result.class_number,
        result.variant,
        *(_NOT_BEGUN if score is None else score for score in result.scores),
        result.primary,
        result.mark,
        _NO_MARK if result.journal is None else result.journal,
    ]
