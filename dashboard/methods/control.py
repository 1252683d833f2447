"""Personal control (персональный контроль): the microcomponents of a teacher by subject and class.

A list for help, not a verdict: every number stands beside how many pupils are taught, what was there in the
previous comparable period, and which pupils repeat. The class teacher's variant lists pupils with subjects.

Source: методика проекта on the wording of постановление администрации ГО Пелым от 16.02.2021 № 39, п. 5.7.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from dashboard.methods.components import (
    DEFAULT_WEIGHTS,
    Micro,
    MicroRow,
    MicroType,
    PupilComponent,
    Weights,
    pupil_components,
)
from dashboard.methods.share import Share

# Pupils with a mark or «н/а», by (teacher, subject, class).
TeachingKey = tuple[int, int, int]
Taught = Mapping[TeachingKey, int]


@dataclass(frozen=True, slots=True)
class ControlCounts:
    """Counted microcomponents of one level. `rate` reads per 100 with `.percent`.

    On the levels of subject and teacher `rate.denominator` is a sum over classes and subjects: a pupil taught
    two subjects by one teacher is there twice, as are the pupil's two marks. `change` is the difference of
    rates to the previous period (None when there was none); `repeats` are pupils whose microcomponent of the
    same subject and type existed then.
    """

    rate: Share
    by_type: tuple[tuple[MicroType, int], ...]
    pupils: tuple[int, ...]
    repeats: tuple[int, ...]
    change: float | None

    @property
    def n_micro(self) -> int:
        return int(self.rate.numerator)

    @property
    def per_100(self) -> float | None:
        return self.rate.percent


@dataclass(frozen=True, slots=True)
class ClassControl:
    class_id: int
    counts: ControlCounts


@dataclass(frozen=True, slots=True)
class SubjectControl:
    subject_id: int
    counts: ControlCounts
    classes: tuple[ClassControl, ...]


@dataclass(frozen=True, slots=True)
class TeacherControl:
    teacher_id: int
    counts: ControlCounts
    subjects: tuple[SubjectControl, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One (teacher, subject, class): pupils taught and counted microcomponents."""

    n_taught: int
    rows: tuple[MicroRow, ...]


# teacher → subject → class
_Tree = dict[int, dict[int, dict[int, _Cell]]]
_RepeatKey = tuple[int, int, MicroType]


def personal_control(
    rows: Iterable[MicroRow],
    taught: Taught,
    previous_rows: Iterable[MicroRow] = (),
    previous_taught: Taught | None = None,
    weights: Weights = DEFAULT_WEIGHTS,
) -> tuple[TeacherControl, ...]:
    """Personal control of every teacher in `taught`, in its order; teachers without problems are there too.

    `rows` and `previous_rows` hold one period each; without `previous_taught` there is no change. Rows of an
    unstated teacher and of weight 0 are left out. Classes of another school year must carry this year's ids
    to be compared. A row of a (teacher, subject, class) where nobody is taught → ValueError.
    """
    counted = [row for row in rows if weights.counts(row.type)]
    previous = [row for row in previous_rows if weights.counts(row.type)]
    before = {} if previous_taught is None else _tree(previous, previous_taught)
    # A pupil repeats whoever taught then, so the earlier rows count even where their teaching is unknown.
    seen = frozenset(_repeat_key(row) for row in previous)
    return tuple(
        _teacher(teacher_id, subjects, before.get(teacher_id, {}), seen)
        for teacher_id, subjects in _tree(counted, taught).items()
    )


def _tree(rows: Iterable[MicroRow], taught: Taught) -> _Tree:
    groups: dict[TeachingKey, list[MicroRow]] = {key: [] for key, n_taught in taught.items() if n_taught}
    for row in rows:
        if row.teacher_id is None:
            continue
        key = (row.teacher_id, row.subject_id, row.class_id)
        if key not in groups:
            raise ValueError(f"a microcomponent where nobody is taught: (teacher, subject, class) = {key}")
        groups[key].append(row)
    tree: _Tree = {}
    for (teacher_id, subject_id, class_id), group in groups.items():
        cell = _Cell(taught[teacher_id, subject_id, class_id], tuple(group))
        tree.setdefault(teacher_id, {}).setdefault(subject_id, {})[class_id] = cell
    return tree


def _teacher(
    teacher_id: int,
    subjects: dict[int, dict[int, _Cell]],
    before: dict[int, dict[int, _Cell]],
    seen: frozenset[_RepeatKey],
) -> TeacherControl:
    cells = [cell for classes in subjects.values() for cell in classes.values()]
    cells_before = [cell for classes in before.values() for cell in classes.values()]
    return TeacherControl(
        teacher_id,
        _counts(cells, cells_before, seen),
        tuple(
            _subject(subject_id, classes, before.get(subject_id, {}), seen)
            for subject_id, classes in subjects.items()
        ),
    )


def _subject(
    subject_id: int, classes: dict[int, _Cell], before: dict[int, _Cell], seen: frozenset[_RepeatKey]
) -> SubjectControl:
    listed = tuple(
        ClassControl(class_id, _counts([cell], [before[class_id]] if class_id in before else [], seen))
        for class_id, cell in classes.items()
    )
    return SubjectControl(subject_id, _counts(classes.values(), before.values(), seen), listed)


def _counts(
    cells: Collection[_Cell], before: Collection[_Cell], seen: frozenset[_RepeatKey]
) -> ControlCounts:
    rows = [row for cell in cells for row in cell.rows]
    rate = _rate(cells)
    number = ((kind, sum(row.type is kind for row in rows)) for kind in MicroType)
    return ControlCounts(
        rate=rate,
        by_type=tuple((kind, n) for kind, n in number if n),
        pupils=tuple(sorted({row.pupil_id for row in rows})),
        repeats=tuple(sorted({row.pupil_id for row in rows if _repeat_key(row) in seen})),
        change=_change(rate.percent, _rate(before).percent),
    )


def _rate(cells: Collection[_Cell]) -> Share:
    return Share(sum(len(cell.rows) for cell in cells), sum(cell.n_taught for cell in cells))


def _change(current: float | None, previous: float | None) -> float | None:
    return None if current is None or previous is None else current - previous


def _repeat_key(row: MicroRow) -> _RepeatKey:
    return row.pupil_id, row.subject_id, row.type


@dataclass(frozen=True, slots=True)
class PupilConcern:
    """A pupil on the class teacher's list, with the subjects by type."""

    pupil_id: int
    components: tuple[PupilComponent, ...]


@dataclass(frozen=True, slots=True)
class ClassConcern:
    class_id: int
    pupils: tuple[PupilConcern, ...]


def class_control(rows: Iterable[MicroRow], weights: Weights = DEFAULT_WEIGHTS) -> tuple[ClassConcern, ...]:
    """Class teacher's list: class → pupil → type → subjects; ids ascending, counted types only."""
    groups: dict[tuple[int, int], list[Micro]] = {}
    for row in rows:
        if weights.counts(row.type):
            groups.setdefault((row.class_id, row.pupil_id), []).append(Micro(row.subject_id, row.type))
    pupils: dict[int, list[PupilConcern]] = {}
    for (class_id, pupil_id), micros in sorted(groups.items()):
        pupils.setdefault(class_id, []).append(PupilConcern(pupil_id, pupil_components(micros)))
    return tuple(ClassConcern(class_id, tuple(listed)) for class_id, listed in pupils.items())
