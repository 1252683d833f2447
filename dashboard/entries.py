"""Entry of indicators as an act: drafts that count nowhere, submitted figures that are in the marts at once.

A changed figure is a new row, the old one stays with its author and time. What is wrong is told field by field and
nothing of the form is kept then, so that a person mends it where it stands. A line that somebody else changed while
the form was open is not overwritten. A draft may be cleared: it was no record yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, update

from dashboard.catalogue import Indicator
from dashboard.entered import refresh_entered
from dashboard.entry_checks import Amount, Mistyped, impossible, jump, read_amount
from dashboard.entry_sheet import NOBODYS, Sheet, open_sheet
from dashboard.house import House
from dashboard.recommending import refresh_recommendations
from data_access import audit
from data_access.queries.entries import Entry, Standing, read_entries, standing_of
from data_access.tables import indicator_entry, work_event
from data_access.versions import raise_version
from data_access.viewer import Reader, Refused, Viewer

LONGEST_NOTE = 400
NOTHING = Standing()


class NotEntered(Exception):
    """What was typed cannot be kept; `wrong`: code of an indicator → a Russian sentence for its field."""

    def __init__(self, sentence: str, wrong: Mapping[str, str]) -> None:
        super().__init__(sentence)
        self.wrong = dict(wrong)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of one indicator. `seen`: id of the row that the form showed, 0 for an empty line;
    None: not a form, whatever stands is replaced."""

    above: str = ""
    below: str = ""
    note: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that is to be kept."""

    indicator: Indicator
    amount: Amount
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the form with what stands about it: now, a year before, and what the form had shown."""

    indicator: Indicator
    typed: Typed
    now: Standing
    before: Entry | None
    shown: Entry | None

    @property
    def note(self) -> str:
        return " ".join(self.typed.note.split())

    @property
    def is_stale(self) -> bool:
        newest = self.now.newest.id if self.now.newest else 0
        return self.typed.seen is not None and self.typed.seen != newest


@dataclass
class _Judged:
    """What is to be done with a form."""

    kept: list[Stated] = field(default_factory=list)
    cleared: list[str] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Entries:
    """Acts on stated indicators. Each checks the rights itself: the browser only asks."""

    house: House

    def save_draft(
        self, viewer: Viewer, mechanism: str, unit_id: int, year: int, typed: Mapping[str, Typed]
    ) -> int:
        """Keeps drafts of what changed; returns how many. Raises Refused, NotFound, NotEntered."""
        with self.house.database.loading() as connection:
            sheet, judged = self._judge(viewer, connection, (mechanism, unit_id, year), typed, False)
            for code in judged.cleared:
                _drop_draft(connection, sheet, code)
            for stated in judged.kept:
                self._insert(connection, viewer, sheet, stated, "draft")
            count = len(judged.kept) + len(judged.cleared)
            if count:
                self._sign(connection, viewer, sheet, "draft", count)
        return count

    def submit(
        self, viewer: Viewer, mechanism: str, unit_id: int, year: int, typed: Mapping[str, Typed]
    ) -> int:
        """Puts what changed in force and into the marts; returns how many figures. Raises Refused, NotFound,
        NotEntered."""
        with self.house.database.loading() as connection:
            sheet, judged = self._judge(viewer, connection, (mechanism, unit_id, year), typed, True)
            for code in judged.cleared:
                _drop_draft(connection, sheet, code)
            for stated in judged.kept:
                _retire(connection, sheet, stated.indicator.code)
                self._insert(connection, viewer, sheet, stated, "submitted")
            if judged.kept:
                refresh_entered(connection, [sheet.place.id])
                self._recommend(connection, sheet)
                raise_version(connection, self.house.now(), with_date=False)
            if judged.kept or judged.cleared:
                self._sign(connection, viewer, sheet, "submitted", len(judged.kept))
        return len(judged.kept)

    def _judge(
        self,
        viewer: Viewer,
        connection: Connection,
        where: tuple[str, int, int],
        typed: Mapping[str, Typed],
        is_final: bool,
    ) -> tuple[Sheet, _Judged]:
        """The sheet and what is to be done with it. Raises NotEntered with a sentence for each wrong field."""
        if not viewer.sees_municipality and not viewer.school_ids:
            raise Refused(NOBODYS)
        reader = Reader(viewer, connection, catalogue=self.house.catalogue, today=self.house.today())
        sheet = open_sheet(reader, *where)
        if not sheet.indicators:
            raise Refused("Показатели этого механизма здесь вводите не вы.")
        rows = read_entries(reader, sheet.place.id, sheet.year)
        now = standing_of(rows)
        before = standing_of(read_entries(reader, sheet.place.id, sheet.year - 1))
        shown = {row.id: row for row in rows}
        judged = _Judged()
        for code, cells in typed.items():
            line = Line(
                sheet.indicator(code),
                cells,
                now.get(code, NOTHING),
                before.get(code, NOTHING).submitted,
                shown.get(cells.seen or 0),
            )
            _judge_line(judged, line, is_final)
        if judged.wrong:
            raise NotEntered(_sentence(len(judged.wrong)), judged.wrong)
        return sheet, judged

    def _recommend(self, connection: Connection, sheet: Sheet) -> None:
        """New figures may fire a rule, or take its cause away."""
        house = self.house
        refresh_recommendations(connection, house.catalogue, house.now(), [sheet.place.id], house.today())

    def _insert(
        self, connection: Connection, viewer: Viewer, sheet: Sheet, stated: Stated, status: str
    ) -> None:
        connection.execute(
            insert(indicator_entry).values(
                indicator=stated.indicator.code,
                unit_id=sheet.place.id,
                year=sheet.year,
                numerator=stated.amount.numerator,
                denominator=stated.amount.denominator,
                status=status,
                note=stated.note,
                user_id=viewer.user_id,
                author=viewer.display_name[:200],
                entered_at=self.house.now(),
                is_current=status == "submitted",
            )
        )

    def _sign(self, connection: Connection, viewer: Viewer, sheet: Sheet, action: str, count: int) -> None:
        record = f"{sheet.mechanism.code}:{sheet.place.id}:{sheet.year}"
        connection.execute(
            insert(work_event).values(
                kind="entry",
                record=record,
                action=action,
                note=str(count),
                author=viewer.display_name[:200],
                user_id=viewer.user_id,
                at=self.house.now(),
            )
        )
        audit.record(connection, viewer, self.house.now(), f"entry {action}", f"entry {record}")


def _judge_line(judged: _Judged, line: Line, is_final: bool) -> None:
    """Sorts one line of the form: to keep, to clear, wrong, or unchanged."""
    code = line.indicator.code
    try:
        amount = read_amount(line.indicator, line.typed.above, line.typed.below)
        if len(line.note) > LONGEST_NOTE:
            raise Mistyped(f"Примечание длиннее {LONGEST_NOTE} знаков: {len(line.note)}.")
        if line.is_stale:
            _judge_stale(line, amount)
        elif amount is None:
            _judge_empty(judged, line)
        elif _is_new(line, amount, is_final):
            if is_final:
                _judge_final(line, amount)
            judged.kept.append(Stated(line.indicator, amount, line.note))
    except Mistyped as error:
        judged.wrong[code] = str(error)


def _judge_stale(line: Line, amount: Amount | None) -> None:
    """Somebody changed the line meanwhile: what this person left alone stays as it is now."""
    if (amount, line.note) != (_amount(line.shown), line.shown.note if line.shown else ""):
        who = line.now.newest.author if line.now.newest else "другой пользователь"
        raise Mistyped(f"Пока форма была открыта, это значение изменили ({who}). Откройте страницу заново.")


def _judge_empty(judged: _Judged, line: Line) -> None:
    """An emptied line: a draft goes, what was submitted cannot be unsaid."""
    if line.note:
        raise Mistyped("К примечанию нужно значение.")
    if line.now.draft is not None:
        judged.cleared.append(line.indicator.code)
    elif line.now.submitted is not None:
        raise Mistyped("Сданное значение нельзя убрать, можно заменить: введите новое.")


def _judge_final(line: Line, amount: Amount) -> None:
    """A submitted figure is possible, and a jump against last year is explained."""
    if mistake := impossible(line.indicator, amount):
        raise Mistyped(mistake)
    if not line.note and (leap := jump(line.indicator, amount, _amount(line.before))):
        raise Mistyped(f"{leap} Напишите в примечании, почему.")


def _is_new(line: Line, amount: Amount, is_final: bool) -> bool:
    """Whether this is not yet what stands. A submitted figure closes the draft, even when nothing else changes."""
    if is_final and line.now.draft is not None:
        return True
    stands = line.now.newest
    return stands is None or (amount, line.note) != (_amount(stands), stands.note)


def _amount(entry: Entry | None) -> Amount | None:
    return None if entry is None else Amount(entry.numerator, entry.denominator)


def _retire(connection: Connection, sheet: Sheet, code: str) -> None:
    """What was in force becomes history."""
    columns = indicator_entry.c
    connection.execute(
        update(indicator_entry)
        .where(
            columns.indicator == code,
            columns.unit_id == sheet.place.id,
            columns.year == sheet.year,
            columns.is_current,
        )
        .values(is_current=False)
    )


def _drop_draft(connection: Connection, sheet: Sheet, code: str) -> None:
    """Drafts of a line go; what was submitted stays in force."""
    columns = indicator_entry.c
    connection.execute(
        delete(indicator_entry).where(
            columns.indicator == code,
            columns.unit_id == sheet.place.id,
            columns.year == sheet.year,
            columns.status == "draft",
        )
    )


def _sentence(count: int) -> str:
    if count == 1:
        return "Ничего не сохранено: исправьте отмеченное поле."
    return f"Ничего не сохранено: исправьте отмеченные поля ({count})."
