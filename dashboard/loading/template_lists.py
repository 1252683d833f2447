"""What the empty template explains beside its own words: codes of indicators and columns of registers."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.catalogue import Catalogue
from dashboard.catalogue.indicator import OWNERS
from dashboard.catalogue.register import RegisterColumn
from dashboard.entry_checks import takes_denominator
from data_access.formats import template_columns as words

INDICATOR_HEADER = (words.INDICATOR, "Показатель", words.NUMERATOR, words.DENOMINATOR, "Собирают с", "Вносит")
REGISTER_HEADER = (words.REGISTER, "Столбец", "Что писать", "Обязательный", "Ведёт")
LEVEL_WORDS = {"school": "школ", "kindergarten": "детских садов", "municipality": "муниципалитета"}
KIND_WORDS = {
    "text": "текст",
    "number": "число",
    "date": "дата, например 01.09.2025",
    "yes": f"{words.YES} или {words.NO}",
    "school": "краткое название школы",
    "subject": "предмет",
    "pupil": "фамилия, имя и отчество",
}

Rows = list[tuple[str, ...]]


def explanations(known: Catalogue) -> dict[str, Rows]:
    """Sheets of the template that are never read → their rows, the header first."""
    return {
        words.INDICATOR_LIST: [INDICATOR_HEADER, *_indicators(known)],
        words.REGISTER_LIST: [REGISTER_HEADER, *_registers(known)],
    }


def _indicators(known: Catalogue) -> Iterator[tuple[str, ...]]:
    for indicator in known.used_indicators():
        if indicator.obtained == "computed":
            continue
        below = indicator.denominator or "второе число"
        yield (
            indicator.code,
            indicator.full_title,
            indicator.numerator or "число",
            below if takes_denominator(indicator) else "",
            LEVEL_WORDS[indicator.level],
            OWNERS[indicator.owner],
        )


def _registers(known: Catalogue) -> Iterator[tuple[str, ...]]:
    for code in known.mechanisms:
        for register in known.registers_of(code):
            for column in register.columns:
                is_needed = words.YES if column.is_required else ""
                yield register.title, column.title, _words(column), is_needed, OWNERS[register.keeper]


def _words(column: RegisterColumn) -> str:
    said = ", ".join(column.choices) or KIND_WORDS[column.kind]
    return f"{said} ({column.hint})" if column.hint else said
