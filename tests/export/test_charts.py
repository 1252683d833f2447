"""Charts: native, bound to filled cells, in the program's colours, without false zeros."""

from __future__ import annotations

import re
from dataclasses import replace

from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.blocks import Block, Measure, Quantity, Series, Trend
from tests.export.samples import BARS, TABLE, TREND, TREND_WITH_WORDS, made, opened, parts


def chart_xml(block: Block) -> str:
    return parts(made(block))["xl/charts/chart1.xml"]


def ranges(xml: str, tag: str) -> list[str]:
    """References of a part of the series («tx», «cat», «val») without the sheet's name."""
    found = re.findall(rf"<c:{tag}>.*?<c:f>(.*?)</c:f>.*?</c:{tag}>", xml)
    return [reference.rsplit("!", 1)[1].replace("$", "") for reference in found]


def values(sheet: Worksheet, reference: str) -> list[object]:
    left, top, right, bottom = range_boundaries(reference)
    rows = sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)
    return [cell.value for row in rows for cell in row]


def test_a_line_chart_reads_the_filled_cells_of_its_table() -> None:
    xml, sheet = chart_xml(TREND), opened(TREND).worksheets[1]
    assert "<c:lineChart>" in xml
    assert [values(sheet, one) for one in ranges(xml, "tx")] == [["СОШ № 1"], ["СОШ № 2"], ["Цель"]]
    assert [values(sheet, one) for one in ranges(xml, "cat")] == [["2023/24", "2024/25", "2025/26"]] * 3
    assert [values(sheet, one) for one in ranges(xml, "val")] == [
        [0.5, 0.6, 0.8],
        [0.4, 0.4, 0.5],
        [0.5, 0.5, 0.5],
    ]


def test_the_subject_is_in_the_accent_colour_peers_are_grey_and_the_target_is_dashed() -> None:
    xml = chart_xml(TREND)
    subject, peer, target = re.findall(r"<c:ser>.*?</c:ser>", xml)
    assert "0B5CAD" in subject
    assert "9AA7B2" in peer
    assert "prstDash" in target
    assert "prstDash" not in subject + peer


def test_a_chart_without_words_needs_no_copy_of_its_numbers() -> None:
    sheet = opened(TREND).worksheets[1]
    assert "Для диаграммы" not in [cell.value for row in sheet.iter_rows() for cell in row]


def test_a_word_is_a_gap_in_the_line_and_never_a_zero() -> None:
    xml, sheet = chart_xml(TREND_WITH_WORDS), opened(TREND_WITH_WORDS).worksheets[1]
    assert [values(sheet, one) for one in ranges(xml, "val")] == [[0.5, None, 0.8], [None, 0.25, None]]
    # A gap is the default, written as no element at all; «zero» or «span» would be written.
    assert "dispBlanksAs" not in xml
    assert re.findall(r"<c:v>(скрыто|нет данных)</c:v>", xml) == []
    assert "класс не открыт" in "".join(parts(made(TREND_WITH_WORDS)).values())


def test_the_copy_of_the_numbers_is_outside_the_printed_page() -> None:
    sheet = opened(TREND_WITH_WORDS).worksheets[1]
    (copy,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "Для диаграммы"]
    _left, _top, right, _bottom = range_boundaries(sheet.print_area.rsplit("!", 1)[-1].replace("$", ""))
    assert copy.column > right


def test_stacked_bars_read_the_filled_cells_in_the_colours_of_marks() -> None:
    xml, sheet = chart_xml(BARS), opened(BARS).worksheets[1]
    assert '<c:barDir val="bar"/>' in xml
    assert '<c:grouping val="stacked"/>' in xml
    assert [values(sheet, one) for one in ranges(xml, "val")] == [[3, 4], [8, 6], [5, 9], [1, 0], [0, 1]]
    assert {tuple(values(sheet, one)) for one in ranges(xml, "cat")} == {("Русский язык", "Математика")}
    series = re.findall(r"<c:ser>.*?</c:ser>", xml)
    colours = ["1E7F5C", "8CC5A3", "F0C35A", "C9503A", "D5DBE0"]
    assert [colour in one for colour, one in zip(colours, series, strict=True)] == [True] * 5


def test_bars_start_at_zero() -> None:
    assert '<c:min val="0"/>' in chart_xml(BARS)


def test_with_many_series_grey_peers_leave_the_legend() -> None:
    peers = tuple(Series(f"СОШ № {number}", TREND.series[1].points) for number in range(1, 9))
    xml = chart_xml(replace(TREND, series=(TREND.series[0], *peers)))
    assert re.findall(r'<c:legendEntry><c:idx val="(\d+)"/>', xml) == [str(index) for index in range(1, 9)]


def test_the_chart_lies_inside_the_print_area() -> None:
    sheet = opened(BARS).worksheets[1]
    drawing = parts(made(BARS))["xl/drawings/drawing1.xml"]
    last_row = max(int(row) for row in re.findall(r"<xdr:row>(\d+)</xdr:row>", drawing))
    last_column = max(int(column) for column in re.findall(r"<xdr:col>(\d+)</xdr:col>", drawing))
    _left, _top, right, bottom = range_boundaries(sheet.print_area.rsplit("!", 1)[-1].replace("$", ""))
    assert last_row < bottom
    assert last_column < right


def test_a_trend_without_points_and_a_table_have_no_chart() -> None:
    empty = Trend("e", "Пусто", "", (), (), Measure.PERCENT, target=50.0, empty="Данных нет.")
    for block in (empty, TABLE):
        assert not [name for name in parts(made(block)) if "chart" in name]


def test_counts_of_a_trend_keep_their_format() -> None:
    points = tuple(Quantity(number, Measure.COUNT) for number in (1, 2, 3))
    xml = chart_xml(replace(TREND, series=(Series("Работы", points),), measure=Measure.COUNT, target=None))
    assert 'formatCode="0"' in xml
