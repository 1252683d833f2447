"""A short name for a school that a file knows only by its long legal one.

«Муниципальное автономное общеобразовательное учреждение "Средняя общеобразовательная школа № 0"» fills a
whole line of a table and begins like every other school, so «СОШ № 0» is shown and the full name is kept
beside it. Only unmistakable names are shortened: a branch, a school of two kinds or an unknown kind keeps
its name.
"""

from __future__ import annotations

import re

from data_access.formats.rows import Place, SchoolRef, SchoolRow

SHORT_LENGTH = 120
_KINDS = re.compile(
    r"""\b(?:
    (?P<СОШ>средняя\s+(?:общеобразовательная\s+)?школа|сош) |
    (?P<ООШ>основная\s+(?:общеобразовательная\s+)?школа|оош) |
    (?P<НОШ>начальная\s+(?:общеобразовательная\s+)?школа|нош) |
    (?P<Гимназия>гимназия) |
    (?P<Лицей>лицей)
    )\b(?!-)""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = re.compile(r"№\s*(\d+)")
_QUOTES = " \"'«»“”„"
_PROPER_NAME = re.compile(r"[\"«“„]\s*([^\"«»“”„]+?)\s*[\"»”]")
_PLACE = re.compile(r"(?:г|п|пос|с|д|ст|х)\.\s*\S.*")


def short_school_name(name: str) -> str:
    """«СОШ № 7», «Лицей «Логос»», «ООШ с. Речное»; a name of an unknown pattern is returned as it is."""
    kinds = list(_KINDS.finditer(name))
    if len(kinds) != 1 or "филиал" in name.lower():
        return name
    kind, rest = kinds[0].lastgroup, name[kinds[0].end() :].strip()
    if number := _NUMBER.match(rest.lstrip(_QUOTES)):
        return f"{kind} № {number[1]}"
    if proper := _PROPER_NAME.match(rest):
        return f"{kind} «{proper[1]}»"
    if place := _PLACE.match(rest.strip(_QUOTES)):
        return f"{kind} {place[0]}"
    return name


def named_only(ref: SchoolRef) -> SchoolRow:
    """What a file without a roster says about a school."""
    short = short_school_name(ref.label)[:SHORT_LENGTH]
    return SchoolRow(short, ref.name, ref.oo_code, ref.login, "", False, Place("", ""))
