"""Schools with low results (ШНОР): the share of listed schools and the number of those one step away.

The rule is a setting of the installation. The one by which the mart was made stands in the database beside it
(`installation.low_rule`): a refresh needs no settings, and a start with another rule sees that the mart is of an older
one and makes it anew (`adopt_rule`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, select, update

from dashboard.computed.papers import KEYS
from dashboard.computed.values import Family, ValueRow, share_row
from dashboard.methods.low_results import LowRule, LowTable, low_table
from dashboard.methods.papers import MATHS, MATHS_PROFILE, Paper, Procedure
from dashboard.methods.quality_indicators import EGE_MINIMUM
from dashboard.methods.share import Share
from data_access.queries.procedures import ProcedureGroup, read_procedure_groups
from data_access.tables import installation
from data_access.viewer import SYSTEM, Reader

LISTED, NEAR = "low_schools_share", "near_low_schools"


def low_tables(groups: Iterable[ProcedureGroup], rule: LowRule | None = None) -> dict[int, LowTable]:
    """The identification table of each school, from `read_procedure_groups`; pages and the refresh share it."""
    counts: dict[int, dict[tuple[Procedure, int], tuple[int, int]]] = defaultdict(dict)
    for group in groups:
        is_failed = _paper(group).is_failed
        if is_failed is None:
            continue
        key = (Procedure(group.exam, group.grade, KEYS[group.subject]), group.year)
        n, below = counts[group.school_id].get(key, (0, 0))
        counts[group.school_id][key] = (n + group.n, below + group.n * is_failed)
    return {school_id: low_table(found, rule or LowRule()) for school_id, found in counts.items()}


def _paper(group: ProcedureGroup) -> Paper:
    minimum = group.minimum
    if minimum is None and group.exam == "ege":
        key = KEYS[group.subject]
        minimum = EGE_MINIMUM[MATHS_PROFILE if key == MATHS else key]
    return Paper(group.score, group.mark, minimum=minimum)


def rule_of_mart(connection: Connection) -> LowRule:
    """The rule by which the indicators in the database are made."""
    kept = connection.scalar(select(installation.c.low_rule))
    return LowRule(**kept) if kept else LowRule()


def adopt_rule(connection: Connection, rule: LowRule) -> bool:
    """Keeps the rule of the settings; True when the indicators were made by another one."""
    if rule_of_mart(connection) == rule:
        return False
    connection.execute(update(installation).values(low_rule=asdict(rule)))
    return True


def low_rows(connection: Connection, school_ids: Sequence[int]) -> list[ValueRow]:
    """1 of 1 for a listed school, 0 of 1 for another with results; the same for a school that is one step away."""
    groups = read_procedure_groups(Reader(SYSTEM, connection), school_ids)
    tables = low_tables(groups, rule_of_mart(connection))
    rows = []
    for school_id, table in tables.items():
        for year, verdict in table.verdicts.items():
            place = (school_id, year)
            rows.append(share_row(LISTED, place, Share(int(verdict.is_listed), 1), verdict.n))
            rows.append(share_row(NEAR, place, Share(int(verdict.is_near), 1), verdict.n))
    return rows


LOW_FAMILY = Family((LISTED, NEAR), low_rows, counts=frozenset((NEAR,)), of_results_only=True)
