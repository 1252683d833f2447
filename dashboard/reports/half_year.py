"""The half-yearly report of the regional order: how its plan is carried out, by parts of the plan, and what came of it.

The order asks for it by the 15th day after each half of the calendar year; the plan is read as it stands on the day on
which the report is made.
"""

from __future__ import annotations

from dashboard.blocks import Block
from dashboard.catalogue import catalogue_of
from dashboard.catalogue.profile import RoadmapSection
from dashboard.numbers import plural
from dashboard.reports.arranging import section
from dashboard.reports.kinds import half_span, period_words
from dashboard.reports.mechanisms import facts_of
from dashboard.reports.note import conclusions, indicators_table, work_section
from dashboard.reports.plan import in_span, plan_table, plan_words
from dashboard.reports.sentences import changes, changes_summary, goals_missed, summary
from dashboard.reports.shapes import Section
from dashboard.reports.sources import Sources
from dashboard.views.roadmap_scene import Line, year_lines

SCHOOLS = ("municipalities", "identification", "low_changes", "early_warning", "leaving")
SUPPORT = ("models", "fitting_models", "pairs", "problems", "risk_profile")


def half_year_sections(read: Sources) -> tuple[Section, ...]:
    """Sections of the half-yearly report."""
    year = read.selection.year or 0
    lines = _lines(read)
    mechanism = next(iter(catalogue_of(read.reader).mechanisms))
    page = read.blocks(f"/m/{mechanism}")
    return (
        _main(read, lines),
        *_plan(read, lines),
        _goals(read, mechanism, page),
        section("schools", "Школы и муниципалитеты", _schools_words(), (), _taken(page, SCHOOLS)),
        section("support", "Поддержка школ", (), (), _taken(page, SUPPORT)),
        work_section(read, None),
        conclusions(read.reader, None, year),
    )


def _taken(page: dict[str, Block], keys: tuple[str, ...]) -> tuple[Block | None, ...]:
    return tuple(page.get(key) for key in keys)


def _schools_words() -> tuple[str, ...]:
    return ("Перечень школ составлен по правилу документа; ВПР не используется для рейтингов школ.",)


def _lines(read: Sources) -> list[Line]:
    """Items of the school year; in the half that begins in July also those of the year before that run in it."""
    year = read.selection.year or 0
    lines = year_lines(read.reader, year)
    known = {line.item.code for line in lines}
    before = _span_lines(read, year_lines(read.reader, year - 1))
    return [*lines, *(line for line in before if line.item.code not in known)]


def _span_lines(read: Sources, lines: list[Line]) -> list[Line]:
    return in_span(lines, half_span(read.selection.year or 0, read.selection.period or "H2"))


def _main(read: Sources, lines: list[Line]) -> Section:
    profile = catalogue_of(read.reader).profile
    inside = _span_lines(read, lines)
    words = plural(len(inside), "мероприятие", "мероприятия", "мероприятий")
    said = (
        f"Отчёт составлен на основании документа: {profile.document}.",
        f"Отчётный период: {period_words(read.selection)}. На него приходится {len(inside)} {words} плана.",
        *plan_words(lines),
    )
    return section("main", "Главное", said)


def _plan(read: Sources, lines: list[Line]) -> tuple[Section, ...]:
    intro = (
        "По каждому разделу плана названы мероприятия отчётного периода и те, о которых отметки ещё нет или срок "
        "прошёл.",
    )
    parts = catalogue_of(read.reader).profile.roadmap
    return (
        section("plan", "Исполнение плана мероприятий", intro),
        *(_plan_part(read, part, lines) for part in parts),
    )


def _plan_part(read: Sources, part: RoadmapSection, lines: list[Line]) -> Section:
    own = [line for line in lines if line.section.section == part.section]
    inside = set(map(id, _span_lines(read, own)))
    shown = [line for line in own if id(line) in inside or line.is_overdue or line.state.value == "no_mark"]
    year = read.selection.year or 0
    table = plan_table(read.reader, shown, year, part.title, f"plan-{part.section}") if shown else None
    said = plan_words(own) if own else ("В этом учебном году мероприятий раздела нет.",)
    return section(f"plan.{part.section}", part.title, said, (), (table,), level=2)


def _goals(read: Sources, mechanism: str, page: dict[str, Block]) -> Section:
    facts = facts_of(read, mechanism)
    told = changes(facts)
    said = (summary(facts), changes_summary(facts, told))
    return section(
        "goals",
        "Целевые показатели",
        said,
        (*goals_missed(facts), *told),
        (page.get("passport"), indicators_table(page)),
    )
