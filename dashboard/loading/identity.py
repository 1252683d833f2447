"""What makes two works the same work (одна и та же работа).

Exams and ВПР: kind, year, grade, subject (ОГЭ and ЕГЭ: and the day, ЕГЭ: and the level, since basic and profile
mathematics are written on one day). Works that schools share: and the title, whatever
the day, since schools write a municipal work on different days. A school's own work: and the school and the day,
because every school has a «Контрольная работа № 1». Titles are compared by their key and enter the code as a
hash: they may be longer than the code.
"""

from __future__ import annotations

from hashlib import blake2s

from dashboard.loading.plan import Token
from data_access.formats.rows import WorkRow
from data_access.keys import name_key

WORKS_OF_TEACHERS = ("kr", "akr", "dr")
Identity = tuple[Token | str, ...]


def work_identity(row: WorkRow, subject: Token, school: Token | None) -> Identity:
    """Equal for rows of one work; `school`: whose own work it is."""
    common: Identity = (row.kind, row.year, row.grade, subject)
    if row.kind not in WORKS_OF_TEACHERS:
        return (*common, *_of_exam(row))
    if school is None:
        return (*common, _title_hash(row.title))
    return (*common, school, row.date, _title_hash(row.title))


def _of_exam(row: WorkRow) -> tuple[str, ...]:
    if row.kind == "ege":
        return row.date, row.codifier
    return (row.date if row.kind == "oge" else "",)


def work_code(row: WorkRow, subject_id: int, school_id: int | None) -> str:
    """The identity as the unique code of `work`."""
    return "-".join(str(part) for part in work_identity(row, subject_id, school_id))


def _title_hash(title: str) -> str:
    return blake2s(name_key(title).encode(), digest_size=8).hexdigest()
