"""Captions, rows and cell words of the protocol of a school's work (протокол контрольной или диагностической).

The one place where these words are spelled: the reader, the blank form and every generator of such files
import them, so a protocol written with them is always a protocol that can be read. Nothing is imported, so
that anybody may import it.
"""

from __future__ import annotations

TITLE = "Протокол работы"
HELP_SHEET = "Как заполнять"

# Captions of column A above the table; their values stand in column B.
SCHOOL = "Школа"
YEAR = "Учебный год"
KIND = "Вид работы"
HELD_BY = "Проводит"
WORK = "Работа"
SUBJECT = "Предмет"
CLASS = "Класс"
DATE = "Дата"
CODIFIER = "Кодификатор"
CAPTIONS = (SCHOOL, YEAR, KIND, HELD_BY, WORK, SUBJECT, CLASS, DATE, CODIFIER)
OPTIONAL_CAPTIONS = (HELD_BY, CODIFIER)

# Rows of the table, by the word in column A; pupils stand below the last one.
TASK_ROW = "№ задания"
MAX_ROW = "Максимальный балл"
LEVEL_ROW = "Уровень"
CODES_ROW = "Коды КЭС"
PUPIL_ROW = "ФИО или код"
TABLE_ROWS = (TASK_ROW, MAX_ROW, LEVEL_ROW, CODES_ROW, PUPIL_ROW)

# Columns beside the tasks, named in the row of task numbers.
MARK = "Отметка"
VARIANT = "Вариант"

# Codes of `tables.works.WORK_KINDS` that have a protocol.
KIND_WORDS: dict[str, str] = {
    "kr": "контрольная",
    "akr": "административная контрольная",
    "dr": "диагностическая",
}
BY_SCHOOL = "школа"
BY_MUNICIPALITY = "муниципалитет"

LEVELS = ("Б", "П", "В")

# In place of a score: not begun (0 of the maximum), not taught or not assigned (counts nowhere), not there.
NOT_BEGUN = "Х"
NOT_TAUGHT = "Н/п"
ABSENT = "н"
