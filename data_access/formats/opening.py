"""Open an accepted file as sheets of cells.

calamine is five to twelve times faster than openpyxl but may abort the process on hostile files, so this
runs inside the child; when calamine merely refuses a book, openpyxl tries it in its lazy mode. openpyxl
is imported only then: the import alone costs more than reading a usual report.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import python_calamine

from data_access.formats.book import MAX_COLUMNS, MAX_CSV_ROWS, MAX_SHEET_ROWS, Book, Sheet
from data_access.formats.cells import Cell
from data_access.formats.guard import BROKEN, LOCKED, FileKind
from data_access.formats.rows import Unreadable
from data_access.formats.sheet_scan import scan_worksheets

_DELIMITERS = ";\t,|"
_TITLES = 20


def open_book(path: Path, file_name: str, kind: FileKind) -> Book:
    """All filled sheets of a file that passed `guard.check_file`."""
    if kind is FileKind.CSV:
        return _open_csv(path.read_bytes(), file_name)
    problems = scan_worksheets(path) if kind is FileKind.XLSX else ()
    try:
        sheets = _open_with_calamine(path)
    except Unreadable:
        raise
    except python_calamine.PasswordError as error:
        raise Unreadable(LOCKED) from error
    except Exception as error:  # whatever calamine dislikes, openpyxl may still read
        if kind is FileKind.XLS:
            raise Unreadable(BROKEN) from error
        sheets = _open_with_openpyxl(path)
    return Book(tuple(sheet for sheet in sheets if sheet.rows), problems)


def _open_with_calamine(path: Path) -> list[Sheet]:
    sheets = []
    # By content: a stored upload has no ending, and a person's ending («.xls» for an xlsx) may be wrong.
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as book:
        for entry in book.sheets_metadata:
            if entry.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(entry.name)
            if sheet.end:  # position of the last cell, counted from zero
                _check_extent(entry.name, sheet.end[0] + 1, sheet.end[1] + 1)
            rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
            sheets.append(Sheet(entry.name, rows))
    return sheets


def _open_with_openpyxl(path: Path) -> list[Sheet]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(
            io.BytesIO(path.read_bytes()), read_only=True, data_only=True, keep_links=False
        )
        try:
            return [Sheet(sheet.title, _lazy_rows(sheet)) for sheet in book.worksheets]
        finally:
            book.close()
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises a dozen different types on broken parts
        raise Unreadable(BROKEN) from error


def _lazy_rows(sheet: Any) -> list[list[Cell]]:
    sheet.reset_dimensions()  # the declared size may lie and would be padded to
    rows: list[list[Cell]] = []
    for values in sheet.iter_rows(values_only=True):
        rows.append([*values])
        _check_extent(sheet.title, len(rows), len(values))
    while rows and not any(value not in (None, "") for value in rows[-1]):
        rows.pop()
    return rows


def _check_extent(title: str, height: int, width: int, most_rows: int = MAX_SHEET_ROWS) -> None:
    if height > most_rows:
        raise Unreadable(
            f"На листе «{title}» слишком много строк: можно не больше {most_rows}. "
            "Удалите лишнее или разделите файл на несколько."
        )
    if width > MAX_COLUMNS:
        raise Unreadable(
            f"На листе «{title}» слишком много столбцов: {width} при допустимых {MAX_COLUMNS}. "
            "Удалите лишние столбцы и загрузите файл ещё раз."
        )


def _open_csv(content: bytes, file_name: str) -> Book:
    lines = _decode(content)
    first = lines.lstrip("\r\n").split("\n", 1)[0]
    if first.lower().startswith("sep="):  # the hint Excel writes for itself
        lines = lines.lstrip("\r\n").split("\n", 1)[-1]
        first = lines.split("\n", 1)[0]
    header = _like_a_header(lines) or first
    delimiter = max(_DELIMITERS, key=header.count)
    if delimiter not in header:
        raise Unreadable(
            "Это обычный текст, а не таблица: в первой строке нет столбцов, разделённых точкой с запятой. "
            "Загрузите таблицу .xlsx, .xls или .csv."
        )
    try:
        rows = _csv_rows(csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter), file_name)
    except csv.Error as error:
        raise Unreadable(
            "Файл csv повреждён: строки не удалось разделить на столбцы. Сохраните таблицу заново."
        ) from error
    return Book((Sheet(file_name, rows),))


def _like_a_header(lines: str) -> str:
    """The first of the upper lines that is cut more than once: titles above a table may have no delimiter at all."""
    upper = lines.split("\n", _TITLES)[:_TITLES]
    return next((line for line in upper if max(map(line.count, _DELIMITERS)) > 1), "")


def _csv_rows(records: Iterable[list[str]], file_name: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for record in records:
        rows.append([*record])
        _check_extent(file_name, len(rows), len(record), MAX_CSV_ROWS)
    return rows


def _decode(content: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, otherwise windows-1251 (what Excel writes in Russia)."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for attempt in (encoding, "cp1251"):
        try:
            return content.decode(attempt)
        except UnicodeDecodeError:
            continue
    raise Unreadable(
        "Не удалось определить кодировку файла. Сохраните его как «CSV UTF-8» и загрузите ещё раз."
    )
