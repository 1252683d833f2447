"""Many tests at once: false alarms among the alarms (Benjamini–Hochberg).

Thirty schools × fourteen signs are four hundred tests: at 5 % each, twenty honest schools would be called. The adjusted
value q of a test is the least share of false alarms among all tests that are as strong as it or stronger.

Source: Benjamini Y., Hochberg Y. (1995), J. R. Statist. Soc. B 57, 289–300.
"""

from __future__ import annotations

from collections.abc import Sequence

LEVEL = 0.05  # q up to this holds after the correction


def adjusted(p_values: Sequence[float]) -> list[float]:
    """q of every p, in the same order; p outside [0, 1] → ValueError."""
    if any(not 0.0 <= p <= 1.0 for p in p_values):
        raise ValueError("a probability is not between 0 and 1")
    count = len(p_values)
    order = sorted(range(count), key=lambda at: p_values[at], reverse=True)
    found = [1.0] * count
    least = 1.0
    for place, at in enumerate(order):
        least = min(least, p_values[at] * count / (count - place))
        found[at] = least
    return found
