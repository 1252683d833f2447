"""Content elements (элементы содержания) of works: shares by code with sections, titles, zones of a class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.blocks import Cell, Header, Measure, Tone
from dashboard.methods.elements import (
    BASIC,
    Mastery,
    TaskScore,
    Zone,
    element_shares,
    level_zone,
    pupil_mastery,
    with_prefixes,
)
from dashboard.methods.ordering import code_key
from dashboard.methods.share import Share
from dashboard.numbers import NARROW, format_number
from dashboard.views.mark_counts import shown
from dashboard.views.work_cells import ZONE_TONES
from dashboard.views.work_choice import Codifier
from data_access.codifiers import read_elements
from data_access.queries.work_tasks import TaskSum
from data_access.queries.works import HIGHER_LEVELS, WorkSubject
from data_access.viewer import Reader

MASTERY_TONES = {
    Mastery.MASTERED: Tone.GOOD,
    Mastery.NOT_MASTERED: Tone.BAD,
    Mastery.TOO_LITTLE: Tone.MUTED,
}
_WORST = {Zone.LOW: 0, Zone.ZONE: 1, Zone.ENOUGH: 2}
MOST_TITLES = 3
NO_CODES = "У работ по этому предмету не указаны коды элементов содержания (КЭС)."
PUPIL_NOTE = (
    "Освоен — набрано не меньше {standard:g} % возможных баллов за задания элемента; «недостаточно данных» — меньше 2 "
    "возможных баллов. Методика проекта. Задание с несколькими кодами входит в каждый из них и во все разделы выше."
)
CLASS_NOTE = (
    "Класс: элемент освоен, если задания уровня Б выполнены от 60 %, а П и В — от 30 % (ФИОКО, 2026); цвет — по "
    "худшему из уровней элемента. «Н/п» не входит ни в набранное, ни в возможное."
)


@dataclass(frozen=True)
class ClassElement:
    """An element in a class: all its tasks, and those of the basic and of the higher levels."""

    share: Share
    basic: Share
    higher: Share

    @property
    def zone(self) -> Zone | None:
        """The worse of the two levels; None without tasks."""
        zones = [level_zone(self.basic, BASIC), level_zone(self.higher, HIGHER_LEVELS[0])]
        return min((zone for zone in zones if zone), key=_WORST.__getitem__, default=None)


def task_scores(sums: Iterable[TaskSum]) -> list[TaskScore]:
    """Sums of a task as one score: shares of elements add points and maxima, of one pupil or of many."""
    return [TaskScore(row.possible, row.got, row.task.codes, row.task.level) for row in sums]


def class_elements(sums: Iterable[TaskSum]) -> dict[str, ClassElement]:
    """Elements and sections of a class, in the order of codes."""
    rows = task_scores(sums)
    basic = element_shares(row for row in rows if row.level not in HIGHER_LEVELS)
    higher = element_shares(row for row in rows if row.level in HIGHER_LEVELS)
    nothing = Share(0, 0)
    return {
        code: ClassElement(share, basic.get(code, nothing), higher.get(code, nothing))
        for code, share in element_shares(rows).items()
    }


def works_of_codes(sums: Iterable[TaskSum]) -> dict[str, int]:
    """Code → number of works with a task of it."""
    found: dict[str, set[int]] = {}
    for row in sums:
        for code in row.task.codes:
            for prefix in with_prefixes(code):
                found.setdefault(prefix, set()).add(row.task.work_id)
    return {code: len(works) for code, works in found.items()}


def sections(codes: Iterable[str]) -> frozenset[str]:
    """Codes that have others under them."""
    return frozenset(prefix for code in codes for prefix in with_prefixes(code)[:-1])


def titles(reader: Reader, subject: WorkSubject | None, codifier: Codifier | None) -> dict[str, str]:
    """Titles of the codifier of a subject; nothing when the works name none. The same for every viewer."""
    if subject is None or codifier is None or not codifier[0] or codifier[1] is None:
        return {}
    exam, year, subject_id = codifier[0], codifier[1], subject.exam_id
    return reader.reference(
        ("elements", exam, subject_id, year),
        lambda: read_elements(reader.connection, exam, subject_id, year),
    )


def title_of(code: str, known: dict[str, str]) -> str:
    if code in known:
        return known[code]
    return "нет в кодификаторе" if known else "названия нет: кодификатор не загружен"


def headers(codes: Sequence[str], known: dict[str, str]) -> tuple[Header, ...]:
    """Columns of a matrix: each section stands before its elements."""
    of_sections = sections(codes)
    return tuple(
        Header(code, f"{'Раздел ' if code in of_sections else ''}{code}. {title_of(code, known)}")
        for code in codes
    )


def pupil_cell(share: Share | None, standard: float) -> Cell:
    """An element of one pupil: percent, with its points in the tooltip; empty when there was no such task."""
    if share is None or not share.denominator:
        return Cell("")
    mastery = pupil_mastery(share, standard)
    return Cell(
        quantity=shown(share),
        tone=MASTERY_TONES[mastery],
        note=f"{points(share)}: {mastery.label}",
    )


def class_cell(element: ClassElement | None) -> Cell:
    """An element of a class: percent, coloured by the zone of its levels."""
    if element is None or element.zone is None:
        return Cell("")
    return Cell(quantity=shown(element.share), tone=ZONE_TONES[element.zone], note=level_words(element))


def level_words(element: ClassElement) -> str:
    """«Б 55,0 %, П и В 40,0 %: недостаточный»."""
    parts = [
        f"{words} {format_number(share.percent, Measure.PERCENT)}{NARROW}%"
        for words, share in (("Б", element.basic), ("П и В", element.higher))
        if share.denominator
    ]
    return f"{', '.join(parts)}: {element.zone.label}" if element.zone else ""


def points(share: Share) -> str:
    return f"{share.numerator:g} из {share.denominator:g}"


def code_cell(codes: tuple[str, ...], known: dict[str, str]) -> Cell:
    """Codes with their titles; many codes of a task are only numbered."""
    if not codes:
        return Cell("–", note="коды не указаны")
    ordered = sorted(codes, key=code_key)
    if len(ordered) > MOST_TITLES:
        return Cell(", ".join(ordered))
    return Cell("; ".join(f"{code} {known[code]}" if code in known else code for code in ordered))
