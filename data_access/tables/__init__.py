"""Every table of the program, one module per room of the database.

Facts carry the load they came from and are never overwritten: a key may have several rows, one per load,
and `is_current` marks the row of the newest applied load. Undoing a load deletes its rows and moves the
flag back. Marts are always rebuilt from facts (`dashboard/refresh`).
"""

from data_access.tables.access import access_grant, audit_event, user_account, user_session, wall_screen
from data_access.tables.base import metadata
from data_access.tables.loads import data_version, installation, load, load_issue
from data_access.tables.management import (
    assignment,
    cycle_mark,
    decision,
    decision_aim,
    decision_basis,
    measure,
    recommendation,
    roadmap_mark,
    target,
    work_event,
)
from data_access.tables.marks import class_teacher, enrolment, period_mark, teaching
from data_access.tables.marts import (
    class_rollup,
    exam_forecast,
    expected_completion,
    forecast_check,
    indicator_value,
    mark_rollup,
    microcomponent,
)
from data_access.tables.others import (
    destination,
    event_result,
    indicator_entry,
    register_row,
    training_result,
)
from data_access.tables.places import period, person, person_name, school_record, subject, subject_alias, unit
from data_access.tables.works import (
    codifier_element,
    exam_scale,
    exam_task,
    task_code,
    task_score,
    work,
    work_result,
    work_task,
)

FACTS = (
    school_record,
    enrolment,
    class_teacher,
    teaching,
    period_mark,
    work,
    work_task,
    task_code,
    work_result,
    task_score,
    indicator_entry,
    register_row,
    event_result,
    training_result,
    destination,
)
MARTS = (
    mark_rollup,
    class_rollup,
    microcomponent,
    indicator_value,
    expected_completion,
    exam_forecast,
    forecast_check,
)

__all__ = [
    "FACTS",
    "MARTS",
    "access_grant",
    "assignment",
    "audit_event",
    "class_rollup",
    "class_teacher",
    "codifier_element",
    "cycle_mark",
    "data_version",
    "decision",
    "decision_aim",
    "decision_basis",
    "destination",
    "enrolment",
    "event_result",
    "exam_forecast",
    "exam_scale",
    "exam_task",
    "expected_completion",
    "forecast_check",
    "indicator_entry",
    "indicator_value",
    "installation",
    "load",
    "load_issue",
    "mark_rollup",
    "measure",
    "metadata",
    "microcomponent",
    "period",
    "period_mark",
    "person",
    "person_name",
    "recommendation",
    "register_row",
    "roadmap_mark",
    "school_record",
    "subject",
    "subject_alias",
    "target",
    "task_code",
    "task_score",
    "teaching",
    "training_result",
    "unit",
    "user_account",
    "user_session",
    "wall_screen",
    "work",
    "work_event",
    "work_result",
    "work_task",
]
