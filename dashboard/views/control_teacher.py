"""Personal control of one teacher: subjects and classes over the checkpoints, the same classes a year ago, repeats."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from dashboard.blocks import (
    Cell,
    Column,
    Header,
    Kind,
    Matrix,
    MatrixRow,
    Measure,
    Notice,
    Quantity,
    Role,
    Row,
    Series,
    Table,
    Trend,
)
from dashboard.methods.comparable import checkpoint_title
from dashboard.methods.ordering import class_key
from dashboard.names import with_initials, without_patronymic
from dashboard.selection import Selection
from dashboard.views.class_scene import COUNTED, RepeatKey
from dashboard.views.component_cells import METHOD, NO_VERDICT, TONES, count_cell, micro_cell, per_100, total
from dashboard.views.component_times import SHORT_TITLES, Time, comparable_times, short_time, time_title
from dashboard.views.components_trend import finding
from dashboard.views.control_cells import (
    FIGURES,
    LIKE_WITH_LIKE,
    compared_words,
    control_cells,
    index_change_cell,
    subject_lines,
)
from dashboard.views.control_scene import control_of, control_scene, taught_in
from dashboard.views.help_list import KIND_WORDS
from dashboard.views.municipality import source
from dashboard.views.repeats import age_words, first_seen
from dashboard.views.suppression import hides
from dashboard.views.teacher_scene import Group, Pair, TeacherScene, index, index_change, teacher_scene
from data_access.queries.components import ComponentRow, read_class_micro
from data_access.queries.people import read_micro, read_teacher
from data_access.viewer import Reader

LISTS = "Списки обучающихся — персональные данные: нужно право, его даёт управление образования."
TAIL = (
    Column("n", "Отметок", Kind.QUANTITY, Measure.COUNT, "за выбранный период"),
    Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты за выбранный период"),
    Column("change", "Изменение", Kind.QUANTITY, Measure.INDEX_CHANGE, "на 100 отметок к предыдущему периоду класса"),
    Column("last_year", "Год назад", Kind.QUANTITY, Measure.INDEX,
           "на 100 отметок в том же периоде прошлого года: тот же класс, на год младше, у того же педагога"),
    Column("over_year", "За год", Kind.QUANTITY, Measure.INDEX_CHANGE, "изменение на 100 отметок за год"),
)  # fmt: skip


def matrix(selection: Selection, reader: Reader) -> Matrix:
    """(Subject, class) × checkpoints of the year: microcomponents per 100 marks, counts in the notes and the tail."""
    scene = teacher_scene(selection, reader)
    codes = scene.checkpoints()
    rows = [_group_row(selection, scene, group, codes) for group in scene.groups()]
    if len(rows) > 1:
        rows.append(_every_group(scene, codes))
    return Matrix(
        key="control_periods",
        title="По предметам и классам в динамике",
        caption=f"микрокомпонентов на 100 отметок; итоги справа — {time_title(scene.now)}",
        corner="Предмет, класс",
        columns=tuple(Header(SHORT_TITLES[code], checkpoint_title(code)) for code in codes),
        rows=tuple(rows),
        tail_columns=TAIL,
        notes=(
            NO_VERDICT,
            METHOD,
            TONES,
            f"{LIKE_WITH_LIKE} В строке «Всего» изменения и прошлый год — по таким классам.",
        ),
        source=source(selection),
        empty="Нет отметок за этот учебный год.",
        is_personal=True,
    )


def _group_row(selection: Selection, scene: TeacherScene, group: Group, codes: list[str]) -> MatrixRow:
    subject_id, class_id = group
    year, checkpoint = scene.now
    here = scene.of(scene.now, group)
    before = scene.before(scene.now, group)
    was = scene.of(before, group) if before else []
    last_year = scene.of((year - 1, checkpoint), group)
    return MatrixRow(
        Cell(
            f"{scene.subjects[subject_id]}, {scene.classes[class_id]}",
            href=selection.at("/class/components", unit=class_id, subject=subject_id).address,
        ),
        tuple(_point(scene.of((year, code), group)) for code in codes),
        _tail(here, [(here, was)] if here and was else [], [(here, last_year)] if here and last_year else []),
    )


def _every_group(scene: TeacherScene, codes: list[str]) -> MatrixRow:
    year, checkpoint = scene.now
    return MatrixRow(
        Cell("Всего"),
        tuple(_point(scene.every((year, code))) for code in codes),
        _tail(scene.every(scene.now), scene.pairs(scene.now), scene.pairs(scene.now, (year - 1, checkpoint))),
    )


def _point(rows: list[ComponentRow]) -> Cell:
    """Per 100 marks, in the tone of what stands behind."""
    shown = micro_cell(rows)
    if shown.quantity is None:
        return shown
    micro, n = total(rows), sum(taught_in(row) for row in rows)
    return Cell(quantity=per_100(micro, n), tone=shown.tone, note=f"{micro} на {n} отметок: {shown.note}")


def _tail(here: list[ComponentRow], before: list[Pair], last_year: list[Pair]) -> tuple[Cell, ...]:
    then = index(row for _, was in last_year for row in was)
    return (
        count_cell(sum(taught_in(row) for row in here)),
        count_cell(total(here)),
        index_change_cell(index_change(before)),
        Cell(
            quantity=Quantity.missing(Measure.INDEX, "этого класса у педагога год назад не было")
            if then is None
            else Quantity(then, Measure.INDEX)
        ),
        index_change_cell(index_change(last_year)),
    )


def control(selection: Selection, reader: Reader) -> Table | Notice:
    """Subject → class at the chosen checkpoint: by type, per 100 marks, the change, who repeats."""
    if hides(reader):
        return Notice("control", "Персональный контроль", LISTS)
    scene = teacher_scene(selection, reader)
    found = control_of(
        control_scene(scene.now, scene.rows, _micro(reader, scene), scene.kept), scene.teacher_id
    )
    rows = []
    if found is not None:
        for subject_id, class_id, counts in subject_lines(found.subjects, scene.subjects, scene.classes):
            href = (
                selection.at("/class/components", unit=class_id, subject=subject_id).address
                if class_id
                else ""
            )
            name = Cell(scene.classes[class_id], href=href) if class_id else Cell("все классы")
            rows.append(Row((Cell(scene.subjects[subject_id]), name, *control_cells(counts))))
        rows.append(Row((Cell("Всего"), Cell(""), *control_cells(found.counts)), is_total=True))
    return Table(
        key="control",
        title="Персональный контроль",
        caption=f"предмет, класс; {time_title(scene.now)}, изменение {compared_words(scene.now)}",
        columns=(Column("subject", "Предмет"), Column("class", "Класс"), *FIGURES),
        rows=tuple(rows),
        notes=(NO_VERDICT, METHOD, LIKE_WITH_LIKE),
        source=source(selection),
        empty="Нет отметок за этот период.",
        is_personal=True,
    )


def _micro(reader: Reader, scene: TeacherScene) -> list[Any]:
    """Microcomponents in the teacher's groups, whoever taught; of another year where this teacher did."""
    ids = sorted({row.class_id for row in scene.rows if scene.now[0] - row.year in (0, 1)})
    groups = {(row.class_id, row.subject_id) for row in scene.rows}
    found = read_class_micro(reader, ids) if ids else []
    return [row for row in found if (row.class_id, row.subject_id) in groups]


def trend(selection: Selection, reader: Reader) -> Trend:
    """All subjects and classes of the teacher over comparable checkpoints."""
    scene = teacher_scene(selection, reader)
    person = read_teacher(reader, scene.teacher_id)
    times = comparable_times({(row.year, row.checkpoint) for row in scene.rows}, scene.now)
    points = [_trend_point(scene.every(time)) for time in times]
    return Trend(
        key="control_trend",
        title=finding("Микрокомпоненты", points, Measure.INDEX),
        caption="на 100 отметок; состав классов меняется, в 1 и 3 четверти нет классов с полугодиями",
        labels=tuple(short_time(time) for time in times),
        series=(Series(with_initials(person.name), tuple(points), Role.SUBJECT),),
        measure=Measure.INDEX,
        source=source(selection),
        empty="Нет отметок за сопоставимые периоды.",
    )


def _trend_point(rows: list[ComponentRow]) -> Quantity:
    value = index(rows)
    return Quantity.missing(Measure.INDEX) if value is None else Quantity(value, Measure.INDEX)


REPEAT_COLUMNS = (
    Column("pupil", "Обучающийся"),
    Column("class", "Класс"),
    Column("subject", "Предмет"),
    Column("kind", "Что мешает", Kind.STATUS),
    Column("since", "Стоит", Kind.TEXT, None, "с какого сопоставимого периода без перерыва"),
)


def repeats(selection: Selection, reader: Reader) -> Table | Notice:
    """Pupils with whom the same stood at the comparable checkpoint before."""
    if hides(reader):
        return Notice("control_repeats", "Повторяющиеся", LISTS)
    scene = teacher_scene(selection, reader)
    stood = _stood(reader, scene)
    found = []
    for row in read_micro(reader, scene.now[0], teacher_id=scene.teacher_id):
        if row.checkpoint == scene.now[1] and row.kind in COUNTED:
            first = first_seen(scene.now, _times(scene, row), stood, (row.pupil_id, row.subject_id, row.kind))
            if first not in (None, scene.now):
                found.append((row, first))
    found.sort(
        key=lambda pair: (class_key(pair[0].class_name), pair[0].name, scene.subjects[pair[0].subject_id])
    )
    return Table(
        key="control_repeats",
        title="Повторяющиеся микрокомпоненты",
        caption="то же у того же обучающегося стояло в предыдущем сопоставимом периоде",
        columns=REPEAT_COLUMNS,
        rows=tuple(_repeat_row(selection, scene, row, first) for row, first in found),
        source=source(selection),
        empty="Повторяющихся микрокомпонентов нет.",
        is_personal=True,
    )


def _stood(reader: Reader, scene: TeacherScene) -> dict[Time, set[RepeatKey]]:
    """By time; of an earlier year only in groups that this teacher had then."""
    taught = {(row.year, row.checkpoint, row.class_id, row.subject_id) for row in scene.rows}
    found: dict[Time, set[RepeatKey]] = {}
    for row in _micro(reader, scene):
        is_own = (row.year, row.checkpoint, row.class_id, row.subject_id) in taught
        if row.year == scene.now[0] or is_own:
            found.setdefault((row.year, row.checkpoint), set()).add((row.pupil_id, row.subject_id, row.kind))
    return found


def _times(scene: TeacherScene, row: Any) -> Collection[Time]:
    """Times of the pupil's class: its checkpoints of this year, and the years when the teacher had the cohort."""
    year = scene.now[0]
    group = (row.subject_id, row.class_id)
    earlier = {time for time, groups in scene.at.items() if time[0] != year and group in groups}
    return earlier | {(year, code) for code in scene.kept.get(row.class_id, ())}


def _repeat_row(selection: Selection, scene: TeacherScene, row: Any, first: Time | None) -> Row:
    word, tone, status = KIND_WORDS[row.kind]
    return Row(
        (
            Cell(
                without_patronymic(row.name),
                href=selection.at("/pupil", person=row.pupil_id).address,
                note=row.name,
            ),
            Cell(row.class_name, href=selection.at("/class", unit=row.class_id).address),
            Cell(scene.subjects[row.subject_id]),
            Cell(word, tone=tone, status=status),
            Cell(age_words(scene.now, first)),
        )
    )
