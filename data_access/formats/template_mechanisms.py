"""Lines of «Показатели», «Реестр» and «Олимпиады»: what mechanisms rest on beside the journal.

Here a line is only read. Which indicators and registers there are, and what their columns hold, is said by the
catalogue of the program, so that is checked where the file is matched (`dashboard/loading`).
"""

from __future__ import annotations

from data_access.formats import template_columns as words
from data_access.formats.cells import text
from data_access.formats.rows import EventRow, IndicatorRow, RegisterLine
from data_access.formats.template_line import Line, RowError

# What the table keeps.
LONGEST_NOTE = 400


def read_indicator(line: Line) -> IndicatorRow:
    """A line of «Показатели»."""
    note = line.text(words.NOTE)
    if len(note) > LONGEST_NOTE:
        raise RowError(words.NOTE, f"примечание длиннее {LONGEST_NOTE} знаков")
    return IndicatorRow(
        school=line.organisation(),
        year=line.year(),
        indicator=line.required(words.INDICATOR),
        numerator=line.required_number(words.NUMERATOR),
        denominator=line.number(words.DENOMINATOR),
        note=note,
        place=line.place,
    )


def read_register_line(line: Line) -> RegisterLine:
    """A line of «Реестр» with whatever columns its table has."""
    cells = tuple((title, text(cell)) for title, cell in line.others.items() if text(cell))
    return RegisterLine(line.organisation(), line.year(), line.required(words.REGISTER), cells, line.place)


def read_event(line: Line) -> EventRow:
    """A line of «Олимпиады»."""
    return EventRow(
        school=line.organisation(),
        class_name=line.class_name(),
        year=line.year(),
        pupil=line.required(words.PUPIL),
        event=line.required(words.EVENT),
        stage=line.choice(words.STAGE, words.STAGE_WORDS),
        subject=line.required(words.SUBJECT),
        outcome=line.choice(words.OUTCOME, words.EVENT_OUTCOME_WORDS),
        place=line.place,
    )
