"""Downloads of a release: csv and xlsx with the same rows, and a passport of the set (паспорт набора) as JSON.

Text is never a formula: xlsx writes strings as strings, csv puts an apostrophe before what a spreadsheet would
calculate and quotes every field. Numbers of the csv have a decimal comma, as spreadsheets here expect.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook

from dashboard.export.texts import clean_text
from dashboard.numbers import format_year
from dashboard.public.release import (
    AT_LEAST,
    AT_MOST,
    BAND,
    BOUND_WORDS,
    HIDDEN,
    MISSING,
    SHOWN,
    STATE_WORDS,
    Figure,
    Published,
    Release,
    behind_text,
)

LICENCE = "Данные можно использовать свободно со ссылкой на источник: орган управления образованием, {place}."
FIELDS = {
    "year": "учебный год",
    "indicator_code": "код показателя",
    "indicator": "показатель",
    "level": "уровень: территория или организация",
    "place": "территория или организация",
    "value": "значение в единице показателя; пусто, где его нет",
    "unit": "единица",
    "state": "состояние значения",
    "band": "по сравнению с остальными организациями",
    "behind": "сколько человек за значением",
}
STATES = {SHOWN: "значение", **BOUND_WORDS, **STATE_WORDS}
# What makes a spreadsheet calculate, in ASCII and full width.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER_FORMATS = {0: "0", 1: "0.0"}
WIDEST = 60

Line = tuple[Published, str, str, Figure]  # indicator, level, name, figure


def lines(release: Release) -> Iterator[Line]:
    """The whole and every organisation of each indicator, in the order of the page."""
    for one in release.indicators:
        yield one, "территория", release.place, one.total
        for place in one.places:
            yield one, "организация", place.full_name or place.name, place.figure


def csv_file(release: Release) -> bytes:
    """UTF-8 with a mark at the beginning, semicolons, every field in quotes."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(FIELDS)
    for line in lines(release):
        value = line[3].value
        number = "" if value is None else f"{value:.{line[0].decimals}f}".replace(".", ",")
        row = _words(release, line)
        writer.writerow([number if name == "value" else harmless(row[name]) for name in FIELDS])
    return target.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def xlsx_file(release: Release) -> bytes:
    """One sheet of the same rows, and one of descriptions; no formula, no link."""
    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # the day of the release and not of the download: the same release is the same file
    made = datetime.strptime(release.made, "%d.%m.%Y")
    book.set_properties(
        {"title": clean_text(release.title), "company": clean_text(release.place), "created": made}
    )
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    formats = {digits: book.add_format({"num_format": code}) for digits, code in NUMBER_FORMATS.items()}
    _data_sheet(book, release, head, formats)
    _description_sheet(book, release, head, wrap)
    book.close()
    return target.getvalue()


def _data_sheet(book: Workbook, release: Release, head: Any, formats: dict[int, Any]) -> None:
    sheet = book.add_worksheet("Данные")
    for column, title in enumerate(FIELDS.values()):
        sheet.write_string(0, column, title, head)
    widths = [12, 18, 34, 14, 44, 12, 18, 14, 18, 14]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, WIDEST))
    count = 0
    for count, line in enumerate(lines(release), 1):
        row = _words(release, line)
        for column, name in enumerate(FIELDS):
            value = line[3].value
            if name == "value" and value is not None:
                sheet.write_number(count, column, value, formats[line[0].decimals])
            else:
                sheet.write_string(count, column, clean_text(row[name]))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, len(FIELDS) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _description_sheet(book: Workbook, release: Release, head: Any, wrap: Any) -> None:
    sheet = book.add_worksheet("Описание")
    titles = (
        "Код",
        "Показатель",
        "Полное название",
        "Единица",
        "Формула",
        "Источник",
        "Основание",
        "Подробность",
    )
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, head)
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, len(titles) - 1, 40)
    for number, one in enumerate(release.indicators, 1):
        words = (one.code, one.title, one.full_title, one.unit, one.formula, one.source, one.clause, one.why)
        for column, text in enumerate(words):
            sheet.write_string(number, column, clean_text(text), wrap)
    last = len(release.indicators) + 2
    sheet.write_string(last, 0, clean_text(release.title))
    sheet.write_string(last + 1, 0, f"Опубликовано {release.made}")
    sheet.write_string(last + 2, 0, clean_text(LICENCE.format(place=release.place)))
    sheet.freeze_panes(1, 0)


def passport_file(release: Release) -> bytes:
    """What the set is: fields, states, files, methods, date, licence."""
    known = (
        "code", "title", "full_title", "unit", "decimals", "direction", "formula", "warning", "clause", "source",
        "is_project_method", "reach", "why",
    )  # fmt: skip
    passport = {
        "title": release.title,
        "place": release.place,
        "year": format_year(release.year),
        "published": release.made,
        "loaded": release.as_of,
        "licence": LICENCE.format(place=release.place),
        "files": [
            {"href": f"/open/data.csv?year={release.year}", "format": "csv", "encoding": "UTF-8 with BOM",
             "separator": ";", "quote": '"', "decimal": ",", "header": True},
            {"href": f"/open/data.xlsx?year={release.year}", "format": "xlsx", "sheet": "Данные"},
        ],
        "fields": [{"name": name, "title": title} for name, title in FIELDS.items()],
        "states": {code: STATES[code] for code in (SHOWN, AT_MOST, AT_LEAST, HIDDEN, MISSING, BAND)},
        "rules": {
            "smallest_group": 10,
            "percent": "целые",
            "count": "до пяти",
            "hidden": "за значением меньше 10 человек или его можно найти вычитанием",
            "kept": "состав изменился на одного–четырёх: значения прежнего выпуска",
        },
        "indicators": [{name: getattr(one, name) for name in known} for one in release.indicators],
    }  # fmt: skip
    return json.dumps(passport, ensure_ascii=False, indent=1).encode()


def _words(release: Release, line: Line) -> dict[str, str]:
    one, level, name, figure = line
    return {
        "year": format_year(release.year),
        "indicator_code": one.code,
        "indicator": one.title,
        "level": level,
        "place": name,
        "value": "",
        "unit": one.unit,
        "state": STATES[figure.state],
        "band": figure.band,
        "behind": behind_text(figure),
    }
