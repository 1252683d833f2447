"""The program served on loopback, and a browser to look at it with."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from flask import Flask
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from waitress.server import create_server

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=ru-RU",
    "--window-size=1440,900",
)


@contextmanager
def served(server: Flask) -> Iterator[str]:
    """Serves as in production (waitress, eight threads); gives the address."""
    running = create_server(server, host="127.0.0.1", port=0, threads=8)

    def run() -> None:
        # the loop may be waiting on the very socket that closing takes away
        with suppress(OSError):
            running.run()

    threading.Thread(target=run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.effective_port}"
    finally:
        running.close()


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """A headless Chromium with an empty profile; keeps a log of every request it makes."""
    options = Options()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for argument in ARGUMENTS:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    service = Service(shutil.which("chromedriver") or "chromedriver")
    driver = webdriver.Chrome(service=service, options=options)
    try:
        yield driver
    finally:
        driver.quit()


def resize(driver: webdriver.Chrome, width: int, height: int) -> None:
    """An exact viewport, narrower than a window may be too."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def log_in(driver: webdriver.Chrome, address: str, login: str, password: str) -> None:
    driver.get(f"{address}/login")
    driver.find_element(By.NAME, "login").send_keys(login)
    driver.find_element(By.NAME, "password").send_keys(password)
    driver.find_element(By.CSS_SELECTOR, "form button").click()


def requested_urls(driver: webdriver.Chrome) -> list[str]:
    """Every address the browser has asked for since the last call."""
    found = []
    for entry in driver.get_log("performance"):
        message: dict[str, Any] = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            found.append(message["params"]["request"]["url"])
    return found
