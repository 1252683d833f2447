"""The note of a school's objectivity card: what its conditions say about a high mean (sign A).

It stands beside the sign and does not take it away. Numbers come from the marts, words from `context_sentences`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.computed.expected import procedure_of
from dashboard.methods.papers import Procedure
from dashboard.selection import Selection
from dashboard.views.context_sentences import ContextNumbers, ExpectedNumbers, Found, context_sentence
from dashboard.views.suppression import hides
from data_access.queries.context import read_expected_of
from data_access.queries.signs import ExpectedRow, ProfileRow, SignRow, read_profiles, read_signs
from data_access.viewer import Reader

HIGH_MEAN = "mean"
Signs = Mapping[tuple[str, Procedure, int], SignRow]


def context_note(selection: Selection, reader: Reader, school_id: int, year: int) -> str:
    """One paragraph for each procedure whose mean is high in the year; empty where none is, or none may be shown."""
    return " ".join(context_sentence(numbers) for numbers in high_means(reader, school_id, year))


def high_means(reader: Reader, school_id: int, year: int) -> list[ContextNumbers]:
    """Numbers of each procedure with sign A, in the order of official numbers."""
    signs = {(sign.kind, procedure_of(sign), sign.year): sign for sign in read_signs(reader, school_id)}
    high = [sign for (kind, _, of), sign in signs.items() if kind == HIGH_MEAN and of == year]
    found = [sign for sign in high if sign.state == Found.SIGN and not _is_small(reader, sign.n)]
    if not found:
        return []
    profiles = {procedure_of(row): row for row in read_profiles(reader, [school_id]) if row.year == year}
    expected = {
        procedure_of(row): row for row in read_expected_of(reader, school_id=school_id) if row.year == year
    }
    ordered = sorted(found, key=lambda sign: (sign.number or 0, sign.exam, sign.grade, sign.subject))
    procedures = [procedure_of(sign) for sign in ordered]
    return [
        _numbers(one, year, signs, profiles[one], expected.get(one)) for one in procedures if one in profiles
    ]


def _is_small(reader: Reader, n: int) -> bool:
    return hides(reader) and n < reader.small_number


def _numbers(
    procedure: Procedure, year: int, signs: Signs, profile: ProfileRow, expected: ExpectedRow | None
) -> ContextNumbers:
    means = [
        sign
        for (kind, of, when), sign in signs.items()
        if kind == HIGH_MEAN and of == procedure and when <= year and sign.state != Found.UNCHECKED
    ]

    def state(kind: str) -> Found:
        sign = signs.get((kind, procedure, year))
        return Found.UNCHECKED if sign is None else Found(sign.state)

    return ContextNumbers(
        procedure=procedure.label,
        n=profile.n,
        actual=100.0 * profile.total / profile.possible,
        expected=_expected(expected),
        pairs=profile.pairs,
        confirmed=profile.confirmed,
        lowered=state("lowered"),
        border=state("border"),
        twins=state("twins"),
        years_high=_high(means),
        years_checked=len(means),
    )


def _high(means: Sequence[SignRow]) -> int:
    return sum(sign.state == Found.SIGN for sign in means)


def _expected(row: ExpectedRow | None) -> ExpectedNumbers | None:
    if row is None:
        return None
    return ExpectedNumbers(row.expected, row.effect, row.low, row.high, row.schools)
