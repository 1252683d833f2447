"""The page of citizens: a published release as plain HTML and as files."""

from __future__ import annotations

from flask import Flask

from dashboard.desk import Desk


def init_public(server: Flask, desk: Desk) -> None:
    """Adds the routes."""
