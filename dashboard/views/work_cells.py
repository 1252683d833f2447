"""Tables of works in classes, one look for the class, the teacher and the school: every work, and diagnostic works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, State, Tone
from dashboard.methods.elements import BASIC, Zone, level_zone
from dashboard.methods.expected import Verdict
from dashboard.methods.share import Share
from dashboard.numbers import format_date
from dashboard.views.mark_counts import shown
from dashboard.views.suppression import hides, note
from dashboard.views.work_hiding import is_closed
from dashboard.views.work_sums import WorkSum, work_sum
from dashboard.views.work_words import KIND_TITLES, NOT_COMPUTED
from data_access.queries.works import HIGHER_LEVELS, ClassWork
from data_access.viewer import Reader

Link = Callable[[ClassWork], str]
VERDICT_TONES = {Verdict.BELOW: Tone.BAD, Verdict.WITHIN: Tone.PLAIN, Verdict.ABOVE: Tone.GOOD}
ZONE_TONES = {Zone.ENOUGH: Tone.GOOD, Zone.ZONE: Tone.WARN, Zone.LOW: Tone.BAD}
NO_MARK = "отметок за работу нет"
NO_JOURNAL = "отметок за период нет"

CLASS = Column("class", "Класс")
SUBJECT = Column("subject", "Предмет")
NAMED = (
    Column("work", "Работа"),
    Column("date", "Дата"),
    Column("kind", "Вид"),
    Column("wrote", "Писали", help="сколько обучающихся из списка протокола"),
)
FIGURES = (
    Column("done", "Вып.", Kind.QUANTITY, Measure.PERCENT, "набранные баллы из возможных"),
    Column("expected", "ИОР", Kind.QUANTITY, Measure.PERCENT, "ожидаемое выполнение по прошлым отметкам"),
    Column("deviation", "Откл.", Kind.QUANTITY, Measure.CHANGE, "выполнение минус ИОР"),
    Column("verdict", "К ИОР", Kind.STATUS, None, "ниже ожидаемого, в пределах или выше"),
    Column("pass", "Усп.", Kind.QUANTITY, Measure.PERCENT, "успеваемость по отметкам за работу"),
    Column("pass_period", "Усп. за период", Kind.QUANTITY, Measure.PERCENT, "по отметкам журнала"),
    Column("quality", "Кач.", Kind.QUANTITY, Measure.PERCENT, "доля «4» и «5» за работу"),
    Column("quality_period", "Кач. за период", Kind.QUANTITY, Measure.PERCENT, "по отметкам журнала"),
    Column("lowered", "Понизили", Kind.QUANTITY, Measure.COUNT, "отметка за работу ниже журнала"),
    Column("confirmed", "Подтвердили", Kind.QUANTITY, Measure.COUNT, "отметка та же"),
    Column("raised", "Повысили", Kind.QUANTITY, Measure.COUNT, "отметка за работу выше журнала"),
    Column("gap2", "На 2 и более", Kind.QUANTITY, Measure.COUNT, "разрыв в две отметки и больше"),
)
LEVELS = (
    Column("done", "Выполнение", Kind.QUANTITY, Measure.PERCENT, "набранные баллы из возможных"),
    Column("basic", "Базовый (Б)", Kind.QUANTITY, Measure.PERCENT, "выполнение заданий базового уровня"),
    Column("basic_zone", "Зона Б", Kind.STATUS, None, "от 60 % — достаточный, ниже 57 % — недостаточный"),
    Column("higher", "Повышенные (П, В)", Kind.QUANTITY, Measure.PERCENT, "выполнение заданий П и В"),
    Column("higher_zone", "Зона П, В", Kind.STATUS, None, "от 30 % — достаточный, ниже 28,5 %"),
    Column("lowered", "Понизили", Kind.QUANTITY, Measure.COUNT, "отметка за работу ниже журнала"),
    Column("confirmed", "Подтвердили", Kind.QUANTITY, Measure.COUNT, "отметка та же"),
    Column("raised", "Повысили", Kind.QUANTITY, Measure.COUNT, "отметка за работу выше журнала"),
)
ZONES_NOTE = (
    "Зоны (ФИОКО, 2026): Б — достаточный от 60 %, недостаточный ниже 57 %; П и В — от 30 % и ниже 28,5 %; между ними "
    "пограничный."
)


def sums(reader: Reader, works: Iterable[ClassWork]) -> list[WorkSum]:
    """Figures of these works, remembered for the page, the latest first."""
    found = [
        reader.once(("work sum", one.work.id, one.class_id), partial(work_sum, reader, one)) for one in works
    ]
    return sorted(found, key=_moment, reverse=True)


def _moment(found: WorkSum) -> tuple[date, int]:
    return found.of_class.work.held_on or date.min, found.of_class.work.id


def work_row(reader: Reader, found: WorkSum, front: Sequence[Cell], link: Link) -> Row:
    """One work in one class: what it is, then every figure of it, or why they are closed."""
    return _row(reader, found, front, link, FIGURES, _figures)


def level_row(reader: Reader, found: WorkSum, front: Sequence[Cell], link: Link) -> Row:
    """One diagnostic work in one class by level of its tasks."""
    return _row(reader, found, front, link, LEVELS, _levels)


def _row(
    reader: Reader,
    found: WorkSum,
    front: Sequence[Cell],
    link: Link,
    columns: Sequence[Column],
    make: Callable[[Reader, WorkSum], Sequence[Cell]],
) -> Row:
    work = found.of_class.work
    named = (
        Cell(work.title, href=link(found.of_class)),
        Cell(format_date(work.held_on) if work.held_on else "–"),
        Cell(KIND_TITLES[work.kind]),
    )
    if is_closed(reader, found.of_class, found.n_wrote):
        return Row((*front, *named, Cell("скрыто", tone=Tone.MUTED), *_closed(reader, columns)))
    wrote = Cell(f"{found.n_wrote} из {found.n_list}")
    return Row((*front, *named, wrote, *make(reader, found)))


def _closed(reader: Reader, columns: Sequence[Column]) -> list[Cell]:
    reason = note(reader)
    return [
        Cell(quantity=Quantity.hidden(column.measure, reason)) if column.measure else Cell("–")
        for column in columns
    ]


def _figures(reader: Reader, found: WorkSum) -> Sequence[Cell]:
    work, period = found.work_marks, found.period_marks
    pairs = found.confirmed
    return (
        Cell(quantity=shown(found.completion)),
        _expected(reader, found),
        Cell(quantity=_deviation(reader, found)),
        _verdict(reader, found),
        _share(reader, work.pass_share, NO_MARK),
        _share(reader, period.pass_share, NO_JOURNAL),
        _share(reader, work.quality_share, NO_MARK),
        _share(reader, period.quality_share, NO_JOURNAL),
        *(
            _count(reader, count, pairs.n)
            for count in (pairs.lowered, pairs.confirmed, pairs.raised, pairs.gap2)
        ),
    )


def level_cells(found: WorkSum) -> tuple[Cell, ...]:
    """Completion of the work, of its basic and of its higher tasks with their zones."""
    return (
        Cell(quantity=shown(found.completion)),
        Cell(quantity=_level(found.basic)),
        zone_cell(level_zone(found.basic, BASIC)),
        Cell(quantity=_level(found.higher)),
        zone_cell(level_zone(found.higher, HIGHER_LEVELS[0])),
    )


def _levels(reader: Reader, found: WorkSum) -> Sequence[Cell]:
    pairs = found.confirmed
    return (
        *level_cells(found),
        *(_count(reader, count, pairs.n) for count in (pairs.lowered, pairs.confirmed, pairs.raised)),
    )


def zone_cell(zone: Zone | None) -> Cell:
    """A zone in words; a dash where there are no such tasks."""
    return Cell(zone.label, tone=ZONE_TONES[zone]) if zone else Cell("–")


def _level(share: Share) -> Quantity:
    if share.denominator:
        return shown(share)
    return Quantity(None, Measure.PERCENT, State.NOT_APPLICABLE, note="в работе нет таких заданий")


def _is_small(reader: Reader, n: float) -> bool:
    return hides(reader) and 0 < n < reader.small_number


def _share(reader: Reader, share: Share, missing: str) -> Cell:
    if _is_small(reader, share.denominator):
        return Cell(quantity=Quantity.hidden(Measure.PERCENT, note(reader)))
    return Cell(
        quantity=Quantity.share(share.numerator, share.denominator, "" if share.denominator else missing)
    )


def _count(reader: Reader, count: int, pairs: int) -> Cell:
    if not pairs:
        return Cell(quantity=Quantity.missing(Measure.COUNT, "нет пар отметок"))
    if _is_small(reader, pairs):
        return Cell(quantity=Quantity.hidden(Measure.COUNT, note(reader)))
    return Cell(quantity=Quantity(count, Measure.COUNT))


def _expected(reader: Reader, found: WorkSum) -> Cell:
    expected = found.expected
    coverage = f"прошлые отметки у {expected.n_known} из {expected.n_list}"
    if not expected.is_computed or expected.percent is None:
        return Cell(quantity=Quantity.missing(Measure.PERCENT, NOT_COMPUTED), note=coverage)
    if _is_small(reader, expected.n_known):
        return Cell(quantity=Quantity.hidden(Measure.PERCENT, note(reader)))
    return Cell(quantity=Quantity(expected.percent, Measure.PERCENT), note=coverage)


def _verdict(reader: Reader, found: WorkSum) -> Cell:
    if found.verdict is None:
        return Cell("ИОР не рассчитан", tone=Tone.MUTED, note=NOT_COMPUTED)
    if _is_small(reader, found.expected.n_known):
        return Cell("скрыто", tone=Tone.MUTED, note=note(reader))
    return Cell(found.verdict.short, tone=VERDICT_TONES[found.verdict], note=found.verdict.label)


def _deviation(reader: Reader, found: WorkSum) -> Quantity:
    if found.deviation is None:
        return Quantity.missing(Measure.CHANGE, NOT_COMPUTED)
    if _is_small(reader, found.expected.n_known):
        return Quantity.hidden(Measure.CHANGE, note(reader))
    return Quantity(found.deviation, Measure.CHANGE)


def vpr_notes(found: Iterable[WorkSum]) -> tuple[str, ...]:
    """What ВПР may not be used for, where any are shown."""
    if not any(one.of_class.work.kind == "vpr" for one in found):
        return ()
    return ("ВПР показаны только итогом по классу: они не служат ни рейтингу, ни оценке педагога.",)
