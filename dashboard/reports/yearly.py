"""The yearly report of the municipality: parts of annex 2 of the model order, then what is done about it.

Procedures, tendencies over the years, risk zones, links between results and context, recommendations; after them
measures and decisions, the roadmap, and every indicator of every mechanism as an annex.
"""

from __future__ import annotations

from dashboard.blocks import Block, Table
from dashboard.catalogue import Mechanism, catalogue_of
from dashboard.numbers import plural
from dashboard.reports.arranging import section
from dashboard.reports.mechanisms import facts_of, trends, years_table
from dashboard.reports.note import (
    NONE_OFF_TARGET,
    NONE_WORSE,
    OFF_TARGET,
    WORSE,
    conclusions,
    indicators_table,
    work_section,
    work_words,
)
from dashboard.reports.plan import plan_table, plan_words
from dashboard.reports.sentences import (
    behind,
    by_chance,
    changes,
    changes_summary,
    goals_missed,
    missed_codes,
    summary,
)
from dashboard.reports.shapes import Section
from dashboard.reports.sources import Sources
from dashboard.views.roadmap_scene import year_lines

RESULTS = ("exam_marks", "exam_years", "masses", "levels")
OLYMPIADS = ("funnel", "by_subject", "by_school")
CONTEXT = ("funnel", "expected_actual", "similar_schools", "risk_profile", "problems")
LOW = ("identification", "low_changes", "early_warning")
SIGNS = ("official_signs", "alarms", "confirmation")
NOT_LOADED = (
    "Результаты национальных (НИКО) и международных исследований, оценок по модели PISA в программу не "
    "загружаются; сведения о них, если они есть, добавляет составитель отчёта."
)
NO_RANKING = (
    "Результаты ВПР не используются для рейтингов организаций и оценки педагогов; признак необъективности не "
    "доказывает нарушения."
)
LINKS = (
    "Сравнение с условиями работы школ показывает связь, а не причину: школы с похожими условиями сравниваются между "
    "собой, и отличие названо, только если оно больше случайного."
)


def yearly_sections(read: Sources) -> tuple[Section, ...]:
    """Sections of the yearly report."""
    year = read.selection.year or 0
    return (
        _main(read),
        *_procedures(read),
        *_tendencies(read),
        *_risks(read),
        _context(read),
        _recommendations(read),
        _decisions(read),
        *_roadmap(read),
        conclusions(read.reader, None, year),
        *_annex(read),
    )


def _mechanisms(read: Sources) -> tuple[Mechanism, ...]:
    return tuple(catalogue_of(read.reader).mechanisms.values())


def _main(read: Sources) -> Section:
    profile, found = catalogue_of(read.reader).profile, _mechanisms(read)
    words = plural(len(found), "механизму", "механизмам", "механизмам")
    page = read.blocks("/")
    said = (
        f"Отчёт составлен по {len(found)} {words} управления качеством образования на основании документа: "
        f"{profile.document}.",
        work_words(read.reader, None, read.selection.year or 0),
    )
    return section("main", "Главное", said, (), (page.get("tiles"), page.get("mechanisms")))


def _procedures(read: Sources) -> tuple[Section, ...]:
    calendar = read.blocks("/calendar").get("calendar-list")
    count = len(calendar.rows) if isinstance(calendar, Table) else 0
    words = plural(count, "процедура", "процедуры", "процедур")
    preparation, talent = read.blocks("/m/preparation"), read.blocks("/m/talent")
    observers = read.blocks("/m/objectivity").get("observers") or preparation.get("observers")
    return (
        section("procedures", "Анализ процедур оценки качества", (f"Документ называет {count} {words}.",)),
        section("procedures.list", "Проведённые процедуры", (), (), (calendar, observers), level=2),
        section(
            "procedures.results",
            "Результаты ОГЭ, ЕГЭ, ВПР и диагностических работ",
            (NO_RANKING, NOT_LOADED),
            (),
            _taken(preparation, RESULTS),
            level=2,
        ),
        section("procedures.olympiads", "Олимпиады школьников", (), (), _taken(talent, OLYMPIADS), level=2),
    )


def _taken(page: dict[str, Block], keys: tuple[str, ...]) -> tuple[Block | None, ...]:
    return tuple(page.get(key) for key in keys)


def _tendencies(read: Sources) -> tuple[Section, ...]:
    intro = (
        "По каждому механизму названы изменения за год, у которых 95 % интервал разности долей не содержит нуля; "
        "остальные изменения видны в таблицах.",
    )
    return (
        section("tendencies", "Тенденции", intro),
        *(_tendency(read, mechanism) for mechanism in _mechanisms(read)),
    )


def _tendency(read: Sources, mechanism: Mechanism) -> Section:
    facts = facts_of(read, mechanism.code)
    told = changes(facts)
    blocks: tuple[Block, ...] = (*trends(read, mechanism.code, most=1), years_table(read, mechanism.code))
    key = f"tendencies.{mechanism.code}"
    return section(key, mechanism.short_title, (changes_summary(facts, told),), told, blocks, level=2)


def _risks(read: Sources) -> tuple[Section, ...]:
    found = {one.code: (one.short_title, facts_of(read, one.code)) for one in _mechanisms(read)}
    goals = [_named(title, point) for title, facts in found.values() for point in goals_missed(facts)]
    judged = [(title, behind(facts)) for title, facts in found.values()]
    places = [_named(title, point) for title, (points, _) in judged for point in points]
    chance = by_chance(sum(checked for _, (_, checked) in judged))
    home, low = read.blocks("/"), read.blocks("/m/low_results")
    signs = read.blocks("/m/objectivity")
    return (
        section("risks", "Зоны риска", (_count_words(read),)),
        section("risks.goals", "Показатели ниже цели", (_told(goals),), goals, level=2),
        section(
            "risks.places",
            "Организации, которым нужна помощь",
            (chance, WORSE if places else NONE_WORSE),
            places,
            (home.get("attention"), home.get("overdue"), *_taken(low, LOW)),
            level=2,
        ),
        section("risks.signs", "Объективность результатов", (NO_RANKING,), (), _taken(signs, SIGNS), level=2),
    )


def _named(title: str, point: str) -> str:
    return f"{title}. {point[:1].upper()}{point[1:]}"


def _count_words(read: Sources) -> str:
    missed = {code for one in _mechanisms(read) for code in missed_codes(facts_of(read, one.code))}
    words = plural(len(missed), "показатель", "показателя", "показателей")
    return f"Ниже цели или в зоне риска {len(missed)} {words} всех механизмов."


def _told(found: list[str]) -> str:
    return OFF_TARGET if found else NONE_OFF_TARGET


def _context(read: Sources) -> Section:
    blocks = _taken(read.blocks("/m/low_results"), CONTEXT)
    return section("context", "Связь результатов с условиями работы школ", (LINKS,), (), blocks)


def _recommendations(read: Sources) -> Section:
    table = read.blocks("/actions").get("recommendations")
    said = ("Рекомендации составлены правилами по показателям; ответ на каждую даёт ответственный.",)
    return section("recommendations", "Рекомендации", said, (), (table,))


def _decisions(read: Sources) -> Section:
    whole = work_section(read, None, "decisions")
    kept = tuple(block for block in whole.blocks if block.key != "recommendations")
    return section("decisions", "Меры и решения", whole.sentences, (), kept)


def _roadmap(read: Sources) -> tuple[Section, ...]:
    reader, year = read.reader, read.selection.year or 0
    lines = year_lines(reader, year)
    urgent = [line for line in lines if line.is_overdue or line.standing.is_now]
    table = plan_table(reader, urgent, year, "Мероприятия: просрочено и к сроку")
    cycle = read.blocks("/cycle").get("cycle")
    said = () if urgent else ("Просроченного нет, и срок ни одного мероприятия сейчас не идёт.",)
    return (
        section("roadmap", "Дорожная карта и цикл управления", plan_words(lines)),
        section("roadmap.items", "Мероприятия", said, (), (table,) if urgent else (), level=2),
        section("roadmap.cycle", "Цикл управления", (), (), (cycle,), level=2),
    )


def _annex(read: Sources) -> tuple[Section, ...]:
    intro = ("Все показатели механизмов с целями и пунктами документов, по которым они собираются.",)
    return (
        section("annex", "Приложение. Показатели механизмов", intro),
        *(_annex_part(read, mechanism) for mechanism in _mechanisms(read)),
    )


def _annex_part(read: Sources, mechanism: Mechanism) -> Section:
    page = read.blocks(f"/m/{mechanism.code}")
    table = indicators_table(page, f"{mechanism.short_title}: все показатели")
    said = (summary(facts_of(read, mechanism.code)),)
    return section(f"annex.{mechanism.code}", mechanism.short_title, said, (), (table,), level=2)
