"""What is being done in a mechanism, for the bottom of its page: recommendations and decisions."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Table
from dashboard.selection import Selection
from dashboard.views import action_lists
from dashboard.views.mechanism import mechanism_of
from data_access.viewer import Reader


def _inside(selection: Selection, reader: Reader) -> Selection:
    return replace(selection, mechanism=mechanism_of(selection, reader).code, unit=None)


def recommendations(selection: Selection, reader: Reader) -> Table:
    """Recommendations of the mechanism in the chosen year."""
    return action_lists.recommendations(_inside(selection, reader), reader)


def decisions(selection: Selection, reader: Reader) -> Table:
    """Decisions of the mechanism in the chosen year."""
    return action_lists.decisions(_inside(selection, reader), reader)
