"""Sections of a place or person: the tabs under the title. One list per kind, in the order of reading.

A section that the viewer may not open is absent: a tab that refuses is a riddle.
"""

from __future__ import annotations

from dashboard.blocks import Choice
from dashboard.selection import Selection

Sections = tuple[tuple[str, str], ...]  # address, words

MUNICIPALITY: Sections = (
    ("/m/preparation", "Сводка"),
    ("/m/components", "Проблемные компоненты"),
    ("/m/forecast", "Прогноз ОГЭ и ЕГЭ"),
    ("/m/accuracy", "Точность прогнозов"),
)
SCHOOL: Sections = (
    ("/school", "Итоги"),
    ("/school/components", "Проблемные компоненты"),
    ("/school/pupils", "Обучающиеся"),
    ("/school/works", "Работы"),
    ("/school/control", "Персональный контроль"),
    ("/school/forecast", "Прогноз ОГЭ и ЕГЭ"),
)
CLASS: Sections = (
    ("/class", "Отметки"),
    ("/class/components", "Проблемные компоненты"),
    ("/class/works", "Работы"),
    ("/class/report", "Отчёт классного руководителя"),
    ("/class/forecast", "Прогноз ОГЭ и ЕГЭ"),
    ("/class/career", "Профподготовка и выпуск"),
)
TEACHER: Sections = (
    ("/teacher", "Отметки"),
    ("/teacher/works", "Работы"),
    ("/teacher/control", "Персональный контроль"),
)
PUPIL: Sections = (
    ("/pupil", "Отметки"),
    ("/pupil/works", "Работы"),
    ("/pupil/forecast", "Прогноз"),
)


def section_tabs(
    selection: Selection, sections: Sections, closed: frozenset[str] = frozenset()
) -> tuple[Choice, ...]:
    """Links to the sections with the same place, person, year and period; `closed` are left out."""
    kept = {"unit": selection.unit, "person": selection.person}
    return tuple(
        Choice(words, selection.at(path, **kept).address, path == selection.path)
        for path, words in sections
        if path not in closed
    )
