"""Tables on paper: nothing is cut in silence, wide ones are turned or parted, hidden cells keep only a word."""

from __future__ import annotations

import pytest

from dashboard.blocks import (
    Cell,
    Column,
    Header,
    Kind,
    Matrix,
    MatrixRow,
    Measure,
    Quantity,
    Row,
    Status,
    Table,
    Tone,
)
from dashboard.export.docx_cells import sheets_of
from dashboard.export.docx_tables import LANDSCAPE, PORTRAIT, _widths, needs_width
from dashboard.reports.sources import for_paper

WORDS = Column("name", "Школа")
SHARE = Column("share", "Доля", Kind.QUANTITY)


def table(rows: int) -> Table:
    cells = (Row((Cell(f"СОШ № {at}"), Cell(quantity=Quantity.share(at, 100)))) for at in range(1, rows + 1))
    return Table("t", "Школы", "", (WORDS, SHARE), tuple(cells))


def matrix(places: int, indicators: int, cell: Cell | None = None) -> Matrix:
    one = cell or Cell(quantity=Quantity.share(1, 2), status=Status.BELOW)
    headers = tuple(Header(f"П{at}", f"Показатель {at}; цель 5 %") for at in range(indicators))
    rows = tuple(MatrixRow(Cell(f"Школа {at}"), (one,) * indicators) for at in range(places))
    return Matrix("m", "Матрица", "", "Организация", headers, rows)


def test_a_long_table_shows_forty_rows_and_says_how_many_there_are() -> None:
    (sheet,) = sheets_of(table(57))
    assert len(sheet.rows) == 40
    assert "первые 40 строк из 57" in sheet.notes[0]
    assert "Excel" in sheet.notes[0]
    assert sheets_of(table(40))[0].notes == ()


def test_few_organisations_with_many_indicators_are_turned_and_named_in_full() -> None:
    (sheet,) = sheets_of(matrix(3, 26))
    assert sheet.headers == ("", "Школа 0", "Школа 1", "Школа 2")
    assert [row[0].text for row in sheet.rows] == [f"Показатель {at}" for at in range(26)]


def test_many_organisations_with_many_indicators_are_parted_and_nothing_is_lost() -> None:
    parts = sheets_of(matrix(30, 26))
    assert [part.title for part in parts] == [f"Матрица, часть {at} из 3" for at in (1, 2, 3)]
    assert [header for part in parts for header in part.headers[1:]] == [f"П{at}" for at in range(26)]
    assert all(len(part.headers) <= 10 and part.rows[4][0].text == "Школа 4" for part in parts)


def test_a_status_is_a_sign_beside_the_number_and_is_explained() -> None:
    (sheet,) = sheets_of(matrix(3, 2))
    assert sheet.rows[0][1].text.replace("\u202f", " ") == "50,0 % ▼"
    assert any("▼ ниже цели" in note for note in sheet.notes)


def test_of_a_hidden_cell_only_the_word_is_left() -> None:
    cell = Cell(
        quantity=Quantity.hidden(Measure.PERCENT, "меньше 5 обучающихся"),
        status=Status.BELOW,
        tone=Tone.BAD,
        low=11.0,
        high=22.0,
        framed=True,
        note="2 из 4",
    )
    printed = sheets_of(matrix(3, 2, cell))[0].rows[0][1]
    assert (printed.text, printed.tone, printed.is_strong) == ("скрыто", Tone.MUTED, False)


def test_a_chip_of_a_list_keeps_its_own_words() -> None:
    state = Column("state", "Состояние", Kind.STATUS)
    row = Row((Cell("в перечне", status=Status.BELOW),))
    assert sheets_of(Table("t", "Т", "", (state,), (row,)))[0].rows[0][0].text == "▼ в перечне"


@pytest.mark.parametrize("columns", [2, 6, 9])
def test_columns_fill_the_width_of_their_page(columns: int) -> None:
    (sheet,) = sheets_of(matrix(12, columns))
    width = LANDSCAPE if needs_width(sheet) else PORTRAIT
    assert needs_width(sheet) == (columns > 5)
    assert sum(_widths(sheet, width)) == width
    assert min(_widths(sheet, width)) > width / 40


def test_what_only_a_screen_can_do_is_taken_off() -> None:
    act = Column("act", "Мера")
    block = Table(
        "t",
        "Рейтинг",
        "3 школы; щелчок открывает паспорт",
        (WORDS, Column("empty", "Пусто"), act),
        (Row((Cell("СОШ № 1"), Cell(), Cell("создать меру", href="/measure"))),),
        notes=("Щелчок по школе открывает её.", "Методика проекта."),
    )
    paper = for_paper(block)
    assert isinstance(paper, Table)
    assert [column.key for column in paper.columns] == ["name"]
    assert (paper.caption, paper.notes) == ("3 школы", ("Методика проекта.",))
