"""Writes what stands beside marks and works: codifiers, plans, figures of the region, preparation, graduates."""

from __future__ import annotations

from dashboard.loading.ledger import Ledger
from dashboard.loading.plan import PlannedDestination, PlannedTraining
from data_access.tables import codifier_element, destination, exam_task, reference_result, training_result


def write_reference(ledger: Ledger) -> None:
    """Rows of this load; which statement is in force is chosen when it is read (`data_access/codifiers.py`)."""
    ledger.insert_many(
        codifier_element,
        [
            {
                "exam": planned.row.exam,
                "subject_id": ledger.id(planned.subject),
                "year": planned.row.year,
                "code": planned.row.code,
                "title": planned.row.title,
                "load_id": ledger.load_id,
            }
            for planned in ledger.plan.elements
        ],
    )
    ledger.insert_many(
        exam_task,
        [
            {
                "exam": planned.row.exam,
                "subject_id": ledger.id(planned.subject),
                "year": planned.row.year,
                "position": planned.row.position,
                "number": planned.row.task.number,
                "max_score": planned.row.task.max_score,
                "level": planned.row.task.level,
                "codes": " ".join(planned.row.task.codes),
                "load_id": ledger.load_id,
            }
            for planned in ledger.plan.exam_tasks
        ],
    )


def write_reports(ledger: Ledger) -> None:
    """Figures of the country and the region; which of several loads is in force is settled."""
    rows = [
        {
            "scope": planned.row.scope,
            "place": planned.row.area,
            "year": planned.row.year,
            "exam": planned.row.exam,
            "grade": planned.row.grade,
            "subject_id": ledger.id(planned.subject),
            "report": planned.row.report,
            "n": planned.row.n,
            "schools": planned.row.schools,
            "counts": dict(planned.row.counts),
            "load_id": ledger.load_id,
            "is_current": False,
        }
        for planned in ledger.plan.reports
    ]
    ledger.insert_many(reference_result, rows)
    ledger.touched.reference_years |= {planned.row.year for planned in ledger.plan.reports}


def write_careers(ledger: Ledger) -> None:
    """Facts of pupils; their classes are settled and refreshed."""
    trainings = [
        {
            **_of_pupil(ledger, planned),
            "kind": planned.row.kind,
            "programme": planned.row.programme,
            "outcome": planned.row.outcome,
        }
        for planned in ledger.plan.trainings
    ]
    destinations = [
        {
            **_of_pupil(ledger, planned),
            "kind": planned.row.kind,
            "institution": planned.row.institution,
            "speciality": planned.row.speciality,
        }
        for planned in ledger.plan.destinations
    ]
    ledger.insert_many(training_result, trainings)
    ledger.insert_many(destination, destinations)
    ledger.touched.classes |= {int(row["class_id"]) for row in trainings + destinations}


def _of_pupil(ledger: Ledger, planned: PlannedTraining | PlannedDestination) -> dict[str, int | str | bool]:
    return {
        "pupil_id": ledger.id(planned.pupil),
        "class_id": ledger.id(planned.in_class),
        "school_id": ledger.id(planned.school),
        "year": planned.row.year,
        "load_id": ledger.load_id,
        "is_current": False,
    }
