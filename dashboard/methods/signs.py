"""Every check of every school of a comparison set: the fourteen official signs and those of the project.

Official signs stand in the order of the method «Уровень объективности оценки образовательных результатов» (§3.3 of
the methods): 1–6 overstated means, 7–10 mismatch with journal marks, 11–12 sharp rise, 13–14 sharp fall of a cohort.
A school has a row for each sign whose procedure somebody in the set wrote that year; what could not be looked for is
«unchecked» with a reason, never «none». The probabilities of a year are corrected together (Benjamini–Hochberg).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from dashboard.methods.multiple import adjusted
from dashboard.methods.papers import MATHS, RUSSIAN, Procedure
from dashboard.methods.sign_borders import border
from dashboard.methods.sign_confirmation import LOWERED, RAISED, confirmations
from dashboard.methods.sign_facts import (
    Cohort,
    Finding,
    Kind,
    Measured,
    Reference,
    Schools,
    sample_of,
    unchecked,
)
from dashboard.methods.sign_means import changes, means, mismatch
from dashboard.methods.sign_twins import twins

SUBJECTS = (RUSSIAN, MATHS)
VPR4 = tuple(Procedure("vpr", 4, subject) for subject in SUBJECTS)
VPR5 = tuple(Procedure("vpr", 5, subject) for subject in SUBJECTS)
OGE = tuple(Procedure("oge", 9, subject) for subject in SUBJECTS)
OFFICIAL = (
    *((Kind.MEAN, procedure) for procedure in (*VPR4, *VPR5, *OGE)),
    *((Kind.MISMATCH, procedure) for procedure in (*VPR4, *VPR5)),
    *((Kind.RISE, procedure) for procedure in VPR5),
    *((Kind.FALL, procedure) for procedure in VPR5),
)
NUMBERS = {sign: number for number, sign in enumerate(OFFICIAL, 1)}
OF_PROJECT = (Kind.LOWERED, Kind.RAISED, Kind.BORDER, Kind.TWINS)
PROJECT_PROCEDURES = (
    *(Procedure("vpr", grade, subject) for grade in range(4, 9) for subject in SUBJECTS),
    *OGE,
)
EARLIER = dict(zip(VPR5, VPR4, strict=True))  # the procedure of the same cohort a year before
NOTHING = Reference()
References = Mapping[tuple[Procedure, int], Reference]
Written = Mapping[tuple[Procedure, int], Schools]
Check = tuple[Kind, Procedure]


def check(
    cohorts: Sequence[Cohort], references: References, years: Collection[int] | None = None
) -> list[Finding]:
    """Findings of all schools of one comparison set in these years, None: in all; ordered by school, year and sign."""
    written: dict[tuple[Procedure, int], dict[int, Cohort]] = defaultdict(dict)
    schools: dict[int, set[int]] = defaultdict(set)
    for cohort in cohorts:
        written[cohort.procedure, cohort.year][cohort.school_id] = cohort
        schools[cohort.year].add(cohort.school_id)
    found: list[Finding] = []
    for year in sorted(schools if years is None else schools.keys() & set(years)):
        found += corrected(list(_year(written, references, year, schools[year])))
    return sorted(found, key=lambda one: (one.school_id, one.year, one.number or 99, one.procedure, one.kind))


def corrected(found: list[Finding]) -> list[Finding]:
    """The same with q, over all that have a probability."""
    tested = [one for one in found if one.p is not None]
    corrections = adjusted([one.p for one in tested if one.p is not None])
    q_of = {id(one): q for one, q in zip(tested, corrections, strict=True)}
    return [replace(one, q=q_of[id(one)]) if id(one) in q_of else one for one in found]


def _year(written: Written, references: References, year: int, schools: set[int]) -> Iterator[Finding]:
    for kind, procedure in (*OFFICIAL, *((kind, item) for item in PROJECT_PROCEDURES for kind in OF_PROJECT)):
        here = written.get((procedure, year), {})
        if not here:
            continue
        number = NUMBERS.get((kind, procedure))
        measured = _measured(kind, procedure, year, written, references.get((procedure, year), NOTHING))
        for school_id in sorted(schools if number else here.keys()):
            one = measured.get(school_id) or unchecked("not_written")
            yield Finding(
                school_id,
                year,
                kind.value,
                procedure,
                number,
                one.state,
                one.reason,
                one.n,
                one.value,
                one.border,
                one.p,
                None,
                one.reference,
                one.numbers,
            )


def _measured(
    kind: Kind, procedure: Procedure, year: int, written: Written, reference: Reference
) -> Mapping[int, Measured]:
    """One check of all schools that wrote."""
    here = written[procedure, year]
    if kind is Kind.MEAN:
        return means(here, sample_of(reference.scores) if reference.scores else None)
    if kind is Kind.MISMATCH:
        return {id_: mismatch(cohort) for id_, cohort in here.items()}
    if kind in (Kind.RISE, Kind.FALL):
        before = written.get((EARLIER[procedure], year - 1), {})
        return {id_: both[kind is Kind.FALL] for id_, both in changes(before, here).items()}
    if kind in (Kind.LOWERED, Kind.RAISED):
        which = LOWERED if kind is Kind.LOWERED else RAISED
        return confirmations(here, reference.confirmation, which)
    return twins(here) if kind is Kind.TWINS else _borders(here, reference)


def _borders(schools: Schools, reference: Reference) -> dict[int, Measured]:
    whole: dict[int, int] = defaultdict(int)
    for cohort in schools.values():
        for score, n in cohort.scores.items():
            whole[score] += n
    found = {}
    for id_, cohort in schools.items():
        if reference.scores:
            found[id_] = border(cohort.scores, reference.scores, cohort.borders, "region")
            continue
        others = {score: n - cohort.scores.get(score, 0) for score, n in whole.items()}
        found[id_] = border(cohort.scores, others, cohort.borders, "municipality")
    return found


__all__ = ["Cohort", "Finding", "Reference", "check"]
