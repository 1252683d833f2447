"""Long writes run beside the request, one at a time; anybody with the right to the load may watch the progress.

State is kept in the shared store, so that any process can answer a question about a job of another.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillRunning
from dataclasses import asdict, dataclass

from dashboard.loading import Loading, LoadRefused
from dashboard.store import Store
from data_access.formats.rows import Unreadable
from data_access.viewer import NotFound, Refused, Viewer

log = logging.getLogger(__name__)
PATIENCE = 0.9  # seconds: shorter writes need no progress bar
KEPT = 3600
FAILED = "Не получилось записать файл, данные не изменились. Повторите; при повторе сообщите администратору."


@dataclass(frozen=True, slots=True)
class JobState:
    """`status`: running, done, failed or none."""

    status: str = "none"
    done: int = 0
    total: int = 1
    label: str = ""
    message: str = ""


class Jobs:
    """Confirms drafts in the background."""

    def __init__(self, loading: Loading, store: Store) -> None:
        self.loading = loading
        self.store = store
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="load")

    def confirm(self, viewer: Viewer, load_id: int) -> JobState:
        """Starts writing a draft; waits a moment, so that an ordinary file is done when this returns."""
        self._set(load_id, JobState("running", label="жду очереди"))
        running: Future[None] = self._worker.submit(self._run, viewer, load_id)
        try:
            running.result(PATIENCE)
        except StillRunning:
            return JobState("running")
        return self.state(load_id)

    def state(self, load_id: int) -> JobState:
        found = self.store.get(f"job:{load_id}")
        return JobState(**found) if found else JobState()

    def _set(self, load_id: int, state: JobState) -> None:
        self.store.set(f"job:{load_id}", asdict(state), KEPT)

    def _run(self, viewer: Viewer, load_id: int) -> None:
        def progress(done: int, total: int, label: str) -> None:
            self._set(load_id, JobState("running", done, total, label))

        try:
            self.loading.confirm(viewer, load_id, progress=progress)
        except (LoadRefused, Refused, NotFound, Unreadable) as error:
            self._set(load_id, JobState("failed", message=str(error)))
        except Exception:
            log.exception("load %s failed", load_id)
            self._set(load_id, JobState("failed", message=FAILED))
        else:
            self._set(load_id, JobState("done"))
