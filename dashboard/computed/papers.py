"""Results in the database → pupils with papers, as `dashboard/methods/quality_indicators.py` wants them.

Points of an ЕГЭ are its test score, of everything else the primary score. Where a protocol gives no mark, no test score
or no maximum, the scale of the year fills it in. The school's own mark is the journal mark of the protocol; ОГЭ and
ЕГЭ have none there, so the annual mark of the journal stands in for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from dashboard.computed.scales import Scales, read_scales
from dashboard.computed.values import Place
from dashboard.methods.papers import MATHS, MATHS_BASE, MATHS_PROFILE, RUSSIAN, WORLD, Paper, Pupil
from dashboard.methods.quality_indicators import EGE_MAXIMUM, EGE_MINIMUM
from data_access.queries.attempts import last_attempts
from data_access.tables import period_mark, subject, unit, work, work_result

KEYS = {"Русский язык": RUSSIAN, "Математика": MATHS, "Окружающий мир": WORLD}
# In which journal subject the annual mark of an exam's subject stands, the first that has one. A mean of algebra and
# geometry is not invented: who has no mathematics in the journal is compared by algebra.
JOURNAL = {
    RUSSIAN: ("Русский язык",),
    MATHS: ("Математика", "Алгебра", "Алгебра и начала математического анализа"),
}
MARKS = {"5": 5, "4": 4, "3": 3, "2": 2, "1": 1}
LEAVING = {"oge": 9, "ege": 11}


def read_pupils(
    connection: Connection, kind: str, school_ids: Sequence[int], grade: int | None = None
) -> dict[Place, list[Pupil]]:
    """Pupils of each school and year with their papers in exams of a kind (vpr, oge, ege)."""
    narrow = (work.c.kind == kind) & work_result.c.school_id.in_(school_ids)
    if grade is not None:
        narrow &= work.c.grade == grade
    rows = connection.execute(select(last_attempts(narrow))).all()
    if not rows:
        return {}
    scales, keys = read_scales(connection), _subject_keys(connection)
    annual = annual_marks(connection, school_ids, LEAVING[kind]) if kind in LEAVING else {}
    pupils: dict[tuple[Place, str], dict[str, Paper]] = defaultdict(dict)
    for row in rows:
        key = paper_key(row.exam, keys.get(row.subject_id, f"subject {row.subject_id}"))
        school_mark = row.journal_mark
        if school_mark is None:
            school_mark = annual.get((row.pupil_id, keys.get(row.subject_id, ""), row.year))
        paper = _ege_paper if row.exam == "ege" else _paper_with_marks
        pupils[(row.school_id, row.year), row.participant][key] = paper(row, scales, key, school_mark)
    found: dict[Place, list[Pupil]] = defaultdict(list)
    for (place, _), papers in pupils.items():
        found[place].append(papers)
    return dict(found)


def paper_key(exam: str, subject_key: str) -> str:
    if subject_key != MATHS:
        return subject_key
    return {"ege": MATHS_PROFILE, "ege_base": MATHS_BASE}.get(exam, MATHS)


def _ege_paper(row: Any, scales: Scales, key: str, school_mark: int | None) -> Paper:
    scale = scales.scale("ege", row.subject_id, 0, row.year + 1)
    points = row.test_score
    if points is None and scale is not None and row.primary_score is not None:
        points = scale.test_score(row.primary_score)
    minimum = EGE_MINIMUM.get(key) if scale is None else scale.minimum
    return Paper(points, None, EGE_MAXIMUM, minimum, school_mark)


def _paper_with_marks(row: Any, scales: Scales, key: str, school_mark: int | None) -> Paper:
    """ОГЭ, ВПР and basic mathematics. The stated maximum of a work stands before that of the scale."""
    scale = scales.scale(row.exam, row.subject_id, row.grade, row.year + 1, row.max_score)
    mark, maximum, minimum = row.mark, row.max_score, None
    if scale is not None:
        maximum, minimum = scale.max_score, scale.from3
        if mark is None and row.primary_score is not None:
            mark = scale.mark(row.primary_score)
    return Paper(row.primary_score, mark, maximum, minimum, school_mark)


def _subject_keys(connection: Connection) -> dict[int, str]:
    named = select(subject.c.id, subject.c.name).where(subject.c.name.in_(KEYS))
    return {id_: KEYS[name] for id_, name in connection.execute(named)}


def annual_marks(
    connection: Connection, school_ids: Sequence[int], grade: int
) -> dict[tuple[int, str, int], int]:
    """(pupil, subject key, year) → annual mark in the classes of a grade that leaves."""
    wanted = {name: (place, key) for key, names in JOURNAL.items() for place, name in enumerate(names)}
    classes = select(unit.c.id).where(
        unit.c.kind == "class", unit.c.grade == grade, unit.c.parent_id.in_(school_ids)
    )
    statement = (
        select(period_mark.c.pupil_id, subject.c.name, period_mark.c.year, period_mark.c.value)
        .join(subject, subject.c.id == period_mark.c.subject_id)
        .where(
            period_mark.c.class_id.in_(classes),
            period_mark.c.period == "Y",
            period_mark.c.is_current,
            period_mark.c.value.in_(MARKS),
            subject.c.name.in_(wanted),
        )
    )
    ranked = [
        (wanted[name][0], (pupil_id, wanted[name][1], year), MARKS[value])
        for pupil_id, name, year, value in connection.execute(statement)
    ]
    # The first of the journal subjects is written last.
    return {key: mark for _, key, mark in sorted(ranked, reverse=True)}
