"""Rows survive the way from the child process unchanged."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from data_access.formats import template_columns as words
from data_access.formats.reading import read_file, read_file_safely
from data_access.formats.registry import LAYOUTS
from data_access.formats.rows import Parsed, Problem, Unreadable
from data_access.formats.transport import dump_parsed, dump_unreadable, load
from tests.formats.builders import (
    OgeRow,
    Protocol,
    VprSchool,
    protocol_book,
    write_oge,
    write_tabel,
    write_template,
    write_vpr_f1,
)
from tests.formats.ege_builder import EgeRow, write_ege
from tests.formats.report_builder import MARKS, REGION, write_list, write_report


def test_every_layout_arrives_from_the_child_as_it_was_parsed(tmp_path: Path) -> None:
    place = {words.YEAR: "2024/2025", words.SCHOOL: "СОШ № 1", words.CLASS: "8А"}
    exam = {words.EXAM: "ОГЭ", words.SUBJECT: "Химия", words.YEAR_OF_EXAM: 2026}
    training = {words.TRAINING_KIND: "курс", words.PROGRAMME: "Лаборант", words.OUTCOME: "освоил"}
    here = {words.YEAR: "2024/2025", words.ORGANISATION: "СОШ № 1"}
    event = {words.PUPIL: "П-1", words.SUBJECT: "Химия", words.EVENT: "ВсОШ", words.STAGE: "школьный"}
    event[words.OUTCOME] = "призёр"
    files = [
        write_tabel(
            tmp_path / "a",
            "СОШ № 1",
            "8А",
            2024,
            ("Q1",),
            {"П-1": {"Химия": {"Q1": ("4", 4.5)}, "ОБЗР": {"Q1": "0"}}},
        ),
        write_vpr_f1(tmp_path / "b", [VprSchool("СОШ", "edu200001", [(40001, 1, 1, (2, "Х", 3), 5, 4, "")])]),
        write_oge(
            tmp_path / "c",
            {"04 - Химия 2026.06.17": [OgeRow("0931", "9А", "Абрикосова", "+-", "1(2)", 2, 2)]},
        ),
        write_template(
            tmp_path / "d",
            {
                words.SCHOOLS_SHEET: [{words.SHORT_NAME: "СОШ № 1"}],
                words.CLASSES_SHEET: [place | {words.CLASS_TEACHER: "Учитель"}],
                words.PUPILS_SHEET: [place | {words.PUPIL: "П-1"}],
                words.TEACHING_SHEET: [place | {words.SUBJECT: "Химия", words.TEACHER: "Учитель"}],
                words.CODIFIER_SHEET: [exam | {words.CODE: "1.1", words.ELEMENT_TITLE: "Атом"}],
                words.PLAN_SHEET: [exam | {words.TASK: "1", words.MAX_SCORE: 1, words.CODES: "1.1; 2-4"}],
                words.TRAINING_SHEET: [place | {words.PUPIL: "П-1"} | training],
                words.DESTINATION_SHEET: [place | {words.PUPIL: "П-1", words.DESTINATION: "вуз"}],
                words.INDICATOR_SHEET: [here | {words.INDICATOR: "code", words.NUMERATOR: 2}],
                words.REGISTER_SHEET: [here | {words.REGISTER: "Пары", "Предмет": "Химия", "Срок": ""}],
                words.EVENT_SHEET: [here | place | event],
            },
        ),
        write_ege(
            tmp_path / "f",
            {"01 - Русский язык 2026.05.30": [EgeRow("0931", "11А", "Абрикосова", "+-", "1(2)", 2, 40)]},
        ),
        protocol_book(tmp_path / "e", {"9А": Protocol({"П-1": (1, "Н/п", 3), "П-2": ("н",)})}),
        write_report(tmp_path / "g", MARKS, (REGION, 2, 333, 33.33, 33.33, 33.34, 0)),
        write_list(tmp_path / "h", (2026, "Лесной район", "edu200001", "СОШ № 1", 1, 1, 0, 0, 0)),
    ]
    parsed = [read_file(path, "имя.xlsx") for path in files]
    assert {rows.layout for rows in parsed} == {layout.code for layout in LAYOUTS}
    kinds = [part.name for part in fields(Parsed) if part.name not in ("layout", "title", "rows_read")]
    assert [name for name in kinds if not any(getattr(rows, name) for rows in parsed)] == []
    assert [read_file_safely(path, "имя.xlsx") for path in files] == parsed
    assert all(isinstance(row.scores, tuple) for rows in parsed for row in load(dump_parsed(rows)).results)


def test_a_problem_without_a_place_stays_without_one() -> None:
    parsed = Parsed("tabel", "Табель", 0, problems=(Problem("warning", "правило"),))
    assert load(dump_parsed(parsed)) == parsed


def test_a_refusal_is_raised_with_its_sentence() -> None:
    with pytest.raises(Unreadable, match=r"^Файл пуст\.$"):
        load(dump_unreadable("Файл пуст."))
