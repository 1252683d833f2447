"""Figures of the blocks of problem components, and the true ones from the marts."""

from __future__ import annotations

from typing import Any

from flask import Flask

from dashboard.blocks import Cell
from dashboard.page import Opened
from tests.views.test_suppression import block, rows_of

PARTS = ("Q1", "H1", "Q3", "H2")
QUARTERS, HALF_YEARS = 27, 40  # 9А of «СОШ № 1», 10А of «СОШ № 2»


def value(cell: Cell) -> float | None:
    return None if cell.quantity is None else cell.quantity.value


def grid(opened: Opened, key: str) -> dict[tuple[str, str], Cell]:
    """(row, column) → cell of a matrix or a table, summary columns and total rows included."""
    found = block(opened, key)
    if hasattr(found, "corner"):
        heads = [head.title for head in found.columns] + [column.key for column in found.tail_columns]
        lines = [(row.label.text, (*row.cells, *row.tail)) for row in found.rows]
    else:
        heads = [column.key for column in found.columns]
        lines = [(" ".join(cell.text for cell in row.cells[:2]).strip(), row.cells) for row in found.rows]
    return {(name, head): cell for name, cells in lines for head, cell in zip(heads, cells, strict=True)}


def micro_of(demo_app: Flask, where: str) -> dict[Any, int]:
    """Counted microcomponents by (class, subject, year, checkpoint), from the marts."""
    rows = rows_of(
        demo_app,
        "SELECT m.class_id, s.name, m.year, m.checkpoint, sum(micro_d + micro_na + micro_r3) AS micro "
        "FROM mark_rollup m JOIN subject s ON s.id = m.subject_id "
        f"WHERE n5 + n4 + n3 + n2 + n_na > 0 AND {where} GROUP BY m.class_id, s.name, m.year, m.checkpoint",
    )
    return {tuple(row[:4]): row.micro for row in rows}
