"""How often signs call honest schools, how often they find what was planted, and what a region of 700 schools costs.

Municipalities are generated (`tests/simulation`). The last measurement runs in a process of its own, so that its peak
of memory is its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from dashboard.methods.multiple import LEVEL
from dashboard.methods.sign_facts import Finding
from dashboard.methods.signs import check
from tests.simulation.municipality import LYCEUM, PLANTED, SCHOOLS, YEAR, Fault, municipality
from tests.simulation.town import Municipality

HONEST, EACH = 200, 50
FEW = 9  # schools of a small municipality
LOOKED_AT = {Fault.INFLATED: ("border", "raised"), Fault.COPIED: ("twins",), Fault.FALLING: ("fall",)}
REGION, ATTENDANCE = 700, 0.6  # about 200 000 results in ten procedures
GRADES = (4, 5, 6, 9)


def findings(seed: int, fault: Fault | None = None) -> list[Finding]:
    """Findings of the last year in one generated municipality."""
    return check(municipality(seed, fault), {}, {YEAR})


def raw(found: Sequence[Finding], kinds: Collection[str] = ()) -> set[int]:
    """Schools with a sign of these kinds, of any official one by default."""
    return {
        one.school_id
        for one in found
        if one.state == "sign" and (one.kind in kinds if kinds else one.number is not None)
    }


def holding(found: Sequence[Finding], kinds: Collection[str] = ()) -> set[int]:
    """Schools with a check that holds after the correction, sign or not; of any kind by default."""
    return {
        one.school_id
        for one in found
        if one.q is not None and one.q <= LEVEL and (not kinds or one.kind in kinds)
    }


def report() -> Iterator[str]:
    """Lines for `make bench`."""
    honest = [_telling(findings(seed)) for seed in range(HONEST)]
    yield _honest(honest, SCHOOLS)
    small = [_telling(check(Municipality(seed, FEW).cohorts(), {}, {YEAR})) for seed in range(HONEST)]
    yield _honest(small, FEW)
    yield f"{'planted':32}{'a sign':>16}{f'q ≤ {LEVEL}':>16}"
    yield _rate("honest lyceum, overstated mean", honest, LYCEUM, ("mean",))
    for fault, kinds in LOOKED_AT.items():
        planted = [_telling(findings(1000 + seed, fault)) for seed in range(EACH)]
        yield _rate(fault.name.lower(), planted, PLANTED, kinds)
    yield in_own_process()


def _telling(found: Sequence[Finding]) -> list[Finding]:
    """Those that say something: all of two hundred municipalities at once would fill the memory."""
    return [one for one in found if one.state == "sign" or (one.q is not None and one.q <= LEVEL)]


def _honest(found: Sequence[Sequence[Finding]], schools: int) -> str:
    whole = len(found) * schools
    with_sign = sum(len(raw(one)) for one in found)
    with_check = sum(len(holding(one)) for one in found)
    return (
        f"{len(found)} honest municipalities of {schools} schools: an official sign at "
        f"{100 * with_sign / whole:.1f} % of schools, a check of q ≤ {LEVEL} at {100 * with_check / whole:.2f} %"
    )


def _rate(name: str, found: Sequence[Sequence[Finding]], school_id: int, kinds: Collection[str]) -> str:
    with_sign = sum(school_id in raw(one, kinds) for one in found)
    with_check = sum(school_id in holding(one, kinds) for one in found)
    return f"{name:32}{f'{with_sign} of {len(found)}':>16}{f'{with_check} of {len(found)}':>16}"


def in_own_process() -> str:
    command = [sys.executable, "-m", "tests.bench.signs"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip()


def main() -> None:
    """One line: all checks of a region, pure, without a database."""
    made = Municipality(2026, REGION, ATTENDANCE).cohorts()
    cohorts = [cohort for cohort in made if cohort.procedure.grade in GRADES]
    results = sum(cohort.sample.n for cohort in cohorts)
    procedures = len({(cohort.procedure, cohort.year) for cohort in cohorts})
    before = _peak()
    started = time.perf_counter()
    found = check(cohorts, {})
    seconds = time.perf_counter() - started
    sys.stdout.write(
        f"{REGION} schools, {procedures} procedures, {results} results: {len(found)} checks in {seconds:.1f} s, "
        f"peak of the process {_peak()} MB ({before} MB before)\n"
    )


def _peak() -> int:
    """Largest memory of this process so far, MB. What getrusage tells starts from the size of the parent process."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
