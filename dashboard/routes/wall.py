"""A television: scenes of sums by a device link, without a log-in."""

from __future__ import annotations

from flask import Flask

from dashboard.desk import Desk


def init_wall(server: Flask, desk: Desk) -> None:
    """Adds the routes."""
