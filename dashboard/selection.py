"""A selection: what the address bar says. Parsed once, written back by `address`, never guessed.

Known parameters are checked strictly (a malformed one is `NotFound` with a sentence); unknown ones, such as
tracking marks a mail program adds, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlsplit

from data_access.tables.works import EXAMS
from data_access.viewer import NotFound

CHECKPOINTS = ("Q1", "H1", "Q3", "H2", "Y")
MOST_FIELDS = 50
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_CODE = re.compile(r"[a-z][a-z0-9_.-]{0,40}")
_PLACE = re.compile(r"[0-9A-Za-zА-ЯЁа-яё][0-9A-Za-zА-ЯЁа-яё./-]{0,39}")


@dataclass(frozen=True, slots=True)
class Selection:
    """Unit, person, subject, work, load and record are ids, `year` is the calendar year of 1 September, `period` a
    checkpoint code, `exam` a code of `tables.works.EXAMS`, `grade` that of a procedure; `mechanism` and `register` are
    codes of the catalogue, `section` and `item` those of the roadmap, `state` the state of work that a list is
    narrowed to, `kind` that of a report."""

    path: str = "/"
    unit: int | None = None
    person: int | None = None
    year: int | None = None
    period: str | None = None
    subject: int | None = None
    indicator: str | None = None
    load: int | None = None
    work: int | None = None
    exam: str | None = None
    grade: int | None = None
    mechanism: str | None = None
    register: str | None = None
    record: int | None = None
    section: str | None = None
    item: str | None = None
    state: str | None = None
    kind: str | None = None

    def at(self, path: str, **changes: Any) -> Selection:
        """The same year and period on another page; what else to keep is said by the caller."""
        kept = Selection(path=path, year=self.year, period=self.period)
        return replace(kept, **changes)

    @property
    def address(self) -> str:
        """The address that parses back to this selection."""
        given = ((name, getattr(self, name)) for name in _PARAMETERS)
        query = "&".join(f"{name}={quote_plus(str(value))}" for name, value in given if value is not None)
        return f"{self.path}?{query}" if query else self.path


_PARAMETERS = tuple(field.name for field in fields(Selection) if field.name != "path")


def parse_selection(path: str, query: str = "") -> Selection:
    """A selection from a path and a query string.

    Raises NotFound when a known parameter is repeated or malformed.
    """
    values: dict[str, Any] = {}
    for name, given in _pairs(query).items():
        if name not in _PARAMETERS:
            continue
        if len(given) != 1:
            raise NotFound(f"В адресе параметр «{name}» указан несколько раз.")
        values[name] = _READERS[name](given[0])
    return Selection(path=path.rstrip("/") or "/", **values)


def split_address(address: str) -> tuple[str, str]:
    """Path and query of an address, copied with or without the host. Raises NotFound."""
    try:
        target = urlsplit(address)
    except ValueError as error:
        raise NotFound("В адресе ошибка: такого адреса не бывает.") from error
    return target.path or "/", target.query


def _pairs(query: str) -> dict[str, list[str]]:
    try:
        return parse_qs(query.lstrip("?"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise NotFound(f"В адресе больше {MOST_FIELDS} параметров.") from error


def _shown(text: str) -> str:
    """What was written, short and on one line."""
    return " ".join(text.split())[:20]


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise NotFound(f"В адресе ошибка: «{_shown(text)}» — не номер.")
    return int(text)


def _year(text: str) -> int:
    year = _number(text)
    if not 2000 <= year <= 2100:
        raise NotFound(f"В адресе ошибка: {year} — не учебный год.")
    return year


def _period(text: str) -> str:
    if text not in CHECKPOINTS:
        raise NotFound(f"В адресе ошибка: нет учебного периода «{_shown(text)}».")
    return text


def _exam(text: str) -> str:
    if text not in EXAMS:
        raise NotFound(f"В адресе ошибка: нет экзамена «{_shown(text)}».")
    return text


def _code_of(what: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not _CODE.fullmatch(text):
            raise NotFound(f"В адресе ошибка: нет {what} «{_shown(text)}».")
        return text

    return read


def _place_of(what: str) -> Callable[[str], str]:
    """A number of the roadmap such as «2», «2.1» or «2/13»."""

    def read(text: str) -> str:
        if not _PLACE.fullmatch(text):
            raise NotFound(f"В адресе ошибка: нет {what} «{_shown(text)}».")
        return text

    return read


_READERS = {
    "unit": _number,
    "person": _number,
    "year": _year,
    "period": _period,
    "subject": _number,
    "indicator": _code_of("показателя"),
    "load": _number,
    "work": _number,
    "exam": _exam,
    "grade": _number,
    "mechanism": _code_of("механизма"),
    "register": _code_of("реестра"),
    "record": _number,
    "section": _place_of("раздела"),
    "item": _place_of("мероприятия"),
    "state": _code_of("состояния"),
    "kind": _code_of("вида отчёта"),
}
