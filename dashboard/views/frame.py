"""The shell around every page: navigation by mechanism group, who is logged in, how old the data are."""

from __future__ import annotations

from dashboard.access.accounts import ROLE_TITLES
from dashboard.blocks import Frame, NavGroup, NavItem, State, Status
from dashboard.catalogue import catalogue
from dashboard.selection import Selection
from dashboard.views.indicators import Values, quantity
from data_access.queries.places import read_municipality, read_municipality_name
from data_access.queries.rollups import read_values
from data_access.viewer import Reader, Viewer


def frame(selection: Selection, reader: Reader, data_as_of: str, mechanism: str = "") -> Frame:
    """Navigation with only what this viewer may open; mechanisms that are not built are absent."""
    viewer = reader.viewer
    groups = [NavGroup("", (_start(selection, reader),))]
    if viewer.sees_municipality:
        groups += _mechanisms(selection, reader, mechanism)
    if viewer.can_load:
        item = NavItem("Загрузка данных", "/data", is_current=selection.path in ("/data", "/load"))
        groups.append(NavGroup("Работа", (item,)))
    return Frame(
        municipality=read_municipality_name(reader),
        groups=tuple(groups),
        user_name=viewer.display_name,
        user_role=_role(viewer),
        data_as_of=data_as_of,
    )


def _role(viewer: Viewer) -> str:
    """The role beside the name, unless the name says the same."""
    title = ROLE_TITLES.get(viewer.role, "")
    return "" if viewer.display_name.lower().startswith(title) else title


def _start(selection: Selection, reader: Reader) -> NavItem:
    viewer = reader.viewer
    if viewer.sees_municipality:
        return NavItem("Обзор", selection.at("/").address, is_current=selection.path == "/")
    words = "Моя школа" if viewer.school_ids else "Мой класс" if viewer.class_ids else "Мои классы"
    room = selection.path.split("/")[1]
    own = (room == "school" and selection.unit in viewer.school_ids) or (
        room == "class" and selection.unit in viewer.class_ids
    )
    is_own = own or (room == "teacher" and selection.person in viewer.teacher_ids)
    return NavItem(words, "/", is_current=is_own or selection.path == "/")


def _mechanisms(selection: Selection, reader: Reader, current: str) -> list[NavGroup]:
    by_group: dict[str, list[NavItem]] = {}
    for code, found in catalogue().mechanisms.items():
        item = NavItem(
            found.short_title,
            selection.at(f"/m/{code}").address,
            _status(selection, reader, found.lead),
            is_current=current == code,
        )
        by_group.setdefault(found.group, []).append(item)
    return [NavGroup(title, tuple(items)) for title, items in by_group.items()]


def _status(selection: Selection, reader: Reader, code: str) -> Status:
    """The mark beside a mechanism: its leading indicator in the municipality at the chosen time."""
    if selection.year is None:  # a page without a year, such as data loading
        return Status.NONE
    place = read_municipality(reader)
    rows = reader.reference(("lead", place.id, code), lambda: read_values(reader, [place.id], None, (code,)))
    values = Values.of(row for row in rows if row.checkpoint == (selection.period or "Y"))
    indicator = catalogue().indicators[code]
    shown = quantity(indicator, values.get(code, place.id, selection.year))
    return indicator.status(shown.value) if shown.state is State.OK else Status.NO_DATA
