"""Files that are not what they seem: each ends in a Russian sentence, and the process that asked lives on."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from data_access.formats import child, guard, opening, reading
from data_access.formats import template_columns as words
from data_access.formats.book import Sheet
from data_access.formats.guard import check_file
from data_access.formats.reading import read_file, read_file_safely
from data_access.formats.registry import LAYOUTS
from data_access.formats.rows import Unreadable
from tests.formats.builders import write_csv, write_rows, write_template
from tests.formats.hostile import (
    shared_strings,
    sheet_xml,
    text_cell,
    write_compound,
    write_parts,
    write_zip,
)

HARMLESS = sheet_xml(f'<row r="1">{text_cell("A1", "слово")}</row>')
MARK_LINE = ["СОШ № 1", "8А", "П-1", "Алгебра", "1 четверть", "5"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "upload"


def refusal(path: Path) -> str:
    """The sentence a person sees; it must be Russian and end like a sentence."""
    with pytest.raises(Unreadable) as caught:
        read_file_safely(path, "файл.xlsx")
    sentence = str(caught.value)
    assert re.search(r"[а-яё]{3,}", sentence)
    assert sentence.endswith(".")
    return sentence


def marks_sheet(extra: str = "") -> str:
    header = "".join(
        text_cell(f"{letter}1", title)
        for letter, title in zip("ABCDEF", words.REQUIRED["Отметки"], strict=True)
    )
    line = "".join(text_cell(f"{letter}2", value) for letter, value in zip("ABCDEF", MARK_LINE, strict=True))
    return sheet_xml(f'<row r="1">{header}</row><row r="2">{line}</row>{extra}')


def test_the_hand_written_book_itself_is_harmless(path: Path) -> None:
    assert len(read_file_safely(write_parts(path, marks_sheet()), "файл.xlsx").marks) == 1


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "пуст"),
        (b"%PDF-1.7 \n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0JFIF", "JPEG"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"{\\rtf1 ", "RTF"),
        (b"<html><table><tr><td>5</td></tr></table>", "веб-страница"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (bytes(range(256)) * 4, "двоичный"),
        ("Просто письмо на одной строке".encode(), "обычный текст"),
        ("имя;возраст\nА;5\n".encode(), "не распознан"),
    ],
)
def test_other_kinds_of_files_are_named(path: Path, content: bytes, named: str) -> None:
    path.write_bytes(content)
    assert named in refusal(path)


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ((), "пустой архив"),
        (("notes.txt",), "архив zip"),
        (("[Content_Types].xml", "word/document.xml"), "Word"),
        (("ppt/presentation.xml",), "презентация"),
        (("xl/workbook.bin",), "xlsb"),
        (("mimetype", "content.xml"), "OpenDocument"),
    ],
)
def test_other_archives_are_named(path: Path, parts: tuple[str, ...], named: str) -> None:
    assert named in refusal(write_zip(path, parts))


@pytest.mark.parametrize(
    ("stream", "named"),
    [
        ("EncryptedPackage", "паролем"),
        ("WordDocument", "Word"),
        ("Other", "не книга Excel"),
        ("Workbook", "повреждён"),
    ],
)
def test_old_compound_files_are_told_apart(path: Path, stream: str, named: str) -> None:
    assert named in refusal(write_compound(path, stream))


def test_an_encrypted_archive_is_said_to_be_locked(path: Path) -> None:
    content = bytearray(write_parts(path, HARMLESS).read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 0x1  # the flag of the first part in the directory
    path.write_bytes(content)
    assert "паролем" in refusal(path)


def test_an_unknown_table_is_told_which_layouts_are_known(path: Path) -> None:
    sentence = refusal(write_rows(path, {"Лист1": [["Дата", "Выручка"], ["1", "2"]]}))
    assert [layout.title for layout in LAYOUTS if layout.title not in sentence] == []


def test_a_book_without_a_filled_cell_says_so(path: Path) -> None:
    assert "ни одной заполненной ячейки" in refusal(write_rows(path, {"Лист1": []}))


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_truncated_book_is_broken(path: Path, kept: float) -> None:
    content = write_rows(path, {"Лист1": [["слово"] * 20] * 50}).read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert "повреждён" in refusal(path)


def test_a_part_with_flipped_bytes_is_broken(path: Path) -> None:
    content = bytearray(write_rows(path, {"Лист1": [[f"слово {n}" for n in range(20)]] * 50}).read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    content[start + 80 : start + 120] = bytes(40)
    path.write_bytes(content)
    assert "повреждён" in refusal(path)


def test_a_file_of_60_megabytes_is_refused_by_its_size(path: Path) -> None:
    with path.open("wb") as target:
        target.truncate(60 * 1024**2)
    assert "60 МБ" in refusal(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(path: Path) -> None:
    bomb = sheet_xml(f'<row r="1">{text_cell("A1", " " * 200 * 1024**2)}</row>')
    assert "200 МБ" in refusal(write_parts(path, bomb))


def test_a_small_file_that_unpacks_a_thousandfold_is_refused(path: Path) -> None:
    swollen = sheet_xml(f'<row r="1">{text_cell("A1", " " * 20 * 1024**2)}</row>')
    assert "столько не бывает" in refusal(write_parts(path, swollen))


def test_a_dense_file_that_unpacks_to_too_much_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(Unreadable, match="столько не бывает"):
        check_file(write_parts(path, marks_sheet()))


def test_a_bomb_that_lies_about_its_size_is_refused(path: Path) -> None:
    real = sheet_xml(f'<row r="1">{text_cell("A1", "ы" * 1024**2)}</row>')
    content = write_parts(path, real).read_bytes()
    size = len(real.encode()).to_bytes(4, "little")
    assert content.count(size) >= 1
    path.write_bytes(content.replace(size, (1024).to_bytes(4, "little")))
    assert "повреждён" in refusal(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_a_document_type_in_any_part_is_refused(path: Path, part: str, encoding: str) -> None:
    laughs = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "аааа">]><x>&a;</x>'
    assert "DTD" in refusal(write_parts(path, HARMLESS, {part: laughs.encode(encoding)}))


def test_a_document_type_hidden_behind_a_long_comment_is_refused_by_the_guard(path: Path) -> None:
    hidden = f'<?xml version="1.0"?><!--{" " * 8000}--><!DOCTYPE x [<!ENTITY a "а">]><x>&a;</x>'
    with pytest.raises(Unreadable, match="повреждён"):
        check_file(write_parts(path, HARMLESS, {"xl/sharedStrings.xml": hidden}))


def test_macros_are_refused(path: Path) -> None:
    assert "макросы" in refusal(write_parts(path, HARMLESS, {"xl/vbaProject.bin": b"x"}))


def test_a_book_of_too_many_parts_is_refused(path: Path) -> None:
    many = {f"xl/media/{number}.png": b"x" for number in range(600)}
    assert "слишком много частей" in refusal(write_parts(path, HARMLESS, many))


def test_two_parts_of_one_name_are_refused(path: Path) -> None:
    assert "одинаковыми именами" in refusal(write_parts(path, HARMLESS, {"XL/Workbook.xml": "<x/>"}))


@pytest.mark.parametrize("address", ["XFD1048576", "A50001", "GS1", "B1048576"])
def test_a_value_in_a_far_corner_is_named(path: Path, address: str) -> None:
    row = re.sub(r"\D", "", address)
    far = f'<row r="{row}">{text_cell(address, "1")}</row>'
    assert f"заполнена ячейка {address}" in refusal(write_parts(path, marks_sheet(far)))


def test_a_far_row_that_escapes_the_quick_look_is_counted_after_opening(path: Path) -> None:
    disguised = '<row r="50001"><c t="inlineStr" r="A50001"><is><t>1</t></is></c></row>'
    assert "слишком много строк: можно не больше 50000" in refusal(write_parts(path, marks_sheet(disguised)))


def test_a_far_column_that_escapes_the_quick_look_is_counted_after_opening(path: Path) -> None:
    disguised = '<row r="3"><c t="inlineStr" r="GS3"><is><t>1</t></is></c></row>'
    assert "201 при допустимых 200" in refusal(write_parts(path, marks_sheet(disguised)))


@pytest.mark.parametrize("empty", ['<c r="XFD1048576" s="0"/>', '<c r="XFD1048576" s="0"></c>'])
def test_a_far_cell_without_a_value_does_no_harm(path: Path, empty: str) -> None:
    book = write_parts(path, marks_sheet(f'<row r="1048576">{empty}</row>'))
    assert len(read_file_safely(book, "файл.xlsx").marks) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on memory there, only on time")
def test_a_reader_that_is_killed_leaves_a_sentence_and_a_living_parent(path: Path) -> None:
    disguised = '<row r="1048576"><c t="inlineStr" r="XFD1048576"><is><t>1</t></is></c></row>'
    assert "безопасно" in refusal(write_parts(path, marks_sheet(disguised)))


def test_a_lie_about_the_number_of_strings_ends_in_a_sentence(path: Path) -> None:
    book = write_parts(path, marks_sheet(), {"xl/sharedStrings.xml": shared_strings("", 4_000_000_000)})
    assert "Откройте его в Excel" in refusal(book)


def test_a_reader_that_takes_too_long_is_stopped(path: Path) -> None:
    write_parts(path, marks_sheet())
    with pytest.raises(Unreadable, match="слишком долго"):
        read_file_safely(path, "файл.xlsx", wall_seconds=0.001)


def test_a_formula_without_a_stored_value_is_a_warning(path: Path) -> None:
    cells = '<c r="D3"><f>A1&amp;"!"</f></c><c r="E3"><f>1+1</f><v>2</v></c><c r="F3"><f>2</f><v/></c>'
    formula = f'<row r="3">{cells}</row>'
    parsed = read_file_safely(write_parts(path, marks_sheet(formula)), "файл.xlsx")
    warnings = [problem for problem in parsed.problems if "формулу без значения" in problem.rule]
    assert [problem.place and (problem.place.sheet, problem.place.cell) for problem in warnings] == [
        ("Отметки", "D3"),
        ("Отметки", "F3"),
    ]


def test_too_many_rows_are_refused_with_the_allowed_number(path: Path) -> None:
    header = [*words.REQUIRED[words.MARKS_SHEET]]
    assert "200000" in refusal(write_csv(path, [header, *([["1"]] * 200_001)]))


def test_too_many_columns_are_refused(path: Path) -> None:
    assert "201 при допустимых 200" in refusal(write_csv(path, [["столбец"] * 201]))


def test_when_calamine_refuses_a_book_openpyxl_reads_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> list[Sheet]:
        raise ValueError

    write_template(path, {words.MARKS_SHEET: [dict(zip(words.REQUIRED["Отметки"], MARK_LINE, strict=True))]})
    expected = read_file(path, "файл.xlsx")
    monkeypatch.setattr(opening, "_open_with_calamine", refuse)
    assert read_file(path, "файл.xlsx") == expected


def test_an_unexpected_error_becomes_a_sentence_and_tells_the_log_no_content(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("Петрова Анна")

    monkeypatch.setattr("data_access.formats.parsing.read_file", fail)
    assert "устроен необычно" in child.answer(path, "файл.xlsx").decode()
    said = capsys.readouterr().err
    assert "KeyError" in said
    assert "Петрова" not in said


def test_the_child_gets_no_secrets(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@host/base")
    environments: list[dict[str, str]] = []
    run = subprocess.run

    def spy(command: list[str], *, env: dict[str, str], **options: Any) -> Any:
        environments.append(env)
        return run(command, env=env, **options)

    monkeypatch.setattr(subprocess, "run", spy)
    assert len(read_file_safely(write_parts(path, marks_sheet()), "файл.xlsx").marks) == 1
    assert ["DATABASE_URL" in environment for environment in environments] == [False]


@pytest.mark.skipif(sys.platform != "linux", reason="limits are the operating system's")
def test_the_child_limits_its_memory_time_and_core_dumps() -> None:
    probe = (
        "import resource as r; from data_access.formats.child import limit_resources; limit_resources();"
        "print(*(r.getrlimit(limit)[0] for limit in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)))"
    )
    command = [sys.executable, "-c", probe]
    root = Path(reading.__file__).parents[2]
    said = subprocess.run(command, capture_output=True, cwd=root, check=True, text=True).stdout
    assert said.split() == [str(1024**3), "25", "0"]


def test_the_child_imports_nothing_heavy() -> None:
    probe = "import sys, data_access.formats.parsing, data_access.formats.transport; print(*sys.modules)"
    command = [sys.executable, "-c", probe]
    root = Path(reading.__file__).parents[2]
    loaded = subprocess.run(command, capture_output=True, cwd=root, check=True, text=True).stdout.split()
    assert "python_calamine" in loaded
    assert {"pandas", "numpy", "dash", "sqlalchemy", "openpyxl", "plotly"} & {*loaded} == set()
