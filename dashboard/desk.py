"""The one way to a page's figures: screen, Excel and command line all come through here with a viewer.

Blocks are remembered in memory under view, selection, viewer's scope, data version and day: no number outlives
the load that changed it, «overdue» does not outlive midnight, and nobody is served what was computed for other
rights. Showing personal data is written to the audit first; if that fails, nothing is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock
from typing import Any

from cachetools import LRUCache

from dashboard.house import House
from dashboard.page import Opened, Page, View, compute_directly, open_page
from dashboard.selection import Selection, parse_selection
from data_access import audit
from data_access.versions import read_version
from data_access.viewer import MethodSettings, NotFound, Reader, Viewer

REMEMBERED_BLOCKS = 1024


class Desk:
    """Opens pages for viewers."""

    def __init__(self, house: House, pages: Sequence[Page]) -> None:
        self.house = house
        self.pages = {page.path: page for page in pages}
        self._blocks: LRUCache[tuple[Any, ...], Any] = LRUCache(REMEMBERED_BLOCKS)
        self._shared: tuple[int, dict[Any, Any]] = (-1, {})
        self._lock = Lock()

    @contextmanager
    def reading(self, viewer: Viewer) -> Iterator[Reader]:
        """A reader over one snapshot of the database."""
        with self.house.database.reading() as connection:
            version, changed_at = read_version(connection)
            settings = self.house.settings
            methods = MethodSettings(
                settings.ior_method,
                settings.work_standard / 100,
                settings.ior_tolerance,
                settings.shnor_logic,
                settings.shnor_percent,
                settings.shnor_fewest,
                settings.shnor_near,
            )
            reader = Reader(viewer, connection, version, settings.small_number, changed_at, methods)
            known = self.house.catalogue
            shared = self._reference(version)
            yield replace(
                reader,
                shared=shared,
                catalogue=known,
                today=self.house.today(),
                zone=settings.time_zone,
            )

    def _reference(self, version: int) -> dict[Any, Any]:
        with self._lock:
            if self._shared[0] != version:
                self._shared = (version, {})
            return self._shared[1]

    def find(self, selection: Selection) -> Page:
        """The page of an address. Raises NotFound."""
        page = self.pages.get(selection.path)
        if page is None:
            raise NotFound("Такой страницы нет. Проверьте адрес или начните с обзора.")
        return page

    def open(
        self, path: str, query: str, viewer: Viewer, request_id: str = "", action: str = "view"
    ) -> Opened:
        """A page with its blocks. Raises Refused or NotFound with a sentence."""
        with self.reading(viewer) as reader:
            opened = self.look(path, query, reader)
        self.record(viewer, opened, action, request_id)
        return opened

    def look(self, path: str, query: str, reader: Reader) -> Opened:
        """A page through an open reader. The caller must `record` it before anything is shown."""
        selection = self._home(parse_selection(path, query), reader)
        page = self.find(selection)
        compute = compute_directly if page.is_live else self._remember
        return open_page(page, selection, reader, compute)

    def check(self, path: str, query: str, reader: Reader) -> None:
        """Whether the viewer may open this address. Raises Refused or NotFound; reads no figure."""
        self.choose(path, query, reader)

    def choose(self, path: str, query: str, reader: Reader) -> Selection:
        """The selection of an address with what it leaves out filled in. Raises Refused or NotFound."""
        selection = self._home(parse_selection(path, query), reader)
        return self.find(selection).open(selection, reader)

    def _home(self, selection: Selection, reader: Reader) -> Selection:
        """The start page is the viewer's own place: municipality, school, class or their own classes."""
        viewer = reader.viewer
        if selection.path != "/" or viewer.sees_municipality:
            return selection
        if viewer.school_ids:
            return replace(selection, path="/school", unit=min(viewer.school_ids))
        if viewer.class_ids:
            return replace(selection, path="/class", unit=max(viewer.class_ids))
        if viewer.teacher_ids:
            return replace(selection, path="/teacher", person=min(viewer.teacher_ids))
        raise NotFound("Вашей учётной записи не дано ни одного права. Обратитесь в управление образования.")

    def _remember(self, view: View, selection: Selection, reader: Reader) -> Any:
        name = f"{view.__module__}.{view.__qualname__}"
        key = (reader.viewer.scope_key, reader.version, reader.today, name, selection)
        with self._lock:
            found = self._blocks.get(key)
        if found is None:
            found = view(selection, reader)
            with self._lock:
                self._blocks[key] = found
        return found

    def record(self, viewer: Viewer, opened: Opened, action: str, request_id: str) -> None:
        """Writes to the audit that personal data are about to be shown; nothing for other pages."""
        if not opened.is_personal:
            return
        with self.house.database.writing() as connection:
            audit.record(
                connection,
                viewer,
                self.house.now(),
                action,
                opened.selection.address,
                opened.persons,
                request_id,
            )
