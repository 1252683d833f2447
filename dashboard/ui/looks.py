"""The switch of the version for people with low vision (версия для слабовидящих, ГОСТ Р 52872-2019).

Plain markup: `assets/82-looks.js` keeps the choice in the browser and applies it before the first paint, at the log-in
too, so neither the server nor the account knows about anybody's sight.
"""

from __future__ import annotations

import hashlib
from functools import cache

from markupsafe import Markup

from dashboard.settings import ROOT

CHOICES = (
    ("size", "Размер букв", (("1", "обычный"), ("1.5", "полтора"), ("2", "двойной"))),
    (
        "contrast",
        "Контраст",
        (("usual", "обычный"), ("black", "чёрным по белому"), ("white", "белым по чёрному")),
    ),
    ("pictures", "Диаграммы", (("on", "показывать"), ("off", "скрыть"))),
)


def looks() -> Markup:
    """The disclosure with its buttons; which of them is pressed is marked in the browser."""
    groups = Markup("").join(_group(name, title, values) for name, title, values in CHOICES)
    return Markup('<details class="looks"><summary>Версия для слабовидящих</summary>{}</details>').format(
        groups
    )


@cache
def looks_script() -> Markup:
    """The element that loads the script, at an address that changes with its content."""
    digest = hashlib.sha256((ROOT / "assets" / "82-looks.js").read_bytes()).hexdigest()[:12]
    return Markup('<script src="/assets/82-looks.js?v={}"></script>').format(digest)


def _group(name: str, title: str, values: tuple[tuple[str, str], ...]) -> Markup:
    buttons = Markup("").join(
        Markup(
            '<button type="button" data-look="{}" data-value="{}" aria-pressed="false">{}</button>'
        ).format(name, value, words)
        for value, words in values
    )
    return Markup(
        '<p id="look-{0}">{1}</p><div class="looks-row" role="group" aria-labelledby="look-{0}">{2}</div>'
    ).format(name, title, buttons)
