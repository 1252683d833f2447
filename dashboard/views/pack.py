"""The page of the archive of every school (книги школ): who may open it, and what it will hold.

The table names the schools before anybody waits for them; the form above it makes the archive.
"""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Crumb, Heading, Row, Table
from dashboard.methods.ordering import natural_key
from dashboard.numbers import plural
from dashboard.selection import Selection
from dashboard.views.headings import open_municipality
from dashboard.views.sections import PACKED
from dashboard.views.time import period_choices, when, year_choices
from data_access.queries.places import read_filled, read_municipality, read_schools
from data_access.viewer import Reader

TITLE = "Книги школ"
open_pack = open_municipality


def heading(selection: Selection, reader: Reader) -> Heading:
    place, filled = read_municipality(reader), read_filled(reader)
    return Heading(
        title=TITLE,
        subtitle=f"{place.short_name}, {when(selection)}",
        crumbs=(Crumb(place.short_name, selection.at("/").address), Crumb(TITLE)),
        years=year_choices(selection, filled),
        periods=period_choices(selection, filled),
    )


def schools(selection: Selection, reader: Reader) -> Table:
    """The schools of the archive, in its order, each with its own page."""
    found = sorted(read_schools(reader), key=lambda school: natural_key(school.short_name))
    count = len(found)
    return Table(
        key="pack_schools",
        title=f"В архиве {count} {plural(count, 'книга', 'книги', 'книг')}",
        caption="по книге Excel на школу, в каждой — листы отмеченных разделов; в начале — список содержания",
        columns=(Column("number", "№"), Column("school", "Школа"), Column("full", "Полное название")),
        rows=tuple(
            Row(
                (
                    Cell(str(number)),
                    Cell(school.short_name, href=selection.at("/school", unit=school.id).address),
                    Cell(school.full_name),
                )
            )
            for number, school in enumerate(found, 1)
        ),
        notes=(
            f"Разделы: {', '.join(PACKED.values())}. Списки с именами берут на странице школы по одному.",
        ),
        empty="Школ в базе нет: загрузите журнал.",
    )
