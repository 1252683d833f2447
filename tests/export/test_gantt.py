"""The chart of the roadmap as a sheet: dates are dates, months are coloured cells, empty columns are left out."""

from __future__ import annotations

from datetime import date, datetime

from dashboard.blocks import Gantt, GanttRow, Span, WorkState
from tests.export.samples import GANTT, column, headings, made, parts, sheet_of, texts

NAMES = ["сен", "окт", "ноя", "дек", "янв", "фев", "мар", "апр", "май", "июн", "июл", "авг"]
MONTHS = [f"{name} {2025 if at < 4 else 2026}" for at, name in enumerate(NAMES)]


def test_a_roadmap_has_its_columns_and_a_column_for_each_month() -> None:
    expected = ["Раздел", "№", "Мероприятие", "Срок", "Начало", "Конец", "Состояние", "Готовность, %"]
    expected += ["Подтверждение", "Ответственный", *MONTHS]
    assert headings(sheet_of(GANTT)) == expected


def test_days_are_dates_and_progress_is_a_number() -> None:
    sheet = sheet_of(GANTT)
    assert [cell.value for cell in column(sheet, "Начало")] == [datetime(2026, 3, 1), datetime(2025, 9, 30)]
    assert [cell.value for cell in column(sheet, "Конец")] == [datetime(2026, 5, 31), datetime(2025, 9, 30)]
    assert [cell.value for cell in column(sheet, "Готовность, %")] == [0.4, 1.0]
    assert [cell.value for cell in column(sheet, "Состояние")] == ["◐ идёт", "● выполнено"]


def test_months_of_work_are_coloured_and_signed_so_that_grey_paper_shows_them() -> None:
    sheet = sheet_of(GANTT)
    march, september = column(sheet, "мар 2026"), column(sheet, "сен 2025")
    assert [cell.value for cell in march] == ["■", None]
    assert [cell.value for cell in september] == [None, "◆"]
    assert march[0].fill.fgColor.rgb == "FFFBE5B2"
    assert september[1].fill.fgColor.rgb == "FFCFE7DA"
    running = [title for title in MONTHS if column(sheet, title)[0].value]
    assert running == ["мар 2026", "апр 2026", "май 2026"]


def test_evidence_is_text_and_never_a_formula_or_a_link() -> None:
    evidence = column(sheet_of(GANTT), "Подтверждение")[0]
    assert (evidence.value, evidence.data_type, evidence.hyperlink) == ("=HYPERLINK(1)", "s", None)
    assert "<f>" not in "".join(text for name, text in parts(made(GANTT)).items() if "worksheets" in name)


def test_a_calendar_has_no_columns_that_nobody_fills() -> None:
    rows = (GanttRow("ВПР", (Span(date(2026, 3, 1), date(2026, 5, 20)),), "Федеральные", clause="п. 5.5"),)
    block = Gantt("c", "Календарь", "", date(2025, 9, 1), date(2026, 8, 31), rows, name="Процедура")
    sheet = sheet_of(block)
    assert headings(sheet) == ["Раздел", "Процедура", "Начало", "Конец", "Основание", *MONTHS]
    assert column(sheet, "мар 2026")[0].value == "■"


def test_an_empty_chart_says_why() -> None:
    block = Gantt("c", "Карта", "", date(2025, 9, 1), date(2026, 8, 31), (), empty="Дорожной карты нет.")
    assert "Дорожной карты нет." in texts(sheet_of(block))


def test_work_without_dates_keeps_its_row() -> None:
    row = GanttRow("Помощь школам", state=WorkState.AS_NEEDED)
    block = Gantt("c", "Карта", "", date(2025, 9, 1), date(2026, 8, 31), (row,))
    assert [cell.value for cell in column(sheet_of(block), "Мероприятие")] == ["Помощь школам"]
