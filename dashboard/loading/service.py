"""The life of a load: received → draft with a preview → applied, or dropped → perhaps undone.

The page and the command line use the same calls. A draft writes nothing but its own row; confirming writes
facts, marts, audit and the data version in one transaction. Parsed rows are kept in memory between preview
and confirm for speed only: another process, or a restart, parses the stored file again.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cachetools import TTLCache
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from dashboard.entered import refresh_entered
from dashboard.house import House
from dashboard.loading.commit import Progress, Writer
from dashboard.loading.ledger import Author, Touched
from dashboard.loading.matching import known_school
from dashboard.loading.plan import LoadRefused, Plan
from dashboard.loading.planning import make_plan
from dashboard.loading.preview import Preview, make_preview
from dashboard.loading.school_records import copy_school_records
from dashboard.loading.scope import read_scope
from dashboard.loading.undo import made_municipalities, remove_facts, sweep
from dashboard.recommending import forget_groundless, refresh_recommendations
from dashboard.refresh import refresh
from data_access import audit
from data_access.directory import read_directory, read_schools
from data_access.formats.reading import read_file_safely
from data_access.formats.rows import Parsed, Unreadable
from data_access.queries.loads import read_load
from data_access.queries.places import municipality_id
from data_access.tables import load, load_issue
from data_access.versions import raise_version
from data_access.viewer import NotFound, Reader, Refused, Viewer

log = logging.getLogger(__name__)
Answers = Mapping[str, str]
YEARS_OFFERED = 5
PARSED_SECONDS = 1800


def no_progress(_done: int, _total: int, _label: str) -> None:
    """Used where nobody watches."""


class Loading:
    """All that can be done with files, for one installation. `read` opens a file: safely, in a child process."""

    def __init__(self, house: House, read: Callable[[Path, str], Parsed] = read_file_safely) -> None:
        self.house = house
        self._read = read
        self._parsed: TTLCache[int, Parsed] = TTLCache(maxsize=8, ttl=PARSED_SECONDS)

    # -- receiving --------------------------------------------------------------------------------------

    def receive(self, viewer: Viewer, path: Path, file_name: str) -> int:
        """Stores a copy of the file and reads it. Returns the draft's id.

        Raises Refused without the right to load, Unreadable when no layout fits (the attempt is kept in the
        history with its sentence).
        """
        if not viewer.can_load:
            raise Refused("Загружать данные могут управление образования и директор школы.")
        digest = _sha256(path)
        try:
            parsed = self._read(path, file_name)
        except Unreadable as error:
            self._keep_rejected(viewer, path, file_name, digest, str(error))
            raise
        folder = self.house.settings.uploads_dir
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        stored = folder / digest
        if path != stored:
            shutil.copyfile(path, stored)
        with self.house.database.writing() as connection:
            load_id = self._insert_load(
                connection, viewer, path, file_name, digest, status="draft", layout=parsed.layout,
                layout_title=parsed.title,
            )  # fmt: skip
        self._parsed[load_id] = parsed
        return load_id

    def _keep_rejected(self, viewer: Viewer, path: Path, file_name: str, digest: str, reason: str) -> None:
        with self.house.database.writing() as connection:
            self._insert_load(connection, viewer, path, file_name, digest, status="rejected", failure=reason)

    def _insert_load(
        self, connection: Connection, viewer: Viewer, path: Path, file_name: str, digest: str, **values: Any
    ) -> int:
        key = connection.execute(
            insert(load).values(
                file_name=file_name[-255:],
                sha256=digest,
                size=path.stat().st_size,
                user_id=viewer.user_id,
                user_name=viewer.display_name,
                created_at=self.house.now(),
                counts={},
                answers={},
                **values,
            )
        ).inserted_primary_key
        assert key is not None
        return int(key[0])

    # -- preview ----------------------------------------------------------------------------------------

    def preview(self, viewer: Viewer, load_id: int, answers: Answers | None = None) -> Preview:
        """What the draft would do with these answers (by default the ones given before)."""
        with self.house.database.reading() as connection:
            reader = Reader(viewer, connection, catalogue=self.house.catalogue)
            row = self._draft(reader, load_id)
            plan = self._plan(reader, row, row.answers if answers is None else answers)
            duplicate = _duplicate(connection, row.sha256)
            return make_preview(load_id, row.file_name, plan, reader, duplicate)

    def keep_answers(self, viewer: Viewer, load_id: int, answers: Answers) -> None:
        """Remembers the decisions with the draft, so that another tab or a restart shows them."""
        with self.house.database.writing() as connection:
            self._draft(Reader(viewer, connection), load_id)
            drafts = update(load).where(load.c.id == load_id, load.c.status == "draft")
            connection.execute(drafts.values(answers=dict(answers)))

    def _draft(self, reader: Reader, load_id: int) -> Any:
        """The draft's row; only its author sees it, since a draft may hold names of any school."""
        row = reader.connection.execute(select(load).where(load.c.id == load_id)).first()
        viewer = reader.viewer
        if row is None or not (viewer.is_system or row.user_id == viewer.user_id):
            raise NotFound("Такой загрузки нет или её готовит другой человек.")
        if row.status != "draft":
            raise LoadRefused("Эта загрузка уже завершена: смотрите её в истории.")
        return row

    def _plan(self, reader: Reader, row: Any, answers: Answers) -> Plan:
        parsed = self._parsed.get(row.id)
        if parsed is None:
            parsed = self._read(self.house.settings.uploads_dir / row.sha256, row.file_name)
            self._parsed[row.id] = parsed
        schools = read_schools(reader)
        ids = {known_school(schools, ref) for ref in set(parsed.school_refs())}
        ids |= {known_school(schools, ref) for ref in parsed.roster_refs()}
        ids |= {
            int(value[3:]) for value in answers.values() if value.startswith("id:") and value[3:].isdigit()
        }
        known = {id_ for id_ in ids if id_ is not None} & {school.id for school in schools}
        directory = read_directory(reader, known)
        this_year = self.house.now().year
        years = tuple(range(this_year, this_year - YEARS_OFFERED, -1))
        return make_plan(parsed, directory, answers, read_scope(reader, parsed), years)

    def check_seen(self, viewer: Viewer, load_id: int) -> None:
        """Raises NotFound or Refused unless this load is in the viewer's history."""
        with self.house.database.reading() as connection:
            read_load(Reader(viewer, connection), load_id)

    # -- confirming -------------------------------------------------------------------------------------

    def confirm(
        self, viewer: Viewer, load_id: int, answers: Answers | None = None, progress: Progress = no_progress
    ) -> None:
        """Writes the draft in one transaction. Raises LoadRefused when it may not be written as it is."""
        database = self.house.database
        try:
            with database.loading() as connection:
                reader = Reader(viewer, connection, catalogue=self.house.catalogue)
                row = self._draft(reader, load_id)
                given = row.answers if answers is None else answers
                plan = self._plan(reader, row, given)
                preview = make_preview(
                    load_id, row.file_name, plan, reader, _duplicate(connection, row.sha256)
                )
                if preview.blocked:
                    raise LoadRefused(preview.blocked)
                self._apply(connection, viewer, load_id, plan, preview, dict(given), progress)
        except IntegrityError as error:
            log.exception("load %s broke a constraint", load_id)
            raise LoadRefused(
                "Файл противоречит уже загруженным данным, ничего не записано. Обновите страницу и повторите."
            ) from error
        self._parsed.pop(load_id, None)

    def _apply(
        self,
        connection: Connection,
        viewer: Viewer,
        load_id: int,
        plan: Plan,
        preview: Preview,
        answers: dict[str, str],
        progress: Progress,
    ) -> None:
        at = self.house.now()
        version = raise_version(connection, at)
        connection.execute(
            update(load)
            .where(load.c.id == load_id)
            .values(
                status="applied",
                applied_at=at,
                applied_no=version,
                counts=dict(preview.counts),
                answers=answers,
                scope_text=_scope_text(preview),
            )
        )
        author = Author(viewer.display_name, viewer.user_id, at)
        touched = Writer(connection, plan, load_id, municipality_id(connection), author).write(progress)
        only = next(iter(touched.schools)) if len(touched.schools) == 1 else None
        connection.execute(update(load).where(load.c.id == load_id).values(school_id=only))
        _keep_issues(connection, load_id, preview)
        self._refresh(connection, touched)
        audit.record(connection, viewer, at, "load", f"load {load_id}", len(plan.enrolments))

    # -- taking back ------------------------------------------------------------------------------------

    def drop(self, viewer: Viewer, load_id: int) -> None:
        """Forgets a draft; the file's copy goes too unless an applied load holds it."""
        # Not beside a confirm of the same draft: one of the two must find it gone.
        with self.house.database.loading() as connection:
            row = self._draft(Reader(viewer, connection), load_id)
            connection.execute(update(load).where(load.c.id == load_id).values(status="dropped"))
            held = connection.scalar(
                select(load.c.id).where(load.c.sha256 == row.sha256, load.c.status.in_(("applied", "draft")))
            )
        self._parsed.pop(load_id, None)
        if held is None:
            (self.house.settings.uploads_dir / row.sha256).unlink(missing_ok=True)

    def undo(self, viewer: Viewer, load_id: int) -> None:
        """Takes an applied load back. The department may undo any, a director only loads of their own school."""
        with self.house.database.loading() as connection:
            row = connection.execute(select(load).where(load.c.id == load_id)).first()
            if row is None or not may_undo(viewer, row):
                raise Refused("Отменить эту загрузку может управление образования или директор этой школы.")
            if row.status != "applied":
                raise LoadRefused("Эта загрузка уже отменена.")
            at = self.house.now()
            raise_version(connection, at)
            connection.execute(
                update(load)
                .where(load.c.id == load_id)
                .values(status="undone", undone_at=at, undone_by=viewer.display_name)
            )
            touched = remove_facts(connection, load_id)
            self._refresh(connection, touched)
            forget_groundless(connection, touched.schools | made_municipalities(connection))
            sweep(connection)
            audit.record(connection, viewer, at, "undo", f"load {load_id}")

    def _refresh(self, connection: Connection, touched: Touched) -> None:
        """Everything that follows from the facts of the places a load or an undo touched."""
        touched.schools |= copy_school_records(connection, touched.schools)
        refresh(connection, touched.classes, touched.schools, touched.works, touched.reference_years)
        refresh_entered(connection, touched.above)
        self._recommend(connection, touched)

    def _recommend(self, connection: Connection, touched: Touched) -> None:
        """What the rules say of the figures as they are now. Results of works and figures of the region change
        figures of every school: some of them compare schools with each other and with the region."""
        house = self.house
        everywhere = touched.works or touched.reference_years
        places = None if everywhere else touched.schools | touched.classes | touched.above
        refresh_recommendations(connection, house.catalogue, house.now(), places, house.today())


def may_undo(viewer: Viewer, row: Any) -> bool:
    """Whether this viewer may take this load back."""
    return viewer.sees_municipality or (row.school_id is not None and row.school_id in viewer.school_ids)


def _keep_issues(connection: Connection, load_id: int, preview: Preview) -> None:
    rows = [
        {
            "load_id": load_id,
            "no": no,
            "severity": problem.severity,
            "sheet": problem.place.sheet[:120] if problem.place else "",
            "cell": problem.place.cell if problem.place else "",
            "value": problem.value[:200],
            "rule": problem.rule[:400],
        }
        for no, problem in enumerate(preview.problems)
    ]
    if rows:
        connection.execute(insert(load_issue), rows)


def _duplicate(connection: Connection, digest: str) -> str:
    row = connection.execute(
        select(load.c.id, load.c.applied_at).where(load.c.sha256 == digest, load.c.status == "applied")
    ).first()
    return f"Этот файл уже загружен {row.applied_at:%d.%m.%Y}, загрузка № {row.id}" if row else ""


def _scope_text(preview: Preview) -> str:
    years = ", ".join(f"{year}/{(year + 1) % 100:02d}" for year in preview.years)
    classes = ", ".join(preview.classes[:6]) + ("…" if len(preview.classes) > 6 else "")
    named = ", ".join((*preview.works, *preview.references)[:2])
    parts = [", ".join(preview.schools[:4]), classes, years, named]
    return " · ".join(part for part in parts if part)[:400]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
