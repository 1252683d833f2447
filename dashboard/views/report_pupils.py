"""The class teacher's report, by name: pupils with problem components and how the list moved."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.blocks import Cell, Column, Kind, Measure, Notice, Quantity, Row, Table, Tone
from dashboard.methods.components import MicroRow, MicroType, PupilComponent, Weights
from dashboard.methods.control import class_control
from dashboard.names import without_patronymic
from dashboard.selection import Selection
from dashboard.views.class_scene import COUNTED, ClassScene, RepeatKey, class_scene
from dashboard.views.component_cells import METHOD, change_cell, count_cell
from dashboard.views.component_times import Time, time_title
from dashboard.views.help_list import KIND_WORDS
from dashboard.views.municipality import source
from dashboard.views.repeats import age_words, first_seen, stood_by_time
from dashboard.views.suppression import hides
from data_access.queries.people import read_roster
from data_access.queries.rollups import read_subjects
from data_access.viewer import Reader

EVERY_TYPE = Weights(d=1, na=1, r3=1, r33=1, r4=1)
TYPE_WORDS = {
    MicroType.D: "не освоен стандарт («2»)",
    MicroType.NA: "не аттестован",
    MicroType.R3: "одна «3»",
    MicroType.R33: "две «3»",
    MicroType.R4: "одна «4»",
}
CLOSED = "Списки обучающихся — персональные данные: их видят школа и классный руководитель."
PUPIL_COLUMNS = (
    Column("pupil", "Обучающийся"),
    Column("kind", "Что", Kind.STATUS),
    Column("subjects", "Предметы", Kind.TAGS, None, "в скобках — с какого периода стоит без перерыва"),
)


def pupils(selection: Selection, reader: Reader) -> Table | Notice:
    """Pupil → type → subjects, each with the checkpoint since which it stands."""
    if hides(reader):
        return Notice("report_pupils", "Обучающиеся с проблемными компонентами", CLOSED)
    scene = class_scene(selection, reader)
    names = {seat.pupil_id: seat.name for seat in read_roster(reader, scene.place.id)}
    found = class_control(_current(scene), EVERY_TYPE)
    concerns = found[0].pupils if found else ()
    ages = _ages(scene)
    rows = [
        _pupil_row(selection, reader, scene, (concern.pupil_id, names.get(concern.pupil_id, "")), part, ages)
        for concern in sorted(concerns, key=lambda concern: names.get(concern.pupil_id, ""))
        for part in concern.components
    ]
    return Table(
        key="report_pupils",
        title="Обучающиеся с проблемными компонентами",
        caption=f"с указанием предметов; {time_title(scene.now)}",
        columns=PUPIL_COLUMNS,
        rows=tuple(rows),
        notes=(
            METHOD,
            "«Две «3»» и «одна «4»» имеют вес 0: показаны как резерв и в число микрокомпонентов не входят. В скобках — "
            "«новое» или с какого сопоставимого периода этого класса то же стоит без перерыва.",
        ),
        source=source(selection),
        empty="Таких обучающихся за этот период нет.",
        is_personal=True,
    )


def _current(scene: ClassScene) -> list[MicroRow]:
    return [
        MicroRow(
            row.class_id, row.subject_id, row.teacher_id, row.checkpoint, row.pupil_id, MicroType(row.kind)
        )
        for row in scene.micro
        if (row.year, row.checkpoint) == scene.now
    ]


def _ages(scene: ClassScene) -> dict[RepeatKey, str]:
    """In words, since when each microcomponent of the chosen checkpoint stands."""
    stood = stood_by_time(scene.micro)
    times = {time for time, _ in scene.groups}
    return {
        key: age_words(scene.now, first_seen(scene.now, times, stood, key))
        for key in stood.get(scene.now, ())
    }


def _pupil_row(
    selection: Selection,
    reader: Reader,
    scene: ClassScene,
    pupil: tuple[int, str],
    part: PupilComponent,
    ages: dict[RepeatKey, str],
) -> Row:
    pupil_id, name = pupil
    subjects = read_subjects(reader)
    aged = {id_: ages.get((pupil_id, id_, part.type.value), "") for id_ in part.subject_ids}
    tags = sorted(f"{subjects[id_].name} ({age})" if age else subjects[id_].name for id_, age in aged.items())
    _, tone, status = KIND_WORDS[part.type.value]
    return Row(
        (
            Cell(without_patronymic(name), href=selection.at("/pupil", person=pupil_id).address, note=name),
            Cell(TYPE_WORDS[part.type], tone=tone, status=status),
            Cell(tags=tuple(tags)),
        )
    )


CONTROL_COLUMNS = (
    Column("kind", "Что"),
    Column("now", "Сейчас", Kind.QUANTITY, Measure.COUNT, "отметок этого вида за выбранный период"),
    Column("before", "Было", Kind.QUANTITY, Measure.COUNT, "в предыдущем сопоставимом периоде класса"),
    Column("change", "Изменение", Kind.QUANTITY, Measure.COUNT_CHANGE),
    Column(
        "kept", "Повторяются", Kind.QUANTITY, Measure.COUNT, "то же у того же обучающегося стояло и тогда"
    ),
    Column("new", "Новые", Kind.QUANTITY, Measure.COUNT),
    Column("gone", "Сняты", Kind.QUANTITY, Measure.COUNT, "стояли тогда и не стоят сейчас, с выбывшими"),
    Column("pupils", "Обучающихся", Kind.QUANTITY, Measure.COUNT, "сейчас"),
    Column(
        "repeaters", "С повтором", Kind.QUANTITY, Measure.COUNT, "обучающихся, у которых что-то повторяется"
    ),
)


def control(selection: Selection, reader: Reader) -> Table | Notice:
    """Персональный контроль классного руководителя: each type now and before, what repeats, came and went."""
    if hides(reader):
        return Notice("report_control", "Персональный контроль классного руководителя", CLOSED)
    scene = class_scene(selection, reader)
    stood = stood_by_time(scene.micro)
    now = stood.get(scene.now, set())
    before = None if not _has(scene, scene.before) else stood.get(scene.before or scene.now, set())
    rows = [
        _control_row(TYPE_WORDS[kind].capitalize(), _of(now, [kind.value]), _of(before, [kind.value]))
        for kind in MicroType
    ]
    rows.append(_control_row("Микрокомпоненты", _of(now, COUNTED), _of(before, COUNTED), is_total=True))
    compared = "сравнить не с чем" if before is None else f"было — {time_title(scene.before or scene.now)}"
    return Table(
        key="report_control",
        title="Персональный контроль классного руководителя",
        caption=f"{time_title(scene.now)}; {compared}",
        columns=CONTROL_COLUMNS,
        rows=tuple(rows) if scene.now in {time for time, _ in scene.groups} else (),
        notes=(METHOD, "«Две «3»» и «одна «4»» имеют вес 0 и в строку «Микрокомпоненты» не входят."),
        source=source(selection),
        empty="Нет отметок за этот период.",
    )


def _has(scene: ClassScene, time: Time | None) -> bool:
    """Whether there is anything to compare with: the cohort may have no marks of the year before."""
    return any(of == time for of, _ in scene.groups)


def _of(keys: Iterable[RepeatKey] | None, kinds: Iterable[str]) -> set[RepeatKey] | None:
    listed = set(kinds)
    return None if keys is None else {key for key in keys if key[2] in listed}


def _control_row(
    title: str, now: set[RepeatKey] | None, before: set[RepeatKey] | None, is_total: bool = False
) -> Row:
    here = now or set()
    people = {key[0] for key in here}
    if before is None:
        nothing = (Cell(quantity=Quantity.missing(Measure.COUNT, "предыдущего периода нет")),)
        change = Cell(quantity=Quantity.missing(Measure.COUNT_CHANGE, "предыдущего периода нет"))
        cells = (count_cell(len(here)), *nothing, change, *nothing * 3, count_cell(len(people)), *nothing)
        return Row((Cell(title), *cells), is_total)
    kept = here & before
    return Row(
        (
            Cell(title),
            count_cell(len(here)),
            count_cell(len(before)),
            change_cell(len(here), len(before), Measure.COUNT_CHANGE),
            Cell(quantity=Quantity(len(kept), Measure.COUNT), tone=Tone.BAD if kept else Tone.PLAIN),
            count_cell(len(here - before)),
            count_cell(len(before - here)),
            count_cell(len(people)),
            count_cell(len({key[0] for key in kept})),
        ),
        is_total,
    )
