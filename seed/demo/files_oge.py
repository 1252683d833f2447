"""«Протокол проверки результатов» of the РЦОИ: all exams of a summer on one sheet, a block per exam.

The header has gaps, as the original has merged cells. Masks: `+` full, `-` nothing, a digit for tasks of more
than one point; worked answers as `1(2)`: points and maximum. Passport columns are never written.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from seed.demo.model import Municipality
from seed.demo.oge import OgeExam, OgeResult, exams, results
from seed.demo.scores import Task
from seed.demo.sheets import Value, open_workbook, write_row, write_rows

# Column number → header, as in the real protocol.
_COLUMNS = {
    0: "№",
    1: "Код ОО",
    2: "Класс",
    4: "Код ППЭ",
    6: "Аудитория",
    8: "Код МСУ",
    10: "Фамилия",
    12: "Имя",
    13: "Отчество",
    14: "Задания с кратким ответом",
    17: "Задания с развёрнутым ответом",
    18: "Первичный балл",
    20: "Оценка",
}
_EXAM_POINT = 1003
_SEATS = 15


def write_oge(path: Path, demo: Municipality, year: int) -> int:
    """Writes the exams of the June that ends the school year; returns the number of results."""
    count = 0
    with open_workbook(path, year, streaming=True) as book:
        sheet = book.add_worksheet("Page 1")
        row = write_rows(sheet, [["Протокол проверки результатов"], [demo.place.region]])
        for exam in exams(year):
            taken = results(demo, exam)
            write_row(sheet, row, [f"{exam.code:02d} - {exam.subject} {exam.day.replace('-', '.')}"])
            write_row(sheet, row + 2, _spread(tuple(_COLUMNS.values())))
            row = write_rows(sheet, _rows(demo, exam, taken), first=row + 3)
            write_row(sheet, row, ["Средние"])
            row += 1
            count += len(taken)
    return count


def short_mask(points: Sequence[int], tasks: Sequence[Task]) -> str:
    """One character per task: `++2-+`."""
    return "".join(
        _sign(point) if task.maximum == 1 else str(point) for point, task in zip(points, tasks, strict=True)
    )


def long_mask(points: Sequence[int], tasks: Sequence[Task]) -> str:
    """`1(2)0(3)`."""
    return "".join(f"{point}({task.maximum})" for point, task in zip(points, tasks, strict=True))


def _sign(point: int) -> str:
    return "+" if point else "-"


def _rows(demo: Municipality, exam: OgeExam, taken: Sequence[OgeResult]) -> list[Sequence[Value]]:
    rows: list[Sequence[Value]] = []
    for number, result in enumerate(taken, start=1):
        surname, first, patronymic = result.pupil.name.split(" ")
        values: tuple[Value, ...] = (
            number,
            int(demo.profile(result.school).oo_code),
            result.class_name,
            _EXAM_POINT,
            101 + (number - 1) // _SEATS,
            demo.place.municipality_code,
            surname,
            first,
            patronymic,
            short_mask(result.short, exam.short),
            long_mask(result.long, exam.long),
            result.primary,
            result.mark,
        )
        rows.append(_spread(values))
    return rows


def _spread(values: Sequence[Value]) -> list[Value]:
    row: list[Value] = [None] * (max(_COLUMNS) + 1)
    for column, value in zip(_COLUMNS, values, strict=True):
        row[column] = value
    return row
