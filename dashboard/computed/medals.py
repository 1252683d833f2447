"""Medals by school (медалисты): how many claim one by their annual marks, and whom ЕГЭ does not confirm."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dashboard.computed.papers import KEYS, paper_key
from dashboard.methods.objectivity import Candidate, medals_not_confirmed
from dashboard.methods.papers import Paper
from data_access.queries.medals import Leaver, read_leavers
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class Medals:
    """Candidates, and those of them whom ЕГЭ did not confirm."""

    candidates: int
    not_confirmed: int


def medals_by_school(reader: Reader, year: int) -> dict[int, Medals]:
    """Schools with candidates who sat ЕГЭ in the year."""
    by_school: dict[int, list[Candidate]] = defaultdict(list)
    for leaver in read_leavers(reader, year):
        by_school[leaver.school_id].append(_candidate(leaver))
    found = {}
    for school_id, candidates in by_school.items():
        share = medals_not_confirmed(candidates)
        found[school_id] = Medals(int(share.denominator), int(share.numerator))
    return found


def _candidate(leaver: Leaver) -> Candidate:
    papers = {
        paper_key(exam, KEYS.get(subject, subject)): Paper(points=score, mark=mark)
        for exam, subject, score, mark in leaver.exams
    }
    return Candidate(leaver.fours, papers)
