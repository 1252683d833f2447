"""Invented names of the demonstration: Russian words that nobody bears on purpose.

Surnames are built from roots of nature (берёза, река, поляна), first names and patronymics are common
ones. Names agree in gender and are never repeated by one `NameMaker`, so that a name identifies a pupil
inside a school as it does in a journal.
"""

from __future__ import annotations

import random
from typing import Literal

Sex = Literal["м", "ж"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = _words(
    """Берёзкин Речкин Полянский Озёрский Лесников Рябинин Ольховский Сосновский Травкин Ветров Снежинкин
    Дождиков Тучкин Радугин Зорин Рассветов Туманский Родниковский Ручейков Камышинский Осинкин Ивушкин
    Кедровский Еловский Шишкинский Грибков Ягодинский Малинкин Брусникин Черничкин Клюковский Морошкин
    Смородинов Орешкин Желудёв Мохов Папоротников Васильковский Ромашкинский Колокольчиков Одуванчиков
    Подснежников Ландышев Незабудкин Клеверов Луговской Степнов Холмогорский Овражкин Каменецкий Песочкин
    Островкин Заливин Бережков Волнушкин Росинкин Инеев Ледков Вьюгин Метелицын Морозцев Солнышкин Лучинкин
    Звёздочкин Снегирёвский Синичкин Дроздовский Журавлинский Ласточкин Соловушкин Бельчонков Ежевикин
    Бобровский Лисичкин Зайчиков"""
)

_FIRST: dict[Sex, tuple[str, ...]] = {
    "м": _words(
        """Александр Алексей Андрей Антон Артём Богдан Вадим Виктор Владислав Глеб Григорий Даниил Денис
        Дмитрий Егор Захар Иван Илья Кирилл Константин Лев Максим Матвей Михаил Никита Николай Павел Роман
        Семён Сергей Степан Тимофей Фёдор Юрий Ярослав"""
    ),
    "ж": _words(
        """Алина Алиса Анастасия Анна Валерия Варвара Вера Вероника Виктория Дарья Диана Ева Екатерина Елена
        Елизавета Ирина Кира Ксения Лидия Маргарита Марина Мария Милана Надежда Наталья Ольга Полина София
        Таисия Татьяна Ульяна Юлия Яна"""
    ),
}

_PATRONYMICS: dict[Sex, tuple[str, ...]] = {
    "м": _words(
        """Александрович Алексеевич Андреевич Антонович Артёмович Борисович Вадимович Викторович Владимирович
        Геннадьевич Денисович Дмитриевич Евгеньевич Иванович Игоревич Кириллович Константинович Максимович
        Михайлович Николаевич Олегович Павлович Петрович Романович Сергеевич Станиславович Степанович
        Фёдорович Юрьевич"""
    ),
    "ж": _words(
        """Александровна Алексеевна Андреевна Антоновна Артёмовна Борисовна Вадимовна Викторовна Владимировна
        Геннадьевна Денисовна Дмитриевна Евгеньевна Ивановна Игоревна Кирилловна Константиновна Максимовна
        Михайловна Николаевна Олеговна Павловна Петровна Романовна Сергеевна Станиславовна Степановна
        Фёдоровна Юрьевна"""
    ),
}

_TEACHER_FIRST: dict[Sex, tuple[str, ...]] = {
    "м": _words("Анатолий Валерий Виталий Геннадий Евгений Леонид Олег Пётр Станислав Эдуард"),
    "ж": _words(
        """Алла Валентина Галина Евгения Жанна Зинаида Зоя Инна Лариса Любовь Людмила Нина Нонна Раиса
        Римма Светлана Тамара Элла"""
    ),
}


def surname_for(surname: str, sex: Sex) -> str:
    """`Берёзкин` → `Берёзкина`, `Полянский` → `Полянская` for «ж»."""
    if sex == "м":
        return surname
    return surname[:-2] + "ая" if surname.endswith(("ий", "ой")) else surname + "а"


class NameMaker:
    """Makes full names («Фамилия Имя Отчество») that do not repeat."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._made: set[str] = set()

    def pupil(self, sex: Sex) -> str:
        return self._unique(sex, _FIRST[sex])

    def teacher(self, sex: Sex) -> str:
        """Teachers bear first names of an older generation, so that a reader tells them from pupils."""
        return self._unique(sex, _TEACHER_FIRST[sex])

    def _unique(self, sex: Sex, firsts: tuple[str, ...]) -> str:
        while True:
            surname = surname_for(self._rng.choice(SURNAMES), sex)
            name = f"{surname} {self._rng.choice(firsts)} {self._rng.choice(_PATRONYMICS[sex])}"
            if name not in self._made:
                self._made.add(name)
                return name
