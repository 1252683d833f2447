"""The archive of every school: the same figures as on the pages, for those who asked, and nothing left out silently."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook

from dashboard.access.accounts import read_viewer
from dashboard.packs import CONTENTS, KEPT, Packs, PackState
from dashboard.page import Opened
from dashboard.selection import Selection
from dashboard.views.sections import PACKED
from data_access.viewer import NotFound, Refused, Viewer
from tests.support.client import Person

KINDS = ("/school", "/school/mechanisms")
YEAR = Selection("/pack", year=2025, period="Y")


@pytest.fixture
def packs(demo_app: Flask) -> Packs:
    found: Packs = demo_app.extensions["parts"].packs
    return found


def viewer(server: Flask, login: str) -> Viewer:
    with server.extensions["parts"].house.database.reading() as connection:
        found = read_viewer(connection, login)
    assert found is not None
    return found


def finished(packs: Packs, who: Viewer, pack_id: str) -> PackState:
    for _ in range(600):
        state = packs.state(who, pack_id)
        if state.status != "running":
            return state
        time.sleep(0.05)
    raise AssertionError("the archive was not finished in half a minute")


def archive(packs: Packs, who: Viewer, kinds: tuple[str, ...] = KINDS) -> zipfile.ZipFile:
    pack_id = packs.start(who, kinds, YEAR)
    assert finished(packs, who, pack_id).status == "done"
    return zipfile.ZipFile(packs.file(who, pack_id)[1])


def test_every_school_has_a_book_and_the_contents_name_them_all(packs: Packs, demo_app: Flask) -> None:
    found = archive(packs, viewer(demo_app, "coordinator"))
    *books, contents = found.namelist()
    assert contents == CONTENTS
    words = found.read(CONTENTS).decode()
    schools = {name.split(" ", 1)[1].split(",")[0] for name in books}
    assert {"Лицей", "СОШ № 1", "СОШ № 2"} <= schools
    assert all(school in words for school in schools)
    assert found.testzip() is None


def test_a_book_holds_the_sheets_that_the_pages_of_the_school_have(packs: Packs, demo_app: Flask) -> None:
    found = archive(packs, viewer(demo_app, "coordinator"))
    name = next(name for name in found.namelist() if "СОШ № 2" in name)
    packed = load_workbook(io.BytesIO(found.read(name)))
    person = Person(demo_app, "coordinator")
    sheets = 1
    for path in KINDS:
        page = f"{path}?unit=4&year=2025&period=Y"
        alone = load_workbook(io.BytesIO(person.client.get("/export.xlsx", query_string={"page": page}).data))
        for sheet in alone.worksheets[1:]:
            sheets += 1
            assert figures(sheet) in [figures(other) for other in packed.worksheets], (path, sheet.title)
    assert len(packed.sheetnames) == sheets


def figures(sheet: object) -> list[float]:
    rows = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    return [value for row in rows for value in row if isinstance(value, int | float)]


def test_progress_counts_schools_and_only_the_one_who_asked_may_look(packs: Packs, demo_app: Flask) -> None:
    head, coordinator = viewer(demo_app, "head"), viewer(demo_app, "coordinator")
    pack_id = packs.start(head, KINDS, YEAR)
    state = finished(packs, head, pack_id)
    assert (state.schools, state.total, state.status) == (4, 4, "done")
    for act in (packs.state, packs.file):
        with pytest.raises(NotFound):
            act(coordinator, pack_id)
    for login, status in (("head", 200), ("coordinator", 404), ("director1", 403)):
        answer = Person(demo_app, login).client.get("/pack.zip", query_string={"pack": pack_id})
        assert answer.status_code == status, login
        answer.close()


def test_a_director_or_a_request_for_nothing_is_refused(packs: Packs, demo_app: Flask) -> None:
    with pytest.raises(Refused):
        packs.start(viewer(demo_app, "director1"), KINDS, YEAR)
    with pytest.raises(NotFound):
        packs.start(viewer(demo_app, "head"), ("/school/pupils", "/etc"), YEAR)
    assert not {"/school/pupils", "/school/control"} & set(PACKED)


def test_a_school_that_cannot_be_written_is_named_with_the_reason(
    packs: Packs, demo_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = packs.desk.look

    def broken(path: str, query: str, reader: object) -> object:
        if "unit=3" in query:
            raise NotFound("Данных этой школы ещё нет.")
        return look(path, query, reader)  # type: ignore[arg-type]

    monkeypatch.setattr(packs.desk, "look", broken)
    words = archive(packs, viewer(demo_app, "head")).read(CONTENTS).decode()
    (line,) = [line for line in words.splitlines() if "книги нет" in line]
    assert "Данных этой школы ещё нет." in line


def test_a_failure_is_a_sentence_and_the_next_archive_is_made(
    packs: Packs, demo_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = viewer(demo_app, "head")
    with monkeypatch.context() as patch:
        patch.setattr("dashboard.packs.page_book", lambda *_: 1 / 0)
        pack_id = packs.start(head, KINDS, YEAR, "abc123")
        state = finished(packs, head, pack_id)
    assert state.status == "failed"
    assert "abc123" in state.message
    with pytest.raises(NotFound):
        packs.file(head, pack_id)
    assert archive(packs, head).namelist()


def test_an_archive_is_gone_after_an_hour(packs: Packs, demo_app: Flask) -> None:
    head = viewer(demo_app, "head")
    old = packs.start(head, KINDS, YEAR)
    assert finished(packs, head, old).status == "done"
    path: Path = packs.file(head, old)[1]
    os.utime(path, (time.time() - KEPT - 5,) * 2)
    assert finished(packs, head, packs.start(head, KINDS, YEAR)).status == "done"
    assert not path.exists()


def test_every_page_that_is_taken_passes_the_audit(
    packs: Packs, demo_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[tuple[str, str, str]] = []

    def record(who: Viewer, page: Opened, action: str, request_id: str) -> None:
        taken.append((page.selection.path, action, request_id))

    monkeypatch.setattr(packs.desk, "record", record)
    head = viewer(demo_app, "head")
    finished(packs, head, packs.start(head, KINDS, YEAR, "abc123"))
    assert sorted(taken) == sorted((path, "export", "abc123") for path in KINDS for _ in range(4))
