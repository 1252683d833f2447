"""Results in the database → tallies: how the pupils of a school did in one procedure of one year.

One pass over the last attempts of the years asked for serves score profiles and signs alike. Scores are primary, of
the ЕГЭ of 100 points test scores. Where a protocol gives no mark, the scale of the year gives it. The journal mark is
that of the protocol; ОГЭ has none there, so the annual mark of the journal stands in for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from dashboard.computed.papers import KEYS, annual_marks
from dashboard.computed.scales import Scales, read_scales
from dashboard.methods.scales import Scale
from data_access.queries.attempts import EXAMS, last_attempts
from data_access.tables import subject, work

OF_POINTS = "ege"
GRADE_OF_OGE = 9
LOWEST_MARK = 2


class Key(NamedTuple):
    """One procedure of a school in a year."""

    school_id: int
    year: int
    exam: str
    grade: int
    subject_id: int


@dataclass
class Tally:
    """Pupils of a school in a procedure, counted by score, marks and answers."""

    scores: Counter[int] = field(default_factory=Counter)
    possible: int = 0
    maxima: set[int] = field(default_factory=set)
    marks: Counter[int] = field(default_factory=Counter)
    # (journal mark, primary score), (journal mark, mark of the work), (primary score, answers)
    pairs: Counter[tuple[int, int]] = field(default_factory=Counter)
    confirmation: Counter[tuple[int, int]] = field(default_factory=Counter)
    answers: Counter[tuple[int, str]] = field(default_factory=Counter)
    scale: Scale | None = None

    def add(self, score: int | None, maximum: int | None, mark: int | None, journal: int | None) -> None:
        """One pupil."""
        if score is not None:
            self.scores[score] += 1
            self.possible += maximum or 0
            if maximum is not None:
                self.maxima.add(maximum)
        if mark is not None:
            self.marks[mark] += 1
        if journal is None:
            return
        if score is not None:
            self.pairs[journal, score] += 1
        if mark is not None:
            self.confirmation[journal, mark] += 1


def read_tallies(connection: Connection, years: Collection[int]) -> dict[Key, Tally]:
    """Tallies of all schools in these years."""
    if not years:
        return {}
    attempts = last_attempts(work.c.kind.in_(EXAMS) & work.c.year.in_(sorted(years)))
    rows = connection.execute(select(attempts)).all()
    if not rows:
        return {}
    return _counted(rows, read_scales(connection), _annual_marks(connection, rows))


def subject_keys(connection: Connection) -> dict[int, str]:
    """Ids of Russian and mathematics → the words methods know them by."""
    named = select(subject.c.id, subject.c.name).where(subject.c.name.in_(KEYS))
    return {id_: KEYS[name] for id_, name in connection.execute(named)}


def _counted(
    rows: Sequence[Any], scales: Scales, annual: dict[tuple[int, int, int], int]
) -> dict[Key, Tally]:
    found: dict[Key, Tally] = defaultdict(Tally)
    known: dict[tuple[Any, ...], Scale | None] = {}
    stated = _stated_scales(rows)
    for row in rows:
        work_key = (row.exam, row.subject_id, row.grade, row.year, row.max_score)
        if work_key not in known:
            stored = scales.scale(row.exam, row.subject_id, row.grade, row.year + 1, row.max_score)
            known[work_key] = stored or stated.get(work_key)
        scale = known[work_key]
        tally = found[Key(row.school_id, row.year, row.exam, row.grade, row.subject_id)]
        tally.scale = scale or tally.scale
        score = row.test_score if row.exam == OF_POINTS else row.primary_score
        mark = row.mark
        if mark is None and scale is not None and score is not None and row.exam != OF_POINTS:
            mark = scale.mark(score)
        journal = row.journal_mark
        if journal is None:
            journal = annual.get((row.pupil_id, row.subject_id, row.year))
        maximum = 100 if row.exam == OF_POINTS else row.max_score or (scale.max_score if scale else None)
        tally.add(score, maximum, mark, None if journal is None else max(journal, LOWEST_MARK))
        if row.answers and score is not None:
            tally.answers[score, row.answers] += 1
    return dict(found)


def _stated_scales(rows: Iterable[Any]) -> dict[tuple[Any, ...], Scale]:
    """Borders as the protocols themselves show them: the least score of each mark, where no score has two marks.

    They stand in for a scale that is not stored; with few works the least score may lie above the true border.
    """
    least: dict[tuple[Any, ...], dict[int, int]] = defaultdict(dict)
    most: dict[tuple[Any, ...], dict[int, int]] = defaultdict(dict)
    for row in rows:
        if row.mark is None or row.primary_score is None or row.max_score is None:
            continue
        key = (row.exam, row.subject_id, row.grade, row.year, row.max_score)
        low, high = least[key], most[key]
        low[row.mark] = min(row.primary_score, low.get(row.mark, row.primary_score))
        high[row.mark] = max(row.primary_score, high.get(row.mark, row.primary_score))
    return {
        key: Scale(key[-1], low[3], low[4], low[5])
        for key, low in least.items()
        if low.keys() >= {2, 3, 4, 5} and all(most[key][mark] < low[mark + 1] for mark in (2, 3, 4))
    }


def _annual_marks(connection: Connection, rows: Iterable[Any]) -> dict[tuple[int, int, int], int]:
    """(pupil, subject of the exam, year) → annual mark, for schools that wrote ОГЭ."""
    schools = sorted({row.school_id for row in rows if row.exam == "oge"})
    if not schools:
        return {}
    ids = {key: id_ for id_, key in subject_keys(connection).items()}
    marks = annual_marks(connection, schools, GRADE_OF_OGE)
    return {(pupil, ids[key], year): mark for (pupil, key, year), mark in marks.items() if key in ids}
