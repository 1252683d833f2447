"""The page of citizens as complete HTML: headings in order, tables with captions, no script, no outside address."""

from __future__ import annotations

import hashlib
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.numbers import format_year
from dashboard.public.chart import bars
from dashboard.public.look import LARGE, USUAL, Look, option_groups
from dashboard.public.release import Release, behind_text, figure_text
from dashboard.settings import ROOT

STYLES = ("01-fonts.css", "50-tokens.css", "81-open.css")
BAND_WORDS = {
    "выше": "▲ выше",
    "в пределах": "● в пределах",
    "ниже": "▼ ниже",
    "": "—",
}
KINDS = {"csv": "CSV", "xlsx": "Excel", "json": "описание набора, JSON"}
_TEMPLATES = Environment(
    loader=FileSystemLoader(ROOT / "dashboard" / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@cache
def style_address(name: str) -> str:
    """The address of a style, which changes with its content: it is cached for a year."""
    content = (ROOT / "assets" / name).read_bytes()
    return f"/assets/{name}?v={hashlib.sha256(content).hexdigest()[:8]}"


def open_page(
    release: Release, years: list[int], path: str, look: Look = USUAL, is_preview: bool = False
) -> str:
    """The page of a release. `years`: school years that have one; a preview has no files yet."""
    return _TEMPLATES.get_template("open.html").render(
        **_around(path, look),
        release=release,
        year=format_year(release.year),
        years=[(format_year(of), look.at(f"/open/{of}"), of == release.year) for of in years],
        files=[] if is_preview else _files(release.year),
        is_preview=is_preview,
        text=figure_text,
        behind=behind_text,
        bars=bars,
        bands=BAND_WORDS,
    )


def empty_page(sentence: str, path: str, look: Look = USUAL) -> str:
    """A page that says why there is nothing to see."""
    return _TEMPLATES.get_template("open_empty.html").render(**_around(path, look), sentence=sentence)


def _around(path: str, look: Look) -> dict[str, object]:
    return {
        "styles": [style_address(name) for name in STYLES],
        "look": look,
        "groups": option_groups(look, path),
        "usual_href": path,
        "large_href": LARGE.at(path),
    }


def _files(year: int) -> list[tuple[str, str]]:
    names = {"csv": "data.csv", "xlsx": "data.xlsx", "json": "description.json"}
    return [(KINDS[kind], f"/open/{name}?year={year}") for kind, name in names.items()]
