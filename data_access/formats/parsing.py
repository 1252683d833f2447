"""Guard → open → recognise → parse, in this very process.

For trusted files and for the child process only: a hostile file can end the process that calls this.
Everything that serves people calls `reading.read_file_safely`.
"""

from __future__ import annotations

from pathlib import Path

from data_access.formats.book import Book
from data_access.formats.guard import check_file
from data_access.formats.known_others import KNOWN_OTHERS
from data_access.formats.layout import Layout
from data_access.formats.opening import open_book
from data_access.formats.registry import LAYOUTS, known_titles
from data_access.formats.rows import Parsed, Unreadable


def read_file(path: Path, file_name: str) -> Parsed:
    """Rows of a file in a known layout; `Unreadable` with a Russian sentence for any other.

    `file_name` is what the person called the file; it only names the «sheet» of a csv.
    """
    book = open_book(path, file_name, check_file(path))
    if not any(sheet.rows for sheet in book.sheets):
        raise Unreadable("В файле нет ни одной заполненной ячейки. Проверьте, что выгрузка завершилась.")
    return recognise(book).parse(book)


def recognise(book: Book) -> Layout:
    """The first layout that knows the content of a book."""
    for layout in LAYOUTS:
        if layout.sniff(book):
            return layout
    for other in KNOWN_OTHERS:
        if other.sniff(book):
            raise Unreadable(other.sentence)
    raise Unreadable(f"Файл открылся, но его вид не распознан. Можно загрузить: {known_titles()}.")
