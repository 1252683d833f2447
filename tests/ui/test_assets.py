"""Assets come from this house only, are licensed, and their colours can be read."""

import re
from pathlib import Path

import pytest

from dashboard.blocks import Role, Status
from dashboard.ui import palette
from dashboard.ui.login import login_page

ASSETS = Path(__file__).parents[2] / "assets"
STYLES = sorted(ASSETS.glob("*.css"))
SCRIPTS = sorted(ASSETS.glob("*.js"))
TOKENS = dict(
    re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (ASSETS / "50-tokens.css").read_text(encoding="utf-8"))
)
NAMESPACES = re.compile(r"http://www\.w3\.org/[\w/]+")


def named(path):
    return path.name


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_a_style_loads_nothing_from_another_host(path):
    text = path.read_text(encoding="utf-8")
    assert "@import" not in text
    for target in re.findall(r"url\(\s*[\"']?([^)\"']+)", text):
        assert target.startswith(("data:", "fonts/")), target


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_names_no_other_host(path):
    text = NAMESPACES.sub("", path.read_text(encoding="utf-8"))
    assert "//cdn" not in text
    assert not re.search(r"https?://", text)


@pytest.mark.parametrize("path", [path for path in STYLES if path.name >= "03"], ids=named)
def test_our_styles_are_short_enough_to_read(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


def test_every_font_and_style_that_is_named_exists():
    for path in STYLES:
        for target in re.findall(r"url\(\"(fonts/[^\"]+)\"\)", path.read_text(encoding="utf-8")):
            assert (ASSETS / target).is_file(), target
    for address in re.findall(r"/assets/([\w.-]+)", login_page("", "/", "/login", ())):
        assert (ASSETS / address).is_file(), address


@pytest.mark.parametrize("name", ["bootstrap", "golos", "plotly"])
def test_third_party_files_come_with_their_licence(name):
    texts = [
        path.read_text(encoding="utf-8") for path in (ASSETS / "licenses").iterdir() if name in path.name
    ]
    assert any("License" in text for text in texts)


def test_figures_use_the_colours_of_the_styles():
    pairs = {
        "ink": palette.INK,
        "second": palette.INK_2,
        "third": palette.INK_3,
        "card": palette.CARD,
        "line": palette.LINE,
        "accent": palette.ACCENT,
        "field": palette.PEER,
        "good": palette.STATUS[Status.REACHED],
        "warn": palette.STATUS[Status.RISK],
        "bad": palette.STATUS[Status.BELOW],
        "muted": palette.STATUS[Status.NO_DATA],
    }
    assert {name: TOKENS[name] for name in pairs} == pairs


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted(luminance(TOKENS.get(colour, colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_the_guidelines_count_it():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


TEXTS = [
    *((text, ground) for text in ("ink", "second", "third", "accent") for ground in ("card", "page", "soft")),
    *((f"{tone}-ink", f"{tone}-soft") for tone in ("good", "fair", "warn", "bad", "muted")),
    *((f"{tone}-ink", f"{tone}-chip") for tone in ("good", "warn", "bad")),
    *((f"{tone}-ink", "card") for tone in ("good", "warn", "bad", "muted")),
    ("accent", "accent-soft"),
    ("#ffffff", "accent"),
    ("#ffffff", "mark-5"),
    ("#ffffff", "mark-2"),
    *(("ink", f"mark-{mark}") for mark in ("4", "3", "na")),
]


@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read_on_its_ground(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("sign", ["good", "warn", "bad", "muted", "accent", "field", palette.ROLE[Role.PEER]])
def test_signs_lines_and_edges_of_fields_stand_out(sign):
    assert contrast(sign, "card") >= 3
