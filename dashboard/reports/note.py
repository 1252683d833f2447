"""«Аналитическая справка» of one mechanism: goals, years, organisations, what is special to it, what is done."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Block, Table
from dashboard.catalogue import Mechanism, catalogue_of
from dashboard.numbers import plural
from dashboard.reports.arranging import only, section
from dashboard.reports.mechanisms import facts_of, trends, years_table
from dashboard.reports.plan import plan_table, plan_words
from dashboard.reports.sentences import (
    Facts,
    behind,
    by_chance,
    changes,
    changes_summary,
    goals_missed,
    summary,
)
from dashboard.reports.shapes import Section
from dashboard.reports.sources import Sources
from dashboard.views.roadmap_scene import year_lines
from data_access.queries.cycle import read_overdue, read_recommendations
from data_access.viewer import Reader

# Blocks that have a section of their own; the rest of the page is «Результаты по направлениям».
PLACED = frozenset(
    {"tiles", "trend", "ranking", "schools", "indicators", "recommendations", "decisions", "roadmap-short"}
)
INDICATOR_COLUMNS = ("criterion", "title", "value", "change", "target", "status", "caption")

OFF_TARGET = "Отличаются от цели в худшую сторону больше, чем объясняет случай:"
NONE_OFF_TARGET = (
    "Показателей, которые отличаются от цели в худшую сторону больше, чем объясняет случай, нет."
)

WORSE = "Отличаются от остальных в худшую сторону больше, чем объясняет случай:"
NONE_WORSE = (
    "Организаций, которые отличаются от остальных в худшую сторону больше, чем объясняет случай, нет."
)


def note_sections(read: Sources, code: str) -> tuple[Section, ...]:
    """Sections of the note of a mechanism, in the order of a letter."""
    mechanism = catalogue_of(read.reader).mechanism(code)
    facts, page = facts_of(read, code), read.blocks(f"/m/{code}")
    return (
        _main(read, mechanism, facts),
        _indicators(facts, page),
        _years(read, code, facts),
        _organisations(facts, page),
        section("details", "Результаты по направлениям", blocks=details(page)),
        work_section(read, code),
        plan_section(read, code),
        conclusions(read.reader, code, facts.year),
    )


def _main(read: Sources, mechanism: Mechanism, facts: Facts) -> Section:
    profile = catalogue_of(read.reader).profile
    about = (
        f"Справка составлена по механизму «{mechanism.title}» ({mechanism.clause}) на основании документа: "
        f"{profile.document}."
    )
    question = f"Вопрос механизма: {mechanism.question[:1].lower()}{mechanism.question[1:].rstrip('.')}."
    return section(
        "main", "Главное", (about, question, summary(facts), changes_summary(facts, changes(facts)))
    )


def _indicators(facts: Facts, page: dict[str, Block]) -> Section:
    missed = goals_missed(facts)
    words = OFF_TARGET if missed else NONE_OFF_TARGET
    return section("indicators", "Показатели и цели", (words,), missed, (indicators_table(page),))


def indicators_table(page: dict[str, Block], title: str = "Показатели механизма") -> Table | None:
    """All indicators of a page of a mechanism; where its tiles show them all, the tiles."""
    block = page.get("indicators") or page.get("tiles")
    return replace(only(block, INDICATOR_COLUMNS), title=title) if isinstance(block, Table) else None


def _years(read: Sources, code: str, facts: Facts) -> Section:
    told = changes(facts)
    blocks: tuple[Block, ...] = (years_table(read, code), *trends(read, code))
    return section("years", "Динамика по годам", (changes_summary(facts, told),), told, blocks)


def _organisations(facts: Facts, page: dict[str, Block]) -> Section:
    worse, checked = behind(facts)
    said = (by_chance(checked), WORSE if worse else NONE_WORSE)
    blocks = (page.get("municipalities"), page.get("ranking"), page.get("schools"))
    return section("organisations", "Сравнение организаций", said, worse, blocks)


def details(page: dict[str, Block]) -> tuple[Block, ...]:
    """What of the page stands in no section of its own."""
    return tuple(block for key, block in page.items() if key not in PLACED and key != "municipalities")


def work_section(read: Sources, code: str | None, key: str = "work") -> Section:
    """Recommendations, measures and decisions of the year."""
    page = read.blocks("/actions", mechanism=code)
    blocks = tuple(page.get(name) for name in ("recommendations", "measures", "decisions"))
    return section(
        key,
        "Рекомендации, меры и решения",
        (work_words(read.reader, code, read.selection.year or 0),),
        (),
        blocks,
    )


def work_words(reader: Reader, code: str | None, year: int) -> str:
    """How many recommendations wait for an answer and how many measures are late, of this year and before it."""
    waiting = sum(
        row.status == "new" and row.year <= year and code in (None, row.mechanism)
        for row in read_recommendations(reader)
    )
    late = sum(row.year <= year and code in (None, row.mechanism) for row in read_overdue(reader))
    recommended = plural(waiting, "рекомендация", "рекомендации", "рекомендаций")
    first = f"Ждут ответа {waiting} {recommended}" if waiting else "Рекомендаций без ответа нет"
    measures = plural(late, "мера просрочена", "меры просрочены", "мер просрочено")
    return f"{first}; {late} {measures}." if late else f"{first}; просроченных мер нет."


def plan_section(read: Sources, code: str) -> Section:
    """The roadmap of a mechanism; a sentence where the order has none for it."""
    reader, year = read.reader, read.selection.year or 0
    lines = year_lines(reader, year, code) if catalogue_of(reader).profile.roadmap_of(code) else []
    table = plan_table(reader, lines, year, "Мероприятия дорожной карты") if lines else None
    return section("roadmap", "Дорожная карта", plan_words(lines), (), (table,))


def conclusions(reader: Reader, code: str | None, year: int) -> Section:
    """What waits for a decision, by counts; the conclusions themselves are the editor's."""
    late = sum(line.is_overdue for line in year_lines(reader, year, code or ""))
    items = plural(late, "мероприятие просрочено", "мероприятия просрочены", "мероприятий просрочено")
    plan = f"В дорожной карте {late} {items}." if late else "Просроченных мероприятий дорожной карты нет."
    said = (work_words(reader, code, year), plan)
    return section("conclusions", "Выводы и предложения", said)
