"""Settings of one installation, read once from the environment (or a `.env` file) and passed down.

Every setting is described in `docs/settings.md`; a test keeps the two in step.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from dashboard.methods.low_results import LowRule

DEFAULT_PROFILE = "pelym"
ROOT = Path(__file__).resolve().parent.parent
KEY_LENGTH = 32


class Settings(BaseSettings):
    """Names of the environment variables are the field names in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    profile: str = Field(
        DEFAULT_PROFILE,
        description="Profile of the municipality: a name in seed/profiles or a path to a .toml file",
    )
    var_dir: Path = Field(ROOT / "var", description="Folder of everything the program writes")
    database_url: str = Field("", description="Empty: SQLite in VAR_DIR; otherwise postgresql://…")
    redis_url: str = Field("", description="Empty: a local disk store; otherwise redis://… or unix://…")
    secret_key: str = Field("", description="At least 32 characters; empty: made once and kept in VAR_DIR")
    host: str = Field("127.0.0.1", description="Address to listen on")
    port: int = Field(8050, description="Port to listen on")
    threads: int = Field(8, description="Threads of the web server")
    https: bool = Field(False, description="True behind TLS: cookies are marked Secure, HSTS is sent")
    proxies: int = Field(
        0, ge=0, description="How many proxies stand in front and name the visitor's address"
    )
    municipality: str = Field("", description="Name of the municipality; empty: as the profile says")
    time_zone: str = Field("Asia/Yekaterinburg", description="Clock of the people who read the screens")
    small_number: int = Field(5, ge=2, description="Aggregates of fewer pupils are hidden without names")
    ior_method: Literal["calibrated", "sou"] = Field(
        "calibrated",
        description="Expected performance (ИОР): calibrated by results of works, or sou, Simonov's weights",
    )
    work_standard: float = Field(
        50, gt=0, le=100, description="Standard of a work (стандарт), percent of the largest score"
    )
    ior_tolerance: float = Field(
        5, ge=0, le=100, description="Difference from the ИОР that is still as expected, percentage points"
    )
    shnor_logic: Literal["or", "and"] = Field(
        "or",
        description="Two signs of a school with low results (ШНОР): or, one is enough; and, both are needed",
    )
    shnor_percent: int = Field(
        30, ge=1, le=100, description="Percent below the minimum from which a procedure is low"
    )
    shnor_fewest: int = Field(5, ge=1, description="Procedures of fewer pupils are never low")
    shnor_near: int = Field(
        1, ge=0, description="A school is one step from the list when this many more pupils would list it"
    )
    max_upload_mb: int = Field(20, ge=1, le=20, description="Largest file that is accepted, megabytes")
    idle_minutes: int = Field(30, description="A session ends after this many minutes without a click")
    session_hours: int = Field(9, description="A session ends after this many hours in any case")

    @model_validator(mode="before")
    @classmethod
    def _own_folder(cls, given: dict[str, Any]) -> dict[str, Any]:
        """`var/<profile>` for a profile that is not the shipped one: their databases never mix."""
        name = Path(str(given.get("profile", DEFAULT_PROFILE))).stem
        if name == DEFAULT_PROFILE or "var_dir" in given:
            return given
        return {**given, "var_dir": ROOT / "var" / name}

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.var_dir / 'monitor.db'}"

    @property
    def low_rule(self) -> LowRule:
        """The rule of schools with low results (ШНОР)."""
        return LowRule(self.shnor_percent, self.shnor_fewest, self.shnor_logic, self.shnor_near)

    @property
    def uploads_dir(self) -> Path:
        return self.var_dir / "uploads"

    def signing_key(self) -> str:
        """The key of cookies; refuses a short one, makes and keeps a random one when none is given."""
        if self.secret_key:
            if len(self.secret_key) < KEY_LENGTH:
                raise ValueError(f"SECRET_KEY: нужно не меньше {KEY_LENGTH} символов")
            return self.secret_key
        path = self.var_dir / "secret_key"
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(KEY_LENGTH))
        return path.read_text().strip()
