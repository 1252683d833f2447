"""Reading TOML so that a mistake is told with its file and line.

`tomllib` gives values without places, so the place of an entry is found again in the text: entries are headers
(`[code]`, `[[table]]`) or one-line inline tables, which is how the files are written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
_INLINE = re.compile(r"\s*\{")


class CatalogueError(Exception):
    """The catalogue or a profile is wrong; the message names the file, the line and what to mend."""


@dataclass(frozen=True)
class Entry:
    """One entry of a file: its values and where they stand."""

    values: Mapping[str, Any]
    path: Path
    line: int

    def wrong(self, mistake: str) -> CatalogueError:
        return CatalogueError(f"{self.path.name}, строка {self.line}: {mistake}")

    def make(self, kind: Callable[..., T], **more: Any) -> T:
        """The entry as a dataclass. Raises CatalogueError for unknown, missing and ill-typed values."""
        values = {**self.values, **more}
        known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
        if unknown := sorted(set(values) - set(known)):
            raise self.wrong(f"неизвестное поле «{unknown[0]}»")
        needed = [n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING]
        if missing := [name for name in needed if values.get(name) in (None, "")]:
            raise self.wrong(f"не указано поле «{missing[0]}»")
        try:
            return kind(**values)
        except (TypeError, ValueError) as error:
            raise self.wrong(str(error)) from error


@dataclass(frozen=True)
class Source:
    """A file with its text, so that the line of an entry can be told."""

    path: Path
    lines: tuple[str, ...]
    content: Mapping[str, Any]

    def wrong(self, table: str, mistake: str) -> CatalogueError:
        """A mistake about a table as a whole, at its first header of either kind."""
        line = max(self._line(f"[[{table}]]"), self._line(f"[{table}"))
        return Entry({}, self.path, line).wrong(mistake)

    def tables(self) -> dict[str, Entry]:
        """Entries `[code]` by code."""
        return {
            code: Entry(self._table(code, values), self.path, self._line(f"[{code}]"))
            for code, values in self.content.items()
        }

    def subtables(self, name: str) -> dict[str, Entry]:
        """Entries `[name.code]` by code."""
        return {
            code: Entry(self._table(code, values), self.path, self._line(f"[{name}.{code}]"))
            for code, values in self._table(name, self.content.get(name, {})).items()
        }

    def table(self, name: str) -> Entry:
        """The table `[name]`; a missing one is empty and stands on line 1."""
        return Entry(self._table(name, self.content.get(name, {})), self.path, self._line(f"[{name}]"))

    def _table(self, name: str, values: Any) -> Mapping[str, Any]:
        if not isinstance(values, Mapping):
            raise CatalogueError(f"{self.path.name}: «{name}» — не таблица [{name}]")
        return values

    def array(self, name: str) -> list[Entry]:
        """Entries `[[name]]` in order."""
        rows = self.content.get(name, [])
        if not isinstance(rows, list):
            raise CatalogueError(f"{self.path.name}: «{name}» — не таблицы [[{name}]]")
        headers = [no for no, line in enumerate(self.lines, 1) if line.strip().startswith(f"[[{name}]]")]
        return [Entry(values, self.path, line) for values, line in zip(rows, headers, strict=True)]

    def inline(self, inside: Entry, name: str) -> list[Entry]:
        """One-line entries `{ … }` of the array `name` inside an entry."""
        rows = inside.values.get(name, [])
        starts = [no for no in range(inside.line, len(self.lines)) if _INLINE.match(self.lines[no])]
        if len(starts) < len(rows):
            raise inside.wrong(f"каждая запись «{name}» пишется на своей строке")
        return [Entry(values, self.path, start + 1) for values, start in zip(rows, starts, strict=False)]

    def _line(self, header: str) -> int:
        return next((no for no, line in enumerate(self.lines, 1) if line.strip().startswith(header)), 1)


def read_source(path: Path) -> Source:
    """A TOML file. Raises CatalogueError when it is not one."""
    try:
        words = path.read_text(encoding="utf-8")
        return Source(path, tuple(words.splitlines()), tomllib.loads(words))
    except FileNotFoundError as error:
        raise CatalogueError(f"Нет файла {path.name} в {path.parent.name}/.") from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{path.name}: {error}") from error
