"""The form of a register line, made from the columns of the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.ui.attributes import data
from dashboard.ui.sheet import joined, sheet

PUPILS = "line-pupils"  # id of the list of names offered to a field of a pupil
_INPUTS: dict[str, dict[str, Any]] = {
    "date": {"type": "date"},
    "number": {"inputMode": "decimal", "maxLength": 20},
    "pupil": {"list": PUPILS, "maxLength": 300},
}


@dataclass(frozen=True, slots=True)
class FormField:
    """A field. `kind` as in the register; `choices` of a list; `value` is what stands in it."""

    code: str
    title: str
    kind: str
    value: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class LineForm:
    """`places`: organisations to choose from, id and name; one of them is fixed. `new_href`: leaves a chosen line."""

    title: str
    places: tuple[tuple[int, str], ...]
    place: int | None
    fields: tuple[FormField, ...]
    is_new: bool
    new_href: str = ""
    names: tuple[str, ...] = ()


def register_card(form: LineForm) -> html.Section:
    """Fields, then the buttons: add, or change and close."""
    children: list[Component] = [html.H2(form.title, className="card-title")]
    fields = [_place(form), *(_field(field) for field in form.fields)]
    children.append(html.Div(fields, className="fields line-fields"))
    if form.names:
        children.append(_offered(form.names))
    children.append(html.P("", id="line-said", className="said bad", role="status"))
    children.append(html.Div(_acts(form), className="acts"))
    return html.Section(children, className="card load-card line-card", **data(block="line"))


def _acts(form: LineForm) -> list[Component]:
    if form.is_new:
        return [_button("Добавить строку", "add", "button primary")]
    return [
        _button("Сохранить изменения", "change", "button primary"),
        _button("Закрыть строку", "close", "button danger"),
        dcc.Link("Новая строка", href=form.new_href, className="button"),
        html.Small("Закрытая строка не считается и остаётся в истории."),
    ]


def _button(words: str, act: str, class_name: str) -> Component:
    return html.Button(words, id={"act": "line-do", "key": act}, className=class_name)


def _place(form: LineForm) -> Component:
    """The organisation: chosen from a list, or said in words when there is nothing to choose."""
    if len(form.places) == 1:
        id_, name = form.places[0]
        hidden = dbc.Input(id="line-unit", type="hidden", value=str(id_))
        return html.Div([html.Span("Организация"), html.B(name), hidden], className="field fixed")
    options = [{"label": name, "value": str(id_)} for id_, name in form.places]
    select = dbc.Select(
        id="line-unit",
        options=options,
        value=str(form.place) if form.place is not None else None,
        placeholder="— выберите —",
    )
    return html.Label(["Организация *", select], className="field")


def _field(field: FormField) -> Component:
    title = f"{field.title} *" if field.is_required else field.title
    words: list[Component | str] = [title, _control(field)]
    if field.hint:
        words.append(html.Small(field.hint))
    words.append(html.Span("", id={"act": "line-wrong", "key": field.code}, className="wrong", role="alert"))
    is_wide = field.kind in ("text", "pupil")
    return html.Label(words, className="field wide" if is_wide else "field")


def _control(field: FormField) -> Component:
    id_ = {"act": "line-cell", "key": field.code}
    if field.choices:
        options = [{"label": choice, "value": choice} for choice in field.choices]
        if field.value and not field.is_required:
            options.insert(0, {"label": "— не указано —", "value": ""})
        select: Component = dbc.Select(
            id=id_, options=options, value=field.value or None, placeholder="— выберите —"
        )
        return select
    more = _INPUTS.get(field.kind, {"maxLength": 300})
    control: Component = dbc.Input(id=id_, value=field.value, autoComplete="off", className="input", **more)
    return control


def _offered(names: Sequence[str]) -> Component:
    """Names to choose from while typing; a sheet, because a school has hundreds of them."""
    options = joined([Markup('<option value="{}"></option>').format(name) for name in names])
    return sheet(Markup('<datalist id="{}">{}</datalist>').format(PUPILS, options))
