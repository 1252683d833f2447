"""One metadata with a naming convention, so that every constraint can be named in a migration."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

PERIOD_CODES = ("Q1", "Q2", "Q3", "Q4", "T1", "T2", "T3", "H1", "H2", "Y")
CHECKPOINT_CODES = ("Q1", "H1", "Q3", "H2", "Y")
MARK_CODES = ("5", "4", "3", "2", "1", "na", "ex", "pass", "fail")


def ref(name: str, target: str, *, nullable: bool = False, **kwargs: Any) -> Column[int]:
    """A foreign key column; rows it points to cannot be deleted from under it unless `ondelete` says so."""
    ondelete = kwargs.pop("ondelete", None)
    return Column(name, Integer, ForeignKey(target, ondelete=ondelete), nullable=nullable, **kwargs)


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """The column holds one of the listed codes."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
