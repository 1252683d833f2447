"""Files people often send by mistake: recognised only to say what they are and what to send instead."""

from __future__ import annotations

from collections.abc import Callable

from data_access.formats.book import Book, Sheet
from data_access.formats.cells import header_columns
from data_access.formats.layout import KnownOther
from data_access.formats.names import header_key

_FIRST_ROWS = 60


def _any_sheet(recognises: Callable[[Sheet], bool]) -> Callable[[Book], bool]:
    return lambda book: any(recognises(sheet) for sheet in book.sheets)


def _has_title(beginning: str) -> Callable[[Sheet], bool]:
    def recognises(sheet: Sheet) -> bool:
        return any(header_key(words).startswith(beginning) for words in sheet.first_texts(10))

    return recognises


def _is_collection_form(sheet: Sheet) -> bool:
    """«Форма сбора результатов»: participants and tasks, but not yet any result."""
    for row in sheet.rows[:_FIRST_ROWS]:
        keys = header_columns(row).keys()
        if keys & {"код участника", "код"} and "вариант" in " ".join(keys) and "первичный балл" not in keys:
            return any(key.startswith(("итого баллов", "отметка за предыдущ")) for key in keys)
    return False


def _is_ege_protocol(sheet: Sheet) -> bool:
    for row in sheet.rows[:_FIRST_ROWS]:
        keys = header_columns(row).keys()
        if "код оо" in keys and keys & {"тестовый балл", "итоговый балл"}:
            return True
        if {"код оо", "первичный балл", "балл"} <= keys:
            return True
    return False


def _is_appeal_protocol(sheet: Sheet) -> bool:
    for row in sheet.rows[:_FIRST_ROWS]:
        keys = header_columns(row).keys()
        if "код оо" in keys and any(key.startswith(("апелляц", "тип апелляц")) for key in keys):
            return True
    return False


KNOWN_OTHERS: tuple[KnownOther, ...] = (
    KnownOther(
        _any_sheet(_is_collection_form),
        "Это «Форма сбора результатов» ВПР: в ней ещё нет первичных баллов и отметок. "
        "Загрузите отчёт «Ф1 Индивидуальные результаты» из раздела «Аналитика» ФИС ОКО.",
    ),
    KnownOther(
        _any_sheet(_is_appeal_protocol),
        "Это протокол после апелляций: в нём нет баллов за задания. Загрузите полный протокол проверки ОГЭ или ЕГЭ.",
    ),
    KnownOther(
        _any_sheet(_is_ege_protocol),
        "Это протокол ЕГЭ, но в нём нет фамилий, первичных баллов или ответов участников. "
        "Загрузите полный протокол проверки результатов ЕГЭ.",
    ),
    KnownOther(
        _any_sheet(_has_title("отчет об успеваемости и посещаемости")),
        "Это отчёт об успеваемости и посещаемости с текущими отметками по урокам. "
        "Загрузите «Табель успеваемости учащегося» с отметками за четверти.",
    ),
    KnownOther(
        _any_sheet(_has_title("выполнение заданий")),
        "Это сводный отчёт ВПР «Выполнение заданий»: программа считает его сама. "
        "Загрузите отчёт «Ф1 Индивидуальные результаты».",
    ),
    KnownOther(
        _any_sheet(_has_title("достижение планируемых результатов")),
        "Это сводный отчёт ВПР «Достижение планируемых результатов»: программа считает освоение сама. "
        "Загрузите отчёт «Ф1 Индивидуальные результаты».",
    ),
)
