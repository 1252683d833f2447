"""The example of the documentation, taken from the page itself: what a reader would copy."""

from __future__ import annotations

import re

from dashboard.settings import ROOT

PAGE = ROOT / "docs" / "profile.md"


def example_profile() -> str:
    """The TOML block of docs/profile.md."""
    found = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None, "docs/profile.md has no example"
    return found[1]
