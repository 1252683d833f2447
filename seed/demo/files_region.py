"""Reports of ФИС ОКО on the region, and the official list of schools with signs, as a department receives them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from data_access.formats import signs_list
from seed.demo.files_vpr import SHORT_SUBJECTS
from seed.demo.model import Municipality, stream
from seed.demo.profiles import MAIN, SMALL, Profile
from seed.demo.region import AREAS, Area, confirmation, mark_percents, score_percents
from seed.demo.sheets import Value, open_workbook, russian_date, write_row, write_rows
from seed.demo.vpr import VprWork

_GROUPS, _SCHOOLS, _PUPILS = "Группы участников", "Кол-во ОО", "Кол-во участников"
_LABELS = (
    "Понизили (Отметка < Отметка по журналу)",
    "Подтвердили (Отметка = Отметке по журналу)",
    "Повысили (Отметка > Отметка по журналу)",
)
_LONGEST_TITLE = 31  # of a sheet

Rows = list[Sequence[Value]]


def write_marks_report(path: Path, works: Sequence[VprWork], seed: int) -> int:
    """«Статистика по отметкам», a sheet per work; returns the number of rows of the country and the region."""

    def table(work: VprWork) -> Rows:
        rows: Rows = [(a.name, a.schools, a.pupils, *mark_percents(work, a, seed)) for a in AREAS]
        return [(_GROUPS, _SCHOOLS, _PUPILS, 2, 3, 4, 5), *rows]

    return _write(path, "Статистика по отметкам", works, table)


def write_scores_report(path: Path, works: Sequence[VprWork], seed: int) -> int:
    """«Распределение первичных баллов», likewise."""

    def table(work: VprWork) -> Rows:
        rows: Rows = [(a.name, a.pupils, *score_percents(work, a, seed)) for a in AREAS]
        return [(_GROUPS, _PUPILS, *range(work.scale.maximum + 1)), *rows]

    return _write(path, "Распределение первичных баллов", works, table)


def write_confirmation_report(path: Path, works: Sequence[VprWork]) -> int:
    """«Сравнение отметок с отметками по журналу», likewise."""

    def table(work: VprWork) -> Rows:
        header = [words for label in _LABELS for words in (f"{label} %", f"{label} {_PUPILS}")]
        return [(_GROUPS, f"{_PUPILS}(всего)", *header), *(_compared(work, area) for area in AREAS)]

    return _write(path, "Сравнение отметок с отметками по журналу", works, table)


def _compared(work: VprWork, area: Area) -> Sequence[Value]:
    counts = confirmation(work, area)
    pairs = sum(counts)
    return (area.name, area.pupils, *(cell for n in counts for cell in (round(100 * n / pairs, 2), n)))


def _write(path: Path, title: str, works: Sequence[VprWork], table: Callable[[VprWork], Rows]) -> int:
    with open_workbook(path, works[0].year, streaming=True) as book:
        for work in works:
            sheet = book.add_worksheet(
                f"{SHORT_SUBJECTS[work.subject]} {work.grade} {title}"[:_LONGEST_TITLE]
            )
            head: Rows = [
                (title,),
                (),
                (f"ВПР {work.year + 1} {work.subject} {work.grade} класс",),
                ("Предмет:", work.subject),
                ("Максимальный первичный балл:", work.scale.maximum),
                ("Дата:", russian_date(work.day)),
                (),
            ]
            write_rows(sheet, [*head, *table(work)])
    return len(works) * len(AREAS)


def write_signs_list(path: Path, demo: Municipality, year: int) -> int:
    """The official list of one year; returns the number of schools in it."""
    works = signs_list.WORKS
    place = (signs_list.YEAR, signs_list.MUNICIPALITY, signs_list.LOGIN, signs_list.SCHOOL)
    rows: Rows = []
    for profile in demo.profiles:
        marked = _marked(demo, profile, year)
        if marked:
            town = profile.municipality or demo.place.municipality
            markers = (sum(marked.values()), *(marked[work] for work in works))
            rows.append(
                (year + 1, town, profile.login, profile.full_name, *markers, _times(demo, profile, year))
            )
    with open_workbook(path, year, streaming=True) as book:
        sheet = book.add_worksheet("Список")
        write_row(sheet, 0, (*place, signs_list.COUNT, *works, signs_list.THREE_YEARS))
        return write_rows(sheet, rows, first=1) - 1


def _marked(demo: Municipality, profile: Profile, year: int) -> dict[str, int]:
    """Work → markers of a school on the list: the one that marks kindly every year, the falling one at first."""
    if profile.role == MAIN or (profile.role == SMALL and year == demo.years[0]):
        work = stream(demo.seed, "marker", profile.short_name, year).choice(signs_list.WORKS)
        return {title: int(title in (work, signs_list.WORKS[-1])) for title in signs_list.WORKS}
    return {}


def _times(demo: Municipality, profile: Profile, year: int) -> str:
    return str(sum(bool(_marked(demo, profile, of)) for of in demo.years if year - 3 < of <= year))
