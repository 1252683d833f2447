"""Forms of the management cycle: answer a recommendation, make and report a measure, make a decision.

Plain values in, components out. What is filled in is checked on the server; the buttons only ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.ui.fields import (
    act,
    acts,
    area,
    choice,
    day,
    fields,
    folded,
    form_card,
    line,
    percent,
    said,
    several,
)

MEASURE_CHOICES = {"open": "Назначена", "doing": "Идёт", "done": "Выполнена", "dropped": "Снята"}


@dataclass(frozen=True, slots=True)
class OfferedMeasure:
    """What the fields of a measure start with."""

    title: str
    expected: str
    owner: str
    due_on: date


def answer_card(text: str, measure: OfferedMeasure, why_not_editable: str) -> html.Section:
    """The answer to a recommendation that waits: a measure beside it, another text, or a reason to reject."""
    editing = (
        html.P(why_not_editable, className="card-note")
        if why_not_editable
        else html.Div(
            [
                fields(area("Текст рекомендации", "rec-text", text)),
                acts(act("Сохранить текст", "rec-edit")),
            ]
        )
    )
    return form_card(
        html.H2("Ответ на рекомендацию", className="card-title"),
        measure_fields("rec", measure),
        acts(
            act("Принять и создать меру", "rec-accept-measure", "primary"),
            act("Принять без меры", "rec-accept"),
        ),
        folded("Изменить текст", [editing]),
        folded(
            "Отклонить",
            [
                fields(line("Почему рекомендация отклонена", "rec-reason", longest=1000)),
                acts(act("Отклонить", "rec-reject", "danger")),
            ],
        ),
        said("rec-said"),
    )


def after_card(links: Sequence[tuple[str, str]], reason: str, may_accept: bool) -> html.Section:
    """A recommendation that was answered: what can follow. `reason`: why it was rejected."""
    return form_card(
        html.P([html.B("Отклонена: "), reason]) if reason else None,
        acts(
            *([act("Всё же принять", "rec-accept")] if may_accept else []),
            *(link_button(words, href) for words, href in links),
        ),
        said("rec-said"),
    )


def measure_fields(prefix: str, measure: OfferedMeasure, *more: Component) -> Component:
    """What to do, what to expect of it, who and by when."""
    return fields(
        line("Что сделать", f"{prefix}-title", measure.title, is_whole=True),
        line("Ожидаемый результат", f"{prefix}-expected", measure.expected),
        line("Ответственный", f"{prefix}-owner", measure.owner, longest=200),
        day("Срок", f"{prefix}-due", measure.due_on),
        *more,
    )


def new_measure_card(measure: OfferedMeasure, indicators: Mapping[str, str], chosen: str) -> html.Section:
    """A measure that is being filled in; `indicators`: what it may be about."""
    options = {"": "Без показателя", **indicators}
    return form_card(
        measure_fields("measure", measure, choice("Показатель", "measure-indicator", options, chosen)),
        acts(act("Создать меру", "measure-create", "primary")),
        said("measure-said"),
    )


@dataclass(frozen=True, slots=True)
class Reported:
    """How a measure stands in its form."""

    status: str
    progress: int
    evidence: str


def report_card(
    reported: Reported, may_drop: bool, measure: OfferedMeasure | None, links: Sequence[tuple[str, str]]
) -> html.Section:
    """How a measure goes; for who writes it (`measure` is given) also what it is."""
    choices = {code: text for code, text in MEASURE_CHOICES.items() if may_drop or code != "dropped"}
    changing = [
        folded(
            "Изменить меру",
            [measure_fields("measure", measure), acts(act("Сохранить", "measure-edit"))],
        )
        for measure in ([measure] if measure else [])
    ]
    return form_card(
        html.H2("Как идёт работа", className="card-title"),
        fields(
            choice("Состояние", "measure-state", choices, reported.status),
            percent("Готово, %", "measure-progress", reported.progress),
            line("Подтверждение: документ или ссылка", "measure-evidence", reported.evidence),
            line("Примечание", "measure-note"),
        ),
        acts(
            act("Сохранить", "measure-report", "primary"),
            *(link_button(words, href) for words, href in links),
        ),
        *changing,
        said("measure-said"),
    )


def new_decision_card(
    today: date, indicators: Mapping[str, str], chosen: Sequence[str], basis: str, title: str
) -> html.Section:
    """A decision that is being filled in. `basis`: the record it rests on, in words."""
    return form_card(
        html.P([html.B("Основание: "), basis]) if basis else None,
        fields(
            line("Что решено", "decision-title", title, is_whole=True),
            line("Документ", "decision-document", hint="приказ от 14.01.2026 № 5 или ссылка"),
            day("Дата", "decision-day", today),
            line(
                "Ещё основание" if basis else "Основание",
                "decision-basis",
                hint="справка, протокол, данные мониторинга",
            ),
            several("Показатели, которые решение должно изменить", "decision-aims", indicators, chosen),
        ),
        acts(act("Принять решение", "decision-make", "primary")),
        said("decision-said"),
    )


def decision_card() -> Component:
    """A decision in force can be withdrawn, with a reason. Seldom needed, so it takes one line until it is opened."""
    return folded(
        "Отменить решение",
        [
            fields(line("Почему решение отменено", "decision-reason")),
            acts(act("Отменить решение", "decision-withdraw", "danger")),
            said("decision-said"),
        ],
        "folded bare",
    )


def links_card(links: Sequence[tuple[str, str]]) -> html.Section:
    """Where something new is begun."""
    return html.Section(acts(*(link_button(words, href) for words, href in links)), className="begin")


def link_button(words: str, href: str) -> Component:
    """A link that looks like a button: it leads to a form and changes nothing."""
    return dcc.Link(words, href=href, className="button")
