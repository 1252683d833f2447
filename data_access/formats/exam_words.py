"""Exams by the words of files and pages: «ОГЭ», «ЕГЭ (база)», and a codifier as «ОГЭ 2026»."""

from __future__ import annotations

import re

from data_access.formats.names import header_key, to_cyrillic

# Codes of `tables.works.EXAMS`.
EXAM_WORDS: dict[str, str] = {"oge": "ОГЭ", "ege": "ЕГЭ", "ege_base": "ЕГЭ (база)", "vpr": "ВПР"}
FIRST_YEAR, LAST_YEAR = 2000, 2100

_CODIFIER = re.compile(r"(.+?)[\s,-]*(\d{4})(?:\s*(?:г|год|года)\.?)?")


def _key(words: str) -> str:
    """Words of an exam as they are compared: brackets, spaces and letters of the other alphabet do not matter."""
    return re.sub(r"[\s().,-]", "", header_key(to_cyrillic(words)))


_EXAMS = {_key(words): code for code, words in EXAM_WORDS.items()} | {
    _key("ЕГЭ (базовый уровень)"): "ege_base",
    _key("ЕГЭ базовая"): "ege_base",
    _key("ЕГЭ (профиль)"): "ege",
    _key("ЕГЭ (профильный уровень)"): "ege",
}


def read_exam(words: str) -> str | None:
    """Code of an exam by its words; None when there is no such exam."""
    return _EXAMS.get(_key(words))


def read_exam_year(year: int | None) -> int:
    """A calendar year of an exam; `ValueError` with a Russian sentence when it cannot be one."""
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("год экзамена не распознан: ожидается, например, «2026»")
    return year


def read_codifier(words: str) -> tuple[str, int]:
    """`ОГЭ 2026` → (`oge`, 2026); `ValueError` with a Russian sentence for anything else."""
    match = _CODIFIER.fullmatch(words.strip())
    exam = read_exam(match[1]) if match else None
    if match is None or exam is None:
        raise ValueError(f"кодификатор не распознан: ожидается {', '.join(EXAM_WORDS.values())} и год")
    return exam, read_exam_year(int(match[2]))


def codifier_words(exam: str, year: int) -> str:
    """(`oge`, 2026) → `ОГЭ 2026`, as `read_codifier` reads it."""
    return f"{EXAM_WORDS[exam]} {year}"
