"""Small files in each known layout, written for tests of any room.

They follow the real files cell by cell (gaps of merged headers, captions, footers), with invented names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

from data_access.formats import protocol_words as protocol
from data_access.formats import template_columns as words
from data_access.formats.rows import Parsed

# pupil → subject → period code → mark, or (mark, mean)
Marks = Mapping[str, Mapping[str, Mapping[str, Any]]]

_PERIOD_TITLES = {code: title.title() for code, title in words.PERIOD_WORDS.items()}
_TABEL_TAIL = ("Год. оценка", "Экз. оценка", "Гос. экз. оценка", "Итог. оценка")


def write_rows(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook from plain rows; None and empty strings leave the cell out."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for index, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value not in (None, ""):
                        sheet.write(index, column, value)
    return path


def write_tabel(
    path: Path, school: str, class_name: str, year: int, periods: Sequence[str], marks: Marks, gap: int = 0
) -> Path:
    """«Табель успеваемости учащегося»: a block per pupil; `gap` shifts every second pupil's table right."""
    rows: list[list[Any]] = [[school], [], ["Табель успеваемости учащегося"], [], []]
    for position, (pupil, subjects) in enumerate(marks.items()):
        rows += [
            [f"Учебный год: {words.year_words(year)}"],
            [f"Класс: {class_name}"],
            [f"Ученик: {pupil}"],
            [],
            [],
        ]
        shift = gap if position % 2 else 0
        rows += [([""] * shift) + row for row in _tabel_table(periods, subjects)]
        rows.append([])
    return write_rows(path, {"Лист1": rows})


def _tabel_table(periods: Sequence[str], subjects: Mapping[str, Mapping[str, Any]]) -> list[list[Any]]:
    width = 3 * len(periods)
    table: list[list[Any]] = [
        ["", "Предмет", "Учебные периоды", *[""] * (width - 1), *_TABEL_TAIL],
        ["№"],
        ["п/п", "", *(cell for code in periods for cell in (_PERIOD_TITLES[code], "", ""))],
        ["", "", *("Средний балл", "Ср. взв. балл", "Итог") * len(periods)],
    ]
    for number, (subject, by_period) in enumerate(subjects.items(), start=1):
        cells: list[Any] = []
        for code in periods:
            mark, mean = _pair(by_period.get(code, ""))
            cells += [mean, 0, mark]
        table.append([str(number), subject, *cells, _pair(by_period.get("Y", ""))[0]])
    return table


def _pair(value: Any) -> tuple[Any, float]:
    return value if isinstance(value, tuple) else (value, 0)


@dataclass(frozen=True)
class VprSchool:
    """One school of a «Ф1» file; `rows`: code, class, variant, scores, primary, mark, journal mark."""

    name: str
    login: str
    rows: Sequence[tuple[Any, Any, Any, Sequence[Any], Any, Any, Any]]
    declared: int | None = None


def write_vpr_f1(
    path: Path,
    schools: Sequence[VprSchool],
    tasks: Sequence[tuple[str, str]] = (("1 (2б)", "Б"), ("2.1 (1б)", "Б"), ("3К1 (3б)", "П")),
    title: str = "ВПР 2026 Русский язык 4 класс",
    date: str = "20.04.2026",
    max_score: int = 6,
) -> Path:
    """«Ф1 Индивидуальные результаты» of ФИС ОКО."""
    rows: list[list[Any]] = [
        ["Индивидуальные результаты"],
        [],
        [title],
        ["Предмет:", title.split(maxsplit=2)[2].rsplit(maxsplit=2)[0]],
        ["Максимальный первичный балл:", max_score],
        ["Дата:", date],
        ["", "", "Уровень сложности задания", "", "", "", *(level for _, level in tasks)],
        ["ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант"]
        + [header for header, _ in tasks]
        + ["Первичный балл", "Отметка", "Отметка по журналу"],
    ]
    for school in schools:
        caption = f"{school.name}({school.login})"
        declared = len(school.rows) if school.declared is None else school.declared
        rows.append([f"{caption} | Кол-во участников: {declared}"])
        for code, class_number, variant, scores, *ending in school.rows:
            rows.append(
                [school.login, "Н-ский район", caption, code, class_number, variant, *scores, *ending]
            )
    return write_rows(path, {"РУ 4 Индивидуальные результаты": rows})


@dataclass(frozen=True)
class OgeRow:
    """A participant of an ОГЭ protocol; `passport` is (series, number), written into dense files only."""

    oo_code: Any
    class_name: str
    surname: str
    short: str
    long: str
    primary: Any
    mark: Any
    passport: tuple[str, str] = ("", "")


def write_oge(
    path: Path, exams: Mapping[str, Sequence[OgeRow]], dense: bool = False, footers: bool = True
) -> Path:
    """ОГЭ protocol of РЦОИ: `exams` maps a title («12 - Обществознание 2026.07.03») to its rows.

    Sparse (B1) leaves the gaps of merged headers; dense (B2) has passport columns.
    """
    rows: list[list[Any]] = [] if dense else [["Протокол проверки результатов"], ["20 - Н-ская область"]]
    for title, participants in exams.items():
        rows += [[title], [] if dense else [""], _DENSE_HEADER if dense else _SPARSE_HEADER]
        write = _dense_row if dense else _sparse_row
        rows += [write(number, row) for number, row in enumerate(participants, start=1)]
        if footers:
            rows += [["Средние", *[""] * 12, 17.5], ["Минимальная граница", "", 14], ["Всего участников: 2"]]
    return write_rows(path, {"Page 1": rows})


_SPARSE_HEADER = [
    "№",
    "Код ОО",
    "Класс",
    "",
    "Код ППЭ",
    "",
    "Аудитория",
    "",
    "Код МСУ",
    "",
    "Фамилия",
    "",
    "Имя",
    "Отчество",
    "Задания с кратким ответом",
    "",
    "",
    "Задания с развёрнутым ответом",
    "Первичный балл",
    "",
    "Оценка",
]
_DENSE_HEADER = [
    "№",
    "Код ОО",
    "Класс",
    "Код ППЭ",
    "Аудитория",
    "Код участника",
    "Фамилия",
    "Имя",
    "Отчество",
    "Серия",
    "Номер",
    "Ответы в краткой форме",
    "Ответы в развернутой форме",
    "Первичный балл",
    "Оценка",
]


def _sparse_row(number: int, row: OgeRow) -> list[Any]:
    person = [row.surname, "", "Имя", "Отчество"]
    results = [row.short, "", "", row.long, row.primary, "", row.mark]
    return [number, row.oo_code, row.class_name, "", 1003, "", 109, "", 209, "", *person, *results]


def _dense_row(number: int, row: OgeRow) -> list[Any]:
    person = [row.surname, "Имя", "Отчество", *row.passport]
    return [
        number,
        row.oo_code,
        row.class_name,
        1003,
        109,
        77,
        *person,
        row.short,
        row.long,
        row.primary,
        row.mark,
    ]


def write_template(path: Path, sheets: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
    """The project's own template: sheet name → rows as «column title → value»; xlsx, or csv by the suffix."""
    tables = {name: _template_table(name, rows) for name, rows in sheets.items()}
    if path.suffix != ".csv":
        return write_rows(path, tables)
    return write_csv(path, next(iter(tables.values())))


def _template_table(name: str, rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    # A register's own columns come after those that every register has.
    titles = (title for row in rows for title in row)
    more = (
        [title for title in titles if title not in words.SHEETS[name]] if name == words.REGISTER_SHEET else []
    )
    columns = [*words.SHEETS[name], *dict.fromkeys(more)]
    return [[*columns], *([row.get(column, "") for column in columns] for row in rows)]


def rows_by_sheet(parsed: Parsed) -> tuple[tuple[Any, ...], ...]:
    """What was read of each table of the template, in the order of `words.SHEETS`."""
    roster = (parsed.schools, parsed.classes, parsed.pupils, parsed.teaching, parsed.marks)
    of_exams = (parsed.codifiers, parsed.exam_tasks)
    return (
        *roster,
        *of_exams,
        parsed.trainings,
        parsed.destinations,
        parsed.indicators,
        parsed.registers,
        parsed.events,
    )


def write_csv(
    path: Path, rows: Sequence[Sequence[Any]], delimiter: str = ";", encoding: str = "utf-8-sig"
) -> Path:
    """Plain rows as csv, every value quoted."""
    lines = (delimiter.join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in rows)
    path.write_text("\r\n".join(lines), encoding=encoding, newline="")
    return path


@dataclass(frozen=True)
class Protocol:
    """One sheet of a protocol of a school's work, filled unless told otherwise.

    `tasks`: number, maximum, level, codes; `pupils`: name → cells of scores, and the mark last when `has_marks`.
    A caption in `captions` replaces the usual value; None leaves its line out.
    """

    pupils: Mapping[str, Sequence[Any]]
    tasks: Sequence[tuple[Any, Any, str, Any]] = (("1", 1, "Б", "1.1"), ("2", 2, "П", "7.1-7.3"))
    has_marks: bool = True
    captions: Mapping[str, Any] = field(default_factory=dict)


_CAPTIONS: dict[str, Any] = {
    protocol.SCHOOL: "СОШ № 1",
    protocol.YEAR: "2025/2026",
    protocol.KIND: protocol.KIND_WORDS["kr"],
    protocol.HELD_BY: "",
    protocol.WORK: "Контрольная работа № 3",
    protocol.SUBJECT: "Алгебра",
    protocol.CLASS: "9А",
    protocol.DATE: "12.12.2025",
    protocol.CODIFIER: "ОГЭ 2026",
}


def protocol_book(path: Path, sheets: Mapping[str, Protocol]) -> Path:
    """«Протокол контрольной или диагностической работы»: sheet title → its protocol."""
    return write_rows(path, {title: protocol_rows(sheet) for title, sheet in sheets.items()})


def protocol_rows(sheet: Protocol) -> list[list[Any]]:
    """The cells of one protocol, for tests that spoil some of them first."""
    captions = {**_CAPTIONS, **sheet.captions}
    named = [[caption, value] for caption, value in captions.items() if value is not None]
    numbers, maxima, levels, codes = (list(column) for column in zip(*sheet.tasks, strict=True))
    table = [
        [protocol.TASK_ROW, *numbers, *([protocol.MARK] if sheet.has_marks else [])],
        [protocol.MAX_ROW, *maxima],
        [protocol.LEVEL_ROW, *levels],
        [protocol.CODES_ROW, *codes],
        [protocol.PUPIL_ROW],
    ]
    return [[protocol.TITLE], *named, [], *table, *([name, *cells] for name, cells in sheet.pupils.items())]
