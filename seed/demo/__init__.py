"""The demonstration: files of an invented municipality, written in the layouts that the loader reads.

Nothing is put into the database directly. The demonstration goes the way of real files, so showing it
exercises the main job, and a fault in reading shows at once. One seed gives one set of files, always.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dashboard.catalogue import catalogue, profile_path
from data_access.formats.signs_list import REGISTER
from seed.demo import vpr
from seed.demo.accounts import DemoAccount, demo_accounts
from seed.demo.files_codifiers import write_codifiers
from seed.demo.files_ege import write_ege
from seed.demo.files_graduates import write_graduates
from seed.demo.files_mechanisms import write_entries, write_registers
from seed.demo.files_oge import write_oge
from seed.demo.files_olympiads import write_olympiads
from seed.demo.files_protocol import write_protocols
from seed.demo.files_region import (
    write_confirmation_report,
    write_marks_report,
    write_scores_report,
    write_signs_list,
)
from seed.demo.files_tabel import write_tabel
from seed.demo.files_template import write_marks_csv, write_marks_xlsx, write_roster
from seed.demo.files_vpr import write_f1
from seed.demo.model import Municipality
from seed.demo.municipality import DEFAULT_PLACE, DEFAULT_SEED, build_municipality
from seed.demo.profiles import MAIN, STRONG, Size
from seed.demo.region import is_reported
from seed.demo.school_works import municipal_works, works_of_school

__all__ = ["DemoAccount", "DemoFile", "demo_accounts", "demo_files", "write_demo"]

_SUBJECT_CODES = {"Русский язык": "ru", "Математика": "ma", "Окружающий мир": "om"}


Kind = Literal[
    "roster",
    "codifier",
    "marks",
    "works",
    "vpr",
    "region",
    "oge",
    "ege",
    "graduates",
    "olympiads",
    "entries",
    "registers",
    "signs",
]


@dataclass(frozen=True)
class DemoFile:
    """A written file. `year` begins the school year.

    `count` is of period marks, of results, of elements and tasks, of graduates, or of lines and rows; 0 for a roster.
    """

    path: Path
    kind: Kind
    year: int
    count: int = 0


def write_demo(
    folder: Path, size: Size = "full", seed: int = DEFAULT_SEED, place: str = DEFAULT_PLACE
) -> list[Path]:
    """Writes every file into `folder`; the paths stand in the order in which they must be loaded."""
    return [file.path for file in demo_files(folder, size, seed, place)]


def demo_files(
    folder: Path, size: Size = "full", seed: int = DEFAULT_SEED, place: str = DEFAULT_PLACE
) -> list[DemoFile]:
    """The same with what each file holds.

    Year by year: roster, codifiers of its exams, marks, works, ВПР of the spring, ОГЭ and ЕГЭ of June, graduates,
    olympiads, stated indicators, registers, the official list of signs. Reports on the region come with the ВПР of
    the last year.
    """
    folder.mkdir(parents=True, exist_ok=True)
    demo = build_municipality(size, seed, place)
    written: list[DemoFile] = []
    for year in demo.years:
        roster = folder / f"roster_{year}.xlsx"
        write_roster(roster, demo, year)
        written.append(DemoFile(roster, "roster", year))
        codifiers = folder / f"codifiers_{year + 1}.xlsx"
        written.append(DemoFile(codifiers, "codifier", year, write_codifiers(codifiers, year)))
        written += _marks(folder, demo, year)
        written += _works(folder, demo, year)
        written += _vpr(folder, demo, year)
        written += _region(folder, demo, year)
        protocol = folder / f"oge_{year + 1}.xlsx"
        written.append(DemoFile(protocol, "oge", year, write_oge(protocol, demo, year)))
        protocol = folder / f"ege_{year + 1}.xlsx"
        written.append(DemoFile(protocol, "ege", year, write_ege(protocol, demo, year)))
        written += _graduates(folder, demo, year)
        written += _mechanisms(folder, demo, year)
    return written


def _mechanisms(folder: Path, demo: Municipality, year: int) -> Iterator[DemoFile]:
    """What mechanisms rest on beside marks and exams: olympiads, stated indicators, registers."""
    known = catalogue(profile_path(demo.place.code))
    path = folder / f"olympiads_{year}.xlsx"
    yield DemoFile(path, "olympiads", year, write_olympiads(path, demo, year))
    path = folder / f"indicators_{year}.xlsx"
    yield DemoFile(path, "entries", year, write_entries(path, demo, known, year))
    path = folder / f"registers_{year}.xlsx"
    yield DemoFile(path, "registers", year, write_registers(path, demo, known, year))
    if known.registers[REGISTER].mechanism in known.mechanisms:
        path = folder / f"signs_{year}.xlsx"
        yield DemoFile(path, "signs", year, write_signs_list(path, demo, year))


def _marks(folder: Path, demo: Municipality, year: int) -> Iterator[DemoFile]:
    """The main school prints its journal class by class, the strong one keeps a table, the others save text."""
    for school_class in demo.classes_of(demo.of_role(MAIN), year):
        if demo.marks[school_class.key]:
            path = folder / f"tabel_{year}_{school_class.key.name}.xlsx"
            yield DemoFile(path, "marks", year, write_tabel(path, demo, school_class))
    path = folder / f"marks_lyceum_{year}.xlsx"
    yield DemoFile(path, "marks", year, write_marks_xlsx(path, demo, demo.of_role(STRONG), year))
    # The oldest file comes from an old program, which still saves in the encoding of Windows.
    encoding = "windows-1251" if year == demo.years[0] else "utf-8-sig"
    for profile in demo.profiles:
        if profile.sizes and profile.role not in (MAIN, STRONG):
            path = folder / f"marks_{profile.login}_{year}.csv"
            yield DemoFile(
                path, "marks", year, write_marks_csv(path, demo, profile.short_name, year, encoding)
            )


def _works(folder: Path, demo: Municipality, year: int) -> Iterator[DemoFile]:
    of_schools = {
        f"works_{year}_{profile.login}.xlsx": works_of_school(demo, profile.short_name, year)
        for profile in demo.profiles
    }
    for name, works in (of_schools | {f"works_{year}_municipal.xlsx": municipal_works(demo, year)}).items():
        results = write_protocols(folder / name, demo, year, works)
        if results:
            yield DemoFile(folder / name, "works", year, results)


def _graduates(folder: Path, demo: Municipality, year: int) -> Iterator[DemoFile]:
    for profile in demo.profiles:
        if demo.classes_of(profile.short_name, year):
            path = folder / f"graduates_{year}_{profile.login}.xlsx"
            yield DemoFile(path, "graduates", year, write_graduates(path, demo, profile.short_name, year))


def _vpr(folder: Path, demo: Municipality, year: int) -> Iterator[DemoFile]:
    present = {c.key.grade for c in demo.classes if c.key.year == year}
    for work in vpr.works((year,)):
        if work.grade in present:
            path = folder / f"f1_{year + 1}_{_SUBJECT_CODES[work.subject]}{work.grade}.xlsx"
            yield DemoFile(path, "vpr", year, write_f1(path, demo, work))


def _region(folder: Path, demo: Municipality, year: int) -> Iterator[DemoFile]:
    """What ФИС ОКО says of the region and the country on the works of the last year."""
    present = {c.key.grade for c in demo.classes if c.key.year == year}
    works = [work for work in vpr.works((year,)) if is_reported(work) and work.grade in present]
    if year != demo.years[-1] or not works:
        return
    path = folder / f"region_{year + 1}_marks.xlsx"
    yield DemoFile(path, "region", year, write_marks_report(path, works, demo.seed))
    path = folder / f"region_{year + 1}_confirmation.xlsx"
    yield DemoFile(path, "region", year, write_confirmation_report(path, works))
    path = folder / f"region_{year + 1}_scores.xlsx"
    yield DemoFile(path, "region", year, write_scores_report(path, works, demo.seed))
