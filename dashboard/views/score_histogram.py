"""Scores of one procedure at a school, on the profile of what it is compared with, with the borders of marks."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Histogram
from dashboard.numbers import format_year, plural
from dashboard.selection import Selection
from dashboard.views.sign_sentences import NOT_A_BREACH, procedure_label, sentence
from dashboard.views.suppression import hides, note
from data_access.queries.references import read_scores_of_region
from data_access.queries.signs import SIGN, ProfileRow, SignRow, read_above, read_profiles, read_signs
from data_access.viewer import Reader

ENOUGH, FEWEST = 50, 20
MARKS = ("3", "4", "5")
EMPTY = "Результатов этой процедуры у школы за этот год нет."


def procedures_of(selection: Selection, reader: Reader) -> list[ProfileRow]:
    """Procedures that the school wrote in the year: ВПР, ОГЭ, ЕГЭ, by grade."""
    rows = read_profiles(reader, [selection.unit or 0])
    of_year = [row for row in rows if row.year == selection.year and row.n]
    order = {"vpr": 0, "oge": 1, "ege_base": 2, "ege": 3}
    return sorted(of_year, key=lambda row: (order[row.exam], row.grade, row.subject))


def chosen(selection: Selection, reader: Reader) -> ProfileRow | None:
    here = (selection.exam, selection.grade, selection.subject)
    rows = procedures_of(selection, reader)
    return next((row for row in rows if (row.exam, row.grade, row.subject_id) == here), None)


def histogram(selection: Selection, reader: Reader) -> Histogram:
    """The chosen procedure. The profile behind is the region's where its report is loaded, else the other schools'."""
    row = chosen(selection, reader)
    if row is None:
        return Histogram("histogram", "Первичные баллы", "", (), (), empty=EMPTY)
    label = procedure_label(row.exam, row.grade, row.subject)
    source = f"Источник: протоколы, {format_year(row.year)} учебный год"
    if hides(reader) and row.n < reader.small_number:
        return Histogram(
            "histogram", f"Баллы: {label}", "", (), (), source=source, empty=note(reader).capitalize()
        )
    profile, name = _reference(reader, row)
    scores = dict(row.scores)
    last = row.max_score or max((*scores, *profile), default=0)
    bins = range(0, last + 1)
    whole = sum(profile.values())
    sign = _border_sign(reader, row)
    return Histogram(
        key="histogram",
        title=f"Баллы: {label}" + (", всплеск на границе" if sign else ""),
        caption=f"{row.n} {plural(row.n, 'участник', 'участника', 'участников')}, {_size_words(row.n)}",
        labels=tuple(map(str, bins)),
        counts=tuple(scores.get(score, 0) for score in bins),
        reference=tuple(row.n * profile.get(score, 0.0) / whole for score in bins) if whole else (),
        borders=tuple(
            (border, f"«{mark}»")
            for mark, border in zip(MARKS, (row.from3, row.from4, row.from5), strict=True)
            if border is not None
        ),
        flagged=(round(sign.numbers["score"]),) if sign else (),
        name="школа",
        reference_name=name,
        notes=(
            f"{sentence(sign)} {NOT_A_BREACH.capitalize()}." if sign else "",
            "Линия — сколько было бы у школы при распределении эталона: у границ отметок толпятся все. Выводы — от 50 "
            "участников, при 20–49 ориентировочно, меньше 20 — не для выводов.",
        ),
        source=source,
        empty=EMPTY,
    )  # fmt: skip


def _size_words(n: int) -> str:
    if n >= ENOUGH:
        return "достаточно для вывода"
    return "ориентировочно" if n >= FEWEST else "мало для выводов"


def _reference(reader: Reader, row: ProfileRow) -> tuple[Mapping[int, float], str]:
    of_region = read_scores_of_region(reader, row.year, row.exam, row.grade, row.subject_id)
    if of_region:
        return of_region, "регион"
    key = (row.year, row.exam, row.grade, row.subject_id)
    above = next(
        (
            one
            for one in read_above(reader, row.unit_id)
            if (one.year, one.exam, one.grade, one.subject_id) == key
        ),
        None,
    )
    own = dict(row.scores)
    others = {score: n - own.get(score, 0) for score, n in above.scores} if above else {}
    return {score: float(n) for score, n in others.items() if n}, "остальные школы"


def _border_sign(reader: Reader, row: ProfileRow) -> SignRow | None:
    return next(
        (
            sign
            for sign in read_signs(reader, row.unit_id)
            if sign.kind == "border"
            and sign.state == SIGN
            and (sign.year, sign.exam, sign.grade, sign.subject)
            == (row.year, row.exam, row.grade, row.subject)
        ),
        None,
    )
