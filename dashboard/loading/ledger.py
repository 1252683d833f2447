"""What all steps of writing one load share: the connection, the plan, ids of tokens, and what was touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert

from dashboard.loading.plan import Plan, Token

BATCH = 5000


@dataclass
class Touched:
    """What a load or an undo changed: the refresh rebuilds just this."""

    classes: set[int] = field(default_factory=set)
    works: set[int] = field(default_factory=set)
    schools: set[int] = field(default_factory=set)
    # municipalities and regions of which something was stated
    above: set[int] = field(default_factory=set)
    # school years of which other figures of the region are known
    reference_years: set[int] = field(default_factory=set)

    @property
    def places(self) -> list[int]:
        """Every place of which something may be stated."""
        return sorted(self.schools | self.above)


@dataclass(frozen=True, slots=True)
class Author:
    """Who states what a load states, and when: loads and forms compete by time."""

    name: str
    user_id: int | None
    at: datetime


@dataclass
class Ledger:
    """One load being written. `ids` fills up as places, persons and subjects are made."""

    connection: Connection
    plan: Plan
    load_id: int
    municipality_id: int
    author: Author
    ids: dict[Token, int] = field(default_factory=dict)
    touched: Touched = field(default_factory=Touched)

    def id(self, token: Token) -> int:
        return token if isinstance(token, int) else self.ids[token]

    def insert_one(self, table: Table, **values: Any) -> int:
        key = self.connection.execute(insert(table).values(**values)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def insert_many(self, table: Table, rows: list[dict[str, Any]]) -> None:
        for start in range(0, len(rows), BATCH):
            self.connection.execute(insert(table), rows[start : start + BATCH])
