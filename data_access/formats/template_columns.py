"""Sheets and column headers of the project's own long template (шаблон загрузки).

The one place where these words are spelled: the reader, the blank template and every generator of such
files import them, so a file written here is always a file that can be read. Nothing is imported, so that
anybody may import it.
"""

from __future__ import annotations

MARKS_SHEET = "Отметки"
SCHOOLS_SHEET = "Школы"
CLASSES_SHEET = "Классы"
PUPILS_SHEET = "Обучающиеся"
TEACHING_SHEET = "Нагрузка"
CODIFIER_SHEET = "Кодификатор"
PLAN_SHEET = "План экзамена"
TRAINING_SHEET = "Профподготовка"
DESTINATION_SHEET = "Выпускники"
INDICATOR_SHEET = "Показатели"
REGISTER_SHEET = "Реестр"
EVENT_SHEET = "Олимпиады"
HELP_SHEET = "Как заполнять"
INDICATOR_LIST = "Коды показателей"
REGISTER_LIST = "Столбцы реестров"
# Sheets that explain: they are never read.
EXPLAINING = (HELP_SHEET, INDICATOR_LIST, REGISTER_LIST)

YEAR = "Учебный год"
SCHOOL = "Школа"
CLASS = "Класс"
PUPIL = "ФИО или код"
SUBJECT = "Предмет"
TEACHER = "Учитель"
PERIOD = "Период"
MARK = "Отметка"
AVERAGE = "Средний балл"
OO_CODE = "Код ОО"
LOGIN = "Логин ФИС ОКО"
SHORT_NAME = "Краткое название"
FULL_NAME = "Полное название"
KIND = "Вид"
RURAL = "Сельская"
MUNICIPALITY = "Муниципалитет"
CLASS_TEACHER = "Классный руководитель"
SINCE = "Прибыл"
UNTIL = "Выбыл"
EXAM = "Экзамен"
YEAR_OF_EXAM = "Год"
CODE = "Код"
ELEMENT_TITLE = "Название"
TASK = "Задание"
MAX_SCORE = "Максимальный балл"
LEVEL = "Уровень"
CODES = "Коды КЭС"
TRAINING_KIND = "Вид подготовки"
PROGRAMME = "Программа"
OUTCOME = "Результат"
DESTINATION = "Куда поступил"
INSTITUTION = "Учебное заведение"
SPECIALITY = "Специальность или профиль"
ORGANISATION = "Организация"
INDICATOR = "Код показателя"
NUMERATOR = "Числитель"
DENOMINATOR = "Знаменатель"
NOTE = "Примечание"
REGISTER = "Реестр"
EVENT = "Мероприятие"
STAGE = "Этап"

MARK_COLUMNS = (YEAR, SCHOOL, CLASS, PUPIL, SUBJECT, TEACHER, PERIOD, MARK, AVERAGE)
SCHOOL_COLUMNS = (OO_CODE, LOGIN, SHORT_NAME, FULL_NAME, KIND, RURAL, MUNICIPALITY)
CLASS_COLUMNS = (YEAR, SCHOOL, CLASS, CLASS_TEACHER)
PUPIL_COLUMNS = (YEAR, SCHOOL, CLASS, PUPIL, SINCE, UNTIL)
TEACHING_COLUMNS = (YEAR, SCHOOL, CLASS, SUBJECT, TEACHER)
CODIFIER_COLUMNS = (EXAM, SUBJECT, YEAR_OF_EXAM, CODE, ELEMENT_TITLE)
PLAN_COLUMNS = (EXAM, SUBJECT, YEAR_OF_EXAM, TASK, MAX_SCORE, LEVEL, CODES)
TRAINING_COLUMNS = (YEAR, SCHOOL, CLASS, PUPIL, TRAINING_KIND, PROGRAMME, OUTCOME)
DESTINATION_COLUMNS = (YEAR, SCHOOL, CLASS, PUPIL, DESTINATION, INSTITUTION, SPECIALITY)
INDICATOR_COLUMNS = (YEAR, ORGANISATION, INDICATOR, NUMERATOR, DENOMINATOR, NOTE)
# After these come the columns of the register itself, by their titles; each register has its own.
REGISTER_COLUMNS = (REGISTER, YEAR, ORGANISATION)
EVENT_COLUMNS = (YEAR, EVENT, STAGE, SUBJECT, ORGANISATION, CLASS, PUPIL, OUTCOME)

# Sheet name → its columns, in the order in which they are written. A file may hold any of the sheets.
SHEETS: dict[str, tuple[str, ...]] = {
    SCHOOLS_SHEET: SCHOOL_COLUMNS,
    CLASSES_SHEET: CLASS_COLUMNS,
    PUPILS_SHEET: PUPIL_COLUMNS,
    TEACHING_SHEET: TEACHING_COLUMNS,
    MARKS_SHEET: MARK_COLUMNS,
    CODIFIER_SHEET: CODIFIER_COLUMNS,
    PLAN_SHEET: PLAN_COLUMNS,
    TRAINING_SHEET: TRAINING_COLUMNS,
    DESTINATION_SHEET: DESTINATION_COLUMNS,
    INDICATOR_SHEET: INDICATOR_COLUMNS,
    REGISTER_SHEET: REGISTER_COLUMNS,
    EVENT_SHEET: EVENT_COLUMNS,
}

# Columns without which a sheet cannot be read; they are also how a sheet is recognised.
REQUIRED: dict[str, tuple[str, ...]] = {
    MARKS_SHEET: (SCHOOL, CLASS, PUPIL, SUBJECT, PERIOD, MARK),
    SCHOOLS_SHEET: (SHORT_NAME,),
    CLASSES_SHEET: (YEAR, SCHOOL, CLASS, CLASS_TEACHER),
    PUPILS_SHEET: (YEAR, SCHOOL, CLASS, PUPIL),
    TEACHING_SHEET: (YEAR, SCHOOL, CLASS, SUBJECT, TEACHER),
    CODIFIER_SHEET: CODIFIER_COLUMNS,
    PLAN_SHEET: (EXAM, SUBJECT, YEAR_OF_EXAM, TASK, MAX_SCORE),
    TRAINING_SHEET: TRAINING_COLUMNS,
    DESTINATION_SHEET: (YEAR, SCHOOL, CLASS, PUPIL, DESTINATION),
    INDICATOR_SHEET: (YEAR, ORGANISATION, INDICATOR, NUMERATOR),
    REGISTER_SHEET: REGISTER_COLUMNS,
    EVENT_SHEET: EVENT_COLUMNS,
}

SCHOOL_KINDS = ("СОШ", "ООШ", "НОШ", "гимназия", "лицей", "детский сад", "иное")
YES = "да"
NO = "нет"

# How codes of `rows.PERIODS` and `rows.MARKS` are written into the template.
PERIOD_WORDS: dict[str, str] = {
    "Q1": "1 четверть",
    "Q2": "2 четверть",
    "Q3": "3 четверть",
    "Q4": "4 четверть",
    "T1": "1 триместр",
    "T2": "2 триместр",
    "T3": "3 триместр",
    "H1": "1 полугодие",
    "H2": "2 полугодие",
    "Y": "год",
}
MARK_WORDS: dict[str, str] = {
    "5": "5",
    "4": "4",
    "3": "3",
    "2": "2",
    "1": "1",
    "na": "н/а",
    "ex": "осв",
    "pass": "зач",
    "fail": "незач",
}
# How codes of `tables.others` are written into the template.
TRAINING_WORDS: dict[str, str] = {
    "training": "профессиональное обучение",
    "trial": "профессиональная проба",
    "course": "курс",
    "event": "мероприятие",
}
OUTCOME_WORDS: dict[str, str] = {
    "certificate": "свидетельство",
    "completed": "освоил",
    "attended": "участвовал",
    "failed": "не освоил",
}
DESTINATION_WORDS: dict[str, str] = {
    "grade10": "10 класс",
    "college": "СПО",
    "university": "вуз",
    "work": "работа",
    "army": "армия",
    "other": "иное",
    "unsettled": "не определился",
}
STAGE_WORDS: dict[str, str] = {
    "school": "школьный",
    "municipal": "муниципальный",
    "region": "региональный",
    "final": "заключительный",
}
EVENT_OUTCOME_WORDS: dict[str, str] = {
    "participant": "участник",
    "prize": "призёр",
    "winner": "победитель",
}


def year_words(year: int) -> str:
    """School year as it is written: `2024` → `2024/2025`."""
    return f"{year}/{year + 1}"
