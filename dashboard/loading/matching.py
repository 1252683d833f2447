"""Matches the rows of a file with the places and persons that already exist.

Nothing is invented silently: an unknown school, class or teacher becomes a question with choices, and rows
that hang on an open question are left out of the plan until it is answered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dashboard.loading.plan import NEW, SKIP, Option, Plan, PlannedClass, PlannedPerson, Question, Token
from data_access.directory import Directory, School
from data_access.formats.rows import Place, Problem, SchoolRef
from data_access.keys import name_key

Answers = Mapping[str, str]
_CLASS = re.compile(r"^(\d{1,2})([А-ЯЁ0-9-]{0,8})$")
_DIGITS = re.compile(r"\d+")


def split_class(name: str) -> tuple[int, str] | None:
    """«8А» → (8, «А»); None when it is not a class of grades 1–12."""
    found = _CLASS.match(name)
    if not found or not 1 <= int(found[1]) <= 12:
        return None
    return int(found[1]), found[2]


class Matcher:
    """One pass over a file. Each method gives a token, or None when the row has to wait or be left out."""

    def __init__(self, plan: Plan, directory: Directory, answers: Answers, sees_municipality: bool) -> None:
        self.plan = plan
        self.directory = directory
        self.answers = answers
        self.sees_municipality = sees_municipality
        self._asked: set[str] = set()
        self._schools: dict[SchoolRef, Token | None] = {}
        self._classes: dict[tuple[Token, int, str], Token | None] = {}
        self._teachers: dict[tuple[Token, str], Token | None] = {}

    # -- places -----------------------------------------------------------------------------------------

    def school(self, ref: SchoolRef) -> Token | None:
        if ref not in self._schools:
            self._schools[ref] = self._find_school(ref)
            token = self._schools[ref]
            if token is not None:
                self.plan.school_tokens.setdefault(token, self._school_label(token, ref))
                self.plan.mentions.setdefault(token, ref)
        return self._schools[ref]

    def also_called(self, ref: SchoolRef, token: Token | None) -> None:
        """Other rows of the file name the same school by this reference."""
        self._schools.setdefault(ref, token)

    def _school_label(self, token: Token, ref: SchoolRef) -> str:
        known = [school for school in self.directory.schools if school.id == token]
        return known[0].short_name if known else ref.label

    def _find_school(self, ref: SchoolRef) -> Token | None:
        known = known_school(self.directory.schools, ref)
        if known is not None:
            return known
        token: Token = ("school", name_key(ref.label))
        if token in self.plan.schools:
            return token
        options = self._school_options(ref)
        answer = self._ask("school", name_key(ref.label), ref.label, "школа не найдена", options)
        if answer == NEW and self.sees_municipality:
            self.plan.schools[token] = ref
            return token
        return _chosen_id(answer)

    def _school_options(self, ref: SchoolRef) -> tuple[Option, ...]:
        new = (Option(NEW, "Добавить эту школу"),) if self.sees_municipality else ()
        number = _DIGITS.search(ref.label)
        known = sorted(
            self.directory.schools,
            key=lambda school: (
                not (number and number[0] in _DIGITS.findall(school.short_name)),
                school.short_name,
            ),
        )
        return (*new, *(Option(f"id:{s.id}", f"Это {s.short_name}") for s in known), _SKIP)

    def school_class(self, school: Token, year: int, name: str, place: Place) -> Token | None:
        key = (school, year, name)
        if key not in self._classes:
            self._classes[key] = self._find_class(school, year, name, place)
        return self._classes[key]

    def seat(
        self, ref: SchoolRef, year: int, class_name: str, place: Place
    ) -> tuple[Token, Token] | tuple[None, None]:
        """School and class of a row; without either the row is counted as left out."""
        school = self.school(ref)
        in_class = None if school is None else self.school_class(school, year, class_name, place)
        if school is None or in_class is None:
            of_class = "" if school is None else f", {class_name}, {year}/{(year + 1) % 100:02d}"
            self.leave_out(f"{ref.label}{of_class}")
            return None, None
        return school, in_class

    def leave_out(self, label: str) -> None:
        self.plan.left_out[label] += 1

    def _find_class(self, school: Token, year: int, name: str, place: Place) -> Token | None:
        parts = split_class(name)
        if parts is None:
            self.reject(f"«{name}» — не класс", place)
            return None
        grade, letter = parts
        if isinstance(school, int):
            known = self.directory.classes.get((school, year, grade, letter))
            if known is not None:
                return known
        token: Token = ("class", school, year, grade, letter)
        label = self.plan.school_tokens.get(school, "")
        if isinstance(school, int):
            parallel = self.directory.parallel(school, year, grade)
            options = (
                Option(NEW, "Добавить этот класс"),
                *(Option(f"id:{id_}", f"Это {grade}{found}") for found, id_ in parallel),
                _SKIP,
            )
            question = f"{name}, {year}/{(year + 1) % 100:02d}"
            answer = self._ask("class", f"{school}:{year}:{name}", question, label, options)
            if answer != NEW:
                return _chosen_id(answer)
        # A class of a school that is being added comes with the school: one decision is enough.
        self.plan.classes[token] = PlannedClass(school, year, grade, letter)
        return token

    def ordinal_class(self, school: Token, year: int, grade: int, ordinal: str) -> Token | None:
        """ФИС ОКО numbers the classes of a parallel; the k-th by letter is offered, a person may change it."""
        if not isinstance(school, int) or not ordinal.isdigit():
            return None
        parallel = self.directory.parallel(school, year, grade)
        if not parallel:
            return None
        position = int(ordinal) - 1
        preset = f"id:{parallel[position][1]}" if 0 <= position < len(parallel) else "none"
        options = (
            *(Option(f"id:{id_}", f"Это {grade}{letter}") for letter, id_ in parallel),
            Option("none", "Класс не указывать"),
        )
        label = f"{grade} класс, номер в параллели {ordinal}"
        detail = f"{self.plan.school_tokens.get(school, '')}, {year}/{(year + 1) % 100:02d}"
        answer = self._ask("ordinal", f"{school}:{year}:{grade}:{ordinal}", label, detail, options, preset)
        return _chosen_id(answer)

    # -- persons ----------------------------------------------------------------------------------------

    def teacher(self, school: Token, name: str, detail: str = "") -> Token | None:
        if not name:
            return None
        key = (school, name_key(name))
        if key not in self._teachers:
            self._teachers[key] = self._find_teacher(school, name, detail)
        return self._teachers[key]

    def _find_teacher(self, school: Token, name: str, detail: str) -> Token | None:
        key = name_key(name)
        token: Token = ("teacher", school, key)
        if isinstance(school, int):
            known = self.directory.teachers.get((school, key))
            if known is not None:
                return known
            surname = key.split(" ")[0]
            same = [
                (id_, found)
                for (of_school, found), id_ in self.directory.teachers.items()
                if of_school == school and found.split(" ")[0] == surname
            ]
            options = (
                Option(NEW, "Добавить этого педагога"),
                *(Option(f"id:{id_}", f"Это {found.title()}") for id_, found in same),
                Option(SKIP, "Не указывать педагога"),
            )
            label = self.plan.school_tokens.get(school, "")
            answer = self._ask("teacher", f"{school}:{key}", name, f"{label}, {detail}".strip(", "), options)
            if answer != NEW:
                return _chosen_id(answer)
        self.plan.teachers[token] = PlannedPerson(school, name, detail)
        return token

    def pupil(self, school: Token, name: str, in_class: Token, year: int, class_name: str) -> Token:
        """An existing pupil of the class or of its cohort, otherwise one to be added (the preview lists them)."""
        key = name_key(name)
        grade = (split_class(class_name) or (0, ""))[0]
        if isinstance(school, int):
            seats = self.directory.pupils.get((school, key), ())
            exact = [seat for seat in seats if seat.class_id == in_class]
            cohort = [seat for seat in seats if seat.year - seat.grade == year - grade]
            found = exact or cohort
            if found:
                return found[0].pupil_id
        token: Token = ("pupil", school, key, year - grade)
        self.plan.pupils.setdefault(token, PlannedPerson(school, name, class_name))
        return token

    def find_pupil(
        self, school: Token, name: str, in_class: Token | None, year: int, grade: int
    ) -> Token | None:
        """A pupil of the class, of its cohort or of this file's rosters; None: nobody, or more than one, fits."""
        key, cohort = name_key(name), year - grade
        seats = self.directory.pupils.get((school, key), ()) if isinstance(school, int) else ()
        exact = {seat.pupil_id for seat in seats if seat.class_id == in_class and in_class is not None}
        ids = exact or {seat.pupil_id for seat in seats if seat.year - seat.grade == cohort}
        if ids:
            return ids.pop() if len(ids) == 1 else None
        token: Token = ("pupil", school, key, cohort)
        return token if token in self.plan.pupils else None

    def subject(self, name: str) -> Token:
        key = name_key(name)
        known = self.directory.subjects.get(key)
        if known is not None:
            return known
        token: Token = ("subject", key)
        if token not in self.plan.subjects:
            self.plan.subjects[token] = name
            self.plan.problems.append(Problem("warning", f"Новый предмет «{name}»: будет добавлен"))
        return token

    def exam_subject(self, name: str) -> Token:
        """The subject in which this one is examined: «Математика» for «Алгебра»."""
        token = self.subject(name)
        return self.directory.exam_subjects.get(token, token) if isinstance(token, int) else token

    # -- questions --------------------------------------------------------------------------------------

    def _ask(
        self,
        kind: str,
        key: str,
        label: str,
        detail: str,
        options: tuple[Option, ...],
        preset: str = "",
    ) -> str:
        full_key = f"{kind}:{key}"
        answer = self.answers.get(full_key) or self.answers.get(f"*:{kind}") or preset
        if answer not in {option.value for option in options}:
            answer = ""
        if full_key not in self._asked:
            self._asked.add(full_key)
            self.plan.questions.append(Question(full_key, kind, label, detail, options, answer))
        return answer

    def ask_year(self, years: tuple[int, ...]) -> int | None:
        options = tuple(Option(str(year), f"{year}/{(year + 1) % 100:02d}") for year in years)
        answer = self._ask("year", "file", "Учебный год", "в файле не указан", options)
        return int(answer) if answer else None

    def ask_unknown_pupils(self, count: int) -> str:
        options = (Option(NEW, "Добавить в их классы"), Option(SKIP, "Не загружать эти строки"))
        return self._ask("pupil", "file", f"Нет в списках классов: {count}", "обучающиеся из файла", options)

    def reject(self, rule: str, place: Place | None, value: str = "") -> None:
        self.plan.problems.append(Problem("error", rule, place, value))


_SKIP = Option(SKIP, "Не загружать эти строки")


def known_school(schools: tuple[School, ...], ref: SchoolRef) -> int | None:
    """By login of ФИС ОКО, by code of РЦОИ, by any of the names, in that order; ambiguity is no match."""
    tests = (
        lambda s: bool(ref.login) and s.login == ref.login,
        lambda s: bool(ref.oo_code) and s.oo_code == ref.oo_code,
        lambda s: bool(ref.name) and name_key(ref.name) in {name_key(s.short_name), name_key(s.full_name)},
    )
    for test in tests:
        found = [school.id for school in schools if test(school)]
        if len(found) == 1:
            return found[0]
    return None


def _chosen_id(answer: str) -> int | None:
    return int(answer.removeprefix("id:")) if answer.startswith("id:") else None
