"""What a person does with the pages, in their words."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.support.client import PASSWORD
from tests.support.served import log_in, requested_urls, resize

PATIENCE = 60.0


@dataclass
class Visitor:
    driver: webdriver.Chrome
    base: str

    def enter(self, login: str, at: str = "/") -> Visitor:
        """Logs in afresh and opens an address, with no history.

        Chrome keeps 50 entries a tab and drops first the pages that no hand has touched, which clicks of a script are.
        """
        self.driver.execute_cdp_cmd("Page.resetNavigationHistory", {})
        self.driver.delete_all_cookies()
        self.errors()  # what stood in the console before does not count
        resize(self.driver, 1440, 900)
        log_in(self.driver, self.base, login, PASSWORD)
        self.until(lambda: "/login" not in self.driver.current_url, "the log-in to succeed")
        return self.open(at)

    def open(self, at: str) -> Visitor:
        self.driver.get(self.base + at)
        self.until(lambda: self.all(".page-title") or self.all("[role=alert]"), f"the page {at}")
        return self

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        self.until(lambda: self.all(selector), selector)
        return self.all(selector)[0]

    @property
    def title(self) -> str:
        return str(
            self.driver.execute_script(
                "return (document.querySelector('h1')?.textContent || '').replace(/\\s+/g, ' ')"
            )
        )

    @property
    def text(self) -> str:
        return str(
            self.driver.execute_script(
                "return document.body.innerText.replace(/[\\u00a0\\u202f\\u2009]/g, ' ')"
            )
        )

    @property
    def place(self) -> str:
        """The address without the host."""
        return str(self.driver.current_url.removeprefix(self.base))

    def click_link(self, text: str, within: str = "#content") -> Visitor:
        """Clicks a link by its words and waits for the next page."""
        before, title = self.place, self.title
        self.until(lambda: self._press(text, within), f"a link «{text}»")
        self.until(lambda: self.place != before, f"«{text}» to lead somewhere")
        self.until(lambda: self.title not in ("", title), "the next page")
        return self

    def _press(self, text: str, within: str) -> bool:
        script = (
            "const [within, text] = arguments;"
            "const links = [...document.querySelectorAll(within + ' a')];"
            "const plain = a => a.textContent.replace(/\\s+/g, ' ').trim();"
            "const found = links.find(a => plain(a) === text);"
            "if (found) found.click(); return !!found;"
        )
        return bool(self.driver.execute_script(script, within, text))

    def back(self, title: str) -> Visitor:
        self.driver.back()
        self.until(lambda: self.title == title, f"Back to lead to «{title}»")
        return self

    def upload(self, path: Path) -> Visitor:
        self.one("#upload-file").send_keys(str(path))
        return self

    def block(self, title: str) -> str:
        """The text of a card by its title."""
        script = (
            "const found = [...document.querySelectorAll('section')].find("
            "s => s.querySelector('h2')?.textContent.trim() === arguments[0]);"
            "return found ? found.innerText : '';"
        )
        self.until(lambda: self.driver.execute_script(script, title), f"a card «{title}»")
        return str(self.driver.execute_script(script, title))

    def errors(self) -> list[str]:
        """What the browser's console complained of."""
        found = [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
        return [message for message in found if "favicon" not in message]

    def foreign_requests(self) -> list[str]:
        own = (self.base, "data:", "blob:", "about:", "chrome:", "chrome-extension:")
        return [url for url in requested_urls(self.driver) if not url.startswith(own)]

    def until(self, condition: Callable[[], Any], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if condition():
                    return
            except StaleElementReferenceException:
                pass  # redrawn meanwhile: look again
            time.sleep(0.03)
        seen = f"at {self.place}, «{self.title}», the page says: {self.text[:600]}"
        raise AssertionError(f"waited in vain for {what}; {seen}")
