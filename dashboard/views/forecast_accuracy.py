"""Page «Точность прогнозов»: how the forecasts did on exams that have been written since.

A forecast that nobody checks is an opinion. Every figure is a sum over pupils whose result is known, and every
method is judged on the same pupils, beside two forecasts that need no method at all.
"""

from __future__ import annotations

from dashboard.blocks import (
    Cell,
    Column,
    Kind,
    Measure,
    Quantity,
    Role,
    Row,
    Series,
    State,
    Status,
    Table,
    Tile,
    Tiles,
    Tone,
    Trend,
)
from dashboard.numbers import format_number, format_year
from dashboard.selection import Selection
from dashboard.views.exam_titles import BASELINES, METHOD_TITLES, exam_title
from data_access.queries.forecasts import Check, read_checks
from data_access.queries.places import read_municipality
from data_access.queries.rollups import read_subjects
from data_access.viewer import Reader

Key = tuple[str, int]  # exam, subject
NOMINAL = 80.0
METHODS = ("formula", "ridge", *BASELINES)
SOURCE = "Источник: протоколы РЦОИ и прогнозы, построенные по данным до экзамена"


def _checks(selection: Selection, reader: Reader) -> list[Check]:
    """Checks up to the chosen year; the page is the municipality's."""
    read_municipality(reader)
    return [check for check in read_checks(reader) if check.year <= (selection.year or 0)]


def _last_year(checks: list[Check]) -> int | None:
    return max((check.year for check in checks), default=None)


def tiles(selection: Selection, reader: Reader) -> Tiles:
    """The used forecasts of the last year with results: error, interval, and how far the baselines are."""
    checks = _checks(selection, reader)
    last = _last_year(checks)
    of_year = [check for check in checks if check.year == last]
    used = [check for check in of_year if check.is_used]
    n = sum(check.n for check in used)
    words = f"{format_year(last)}, результатов: {n}" if last is not None else "результатов ещё нет"
    covered = [check for check in used if check.covered is not None]
    coverage = Quantity.share(sum(check.covered or 0 for check in covered), sum(check.n for check in covered))
    made = (
        Tile("points", "Средняя ошибка, баллов", _mean(used, "error_points", Measure.MEAN), caption=words),
        Tile("marks", "Средняя ошибка, отметок", _mean(used, "error_marks", Measure.MEAN), caption=words),
        Tile(
            "coverage",
            "Попало в 80 % интервал",
            coverage,
            _calibration(coverage),
            target_text="должно быть 80 % ± 5 п.п.",
            caption=words,
        ),
        *(_baseline_tile(method, of_year, used) for method in BASELINES),
    )
    return Tiles("tiles", "Прогнозы, которые показывали школам", made, SOURCE)


def _mean(checks: list[Check], field: str, measure: Measure) -> Quantity:
    n = sum(check.n for check in checks)
    if not n:
        return Quantity.missing(measure, "результатов ещё нет")
    total = sum(float(getattr(check, field)) for check in checks)
    return Quantity(total / n, measure, numerator=total, denominator=n)


def _calibration(coverage: Quantity) -> Status:
    if coverage.value is None:
        return Status.NO_DATA
    return Status.REACHED if abs(coverage.value - NOMINAL) <= 5 else Status.RISK


def _baseline_tile(method: str, of_year: list[Check], used: list[Check]) -> Tile:
    """The error of doing nothing, and by how much the forecast is better."""
    compared = {(check.exam, check.subject_id) for check in used}
    rows = [c for c in of_year if c.method == method and (c.exam, c.subject_id) in compared]
    error, own = _mean(rows, "error_points", Measure.MEAN), _mean(used, "error_points", Measure.MEAN)
    caption = ""
    if error.value is not None and own.value is not None:
        better = error.value - own.value
        word = "точнее" if better > 0 else "хуже"
        caption = f"прогноз {word} на {format_number(abs(better), Measure.MEAN)} балла"
    return Tile(method, f"Ошибка «{METHOD_TITLES[method]}», баллов", error, caption=caption)


COLUMNS = (
    Column("exam", "Экзамен"),
    Column("year", "Год"),
    Column("method", "Способ"),
    Column("n", "Результатов", Kind.QUANTITY, Measure.COUNT, "у кого есть и прогноз, и результат"),
    Column("points", "Ошибка, баллов", Kind.QUANTITY, Measure.MEAN, "средняя абсолютная, первичные баллы"),
    Column("marks", "Ошибка, отметок", Kind.QUANTITY, Measure.MEAN, "средняя абсолютная"),
    Column(
        "coverage", "В 80 % интервале", Kind.QUANTITY, Measure.PERCENT, "доля результатов внутри интервала"
    ),
    Column(
        "better",
        "Точнее наивного",
        Kind.QUANTITY,
        Measure.MEAN_CHANGE,
        "на сколько баллов, чем лучший наивный",
    ),
    Column("used", "Показывали", Kind.STATUS),
)


def methods(selection: Selection, reader: Reader) -> Table:
    """Every method of every exam and year, newest first, on the same pupils."""
    checks = _checks(selection, reader)
    subjects = read_subjects(reader)
    groups: dict[tuple[int, Key], list[Check]] = {}
    for check in checks:
        groups.setdefault((-check.year, (check.exam, check.subject_id)), []).append(check)
    rows: list[Row] = []
    for (_, key), found in sorted(
        groups.items(), key=lambda pair: (pair[0][0], subjects[pair[0][1][1]].name)
    ):
        by_method = {check.method: check for check in found}
        naive = [by_method[method] for method in BASELINES if method in by_method]
        title = exam_title(key[0], subjects[key[1]].name)
        rows += [_row(title, by_method[method], naive) for method in METHODS if method in by_method]
    return Table(
        key="methods",
        title="Способы прогноза на результатах экзаменов",
        caption="у всех способов одни и те же обучающиеся",
        columns=COLUMNS,
        rows=tuple(rows),
        notes=(
            "Прогноз каждого года построен только по тому, что было известно до экзамена; модель (гребневая "
            "регрессия) обучена на результатах более ранних лет.",
            "Следующий прогноз строит тот способ, чья ошибка в баллах меньше. Пока проверки за прошлые годы нет или "
            "результатов меньше 30, строит формула.",
            "Наивные способы: «как последняя отметка» — средний балл получивших такую отметку; «как в школе год "
            "назад» — средний балл школы.",
        ),
        source=SOURCE,
        empty="Проверять нечего: нет экзаменов, для которых есть и прогноз, и результат.",
    )


def _row(title: str, check: Check, naive: list[Check]) -> Row:
    error = _mean([check], "error_points", Measure.MEAN)
    best = min((c.error_points / c.n for c in naive if c.n), default=None)
    is_naive = check.method in BASELINES
    better = Quantity.missing(Measure.MEAN_CHANGE, "сравнить не с чем")
    if is_naive:
        better = Quantity(None, Measure.MEAN_CHANGE, State.NOT_APPLICABLE, note="сам наивный способ")
    if not is_naive and best is not None and error.value is not None:
        better = Quantity(best - error.value, Measure.MEAN_CHANGE)
    coverage = Quantity(None, Measure.PERCENT, State.NOT_APPLICABLE, note="способ не даёт интервала")
    if check.covered is not None:
        coverage = Quantity.share(check.covered, check.n)
    tone = Tone.BAD if better.value is not None and better.value < 0 else Tone.PLAIN
    return Row(
        (
            Cell(title),
            Cell(format_year(check.year)),
            Cell(METHOD_TITLES[check.method]),
            Cell(quantity=Quantity(check.n, Measure.COUNT)),
            Cell(quantity=error),
            Cell(quantity=_mean([check], "error_marks", Measure.MEAN)),
            Cell(quantity=coverage),
            Cell(quantity=better, tone=tone),
            Cell("этот" if check.is_used else "", tone=Tone.GOOD if check.is_used else Tone.PLAIN),
        )
    )


def trend(selection: Selection, reader: Reader) -> Trend:
    """Mean error of each method over the years, all exams together."""
    checks = _checks(selection, reader)
    years = sorted({check.year for check in checks})
    used = tuple(
        _mean([c for c in checks if c.year == y and c.is_used], "error_points", Measure.MEAN) for y in years
    )
    series = [Series("показанный прогноз", used, Role.SUBJECT)]
    for method in METHODS:
        points = tuple(
            _mean([c for c in checks if c.year == y and c.method == method], "error_points", Measure.MEAN)
            for y in years
        )
        series.append(Series(METHOD_TITLES[method], points))
    return Trend(
        key="errors",
        title="Ошибка прогноза по годам",
        caption="средняя абсолютная ошибка, первичных баллов; меньше — лучше",
        labels=tuple(format_year(year) for year in years),
        series=tuple(series),
        measure=Measure.MEAN,
        source=SOURCE,
        empty="Проверять ещё нечего.",
    )
