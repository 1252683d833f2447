"""The files of this folder as rows of the tables, with the subject's name where the table has its id.

* `scales.csv`: borders of marks, minima, years and sources. Years are calendar years of the exam, 0 in «grade» says
  that the exam has none. An empty border is unknown, it is not guessed. Exams with test scores name an array of
  `test_scores.json`, whose index is the primary score.
* `codifiers.csv`: sections and elements; titles are shortened, the source says so.
* `plans.csv`: tasks of a variant; ranges of codes are written out when read.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

from data_access.formats.codes import read_codes

FOLDER = Path(__file__).parent
_NUMBERS = ("grade", "first_year", "last_year", "max_score", "from3", "from4", "from5", "minimum")


def read_scales() -> list[dict[str, Any]]:
    """Rows of `exam_scale`."""
    arrays = json.loads((FOLDER / "test_scores.json").read_text(encoding="utf-8"))
    return [
        {
            **row,
            **{name: int(row[name]) if row[name] else None for name in _NUMBERS},
            "test_scores": arrays[row["test_scores"]] if row["test_scores"] else None,
        }
        for row in _read("scales.csv")
    ]


def read_codifiers() -> list[dict[str, Any]]:
    """Rows of `codifier_element`."""
    return [{**row, "year": int(row["year"])} for row in _read("codifiers.csv")]


def read_plans() -> list[dict[str, Any]]:
    """Rows of `exam_task`; tasks stand in the order of the file."""
    places: Counter[tuple[str, str, str]] = Counter()
    tasks = []
    for row in _read("plans.csv"):
        plan = (row["exam"], row["subject"], row["year"])
        places[plan] += 1
        numbers = {"year": int(row["year"]), "position": places[plan], "max_score": int(row["max_score"])}
        tasks.append({**row, **numbers, "codes": " ".join(read_codes(row["codes"]))})
    return tasks


def _read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))
