"""What a page of works is about: the subject, the codifier and the work, chosen in the address or by rule.

Without a word in the address the subject with most results is shown, its codifier with most works, its latest work.
A work named in the address must be one that the page shows; links to other years leave it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dashboard.blocks import Choice, Heading, Picker
from dashboard.numbers import format_date, format_year
from dashboard.selection import Selection
from dashboard.views.work_words import codifier_title
from data_access.queries.work_results import Scope
from data_access.queries.works import ClassWork, Work, Works, WorkSubject, read_works
from data_access.viewer import NotFound, Reader

Codifier = tuple[str, int | None]


def fill(selection: Selection, works: Works) -> Selection:
    """The selection with subject, codifier and work filled in. Raises NotFound for a work that is not here."""
    known = distinct_works(works.of_classes)
    named = next((work for work in known if work.id == selection.work), None)
    if selection.work is not None and named is None:
        raise NotFound("Такой работы здесь нет: проверьте адрес или выберите работу из списка.")
    subject_id = selection.subject or (named.subject.id if named else None)
    if subject_id is None and works.subjects:
        subject_id = works.subjects[0].id
    if named is not None and named.subject.id != subject_id:
        raise NotFound("Работа в адресе — по другому предмету.")
    of_subject = [work for work in known if work.subject.id == subject_id]
    chosen = named or (of_subject[-1] if of_subject else None)
    if selection.exam is not None and of_subject and not _has(of_subject, selection.exam):
        raise NotFound("Работ с кодами этого кодификатора здесь нет.")
    codifier = _main_codifier(of_subject, selection.exam)
    return replace(
        selection,
        subject=subject_id,
        work=chosen.id if chosen else None,
        exam=codifier[0] or None if codifier else selection.exam,
    )


def fill_one_subject(selection: Selection, reader: Reader, scope: Scope) -> Selection:
    """As `fill`, where only the chosen subject is read; the answer is remembered under the subject found."""
    works = read_works(reader, replace(scope, subject_id=selection.subject))
    chosen = fill(selection, works)
    reader.once(("works", replace(scope, subject_id=chosen.subject)), lambda: works)
    return chosen


def distinct_works(of_classes: Sequence[ClassWork]) -> list[Work]:
    """Every work once, in the order of time; works without a date first."""
    found = {one.work.id: one.work for one in of_classes}
    return sorted(found.values(), key=lambda work: (work.held_on or date.min, work.id))


def codifier_of(selection: Selection, works: Sequence[Work]) -> Codifier | None:
    """The codifier that elements are shown by: of the chosen exam, or the one with most works."""
    return _main_codifier([work for work in works if work.subject.id == selection.subject], selection.exam)


def _main_codifier(works: Sequence[Work], exam: str | None) -> Codifier | None:
    counted = Counter((work.codifier, work.codifier_year) for work in works)
    of_exam = [key for key in counted if key[0] == exam]
    return max(of_exam or counted, key=lambda key: (counted[key], bool(key[0]), key[1] or 0), default=None)


def _has(works: Sequence[Work], exam: str) -> bool:
    return any(work.codifier == exam for work in works)


def by_codifier(works: Sequence[Work], codifier: Codifier | None) -> list[Work]:
    return [work for work in works if (work.codifier, work.codifier_year) == codifier]


# -- the heading ----------------------------------------------------------------------------------------


def with_pickers(
    heading: Heading, selection: Selection, works: Works, place: str, *, has_work: bool
) -> Heading:
    """The heading of the place with the choices of this page; works are of the whole year, so no period is asked."""
    of_subject = [work for work in distinct_works(works.of_classes) if work.subject.id == selection.subject]
    pickers = [_subjects(selection, works.subjects), _codifiers(selection, of_subject)]
    if has_work:
        pickers.append(_works(selection, of_subject))
    return replace(
        heading,
        subtitle=f"{place} · работы за {format_year(selection.year or 0)} учебный год",
        periods=(),
        pickers=tuple(picker for picker in pickers if picker is not None),
    )


def other_year(selection: Selection) -> Selection:
    """For links to other years: there the same works are not."""
    return replace(selection, work=None, exam=None)


def _subjects(selection: Selection, subjects: Sequence[WorkSubject]) -> Picker | None:
    if not subjects:
        return None
    choices = (
        Choice(
            found.name,
            replace(selection, subject=found.id, work=None, exam=None).address,
            found.id == selection.subject,
        )
        for found in sorted(subjects, key=lambda found: found.name)
    )
    return Picker("Предмет", tuple(choices))


def _codifiers(selection: Selection, works: Sequence[Work]) -> Picker | None:
    """Only where works of the subject follow different codifiers."""
    exams = sorted({work.codifier for work in works if work.codifier})
    if len({work.codifier for work in works}) < 2 or not exams:
        return None
    current = _main_codifier(works, selection.exam)
    found = ((exam, _main_codifier(works, exam)) for exam in exams)
    return Picker(
        "Кодификатор",
        tuple(
            Choice(codifier_title(*key), replace(selection, exam=exam).address, key == current)
            for exam, key in found
            if key is not None
        ),
    )


def _works(selection: Selection, works: Sequence[Work]) -> Picker | None:
    if not works:
        return None
    return Picker(
        "Работа",
        tuple(
            Choice(
                f"{format_date(work.held_on)} {work.title}" if work.held_on else work.title,
                replace(selection, work=work.id).address,
                work.id == selection.work,
            )
            for work in reversed(works)
        ),
    )
