"""Words of exams and forecasts, the same on every page, in Excel and in the notes under the tables."""

from __future__ import annotations

EXAM_TITLES = {"oge": "ОГЭ", "ege": "ЕГЭ", "ege_base": "ЕГЭ (база)", "vpr": "ВПР"}
METHOD_TITLES = {
    "formula": "формула по работам",
    "ridge": "модель по отметкам и работам",
    "last_mark": "как последняя отметка",
    "school_mean": "как в школе год назад",
}
BASELINES = ("last_mark", "school_mean")
STATUS_REASONS = {
    "few_works": "меньше двух работ с кодами",
    "low_coverage": "работы охватили меньше половины заданий экзамена",
    "no_plan": "план экзамена этого года не загружен",
    "no_marks": "нет отметок по предмету",
}
FORMULA_NOTE = (
    "Методика проекта: вероятность балла за задание = (набрано по его элементам + 4·ожидание по отметке) / "
    "(возможно + 4); ожидаемый балл — сумма по заданиям плана, ±1·SD — разброс. Прогноз скрыт, если работ меньше двух "
    "или охвачено меньше половины заданий."
)
CHOICE_NOTE = (
    "Прогноз строит тот способ, который был точнее на экзаменах прошлых лет; какой и насколько — на странице «Точность "
    "прогнозов»."
)


def exam_title(exam: str, subject: str) -> str:
    """«ОГЭ, математика»."""
    return f"{EXAM_TITLES[exam]}, {subject[:1].lower()}{subject[1:]}"
