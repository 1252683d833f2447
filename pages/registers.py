"""Page: the list of registers (реестры) of a mechanism with their counts."""

from __future__ import annotations

from dashboard.page import Page
from dashboard.views import registers

PAGE = Page(
    path="/registers",
    name="Реестры",
    open=registers.open_registers,
    heading=registers.heading,
    rows=((registers.table,),),
    is_live=True,
)
