"""`make pictures`: the pictures of README and the user's guide, taken from the full demonstration.

Nothing is drawn by hand: the demonstration is installed into a temporary folder, served, and looked at by a
browser as each role sees it, so a picture can never show a screen that the program does not have. The clock of
the demonstration stands still, so that a picture changes only when the screen does. One viewport each, not the
whole page: what a person sees first is what is shown, and the repository stays small.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
import warnings
from pathlib import Path

import openpyxl

from app import create_app
from dashboard.settings import ROOT, Settings
from seed.demo.files_tabel import write_tabel
from seed.demo.municipality import DEFAULT_SEED, build_municipality
from seed.demo.profiles import LYCEUM, SCHOOL_1
from seed.install import DEMO_PASSWORD_FILE, install_demo
from tests.browser.visitor import Visitor
from tests.conftest import make_house
from tests.support.served import browser, log_in, resize, served

FOLDER = ROOT / "docs" / "pictures"
PASSWORD = "uchebnyvhod26"  # what the log-in page of the pictures shows
SCREEN, PHONE = (1440, 900), (390, 844)
YEAR, CLASS = 2025, "9А"
CALM = 0.6  # seconds: charts and notices finish moving
DRAWN = (
    "return document.fonts.status === 'loaded' && "
    "(!document.querySelector('.dash-graph') || !!document.querySelector('.main-svg'))"
)


def main() -> None:
    """Takes every picture anew and says how large it is."""
    warnings.simplefilter("ignore")
    logging.disable(logging.INFO)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / "var"
        settings = install(var)
        report = write_report(Path(folder) / f"Табель {CLASS} за год.xlsx")
        with served(create_app(settings)) as base, browser() as driver:
            take_all(Visitor(driver, base), report)
    total = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    say(f"{FOLDER.relative_to(ROOT)}: {total / 1024:.0f} KB")


def install(var: Path) -> Settings:
    """The full demonstration in a folder, with the password of the pictures."""
    house = make_house(var)
    (var / DEMO_PASSWORD_FILE).write_text(PASSWORD)
    install_demo(house, say)
    house.database.engine.dispose()
    return Settings(var_dir=var, _env_file=None)


def write_report(path: Path) -> Path:
    """A class report that is not clean: marks corrected, one mistyped, one pupil's class misspelt."""
    demo = build_municipality("full", DEFAULT_SEED)
    write_tabel(path, demo, next(c for c in demo.classes_of(SCHOOL_1, YEAR) if c.key.name == CLASS))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    year_mark = next(cell.column for cell in cells if cell.value == "Год. оценка")
    algebra = [sheet.cell(cell.row, year_mark) for cell in cells if cell.value == "Алгебра"]
    threes = [cell for cell in algebra if cell.value == "3"]
    for cell, mark in zip(threes, ("4", "4", "6"), strict=False):
        cell.value = mark
    lines = [row[0] for row in sheet.iter_rows(max_col=1) if row[0].value == f"Класс: {CLASS}"]
    lines[-1].value = "Класс: 9В"
    book.save(path)
    return path


def take_all(visitor: Visitor, report: Path) -> None:
    """Every role, in the order of the user's guide."""
    resize(visitor.driver, *SCREEN)
    visitor.driver.get(f"{visitor.base}/login")
    take(visitor, "login")
    foreign_school = as_head(visitor)
    as_director(visitor, foreign_school)
    as_class_teacher(visitor)
    enter(visitor, "teacher").open("/")
    take(visitor, "teacher")
    as_coordinator(visitor)
    load_as_head(visitor, report)


def as_head(visitor: Visitor) -> str:
    """The municipality. Gives the address of the lyceum, which the director of another school may not open."""
    enter(visitor, "head").open("/")
    take(visitor, "overview")
    lyceum = href_of(visitor, LYCEUM)
    visitor.open("/m/preparation")
    take(visitor, "mechanism")
    visitor.open("/m/accuracy")
    take(visitor, "accuracy")
    resize(visitor.driver, *PHONE)
    visitor.open("/")
    take(visitor, "overview_narrow")
    return lyceum


def as_director(visitor: Visitor, foreign_school: str) -> None:
    enter(visitor, "director1").open("/")
    take(visitor, "school")
    visitor.open(foreign_school)
    take(visitor, "refused")


def as_class_teacher(visitor: Visitor) -> None:
    """The class, and the first pupil with a framed mark."""
    enter(visitor, "classteacher").open("/")
    take(visitor, "class")
    framed = (
        "return document.querySelector('table.matrix td.x').closest('tr').querySelector('th a').textContent"
    )
    visitor.click_link(str(visitor.driver.execute_script(framed)))
    take(visitor, "pupil")
    visitor.open("/")
    visitor.open(href_of(visitor, "Работы"))
    take(visitor, "class_works")


def as_coordinator(visitor: Visitor) -> None:
    """The same class without the right to names."""
    enter(visitor, "coordinator").open("/").click_link(SCHOOL_1).click_link(CLASS)
    take(visitor, "class_without_names")


def load_as_head(visitor: Visitor, report: Path) -> None:
    enter(visitor, "head").open("/data")
    take(visitor, "data")
    visitor.upload(report).until(lambda: visitor.all("#load-confirm"), "the preview")
    take(visitor, "preview")


def href_of(visitor: Visitor, text: str) -> str:
    """Where a link of the page leads."""
    script = (
        "return [...document.querySelectorAll('#content a')]"
        ".find(a => a.textContent.trim() === arguments[0]).getAttribute('href')"
    )
    return str(visitor.driver.execute_script(script, text))


def enter(visitor: Visitor, login: str) -> Visitor:
    visitor.driver.delete_all_cookies()
    resize(visitor.driver, *SCREEN)
    log_in(visitor.driver, visitor.base, login, PASSWORD)
    visitor.until(lambda: "/login" not in visitor.driver.current_url, f"{login} to log in")
    return visitor


def take(visitor: Visitor, name: str) -> None:
    """The viewport as it stands, once fonts and charts are there."""
    visitor.until(lambda: visitor.driver.execute_script(DRAWN), f"the screen of {name} to be drawn")
    time.sleep(CALM)
    path = FOLDER / f"{name}.png"
    path.write_bytes(visitor.driver.get_screenshot_as_png())
    say(f"{path.name}: {path.stat().st_size / 1024:.0f} KB")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
