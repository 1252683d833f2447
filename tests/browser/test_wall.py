"""Eight hours of a television in a minute: restarts, a cut, the night, a revoked link; how large its letters are."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest
from selenium import webdriver

from dashboard.access.accounts import read_viewer
from dashboard.house import House
from dashboard.settings import ROOT
from dashboard.wall.screens import REVOKED, WallScreens
from dashboard.wall.settings import WallSettings
from tests.support.served import browser, resize

SPEED = 480  # eight hours in a minute
EVENING = datetime(
    2026, 6, 20, 15, tzinfo=UTC
)  # 20:00 in the municipality: the night falls into the eight hours
HOUR = 3600 / SPEED
IS_DIM = "document.body.classList.contains('dim')"
SLOW = 4_200_000  # milliseconds
CLOCK = """(() => {
  const real = %d, begun = %d, speed = %d;
  window.wallClock = {
    now: () => begun + (Date.now() - real) * speed,
    after: (act, ms) => setTimeout(act, ms / speed),
  };
})()"""
SMALLEST = """[...document.querySelectorAll(
    "h1, h2, #place, #age, #count, .unit, .suffix, .standing, .fed, .empty")]
  .filter((one) => one.offsetParent && one.textContent.trim())
  .map((one) => [parseFloat(getComputedStyle(one).fontSize), one.className, one.textContent])"""
CORNER = """[document.querySelector("header").getBoundingClientRect().right,
  document.querySelector("footer").getBoundingClientRect().bottom]"""
NUMBERS = """[...document.querySelectorAll(".tile .number")].map((one) => {
  const card = one.closest(".tile").getBoundingClientRect(), box = one.getBoundingClientRect();
  const isInside = box.right < card.right && box.bottom < card.bottom;
  return [parseFloat(getComputedStyle(one).fontSize), one.textContent, isInside];
})"""


class Program:
    """The program in a process of its own, killed and started again at the same address by `fast_clock`."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.folder, self.address = folder, f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.fast_clock", str(EVENING.timestamp()), str(SPEED)],
            cwd=ROOT,
            env={**os.environ, "VAR_DIR": str(folder), "PORT": str(port)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "ready"

    def start(self) -> None:
        # the real moment at which the clock began, the same after each start
        self.began = float(self._tell("start"))
        until(self._is_up, "the program to start")

    def kill(self) -> None:
        self._tell("kill")

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def _tell(self, line: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def _is_up(self) -> bool:
        with suppress(OSError), urlopen(f"{self.address}/health", timeout=5) as answer:
            return bool(answer.status == 200)
        return False


@pytest.fixture
def program(own_demo: House, tmp_path: Path) -> Iterator[Program]:
    folder = tmp_path / "served"
    shutil.copytree(own_demo.settings.var_dir, folder)
    made = Program(folder)
    yield made
    made.close()


@pytest.fixture
def screens(program: Program) -> WallScreens:
    from dashboard.house import build_house
    from dashboard.settings import Settings

    return WallScreens(build_house(Settings(var_dir=program.folder, _env_file=None)))  # type: ignore[call-arg]


@pytest.fixture
def television(program: Program) -> Iterator[webdriver.Chrome]:
    with browser() as driver:
        resize(driver, 1920, 1080)
        driver.execute_cdp_cmd("Network.enable", {})
        # its own clock is slow; what it shows must be the time of the municipality all the same
        program.start()
        clock = CLOCK % (program.began * 1000, EVENING.timestamp() * 1000 - SLOW, SPEED)
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": clock})
        yield driver


def link_of(screens: WallScreens, seconds: int = 60) -> str:
    with screens.house.database.reading() as connection:
        head = read_viewer(connection, "head")
    assert head is not None
    every = tuple(screens.house.catalogue.mechanisms)
    return screens.make(head, "Кабинет", WallSettings(every, seconds, "dark", "22:00", "06:00"), 30)


def until(condition: Callable[[], Any], what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError(f"waited in vain for {what}")


def look(driver: webdriver.Chrome, expression: str) -> Any:
    """Looks at the page through the debugger: scripts of the driver would leave code behind in its memory."""
    found = driver.execute_cdp_cmd("Runtime.evaluate", {"expression": expression, "returnByValue": True})
    assert "exceptionDetails" not in found, found
    return found["result"].get("value")


def text(driver: webdriver.Chrome, id_: str) -> str:
    return str(look(driver, f"document.getElementById('{id_}')?.textContent ?? ''"))


def is_stale(driver: webdriver.Chrome) -> bool:
    return bool(look(driver, "document.body.classList.contains('stale')"))


def has_picture(driver: webdriver.Chrome) -> bool:
    return bool(look(driver, "document.getElementById('scene')?.childElementCount > 0"))


def heap(driver: webdriver.Chrome) -> float:
    """What lives after a collection; the least of three looks, since the page works on meanwhile."""
    # what the test's own tools keep (lines of the console) is not the page's memory
    driver.execute_cdp_cmd("Runtime.discardConsoleEntries", {})
    used = []
    for _ in range(3):
        driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
        used.append(float(driver.execute_cdp_cmd("Runtime.getHeapUsage", {})["usedSize"]))
    return min(used)


def offline(driver: webdriver.Chrome, is_cut: bool) -> None:
    driver.execute_cdp_cmd(
        "Network.emulateNetworkConditions",
        {"offline": is_cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )


def hanging(driver: webdriver.Chrome) -> int:
    """Requests that were sent and neither ended nor failed."""
    open_ones: set[str] = set()
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            open_ones.add(message["params"]["requestId"])
        elif message["method"] in ("Network.loadingFinished", "Network.loadingFailed"):
            open_ones.discard(message["params"]["requestId"])
    return len(open_ones)


def check_letters(driver: webdriver.Chrome) -> None:
    for size, kind, words in look(driver, SMALLEST):
        assert size >= 30, (size, kind, words)
    for size, number, is_inside in look(driver, NUMBERS):
        assert size >= 120, (size, number)
        assert is_inside, number


@pytest.mark.browser
@pytest.mark.slow
def test_eight_hours_with_restarts_a_cut_a_night_and_a_revoked_link(
    program: Program, screens: WallScreens, television: webdriver.Chrome
) -> None:
    driver, begun = television, time.monotonic()
    driver.get(f"{program.address}/wall/{link_of(screens)}")
    until(lambda: has_picture(driver), "the first picture")
    loaded = look(driver, "performance.timeOrigin")
    assert not look(driver, IS_DIM)
    seen: set[str] = set()
    places: set[str] = set()
    before = 0.0
    for _ in range(2):
        program.kill()
        until(lambda: is_stale(driver), "the numbers to look stale")
        assert has_picture(driver), "the old picture stays"
        assert "нет связи с" in text(driver, "age")
        time.sleep(HOUR / 3)
        program.start()
        until(lambda: not is_stale(driver), "the screen to come back after a restart")
        seen.add(text(driver, "title"))
        check_letters(driver)
        # memory is compared from when everything the page does has been done once: code is compiled at first use
        before = before or heap(driver)

    offline(driver, is_cut=True)
    time.sleep(HOUR / 6)
    assert is_stale(driver)
    assert has_picture(driver)
    offline(driver, is_cut=False)
    until(lambda: not is_stale(driver), "the screen to come back after the cut")

    while not text(driver, "place").endswith((", 02:", ", 03:"), 0, -2):
        seen.add(text(driver, "title"))
        places.add(look(driver, "document.getElementById('shift').style.transform"))
        check_letters(driver)
        time.sleep(0.3)
    assert look(driver, IS_DIM)
    assert len(places) >= 4, places
    assert len(seen) >= 8, seen
    after = heap(driver)
    assert after < 1.1 * before, (before, after)
    until(
        lambda: look(driver, "performance.timeOrigin") != loaded,
        "the page to be made anew at night",
    )
    until(lambda: has_picture(driver), "the picture after the night")
    while time.monotonic() - begun < 8 * HOUR:
        time.sleep(0.3)

    with screens.house.database.reading() as connection:
        head = read_viewer(connection, "head")
    assert head is not None
    screens.revoke(head, 1)
    until(lambda: text(driver, "closed") == REVOKED, "the screen to say that it is revoked")
    assert not has_picture(driver)
    driver.get(f"{program.address}/wall/{link_of(screens)}")
    until(lambda: has_picture(driver), "the picture by a new link")
    # the clock stands still from here on, so that no new question is asked while the old ones are counted
    look(driver, "window.wallClock.after = () => 0")
    time.sleep(1)
    assert hanging(driver) == 0


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1366, 768), (3840, 2160)])
def test_the_screen_grows_with_the_television(
    size: tuple[int, int], program: Program, screens: WallScreens, television: webdriver.Chrome
) -> None:
    resize(television, *size)
    television.get(f"{program.address}/wall/{link_of(screens)}")
    until(lambda: has_picture(television), "the first picture")
    share = min(size[0] / 1920, size[1] / 1080)
    for found, number, is_inside in look(television, NUMBERS):
        assert found >= 120 * share - 0.1, (found, number)
        assert is_inside, number
    right, bottom = look(television, CORNER)
    assert right < size[0]
    assert bottom < size[1]


@pytest.mark.browser
@pytest.mark.parametrize("hours", [2, -2])
def test_a_clock_that_jumps_while_the_television_sleeps_is_set_right_by_the_next_answer(
    hours: int, program: Program, screens: WallScreens, television: webdriver.Chrome
) -> None:
    television.get(f"{program.address}/wall/{link_of(screens)}")
    until(lambda: has_picture(television), "the first picture")
    look(television, f"wallClock.now = ((was) => () => was() + {hours * 3_600_000})(wallClock.now)")
    time.sleep(0.3)  # two scenes' worth: the wrong time has been drawn
    until(lambda: minutes_wrong(program, television) < 15, "the time of the municipality", 5)
    assert not is_stale(television)
    seen = text(television, "title")
    until(lambda: text(television, "title") != seen, "the next scene")


def minutes_wrong(program: Program, driver: webdriver.Chrome) -> float:
    """How far the time on the screen is from that of the program, whichever way round the day."""
    shown = datetime.strptime(text(driver, "place")[-5:], "%H:%M")
    real = EVENING.timestamp() + (time.time() - program.began) * SPEED
    now = datetime.fromtimestamp(real, ZoneInfo("Asia/Yekaterinburg"))
    apart = abs((shown.hour - now.hour) * 60 + shown.minute - now.minute)
    return min(apart, 1440 - apart)
