"""Settings come from the environment, and the page that describes them says no more and no less."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboard.settings import ROOT, Settings

PAGE = ROOT / "docs" / "settings.md"


def described() -> dict[str, tuple[str, str]]:
    """Name → (default, description) from the table of the page."""
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return {name.strip("` "): (default, words.strip(" |")) for name, default, words in cells}


def default_of(name: str) -> str:
    value = Settings.model_fields[name].default
    if isinstance(value, Path):
        return f"`{value.relative_to(ROOT)}`"
    return "—" if value == "" else f"`{value}`"


def test_every_setting_is_on_the_page_with_its_default_and_description() -> None:
    expected = {
        name.upper(): (default_of(name), (field.description or "").strip())
        for name, field in Settings.model_fields.items()
    }
    assert described() == expected
    assert all(words for _, words in expected.values())


def test_a_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SMALL_NUMBER", "10")
    monkeypatch.setenv("MUNICIPALITY", "городской округ Ивдель")
    made = Settings(var_dir=tmp_path, _env_file=None)  # type: ignore[call-arg]
    assert made.small_number == 10
    assert made.municipality == "городской округ Ивдель"


def test_an_impossible_setting_stops_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("SMALL_NUMBER", "1"), ("PORT", "x"), ("HTTPS", "maybe")):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            with pytest.raises(ValidationError, match=name.lower()):
                Settings(_env_file=None)  # type: ignore[call-arg]


def test_without_a_database_address_the_file_lies_in_the_folder_of_the_program(tmp_path: Path) -> None:
    made = Settings(var_dir=tmp_path, _env_file=None)  # type: ignore[call-arg]
    assert made.database == f"sqlite:///{tmp_path / 'monitor.db'}"
    assert Settings(database_url="postgresql://x/y", _env_file=None).database == "postgresql://x/y"  # type: ignore[call-arg]
