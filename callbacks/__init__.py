"""What a person does on a page. One file per kind of act, each with a `register`."""

from __future__ import annotations

from dash import Dash

from callbacks import assigning, loading, navigation
from dashboard.assignments import Assignments
from dashboard.factory import Parts


def register(app: Dash, parts: Parts) -> None:
    """Registers every callback of the program."""
    navigation.register(app, parts.screens)
    loading.register(app, parts.loading, parts.jobs)
    assigning.register(app, parts.desk, Assignments(parts.house))
