"""Export of a page's blocks as an Excel workbook: the same numbers, typed, with their source beside them."""

from __future__ import annotations

from dashboard.export.context import ExportContext
from dashboard.export.workbook import workbook

__all__ = ["ExportContext", "workbook"]
