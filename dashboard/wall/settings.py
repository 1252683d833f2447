"""What a screen is set up with, as it lies in the database: JSON of a few checked fields."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import asdict, dataclass

from data_access.viewer import NotFound

LONGEST_TITLE = 120
SECONDS = (5, 300)
DAYS = (1, 1100)
THEMES = ("dark", "light")
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class WallSettings:
    """`seconds`: how long each scene stays; `dim_from`, `dim_to`: «20:00» and «07:00», empty for never."""

    mechanisms: tuple[str, ...]
    seconds: int = 20
    theme: str = "dark"
    dim_from: str = ""
    dim_to: str = ""
    changes: bool = True
    overdue: bool = True


def checked(settings: WallSettings, known: Collection[str]) -> WallSettings:
    """The settings themselves. Raises NotFound with a sentence when a field is wrong."""
    low, high = SECONDS
    if not settings.mechanisms and not settings.changes and not settings.overdue:
        raise NotFound("Отметьте хотя бы одну сцену.")
    if not set(settings.mechanisms) <= set(known):
        raise NotFound("Такого механизма в профиле нет.")
    if not low <= settings.seconds <= high:
        raise NotFound(f"Сцена держится от {low} до {high} секунд.")
    if settings.theme not in THEMES:
        raise NotFound("Тема экрана — тёмная или светлая.")
    hours = (settings.dim_from, settings.dim_to)
    if any(hours) and not all(_HOUR.fullmatch(hour) for hour in hours):
        raise NotFound(
            "Время затемнения пишут так: с 20:00 до 07:00. Оставьте оба поля пустыми, если оно не нужно."
        )
    return settings


def as_text(settings: WallSettings) -> str:
    return json.dumps(asdict(settings), ensure_ascii=False)


def from_text(text: str) -> WallSettings:
    given = json.loads(text)
    return WallSettings(**{**given, "mechanisms": tuple(given["mechanisms"])})
