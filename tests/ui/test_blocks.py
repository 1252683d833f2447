"""Each block is drawn with its words, keeps what is hidden, and tells missing from zero."""

from dataclasses import replace

import pytest
from dash import dcc, html

from dashboard.blocks import Attention, Cell, Measure, Quantity, Row, Status, Table, Tiles, Tone
from dashboard.ui.draw import draw
from dashboard.ui.tiles import tile
from tests.ui.looking import addresses, components, everything, sheets, words
from tests.ui.samples import (
    ATTENTION,
    BARS,
    BLOCKS,
    COLUMNS,
    HIDDEN,
    MATRIX,
    MISSING,
    NOT_APPLICABLE,
    NOTICE,
    REASON,
    TABLE,
    TILE,
    TILES,
    TREND,
    ZERO,
    percent,
)

EXPORT = "/export.xlsx?block=one"
by_key = pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.key)


@by_key
def test_a_block_shows_its_title_caption_and_source(block):
    seen = words(draw(block))
    assert block.title in seen
    assert getattr(block, "caption", "") in seen
    assert getattr(block, "source", "") in seen


@by_key
def test_what_is_hidden_never_reaches_the_browser(block):
    sent = everything(draw(block, EXPORT))
    assert "77,7" not in sent
    assert "77.7" not in sent


@by_key
def test_every_address_stays_inside_the_program(block):
    for address in addresses(draw(block, EXPORT)):
        assert address.startswith(("/", "data:image/svg+xml,")), address
        assert not address.startswith("//")


@pytest.mark.parametrize("block", [TILES, TREND, BARS, TABLE, MATRIX, ATTENTION], ids=lambda block: block.key)
def test_a_card_has_a_link_to_excel_only_when_there_is_a_file(block):
    assert EXPORT in addresses(draw(block, EXPORT))
    assert "Excel" not in words(draw(block))


def test_a_notice_has_nothing_to_export():
    assert "Excel" not in words(draw(NOTICE, EXPORT))
    assert NOTICE.text in words(draw(NOTICE))


def test_something_that_is_not_a_block_is_refused_by_name():
    with pytest.raises(TypeError, match="str"):
        draw("таблица")


def test_text_of_a_cell_cannot_act_as_markup():
    evil = "<img src=x onerror=alert(1)>"
    cells = (Cell(), Cell(text=evil, note='"><b>', href='/"><script>'), *(Cell() for _ in COLUMNS[2:]))
    markup = sheets(draw(Table("t", "Т", "", COLUMNS, (Row(cells),))))
    assert markup.find(["img", "script", "b"]) is None
    assert evil in markup.get_text()


# -- tiles ------------------------------------------------------------------------------------------------


def test_a_tile_says_value_unit_status_target_change_and_where_from():
    seen = words(tile(TILE))
    for part in ("47,2", "%", "▲", "зона риска", "цель 50 %", "+1,4 п.п. за год", "журнал, 14.01"):
        assert part in seen


def test_a_tile_is_one_link_and_its_passport_a_control_of_its_own():
    drawn = tile(TILE)
    links = [one for one in components(drawn) if isinstance(one, dcc.Link)]
    assert [link.href for link in links] == ["/m/preparation"]
    assert not any(isinstance(one, html.Details) for one in components(links[0]))
    assert any(isinstance(one, html.Details) for one in components(drawn))
    assert "Методика проекта" in words(drawn)


def test_the_four_looks_of_a_tile_differ():
    looks = [
        words(tile(replace(TILE, quantity=quantity))) for quantity in (ZERO, MISSING, HIDDEN, NOT_APPLICABLE)
    ]
    zero, missing, hidden, not_applicable = looks
    assert "0,0" in zero
    assert "○ нет данных" in missing
    assert "■ скрыто" in hidden
    assert REASON in hidden
    assert "– не применимо" in not_applicable
    for look in looks[1:]:
        assert "0,0" not in look


def test_a_hidden_tile_takes_its_sparkline_change_and_status_along():
    drawn = tile(replace(TILE, quantity=HIDDEN))
    assert not any(isinstance(one, html.Img) for one in components(drawn))
    assert "+1,4" not in words(drawn)
    assert "зона риска" not in words(drawn)


def test_a_sparkline_says_its_figures_and_marks_the_gap():
    picture = next(one for one in components(tile(TILE)) if isinstance(one, html.Img))
    assert picture.alt == "динамика: 42,0; —; 44,8; 47,2"
    assert picture.src.count("M") == 2


def test_one_known_point_is_no_direction_and_gets_no_sparkline():
    drawn = tile(replace(TILE, spark=(None, 47.2)))
    assert not any(isinstance(one, html.Img) for one in components(drawn))


def test_no_change_is_said_in_words():
    assert "без изменений за год" in words(tile(replace(TILE, change=Quantity(0.04, Measure.CHANGE))))


def test_six_tiles_stand_in_two_even_rows():
    drawn = draw(Tiles("t", "", (TILE,) * 6))
    assert any("tiles-3" in str(getattr(one, "className", "")) for one in components(drawn))


# -- tables -----------------------------------------------------------------------------------------------


def cells_of(name):
    row = next(
        row for row in sheets(draw(TABLE)).find_all("tr") if name in row.get_text().replace("\xa0", " ")
    )
    return row.find_all(["th", "td"])


def test_the_four_looks_of_a_table_figure_differ():
    looks = [cells_of(name)[2].get_text() for name in ("СОШ № 10", "СОШ № 2", "НОШ № 7", "ООШ № 5")]
    assert looks == ["0,0\u202f%", "○ нет данных", "■ скрыто", "–"]


def test_the_reason_of_hiding_is_in_plain_sight_and_in_the_tooltip():
    assert f"■ скрыто: {REASON}" in words(draw(TABLE))
    assert cells_of("НОШ № 7")[2].find(title=True)["title"] == f"скрыто: {REASON}"


def test_a_hidden_or_missing_figure_leaves_nothing_to_sort_by():
    assert cells_of("Лицей")[2]["data-sort"] == "64.1"
    assert not cells_of("НОШ № 7")[2].has_attr("data-sort")
    assert not cells_of("СОШ № 2")[2].has_attr("data-sort")


def test_a_bar_has_its_length_interval_and_target():
    bar = cells_of("Лицей")[3]
    assert bar.find(class_="bar-fill")["style"] == "width:64.10%"
    assert bar.find(class_="bar-interval")["style"] == "left:64.10%;width:34.90%"
    assert bar.find(class_="bar-target")["style"] == "left:50.00%"
    assert "цель 50" in bar.find(class_="bar")["title"]


def test_a_hidden_bar_is_not_drawn():
    assert cells_of("НОШ № 7")[3].find(class_="bar") is None


def test_a_bar_says_its_figure_unless_the_column_before_does():
    assert cells_of("Лицей")[3].find(class_="bar-figure") is None
    alone = replace(
        TABLE,
        columns=(COLUMNS[1], COLUMNS[3]),
        rows=(Row((Cell(text="Лицей"), Cell(quantity=percent(64.1)))),),
    )
    assert "64,1" in words(draw(alone))


def test_totals_are_in_the_foot_where_sorting_leaves_them_alone():
    foot = sheets(draw(TABLE)).find("tfoot")
    assert "Пелым" in foot.get_text()
    assert "Лицей" not in foot.get_text()


def test_headers_sort_by_keyboard_and_figures_start_from_the_largest():
    heads = sheets(draw(TABLE)).find_all("th", attrs={"aria-sort": "none"})
    assert len(heads) == len(COLUMNS)
    assert all(head.find("button") for head in heads)
    assert [head["data-first"] for head in heads][1:3] == ["ascending", "descending"]


def test_percent_points_are_said_once_in_the_heading():
    assert "За год, п.п." in words(draw(TABLE))
    assert cells_of("Лицей")[4].get_text() == "−0,4"


def test_a_status_is_a_shape_a_word_and_a_colour():
    chip = cells_of("Лицей")[5].find(class_="chip")
    assert chip.get_text() == "▼ниже цели"
    assert "chip-bad" in chip["class"]


def test_a_row_is_named_by_its_words_not_by_its_place():
    assert cells_of("Лицей")[1].name == "th"
    assert cells_of("Лицей")[0].name == "td"


def test_an_empty_table_says_why():
    drawn = draw(Table("t", "Работы", "", COLUMNS, (), empty="Работы не проводились."))
    assert "○ Работы не проводились." in words(drawn)
    assert sheets(drawn).find("table") is None


# -- matrix, bars, attention ------------------------------------------------------------------------------


def test_the_four_looks_of_a_matrix_cell_differ():
    first = sheets(draw(MATRIX)).find("tbody").find("tr").find_all("td")
    assert [cell.get_text() for cell in first[:4]] == ["0,0", "○ —", "■", "–"]
    assert first[2]["title"] == f"скрыто: {REASON}"
    assert f"■ скрыто: {REASON}" in words(draw(MATRIX))


def test_a_blocking_cell_is_framed_and_a_status_cell_has_its_shape():
    second = sheets(draw(MATRIX)).find("tbody").find_all("tr")[1].find_all("td")
    assert second[0]["class"] == ["w", "x"]
    assert second[0]["title"] == "средний балл 3,38"
    assert second[2].get_text() == "● 89"
    assert second[2]["title"] == "достигнут"


def test_a_matrix_is_one_component_however_large():
    cell = Cell(text="1", tone=Tone.GOOD)
    large = replace(MATRIX, rows=(replace(MATRIX.rows[1], cells=(cell,) * 181),) * 40)
    assert len(components(draw(large))) < 12
    assert len(str(sheets(draw(large)))) < 40 * 181 * 40


def test_short_headings_keep_their_full_words():
    heads = sheets(draw(MATRIX)).find("thead").find_all("th")
    assert heads[1].get_text() == "Алг"
    assert heads[1]["title"] == "Алгебра"


def test_bars_start_at_zero_and_share_one_scale():
    lines = sheets(draw(BARS)).find_all(class_="bars-track")
    widths = [[part["style"] for part in line.find_all(class_="bars-segment")] for line in lines]
    assert widths == [["width:75.00%", "width:25.00%"], ["width:25.00%", "width:25.00%"]]


def test_bars_say_their_figures_and_the_names_of_their_colours():
    seen = words(draw(BARS))
    for part in ("Алгебра", "«5»", "н/а", "30", "40"):
        assert part in seen


def test_attention_tells_how_many_are_not_listed():
    assert "1 из 11" in words(draw(ATTENTION))
    assert "ниже цели" in words(draw(ATTENTION))


def test_attention_without_concerns_says_so():
    assert "Всё в порядке." in words(draw(Attention("a", "Требует внимания", (), 0, empty="Всё в порядке.")))


def test_a_status_without_a_target_draws_no_chip():
    assert "chip" not in everything(tile(replace(TILE, status=Status.NONE, passport=None)))
