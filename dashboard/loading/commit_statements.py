"""Writes what mechanisms rest on: stated indicators, lines of registers, results of olympiads."""

from __future__ import annotations

from dashboard.loading.ledger import Ledger
from data_access.tables import event_result, indicator_entry, register_row

LONGEST_AUTHOR = 200


def write_statements(ledger: Ledger) -> None:
    """Submitted values and active lines; which of them is in force is settled with what was typed in the forms."""
    plan = ledger.plan
    entries = [
        {
            "indicator": planned.row.indicator,
            "unit_id": ledger.id(planned.unit),
            "year": planned.row.year,
            "numerator": planned.numerator,
            "denominator": planned.denominator,
            "note": planned.row.note,
            "status": "submitted",
            **_signed(ledger),
        }
        for planned in plan.entries
    ]
    lines = [
        {
            "register": planned.register,
            "unit_id": ledger.id(planned.unit),
            "year": planned.year,
            "line_key": planned.line_key,
            "person_id": None if planned.person is None else ledger.id(planned.person),
            "cells": dict(planned.cells),
            "status": "active",
            **_signed(ledger),
        }
        for planned in plan.lines
    ]
    ledger.insert_many(indicator_entry, entries)
    ledger.insert_many(register_row, lines)
    ledger.touched.above |= set(plan.above)


def _signed(ledger: Ledger) -> dict[str, object]:
    author = ledger.author
    return {
        "load_id": ledger.load_id,
        "user_id": author.user_id,
        "author": author.name[:LONGEST_AUTHOR],
        "entered_at": author.at,
        "is_current": False,
    }


def write_events(ledger: Ledger) -> None:
    """Facts of pupils; their classes are settled and refreshed."""
    rows = [
        {
            "event": planned.row.event,
            "stage": planned.row.stage,
            "year": planned.row.year,
            "subject_id": ledger.id(planned.subject),
            "pupil_id": ledger.id(planned.pupil),
            "class_id": ledger.id(planned.in_class),
            "school_id": ledger.id(planned.school),
            "outcome": planned.row.outcome,
            "load_id": ledger.load_id,
            "is_current": False,
        }
        for planned in ledger.plan.events
    ]
    ledger.insert_many(event_result, rows)
    ledger.touched.classes |= {int(str(row["class_id"])) for row in rows}
