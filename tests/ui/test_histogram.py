"""A histogram never stands without its reference where there is one, and says a sign without colour too."""

from dataclasses import replace

import plotly.graph_objects as go
import pytest
from dash import dcc

from dashboard.blocks import Histogram
from dashboard.ui.draw import draw
from dashboard.ui.histogram import ALERT, BEHIND, histogram_figure
from dashboard.ui.palette import ACCENT
from dashboard.ui.scales import round_ticks
from tests.ui.looking import addresses, components, sheets, words
from tests.ui.samples import HISTOGRAM

LONG = Histogram(
    "long", "Баллы", "", tuple(map(str, range(101))), (1,) * 101, (0.5,) * 101, ((24, "«3»"), (90, "«5»"))
)
VARIETIES = {
    "whole": HISTOGRAM,
    "without a reference": replace(HISTOGRAM, reference=()),
    "without borders and signs": replace(HISTOGRAM, borders=(), flagged=()),
    "one score": Histogram("one", "Баллы", "", ("0",), (3,)),
    "a hundred scores": LONG,
}
each = pytest.mark.parametrize("block", VARIETIES.values(), ids=VARIETIES.keys())


def bars(block):
    return [part for part in histogram_figure(block)["data"] if part["type"] == "bar"]


def annotations(block):
    return {one["text"]: one for one in histogram_figure(block)["layout"]["annotations"]}


@each
def test_a_figure_passes_the_schema_of_plotly(block):
    go.Figure(histogram_figure(block))


@each
def test_a_phone_has_room_for_the_numbers_of_both_axes(block):
    layout = histogram_figure(block)["layout"]
    assert 1 <= len(layout["xaxis"]["tickvals"]) <= 14
    assert 2 <= len(layout["yaxis"]["tickvals"]) <= 7
    assert layout["xaxis"]["tickangle"] == 0


@each
def test_pupils_are_counted_in_whole_numbers(block):
    assert all(tick == int(tick) for tick in histogram_figure(block)["layout"]["yaxis"]["tickvals"])


def test_the_reference_is_behind_the_bars_in_grey_and_its_edge_over_them():
    kinds = [(part["type"], part["y"]) for part in histogram_figure(HISTOGRAM)["data"]]
    assert kinds[0] == ("bar", list(HISTOGRAM.reference))
    assert kinds[1] == ("bar", list(HISTOGRAM.counts))
    assert {kind for kind, _ in kinds[2:4]} == {"scatter"}
    assert kinds[3][1] == [0, *HISTOGRAM.reference, HISTOGRAM.reference[-1], 0]
    assert bars(HISTOGRAM)[0]["marker"]["color"] == BEHIND


def test_a_step_of_the_reference_is_as_wide_as_its_bin():
    edge = next(part for part in histogram_figure(HISTOGRAM)["data"] if part["type"] == "scatter")
    assert edge["line"]["shape"] == "hv"
    assert edge["x"] == [-0.5, -0.5, 0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 5.5]


def test_without_a_reference_only_the_bars_are_drawn_and_named():
    block = replace(HISTOGRAM, reference=())
    assert not [part for part in histogram_figure(block)["data"] if part["type"] == "scatter"]
    assert bars(block)[0]["y"] == list(HISTOGRAM.counts)
    assert "регион" not in words(draw(block))


def test_a_flagged_bar_is_red_with_its_number_above_it_and_others_are_the_schools():
    colours = bars(HISTOGRAM)[1]["marker"]["color"]
    assert colours == [ACCENT, ACCENT, ACCENT, ACCENT, ALERT, ACCENT]
    number = annotations(HISTOGRAM)["<b>12</b>"]
    assert (number["x"], number["y"]) == (4, 12)
    assert "признак" in words(draw(HISTOGRAM))


def test_no_bar_is_red_and_no_sign_is_named_where_there_is_none():
    block = replace(HISTOGRAM, flagged=())
    assert ALERT not in bars(block)[1]["marker"]["color"]
    assert "признак," not in words(draw(block))
    assert set(annotations(block)) == {"«3»", "«4»"}


def test_a_border_stands_before_the_first_score_of_its_mark_under_its_name():
    lines = histogram_figure(HISTOGRAM)["layout"]["shapes"]
    assert [line["x0"] for line in lines] == [1.5, 3.5]
    assert [annotations(HISTOGRAM)[mark]["x"] for mark in ("«3»", "«4»")] == [1.5, 3.5]


def test_of_two_borders_close_together_the_second_name_stands_lower():
    near = annotations(replace(LONG, borders=((24, "«3»"), (27, "«4»"), (90, "«5»"))))
    assert near["«3»"]["yshift"] == near["«5»"]["yshift"] == 0
    assert near["«4»"]["yshift"] < 0
    assert {one["yshift"] for one in annotations(LONG).values()} == {0}


def test_under_the_pointer_a_bin_says_score_pupils_and_reference_in_russian_even_when_it_is_empty():
    panes = bars(HISTOGRAM)[-1]
    assert panes["customdata"][4] == "Балл 4, с него «4»<br>СОШ № 2 &lt;b&gt;: 12<br>регион: 5,3"
    assert panes["customdata"][0].startswith("Балл 0<br>СОШ № 2 &lt;b&gt;: 0")
    assert min(panes["y"]) > max(HISTOGRAM.counts)


def test_names_cannot_act_as_markup_of_the_chart():
    block = replace(
        HISTOGRAM, reference_name="<b>r", borders=((2, "<b>m"),), labels=("<b>l", *HISTOGRAM.labels[1:])
    )
    sent = str(histogram_figure(block)).replace("<b>12</b>", "")
    assert "<b>" not in sent
    assert sheets(draw(block)).find("b") is None


def test_whoever_does_not_see_the_chart_reads_the_same_figures_in_a_table():
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in sheets(draw(HISTOGRAM)).find_all("tr")
    ]
    assert rows[0] == ["Балл", "СОШ № 2 <b>", "регион", "Отметка с", "Признак"]
    assert rows[5] == ["4", "12", "5,3", "«4»", "признак"]
    assert len(rows) == 1 + len(HISTOGRAM.labels)


@pytest.mark.parametrize("counts", [(), (0, 0)], ids=["no scores", "nobody has a score"])
def test_a_histogram_of_nobody_is_its_sentence_and_no_chart(counts):
    drawn = draw(
        Histogram("h", "Баллы", "", tuple(map(str, range(len(counts)))), counts, empty="Результатов нет.")
    )
    assert "Результатов нет." in words(drawn)
    assert not any(isinstance(one, dcc.Graph) for one in components(drawn))


def test_the_card_has_its_notes_and_its_file():
    drawn = draw(HISTOGRAM, "/export.xlsx?block=histogram")
    assert "Признак ≠ нарушение." in words(drawn)
    assert "/export.xlsx?block=histogram" in addresses(drawn)


def test_ticks_are_round_and_not_more_than_asked_for():
    assert round_ticks(0, 20, 13, whole=True) == [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]
    assert round_ticks(0, 1.3, 5, whole=True) == [0, 1]
    assert round_ticks(36, 76, 6) == [40, 50, 60, 70]
    assert round_ticks(-0.1, 0.3, 6) == [-0.1, 0, 0.1, 0.2, 0.3]
