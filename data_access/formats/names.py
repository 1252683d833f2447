"""Spellings met in real files, turned into the one spelling used inside.

Pure functions of text. None or an empty string always means «not understood»: a wrong class, mark or period
must become a visible problem of its row, never a guess.
"""

from __future__ import annotations

import re

# Latin letters that look like Cyrillic ones: both are typed for «8А», «4К1», «н/а».
_LOOK_ALIKE = str.maketrans("ABCEHKMOPTXYabcehkmoptxy", "АВСЕНКМОРТХУавсенкмортху")
_INVISIBLE = str.maketrans("", "", "\u200b\u200e\u200f\ufeff\u00ad")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_PERIOD_KINDS = (("четв", "Q", 4), ("чт", "Q", 4), ("трим", "T", 3), ("полуг", "H", 2), ("п/г", "H", 2))
_PERIOD_NUMBER_FIRST = re.compile(r"(\d|I{1,3}|IV)(?:\s*-?\s*(?:я|ая|й|ый|ой|е|ое))?\s*([а-яё/]+)\.?", re.I)
_PERIOD_WORD_FIRST = re.compile(r"([а-яё/]+)\.?\s*№?\s*(\d|I{1,3}|IV)", re.I)
_PERIOD_CODE = re.compile(r"(?:Q[1-4]|T[1-3]|H[12]|Y)")
_YEAR_WORDS = re.compile(r"год\w*\.?(?:\s*(?:оценка|отметка))?")
_CLASS = re.compile(r"0?(\d{1,2})(?:([А-ЯЁ]{1,4})(\d{0,2})|-(\d{1,2}))?")
_SCHOOL_YEAR = re.compile(
    r"(\d{4}|\d{2})(?:\s*[/\\–—-]\s*(\d{4}|\d{2}))?(?:\s*(?:уч\.?|учебный)?\s*(?:год|г)\.?)?"
)
_MARK_SPELLINGS = {
    "na": ("на", "натт", "неатт", "неаттест", "неаттестован", "неаттестована"),
    "ex": ("осв", "освоб", "освобожден", "освобождена"),
    "pass": ("зач", "зачет", "зачтен", "зачтена", "зачтено"),
    "fail": ("незач", "незачет", "незачтен", "незачтена", "незачтено"),
}
_MARK_CODES = {word: code for code, words in _MARK_SPELLINGS.items() for word in words}
_DIGIT_MARK = re.compile(r"([1-5])(?:[.,]0+)?")


def collapse(words: str) -> str:
    """Trim, and make every run of white space (also non-breaking) one space; invisible characters go."""
    return " ".join(words.translate(_INVISIBLE).split())


def header_key(words: str) -> str:
    """A header as it is compared: one space, lower case, «е» for «ё», no final colon, full stop or star."""
    return collapse(words).casefold().replace("ё", "е").rstrip(" :*.")


def to_cyrillic(words: str) -> str:
    """Latin look-alikes become Cyrillic letters."""
    return words.translate(_LOOK_ALIKE)


def normalise_class(words: str) -> str:
    """`8 а`, `8-A`, `8"А"`, `08А`, `8 «А» класс` → `8А`; `9` and `9-1` stay; anything else → empty."""
    cleaned = re.sub(r"[\s\"'`«»„“”]", "", words.translate(_INVISIBLE))
    cleaned = re.sub(r"(?:класс|кл\.?)$", "", re.sub(r"[–—]", "-", cleaned), flags=re.I).upper()
    cleaned = re.sub(r"-(?=\D)", "", to_cyrillic(cleaned))
    match = _CLASS.fullmatch(cleaned.removesuffix(".0"))
    if match is None or not 1 <= int(match[1]) <= 12:
        return ""
    letters, tail, ordinal = match[2] or "", match[3] or "", match[4]
    return f"{int(match[1])}-{int(ordinal)}" if ordinal else f"{int(match[1])}{letters}{tail}"


def class_grade(class_name: str) -> int | None:
    """`8А` → 8; None when the name does not begin with a grade of 1 to 12."""
    match = re.match(r"\d{1,2}", class_name)
    return int(match[0]) if match and 1 <= int(match[0]) <= 12 else None


def mark_code(words: str) -> str | None:
    """A period mark as stored (`rows.MARKS`); None when it is outside the scale (also «0», «Н», «5-»)."""
    digit = _DIGIT_MARK.fullmatch(collapse(words))
    if digit:
        return digit[1]
    letters = re.sub(r"[\s./\\-]", "", to_cyrillic(words.translate(_INVISIBLE)).casefold().replace("ё", "е"))
    return _MARK_CODES.get(letters)


def period_code(words: str) -> str | None:
    """`1 Четверть`, `I четверть`, `2-е полугодие`, `год`, `Q1` → a code of `rows.PERIODS`, or None."""
    cleaned = collapse(words)
    if _PERIOD_CODE.fullmatch(cleaned.upper()):
        return cleaned.upper()
    if _YEAR_WORDS.fullmatch(cleaned.casefold()):
        return "Y"
    match = _PERIOD_NUMBER_FIRST.fullmatch(cleaned)
    if match:
        return _numbered_period(match[1], match[2])
    match = _PERIOD_WORD_FIRST.fullmatch(cleaned)
    return _numbered_period(match[2], match[1]) if match else None


def _numbered_period(number: str, word: str) -> str | None:
    value = _ROMAN.get(number.upper()) or int(number)
    for stem, letter, most in _PERIOD_KINDS:
        if word.casefold().startswith(stem):
            return f"{letter}{value}" if 1 <= value <= most else None
    return None


def school_year(words: str) -> int | None:
    """`2024/2025`, `2024/25`, `2024-2025 уч. год`, `2024` → 2024; None when the two years do not follow."""
    match = _SCHOOL_YEAR.fullmatch(collapse(words).casefold())
    if match is None:
        return None
    first = int(match[1]) if len(match[1]) == 4 else 2000 + int(match[1])
    if match[2] is None:
        return first if len(match[1]) == 4 and 1990 <= first <= 2100 else None
    return first if int(match[2]) % 100 == (first + 1) % 100 and 1990 <= first <= 2100 else None
