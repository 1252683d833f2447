"""How a visitor wants the page (версия для слабовидящих): size, colours, spacing, pictures, all in the address.

No cookie and no script: the choice is a link, so it works everywhere, a shared cache may keep the page, and nothing
is remembered about anybody. What an address says wrongly is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

SIZES = {"1": "А", "2": "А+", "3": "А++"}
SIZE_WORDS = {"1": "обычный", "2": "крупный", "3": "очень крупный"}
COLOURS = {
    "usual": "обычные",
    "black": "чёрным по белому",
    "white": "белым по чёрному",
    "blue": "тёмно-синим по голубому",
}
SPACINGS = {"1": "обычный", "2": "увеличенный"}
PICTURES = {"1": "показаны", "0": "скрыты"}


@dataclass(frozen=True, slots=True)
class Look:
    """What is chosen. `is_large`: the panel of choices is open."""

    size: str = "1"
    colours: str = "usual"
    spacing: str = "1"
    pictures: str = "1"

    @property
    def is_large(self) -> bool:
        return self != USUAL

    @property
    def shows_pictures(self) -> bool:
        return self.pictures == "1"

    @property
    def classes(self) -> str:
        return f"size-{self.size} colours-{self.colours} spacing-{self.spacing}"

    def at(self, path: str) -> str:
        """The address of a page in this look; the usual one adds nothing."""
        given = {name: getattr(self, name) for name in self.__dataclass_fields__}
        chosen = {name: value for name, value in given.items() if value != getattr(USUAL, name)}
        mark = "&" if "?" in path else "?"
        return f"{path}{mark}{urlencode(chosen)}" if chosen else path


USUAL, LARGE = Look(), Look("2", "black")


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as a link: the words on it, what they mean, where it leads."""

    words: str
    title: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class OptionGroup:
    title: str
    options: tuple[Option, ...]


def read_look(given: Mapping[str, str]) -> Look:
    """The look that an address asks for."""
    return Look(
        _one_of(given.get("size"), SIZES, "1"),
        _one_of(given.get("colours"), COLOURS, "usual"),
        _one_of(given.get("spacing"), SPACINGS, "1"),
        _one_of(given.get("pictures"), PICTURES, "1"),
    )


def _one_of(value: str | None, known: Mapping[str, str], usual: str) -> str:
    return value if value is not None and value in known else usual


def option_groups(look: Look, path: str) -> tuple[OptionGroup, ...]:
    """Every choice of the panel, as links to the same page."""
    return (
        _group("Размер шрифта", "size", SIZES, SIZE_WORDS, look, path),
        _group("Цвета", "colours", COLOURS, COLOURS, look, path),
        _group("Интервал между буквами", "spacing", SPACINGS, SPACINGS, look, path),
        _group("Изображения", "pictures", PICTURES, PICTURES, look, path),
    )


def _group(
    title: str, name: str, words: Mapping[str, str], meanings: Mapping[str, str], look: Look, path: str
) -> OptionGroup:
    options = (
        Option(
            word,
            f"{title}: {word}" if word == meanings[code] else f"{title}: {word}, {meanings[code]}",
            replace(look, **{name: code}).at(path),
            getattr(look, name) == code,
        )
        for code, word in words.items()
    )
    return OptionGroup(title, tuple(options))
