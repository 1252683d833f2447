"""axe-core in the browser: what a page has wrong for people who use a keyboard, a screen reader or large letters."""

from __future__ import annotations

import json
from typing import Any

from dashboard.settings import ROOT
from tests.browser.visitor import Visitor

AXE = ROOT / "var" / "axe-4.14.1" / "axe.min.js"
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"], elementRef: false}).then(done, (e) => done({error: String(e)}));
"""


def serious_problems(visitor: Visitor) -> list[str]:
    """Serious and critical problems of the page as it stands, each with the places it was found at."""
    driver = visitor.driver
    if not driver.execute_script("return Boolean(window.axe)"):
        assert AXE.is_file(), "axe-core is not installed: run `make system`"
        driver.execute_script(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = driver.execute_async_script(RUN)
    assert "violations" in found, found
    assert len(found["passes"]) > 10, "axe looked at an empty page"
    return [
        f"{one['id']}: {json.dumps([node['target'] for node in one['nodes'][:5]], ensure_ascii=False)}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
