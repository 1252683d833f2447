"""An own count of a class report, written apart from the program: openpyxl and a few lines of the law.

The law: «2», «1», «незач», «н/а» make a pupil failing; otherwise any «3» a satisfactory one, any «4» a good
one, else an excellent one. «осв» and «зач» decide nothing. A failing mark is a microcomponent, and so is the
only «3» of a pupil who has no failing marks. A problem component is a subject with a microcomponent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

# Column of the mark in the layout of «Сетевой город»: E, H, K, N and «Год. оценка».
COLUMNS = {"Q1": 5, "Q2": 8, "Q3": 11, "Q4": 14, "Y": 15}
FAILING = {"2", "1", "незач", "н/а"}
IGNORED = {"осв", "зач"}
SCALE = FAILING | IGNORED | {"5", "4", "3"}


@dataclass(frozen=True)
class OwnCount:
    """Of one period. `by_subject`: counted microcomponents."""

    n: int
    failing: int
    good: int
    marks: Counter[str]
    by_subject: Counter[str]
    wrong_cells: tuple[str, ...]

    @property
    def micro(self) -> int:
        return self.by_subject.total()


@cache
def _rows(path: Path) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(min_row=1, max_col=15))


def count_report(path: Path, period: str) -> OwnCount:
    pupils: dict[str, dict[str, str]] = defaultdict(dict)
    wrong = []
    pupil = ""
    for row in _rows(path):
        first = str(row[0].value or "")
        if first.startswith("Ученик:"):
            pupil = first
        elif first.isdigit():
            cell = row[COLUMNS[period] - 1]
            value = str(cell.value or "").strip().lower()
            if value in SCALE:
                pupils[pupil][str(row[1].value)] = value
            elif value:
                wrong.append(cell.coordinate)
    return _count(pupils, tuple(wrong))


def _count(pupils: dict[str, dict[str, str]], wrong: tuple[str, ...]) -> OwnCount:
    deciding = [
        {subject: mark for subject, mark in marks.items() if mark not in IGNORED} for marks in pupils.values()
    ]
    counted = [marks for marks in deciding if marks]
    failing = [marks for marks in counted if FAILING & set(marks.values())]
    others = [marks for marks in counted if not FAILING & set(marks.values())]
    reserve = [marks for marks in others if list(marks.values()).count("3") == 1]
    micro = Counter(subject for marks in failing for subject, mark in marks.items() if mark in FAILING)
    micro += Counter(subject for marks in reserve for subject, mark in marks.items() if mark == "3")
    return OwnCount(
        n=len(counted),
        failing=len(failing),
        good=sum("3" not in marks.values() for marks in others),
        marks=Counter(mark for marks in pupils.values() for mark in marks.values()),
        by_subject=micro,
        wrong_cells=wrong,
    )
