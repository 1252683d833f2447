"""The font of pictures on paper: Golos Text of the screen, which matplotlib cannot read as it is shipped.

The screen's font is two variable WOFF2 files, Latin and Cyrillic. Here each is unpacked at the two weights that charts
use, once for a process, and the two are named apart, so that a letter missing in one is taken from the other.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from threading import Lock

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]
from matplotlib.font_manager import FontProperties, fontManager

from dashboard.settings import ROOT

FILES = ("golos-text-latin-wght-normal.woff2", "golos-text-cyrillic-wght-normal.woff2")
REGULAR, BOLD = 400, 600
SPARE = "DejaVu Sans"  # comes with matplotlib: signs that neither file has
NAMES = {1, 4, 6, 16}  # records of a font that hold its family
_LOCK = Lock()


def font(size: float, *, bold: bool = False) -> FontProperties:
    """Golos Text of a size in points; what it lacks is taken from the spare font."""
    with _LOCK:
        families = _families(BOLD if bold else REGULAR)
    return FontProperties(family=[*families, SPARE], size=size)


@cache
def _families(weight: int) -> tuple[str, ...]:
    """Names under which the unpacked files are known to matplotlib."""
    folder = Path(tempfile.mkdtemp(prefix="golos-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # matplotlib opens the files when it draws
    names = []
    for file in FILES:
        family = f"Golos {file.split('-')[2].title()} {weight}"
        path = folder / f"{family}.ttf"
        _unpack(ROOT / "assets" / "fonts" / file, weight, family).save(path)
        fontManager.addfont(path)
        names.append(family)
    return tuple(names)


def _unpack(source: Path, weight: int, family: str) -> TTFont:
    packed = TTFont(source)
    plain = instantiateVariableFont(packed, {"wght": weight})
    plain.flavor = None
    plain[
        "OS/2"
    ].usWeightClass = REGULAR  # the weight is in the family: asked for by name, found without search
    for record in plain["name"].names:
        if record.nameID in NAMES:
            plain["name"].setName(family, record.nameID, record.platformID, record.platEncID, record.langID)
    return plain
