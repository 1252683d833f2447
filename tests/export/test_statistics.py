"""Histogram, funnel and letter as sheets: numbers are numbers, charts read the right cells, sorting lies to nobody."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from openpyxl.chart import BarChart, ScatterChart
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.blocks import Block, Funnel, Histogram, Letter, Measure, Role
from tests.export.samples import FUNNEL, HISTOGRAM, LETTER, column, headings, made, opened, parts, texts
from tests.export.test_charts import chart_xml, ranges, values

REFERENCE = "Эталон: регион"
UPPER_95 = [0.62, 0.565, 0.555, 0.55]


def sheet_of(block: Block) -> Worksheet:
    return opened(block).worksheets[1]


def series_of(block: Block) -> list[str]:
    return re.findall(r"<c:ser>.*?</c:ser>", chart_xml(block))


def test_a_score_is_a_number_with_its_pupils_the_reference_the_mark_and_the_sign() -> None:
    sheet = sheet_of(HISTOGRAM)
    assert headings(sheet) == ["Балл", "Обучающихся: СОШ № 2", REFERENCE, "Отметка с этого балла", "Признак"]
    assert [cell.value for cell in column(sheet, "Балл")] == [0, 1, 2, 3, 4, 5]
    assert [cell.value for cell in column(sheet, "Обучающихся: СОШ № 2")] == [0, 2, 5, 1, 12, 4]
    assert [cell.value for cell in column(sheet, REFERENCE)] == [1.5, 3, 5.25, 6, 5.25, 3]
    assert [cell.value for cell in column(sheet, "Отметка с этого балла")] == [
        None,
        None,
        "«3»",
        None,
        "«4»",
        None,
    ]
    assert [cell.value for cell in column(sheet, "Признак")] == [None, None, None, None, "признак", None]


@pytest.mark.parametrize("label", ["007", "10–12", "½"])
def test_a_label_that_is_not_a_plain_score_stays_the_text_it_is(label: str) -> None:
    block = replace(HISTOGRAM, labels=(label, *HISTOGRAM.labels[1:]))
    assert column(sheet_of(block), "Балл")[0].value == label


def test_columns_of_pupils_and_the_line_of_the_reference_read_the_table() -> None:
    xml, sheet = chart_xml(HISTOGRAM), sheet_of(HISTOGRAM)
    assert isinstance(sheet._charts[0], BarChart)
    assert '<c:barDir val="col"/>' in xml
    assert "<c:lineChart>" in xml
    assert [values(sheet, one) for one in ranges(xml, "tx")] == [["Обучающихся: СОШ № 2"], [REFERENCE]]
    assert [values(sheet, one) for one in ranges(xml, "cat")] == [[0, 1, 2, 3, 4, 5]] * 2
    assert [values(sheet, one) for one in ranges(xml, "val")] == [
        [0, 2, 5, 1, 12, 4],
        [1.5, 3, 5.25, 6, 5.25, 3],
    ]


def test_only_the_flagged_column_is_red_and_only_it_has_its_number() -> None:
    columns, _line = series_of(HISTOGRAM)
    points = re.findall(r'<c:dPt><c:idx val="(\d+)"/>.*?</c:dPt>', columns)
    silent = re.findall(r'<c:dLbl><c:idx val="(\d+)"/><c:delete val="1"/></c:dLbl>', columns)
    assert points == ["4"]
    assert "B93A26" in columns
    assert silent == ["0", "1", "2", "3", "5"]


def test_without_a_reference_borders_and_signs_there_are_neither_columns_nor_a_line() -> None:
    block = replace(HISTOGRAM, reference=(), borders=(), flagged=())
    assert headings(sheet_of(block)) == ["Балл", "Обучающихся: СОШ № 2"]
    xml = chart_xml(block)
    assert "<c:lineChart>" not in xml
    assert "B93A26" not in xml


def test_a_funnel_says_who_is_chosen_and_who_is_outside_in_columns_of_their_own() -> None:
    sheet = sheet_of(FUNNEL)
    assert headings(sheet) == [
        "Организация",
        "Участников",
        "Значение",
        "Выбрана",
        "За границами",
        "Примечание",
    ]
    assert [cell.value for cell in column(sheet, "Участников")] == [20, 80, 90]
    assert [cell.value for cell in column(sheet, "Значение")] == [0.55, 0.385, 0.5725]
    assert [cell.value for cell in column(sheet, "Выбрана")] == [None, None, 0.5725]
    assert [cell.value for cell in column(sheet, "За границами")] == [None, 0.385, None]


def test_points_of_the_scatter_chart_read_whole_columns_so_that_sorting_keeps_it_right() -> None:
    xml, sheet = chart_xml(FUNNEL), sheet_of(FUNNEL)
    assert isinstance(sheet._charts[0], ScatterChart)
    drawn = dict(zip(series_names(xml, sheet)[5:], ranges(xml, "yVal")[5:], strict=True))
    assert {name: values(sheet, one) for name, one in drawn.items()} == {
        "Значение": [0.55, 0.385, 0.5725],
        "Выбрана": [None, None, 0.5725],
        "За границами": [None, 0.385, None],
    }
    assert [values(sheet, one) for one in ranges(xml, "xVal")[5:]] == [[20, 80, 90]] * 3


def test_the_units_outside_have_another_shape_and_the_names_of_their_rows() -> None:
    chosen, outside = series_of(FUNNEL)[6:]
    assert '<c:symbol val="circle"/>' in chosen
    assert "0B5CAD" in chosen
    assert '<c:symbol val="diamond"/>' in outside
    assert "B93A26" in outside
    sheet = sheet_of(FUNNEL)
    names = [
        reference.rsplit("!", 1)[1].replace("$", "")
        for reference in re.findall(r"<c:f>([^<]*)</c:f>", outside)
    ]
    assert [sheet[one].value for one in names[1:4]] == ["СОШ № 1", "СОШ № 2", "Лицей"]


def test_the_limits_are_curves_beside_the_page_under_the_rows_of_the_table() -> None:
    xml, sheet = chart_xml(FUNNEL), sheet_of(FUNNEL)
    curves = ranges(xml, "yVal")[:5]
    assert values(sheet, curves[0]) == [0.52, 0.52]
    assert values(sheet, curves[1]) == UPPER_95
    assert values(sheet, ranges(xml, "xVal")[1]) == [10, 50, 100, 120]
    last_row = column(sheet, "Организация")[-1].row
    _left, _top, right, _bottom = range_boundaries(sheet.print_area.rsplit("!", 1)[-1].replace("$", ""))
    for left, top, _right, _bottom in map(range_boundaries, [*curves, *ranges(xml, "xVal")[:5]]):
        assert left > right
        assert top > last_row


def test_each_limit_is_named_once_in_the_legend() -> None:
    xml, sheet = chart_xml(FUNNEL), sheet_of(FUNNEL)
    deleted = {int(at) for at in re.findall(r'<c:legendEntry><c:idx val="(\d+)"/>', xml)}
    shown = [name for at, name in enumerate(series_names(xml, sheet)) if at not in deleted]
    assert shown == ["в целом", "граница 95 %", "граница 99,8 %", "Значение", "Выбрана", "За границами"]


def test_the_axis_of_percents_begins_under_the_lowest_point_or_limit() -> None:
    assert '<c:min val="0.3"/>' in chart_xml(FUNNEL)
    counted = replace(FUNNEL, measure=Measure.INDEX)
    assert '<c:min val="0.3"/>' not in chart_xml(counted)
    assert [cell.value for cell in column(sheet_of(counted), "Значение")] == [55, 38.5, 57.25]


def test_a_funnel_without_the_chosen_and_without_outsiders_has_no_columns_for_them() -> None:
    points = tuple(replace(point, role=Role.PEER, note="") for point in FUNNEL.points)
    assert headings(sheet_of(replace(FUNNEL, points=points))) == ["Организация", "Участников", "Значение"]


def test_a_letter_is_wrapped_text_in_rows_as_high_as_it() -> None:
    sheet = sheet_of(LETTER)
    cells = column(sheet, "Текст")
    assert [cell.value for cell in cells] == list(LETTER.paragraphs)
    assert all(cell.alignment.wrap_text for cell in cells)
    assert sheet.column_dimensions["A"].width > 90
    long, short = (sheet.row_dimensions[cell.row].height for cell in cells)
    assert long > 2 * short


@pytest.mark.parametrize(
    "block",
    [
        Histogram("h", "Баллы", "", (), (), empty="Данных ещё нет."),
        Funnel("f", "Воронка", "", (), 0.0, (), Measure.PERCENT, empty="Данных ещё нет."),
        Letter("l", "Письмо", "", (), empty="Данных ещё нет."),
    ],
    ids=lambda block: block.key,
)
def test_a_block_with_nothing_in_it_is_its_sentence_without_a_chart(block: Block) -> None:
    assert "Данных ещё нет." in texts(sheet_of(block))
    assert not [name for name in parts(made(block)) if "chart" in name]


def test_a_source_is_called_a_source_once() -> None:
    for source in ("протоколы", "Источник: протоколы"):
        assert texts(sheet_of(replace(HISTOGRAM, source=source))).count("Источник: протоколы") == 1


def series_names(xml: str, sheet: Worksheet) -> list[object]:
    """Names of the series of a chart, each read from its cell."""
    series = re.findall(r"<c:ser>.*?</c:ser>", xml)
    return [values(sheet, ranges(one, "tx")[0])[0] for one in series]
