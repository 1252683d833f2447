"""Which organisation a row states something about, and under which municipality of a region a school stands."""

from __future__ import annotations

import re

from dashboard.loading.matching import Matcher, known_school
from dashboard.loading.plan import Token
from data_access.directory import Above
from data_access.formats.rows import Problem, SchoolRef, SchoolRow
from data_access.keys import name_key
from data_access.queries.places import Place

ONE_MUNICIPALITY = "в программе один муниципалитет: столбец «Муниципалитет» не прочитан"
OTHER_MUNICIPALITIES = "Школы других муниципалитетов"
_CODE = re.compile(r"\s*\([a-z]+\d+_m\d+\)$")  # «(reg20_m012)» of ФИС ОКО


def find_organisation(ref: SchoolRef, matcher: Matcher) -> tuple[Token, Place] | None:
    """A school, a kindergarten or a municipality; None when the row waits for an answer or stays out."""
    above = _named(matcher.directory.above, ref.name)
    if above is not None:
        return above.id, _place(above.id, above.kind, above.short_name, "")
    token = matcher.school(ref)
    if token is None:
        matcher.leave_out(ref.label)
        return None
    id_ = token if isinstance(token, int) else 0
    return token, _place(id_, "school", matcher.plan.school_tokens[token], _school_kind(token, matcher))


def stands_elsewhere(ref: SchoolRef, municipality: str, matcher: Matcher) -> bool:
    """Whether a list of the region means a school that is not ours: nobody here knows it, and neither its
    municipality."""
    if not municipality or known_school(matcher.directory.schools, ref) is not None:
        return False
    known = _named(matcher.directory.above, _CODE.sub("", municipality))
    return known is None or not known.is_seen


def _school_kind(token: Token, matcher: Matcher) -> str:
    record = matcher.plan.records.get(token)
    if record is not None:
        return record.kind
    return next((school.school_kind for school in matcher.directory.schools if school.id == token), "")


def _place(id_: int, kind: str, name: str, school_kind: str) -> Place:
    return Place(id_, kind, None, name, name, school_kind, False, None, None, None)


def _named(above: tuple[Above, ...], name: str) -> Above | None:
    key = name_key(name)
    return next((one for one in above if key in (name_key(one.short_name), name_key(one.full_name))), None)


def plan_municipality(row: SchoolRow, matcher: Matcher) -> tuple[bool, Token | None]:
    """Whether the row may be read, and the municipality that it puts its school under (None: says nothing)."""
    top = matcher.directory.above[0]
    if not row.municipality or name_key(row.municipality) in (
        name_key(top.short_name),
        name_key(top.full_name),
    ):
        return True, None
    if top.kind != "region":
        _warn_once(ONE_MUNICIPALITY, matcher)
        return True, None
    known = _named(matcher.directory.above, row.municipality)
    if not (known or top).is_seen:
        matcher.reject(f"школы муниципалитета «{row.municipality}» загружаете не вы", row.place)
        return False, None
    if known is not None:
        return True, known.id
    token: Token = ("municipality", name_key(row.municipality))
    if token not in matcher.plan.municipalities:
        matcher.plan.municipalities[token] = row.municipality
        _warn_once(f"Новый муниципалитет «{row.municipality}»: будет добавлен", matcher)
    return True, token


def place_new_schools(matcher: Matcher) -> None:
    """What the office of one municipality of a region adds stands under that municipality."""
    seen = [one for one in matcher.directory.above if one.is_seen]
    if len(seen) == 1 and not seen[0].is_top:
        for token in matcher.plan.schools:
            matcher.plan.under.setdefault(token, seen[0].id)


def _warn_once(rule: str, matcher: Matcher) -> None:
    problem = Problem("warning", rule)
    if problem not in matcher.plan.problems:
        matcher.plan.problems.append(problem)
