"""One sample of each block, with every state of a figure in it."""

from __future__ import annotations

from datetime import date

from dashboard.blocks import (
    Attention,
    Bars,
    Cell,
    Choice,
    Column,
    Concern,
    Crumb,
    Frame,
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
    NavGroup,
    NavItem,
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

SECRET = 77.7  # must never reach the browser: it stands behind a hidden figure
REASON = "меньше 5 обучающихся"


def percent(value: float) -> Quantity:
    return Quantity(value, Measure.PERCENT)


HIDDEN = Quantity(SECRET, Measure.PERCENT, State.HIDDEN, SECRET, 100, REASON)
MISSING = Quantity.missing(Measure.PERCENT, "не загружено")
NOT_APPLICABLE = Quantity(None, Measure.PERCENT, State.NOT_APPLICABLE)
ZERO = percent(0)
STATES = (ZERO, MISSING, HIDDEN, NOT_APPLICABLE)

PASSPORT = Passport(
    "Качество обучения", "доля «4» и «5»", "п. 5.7", "чем выше, тем лучше", "отдел", "не для рейтинга", True
)
TILE = Tile(
    "quality",
    "Качество обучения",
    percent(47.2),
    Status.RISK,
    percent(50),
    "цель 50 %",
    Quantity(1.4, Measure.CHANGE),
    "журнал, 14.01",
    (42.0, None, 44.8, 47.2),
    "/m/preparation",
    PASSPORT,
)
TILES = Tiles("tiles", "Показатели", (TILE,), "Источник: журнал")

TREND = Trend(
    "trend",
    "Качество растёт",
    "доля «4» и «5», %",
    ("2023/24", "2024/25", "2025/26"),
    (
        Series("Пелым", (percent(42), percent(45), percent(47.2)), Role.SUBJECT),
        Series("СОШ № 2 <b>", (percent(40), MISSING, percent(47))),
        Series("ООШ № 5", (HIDDEN, percent(35), percent(33)), Role.ALERT),
    ),
    Measure.PERCENT,
    target=50,
    source="Источник: журнал",
)

BARS = Bars(
    "bars",
    "Отметки по предметам",
    "число отметок",
    ("Алгебра", "Физика"),
    (Segment("«5»", "5", (30, 10)), Segment("«2»", "2", (10, 0)), Segment("н/а", "na", (0, 10))),
)

COLUMNS = (
    Column("place", "№"),
    Column("school", "Школа"),
    Column("value", "Значение", Kind.QUANTITY, Measure.PERCENT),
    Column("bar", "к цели 50 %", Kind.BAR, Measure.PERCENT, target=50),
    Column("change", "За год", Kind.QUANTITY, Measure.CHANGE),
    Column("status", "Статус", Kind.STATUS),
    Column("tags", "Предметы", Kind.TAGS),
)


def row(name: str, quantity: Quantity, is_total: bool = False) -> Row:
    return Row(
        (
            Cell(text="1"),
            Cell(text=name, href="/school?unit=1"),
            Cell(quantity=quantity, tone=Tone.GOOD),
            Cell(quantity=quantity, low=quantity.value, high=99.0),
            Cell(quantity=Quantity(-0.4, Measure.CHANGE)),
            Cell(status=Status.BELOW),
            Cell(tags=("Алгебра", "Физика")),
        ),
        is_total,
    )


TABLE = Table(
    "ranking",
    "Рейтинг школ",
    "95 % ДИ",
    COLUMNS,
    (
        row("Лицей", percent(64.1)),
        row("СОШ № 10", ZERO),
        row("СОШ № 2", MISSING),
        row("НОШ № 7", HIDDEN),
        row("ООШ № 5", NOT_APPLICABLE),
        row("Пелым", percent(47.2), is_total=True),
    ),
    ("Места 3 и 4 не различаются.",),
    "Источник: журнал",
)

MATRIX = Matrix(
    "marks",
    "Отметки",
    "в рамке — предмет группы",
    "Обучающийся",
    (
        Header("Алг", "Алгебра"),
        Header("Физ", "Физика", "/subject"),
        Header("Хим", "Химия"),
        Header("Инф", "ИКТ"),
    ),
    (
        MatrixRow(
            Cell(text="А-01", href="/pupil?person=1"),
            tuple(Cell(quantity=quantity) for quantity in STATES),
            (Cell(quantity=Quantity(4.5, Measure.MEAN)), Cell(text="до «хорошо»", tone=Tone.WARN)),
        ),
        MatrixRow(
            Cell(text="А-02"),
            (
                Cell(text="3", tone=Tone.WARN, framed=True, note="средний балл 3,38"),
                Cell(text="5", tone=Tone.GOOD),
                Cell(quantity=Quantity(89, Measure.COUNT), status=Status.REACHED),
                Cell(),
            ),
            (Cell(quantity=Quantity(4.0, Measure.MEAN)), Cell()),
        ),
    ),
    (Column("mean", "Ср.", Kind.QUANTITY, Measure.MEAN), Column("group", "Группа", Kind.STATUS)),
)

GANTT = Gantt(
    "roadmap",
    "Просрочено 1 мероприятие из 2",
    "2 мероприятия",
    date(2025, 9, 1),
    date(2026, 8, 31),
    (
        GanttRow(
            "Мониторинг ВПР",
            (Span(date(2026, 3, 1), date(2026, 5, 31)),),
            "2. Подготовка",
            "1",
            "ежегодно",
            WorkState.OVERDUE,
            40,
            True,
            "https://sed.example.ru/1",
            "отдел",
            href="/roadmap?item=2%2F1",
        ),
        GanttRow("Помощь школам <b>", section="2. Подготовка", state=WorkState.AS_NEEDED),
    ),
    date(2026, 6, 20),
    source="Источник: приказ",
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
    "СОШ № 2 <b>",
    "регион",
    ("Признак ≠ нарушение.",),
    "Источник: протоколы",
    "Результатов нет.",
)
FUNNEL = Funnel(
    "funnel-of-schools",
    "Средний результат и число участников",
    "средний процент наибольшего балла",
    (
        FunnelPoint("СОШ № 1", 20, 55.0, "/school?unit=1", note="внутри границ"),
        FunnelPoint("СОШ № 2 <b>", 80, 38.5, "/school?unit=2", Role.ALERT, "ниже границ 99,8 %"),
        FunnelPoint("Лицей", 90, 57.25, "/school?unit=3", Role.SUBJECT),
    ),
    52.0,
    (
        FunnelBand("95 %", (10, 50, 100), (42, 47.5, 48.5), (62, 56.5, 55.5)),
        FunnelBand("99,8 %", (10, 50, 100), (36, 44.9, 46.5), (68, 59.1, 57.5)),
    ),
    Measure.PERCENT,
    notes=("Границы — что объяснимо случаем.",),
    source="Источник: протоколы",
    empty="Воронка не строится: школ 1.",
)
LETTER = Letter(
    "letter",
    "Текст для письма",
    "составлен по числам этой страницы",
    ("Проверено признаков: 9 из 14.", "Просим сообщить о принятых мерах <b>."),
    ("Числа те же, что в таблице.",),
    "Источник: протоколы",
    "Проверок нет.",
)
ATTENTION = Attention(
    "attention",
    "Требует внимания",
    (Concern("СОШ № 2: 31 % отметок ниже", "Объективность", Status.BELOW, "/school?unit=2"),),
    11,
)
NOTICE = Notice("notice", "Рейтинг не показан", "Показатель не применяется для рейтинга.", Status.NO_DATA)
BLOCKS = (TILES, TREND, BARS, TABLE, MATRIX, GANTT, HISTOGRAM, FUNNEL, LETTER, ATTENTION, NOTICE)

HEADING = Heading(
    "9Б, Лицей",
    "14 обучающихся",
    (Crumb("Пелым", "/"), Crumb("9Б")),
    (Choice("2025/26", "/class?year=2025", True), Choice("2024/25", "", note="нет данных")),
    (Choice("I полугодие", "/class?period=H1", True),),
    "/export.xlsx?page=%2Fclass",
    True,
)
FRAME = Frame(
    "городской округ Пелым",
    (
        NavGroup("", (NavItem("Обзор", "/", is_current=True),)),
        NavGroup("Результаты", (NavItem("Подготовка", "/m/preparation", Status.RISK, count=4),)),
    ),
    "Координатор М-1",
    "координатор",
    "14.01.2026, 08:30",
)
