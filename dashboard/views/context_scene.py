"""What blocks about the context of schools share: the chosen procedure, results in it, contexts as a viewer sees them.

Without a word in the address the procedure is one that the school of the page wrote, and of those the one that most
schools wrote. A value that is too small for this viewer does not come in here at all: neither a distance nor the
funnel can then give it away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.blocks import Choice, Picker
from dashboard.computed.expected import context_of, levels_of, procedure_of, with_previous
from dashboard.methods.context import Context, Levels, Variable, cohort_before
from dashboard.methods.low_results import PROCEDURES
from dashboard.methods.means import Level
from dashboard.methods.ordering import natural_key
from dashboard.methods.papers import Procedure
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.special_low_results import chosen_school
from dashboard.views.suppression import hidden_parts, hides
from data_access.queries.context import (
    ContextRow,
    HeldProcedure,
    ProcedureKey,
    read_contexts,
    read_held,
    read_results,
)
from data_access.queries.places import Place, read_schools
from data_access.viewer import Reader

NO_PROCEDURES = "Результатов ВПР, ОГЭ и ЕГЭ за этот год ещё нет."


@dataclass(frozen=True)
class ContextScene:
    """One procedure of one year. `levels`: results of schools in it, by id; `hidden`: schools whose result is hidden.

    `contexts`: what methods may know of every school with a result and of the chosen one; `concealed`: children with
    disabilities too few to be shown.
    """

    held: HeldProcedure
    year: int
    school: Place | None
    places: Mapping[int, Place]
    levels: Mapping[int, Level]
    hidden: frozenset[int]
    rows: Mapping[int, ContextRow]
    contexts: Mapping[int, Context]
    variables: tuple[Variable, ...]
    concealed: frozenset[int]

    @property
    def procedure(self) -> Procedure:
        return procedure_of(self.held)

    @property
    def label(self) -> str:
        """«ВПР-5, математика»."""
        return self.procedure.label

    @property
    def key(self) -> ProcedureKey:
        return self.held.exam, self.held.grade, self.held.subject_id, self.year

    def named(self, ids: frozenset[int] | list[int]) -> list[Place]:
        """Schools in the order of their names."""
        return sorted((self.places[id_] for id_ in ids), key=lambda school: natural_key(school.short_name))

    @property
    def source(self) -> str:
        return f"Источник: протоколы ВПР, ОГЭ и ЕГЭ, {format_year(self.year)} учебный год; методика проекта"

    @property
    def source_with_context(self) -> str:
        return f"{self.source}; условия — реестр «Социальный паспорт школы» и списки классов"


def context_scene(selection: Selection, reader: Reader) -> ContextScene | None:
    """None: there are no results in the year."""
    held = chosen_procedure(selection, reader)
    if held is None:
        return None
    return reader.once(("context scene", selection), lambda: _make(held, selection, reader))


def chosen_procedure(selection: Selection, reader: Reader) -> HeldProcedure | None:
    """The procedure of the address, else one of the school of the page, the one that most schools wrote."""
    year = selection.year or 0
    school = chosen_school(selection, reader)
    found = read_held(reader, year, school.id if school else None)
    named = [
        one
        for one in found
        if (one.exam, one.grade, one.subject_id) == (selection.exam, selection.grade, selection.subject)
    ]
    if named:
        return named[0]
    own = [one for one in found if one.is_own]
    return min(own or found, key=lambda one: (-one.schools, _order(one)), default=None)


def procedure_picker(selection: Selection, reader: Reader) -> Picker | None:
    """The procedures of the year, for the heading of a page that shows one; None where there is no choice."""
    shown = chosen_procedure(selection, reader)
    school = chosen_school(selection, reader)
    found = sorted(read_held(reader, selection.year or 0, school.id if school else None), key=_order)
    if len(found) < 2:
        return None
    choices = tuple(
        Choice(
            procedure_of(one).label,
            replace(selection, exam=one.exam, grade=one.grade, subject=one.subject_id).address,
            one == shown,
        )
        for one in found
    )
    return Picker("Процедура", choices)


def _order(held: HeldProcedure) -> tuple[int, str, int, str]:
    """Russian and mathematics as everywhere, other subjects after them."""
    procedure = procedure_of(held)
    place = PROCEDURES.index(procedure) if procedure in PROCEDURES else len(PROCEDURES)
    return place, held.exam, held.grade, held.subject


def _make(held: HeldProcedure, selection: Selection, reader: Reader) -> ContextScene:
    year, procedure = selection.year or 0, procedure_of(held)
    levels = levels_of(read_results(reader, _keys(held, year)))
    own = levels.get((procedure, year), {})
    places = {school.id: school for school in read_schools(reader)}
    school = chosen_school(selection, reader)
    hidden = _hidden(reader, own)
    shown = {id_: level for id_, level in own.items() if id_ not in hidden}
    rows = {
        id_: row
        for (id_, _), row in read_contexts(reader, (year,)).items()
        if id_ in own or (school is not None and id_ == school.id)
    }
    concealed = frozenset(id_ for id_, row in rows.items() if _is_small(reader, row.disability))
    bare = {
        id_: context_of(replace(row, disability=None) if id_ in concealed else row)
        for id_, row in rows.items()
    }
    contexts, variables = with_previous(bare, _open(reader, levels), procedure, year)
    return ContextScene(held, year, school, places, shown, hidden, rows, contexts, variables, concealed)


def _keys(held: HeldProcedure, year: int) -> list[ProcedureKey]:
    """The procedure, the same a year before and the earlier one of the same pupils."""
    keys = [(held.exam, held.grade, held.subject_id, of) for of in (year, year - 1)]
    before = cohort_before(procedure_of(held), year)
    if before is not None:
        (exam, grade, _), of = before
        keys.append((exam, grade, held.subject_id, of))
    return keys


def _open(reader: Reader, levels: Levels) -> Levels:
    """Without results that this viewer does not see."""
    return {
        key: {id_: level for id_, level in schools.items() if id_ not in _hidden(reader, schools)}
        for key, schools in levels.items()
    }


def _hidden(reader: Reader, levels: Mapping[int, Level]) -> frozenset[int]:
    if not hides(reader):
        return frozenset()
    return hidden_parts({id_: level.n for id_, level in levels.items()}, reader.small_number)


def _is_small(reader: Reader, count: int | None) -> bool:
    return hides(reader) and count is not None and 0 < count < reader.small_number
