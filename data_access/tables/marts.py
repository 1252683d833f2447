"""What the screens read. Rebuilt from facts only; shares are kept as numerator and denominator.

`mark_rollup`: period × class × subject × teacher, counts of marks and of microcomponents by type.
`class_rollup`: period × class, pupils by category and reserve (METHODS: a category belongs to a pupil, so
school totals are sums of these counts, never means of subject values).
`microcomponent`: one row per mark that blocks a pupil (METHODS: the atom of every report on problems).
`indicator_value`: indicator × unit × checkpoint, summed upward.
`exam_forecast`: pupil × exam × subject, what is expected and how sure it is, or why there is no forecast.
`forecast_check`: exam × subject × year × method, sums over the pupils whose result became known.
`expected_completion`: how much of a work pupils of each journal mark complete here; sums, never means.
`score_profile`: unit × exam × subject × year, how many pupils have each score, mark and confirmation of the journal
mark; units above schools hold sums, so the reference of a school is their row without its own.
`objectivity_sign`: school × year × sign, whether it shows, could not be checked, or does not show, and its numbers.
`expected_result`: school × exam × subject × year, what schools like it reach, and the difference with its interval.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, Index, Integer, PrimaryKeyConstraint, String, Table

from data_access.tables.base import metadata, one_of, ref
from data_access.tables.places import period_key


def count(name: str) -> Column[int]:
    """A count of pupils or marks, never missing."""
    return Column(name, Integer, nullable=False)


mark_rollup = Table(
    "mark_rollup",
    metadata,
    ref("class_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("period", String(4), nullable=False),
    Column("checkpoint", String(4), nullable=False),
    ref("subject_id", "subject.id"),
    # 0: no teacher is known; a primary key cannot hold NULL
    Column("teacher_id", Integer, nullable=False),
    ref("school_id", "unit.id"),
    Column("grade", Integer, nullable=False),
    count("n5"),
    count("n4"),
    count("n3"),
    count("n2"),
    count("n_na"),
    count("n_exempt"),
    count("micro_d"),
    count("micro_na"),
    count("micro_r3"),
    count("micro_r33"),
    count("micro_r4"),
    PrimaryKeyConstraint("class_id", "year", "period", "subject_id", "teacher_id"),
    period_key(),
    Index("ix_mark_rollup_school_id_year_checkpoint", "school_id", "year", "checkpoint"),
    Index("ix_mark_rollup_teacher_id_year", "teacher_id", "year"),
)

class_rollup = Table(
    "class_rollup",
    metadata,
    ref("class_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("period", String(4), nullable=False),
    Column("checkpoint", String(4), nullable=False),
    ref("school_id", "unit.id"),
    Column("grade", Integer, nullable=False),
    count("n"),
    count("n_exc"),
    count("n_good"),
    count("n_sat"),
    count("n_fail"),
    count("n_none"),
    count("n_one4"),
    count("n_one3"),
    count("n_two3"),
    count("n_fail_one"),
    count("n_not_attested"),
    count("n_subjects"),
    count("micro_d"),
    count("micro_na"),
    count("micro_r3"),
    count("micro_pupils"),
    count("components"),
    PrimaryKeyConstraint("class_id", "year", "period"),
    period_key(),
    Index("ix_class_rollup_school_id_year_checkpoint", "school_id", "year", "checkpoint"),
)

microcomponent = Table(
    "microcomponent",
    metadata,
    ref("pupil_id", "person.id"),
    ref("subject_id", "subject.id"),
    Column("year", Integer, nullable=False),
    Column("period", String(4), nullable=False),
    Column("checkpoint", String(4), nullable=False),
    ref("class_id", "unit.id"),
    ref("school_id", "unit.id"),
    Column("teacher_id", Integer, nullable=False),
    Column("kind", String(4), nullable=False),
    Column("average", Float),
    PrimaryKeyConstraint("pupil_id", "subject_id", "year", "period"),
    period_key(),
    one_of("kind", ("d", "na", "r3", "r33", "r4")),
    Index("ix_microcomponent_class_id_year", "class_id", "year"),
    Index("ix_microcomponent_teacher_id_year", "teacher_id", "year"),
)

indicator_value = Table(
    "indicator_value",
    metadata,
    Column("indicator", String(80), nullable=False),
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("checkpoint", String(4), nullable=False),
    Column("numerator", Float, nullable=False),
    Column("denominator", Float, nullable=False),
    Column("n", Integer, nullable=False, comment="pupils behind the value"),
    Column("status", String(12), nullable=False, comment="final or provisional"),
    PrimaryKeyConstraint("indicator", "unit_id", "year", "checkpoint"),
    Index("ix_indicator_value_unit_id_checkpoint", "unit_id", "checkpoint"),
)

exam_forecast = Table(
    "exam_forecast",
    metadata,
    ref("pupil_id", "person.id"),
    Column("exam", String(8), nullable=False),
    ref("subject_id", "subject.id"),
    # school year that ends with the exam
    Column("year", Integer, nullable=False),
    ref("class_id", "unit.id"),
    ref("school_id", "unit.id"),
    Column("method", String(20), nullable=False, comment="formula, or the model that beat it in the check"),
    Column("status", String(16), nullable=False),
    Column("n_works", Integer, nullable=False),
    # shares of the exam's tasks whose codes the works touched: numerator and denominator
    Column("tasks_covered", Integer, nullable=False),
    Column("tasks", Integer, nullable=False),
    Column("max_score", Integer),
    Column("expected", Float, comment="primary score"),
    Column("deviation", Float, comment="standard deviation of the primary score"),
    Column("low", Float, comment="80 % interval of the primary score"),
    Column("high", Float),
    # probability of each mark; p2 is also the risk of staying under the minimum
    Column("p2", Float),
    Column("p3", Float),
    Column("p4", Float),
    Column("p5", Float),
    Column("mark", Integer, comment="the likeliest mark"),
    Column("test_score", Integer),
    PrimaryKeyConstraint("pupil_id", "exam", "subject_id", "year"),
    one_of("status", ("ok", "few_works", "low_coverage", "no_plan", "no_marks")),
    Index("ix_exam_forecast_class_id", "class_id"),
    Index("ix_exam_forecast_school_id_year", "school_id", "year"),
)

forecast_check = Table(
    "forecast_check",
    metadata,
    Column("exam", String(8), nullable=False),
    ref("subject_id", "subject.id"),
    Column("year", Integer, nullable=False),
    Column("method", String(20), nullable=False),
    count("n"),
    Column("error_points", Float, nullable=False, comment="sum of absolute errors, primary points"),
    Column("error_marks", Float, nullable=False, comment="sum of absolute errors, marks"),
    Column("covered", Integer, comment="results inside the 80 % interval; NULL: the method gives none"),
    Column("is_used", Boolean, nullable=False),
    PrimaryKeyConstraint("exam", "subject_id", "year", "method"),
)

expected_completion = Table(
    "expected_completion",
    metadata,
    Column("kind", String(8), nullable=False),
    ref("subject_id", "subject.id"),
    Column("grade", Integer, nullable=False),
    # per journal mark before the work: points got and points possible, pupils
    *(
        Column(f"{name}{mark}", Integer, nullable=False)
        for mark in (5, 4, 3, 2)
        for name in ("got", "possible", "n")
    ),
    PrimaryKeyConstraint("kind", "subject_id", "grade"),
)

score_profile = Table(
    "score_profile",
    metadata,
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("exam", String(8), nullable=False),
    Column("grade", Integer, nullable=False),
    ref("subject_id", "subject.id"),
    count("n"),
    # primary scores: Σx, Σx² and the sum of maxima, whole numbers, so that a school is taken out exactly
    count("total"),
    count("squares"),
    count("possible"),
    Column("max_score", Integer, comment="NULL: works of different maxima are in the sum"),
    Column("scores", JSON, nullable=False, comment="list of [primary score, pupils], in order"),
    # least primary score of each mark by the scale of the year
    Column("from3", Integer),
    Column("from4", Integer),
    Column("from5", Integer),
    count("n2"),
    count("n3"),
    count("n4"),
    count("n5"),
    # confirmation of marks: pupils with both marks; mark of the work under, equal to, over the journal mark
    count("pairs"),
    count("lowered"),
    count("confirmed"),
    count("raised"),
    Column("gap2", Integer, nullable=False, comment="pairs whose marks differ by two and more"),
    PrimaryKeyConstraint("unit_id", "year", "exam", "grade", "subject_id"),
    Index("ix_score_profile_year", "year"),
)

SIGN_KINDS = ("mean", "mismatch", "rise", "fall", "lowered", "raised", "border", "twins")

objectivity_sign = Table(
    "objectivity_sign",
    metadata,
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("exam", String(8), nullable=False),
    Column("grade", Integer, nullable=False),
    ref("subject_id", "subject.id"),
    Column("number", Integer, comment="1–14 of the official method; NULL: методика проекта"),
    Column("state", String(12), nullable=False),
    Column("reason", String(20), nullable=False, server_default="", comment="why it was not checked"),
    count("n"),
    Column("value", Float, comment="what was measured at the school"),
    Column("border", Float, comment="what the value was compared with"),
    Column("p", Float, comment="chance of the value, or a worse one, at an honest school"),
    Column("q", Float, comment="the same after Benjamini–Hochberg over all checks of the year"),
    Column("reference", String(12), nullable=False, server_default="", comment="region or municipality"),
    Column("numbers", JSON, nullable=False, comment="further numbers of the sentence, by name"),
    PrimaryKeyConstraint("unit_id", "year", "kind", "exam", "grade", "subject_id"),
    one_of("kind", SIGN_KINDS),
    one_of("state", ("sign", "none", "unchecked")),
    Index("ix_objectivity_sign_year", "year"),
)

expected_result = Table(
    "expected_result",
    metadata,
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("exam", String(8), nullable=False),
    Column("grade", Integer, nullable=False),
    ref("subject_id", "subject.id"),
    count("n"),
    # percent of the largest score: a model of schools has no numerator
    Column("actual", Float, nullable=False),
    Column("expected", Float, nullable=False),
    Column("effect", Float, nullable=False, comment="value added: shrunk difference, percentage points"),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    count("schools"),
    Column(
        "variables", JSON, nullable=False, comment="variable → [value of the school, weight in the model]"
    ),
    PrimaryKeyConstraint("unit_id", "year", "exam", "grade", "subject_id"),
    Index("ix_expected_result_year", "year"),
)
