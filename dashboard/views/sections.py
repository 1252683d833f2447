"""Sections of a place or person: the tabs under the title. One list per kind, in the order of reading.

A section that the viewer may not open is absent: a tab that refuses is a riddle.
"""

from __future__ import annotations

from dashboard.blocks import Choice
from dashboard.selection import Selection
from data_access.viewer import Reader

Sections = tuple[tuple[str, str], ...]  # address, words

# Analyses that a mechanism has beside its summary.
OF_MECHANISM: dict[str, Sections] = {
    "preparation": (
        ("/m/totals", "Итоги"),
        ("/m/components", "Компоненты"),
        ("/m/forecast", "Прогноз"),
        ("/m/accuracy", "Точность"),
    ),
}
# What people do in every mechanism.
WORK: Sections = (
    ("/actions", "Рекомендации и меры"),
    ("/entry", "Ввод"),
    ("/registers", "Реестры"),
    ("/roadmap", "Дорожная карта"),
    ("/cycle", "Цикл"),
    ("/reports", "Справка"),
)
OF_DEPARTMENT = frozenset({"/cycle", "/reports"})
SCHOOL: Sections = (
    ("/school", "Итоги"),
    ("/school/components", "Проблемные компоненты"),
    ("/school/pupils", "Обучающиеся"),
    ("/school/works", "Работы"),
    ("/school/control", "Персональный контроль"),
    ("/school/forecast", "Прогноз ОГЭ и ЕГЭ"),
    ("/school/objectivity", "Объективность"),
    ("/school/mechanisms", "Показатели механизмов"),
    ("/school/card", "Карточка"),
)
# Sections that the archive of every school may hold: lists of people by name are taken one by one.
PACKED = {path: words for path, words in SCHOOL if path not in ("/school/pupils", "/school/control")}
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


def mechanism_tabs(selection: Selection, reader: Reader, mechanism: str = "") -> tuple[Choice, ...]:
    """Sections of a mechanism: its summary and analyses for the department, and the work in it."""
    code = mechanism or selection.mechanism or ""
    whole = reader.viewer.sees_municipality
    analyses = ((f"/m/{code}", "Сводка"), *OF_MECHANISM.get(code, ())) if whole and code else ()
    tabs = [Choice(words, selection.at(path).address, path == selection.path) for path, words in analyses]
    unit = None if whole else selection.unit
    for path, words in WORK:
        if whole or path not in OF_DEPARTMENT:
            target = Selection(path=path, unit=unit, year=selection.year, mechanism=code or None)
            tabs.append(Choice(words, target.address, path == selection.path))
    return tuple(tabs)
