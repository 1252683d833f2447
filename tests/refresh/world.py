"""A small world for generated loads: two schools, a few classes in two years, few pupils, every kind of mark,
works of schools with codes, vocational preparation, graduates, olympiads, codifiers and plans, stated indicators and
lines of registers.

It is small on purpose: files must speak of the same marks, classes and teachers often enough to collide.
"""

from __future__ import annotations

from hypothesis import strategies as st

from data_access.formats.rows import (
    MARKS,
    NOT_TAUGHT,
    ClassRow,
    CodifierRow,
    DestinationRow,
    EventRow,
    ExamTaskRow,
    IndicatorRow,
    MarkRow,
    Parsed,
    Place,
    PupilRow,
    RegisterLine,
    ResultRow,
    SchoolRef,
    SchoolRow,
    TaskRow,
    TeachingRow,
    TrainingRow,
    WorkRow,
)

HERE = Place("Лист1", "A1")
SCHOOLS = ("СОШ № 1", "Лицей № 2")
# 7А and 7Б of 2024 are parallel, 8А of 2025 is 7А a year later, 7А of 2025 are other children.
CLASSES = (("7А", 2024), ("7Б", 2024), ("8А", 2025), ("7А", 2025))
PUPILS = ("Абрикосова Анна", "Вишнёв Виктор")
TEACHERS = ("Линейкина Лидия", "Указкин Устин")
SUBJECTS = ("Алгебра", "Физика", "Разговоры о важном", "Робототехника")  # not graded; not known before
PERIODS = ("Q1", "Q2", "H1")  # the last two end at one checkpoint
GRADUATING = (("9А", 2025), ("9Б", 2025))
TASKS = (TaskRow("1", 2, "Б"), TaskRow("2", 1, "П"))
CODED = (TaskRow("1", 2, "Б", ("1.1", "7.2")), TaskRow("2", 1, "П", ("2.10",)))
VPR = WorkRow("впр", "vpr", "Физика", 7, 2024, "", "ВПР 2025 Физика 7 класс", 3, TASKS)
# The municipality's work in two parallel classes, and a work that each school has of its own.
SHARED = WorkRow(
    "др", "dr", "Математика", 7, 2024, "2024-12-12", "Диагностика", None, CODED, codifier="oge",
    codifier_year=2025,
)  # fmt: skip
OWN = tuple(
    WorkRow(
        f"кр {name}", "kr", "Алгебра", 9, 2025, "2025-12-12", "Контрольная № 1", None, CODED,
        is_of_school=True,
    )
    for name in SCHOOLS
)  # fmt: skip

# Of the shipped profile: a share that schools state, and a register that is kept year by year.
STATED = "talent_teachers"
ORDERS = "Приказы об объективности"

_school = st.sampled_from((SCHOOLS[0], *SCHOOLS)).map(SchoolRef)
_seat = st.sampled_from((*CLASSES[:2], *CLASSES))
_pupil = st.sampled_from(PUPILS)
_teacher = st.sampled_from(TEACHERS)
_subject = st.sampled_from(SUBJECTS)


@st.composite
def _marks(draw: st.DrawFn) -> MarkRow:
    name, year = draw(_seat)
    average = draw(st.sampled_from((None, 2.5, 3.5, 4.6)))
    teacher = draw(st.sampled_from(("", *TEACHERS)))
    value, period = draw(st.sampled_from(("5", "4", "3", *MARKS))), draw(st.sampled_from(PERIODS))
    return MarkRow(
        draw(_school), name, year, draw(_pupil), draw(_subject), teacher, period, value, average, HERE
    )


@st.composite
def _pupils(draw: st.DrawFn) -> PupilRow:
    name, year = draw(_seat)
    since, until = draw(st.sampled_from((("", ""), (f"{year}-11-10", ""), ("", f"{year}-12-01"))))
    return PupilRow(draw(_school), name, year, draw(_pupil), since, until, HERE)


@st.composite
def _teaching(draw: st.DrawFn) -> TeachingRow:
    name, year = draw(_seat)
    return TeachingRow(draw(_school), name, year, draw(_subject), draw(_teacher), HERE)


@st.composite
def _classes(draw: st.DrawFn) -> ClassRow:
    name, year = draw(_seat)
    return ClassRow(draw(_school), name, year, draw(_teacher), HERE)


@st.composite
def _schools(draw: st.DrawFn) -> SchoolRow:
    name = draw(st.sampled_from(SCHOOLS))
    full = draw(st.sampled_from(("", f"Муниципальное учреждение {name}")))
    code = draw(st.sampled_from(("", f"93{SCHOOLS.index(name)}")))
    return SchoolRow(name, full, code, "", draw(st.sampled_from(("СОШ", "лицей"))), draw(st.booleans()), HERE)


@st.composite
def _results(draw: st.DrawFn) -> ResultRow:
    scores = draw(st.tuples(st.sampled_from((None, 0, 1, 2)), st.sampled_from((None, 0, 1))))
    mark = draw(st.sampled_from((None, 2, 3, 4, 5)))
    code = draw(st.sampled_from(("70001", "70002")))
    return ResultRow(
        "впр", draw(_school), "1", code, False, "1", scores, sum(filter(None, scores)), mark, 4, "wrote", HERE
    )


@st.composite
def _results_by_name(draw: st.DrawFn) -> ResultRow:
    school = draw(_school)
    is_own = draw(st.booleans())
    name, _ = draw(st.sampled_from(GRADUATING if is_own else CLASSES[:2]))
    key = OWN[SCHOOLS.index(school.name)].key if is_own else SHARED.key
    scores = draw(
        st.tuples(st.sampled_from((None, NOT_TAUGHT, 0, 1, 2)), st.sampled_from((None, NOT_TAUGHT, 1)))
    )
    status = draw(st.sampled_from(("wrote", "wrote", "absent")))
    mark = draw(st.sampled_from((None, 3, 5)))
    return ResultRow(key, school, name, draw(_pupil), True, "", scores, None, mark, None, status, HERE)


# One pupil and two classes: lists of the parallel class must often replace each other.
@st.composite
def _trainings(draw: st.DrawFn) -> TrainingRow:
    name, year = draw(st.sampled_from(GRADUATING))
    kind, outcome = draw(st.sampled_from(("trial", "course"))), draw(st.sampled_from(("attended", "failed")))
    return TrainingRow(draw(_school), name, year, PUPILS[0], kind, "Повар", outcome, HERE)


@st.composite
def _destinations(draw: st.DrawFn) -> DestinationRow:
    name, year = draw(st.sampled_from(GRADUATING))
    kind, institution = draw(st.sampled_from((("college", "Колледж"), ("grade10", ""))))
    return DestinationRow(draw(_school), name, year, PUPILS[0], kind, institution, "", HERE)


@st.composite
def _events(draw: st.DrawFn) -> EventRow:
    name, year = draw(st.sampled_from(GRADUATING))
    stage, outcome = (
        draw(st.sampled_from(("school", "municipal"))),
        draw(st.sampled_from(("prize", "winner"))),
    )
    return EventRow(draw(_school), name, year, PUPILS[0], "ВсОШ", stage, "Физика", outcome, HERE)


@st.composite
def _entries(draw: st.DrawFn) -> IndicatorRow:
    above, year = draw(st.integers(0, 3)), draw(st.sampled_from((2024, 2025)))
    return IndicatorRow(draw(_school), year, STATED, float(above), 4.0, "", HERE)


@st.composite
def _lines(draw: st.DrawFn) -> RegisterLine:
    number, subject = (
        draw(st.sampled_from(("№ 1", "№ 2"))),
        draw(st.sampled_from(("о наблюдателях", "о списках"))),
    )
    cells = (("Номер и дата", number), ("О чём", subject))
    return RegisterLine(draw(_school), 2025, ORDERS, cells, HERE)


@st.composite
def _codifiers(draw: st.DrawFn) -> CodifierRow:
    code, title = draw(st.sampled_from(("1.1", "2.10"))), draw(st.sampled_from(("Числа", "Уравнения")))
    return CodifierRow("oge", draw(st.sampled_from(("Математика", "Алгебра"))), 2026, code, title, HERE)


@st.composite
def _plans(draw: st.DrawFn) -> tuple[ExamTaskRow, ...]:
    maxima = draw(st.lists(st.integers(1, 3), max_size=3))
    tasks = [TaskRow(str(number), most, "Б", ("1.1",)) for number, most in enumerate(maxima, start=1)]
    return tuple(
        ExamTaskRow("oge", "Математика", 2026, place, task, HERE) for place, task in enumerate(tasks)
    )


@st.composite
def loads(draw: st.DrawFn) -> Parsed:
    """One file: marks above all, and now and then a roster, teaching, works, lists of graduates, codifiers."""
    marks = draw(st.lists(_marks(), min_size=8, max_size=14))
    results = draw(st.lists(_results(), max_size=2)) + draw(st.lists(_results_by_name(), max_size=4))
    return Parsed(
        "template",
        "Шаблон",
        len(marks),
        schools=tuple(draw(st.lists(_schools(), max_size=2))),
        classes=tuple(draw(st.lists(_classes(), max_size=2))),
        pupils=tuple(draw(st.lists(_pupils(), max_size=4))),
        teaching=tuple(draw(st.lists(_teaching(), max_size=3))),
        marks=tuple(marks),
        works=(VPR, SHARED, *OWN) if results else (),
        results=tuple(results),
        codifiers=tuple(draw(st.lists(_codifiers(), max_size=3))),
        exam_tasks=draw(_plans()),
        trainings=tuple(draw(st.lists(_trainings(), max_size=3))),
        destinations=tuple(draw(st.lists(_destinations(), max_size=3))),
        events=tuple(draw(st.lists(_events(), max_size=3))),
        indicators=tuple(draw(st.lists(_entries(), max_size=3))),
        registers=tuple(draw(st.lists(_lines(), max_size=3))),
    )


# A file that comes, or the number of a standing load that is taken back.
STEPS = st.lists(st.one_of(loads(), loads(), st.integers(0, 5)), min_size=4, max_size=6)
