"""The workbook read back: typed cells, frames, filters, print, and what the first sheet says."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from dashboard.blocks import Cell, Column, Heading, Measure, Notice, Quantity, Row, Segment, Series, Table
from dashboard.export.context import ExportContext
from tests.export.samples import (
    ATTENTION,
    BARS,
    CONTEXT,
    EVERY_BLOCK,
    HEADING,
    MATRIX,
    NOTICE,
    TABLE,
    TILES,
    TREND,
    column,
    header_row,
    headings,
    made,
    opened,
    parts,
    sheet_of,
    texts,
)


def test_a_page_is_a_sheet_about_the_file_and_then_a_sheet_per_block_in_order() -> None:
    book = opened(*EVERY_BLOCK)
    assert book.sheetnames == [
        "О выгрузке",
        "Главные показатели",
        "Качество растёт четвёртый год,…",
        "Качество со скрытой точкой",
        "Отметки по предметам",
        "Рейтинг школ",
        "Отметки класса",
        "Дорожная карта",
        "Баллы ВПР-5, математика",
        "Средний результат и число учас…",
        "Текст для письма",
        "Требует внимания",
        "Отметок нет",
    ]


def test_equal_input_gives_equal_bytes() -> None:
    assert made(*EVERY_BLOCK) == made(*EVERY_BLOCK)


def test_the_first_sheet_says_what_who_when_from_which_data_and_what_signs_mean() -> None:
    cover = opened(TABLE).worksheets[0]
    pairs = {str(row[0].value): row[1].value for row in cover.iter_rows(max_col=2)}
    assert cover["A1"].value == CONTEXT.title
    assert pairs["Организация"] == "Городской округ"
    assert pairs["Учебный год"] == "2025/26"
    assert pairs["Период"] == "2 четверть / 1 полугодие"
    assert pairs["Предмет"] == "Алгебра"
    assert pairs["Кто выгрузил"] == "Координатор"
    assert pairs["Дата и время выгрузки"] == CONTEXT.made_at
    assert pairs["Версия данных"] == 42
    assert pairs["Источник"] == "Сетевой город"
    assert {"нет данных", "скрыто: меньше 5", "не применимо", "малая выборка"} <= set(pairs)


def test_the_first_sheet_lists_the_others_with_full_titles_and_links() -> None:
    cover = opened(TREND).worksheets[0]
    (link,) = [cell for row in cover.iter_rows(max_col=1) for cell in row if cell.hyperlink]
    assert link.value == "Качество растёт четвёртый год,…"
    assert link.hyperlink.location == "'Качество растёт четвёртый год,…'!A1"
    assert cover.cell(link.row, 2).value == TREND.title


def test_the_moment_of_creation_is_the_given_one_in_utc() -> None:
    moscow = datetime.fromisoformat("2026-01-12T14:05:00+03:00")
    file = made(TABLE, context=replace(CONTEXT, made_at=moscow))
    assert "2026-01-12T11:05:00Z" in parts(file)["docProps/core.xml"]
    assert moscow.astimezone(UTC).hour == 11


def test_percents_are_numbers_under_a_percent_format() -> None:
    cells = column(sheet_of(TABLE), "Качество")
    assert [cell.value for cell in cells] == pytest.approx([3 / 7, 0.0, 3 / 27])
    assert {cell.number_format for cell in cells} == {"0.0%"}
    assert {cell.data_type for cell in cells} == {"n"}


def test_a_table_unfolds_interval_target_status_and_notes_into_columns() -> None:
    sheet = sheet_of(TABLE)
    assert headings(sheet) == [
        "Школа",
        "Качество",
        "Качество: 95 % интервал, от",
        "Качество: 95 % интервал, до",
        "Качество: цель",
        "Качество: статус",
        "Изменение, п.п.",
        "Статус",
        "Риски",
        "Примечание",
    ]
    first = [cell.value for cell in sheet[header_row(sheet) + 1]][:10]
    assert first == [
        "СОШ № 2",
        pytest.approx(3 / 7),
        0.2,
        0.7,
        0.5,
        "▲ зона риска",
        -1.5,
        "▼ ниже цели: низкая",
        "кадры; ОВЗ",
        "Качество: малая выборка",
    ]


def test_missing_and_not_applicable_are_words_and_zero_is_a_number() -> None:
    sheet = sheet_of(TABLE)
    assert [cell.value for cell in column(sheet, "Изменение, п.п.")] == [-1.5, "нет данных", "не применимо"]
    assert column(sheet, "Качество")[1].value == 0


def test_title_and_filters_stand_above_the_table_and_notes_and_source_under_it() -> None:
    sheet = sheet_of(TABLE)
    top = header_row(sheet)
    above = [sheet.cell(row, 1).value for row in range(1, top)]
    below = [sheet.cell(row, 1).value for row in range(top + len(TABLE.rows) + 1, sheet.max_row + 1)]
    assert above[:3] == [
        "Рейтинг школ",
        "Качество и его 95 % интервал",
        "Городской округ · Предмет: Алгебра · Период: 2 четверть / 1 полугодие",
    ]
    assert [text for text in below if text] == [
        "Малые школы не ранжируются.",
        "Качество — доля отличников и хорошистов",
        "Источник: Журнал, 12.01.2026",
    ]


@pytest.mark.parametrize("block", EVERY_BLOCK, ids=lambda block: block.key)
def test_every_sheet_is_frozen_filtered_and_fitted_to_a_landscape_page(block: object) -> None:
    sheet = sheet_of(block)  # type: ignore[arg-type]
    top = header_row(sheet)
    assert sheet.freeze_panes == f"B{top + 1}"
    assert sheet.auto_filter.ref.startswith(f"A{top}:")
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${top}:${top}"
    assert sheet.oddFooter.right.text == "Страница &P из &N"
    assert "Версия данных: 42" in sheet.oddFooter.left.text


def test_the_filter_leaves_closing_totals_where_they_are() -> None:
    sheet = sheet_of(TABLE)
    top = header_row(sheet)
    assert sheet.auto_filter.ref == f"A{top}:J{top + 2}"
    assert column(sheet, "Школа")[2].font.bold


def test_columns_are_as_wide_as_their_longest_text_up_to_a_limit() -> None:
    block = Table(
        "w", "Ширина", "", (Column("a", "А"), Column("b", "Б")), (Row((Cell("ш" * 30), Cell("ш" * 300))),)
    )
    sheet = sheet_of(block)
    assert 30 <= sheet.column_dimensions["A"].width <= 36
    assert sheet.column_dimensions["B"].width < 50
    assert column(sheet, "Б")[0].alignment.wrap_text


def test_a_tile_has_value_target_status_change_and_both_counts() -> None:
    sheet = sheet_of(TILES)
    first, second = ([cell.value for cell in sheet[header_row(sheet) + number]][:9] for number in (1, 2))
    assert first == [
        "Качество",
        pytest.approx(6 / 14),
        0.5,
        "▲ зона риска",
        -4.2,
        "п.п.",
        6,
        14,
        "6 из 14 обучающихся",
    ]
    assert second == ["Место", 4, "в первой пятёрке", None, None, None, None, None, "из 11"]
    assert any("100·(отличники + хорошисты) / N" in text for text in texts(sheet))


def test_a_matrix_is_coloured_and_its_marks_are_numbers() -> None:
    sheet = sheet_of(MATRIX)
    russian, algebra, long = (column(sheet, title)[0] for title in ("Русский язык", "Алгебра", "1.2"))
    assert (russian.value, russian.data_type, russian.fill.fgColor.rgb) == (5, "n", "FFCFE7DA")
    assert (algebra.value, algebra.border.left.style) == (3, "medium")
    assert algebra.comment is not None
    assert algebra.comment.text == "средний балл 3,38"
    assert long.value == "н/а"
    assert "1.2 — Длинное название элемента содержания" in texts(sheet)


def test_a_sheet_with_names_says_so_above_the_table_and_on_paper() -> None:
    book = opened(MATRIX, TABLE)
    cover, personal, plain = book.worksheets
    assert personal.oddHeader.center.text == "Персональные данные"
    assert "Персональные данные" in texts(personal)
    assert plain.oddHeader.center.text is None
    assert "Персональные данные" not in texts(plain)
    assert cover.oddHeader.center.text == "Персональные данные"


def test_a_personal_page_says_so_on_the_first_sheet_even_without_personal_blocks() -> None:
    heading = Heading("Страница", "", is_personal=True)
    assert "Персональные данные" in parts(made(TABLE, heading=heading))["xl/worksheets/sheet1.xml"]


def test_attention_says_how_much_of_the_list_is_shown() -> None:
    sheet = sheet_of(ATTENTION)
    assert "Показано 1 из 7." in texts(sheet)
    assert [cell.value for cell in column(sheet, "Статус")] == ["▼ ниже цели"]


def test_a_notice_is_a_sentence_with_its_status() -> None:
    assert {"Загрузите отметки за период.", "○ нет данных"} <= set(texts(sheet_of(NOTICE)))


def test_an_empty_table_says_why_and_has_no_filter() -> None:
    block = replace(TABLE, rows=(), empty="Рейтинга нет: отметки не загружены.")
    sheet = sheet_of(block)
    assert "Рейтинга нет: отметки не загружены." in texts(sheet)
    assert sheet.auto_filter.ref is None


@pytest.mark.parametrize(
    "block",
    [
        replace(TABLE, rows=(Row((Cell("одна"),)),)),
        replace(TREND, series=(Series("короткий", (Quantity(1, Measure.PERCENT),)),)),
        replace(BARS, segments=(Segment("5", "5", (1,)),)),
        replace(MATRIX, tail_columns=()),
    ],
    ids=["table", "trend", "bars", "matrix"],
)
def test_rows_of_unequal_length_are_an_error_and_not_a_shifted_sheet(block: object) -> None:
    with pytest.raises(ValueError):
        made(block)  # type: ignore[arg-type]


def test_an_unknown_block_is_an_error() -> None:
    with pytest.raises(TypeError, match="str"):
        made("блок")  # type: ignore[arg-type]


def test_more_columns_than_a_sheet_has_is_an_error() -> None:
    columns = tuple(Column(str(number), str(number)) for number in range(16_385))
    with pytest.raises(ValueError, match="do not fit"):
        made(Table("wide", "Широкая", "", columns, ()))


def test_hostile_titles_filters_and_names_make_a_file_that_opens_with_nothing_lost() -> None:
    hostile = "&G&[Picture] 'Итоги'[2025]: \"да\"/нет? *<b>\U0001f600 " + "очень длинно " * 40
    context = ExportContext(hostile, hostile, ((hostile, hostile),), CONTEXT.made_at, hostile, 1, hostile)
    blocks = (replace(TABLE, title=hostile), replace(TREND, title=hostile), Notice("n", hostile, hostile))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        file = made(*blocks, heading=replace(HEADING, title=hostile), context=context)
    book = load_workbook(BytesIO(file))
    assert len(set(book.sheetnames)) == 4
    for sheet in book.worksheets:
        assert sheet["A1"].value == hostile
        assert len(sheet.oddHeader.left.text) > 50
    assert book.worksheets[3].cell(header_row(book.worksheets[3]) + 1, 1).value == hostile
    headers = re.findall(r"<oddHeader>(.*?)</oddHeader>", "".join(parts(file).values()))
    assert max(len(unescape(text)) for text in headers) <= 255


def test_a_page_above_all_units_starts_its_filters_without_a_separator() -> None:
    file = made(TABLE, context=replace(CONTEXT, unit_name=""))
    assert load_workbook(BytesIO(file)).worksheets[1]["A3"].value.startswith("Предмет: Алгебра")
