"""A trend is a valid figure with gaps for what is not known and labels that do not touch."""

from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from dash import dcc

from dashboard.blocks import Measure, Quantity, Role, Series, Trend
from dashboard.ui.draw import draw
from dashboard.ui.end_labels import LINE_HEIGHT
from dashboard.ui.spread import spread
from dashboard.ui.trend import BOTTOM, HEIGHT, TOP, trend_figure, value_axis
from tests.ui.looking import components, words
from tests.ui.samples import HIDDEN, REASON, TREND, percent

PLOT_HEIGHT = HEIGHT - TOP - BOTTOM


def means(*values):
    return tuple(Quantity(value, Measure.MEAN) for value in values)


VARIETIES = {
    "with a target": TREND,
    "without a target": replace(TREND, target=None),
    "one point": replace(TREND, labels=("2025/26",), series=(Series("Лицей", (percent(50),)),)),
    "flat": replace(TREND, series=(Series("Лицей", (percent(0),) * 3),), target=None),
    "means": replace(
        TREND, measure=Measure.MEAN, series=(Series("9Б", means(3.9, 3.95, 4.01)),), target=None
    ),
    "many peers": replace(
        TREND, series=tuple(Series(f"СОШ № {at}", (percent(40 + at / 10),) * 3) for at in range(40))
    ),
}
each = pytest.mark.parametrize("block", VARIETIES.values(), ids=VARIETIES.keys())


@each
def test_a_figure_passes_the_schema_of_plotly(block):
    go.Figure(trend_figure(block))


@each
def test_end_labels_do_not_touch_and_stay_on_the_plot(block):
    layout = trend_figure(block)["layout"]
    low, high = layout["yaxis"]["range"]
    scale = PLOT_HEIGHT / (high - low)
    spans = sorted(
        ((one["y"] - low) * scale, LINE_HEIGHT * (one["text"].count("<br>") + 1))
        for one in layout["annotations"]
    )
    for (below, size), (above, next_size) in pairwise(spans):
        assert above - below >= (size + next_size) / 2
    assert spans[0][0] - spans[0][1] / 2 >= 0
    assert spans[-1][0] + spans[-1][1] / 2 <= PLOT_HEIGHT


@each
def test_the_plot_has_no_title_no_legend_and_no_template(block):
    layout = trend_figure(block)["layout"]
    assert "title" not in layout
    assert layout["showlegend"] is False
    assert "template" not in layout


def test_every_graph_keeps_to_the_house():
    graphs = [one for one in components(draw(TREND)) if isinstance(one, dcc.Graph)]
    assert len(graphs) == 1
    config = graphs[0].config
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""
    assert config["displaylogo"] is False
    assert config["displayModeBar"] is False
    assert config["locale"] == "ru"


def test_missing_and_hidden_points_are_gaps_and_not_zeros():
    lines = {line["name"]: line for line in trend_figure(TREND)["data"]}
    assert lines["СОШ № 2 &lt;b&gt;"]["y"] == [40, None, 47]
    assert lines["ООШ № 5"]["y"] == [None, 35, 33]
    assert all(line["connectgaps"] is False for line in lines.values())


def test_the_reason_of_a_hidden_point_is_said_under_the_chart():
    assert f"■ Скрыто: {REASON}" in words(draw(TREND))


def test_the_subject_is_thick_in_accent_drawn_last_and_peers_are_grey():
    lines = trend_figure(TREND)["data"]
    assert [line["name"] for line in lines][-1] == "Пелым"
    assert lines[-1]["line"] == {"color": "#0b5cad", "width": 3}
    assert lines[0]["line"]["color"] == "#8795a1"


def test_lines_are_named_at_their_ends_with_the_last_figure():
    texts = " ".join(one["text"] for one in trend_figure(TREND)["layout"]["annotations"])
    assert "<b>Пелым 47,2</b>" in texts
    assert "цель 50" in texts


def test_names_cannot_act_as_markup_of_the_chart():
    texts = " ".join(one["text"] for one in trend_figure(TREND)["layout"]["annotations"])
    assert "&lt;b&gt;" in texts


def test_a_line_that_does_not_reach_the_end_has_no_label():
    block = replace(TREND, series=(*TREND.series, Series("Лицей", (percent(60), percent(61), HIDDEN))))
    assert "Лицей" not in str(trend_figure(block)["layout"]["annotations"])


def test_the_subject_keeps_its_label_among_many_peers():
    crowd = VARIETIES["many peers"]
    block = replace(crowd, series=(*crowd.series, Series("Пелым", (percent(45),) * 3, Role.SUBJECT)))
    texts = str(trend_figure(block)["layout"]["annotations"])
    assert "Пелым" in texts
    assert texts.count("СОШ") < 40


def test_axis_labels_are_russian():
    axis = trend_figure(replace(VARIETIES["means"]))["layout"]["yaxis"]
    assert all("." not in text for text in axis["ticktext"])
    assert any("," in text for text in axis["ticktext"])


def test_the_axis_fits_the_values_and_a_percent_stays_a_percent():
    low, high, ticks = value_axis([0.0, 100.0], Measure.PERCENT)
    assert (low, high) == (-2.0, 102.0)
    assert ticks[0] == 0
    assert ticks[-1] == 100
    low, high, _ = value_axis([40.0, 60.0], Measure.PERCENT)
    assert 30 < low < 40
    assert 60 < high < 70


def test_a_trend_without_points_is_a_sentence_and_no_chart():
    block = Trend(
        "t", "Качество", "%", ("2025/26",), (Series("9Б", (HIDDEN,)),), Measure.PERCENT, empty="Пусто."
    )
    drawn = draw(block)
    assert "Пусто." in words(drawn)
    assert not any(isinstance(one, dcc.Graph) for one in components(drawn))


def test_labels_that_do_not_touch_stay_where_they_are():
    assert spread([10, 50, 90], [10, 10, 10], 0, 100) == [10, 50, 90]


def test_labels_that_touch_move_apart_equally():
    assert spread([50, 50], [10, 10], 0, 100) == [45, 55]


def test_labels_keep_their_order_and_the_edges():
    assert spread([99, 100, 1], [10, 10, 10], 0, 100) == [85, 95, 5]


def test_labels_of_different_heights_keep_half_of_each_between_their_centres():
    low, high = spread([50, 52], [30, 10], 0, 100)
    assert high - low == 20


def test_no_tick_of_a_percent_stands_outside_it():
    assert max(value_axis([100.0, 100.0], Measure.PERCENT)[2]) == 100.0
    assert min(value_axis([0.0, 0.0], Measure.PERCENT)[2]) == 0.0
    assert max(value_axis([100.0, 100.0], Measure.INDEX)[2]) > 100.0
