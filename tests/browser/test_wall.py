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

import pytest
from selenium import webdriver
from selenium.common.exceptions import JavascriptException

from dashboard.access.accounts import read_viewer
from dashboard.house import House
from dashboard.settings import ROOT
from dashboard.wall.screens import REVOKED, WallScreens
from dashboard.wall.settings import WallSettings
from tests.support.served import browser, resize

SPEED = 480  # eight hours in a minute
EVENING = datetime(2026, 6, 20, 20, tzinfo=UTC)  # so that the night falls into the eight hours
HOUR = 3600 / SPEED
CLOCK = """(() => {
  const real = %d, begun = %d, speed = %d;
  window.wallClock = {
    now: () => begun + (Date.now() - real) * speed,
    after: (act, ms) => setTimeout(act, ms / speed),
  };
})()"""
SMALLEST = """return [...document.querySelectorAll(
    "h1, h2, #place, #age, #count, .unit, .suffix, .standing, .words, .much, .empty")]
  .filter((one) => one.offsetParent && one.textContent.trim())
  .map((one) => [parseFloat(getComputedStyle(one).fontSize), one.className, one.textContent])"""
NUMBERS = """return [...document.querySelectorAll(".tile .number")].map((one) => {
  const card = one.closest(".tile").getBoundingClientRect(), box = one.getBoundingClientRect();
  const isInside = box.right < card.right && box.bottom < card.bottom;
  return [parseFloat(getComputedStyle(one).fontSize), one.textContent, isInside];
})"""


class Program:
    """The program itself in a process of its own, which can be killed and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {**os.environ, "VAR_DIR": str(folder), "PORT": str(self.port), "PROFILE": "pelym"}
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL
        )
        until(self._answers, "the program to start")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def _answers(self) -> bool:
        with suppress(OSError), urlopen(f"{self.address}/health", timeout=1) as answer:
            return bool(answer.status == 200)
        return False


@pytest.fixture
def program(own_demo: House, tmp_path: Path) -> Iterator[Program]:
    folder = tmp_path / "served"
    shutil.copytree(own_demo.settings.var_dir, folder)
    made = Program(folder)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def screens(program: Program) -> WallScreens:
    from dashboard.house import build_house
    from dashboard.settings import Settings

    folder = Path(program.environment["VAR_DIR"])
    return WallScreens(build_house(Settings(var_dir=folder, _env_file=None)))  # type: ignore[call-arg]


@pytest.fixture
def television() -> Iterator[webdriver.Chrome]:
    with browser() as driver:
        resize(driver, 1920, 1080)
        driver.execute_cdp_cmd("Network.enable", {})
        clock = CLOCK % (time.time() * 1000, EVENING.timestamp() * 1000, SPEED)
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": clock})
        yield driver


def link_of(screens: WallScreens, seconds: int = 60) -> str:
    with screens.house.database.reading() as connection:
        head = read_viewer(connection, "head")
    assert head is not None
    return screens.make(head, "Кабинет", WallSettings(tuple(screens.house.catalogue.mechanisms), seconds), 30)


def until(condition: Callable[[], Any], what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(JavascriptException):  # the page is just being made anew
            if condition():
                return
        time.sleep(0.02)
    raise AssertionError(f"waited in vain for {what}")


def text(driver: webdriver.Chrome, id_: str) -> str:
    found = driver.execute_script(
        f"const one = document.getElementById('{id_}'); return one ? one.textContent : ''"
    )
    return str(found)


def is_stale(driver: webdriver.Chrome) -> bool:
    return bool(driver.execute_script("return document.body.classList.contains('stale')"))


def has_picture(driver: webdriver.Chrome) -> bool:
    return bool(driver.execute_script("return document.getElementById('scene').childElementCount > 0"))


def heap(driver: webdriver.Chrome) -> float:
    # what the test's own tools keep (lines of the console) is not the page's memory
    driver.execute_cdp_cmd("Runtime.discardConsoleEntries", {})
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    return float(driver.execute_cdp_cmd("Runtime.getHeapUsage", {})["usedSize"])


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
    for size, look, words in driver.execute_script(SMALLEST):
        assert size >= 30, (size, look, words)
    for size, number, is_inside in driver.execute_script(NUMBERS):
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
    loaded = driver.execute_script("return performance.timeOrigin")
    seen: set[str] = set()
    before = 0.0
    for _ in range(2):
        program.kill()
        until(lambda: is_stale(driver), "the numbers to look stale")
        assert has_picture(driver), "the old picture stays"
        assert "нет связи с" in text(driver, "age")
        program.start()
        until(lambda: not is_stale(driver), "the screen to come back after a restart")
        seen.add(text(driver, "title"))
        check_letters(driver)
        # memory is compared from when everything the page does has been done once: code is compiled at first use
        before = before or heap(driver)

    offline(driver, is_cut=True)
    time.sleep(600 / SPEED)
    assert is_stale(driver)
    assert has_picture(driver)
    offline(driver, is_cut=False)
    until(lambda: not is_stale(driver), "the screen to come back after the cut")

    while driver.execute_script("return new Date(window.wallClock.now()).getHours()") not in (2, 3):
        seen.add(text(driver, "title"))
        check_letters(driver)
        time.sleep(0.3)
    assert len(seen) >= 8, seen
    after = heap(driver)
    assert after < 1.1 * before, (before, after)
    until(
        lambda: driver.execute_script("return performance.timeOrigin") != loaded,
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
    driver.execute_script("window.wallClock.after = () => 0")
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
    for found, number, is_inside in television.execute_script(NUMBERS):
        assert found >= 120 * share - 0.1, (found, number)
        assert is_inside, number
    width, height = television.execute_script(
        "return [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert (width, height) <= size
