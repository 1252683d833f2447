"""A quick look at the XML of worksheets before they are opened.

Finds two things the openers hide: a value far outside the allowed size (dense readers would allocate the
whole rectangle up to it) and a formula without a stored value (readers return nothing for it). Plain byte
search: a file written unusually may escape it, which costs a less exact sentence, not safety.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from data_access.formats.book import MAX_COLUMNS, MAX_SHEET_ROWS
from data_access.formats.guard import BROKEN
from data_access.formats.rows import Place, Problem, Unreadable

_MOST_FORMULA_WARNINGS = 20
# A filled cell whose address may lie beyond row 50 000 or column GR (the 200th).
_FAR_CELL = re.compile(
    rb'<c r="((?:[A-Z]{3,}|G[S-Z]|[H-Z][A-Z])\d+|[A-Z]+(?:[5-9]\d{4}|\d{6,}))"(?:\s[^>]*)?(?<!/)>(?!</c>)'
)
_FORMULA_WITHOUT_VALUE = re.compile(
    rb'<c r="([A-Z]+\d+)"[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_SHEET = re.compile(r'<(?:\w+:)?sheet\s[^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_RELATION = re.compile(r"<Relationship\s[^>]*>")


def scan_worksheets(path: Path) -> tuple[Problem, ...]:
    """Warnings about formulas without a value; `Unreadable` when a value stands too far away."""
    problems: list[Problem] = []
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if not part.startswith("xl/worksheets/") or not part.endswith(".xml"):
                continue
            content = _content(archive, part)
            _refuse_far_cells(archive, part, content)
            problems += _formula_warnings(archive, part, content)
    return tuple(problems[:_MOST_FORMULA_WARNINGS])


def _content(archive: zipfile.ZipFile, part: str) -> bytes:
    try:
        return archive.read(part)
    except Exception as error:  # a lying size, a wrong checksum, an unknown compression: a dozen types
        raise Unreadable(BROKEN) from error


def _refuse_far_cells(archive: zipfile.ZipFile, part: str, content: bytes) -> None:
    for match in _FAR_CELL.finditer(content):
        address = match[1].decode("ascii")
        letters, row = address.rstrip("0123456789"), int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        if row > MAX_SHEET_ROWS or _column_number(letters) > MAX_COLUMNS:
            raise Unreadable(
                f"На листе «{_sheet_title(archive, part)}» заполнена ячейка {address}: слишком много строк "
                f"или столбцов (можно {MAX_SHEET_ROWS} строк и {MAX_COLUMNS} столбцов). "
                "Удалите лишнее или разделите файл и загрузите ещё раз."
            )


def _column_number(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - ord("A") + 1
    return value


def _formula_warnings(archive: zipfile.ZipFile, part: str, content: bytes) -> Iterator[Problem]:
    if b"<f" not in content:
        return
    for match in _FORMULA_WITHOUT_VALUE.finditer(content):
        address = match[1].decode("ascii")
        yield Problem(
            "warning",
            f"ячейка {address} содержит формулу без значения: откройте файл в Excel и сохраните его",
            Place(_sheet_title(archive, part), address),
        )


def _sheet_title(archive: zipfile.ZipFile, part: str) -> str:
    """Title of the sheet kept in a part; the part's own name when the book does not say it."""
    try:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return part
    for relation in _RELATION.findall(relations):
        target, key = re.search(r'Target="([^"]*)"', relation), re.search(r'Id="([^"]*)"', relation)
        if target and key and part.endswith(target[1].lstrip("/")):
            return next((sheet[1] for sheet in _SHEET.finditer(book) if sheet[2] == key[1]), part)
    return part
