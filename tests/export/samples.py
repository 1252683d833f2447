"""Blocks of every type and helpers to read a workbook back."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.blocks import (
    Attention,
    Bars,
    Block,
    Cell,
    Choice,
    Column,
    Concern,
    Funnel,
    FunnelBand,
    FunnelPoint,
    Gantt,
    GanttRow,
    Header,
    Heading,
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
    Span,
    State,
    Status,
    Table,
    Tile,
    Tiles,
    Tone,
    Trend,
    WorkState,
)
from dashboard.export import ExportContext, workbook

CONTEXT = ExportContext(
    title="Качество подготовки обучающихся",
    unit_name="Городской округ",
    filters=(("Предмет", "Алгебра"), ("Период", "2 четверть / 1 полугодие")),
    made_at=datetime(2026, 1, 12, 14, 5),
    made_by="Координатор",
    data_version=42,
    source="Сетевой город",
)
HEADING = Heading(
    "Подготовка обучающихся", "14 обучающихся", years=(Choice("2025/26", "/", is_current=True),)
)

HIDDEN_VALUE, HIDDEN_NUMERATOR, HIDDEN_DENOMINATOR = 12.3456789, 7351, 90417


def hidden(measure: Measure = Measure.PERCENT) -> Quantity:
    """A hidden quantity that still carries its number, as a careless view might leave it."""
    note = f"{HIDDEN_NUMERATOR} из {HIDDEN_DENOMINATOR}"
    return Quantity(HIDDEN_VALUE, measure, State.HIDDEN, HIDDEN_NUMERATOR, HIDDEN_DENOMINATOR, note)


PASSPORT = Passport(
    "Качество",
    "100·(отличники + хорошисты) / N",
    "методика, п. 5.7",
    "чем выше, тем лучше",
    "отдел",
    "",
    True,
)

TILES = Tiles(
    "tiles",
    "Главные показатели",
    (
        Tile(
            "quality",
            "Качество",
            Quantity.share(6, 14),
            Status.RISK,
            Quantity(50, Measure.PERCENT),
            "цель 50 %",
            Quantity(-4.2, Measure.CHANGE),
            "6 из 14 обучающихся",
            passport=PASSPORT,
        ),
        Tile("place", "Место", Quantity(4, Measure.PLACE), target_text="в первой пятёрке", suffix="из 11"),
    ),
    "Журнал, 12.01.2026",
)

TREND = Trend(
    "trend",
    "Качество растёт четвёртый год, ООШ № 5 отстаёт",
    "Качество, %",
    ("2023/24", "2024/25", "2025/26"),
    (
        Series("СОШ № 1", (Quantity.share(1, 2), Quantity.share(3, 5), Quantity.share(4, 5)), Role.SUBJECT),
        Series("СОШ № 2", (Quantity.share(2, 5), Quantity.share(2, 5), Quantity.share(3, 6))),
    ),
    Measure.PERCENT,
    target=50.0,
    source="Журнал",
)

TREND_WITH_WORDS = Trend(
    "trend2",
    "Качество со скрытой точкой",
    "",
    ("2023/24", "2024/25", "2025/26"),
    (
        Series("СОШ № 1", (Quantity.share(1, 2), hidden(), Quantity.share(4, 5)), Role.SUBJECT),
        Series(
            "ООШ № 5", (Quantity.missing(Measure.PERCENT, "класс не открыт"), Quantity.share(1, 4), hidden())
        ),
    ),
    Measure.PERCENT,
)

BARS = Bars(
    "bars",
    "Отметки по предметам",
    "Количество отметок",
    ("Русский язык", "Математика"),
    (
        Segment("5", "5", (3, 4)),
        Segment("4", "4", (8, 6)),
        Segment("3", "3", (5, 9)),
        Segment("2", "2", (1, 0)),
        Segment("н/а", "na", (0, 1)),
    ),
    "Журнал",
)

TABLE = Table(
    "table",
    "Рейтинг школ",
    "Качество и его 95 % интервал",
    (
        Column("name", "Школа"),
        Column("quality", "Качество", Kind.BAR, Measure.PERCENT, "доля отличников и хорошистов", 50.0),
        Column("change", "Изменение", Kind.QUANTITY, Measure.CHANGE),
        Column("chip", "Статус", Kind.STATUS),
        Column("risks", "Риски", Kind.TAGS),
    ),
    (
        Row(
            (
                Cell("СОШ № 2"),
                Cell(quantity=Quantity.share(3, 7, "малая выборка"), low=20.0, high=70.0, status=Status.RISK),
                Cell(quantity=Quantity(-1.5, Measure.CHANGE)),
                Cell("низкая", status=Status.BELOW, tone=Tone.BAD),
                Cell(tags=("кадры", "ОВЗ")),
            )
        ),
        Row(
            (
                Cell("СОШ № 10"),
                Cell(quantity=Quantity.share(0, 20)),
                Cell(quantity=Quantity.missing(Measure.CHANGE)),
                Cell(status=Status.REACHED),
                Cell(),
            )
        ),
        Row(
            (
                Cell("Всего"),
                Cell(quantity=Quantity.share(3, 27)),
                Cell(quantity=Quantity(None, Measure.CHANGE, State.NOT_APPLICABLE)),
                Cell(),
                Cell(),
            ),
            is_total=True,
        ),
    ),
    notes=("Малые школы не ранжируются.",),
    source="Журнал, 12.01.2026",
)

MATRIX = Matrix(
    "matrix",
    "Отметки класса",
    "9Б, 1 полугодие",
    "Обучающийся",
    (
        Header("Рус", "Русский язык"),
        Header("Алг", "Алгебра"),
        Header("1.2", "Длинное название элемента содержания"),
    ),
    (
        MatrixRow(
            Cell("A-01"),
            (
                Cell("5", tone=Tone.GOOD),
                Cell("3", tone=Tone.WARN, framed=True, note="средний балл 3,38"),
                Cell("н/а", tone=Tone.MUTED),
            ),
            (Cell(quantity=Quantity(4.0, Measure.MEAN)),),
        ),
    ),
    (Column("mean", "Ср.", Kind.QUANTITY, Measure.MEAN, "средний балл"),),
    source="Журнал",
    is_personal=True,
)

GANTT = Gantt(
    "gantt",
    "Дорожная карта",
    "за год",
    date(2025, 9, 1),
    date(2026, 8, 31),
    (
        GanttRow(
            "Мониторинг ВПР",
            (Span(date(2026, 3, 1), date(2026, 5, 31)),),
            "2. Подготовка",
            "1",
            "ежегодно, март–май",
            WorkState.DOING,
            40,
            evidence="=HYPERLINK(1)",
            responsible="отдел образования",
        ),
        GanttRow(
            "Приказ",
            (Span(date(2025, 9, 30), date(2025, 9, 30)),),
            "2. Подготовка",
            "2",
            state=WorkState.DONE,
            progress=100,
        ),
    ),
    date(2026, 2, 10),
    source="Журнал",
)

HISTOGRAM = Histogram(
    "histogram",
    "Баллы: ВПР-5, математика",
    "24 участника",
    ("0", "1", "2", "3", "4", "5"),
    (0, 2, 5, 1, 12, 4),
    (1.5, 3.0, 5.25, 6.0, 5.25, 3.0),
    ((2, "«3»"), (4, "«4»")),
    (4,),
    "СОШ № 2",
    "регион",
    ("Признак ≠ нарушение.",),
    "Источник: протоколы",
)

FUNNEL = Funnel(
    "funnel",
    "Средний результат и число участников",
    "средний процент наибольшего балла",
    (
        FunnelPoint("СОШ № 1", 20, 55.0),
        FunnelPoint("СОШ № 2", 80, 38.5, role=Role.ALERT, note="ниже границ 99,8 %"),
        FunnelPoint("Лицей", 90, 57.25, role=Role.SUBJECT),
    ),
    52.0,
    (
        FunnelBand("95 %", (10, 50, 100, 120), (42, 47.5, 48.5, 49), (62, 56.5, 55.5, 55)),
        FunnelBand("99,8 %", (10, 50, 100, 120), (36, 44.9, 46.5, 47), (68, 59.1, 57.5, 57)),
    ),
    Measure.PERCENT,
    source="Источник: протоколы",
)

LETTER = Letter(
    "letter",
    "Текст для письма",
    "составлен по числам страницы",
    ("Проверено признаков: 9 из 14. " * 12, "Просим сообщить о принятых мерах."),
)

ATTENTION = Attention(
    "attention",
    "Требует внимания",
    (Concern("ООШ № 5: качество 12,5 %", "ниже муниципалитета на 20 п.п.", Status.BELOW),),
    total=7,
)

NOTICE = Notice("notice", "Отметок нет", "Загрузите отметки за период.", Status.NO_DATA)

EVERY_BLOCK: tuple[Block, ...] = (
    TILES,
    TREND,
    TREND_WITH_WORDS,
    BARS,
    TABLE,
    MATRIX,
    GANTT,
    HISTOGRAM,
    FUNNEL,
    LETTER,
    ATTENTION,
    NOTICE,
)


def made(*blocks: Block, heading: Heading = HEADING, context: ExportContext = CONTEXT) -> bytes:
    return workbook(heading, blocks, context)


def opened(*blocks: Block) -> Workbook:
    return load_workbook(BytesIO(made(*blocks)))


def sheet_of(block: Block) -> Worksheet:
    """The sheet of the only block of a workbook."""
    return opened(block).worksheets[1]


def parts(file: bytes) -> dict[str, str]:
    """Every part of the file, unpacked, by name."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def header_row(sheet: Worksheet) -> int:
    """Number of the header row: the last frozen one."""
    assert sheet.freeze_panes is not None
    return int(sheet.freeze_panes[1:]) - 1


def column(sheet: Worksheet, title: str) -> list[ExcelCell]:
    """Cells under a heading, down to the first empty line."""
    top = header_row(sheet)
    number = next(cell.column for cell in sheet[top] if cell.value == title)
    cells = []
    for row in sheet.iter_rows(min_row=top + 1):
        if row[0].value is None:
            break
        cells.append(row[number - 1])
    return cells


def headings(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[header_row(sheet)] if cell.value is not None]


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
