"""The class report that the whole program began with: its figures, through every door."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from data_access.tables import class_rollup, load_issue, mark_rollup, microcomponent, subject, unit
from data_access.viewer import SYSTEM
from tests.conftest import make_house
from tests.formats.builders import write_tabel
from tests.loading.class_report import SCHOOL, write_class_report
from tests.loading.load_page import LoadPage
from tests.loading.loader import Loader, rows_of
from tests.loading.own_count import COLUMNS, count_report

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "tabel_class_anon.xlsx"
ZEROES = {"sample": {"E321", "N390", "N810"}, "made": {"E556", "N696", "N724"}}


@pytest.fixture(scope="module", params=["made", "sample"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real file where it is at hand, and one made to the same laws."""
    if request.param == "made":
        return write_class_report(tmp_path_factory.mktemp("report") / "made.xlsx")
    if not SAMPLE.exists():
        pytest.skip("the sample is not beside the checkout")
    return SAMPLE


@pytest.fixture(scope="module")
def loader(report: Path, tmp_path_factory: pytest.TempPathFactory) -> Loader:
    """The report in an empty database; nothing below changes it."""
    loader = Loader(make_house(tmp_path_factory.mktemp("house") / "var"))
    loader.load(report)
    return loader


def micro_by_subject(loader: Loader, period: str) -> dict[str, int]:
    """Counted microcomponents as the program lists them."""
    counted = microcomponent.c.kind.in_(("d", "na", "r3"))
    statement = (
        select(microcomponent.c.pupil_id, subject.c.name)
        .join(subject, subject.c.id == microcomponent.c.subject_id)
        .where(microcomponent.c.period == period, counted)
    )
    found: dict[str, int] = {}
    for _, name in rows_of(loader.house, statement):
        found[name] = found.get(name, 0) + 1
    return found


def class_row(loader: Loader, period: str) -> Any:
    with loader.house.database.reading() as connection:
        return connection.execute(select(class_rollup).where(class_rollup.c.period == period)).one()


def test_quarter_one_has_the_known_figures(loader: Loader) -> None:
    row = class_row(loader, "Q1")
    assert row.n == 28
    assert round(100 * (row.n - row.n_fail) / row.n, 2) == 42.86
    assert row.n_exc + row.n_good == 0
    assert row.micro_d + row.micro_na + row.micro_r3 == 34
    assert row.components == 10
    found = micro_by_subject(loader, "Q1")
    assert sum(found.values()) == 34
    assert max(found.items(), key=lambda pair: pair[1]) == ("Алгебра", 12)


@pytest.mark.parametrize("period", COLUMNS)
def test_every_period_agrees_with_an_own_count_of_the_file(loader: Loader, report: Path, period: str) -> None:
    own = count_report(report, period)
    row = class_row(loader, period)
    assert (row.n, row.n_fail, row.n_exc + row.n_good) == (own.n, own.failing, own.good)
    assert row.micro_d + row.micro_na + row.micro_r3 == own.micro
    assert row.components == len(own.by_subject)
    own_named = {name.replace("родины", "Родины"): count for name, count in own.by_subject.items()}
    assert micro_by_subject(loader, period) == own_named
    totals = rows_of(loader.house, select(mark_rollup).where(mark_rollup.c.period == period))
    columns = list(mark_rollup.c.keys())
    counted = {name: sum(total[columns.index(name)] for total in totals) for name in ("n5", "n4", "n3", "n2")}
    assert counted == {f"n{mark}": own.marks[mark] for mark in "5432"}
    assert sum(total[columns.index("n_na")] for total in totals) == own.marks["н/а"]


def test_the_three_zeroes_are_kept_as_rejected_with_their_cells(loader: Loader, report: Path) -> None:
    rejected = select(load_issue.c.cell, load_issue.c.value, load_issue.c.rule).where(
        load_issue.c.load_id == 1, load_issue.c.severity == "error"
    )
    found = rows_of(loader.house, rejected)
    assert {cell for cell, _, _ in found} == ZEROES["sample" if report == SAMPLE else "made"]
    assert {value for _, value, _ in found} == {"0"}
    assert all("вне шкалы" in rule for _, _, rule in found)


def test_the_school_gets_a_readable_name_and_keeps_its_full_one(loader: Loader) -> None:
    names = select(unit.c.short_name, unit.c.full_name).where(unit.c.kind == "school")
    assert rows_of(loader.house, names) == [("СОШ № 0", SCHOOL)]


def test_the_next_report_finds_the_school_by_its_full_name(loader: Loader, tmp_path: Path) -> None:
    later = write_tabel(
        tmp_path / "later.xlsx", SCHOOL, "8А", 2024, ("Q1",), {"Ученик 001": {"Химия": {"Q1": "5"}}}
    )
    preview = loader.loading.preview(SYSTEM, loader.receive(later))
    assert preview.questions == ()
    assert preview.schools == ("СОШ № 0",)


def test_a_head_uploads_answers_and_confirms_over_http(empty_app: Flask, tmp_path: Path) -> None:
    browser = LoadPage(empty_app, "head")
    browser.upload(write_class_report(tmp_path / "табель.xlsx"))
    (question,) = browser.questions()
    assert (question.kind, question.label) == ("school", SCHOOL)
    assert "Ответьте" in browser.answer({}).text
    browser.answer({question.key: "new"})
    assert f"load={browser.load_id}&done=loaded" in browser.confirm().text.replace("\\u0026", "&")
    loader = Loader(empty_app.extensions["parts"].house)
    assert class_row(loader, "Q1").n == 28
    assert max(micro_by_subject(loader, "Q1").values()) == 12
