"""Settings of the project's own methods reach the views through the reader."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboard.desk import Desk
from dashboard.house import build_house
from dashboard.methods.expected import Variant
from dashboard.settings import Settings
from data_access.viewer import SYSTEM, MethodSettings
from seed.install import prepare


def settings(folder: Path, **chosen: object) -> Settings:
    return Settings(var_dir=folder, _env_file=None, **chosen)  # type: ignore[call-arg, arg-type]


def methods_of(chosen: Settings) -> MethodSettings:
    house = build_house(chosen, lambda: datetime(2026, 6, 20))
    prepare(house)
    with Desk(house, ()).reading(SYSTEM) as reader:
        return reader.methods


def test_without_settings_a_view_gets_the_defaults_of_the_methods(tmp_path: Path) -> None:
    assert methods_of(settings(tmp_path)) == MethodSettings("calibrated", 0.5, 5.0)


def test_what_the_installation_chose_reaches_a_view_and_the_standard_becomes_a_share(tmp_path: Path) -> None:
    found = methods_of(settings(tmp_path, ior_method="sou", work_standard=60, ior_tolerance=3))
    assert found == MethodSettings("sou", 0.6, 3.0)
    assert Variant(found.ior_method) is Variant.SOU


def test_an_unknown_variant_of_the_index_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="ior_method"):
        settings(tmp_path, ior_method="average")
