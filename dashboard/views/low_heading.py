"""Heading of the page of low results: the choice of the school, and of the procedure that schools are compared in."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Heading
from dashboard.selection import Selection
from dashboard.views import special_low_results
from dashboard.views.context_scene import procedure_picker
from data_access.viewer import Reader


def heading(selection: Selection, reader: Reader) -> Heading:
    """The heading of the mechanism with both pickers."""
    found = special_low_results.heading(selection, reader)
    procedures = procedure_picker(selection, reader)
    return replace(found, pickers=(*found.pickers, procedures)) if procedures else found
