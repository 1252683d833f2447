"""Reports as docx, through the same desk and rights as the screen."""

from __future__ import annotations

from flask import Flask

from dashboard.desk import Desk


def init_report(server: Flask, desk: Desk) -> None:
    """Adds the routes."""
