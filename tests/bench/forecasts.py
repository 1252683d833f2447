"""How the forecasts of exams did on what is in the database: every exam, year and method, on the same pupils.

`report` prints what the page «Точность прогнозов» shows, and a line over all exams of the newest year: the forecast
that was shown against both baselines, and how often its 80 % interval held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select

from data_access.tables import forecast_check, subject

BASELINES = ("last_mark", "school_mean")


def report(connection: Connection) -> Iterator[str]:
    """Lines of a table: n, mean absolute error in points and in marks, coverage of the interval in percent."""
    columns = forecast_check.c
    statement = (
        select(forecast_check, subject.c.name)
        .join(subject, subject.c.id == columns.subject_id)
        .order_by(columns.exam, subject.c.name, columns.year, columns.method)
    )
    rows = connection.execute(statement).all()
    yield f"{'exam':26}{'year':>6}  {'method':12}{'n':>5}{'points':>8}{'marks':>7}{'in 80 %':>9}"
    for row in rows:
        name = f"{row.exam} {row.name}"[:25]
        yield f"{name:26}{row.year:>6}  {row.method:12}{_figures([row])}{'  shown' if row.is_used else ''}"
    newest = max((row.year for row in rows), default=None)
    last = [row for row in rows if row.year == newest]
    shown = [row for row in last if row.is_used]
    if shown:
        yield f"{'all exams':26}{newest:>6}  {'shown':12}{_figures(shown)}"
    compared = {(row.exam, row.subject_id) for row in shown}
    for method in BASELINES:
        naive = [row for row in last if row.method == method and (row.exam, row.subject_id) in compared]
        if naive:
            yield f"{'all exams':26}{newest:>6}  {method:12}{_figures(naive)}"


def _figures(rows: Iterable[Any]) -> str:
    """Sums of several rows as means; a method without an interval has no coverage."""
    listed = list(rows)
    n = sum(row.n for row in listed)
    points = sum(row.error_points for row in listed) / n
    marks = sum(row.error_marks for row in listed) / n
    covered = [row.covered for row in listed]
    coverage = "—" if None in covered else f"{100 * sum(covered) / n:.1f}"
    return f"{n:>5}{points:>8.2f}{marks:>7.2f}{coverage:>9}"
