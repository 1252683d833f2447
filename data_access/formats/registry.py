"""All layouts that can be read. A new layout is a module with `LAYOUT` and one line here.

The order matters only where one file could satisfy two layouts: the template, known by a whole header, stands
first, so that no word inside its cells can make it look like something else. ЕГЭ stands before ОГЭ, whose
columns basic mathematics has.
"""

from __future__ import annotations

from data_access.formats import (
    ege_protocol,
    oge_protocol,
    signs_list,
    tabel,
    template,
    vpr_f1,
    vpr_report,
    work_protocol,
)
from data_access.formats.layout import Layout

LAYOUTS: tuple[Layout, ...] = (
    template.LAYOUT,
    work_protocol.LAYOUT,
    tabel.LAYOUT,
    ege_protocol.LAYOUT,
    oge_protocol.LAYOUT,
    vpr_f1.LAYOUT,
    vpr_report.LAYOUT,
    signs_list.LAYOUT,
)


def known_titles() -> str:
    """Titles of all layouts as one Russian enumeration."""
    return "; ".join(layout.title for layout in LAYOUTS)
