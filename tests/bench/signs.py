"""How often the signs call honest schools, and how often they find what was planted. Generated municipalities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.methods.multiple import LEVEL
from dashboard.methods.sign_facts import Finding
from dashboard.methods.signs import check
from tests.simulation.municipality import LYCEUM, PLANTED, SCHOOLS, YEAR, Fault, municipality

HONEST, EACH = 200, 50
LOOKED_AT = {Fault.INFLATED: ("border", "raised"), Fault.COPIED: ("twins",), Fault.FALLING: ("fall",)}


def findings(seed: int, fault: Fault | None = None) -> list[Finding]:
    """Findings of the last year in one generated municipality."""
    return check(municipality(seed, fault), {}, {YEAR})


def raw(found: Sequence[Finding], kinds: Sequence[str] = ()) -> set[int]:
    """Schools with a sign of these kinds, of any official one by default."""
    return {
        one.school_id
        for one in found
        if one.state == "sign" and (one.kind in kinds if kinds else one.number is not None)
    }


def holding(found: Sequence[Finding], kinds: Sequence[str] = ()) -> set[int]:
    """Schools with a sign that holds after the correction, of any kind by default."""
    return {
        one.school_id
        for one in found
        if one.state == "sign" and one.q is not None and one.q <= LEVEL and (not kinds or one.kind in kinds)
    }


def report() -> Iterator[str]:
    """Lines for `make bench`."""
    honest = [findings(seed) for seed in range(HONEST)]
    schools = HONEST * SCHOOLS
    with_raw = sum(len(raw(found)) for found in honest)
    with_held = sum(len(holding(found)) for found in honest)
    low = sum(any(one.q is not None and one.q <= LEVEL for one in found if one.school_id == school)
              for found in honest for school in range(SCHOOLS))  # fmt: skip
    lyceum = sum(LYCEUM in raw(found, ("mean",)) for found in honest)
    yield (
        f"{HONEST} honest municipalities of {SCHOOLS} schools: an official sign, raw, at {100 * with_raw / schools:.1f} % of schools; "
        f"any sign that holds after the correction at {100 * with_held / schools:.2f} %, any check with q ≤ {LEVEL} at {100 * low / schools:.2f} %"
    )
    yield f"the honest lyceum shows sign A in {lyceum} of {HONEST}"
    for fault, kinds in LOOKED_AT.items():
        planted = [findings(1000 + seed, fault) for seed in range(EACH)]
        as_raw = sum(PLANTED in raw(found, kinds) for found in planted)
        held = sum(PLANTED in holding(found, kinds) for found in planted)
        yield f"planted {fault.name.lower()}: flagged in {as_raw} of {EACH}, holds after the correction in {held}"
