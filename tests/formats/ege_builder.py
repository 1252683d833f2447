"""ЕГЭ protocols of РЦОИ as small files, sparse or dense, xlsx or csv, with invented names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.formats.builders import write_rows


@dataclass(frozen=True)
class EgeRow:
    """A participant of an ЕГЭ protocol; `final` is the test score, or the mark of basic mathematics."""

    oo_code: Any
    class_name: str
    surname: str
    short: str
    long: str
    primary: Any
    final: Any
    passport: tuple[str, str] = ("", "")


_EGE_COLUMNS = (
    "№",
    "Код МСУ",
    "Код ОО",
    "Класс",
    "Код ППЭ",
    "Аудитория",
    "Фамилия",
    "Имя",
    "Отчество",
    "Серия",
    "Номер",
)
_EGE_ANSWERS = ("Задания с кратким ответом", "Задания с развёрнутым ответом", "Первичный балл", "Балл")
_BASE_ANSWERS = ("Задания с кратким ответом", "Первичный балл", "Оценка")
# Cells of these columns stand together in sparse files; after every other one there is the gap of a merged header.
_TOGETHER = ("Фамилия", "Имя")


def write_ege(
    path: Path, exams: Mapping[str, Sequence[EgeRow]], sparse: bool = True, encoding: str = "windows-1251"
) -> Path:
    """ЕГЭ protocol of РЦОИ, xlsx or csv by the suffix; an exam with «базов» in its title has marks."""
    rows: list[list[Any]] = [["Протокол проверки результатов"], ["20 - Н-ская область"]]
    for title, participants in exams.items():
        is_base = "базов" in title
        columns = [*_EGE_COLUMNS, *(_BASE_ANSWERS if is_base else _EGE_ANSWERS)]
        rows += [["", title], [""], _with_gaps(columns, columns, sparse)]
        for number, row in enumerate(participants, start=1):
            person = [row.surname, "Имя", "Отчество", *row.passport]
            answers = [row.short] if is_base else [row.short, row.long]
            cells = [
                number,
                209,
                row.oo_code,
                row.class_name,
                1003,
                109,
                *person,
                *answers,
                row.primary,
                row.final,
            ]
            rows.append(_with_gaps(cells, columns, sparse))
        rows += [["Средние", *[""] * 12, 57.5], ["Минимальная граница", "", 24], ["Всего участников: 2"]]
    if path.suffix != ".csv":
        return write_rows(path, {"Page 1": rows})
    width = max(map(len, rows))
    # as Excel writes it: the title has no delimiter, every other line is cut as often as the longest
    padded = [row if len(row) == 1 else [*row, *[""] * (width - len(row))] for row in rows]
    path.write_text("\r\n".join(";".join(map(str, row)) for row in padded), encoding=encoding, newline="")
    return path


def _with_gaps(cells: Sequence[Any], columns: Sequence[str], sparse: bool) -> list[Any]:
    spread: list[Any] = []
    for cell, title in zip(cells, columns, strict=True):
        spread += [cell] if not sparse or title in _TOGETHER else [cell, ""]
    return spread
