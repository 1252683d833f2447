"""An editor's own words in a report (слова составителя): the version in force of each section."""

from __future__ import annotations

from sqlalchemy import select

from data_access.tables import report_paragraph
from data_access.viewer import Reader


def read_paragraphs(reader: Reader, report: str, unit_id: int, year: int) -> dict[str, str]:
    """Section → text, of a place that the viewer sees as a whole; what was taken out is absent."""

    def read() -> dict[str, str]:
        columns = report_paragraph.c
        statement = select(columns.section, columns.text).where(
            columns.report == report,
            columns.unit_id == unit_id,
            columns.year == year,
            columns.is_current,
            columns.text != "",
            reader.municipalities(columns.unit_id),
        )
        return {section: text for section, text in reader.connection.execute(statement)}

    return reader.once(("report paragraphs", report, unit_id, year), read)
