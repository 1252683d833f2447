"""Words of works, the same on every page and in Excel: kinds, verdicts, notes that name the методика проекта."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.methods.expected import LEAST_COVERAGE, Variant
from dashboard.numbers import format_date, format_year
from dashboard.selection import Selection
from dashboard.views.exam_titles import EXAM_TITLES
from dashboard.views.expectations import completion_origin
from data_access.queries.works import Work
from data_access.viewer import Reader

KIND_TITLES = {
    "kr": "контрольная",
    "akr": "админ. контрольная",
    "dr": "диагностическая",
    "vpr": "ВПР",
    "oge": "ОГЭ",
    "ege": "ЕГЭ",
}
NOT_COMPUTED = f"ИОР не рассчитан: отметок за прошлый период меньше чем у {100 * LEAST_COVERAGE:.0f} %"
CONFIRMED = (
    "Понизили, подтвердили, повысили — отметка за работу против отметки журнала за период, в который попала работа "
    "(без даты — за год); «на 2 и более» — разрыв в две отметки и больше."
)
EMPTY = "В этом учебном году протоколы работ не загружены."


def source(selection: Selection) -> str:
    return f"Источник: протоколы работ, {format_year(selection.year or 0)} учебный год"


def work_title(work: Work) -> str:
    """«Контрольная работа № 3, 12.12.2025»."""
    return f"{work.title}, {format_date(work.held_on)}" if work.held_on else work.title


def codifier_title(codifier: str, year: int | None) -> str:
    """«ОГЭ 2026»; works that name no codifier have codes without titles."""
    if not codifier:
        return "кодификатор не назван"
    return f"{EXAM_TITLES.get(codifier, codifier)} {year}" if year else EXAM_TITLES.get(codifier, codifier)


def expectation_notes(reader: Reader, works: Iterable[Work]) -> tuple[str, ...]:
    """What the index is, with its parameters and where e(m) comes from for these works."""
    origins = {completion_origin(reader, work.subject.examined_in, work.grade, work.counts) for work in works}
    variant = Variant(reader.methods.ior_method).label
    return (
        f"ИОР ({variant}) — методика проекта: среднее e(m) по обучающимся списка, m — отметка по предмету за прошлый "
        f"закрытый период (нет — за последний период года, затем за прошлый год). e(m): {'; '.join(sorted(origins))}. "
        f"Отклонение в пределах ±{reader.methods.ior_tolerance:g} п.п. — «в пределах ожидаемого»; если прошлая отметка "
        f"известна меньше чем у {100 * LEAST_COVERAGE:.0f} % списка, ИОР не рассчитан.",
        CONFIRMED,
    )


def standard_note(reader: Reader) -> str:
    return (
        f"Стандарт — {100 * reader.methods.work_standard:g} % баллов работы, методика проекта; неначатое задание — 0 "
        "баллов, «Н/п» (тема не пройдена) не входит ни в набранное, ни в возможное."
    )
