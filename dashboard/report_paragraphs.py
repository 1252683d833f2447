"""An editor's own paragraphs in a report, as an act: what was written is in force until it is written anew.

The words belong to a report, a place, a school year and a section, so they come back whenever the report is made again.
Nothing is deleted: an earlier version stays, an empty text takes the words out. Figures of the program are not touched.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from dashboard.export.docx_text import legal_text
from dashboard.house import House
from dashboard.reports.kinds import may_edit, open_report, report_key
from dashboard.selection import Selection
from data_access import audit
from data_access.queries.places import read_municipality
from data_access.tables import report_paragraph
from data_access.versions import raise_version
from data_access.viewer import Reader, Refused, Viewer

LONGEST = 6000
WRITERS_ONLY = "Текст справки пишут управление образования и координатор этого механизма."


class NotWritten(Exception):
    """What was filled in cannot be kept; the message is a Russian sentence."""


@dataclass(frozen=True)
class ReportParagraphs:
    """Writes paragraphs. Checks the rights itself: the browser only asks."""

    house: House

    def write(self, viewer: Viewer, selection: Selection, section: str, text: str) -> bool:
        """Keeps the words of a section; whether anything changed. Raises Refused, NotFound, NotWritten."""
        words = legal_text(text.replace("\r\n", "\n")).strip()
        if len(words) > LONGEST:
            raise NotWritten(f"Слишком длинный текст: {len(words)} знаков, помещается {LONGEST}.")
        # taken in turn, as loads are: of two texts at once one is the newest
        with self.house.database.loading() as connection:
            house = self.house
            reader = Reader(viewer, connection, catalogue=house.catalogue, today=house.today())
            chosen = open_report(selection, reader)
            if not may_edit(reader, chosen):
                raise Refused(WRITERS_ONLY)
            key = (report_key(chosen), read_municipality(reader).id, chosen.year or 0, section[:80])
            return self._keep(connection, viewer, key, words)

    def _keep(
        self, connection: Connection, viewer: Viewer, key: tuple[str, int, int, str], words: str
    ) -> bool:
        report, unit_id, year, section = key
        columns = report_paragraph.c
        place = (
            columns.report == report,
            columns.unit_id == unit_id,
            columns.year == year,
            columns.section == section,
            columns.is_current,
        )
        before = connection.scalar(select(columns.text).where(*place)) or ""
        if before == words:
            return False
        now = self.house.now()
        connection.execute(update(report_paragraph).where(*place).values(is_current=False))
        connection.execute(
            insert(report_paragraph).values(
                report=report,
                unit_id=unit_id,
                year=year,
                section=section,
                text=words,
                author=viewer.display_name[:60],
                at=now,
                is_current=True,
            )
        )
        audit.record(
            connection,
            viewer,
            now,
            "report paragraph",
            f"report {report} {year} {section}",
            note=_note(words),
        )
        raise_version(connection, now, with_date=False)
        return True


def _note(words: str) -> str:
    return f"{len(words)} letters" if words else "taken out"
