"""Every school in one archive (пакет по школам): a book per school, made beside the request, with its progress.

The archive grows on the disk, one book at a time, so thirty schools or three hundred take the memory of one; it lies
in a folder that only the program may enter, under a name nobody can guess, and is gone an hour later. Its state is in
the shared store, so that any process of the machine can say how far it is; only the account that asked may fetch it.
A school that could not be written is named in the list of contents with the reason: nothing is left out silently.
"""

from __future__ import annotations

import logging
import secrets
import time
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboard.books import book_name, page_book
from dashboard.desk import Desk
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_year, plural
from dashboard.page import Opened
from dashboard.selection import Selection
from dashboard.views.sections import PACKED
from data_access.queries.places import Place, read_schools
from data_access.viewer import NotFound, Reader, Refused, Viewer

log = logging.getLogger(__name__)
KEPT = 3600  # seconds
CONTENTS = "00 Содержание.txt"
FAILED = "Не получилось собрать архив. Повторите; при повторе сообщите администратору номер {id}."
CLOSED = "Пакет по школам открыт управлению образования и координаторам."
GONE = "Такого архива нет: он хранится час. Соберите его ещё раз."


@dataclass(frozen=True, slots=True)
class PackState:
    """`status`: running, done or failed. `schools` of `total` are written; `size` is bytes of the archive."""

    owner: str
    status: str = "running"
    schools: int = 0
    total: int = 1
    label: str = ""
    name: str = ""
    size: int = 0
    message: str = ""


class Packs:
    """Makes archives, one at a time."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.folder = desk.house.settings.var_dir / "packs"
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pack")

    def start(self, viewer: Viewer, kinds: Sequence[str], selection: Selection, request_id: str = "") -> str:
        """Begins an archive of these sections for the year and period. Raises Refused, NotFound."""
        check_may_take(viewer)
        chosen = [path for path in PACKED if path in kinds]
        if not chosen:
            raise NotFound("Отметьте хотя бы один раздел.")
        self._sweep()
        pack_id = secrets.token_hex(16)
        self._set(pack_id, PackState(viewer.login, label="жду очереди"))
        self._worker.submit(self._run, pack_id, viewer, chosen, selection, request_id)
        return pack_id

    def state(self, viewer: Viewer, pack_id: str) -> PackState:
        """How far it is. Raises NotFound, also for an archive of somebody else."""
        found = self.desk.house.store.get(f"pack:{pack_id}")
        if not found or found["owner"] != viewer.login:
            raise NotFound(GONE)
        return PackState(**found)

    def file(self, viewer: Viewer, pack_id: str) -> tuple[str, Path]:
        """Name and place of a finished archive. Raises NotFound, Refused."""
        check_may_take(viewer)
        state = self.state(viewer, pack_id)
        path = self.folder / pack_id
        if state.status != "done" or not path.is_file():
            raise NotFound(GONE)
        return state.name, path

    def write(
        self, pack_id: str, viewer: Viewer, kinds: Sequence[str], selection: Selection, request_id: str = ""
    ) -> PackState:
        """The archive itself, from one snapshot of the database."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        path, state = self.folder / pack_id, PackState(viewer.login)
        with self.desk.reading(viewer) as reader:
            schools = sorted(read_schools(reader), key=lambda school: natural_key(school.short_name))
            year = selection.year
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            lines = []
            for number, school in enumerate(schools, 1):
                state = PackState(viewer.login, "running", number - 1, len(schools), school.short_name)
                self._set(pack_id, state)
                lines.append(
                    f"{number:02d} {self._add(archive, number, school, kinds, selection, viewer, request_id)}"
                )
            archive.writestr(CONTENTS, "\r\n".join((_title(schools, kinds, year), *lines)) + "\r\n")
        name = book_name("Школы", _period(selection), "zip")
        return PackState(viewer.login, "done", len(schools), len(schools), "", name, path.stat().st_size)

    def _add(
        self,
        archive: zipfile.ZipFile,
        number: int,
        school: Place,
        kinds: Sequence[str],
        selection: Selection,
        viewer: Viewer,
        request_id: str,
    ) -> str:
        """One school's book; its line in the list of contents."""
        pages: list[Opened] = []
        missing: list[str] = []
        # a reader of its own for each school: what a page remembers is let go with it
        with self.desk.reading(viewer) as reader:
            for path in kinds:
                try:
                    pages.append(self._open(path, school, selection, reader))
                except (Refused, NotFound) as error:
                    missing.append(f"{PACKED[path]}: {error}")
            written = [page for page in pages if page.blocks]
            name = f"{number:02d} {book_name(school.short_name, _period(selection))}"
            if written:
                archive.writestr(name, page_book(self.desk.house, written, reader))
        for page in written:
            self.desk.record(viewer, page, "export", request_id)
        gaps = f" — нет: {'; '.join(missing)}" if missing else ""
        return f"{school.short_name}{gaps}" if written else f"{school.short_name} — книги нет{gaps}"

    def _open(self, path: str, school: Place, selection: Selection, reader: Reader) -> Opened:
        address = selection.at(path, unit=school.id).address
        return self.desk.look(path, address.partition("?")[2], reader)

    def _run(
        self, pack_id: str, viewer: Viewer, kinds: Sequence[str], selection: Selection, request_id: str
    ) -> None:
        try:
            self._set(pack_id, self.write(pack_id, viewer, kinds, selection, request_id))
        except Exception:
            log.exception("request %s: pack %s failed", request_id, pack_id)
            message = FAILED.format(id=request_id or pack_id[:12])
            self._set(pack_id, PackState(viewer.login, "failed", message=message))

    def _set(self, pack_id: str, state: PackState) -> None:
        self.desk.house.store.set(f"pack:{pack_id}", asdict(state), KEPT)

    def _sweep(self) -> None:
        """Takes away what is older than an hour."""
        if not self.folder.is_dir():
            return
        oldest = time.time() - KEPT
        for path in self.folder.iterdir():
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


def check_may_take(viewer: Viewer) -> None:
    """Raises Refused for those who see one school or class: it has a button of its own."""
    if not viewer.sees_municipality:
        raise Refused(CLOSED)


def _period(selection: Selection) -> list[tuple[str, str]]:
    return [("Учебный год", format_year(selection.year))] if selection.year else []


def _title(schools: Sequence[Place], kinds: Sequence[str], year: int | None) -> str:
    count = len(schools)
    words = f"{count} {plural(count, 'школа', 'школы', 'школ')}"
    when = f", {format_year(year)} учебный год" if year else ""
    return f"{words}{when}. Разделы: {', '.join(PACKED[path] for path in kinds)}."
