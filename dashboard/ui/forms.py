"""Forms of data loading: the drop zone, the questions of a preview, the buttons."""

from __future__ import annotations

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.loading.plan import Question
from dashboard.loading.preview import Preview
from dashboard.ui.attributes import data

KINDS = {
    "year": "Учебный год",
    "school": "Школы",
    "class": "Классы",
    "teacher": "Педагоги",
    "pupil": "Обучающиеся",
    "ordinal": "Номера классов в параллели",
}
# More questions of one kind than this are decided together, with the list below.
ONE_BY_ONE = 12
TOGETHER = {"school", "class", "teacher"}


def upload_card(limit_mb: int, layouts: tuple[str, ...]) -> html.Section:
    """The zone for a file and what it may be."""
    zone = html.Label(
        [
            html.B("Перетащите файл сюда или нажмите, чтобы выбрать"),
            f"xlsx, xls или csv, не больше {limit_mb} МБ",
        ],
        id="upload-zone",
        className="drop",
        **data(limit=str(limit_mb)),
    )
    return html.Section(
        [
            zone,
            html.Div(html.I(), id="upload-progress", className="progress-line", hidden=True),
            html.P("", id="upload-said", className="said", role="status"),
            html.Ul([html.Li(title) for title in layouts], className="formats"),
            html.Div(
                [
                    html.A("Скачать пустой шаблон", href="/template.xlsx", className="button", download=""),
                    html.A(
                        "Скачать бланк протокола работы",
                        href="/protocol.xlsx",
                        className="button",
                        download="",
                    ),
                ],
                className="acts",
            ),
        ],
        className="card load-card",
    )


def draft_card(preview: Preview) -> html.Section:
    """Questions first, then what stands in the way, then the buttons."""
    head = ", ".join((*preview.schools[:3], *preview.classes[:8]))
    return html.Section(
        [
            html.P([html.B(preview.layout_title), f" · {head}" if head else ""]),
            html.Div(_questions(preview.questions), className="questions"),
            html.Div(
                [
                    html.Button(
                        "Загрузить",
                        id="load-confirm",
                        className="button primary",
                        disabled=bool(preview.blocked),
                    ),
                    html.Button("Не загружать", id="load-drop", className="button"),
                ],
                className="acts",
            ),
            html.P(preview.blocked, id="load-said", className="said", role="status"),
            progress_line(),
        ],
        className="card load-card",
    )


def applied_card(may_undo: bool, sentence: str) -> html.Section:
    """What became of the load, and the way back."""
    acts: list[Any] = []
    if may_undo:
        acts = [
            html.Button("Отменить загрузку", id="load-undo", className="button danger"),
            dcc.ConfirmDialog(
                id="load-undo-sure",
                message="Отменить загрузку? Её данные уйдут со всех страниц, прежние значения вернутся.",
            ),
        ]
    return html.Section(
        [
            html.P(sentence, className="said"),
            html.Div(acts, className="acts"),
            html.P("", id="load-said", className="said", role="status"),
        ],
        className="card load-card",
    )


def progress_line() -> html.Div:
    """Shown when writing takes more than a second."""
    return html.Div(
        [
            html.Div(html.I(id="load-bar"), className="progress-line"),
            html.Small("", id="load-step"),
            dcc.Interval(id="load-tick", interval=500, disabled=True),
        ],
        id="load-progress",
        hidden=True,
    )


def _questions(questions: tuple[Question, ...]) -> list[Component]:
    drawn: list[Component] = []
    for kind in dict.fromkeys(question.kind for question in questions):
        of_kind = [question for question in questions if question.kind == kind]
        if kind in TOGETHER and len(of_kind) > ONE_BY_ONE:
            drawn.append(_together(kind, of_kind))
        else:
            drawn += [_one(question) for question in of_kind]
    return drawn


def _one(question: Question) -> Component:
    return _row(question.key, question.label, f"{KINDS[question.kind]}: {question.detail}", [
        (option.value, option.text) for option in question.options
    ], question.answer)  # fmt: skip


def _together(kind: str, questions: list[Question]) -> Component:
    names = ", ".join(question.label for question in questions[:8])
    label = f"{KINDS[kind]}: неизвестных {len(questions)}"
    options = [("new", "Добавить все"), ("skip", "Не загружать эти строки")]
    answers = {question.answer for question in questions}
    return _row(f"*:{kind}", label, f"{names}…", options, answers.pop() if len(answers) == 1 else "")


def _row(key: str, label: str, detail: str, options: list[tuple[str, str]], answer: str) -> Component:
    choices = [{"label": text, "value": value} for value, text in options]
    select = dbc.Select(
        id={"act": "answer", "key": key}, options=choices, value=answer or None, placeholder="— выберите —"
    )
    words = html.Span([html.B(label), html.Small(detail)])
    return html.Label([words, select], className="question")
