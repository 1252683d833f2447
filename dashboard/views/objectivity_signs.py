"""Signs of all schools: the fourteen official ones, those of the project, and how many chance alone would raise.

Schools stand by name: a list of signs is no rating. With more than a hundred schools only those with a sign are listed,
and the caption says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from dashboard.blocks import (
    Cell,
    Column,
    Header,
    Kind,
    Matrix,
    MatrixRow,
    Measure,
    Quantity,
    Row,
    Status,
    Table,
    Tone,
)
from dashboard.methods.multiple import LEVEL
from dashboard.methods.ordering import natural_key
from dashboard.methods.signs import OFFICIAL, PROJECT_PROCEDURES
from dashboard.numbers import format_year, plural
from dashboard.selection import Selection
from dashboard.views.many import MOST_ROWS, cut, cut_words
from dashboard.views.sign_sentences import (
    NOT_A_BREACH,
    REASONS,
    REFERENCES,
    TITLES,
    chance,
    holds,
    probability,
    procedure_label,
    sentence,
    verdict,
)
from dashboard.views.suppression import hides
from data_access.queries.places import Place, read_schools
from data_access.queries.signs import (
    NONE,
    SIGN,
    CheckState,
    SignRow,
    read_check_counts,
    read_check_states,
    read_signs,
)
from data_access.viewer import Reader

YEARS = 3
PROJECT_KINDS = ("lowered", "raised", "border", "twins")
SHORT_KINDS = {"mean": "Балл", "mismatch": "Отметки", "rise": "Рост", "fall": "Падение"}
METHOD = "методика ФИС ОКО «Уровень объективности оценки образовательных результатов»"
EMPTY = "Результатов ВПР и ОГЭ по русскому языку и математике за этот год нет: проверять нечего."


@dataclass(frozen=True)
class Signs:
    """Official checks of the year by school, and signs of the last three years by school."""

    schools: tuple[Place, ...]
    checks: dict[int, dict[int, CheckState]]
    raised: dict[int, list[SignRow]]

    def in_year(self, school_id: int, year: int) -> list[SignRow]:
        return [sign for sign in self.raised.get(school_id, ()) if sign.year == year]


def signs_of(selection: Selection, reader: Reader) -> Signs:
    """What the blocks of the page share."""

    def read() -> Signs:
        year = selection.year or 0
        checks: dict[int, dict[int, CheckState]] = defaultdict(dict)
        for check in read_check_states(reader, year):
            checks[check.unit_id][check.number] = check
        raised: dict[int, list[SignRow]] = defaultdict(list)
        for sign in read_signs(reader):
            if year - YEARS < sign.year <= year:
                raised[sign.unit_id].append(sign)
        known = [school for school in read_schools(reader) if school.id in checks or school.id in raised]
        ordered = tuple(sorted(known, key=lambda school: natural_key(school.short_name)))
        return Signs(ordered, dict(checks), dict(raised))

    return reader.once(("signs", selection.year), read)


def official(selection: Selection, reader: Reader) -> Matrix:
    """Schools × the fourteen official signs of the year."""
    found, year = signs_of(selection, reader), selection.year or 0
    checked = [school for school in found.schools if school.id in found.checks]
    with_sign = [s for s in checked if any(one.state == SIGN for one in found.checks[s.id].values())]
    shown = (
        checked if len(checked) <= MOST_ROWS else cut([s for s in with_sign if _is_plain(found.checks[s.id])])
    )
    numbers = sorted({number for checks in found.checks.values() for number in checks})
    return Matrix(
        key="official_signs",
        title=_index_title(found, checked),
        caption=_caption(len(checked), len(with_sign), len(shown)),
        corner="Школа",
        columns=tuple(Header(*_sign_header(number)) for number in numbers),
        rows=tuple(_row(selection, reader, found, school, numbers) for school in shown),
        tail_columns=(
            Column("signs", "Признаков", Kind.QUANTITY, Measure.COUNT),
            Column("held", "С поправкой", Kind.QUANTITY, Measure.COUNT, f"признаков с q ≤ {LEVEL}".replace(".", ",")),
            Column("years", "За три года", help="в скольких годах из трёх был признак"),
        ),
        notes=(
            "Индекс = 100 − доля школ с признаком. «○» — не проверялся, причина в подсказке. "
            "Красным — признак, который держится с поправкой на число проверок. «4 Р» — ВПР-4, русский язык; балл — "
            "завышение среднего, отметки — несоответствие журналу, рост и падение — одной параллели с 4 на 5 класс.",
            _reference_words(found, year),
        ),
        source=f"Источник: протоколы ВПР и ОГЭ, {format_year(year)} учебный год; {METHOD}",
        empty=EMPTY,
    )  # fmt: skip


def _index_title(found: Signs, checked: list[Place]) -> str:
    able = [s for s in checked if any(one.state in (SIGN, NONE) for one in found.checks[s.id].values())]
    if not able:
        return "Признаки необъективности"
    without = sum(all(one.state != SIGN for one in found.checks[s.id].values()) for s in able)
    share = 100 * without / len(able)
    return (
        f"Признаки необъективности: индекс {share:.1f}".replace(".", ",")
        + f" ({without} из {len(able)} без признаков)"
    )


def _caption(checked: int, with_sign: int, shown: int) -> str:
    whole = f"{checked} {plural(checked, 'школа', 'школы', 'школ')}, по имени; {NOT_A_BREACH}"
    if shown == checked:
        return whole
    return f"{whole}; с признаком {with_sign}, показаны {shown}: с двумя признаками или с одним, который держится"


def _is_plain(checks: dict[int, CheckState]) -> bool:
    """Two official signs, or one that holds after the correction."""
    signs = [check for check in checks.values() if check.state == SIGN]
    return len(signs) > 1 or any(holds(check.q) for check in signs)


def _sign_header(number: int) -> tuple[str, str]:
    kind, procedure = OFFICIAL[number - 1]
    exam, _, subject = procedure.label.partition(", ")
    short = {"русский язык": "Р", "математика": "М"}[subject]
    where = f"{exam.removeprefix('ВПР-')} {short}"
    return f"{SHORT_KINDS[kind]} {where}", f"Признак {number}: {TITLES[kind]}, {procedure.label}"


def _row(selection: Selection, reader: Reader, found: Signs, school: Place, numbers: list[int]) -> MatrixRow:
    checks = found.checks[school.id]
    signs = [check for check in checks.values() if check.state == SIGN]
    year = selection.year or 0
    official_years = {sign.year for sign in found.raised.get(school.id, ()) if sign.number is not None}
    return MatrixRow(
        Cell(
            school.short_name,
            href=Selection("/school/objectivity", school.id, year=year, period=selection.period).address,
        ),
        tuple(_cell(reader, checks.get(number)) for number in numbers),
        (
            Cell(quantity=Quantity(len(signs), Measure.COUNT)),
            Cell(quantity=Quantity(sum(holds(check.q) for check in signs), Measure.COUNT)),
            Cell(f"{len(official_years)} из {YEARS}" if official_years else "—"),
        ),
    )


def _cell(reader: Reader, check: CheckState | None) -> Cell:
    if check is None or check.state not in (SIGN, NONE):
        reason = REASONS[check.reason] if check else REASONS["not_written"]
        return Cell("○", tone=Tone.MUTED, note=f"не проверялся: {reason}")
    if hides(reader) and check.n < reader.small_number:
        return Cell("■", tone=Tone.MUTED, note=f"скрыто: меньше {reader.small_number} обучающихся")
    tested = f"p = {probability(check.p)}, q = {probability(check.q)}" if check.p is not None and check.q is not None \
        else "вероятность не оценена"  # fmt: skip
    note = f"n = {check.n}; {tested}"
    if check.state == NONE:
        return Cell("нет", note=note)
    tone = Tone.BAD if holds(check.q) else Tone.WARN
    return Cell("признак", tone=tone, note=note)


def _reference_words(found: Signs, year: int) -> str:
    names = {sign.reference for signs in found.raised.values() for sign in signs if sign.year == year}
    if "region" in names:
        return "Эталон — результаты региона там, где его отчёты загружены, иначе остальные школы."
    return "Эталон — остальные школы без самой школы: отчётов региона за этот год нет."


def project(selection: Selection, reader: Reader) -> Table:
    """Signs of the project's own methods: what showed, by kind, and what procedures are looked at."""
    found, year = signs_of(selection, reader), selection.year or 0
    shown = [
        school
        for school in found.schools
        if any(sign.number is None for sign in found.in_year(school.id, year))
    ]
    rows = []
    for school in cut(shown):
        by_kind: dict[str, list[SignRow]] = defaultdict(list)
        for sign in found.in_year(school.id, year):
            by_kind[sign.kind].append(sign)
        href = Selection("/school/objectivity", school.id, year=year, period=selection.period).address
        cells = (_project_cell(reader, by_kind[kind]) for kind in PROJECT_KINDS)
        rows.append(Row((Cell(school.short_name, href=href), *cells)))
    first, last = PROJECT_PROCEDURES[0].label, PROJECT_PROCEDURES[-1].label
    return Table(
        key="project_signs",
        title="Дополнительные проверки: подтверждение, границы, одинаковые работы",
        caption=f"школы, у которых что-то показалось, по имени; {NOT_A_BREACH}{cut_words(len(shown))}",
        columns=(
            Column("school", "Школа"),
            *(Column(kind, TITLES[kind].capitalize(), Kind.TAGS) for kind in PROJECT_KINDS),
        ),
        rows=tuple(rows),
        notes=(
            f"Методика проекта; проверяются русский язык и математика от «{first}» до «{last}». «*» — держится с "
            "поправкой на число проверок.",
        ),
        source=f"Источник: протоколы ВПР и ОГЭ, {format_year(year)} учебный год; методика проекта",
        empty="Дополнительные проверки ничего не показали, или проверять было нечего.",
    )


def _project_cell(reader: Reader, signs: list[SignRow]) -> Cell:
    tags = tuple(
        f"{procedure_label(sign.exam, sign.grade, sign.subject)}{'*' if holds(sign.q) else ''}"
        for sign in signs
        if not hides(reader) or sign.n >= reader.small_number
    )
    return Cell(tags=tags) if tags else Cell("—", tone=Tone.MUTED)


ALARM_COLUMNS = (
    Column("school", "Школа"),
    Column("sign", "Признак"),
    Column("procedure", "Процедура"),
    Column("numbers", "Что показывают числа"),
    Column("reference", "Эталон"),
    Column("n", "n", Kind.QUANTITY, Measure.COUNT, "участников"),
    Column("p", "p", help="вероятность такого значения у честной школы"),
    Column("q", "q", help="она же с поправкой на число проверок"),
    Column("verdict", "Вывод", Kind.STATUS),
)


def alarms(selection: Selection, reader: Reader) -> Table:
    """Every sign of the year with its sentence, raw and corrected; the title says how many chance alone would raise."""
    found, year = signs_of(selection, reader), selection.year or 0
    counts = read_check_counts(reader, year)
    checks = sum(count.checks for count in counts if count.state != "unchecked")
    tested = sum(count.tested for count in counts)
    signs = [(school, sign) for school in found.schools for sign in found.in_year(school.id, year)]
    held = sum(holds(sign.q) for _, sign in signs)
    kinds = Counter(sign.kind for _, sign in signs)
    shown = [pair for pair in signs if not hides(reader) or pair[1].n >= reader.small_number]
    if len(shown) > MOST_ROWS:
        shown = list(cut([pair for pair in shown if holds(pair[1].q)]))
    word = plural(len(signs), "признак", "признака", "признаков")
    of_checks = f"{checks} {plural(checks, 'проверку', 'проверки', 'проверок')}"
    rest = (
        ""
        if len(shown) == len(signs)
        else f"; в таблице {len(shown)}, которые держатся с поправкой или открыты вам"
    )
    return Table(
        key="alarms",
        title=f"{len(signs)} {word} на {of_checks}, с поправкой держатся {held}",
        caption=f"{NOT_A_BREACH}{rest}",
        columns=ALARM_COLUMNS,
        rows=tuple(_alarm(selection, school, sign) for school, sign in shown),
        notes=(
            f"С вероятностью проверено {tested}. Если тревожиться при p ≤ 0,05, у честных школ было бы около "
            f"{round(LEVEL * tested)} ложных тревог; поправка Бенджамини — Хохберга (q ≤ 0,05) оставляет среди "
            "оставшихся не больше 5 % ложных.",
            "По видам: " + ", ".join(f"{TITLES[kind]} — {count}" for kind, count in sorted(kinds.items())) + "."
            if kinds
            else "",
        ),
        source=f"Источник: протоколы ВПР и ОГЭ, {format_year(year)} учебный год; {METHOD}; методика проекта",
        empty="Ни одного признака за этот год." if checks else EMPTY,
    )  # fmt: skip


def _alarm(selection: Selection, school: Place, sign: SignRow) -> Row:
    href = Selection("/school/objectivity", school.id, year=sign.year, period=selection.period).address
    return Row((Cell(school.short_name, href=href), *sign_cells(sign)))


def sign_cells(sign: SignRow) -> tuple[Cell, ...]:
    """The cells of a sign after the school: title, procedure, sentence, reference, n, p, q, verdict."""
    number = f"{sign.number}. " if sign.number else ""
    tested = sign.p is not None and sign.q is not None
    return (
        Cell(f"{number}{TITLES[sign.kind]}"),
        Cell(procedure_label(sign.exam, sign.grade, sign.subject)),
        Cell(sentence(sign), note=chance(sign)),
        Cell(REFERENCES[sign.reference]),
        Cell(quantity=Quantity(sign.n, Measure.COUNT)),
        Cell(probability(sign.p) if tested and sign.p is not None else "—"),
        Cell(probability(sign.q) if tested and sign.q is not None else "—"),
        Cell(verdict(sign), status=Status.BELOW if holds(sign.q) else Status.RISK),
    )
