"""`data-` and `aria-` attributes of components, which cannot be written as Python names."""

from __future__ import annotations

from typing import Any


def data(**values: str) -> dict[str, Any]:
    """data(block="x") → data-block="x"."""
    return {f"data-{name.replace('_', '-')}": value for name, value in values.items()}


def aria(**values: str) -> dict[str, Any]:
    """aria(label="x") → aria-label="x"."""
    return {f"aria-{name.replace('_', '-')}": value for name, value in values.items()}
