"""Every school in one file: made beside the request, fetched when ready."""

from __future__ import annotations

from flask import Flask

from dashboard.desk import Desk


def init_pack(server: Flask, desk: Desk) -> None:
    """Adds the routes."""
