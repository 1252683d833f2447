"""Tiles of a class: success, quality, forecast, problem components, the place in the school's rating."""

from __future__ import annotations

from dashboard.blocks import (
    Measure,
    Notice,
    Quantity,
    State,
    Tile,
    Tiles,
)
from dashboard.catalogue import catalogue_of
from dashboard.indicators import pupil_values
from dashboard.methods.rating import RatingRow, place_change
from dashboard.numbers import plural
from dashboard.selection import Selection
from dashboard.views.cohort import class_cohort
from dashboard.views.indicators import Values, tile
from dashboard.views.mark_counts import mark_counts, shown
from dashboard.views.municipality import source
from dashboard.views.school import rate_classes
from dashboard.views.suppression import hidden_classes, hidden_subjects, note
from dashboard.views.targets import aimed
from data_access.queries.places import read_class
from data_access.queries.rollups import (
    Marks,
    Pupils,
    read_marks,
    read_school_pupils,
)
from data_access.viewer import Reader


def tiles(selection: Selection, reader: Reader) -> Tiles | Notice:
    """Success, quality, forecast, components and the place among the classes of the school."""
    place, school = read_class(reader, selection.unit or 0)
    if not place.is_whole:
        return _subject_tiles(selection, reader)
    year = selection.year or 0
    rows = [row for row in _pupils(selection, reader) if row.class_id == place.id]
    is_hidden = is_class_hidden(selection, reader)
    reason = note(reader) if is_hidden else ""
    values = _values_with_cohort(selection, reader)
    row = rows[0] if rows else None
    made = [
        tile(
            aimed(reader, code, year),
            values,
            place.id,
            year,
            "" if is_hidden else _caption(code, row),
            reason,
        )
        for code in ("pass_rate", "quality", "forecast_quality")
    ]
    made.append(_components_tile(reader, row, reason))
    if reader.viewer.sees_municipality or reader.viewer.school_ids:
        made.append(_place_tile(selection, reader, school.id, place.id))
    return Tiles("tiles", "Показатели класса", tuple(made), source(selection))


def is_class_hidden(selection: Selection, reader: Reader) -> bool:
    place, school = read_class(reader, selection.unit or 0)
    return place.id in hidden_classes(reader, school.id, selection.year or 0, selection.period or "Y")


def _pupils(selection: Selection, reader: Reader) -> list[Pupils]:
    """Roll-ups of the whole school where the viewer sees it (its rating needs them), else of the class."""
    _, school = read_class(reader, selection.unit or 0)
    return read_school_pupils(reader, school.id, selection.period or "Y")


def _values_with_cohort(selection: Selection, reader: Reader) -> Values:
    """Values of the class in every year of its life, filed under the class of this year."""
    place, _ = read_class(reader, selection.unit or 0)
    cohort = class_cohort(reader, place)
    own = pupil_values(row for row in _pupils(selection, reader) if cohort.get(row.year) == row.class_id)
    checkpoint = selection.period or "Y"
    hidden = {
        (place.id, year)
        for year, class_id in cohort.items()
        if class_id in hidden_classes(reader, place.parent_id or 0, year, checkpoint)
    }
    return Values({(row.indicator, place.id, row.year): row for row in own}, frozenset(hidden))


def _caption(code: str, row: Pupils | None) -> str:
    if row is None or not row.n:
        return ""
    good = row.n_exc + row.n_good
    counts = {
        "pass_rate": f"{row.n - row.n_fail} из {row.n} обучающихся",
        "quality": f"{good} из {row.n} обучающихся",
        "forecast_quality": f"+{row.n_one3}: {plural(row.n_one3, 'обучающийся', 'обучающихся', 'обучающихся')} "
        "с одной «3»",
    }
    return counts[code]


def _components_tile(reader: Reader, row: Pupils | None, hidden: str) -> Tile:
    passport = catalogue_of(reader).indicators["problem_index"].passport
    if row is None or not row.n:
        shown = Quantity.missing(Measure.COUNT, "нет отметок за период")
    elif hidden:
        shown = Quantity.hidden(Measure.COUNT, hidden)
    else:
        shown = Quantity(row.components, Measure.COUNT)
    caption = ""
    if row is not None and shown.state is State.OK:
        micro = plural(row.micro, "микрокомпонент", "микрокомпонента", "микрокомпонентов")
        pupils = plural(row.micro_pupils, "обучающегося", "обучающихся", "обучающихся")
        caption = f"{row.micro} {micro} у {row.micro_pupils} {pupils}"
    return Tile("components", "Проблемные компоненты", shown, caption=caption, passport=passport)


def _place_tile(selection: Selection, reader: Reader, school_id: int, class_id: int) -> Tile:
    year, checkpoint = selection.year or 0, selection.period or "Y"
    rows = _pupils(selection, reader)
    of_year = {of: _rated(reader, school_id, rows, of, checkpoint) for of in (year, year - 1)}
    found = of_year[year].get(class_id)
    ranked = sum(row.place is not None for row in of_year[year].values())
    if found is None or found.place is None:
        shown = Quantity.missing(Measure.PLACE, "классы меньше 5 обучающихся не ранжируются")
        return Tile("place", "Место в рейтинге школы", shown, caption="классы меньше 5 не ранжируются")
    place, _ = read_class(reader, class_id)
    was = of_year[year - 1].get(class_cohort(reader, place).get(year - 1, 0))
    moved = place_change(found.place, was.place if was else None)
    change = None if moved is None else Quantity(moved, Measure.COUNT_CHANGE)
    return Tile(
        "place",
        "Место в рейтинге школы",
        Quantity(found.place, Measure.PLACE),
        change=change,
        caption="по микрокомпонентам на 100 обучающихся",
        suffix=f"из {ranked}",
    )


def _rated(
    reader: Reader, school_id: int, rows: list[Pupils], year: int, checkpoint: str
) -> dict[int, RatingRow]:
    hidden = hidden_classes(reader, school_id, year, checkpoint)
    return rate_classes(row for row in rows if row.year == year and row.class_id not in hidden)


def _subject_tiles(selection: Selection, reader: Reader) -> Tiles:
    """For a subject teacher: the same words about their own subjects in this class."""
    rows = visible_subject_rows(selection, reader)
    counts = mark_counts(rows)
    caption = "по вашим предметам в этом классе"
    made = (
        Tile("pass_rate", "Успеваемость", shown(counts.pass_share), caption=caption),
        Tile("quality", "Качество обучения", shown(counts.quality_share), caption=caption),
        Tile(
            "micro",
            "Микрокомпоненты",
            Quantity(sum(row.micro for row in rows), Measure.COUNT),
            caption=caption,
        ),
    )
    return Tiles("tiles", "Показатели по вашим предметам", made, source(selection))


def visible_subject_rows(selection: Selection, reader: Reader) -> list[Marks]:
    place, school = read_class(reader, selection.unit or 0)
    year, checkpoint = selection.year or 0, selection.period or "Y"
    rows = read_marks(reader, class_id=place.id, year=year, checkpoint=checkpoint)
    hidden = hidden_subjects(reader, school.id, year, checkpoint)
    return [row for row in rows if (row.n or row.micro) and (row.class_id, row.subject_id) not in hidden]
