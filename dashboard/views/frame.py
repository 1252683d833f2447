"""The shell around every page: navigation by mechanism group, who is logged in, how old the data are."""

from __future__ import annotations

from dashboard.access.accounts import ROLE_TITLES
from dashboard.blocks import Frame, NavGroup, NavItem, State, Status
from dashboard.catalogue import Mechanism, catalogue_of
from dashboard.selection import Selection
from dashboard.views.indicators import Values, quantity
from dashboard.views.municipal_values import checkpoint_of
from dashboard.views.sections import OF_DEPARTMENT
from dashboard.views.targets import aimed
from data_access.queries.places import read_municipality
from data_access.queries.rollups import Value, read_values
from data_access.viewer import Reader, Viewer


def frame(selection: Selection, reader: Reader, data_as_of: str, mechanism: str = "") -> Frame:
    """Navigation with only what this viewer may open; mechanisms that are not built are absent."""
    viewer = reader.viewer
    groups = [NavGroup("", (_start(selection, reader),))]
    if viewer.sees_municipality:
        groups += _mechanisms(selection, reader, mechanism)
    if viewer.can_load:
        groups.append(NavGroup("Работа", _work(selection, viewer)))
    if viewer.sees_municipality:
        groups.append(NavGroup("Отчёты и экраны", _carried(selection, viewer)))
    return Frame(
        municipality=_place_name(reader),
        groups=tuple(groups),
        user_name=viewer.display_name,
        user_role=_role(viewer),
        data_as_of=data_as_of,
    )


def _place_name(reader: Reader) -> str:
    """The widest place of the viewer, else the name that the profile gives the whole; it is no secret."""
    if reader.viewer.sees_municipality:
        return read_municipality(reader).short_name
    return catalogue_of(reader).profile.place


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
    for code, found in catalogue_of(reader).mechanisms.items():
        item = NavItem(
            found.short_title,
            selection.at(f"/m/{code}").address,
            _status(selection, reader, found),
            is_current=code in (current, selection.mechanism),
        )
        by_group.setdefault(found.group, []).append(item)
    return [NavGroup(title, tuple(items)) for title, items in by_group.items()]


# Where people work, whatever the mechanism; the department and directors see it alike.
WORK = (
    ("/actions", "Рекомендации и решения", ("/actions", "/recommendation", "/measure", "/decision")),
    ("/entry", "Ввод показателей", ("/entry",)),
    ("/registers", "Реестры", ("/registers", "/register")),
    ("/roadmap", "Дорожная карта", ("/roadmap",)),
    ("/calendar", "Календарь процедур", ("/calendar",)),
    ("/cycle", "Цикл управления", ("/cycle",)),
    ("/data", "Загрузка данных", ("/data", "/load")),
)


def _work(selection: Selection, viewer: Viewer) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(words, path, is_current=selection.path in paths and selection.mechanism is None)
        for path, words, paths in WORK
        if viewer.sees_municipality or path not in OF_DEPARTMENT
    )


# What leaves the program: files, screens on a wall, the page of citizens; the last two are the head's to set up.
CARRIED = (
    ("/reports", "Отчёты"),
    ("/pack", "Книги школ"),
    ("/screens", "Экраны"),
    ("/publication", "Страница для граждан"),
)
OF_HEAD: frozenset[str] = frozenset({"/publication", "/screens"})


def _carried(selection: Selection, viewer: Viewer) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(words, path, is_current=selection.path == path)
        for path, words in CARRIED
        if (viewer.administers or path not in OF_HEAD)
        and (viewer.sees_municipality or path not in OF_DEPARTMENT)
    )


def _status(selection: Selection, reader: Reader, mechanism: Mechanism) -> Status:
    """The mark beside a mechanism: its leading indicator in the municipality at the chosen time."""
    if selection.year is None:  # a page without a year, such as data loading
        return Status.NONE
    place = read_municipality(reader)
    indicator = aimed(reader, mechanism.lead, selection.year, place)
    checkpoint = checkpoint_of(indicator, selection)
    values = Values.of(row for row in _leads(reader, place.id) if row.checkpoint == checkpoint)
    shown = quantity(indicator, values.get(mechanism.lead, place.id, selection.year))
    return indicator.status(shown.value) if shown.state is State.OK else Status.NO_DATA


def _leads(reader: Reader, place_id: int) -> list[Value]:
    """Leading indicators of every mechanism, read once for a data version."""
    codes = tuple(sorted({found.lead for found in catalogue_of(reader).mechanisms.values()}))
    return reader.reference(("leads", place_id), lambda: read_values(reader, [place_id], None, codes))
