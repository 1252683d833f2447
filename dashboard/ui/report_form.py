"""The report before it is carried away: its sections in the program's words, and fields for the editor's own."""

from __future__ import annotations

from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.ui.fields import acts, area, fields

LONGEST = 6000
HOW_OWN = (
    "Свои слова встают после предложений программы, каждый абзац с новой строки. Они сохраняются, когда отчёт "
    "составляют заново; пустое поле убирает их."
)
HOW_CONTENTS = (
    "Номера страниц в содержании ставит текстовый редактор: Word предложит обновить поля при открытии, в LibreOffice — "
    "«Сервис › Обновить › Указатели и таблицы»."
)


@dataclass(frozen=True, slots=True)
class Part:
    """A section as the editor sees it. `listed` are its tables and figures in words; `own` is what is kept."""

    key: str
    heading: str
    sentences: tuple[str, ...]
    points: tuple[str, ...]
    listed: tuple[str, ...]
    own: str
    level: int


def take_card(title: str, subject: str, href: str, count: str, *, may_edit: bool) -> html.Section:
    """What the report is and the button that carries it away."""
    return html.Section(
        [
            html.H2(", ".join(part for part in (title, subject) if part), className="card-title"),
            html.P(count, className="card-caption"),
            html.Div(
                [html.A("Скачать .docx", href=href, className="button primary", download="")],
                className="acts",
            ),
            html.P(HOW_CONTENTS, className="card-caption"),
            html.P(
                HOW_OWN if may_edit else "Свои слова пишет координатор этого механизма.", className="said"
            ),
        ],
        className="card load-card",
    )


def part_card(part: Part, number: str, *, may_edit: bool) -> html.Section:
    """A section: what the program says, what stands in it, the editor's words."""
    tag = html.H2 if part.level == 1 else html.H3
    body: list[Component] = [tag(f"{number} {part.heading}", className="card-title")]
    body += [html.P(sentence) for sentence in part.sentences]
    if part.points:
        body.append(html.Ul([html.Li(point) for point in part.points]))
    if part.listed:
        body.append(html.P(f"В разделе: {'; '.join(part.listed)}.", className="card-caption"))
    body += _field(part) if may_edit else [html.P(line) for line in part.own.split("\n") if line.strip()]
    return html.Section(body, className="card load-card report-part")


def _field(part: Part) -> list[Component]:
    control = area(
        f"Свои слова к разделу «{part.heading}»",
        {"act": "paragraph", "key": part.key},
        part.own,
        LONGEST,
        rows=4 if part.own else 2,
    )
    save = html.Button("Сохранить", id={"act": "paragraph-save", "key": part.key}, className="button")
    said = html.Span("", id={"act": "paragraph-said", "key": part.key}, role="status")
    return [fields(control), acts(save, said)]
