"""«Протокол проверки результатов» ЕГЭ of the РЦОИ: a block per exam, columns with gaps as in the original.

Passport columns are never written.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from seed.demo.ege import EgeExam, EgeResult, exams, results
from seed.demo.files_oge import long_mask, short_mask
from seed.demo.model import Municipality
from seed.demo.sheets import Value, open_workbook, write_row, write_rows

_HEAD = (
    "№",
    "Код МСУ",
    "Код ОО",
    "Класс",
    "Код ППЭ",
    "Аудитория",
    "Фамилия",
    "Имя",
    "Отчество",
    "Задания с кратким ответом",
    "Задания с развёрнутым ответом",
    "Первичный балл",
)
_POINT, _SEATS = 2001, 15


def write_ege(path: Path, demo: Municipality, year: int) -> int:
    """Writes the exams of the June that ends the school year; returns the number of results."""
    count = row = 0
    with open_workbook(path, year, streaming=True) as book:
        sheet = book.add_worksheet("Page 1")
        row = write_rows(sheet, [["Протокол проверки результатов ЕГЭ"], [demo.place.region]])
        for exam in exams(year):
            found = results(demo, exam)
            if not found:
                continue
            write_row(sheet, row, [f"{exam.code:02d} - {exam.subject} {exam.day.replace('-', '.')}"])
            write_row(sheet, row + 1, _gaps((*_HEAD, "Оценка" if exam.is_base else "Балл")))
            row = write_rows(sheet, _rows(demo, exam, found), first=row + 2)
            write_row(sheet, row, ["Всего участников", len(found)])
            row += 2
            count += len(found)
    return count


def _rows(demo: Municipality, exam: EgeExam, found: Sequence[EgeResult]) -> list[Sequence[Value]]:
    rows: list[Sequence[Value]] = []
    for number, result in enumerate(found, start=1):
        surname, first, patronymic = result.pupil.name.split(" ")
        short, long = _masks(exam, result)
        values: tuple[Value, ...] = (
            number,
            demo.place.municipality_code,
            int(demo.profile(result.school).oo_code),
            result.class_name,
            _POINT,
            101 + (number - 1) // _SEATS,
            surname,
            first,
            patronymic,
            short,
            long,
            result.primary,
            result.score,
        )
        rows.append(_gaps(values))
    return rows


def _masks(exam: EgeExam, result: EgeResult) -> tuple[str, str]:
    """Tasks of one point make the short mask, the others the long one."""
    pairs = list(zip(result.points, exam.tasks, strict=True))
    short = [pair for pair in pairs if pair[1].maximum == 1]
    long = [pair for pair in pairs if pair[1].maximum > 1]
    return (
        short_mask([point for point, _ in short], [task for _, task in short]),
        long_mask([point for point, _ in long], [task for _, task in long]),
    )


def _gaps(values: Sequence[Value]) -> list[Value]:
    """Every second column is empty, as merged cells leave it."""
    return [cell for value in values for cell in (value, None)]
