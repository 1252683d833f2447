"""Figures of the country and the region: the newest report stands, an undone one gives back the older."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.computed import signs
from dashboard.loading.planning_reference import REPORTS_OF_DEPARTMENT
from dashboard.methods.signs import Reference
from data_access.formats.rows import Parsed, ReportRow, Unreadable
from data_access.queries.references import read_references
from data_access.tables import load, load_issue, reference_result, subject
from data_access.viewer import SYSTEM, Reader, Viewer
from tests.formats.builders import VprSchool, write_vpr_f1
from tests.formats.report_builder import COUNTRY, DISTRICT, MARKS, REGION, scores, write_report
from tests.loading.loader import Loader, rows_of
from tests.loading.protocols import HERE
from tests.loading.snapshots import contents

ROW = ReportRow(
    "region", REGION, "vpr", "Математика", 4, 2025, "marks", 200, 12,
    (("2", 20.0), ("3", 80.0), ("4", 61.0), ("5", 39.0)), HERE,
)  # fmt: skip
CONFIRMATION = replace(
    ROW, report="confirmation", schools=None, counts=(("lowered", 50), ("confirmed", 120), ("raised", 28))
)


def reports(*rows: ReportRow) -> Parsed:
    return Parsed("vpr_report", "Сводный отчёт", len(rows), reports=rows)


def figures(loader: Loader) -> dict[tuple[str, str, int, int], tuple[int, dict[str, float]]]:
    """(scope, report, year, grade) → participants and counts in force, whatever the subject."""
    with loader.house.database.reading() as connection:
        return {
            (row.scope, row.report, row.year, row.grade): (row.n, dict(row.counts))
            for row in read_references(connection)
        }


def test_a_file_becomes_the_figures_of_the_country_and_the_region(either_loader: Loader, path: Path) -> None:
    rows = (
        (COUNTRY, 30, 4000, 5, 30, 45, 20),
        (REGION, 12, 200, 10, 40, 30.5, 19.5),
        (DISTRICT, 1, 9, 0, 0, 50, 50),
    )
    either_loader.load(write_report(path, MARKS, *rows))
    with either_loader.house.database.reading() as connection:
        found = read_references(connection)
        names = {id_: name for id_, name in connection.execute(select(subject.c.id, subject.c.name))}
    assert [(row.scope, row.place, row.n, row.schools) for row in found] == [
        ("country", COUNTRY, 4000, 30),
        ("region", REGION, 200, 12),
    ]
    assert found[1].counts == {"2": 20.0, "3": 80.0, "4": 61.0, "5": 39.0}
    assert {(row.exam, row.grade, names[row.subject_id], row.year, row.report) for row in found} == {
        ("vpr", 4, "Русский язык", 2025, "marks")
    }


def test_the_newest_report_stands_and_an_undo_gives_back_the_older(either_loader: Loader) -> None:
    before = contents(either_loader.house)
    first = either_loader.load_rows(reports(ROW, CONFIRMATION))
    newer = replace(ROW, n=300, counts=(("2", 0.0), ("3", 100.0), ("4", 100.0), ("5", 100.0)))
    second = either_loader.load_rows(reports(newer))
    assert figures(either_loader) == {
        ("region", "marks", 2025, 4): (300, dict(newer.counts)),
        ("region", "confirmation", 2025, 4): (200, dict(CONFIRMATION.counts)),
    }
    either_loader.undo(second)
    assert figures(either_loader)["region", "marks", 2025, 4] == (200, dict(ROW.counts))
    either_loader.undo(first)
    assert figures(either_loader) == {}
    assert contents(either_loader.house) == before


def test_an_undone_older_report_leaves_the_newer_one_in_force(loader: Loader) -> None:
    first = loader.load_rows(reports(ROW))
    loader.load_rows(reports(replace(ROW, n=300)))
    loader.undo(first)
    assert figures(loader)["region", "marks", 2025, 4][0] == 300
    assert rows_of(loader.house, select(reference_result.c.is_current)) == [(True,)]


@pytest.mark.parametrize(
    "other",
    [
        replace(ROW, scope="country"),
        replace(ROW, year=2024),
        replace(ROW, grade=5),
        replace(ROW, subject="Русский язык"),
        replace(ROW, report="scores"),
    ],
)
def test_figures_of_another_work_or_place_stand_beside(loader: Loader, other: ReportRow) -> None:
    loader.load_rows(reports(ROW))
    loader.load_rows(reports(replace(other, n=7)))
    assert sorted(rows_of(loader.house, select(reference_result.c.n, reference_result.c.is_current))) == [
        (7, True),
        (200, True),
    ]


def test_the_second_row_of_a_file_for_one_place_is_rejected(loader: Loader) -> None:
    preview = loader.loading.preview(SYSTEM, loader.receive_rows(reports(ROW, replace(ROW, n=300))))
    assert [(problem.severity, problem.rule) for problem in preview.problems] == [
        ("error", "страна или регион в этой работе повторяется: оставлена первая строка")
    ]
    assert dict(preview.counts) == {"строк страны и региона": 1}


def test_the_preview_and_the_history_name_the_work_and_the_places(loader: Loader) -> None:
    load_id = loader.receive_rows(reports(replace(ROW, scope="country", area=COUNTRY), ROW))
    preview = loader.loading.preview(SYSTEM, load_id)
    assert preview.references == (f"ВПР 2026, математика, 4 класс: {COUNTRY}, {REGION}",)
    assert (preview.years, dict(preview.counts), preview.blocked) == (
        (2025,),
        {"строк страны и региона": 2},
        "",
    )
    loader.loading.confirm(SYSTEM, load_id)
    assert rows_of(loader.house, select(load.c.scope_text)) == [(f"2025/26 · {preview.references[0]}",)]


def test_the_preview_tells_what_changes_from_what_is_said_again(loader: Loader) -> None:
    loader.load_rows(reports(ROW, CONFIRMATION))
    again = reports(ROW, replace(CONFIRMATION, n=201), replace(ROW, grade=5))
    assert dict(loader.loading.preview(SYSTEM, loader.receive_rows(again)).counts) == {
        "строк страны и региона": 3,
        "изменится строк страны и региона": 1,
        "строк страны и региона без изменений": 1,
    }


def test_a_year_without_a_calendar_is_rejected(loader: Loader) -> None:
    preview = loader.loading.preview(SYSTEM, loader.receive_rows(reports(replace(ROW, year=1990))))
    assert "учебный год 1990/91 вне" in preview.problems[0].rule
    assert preview.blocked


def test_a_director_does_not_change_what_every_school_is_compared_with(loader: Loader) -> None:
    director = Viewer("d", "Директор", "director", school_ids=frozenset({10**6}), sees_names=True)
    load_id = loader.receive_rows(reports(ROW, CONFIRMATION))
    with loader.house.database.reading() as connection:
        row = connection.execute(select(load).where(load.c.id == load_id)).one()
        reader = Reader(director, connection, catalogue=loader.house.catalogue)
        planned = loader.loading._plan(reader, row, {})
    assert [problem.rule for problem in planned.problems] == [f"{REPORTS_OF_DEPARTMENT}2"]
    assert planned.rows == 0


def test_a_report_without_the_region_stays_in_the_history_with_its_sentence(
    loader: Loader, path: Path
) -> None:
    write_report(path, MARKS, (DISTRICT, 1, 9, 0, 0, 50, 50))
    with pytest.raises(Unreadable, match="нет строк страны"):
        loader.receive(path)
    ((status, failure),) = rows_of(loader.house, select(load.c.status, load.c.failure))
    assert status == "rejected"
    assert "нет строк страны" in failure


def test_a_contradictory_row_is_kept_among_the_problems_and_the_rest_is_loaded(
    loader: Loader, path: Path
) -> None:
    loader.load(write_report(path, MARKS, (COUNTRY, 30, 400, 5, 30, 45, 20), (REGION, 12, 200, 1, 1, 1, 1)))
    assert {scope for scope, *_ in figures(loader)} == {"country"}
    issues = select(load_issue.c.severity, load_issue.c.cell, load_issue.c.value)
    assert rows_of(loader.house, issues) == [("error", "A10", REGION)]


def test_signs_are_made_anew_with_the_figures_in_force(
    loader: Loader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a report and after its undo the check of signs is asked again, with what is known of the region then."""
    seen: list[list[Mapping[int, float] | None]] = []

    def spy(cohorts: object, references: Mapping[object, Reference], years: object) -> list[object]:
        seen.append([reference.scores for reference in references.values()])
        return []

    monkeypatch.setattr(signs, "check", spy)
    pupils = [(40001, 1, 1, (2, 1, 3), 6, 5, 5), (40002, 1, 1, (1, 1, 1), 3, 3, 4)]
    loader.load(write_vpr_f1(tmp_path / "f1.xlsx", [VprSchool("СОШ № 1", "edu200001", pupils)]))
    assert seen[-1] == []
    known = len(seen)
    load_id = loader.load(write_report(tmp_path / "r.xlsx", scores(4), (REGION, 1000, 10, 20, 30, 20, 20)))
    assert len(seen) > known
    assert seen[-1] == [{0: 100.0, 1: 200.0, 2: 300.0, 3: 200.0, 4: 200.0}]
    known = len(seen)
    loader.undo(load_id)
    assert len(seen) > known
    assert seen[-1] == []
