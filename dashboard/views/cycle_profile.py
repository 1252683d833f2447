"""What the document of the municipality says of the cycle: decisions by level, who uses the results, who sees what."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Row, Table
from dashboard.catalogue import catalogue_of
from dashboard.catalogue.profile import STAGES
from dashboard.selection import Selection
from data_access.viewer import Reader

LEVELS = {"municipality": "муниципалитет", "school": "организация"}
DECISION_COLUMNS = (
    Column("stage", "Шаг цикла"),
    Column("level", "Уровень"),
    Column("text", "Что решают"),
    Column("clause", "Основание"),
)
GROUP_COLUMNS = (
    Column("title", "Кто использует"),
    Column("purpose", "Для чего"),
    Column("form", "В какой форме"),
    Column("clause", "Основание"),
)
PARTY_COLUMNS = (
    Column("title", "Кому"),
    Column("sees", "Что открыто"),
    Column("clause", "Основание"),
)


def decision_levels(selection: Selection, reader: Reader) -> Table | None:
    """Decisions by step and level; None where the document does not list them, or on the page of one mechanism."""
    profile = catalogue_of(reader).profile
    if selection.mechanism is not None or not profile.decision_levels:
        return None
    return Table(
        key="decision-levels",
        title="Решения по уровням",
        caption="что решают муниципалитет и организация на каждом шаге",
        columns=DECISION_COLUMNS,
        rows=tuple(
            Row((Cell(STAGES[row.stage]), Cell(LEVELS[row.level]), Cell(row.text), Cell(row.clause)))
            for row in profile.decision_levels
        ),
        source=f"Источник: {profile.document}",
    )


def target_groups(selection: Selection, reader: Reader) -> Table | None:
    """Who uses the results, for what and how."""
    profile = catalogue_of(reader).profile
    if selection.mechanism is not None or not profile.target_groups:
        return None
    return Table(
        key="target-groups",
        title="Потребители результатов",
        caption="кто использует результаты и для чего",
        columns=GROUP_COLUMNS,
        rows=tuple(
            Row((Cell(row.title), Cell(row.purpose), Cell(row.form), Cell(row.clause)))
            for row in profile.target_groups
        ),
        source=f"Источник: {profile.document}",
    )


def parties(selection: Selection, reader: Reader) -> Table | None:
    """Who gets access to which results."""
    profile = catalogue_of(reader).profile
    if selection.mechanism is not None or not profile.parties:
        return None
    return Table(
        key="parties",
        title="Доступ к результатам",
        caption="частичный доступ разных сторон",
        columns=PARTY_COLUMNS,
        rows=tuple(Row((Cell(row.title), Cell(row.sees), Cell(row.clause))) for row in profile.parties),
        source=f"Источник: {profile.document}",
    )
