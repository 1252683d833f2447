"""What a file is, decided before anything parses it.

Zip preflight reads only the directory of the archive and the first bytes of its XML parts, so a bomb is
refused in milliseconds. It is not the only wall: headers can lie, therefore `reading.read_file_safely` runs
all of this in a child process with limits.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from data_access.formats.rows import Unreadable

MAX_FILE_BYTES = 20 * 1024**2
MAX_UNPACKED_BYTES = 150 * 1024**2
MAX_RATIO = 200
MAX_PARTS = 500
_PROLOG_BYTES = 4096

RESAVE = (
    "Откройте его в Excel или LibreOffice, сохраните заново как «Книга Excel (.xlsx)» и загрузите ещё раз."
)
BROKEN = f"Файл повреждён или загружен не полностью. {RESAVE}"
LOCKED = "Файл защищён паролем. Снимите защиту паролем в Excel, сохраните файл и загрузите ещё раз."
_WANTED = "Загрузите таблицу .xlsx, .xls или .csv."

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", f"Это документ PDF, таблицу из него прочитать нельзя. {_WANTED}"),
    (b"\x89PNG", f"Это картинка PNG, а не таблица. {_WANTED}"),
    (b"\xff\xd8\xff", f"Это картинка JPEG, а не таблица. {_WANTED}"),
    (b"GIF8", f"Это картинка GIF, а не таблица. {_WANTED}"),
    (b"Rar!", f"Это архив RAR. Распакуйте его. {_WANTED}"),
    (b"7z\xbc\xaf", f"Это архив 7-Zip. Распакуйте его. {_WANTED}"),
    (b"\x1f\x8b", f"Это архив gzip. Распакуйте его. {_WANTED}"),
    (b"{\\rtf", f"Это текстовый документ RTF, а не таблица. {_WANTED}"),
)
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|meta)", re.I)
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_ROOT_ELEMENT = re.compile(rb"<[A-Za-z_]")


class FileKind(Enum):
    """How an accepted file is to be opened."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


def check_file(path: Path) -> FileKind:
    """Kind of an acceptable file; `Unreadable` with a Russian sentence for any other."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("Файл пуст: в нём нет ни одного байта. Проверьте, что выгрузка завершилась.")
    if size > MAX_FILE_BYTES:
        raise Unreadable(
            f"Файл слишком большой: {size / 1024**2:.0f} МБ при допустимых {MAX_FILE_BYTES // 1024**2} МБ. "
            "Разделите его на несколько файлов, например по школам или классам."
        )
    with path.open("rb") as source:
        head = source.read(_PROLOG_BYTES)
    if head.startswith(b"PK"):
        _check_zip(path)
        return FileKind.XLSX
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        _check_compound(path.read_bytes())
        return FileKind.XLS
    _check_text(head)
    return FileKind.CSV


def _check_text(head: bytes) -> None:
    for signature, sentence in _SIGNATURES:
        if head.startswith(signature):
            raise Unreadable(sentence)
    if _MARKUP.match(head):
        raise Unreadable(f"Это веб-страница или XML, сохранённые под видом таблицы. {RESAVE}")
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(f"Это двоичный файл неизвестного вида, а не таблица. {_WANTED}")


def _check_compound(content: bytes) -> None:
    """Old compound files (OLE): encrypted xlsx, Word documents and old books differ by the streams inside."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if has("EncryptedPackage"):
        raise Unreadable(LOCKED)
    if has("WordDocument"):
        raise Unreadable(f"Это документ Word, а не таблица. {_WANTED}")
    if not (has("Workbook") or has("Book")):
        raise Unreadable(f"Это не книга Excel: листов в файле нет. {_WANTED}")
    if has("_VBA_PROJECT"):
        raise Unreadable(f"В файле есть макросы, такие файлы не принимаются. {RESAVE}")


def _check_zip(path: Path) -> None:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise Unreadable(BROKEN) from error
    with archive:
        parts = archive.infolist()
        for check in (_check_identity, _check_size, _check_names):
            check(parts)
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                _check_prolog(archive, part)


def _check_identity(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if not names:
        raise Unreadable(f"Это пустой архив zip, а не книга Excel. {_WANTED}")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable(LOCKED)
    if "xl/workbook.xml" in names:
        return
    others: tuple[tuple[Callable[[str], bool], str], ...] = (
        (lambda name: name.startswith("word/"), f"Это документ Word, а не таблица. {_WANTED}"),
        (lambda name: name.startswith("ppt/"), f"Это презентация, а не таблица. {_WANTED}"),
        (lambda name: name == "xl/workbook.bin", f"Это двоичная книга Excel (.xlsb). {RESAVE}"),
        (lambda name: name == "content.xml", f"Это документ OpenDocument. {RESAVE}"),
    )
    for belongs, sentence in others:
        if any(belongs(name) for name in names):
            raise Unreadable(sentence)
    raise Unreadable(f"Это архив zip, а не книга Excel. Распакуйте его. {_WANTED}")


def _check_size(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MAX_PARTS:
        raise Unreadable(f"Внутри файла слишком много частей ({len(parts)}), так книги не устроены. {RESAVE}")
    if unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * max(packed, 1):
        raise Unreadable(
            f"Внутри файла {unpacked / 1024**2:.0f} МБ: в таблицах такого размера столько не бывает. {RESAVE}"
        )


def _check_names(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    if len(set(names)) != len(names):
        raise Unreadable(f"Внутри файла части с одинаковыми именами, читать его небезопасно. {RESAVE}")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable(f"В файле есть макросы, такие файлы не принимаются. {RESAVE}")


def _check_prolog(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A document type can only stand before the first element, so the beginning of a part is enough."""
    try:
        with archive.open(part) as source:
            prolog = source.read(_PROLOG_BYTES).replace(b"\0", b"")  # without zeros UTF-16 reads like ASCII
    except Exception as error:  # broken parts raise a dozen different types
        raise Unreadable(BROKEN) from error
    root = _ROOT_ELEMENT.search(prolog)
    dtd = _DTD.search(prolog)
    if dtd and (root is None or dtd.start() < root.start()):
        raise Unreadable(f"Внутри файла есть описание DTD, таким файлам доверять нельзя. {RESAVE}")
    if root is None and len(prolog) >= _PROLOG_BYTES // 2:
        raise Unreadable(BROKEN)
