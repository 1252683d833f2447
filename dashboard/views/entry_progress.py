"""Who has sent their indicators and who has not: what is asked of each organisation, what came, what is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dashboard.blocks import Status
from dashboard.catalogue import Indicator, Mechanism, catalogue_of
from dashboard.entry_sheet import due_on, stated
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_date, plural
from dashboard.views.municipal_values import fits
from data_access.queries.entries import read_progress
from data_access.queries.places import Place, read_municipalities, read_municipality, read_schools
from data_access.viewer import Reader

SOON = 14  # days before the due date when it becomes a warning


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator that somebody states about a unit; `row_id`: who answers for it, an organisation or the top."""

    row_id: int
    indicator: Indicator
    unit_id: int


@dataclass(frozen=True, slots=True)
class Sent:
    """How far somebody is. `late`: days since the earliest missed due date; `left`: days to the next one."""

    needed: int = 0
    submitted: int = 0
    drafts: int = 0
    late: int | None = None
    left: int | None = None
    next_due: date | None = None
    first_missing: int | None = None  # a unit that something is still asked about

    @property
    def missing(self) -> int:
        return self.needed - self.submitted

    @property
    def status(self) -> Status:
        """Everything sent, late, soon due; none when there is still time or nothing is asked."""
        if not self.needed:
            return Status.NONE
        if not self.missing:
            return Status.REACHED
        if self.late is not None:
            return Status.BELOW
        return Status.RISK if self.left is not None and self.left <= SOON else Status.NONE

    @property
    def words(self) -> str:
        """«сдано», «просрочено на 5 дней», «осталось 12 дней»."""
        if not self.needed:
            return "не собирают"
        if not self.missing:
            return "сдано"
        if self.late is not None:
            return f"просрочено на {self.late} {plural(self.late, 'день', 'дня', 'дней')}"
        if self.left is None:
            return "срок не назначен"
        if not self.left:
            return "последний день"
        ends = plural(self.left, "остался", "осталось")
        return f"{ends} {self.left} {plural(self.left, 'день', 'дня', 'дней')}"

    @property
    def short_words(self) -> str:
        """The same for a crowded table: «просрочка 5 дн.»."""
        if self.missing and self.late is not None:
            return f"просрочка {self.late} дн."
        return f"осталось {self.left} дн." if self.missing and self.left else self.words

    @property
    def sentence(self) -> str:
        """For whoever fills in the form."""
        parts = [f"Сдано {self.submitted} из {self.needed}."]
        if self.drafts:
            parts.append(f"Черновиков: {self.drafts}.")
        if self.missing and self.next_due is not None and self.late is None:
            parts.append(f"Ближайший срок — {format_date(self.next_due)}, {self.words}.")
        elif self.missing:
            parts.append(f"{self.words.capitalize()}.")
        return " ".join(parts)


def asked_of(reader: Reader, mechanism: Mechanism, places: list[Place]) -> list[Asked]:
    """What is stated in a mechanism and by whom: schools answer for what is the director's, the rest is the top's."""
    top = read_municipality(reader)
    inner = read_municipalities(reader) or [top]
    found: list[Asked] = []
    for indicator in stated(catalogue_of(reader), mechanism):
        if indicator.level == "municipality":
            found += [Asked(place.id, indicator, place.id) for place in inner]
            continue
        fitting = [place for place in places if fits(indicator, place)]
        is_theirs = indicator.owner == "director"
        found += [Asked(place.id if is_theirs else top.id, indicator, place.id) for place in fitting]
    return found


def sent_by(reader: Reader, asked: Iterable[Asked], year: int) -> Sent:
    """How far one row is with what is asked of it."""
    known = reader.once(
        ("entry progress by key", year),
        lambda: {(row.indicator, row.unit_id): row for row in read_progress(reader, year)},
    )
    needed = submitted = drafts = 0
    missing: list[Asked] = []
    for one in asked:
        row = known.get((one.indicator.code, one.unit_id))
        needed += 1
        drafts += bool(row and row.is_draft)
        if row is not None and row.is_submitted:
            submitted += 1
        else:
            missing.append(one)
    first = missing[0].unit_id if missing else None
    dues = [due for one in missing if (due := due_on(one.indicator, year)) is not None]
    return _timed(Sent(needed, submitted, drafts, first_missing=first), dues, reader.day)


def _timed(sent: Sent, dues: list[date], today: date) -> Sent:
    missed = [due for due in dues if due < today]
    ahead = [due for due in dues if due >= today]
    return replace(
        sent,
        late=(today - min(missed)).days if missed else None,
        left=(min(ahead) - today).days if ahead else None,
        next_due=min(ahead) if ahead else None,
    )


def answering(reader: Reader) -> list[Place]:
    """Who may have to answer: the top, municipalities of a region, organisations in natural order of names."""
    schools = sorted(read_schools(reader), key=lambda place: natural_key(place.short_name))
    return [read_municipality(reader), *read_municipalities(reader), *schools]
