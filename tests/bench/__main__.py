"""`make bench`: how fast the program is on this machine. Prints; asserts nothing.

Server time is measured through the whole stack (gate, session, queries, drawing, JSON, compression) with the
memory of blocks emptied before each request, so it is what the first person after a load waits for.
"""

from __future__ import annotations

import json
import logging
import os
import re
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver.common.by import By
from sqlalchemy import event

from app import create_app
from dashboard.house import build_house
from dashboard.settings import Settings
from data_access.viewer import SYSTEM
from seed.install import ADD_ALL, install_demo, prepare
from tests.bench import books, region, signs
from tests.bench.big_class import load_class
from tests.bench.forecasts import report
from tests.support.client import PASSWORD, Person
from tests.support.served import browser, log_in, served

ROUNDS = 40
BROWSER_ROUNDS = 5
WAIT = 30


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.INFO)
    say(f"cores: {os.cpu_count()}, load: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(var_dir=Path(folder) / "var", _env_file=None)  # type: ignore[call-arg]
        house = build_house(settings)
        started = time.perf_counter()
        prepare(house)
        install_demo(house, lambda _: None, "full", password=PASSWORD)
        say(f"demonstration made and loaded: {time.perf_counter() - started:.1f} s")
        server = create_app(settings)
        parts = server.extensions["parts"]
        addresses = list(find_addresses(server))
        measure_pages(server, parts, addresses)
        measure_load(parts, Path(folder))
        ordinary = load_class(parts, Path(folder), "Школа тридцати", pupils=30, tasks=8)
        widest = load_class(parts, Path(folder), "Школа сорока", pupils=40, tasks=31)
        say(
            "\na class of 30 pupils, 20 subjects and 6 works; then 40 pupils × 186 elements and their sections"
        )
        pages = ("/class", "/class/works", "/class/components", "/class/report")
        measure_pages(server, parts, [f"{path}?unit={ordinary}" for path in pages])
        measure_pages(server, parts, [f"/class/works?unit={widest}"])
        measure_forecasts(parts)
        measure_signs()
        say("\nbooks of a municipality of a hundred schools")
        books.run()
        measure_browser(server, addresses)
        measure_scrolling(server, (f"/class?unit={ordinary}", f"/class/works?unit={widest}"))


def find_addresses(server: Any) -> Iterator[str]:
    """One address of each kind: the links of the demonstration itself."""
    head = Person(server, "head")
    yield "/"
    yield "/m/preparation"
    school = first(head.open("/").text, "/school")
    yield school
    in_class = [a for a in links(head.open(school).text, "/class")][-5]
    yield in_class
    yield first(head.open(school).text, "/teacher")
    yield first(head.open(in_class).text, "/pupil")
    unit = in_class.replace("/class?", "")
    yield from (
        f"/class/{section}?{unit}" for section in ("works", "components", "report", "forecast", "career")
    )
    unit = school.replace("/school?", "")
    yield from (
        f"/school/{section}?{unit}" for section in ("components", "pupils", "works", "control", "forecast")
    )
    yield from (f"/m/{section}" for section in ("components", "forecast", "accuracy"))
    yield "/data"


def links(text: str, path: str) -> list[str]:
    plain = json.dumps(json.loads(text), ensure_ascii=False).replace("&amp;", "&").replace("\\", "")
    return re.findall(rf'({path}\?[^"&]*(?:&[^"&]*)*)"', plain)


def first(text: str, path: str) -> str:
    return links(text, path)[0]


@contextmanager
def counting(engine: Any) -> Iterator[list[str]]:
    """SQL statements sent meanwhile, without BEGIN."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def measure_pages(server: Any, parts: Any, addresses: list[str]) -> None:
    say(f"\nserver time of a page, ms, {ROUNDS} requests each, nothing remembered")
    say(f"{'page':46}{'p50':>7}{'p95':>7}{'queries':>9}{'KB':>7}{'warm p95':>10}")
    head = Person(server, "head")
    for address in addresses:
        with counting(parts.house.database.engine) as seen:
            forget(parts)
            answer = head.open(address)
        cold = timed(lambda a=address: head.open(a), lambda: forget(parts))
        warm = timed(lambda a=address: head.open(a), lambda: None)
        size = len(answer.data) / 1024
        say(
            f"{address[:45]:46}{statistics.median(cold):7.1f}{p95(cold):7.1f}{len(seen):9}{size:7.1f}{p95(warm):10.1f}"
        )


def forget(parts: Any) -> None:
    parts.desk._blocks.clear()
    parts.desk._shared = (-1, {})


def timed(act: Callable[[], Any], before: Callable[[], Any]) -> list[float]:
    found = []
    for _ in range(ROUNDS):
        before()
        started = time.perf_counter()
        act()
        found.append(1000 * (time.perf_counter() - started))
    return found


def p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * len(values))]


def measure_load(parts: Any, folder: Path) -> None:
    """A class report of 28 × 20 × 5 marks: received, previewed, confirmed."""
    from tests.formats.builders import write_tabel

    subjects = [f"Предмет {number}" for number in range(1, 21)]
    periods = ("Q1", "Q2", "Q3", "Q4", "Y")
    found = []
    for round_ in range(5):
        marks = {
            f"Ученик {pupil:03}": {
                subject: {period: str(2 + (pupil + position + round_) % 4) for period in periods}
                for position, subject in enumerate(subjects)
            }
            for pupil in range(28)
        }
        path = folder / f"class{round_}.xlsx"
        write_tabel(path, f"Школа замера № {round_ + 50}", "8А", 2025, periods, marks)
        started = time.perf_counter()
        load_id = parts.loading.receive(SYSTEM, path, path.name)
        parts.loading.preview(SYSTEM, load_id)
        parts.loading.confirm(SYSTEM, load_id, ADD_ALL)
        found.append(time.perf_counter() - started)
    say(f"\nclass report of 28 × 20 × 5 marks, preview and commit: median {statistics.median(found):.2f} s, "
        f"max {max(found):.2f} s")  # fmt: skip


def measure_forecasts(parts: Any) -> None:
    """How last year's forecasts did on the demonstration: what the page «Точность прогнозов» shows."""
    say("\nforecasts of exams against results, mean absolute error")
    with parts.house.database.reading() as connection:
        for line in report(connection):
            say(line)


def measure_signs() -> None:
    """How often honest schools are called and planted ones found; a region of 700 schools once, then its pages."""
    say("\nsigns of results that are not objective, generated municipalities")
    for line in signs.report():
        say(line)
    say(region.report())


def measure_scrolling(server: Any, addresses: tuple[str, ...]) -> None:
    """Frames while the page and its widest table are scrolled to the end and back, as a person would."""
    with served(server) as base, browser() as driver:
        log_in(driver, base, "head", PASSWORD)
        for address in addresses:
            driver.get(f"{base}{address}")
            until(driver, READY)
            driver.set_script_timeout(WAIT)
            frames = sorted(driver.execute_async_script(SCROLL))
            late = sum(frame > 50 for frame in frames)
            say(f"scrolling {address[:40]:41} {len(frames)} frames, median {statistics.median(frames):.0f} ms, "
                f"p95 {p95(frames):.0f} ms, longer than 50 ms: {late}")  # fmt: skip


SCROLL = """
const done = arguments[0], page = document.scrollingElement;
const tables = [...document.querySelectorAll('*')].filter(one => one.scrollWidth > one.clientWidth + 40
  && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX));
const widest = tables.sort((a, b) => b.scrollWidth - a.scrollWidth)[0];
const frames = []; let last = performance.now(), step = 0;
(function next(now) {
  if (step) { frames.push(now - last); }
  last = now;
  if (++step > 120) { return done(frames.slice(1)); }
  const part = step <= 60 ? step / 60 : (120 - step) / 60;
  page.scrollTop = part * page.scrollHeight;
  if (widest) { widest.scrollLeft = part * widest.scrollWidth; }
  requestAnimationFrame(next);
})(last);
"""


def measure_browser(server: Any, addresses: list[str]) -> None:
    with served(server) as base:
        cold = [first_load(base) for _ in range(BROWSER_ROUNDS)]
        say(f"\nfirst load of the mechanism page, empty profile, chart drawn: {spread(cold)} ms")
        with browser() as driver:
            log_in(driver, base, "head", PASSWORD)
            for address in addresses[1:]:
                say(f"move to {address[:45]:46} {spread(moves(driver, base, address))} ms")


READY = "return !!document.querySelector('h1.page-title') && (!document.querySelector('.js-plotly-plot') " \
    "|| !!document.querySelector('.main-svg'))"  # fmt: skip


def first_load(base: str) -> float:
    """From the address to the drawn chart in a browser that has never been here."""
    with browser() as driver:
        log_in(driver, base, "head", PASSWORD)
        driver.get("about:blank")
        driver.execute_cdp_cmd("Network.enable", {})
        driver.execute_cdp_cmd("Network.clearBrowserCache", {})
        started = time.perf_counter()
        driver.get(f"{base}/m/preparation")
        until(driver, "return !!document.querySelector('#content .main-svg')")
        return 1000 * (time.perf_counter() - started)


def moves(driver: Any, base: str, address: str) -> list[float]:
    """From a click to the new title with its chart drawn, measured inside the page."""
    found = []
    for _ in range(BROWSER_ROUNDS):
        driver.get(f"{base}/")
        until(driver, READY)
        driver.set_script_timeout(WAIT)
        found.append(driver.execute_async_script(MOVE, address))
    return found


MOVE = """
const [address, done] = arguments;
const old = document.querySelector('h1').textContent, started = performance.now();
history.pushState({}, '', address);
window.dispatchEvent(new CustomEvent('_dashprivate_pushstate'));
(function look() {
  const title = document.querySelector('h1'), plot = document.querySelector('.dash-graph');
  const drawn = !plot || document.querySelector('.main-svg');
  if (title && title.textContent !== old && drawn) {
    return requestAnimationFrame(() => done(performance.now() - started));
  }
  requestAnimationFrame(look);
})();
"""


def until(driver: Any, script: str) -> None:
    deadline = time.perf_counter() + WAIT
    while not driver.execute_script(script):
        if time.perf_counter() > deadline:
            raise TimeoutError(driver.find_element(By.TAG_NAME, "body").text[:300])
        time.sleep(0.01)


def spread(values: list[float]) -> str:
    return f"min {min(values):.0f}, median {statistics.median(values):.0f}, max {max(values):.0f}"


if __name__ == "__main__":
    main()
