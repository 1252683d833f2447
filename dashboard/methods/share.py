"""A share (доля) as two numbers.

Percentages cannot be added or averaged, numerators and denominators can. Everything that ends as «%» is
therefore kept as a `Share` until it is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """`numerator` of `denominator`. The numerator may exceed the denominator (index per 100 pupils)."""

    numerator: float
    denominator: float

    def __post_init__(self) -> None:
        if self.denominator < 0:
            raise ValueError(f"denominator of a share is negative: {self.denominator}")

    @property
    def percent(self) -> float | None:
        """100 · numerator / denominator; None when nobody is counted, never 0."""
        if self.denominator == 0:
            return None
        return 100.0 * self.numerator / self.denominator

    def __add__(self, other: Share) -> Share:
        """Share of both groups together: Σ numerators / Σ denominators."""
        return Share(self.numerator + other.numerator, self.denominator + other.denominator)
