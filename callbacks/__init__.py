"""What a person does on a page. One file per kind of act, each with a `register`."""

from __future__ import annotations

from dash import Dash

from callbacks import (
    assigning,
    cycle,
    cycle_marks,
    entries,
    loading,
    navigation,
    pack,
    publication,
    registers,
    reports,
    roadmap,
    screens,
    targets,
)
from dashboard.assignments import Assignments
from dashboard.cycle_marks import CycleMarks
from dashboard.entries import Entries
from dashboard.factory import Parts
from dashboard.registers import Registers
from dashboard.report_paragraphs import ReportParagraphs
from dashboard.roadmap import Roadmap
from dashboard.targets import Targets
from dashboard.wall.screens import WallScreens


def register(app: Dash, parts: Parts) -> None:
    """Registers every callback of the program."""
    navigation.register(app, parts.screens)
    loading.register(app, parts.loading, parts.jobs)
    assigning.register(app, parts.desk, Assignments(parts.house))
    pack.register(app, parts.packs)
    publication.register(app, parts.desk)
    screens.register(app, WallScreens(parts.house))
    roadmap.register(app, parts.desk, Roadmap(parts.house))
    entries.register(app, parts.desk, Entries(parts.house))
    registers.register(app, parts.desk, Registers(parts.house))
    targets.register(app, parts.desk, Targets(parts.house))
    cycle.register(app, parts.desk, parts.house)
    cycle_marks.register(app, parts.desk, CycleMarks(parts.house))
    reports.register(app, ReportParagraphs(parts.house))
