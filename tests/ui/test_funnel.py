"""A funnel shows every unit against the limits, names those that matter, and keeps the names apart."""

from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from dash import dcc

from dashboard.blocks import Funnel, FunnelBand, FunnelPoint, Measure, Role, Status
from dashboard.ui.draw import draw
from dashboard.ui.end_labels import LINE_HEIGHT
from dashboard.ui.funnel import BOTTOM, HEIGHT, TOP, funnel_figure
from dashboard.ui.palette import ACCENT, PEER, STATUS
from dashboard.ui.point_labels import MOST
from tests.ui.looking import addresses, components, sheets, words
from tests.ui.samples import FUNNEL

CROWD = replace(
    FUNNEL,
    points=(
        FunnelPoint("Лицей", 70, 71.0, "/school?unit=3", Role.SUBJECT),
        *(FunnelPoint(f"СОШ № {at}", 70 + at, 70.0 + at / 10, "", Role.ALERT) for at in range(20)),
        *(FunnelPoint(f"ООШ № {at}", 10, 30.0 + at, "", Role.ALERT) for at in range(3)),
    ),
)
VARIETIES = {
    "whole": FUNNEL,
    "without bands": replace(FUNNEL, bands=()),
    "one unit": replace(FUNNEL, points=FUNNEL.points[:1], bands=()),
    "crowded": CROWD,
    "means": replace(FUNNEL, measure=Measure.MEAN),
}
each = pytest.mark.parametrize("block", VARIETIES.values(), ids=VARIETIES.keys())


def points(block):
    return {
        part["marker"]["color"]: part for part in funnel_figure(block)["data"] if part["mode"] == "markers"
    }


def names(block):
    """Names of points: annotations that do not stand at the right edge of the plot."""
    return [one for one in funnel_figure(block)["layout"]["annotations"] if one.get("xref") != "paper"]


@each
def test_a_figure_passes_the_schema_of_plotly(block):
    go.Figure(funnel_figure(block))


@each
def test_every_unit_is_on_the_plot_once(block):
    drawn = sorted(pair for part in points(block).values() for pair in zip(part["x"], part["y"], strict=True))
    assert drawn == sorted((point.n, point.value) for point in block.points)
    layout = funnel_figure(block)["layout"]
    for n, value in drawn:
        assert layout["xaxis"]["range"][0] < n < layout["xaxis"]["range"][1]
        assert layout["yaxis"]["range"][0] < value < layout["yaxis"]["range"][1]


def test_the_subject_is_accent_peers_are_grey_and_those_outside_are_red_diamonds():
    drawn = points(FUNNEL)
    assert drawn[ACCENT]["x"] == [90]
    assert drawn[PEER]["x"] == [20]
    assert drawn[STATUS[Status.BELOW]]["x"] == [80]
    assert {part["marker"]["symbol"] for part in (drawn[ACCENT], drawn[PEER])} == {"circle"}
    assert drawn[STATUS[Status.BELOW]]["marker"]["symbol"] == "diamond"


def test_the_subject_is_drawn_over_the_others():
    assert funnel_figure(FUNNEL)["data"][-1]["marker"]["color"] == ACCENT


def test_limits_are_thin_grey_curves_and_only_the_outer_pair_is_solid():
    lines = [part for part in funnel_figure(FUNNEL)["data"] if part["mode"] == "lines"]
    assert [(line["name"], line["line"]["dash"]) for line in lines] == [
        ("95 %", "dot"),
        ("95 %", "dot"),
        ("99,8 %", "solid"),
        ("99,8 %", "solid"),
    ]
    assert {line["line"]["color"] for line in lines} == {PEER}
    assert lines[0]["y"] == [42, 47.5, 48.5]
    assert lines[3]["y"] == [68, 59.1, 57.5]


def test_lines_are_named_at_their_ends_with_the_common_level():
    ends = [
        one["text"] for one in funnel_figure(FUNNEL)["layout"]["annotations"] if one.get("xref") == "paper"
    ]
    assert ends == ["95 %", "99,8 %", "в целом<br>52,0\u202f%"]


def test_names_of_lines_that_lie_close_do_not_touch():
    flat = FunnelBand("95 %", (10, 100), (51.9, 51.9), (52.1, 52.1))
    layout = funnel_figure(replace(FUNNEL, bands=(flat, replace(flat, name="99,8 %"))))["layout"]
    low, high = layout["yaxis"]["range"]
    scale = (HEIGHT - TOP - BOTTOM) / (high - low)
    ends = sorted(one["y"] * scale for one in layout["annotations"] if one.get("xref") == "paper")
    assert all(above - below >= LINE_HEIGHT for below, above in pairwise(ends))


def test_limits_of_units_smaller_than_any_here_do_not_stretch_the_axis():
    wide = FunnelBand("99,8 %", (1, 20, 100), (0, 40, 46.5), (100, 64, 57.5))
    low, high = funnel_figure(replace(FUNNEL, bands=(wide,)))["layout"]["yaxis"]["range"]
    assert low > 30
    assert high < 70


def test_only_the_subject_and_those_outside_are_named():
    assert {one["text"] for one in names(FUNNEL)} == {"Лицей", "СОШ №\u00a02 &lt;b&gt;"}


def test_names_of_the_right_half_stand_to_the_left_of_their_points():
    sides = {one["x"]: one["xanchor"] for one in names(CROWD)}
    assert sides[70] == "right"
    assert sides[10] == "left"


def test_names_of_a_crowd_do_not_touch_and_moved_ones_keep_a_line_to_their_point():
    layout = funnel_figure(CROWD)["layout"]
    low, high = layout["yaxis"]["range"]
    scale = (HEIGHT - TOP - BOTTOM) / (high - low)
    right = [one for one in names(CROWD) if one["xanchor"] == "right"]
    centres = sorted(
        (one["y"] - low) * scale + (-one["ay"] if one["showarrow"] else one["yshift"]) for one in right
    )
    assert all(above - below >= LINE_HEIGHT for below, above in pairwise(centres))
    assert any(one["showarrow"] for one in right)
    assert all(abs(one["yshift"]) <= 4 for one in right if not one["showarrow"])


def test_in_a_crowd_the_subject_and_the_farthest_keep_their_names():
    named = [one["text"] for one in names(CROWD) if one["xanchor"] == "right"]
    assert len(named) == MOST
    assert "Лицей" in named
    assert "СОШ №\u00a019" in named
    assert "СОШ №\u00a00" not in named


def test_under_the_pointer_a_unit_says_its_value_size_and_note_in_russian():
    outside = points(FUNNEL)[STATUS[Status.BELOW]]["customdata"][0]
    assert outside == [
        "СОШ № 2 &lt;b&gt;: 38,5\u202f%<br>участников: 80<br>ниже границ 99,8 %",
        "/school?unit=2",
    ]


def test_a_name_opens_the_address_of_its_unit():
    assert {one["name"]: one["captureevents"] for one in names(FUNNEL)} == {
        "/school?unit=2": True,
        "/school?unit=3": True,
    }
    assert not any(one["captureevents"] for one in names(CROWD) if one["text"] != "Лицей")


def test_axes_are_russian_and_a_percent_stays_a_percent():
    high = replace(FUNNEL, points=(FunnelPoint("Лицей", 5, 99.5),), centre=99.0, bands=())
    layout = funnel_figure(high)["layout"]
    assert all("." not in text for text in layout["yaxis"]["ticktext"])
    assert max(layout["yaxis"]["tickvals"]) <= 100
    beyond = funnel_figure(replace(high, measure=Measure.INDEX, centre=120.0))["layout"]
    assert max(beyond["yaxis"]["tickvals"]) > 100


def test_whoever_does_not_see_the_chart_reads_every_unit_in_a_table():
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in sheets(draw(FUNNEL)).find_all("tr")
    ]
    assert rows[0] == ["Организация", "Участников", "Значение", "Примечание"]
    assert rows[2] == ["СОШ № 2 <b>", "80", "38,5\u202f%", "ниже границ 99,8 %"]
    assert len(rows) == 1 + len(FUNNEL.points)


def test_the_description_of_the_chart_says_the_level_and_who_is_marked():
    images = [one for one in components(draw(FUNNEL)) if getattr(one, "role", "") == "img"]
    label = images[0].to_plotly_json()["props"]["aria-label"]
    assert "В целом 52,0" in label
    assert "СОШ № 2 <b> 38,5" in label
    assert "СОШ № 1" not in label


def test_a_funnel_without_units_is_its_sentence_and_no_chart():
    drawn = draw(Funnel("f", "Воронка", "", (), 0.0, (), Measure.PERCENT, empty="Школ меньше двух."))
    assert "Школ меньше двух." in words(drawn)
    assert not any(isinstance(one, dcc.Graph) for one in components(drawn))


def test_the_card_has_its_notes_and_its_file():
    drawn = draw(FUNNEL, "/export.xlsx?block=funnel")
    assert FUNNEL.notes[0] in words(drawn)
    assert "/export.xlsx?block=funnel" in addresses(drawn)
