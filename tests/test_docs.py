"""The documents are kept true: paths, names and commands in them exist, pictures are there and are shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from dashboard.settings import ROOT, Settings

DOCUMENTS = ("README.md", "README.ru.md", "CHANGELOG.md", *(f"docs/{p.name}" for p in ROOT.glob("docs/*.md")))
ROOMS = ("pages", "callbacks", "dashboard", "data_access", "seed", "tests", "assets", "docs", "deploy")
PATH = re.compile(rf"\.?[\w-]+\.(?:py|md|toml|lock)|\.importlinter|(?:{'|'.join(ROOMS)})/[\w./-]*")
CODE_SPAN = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?:\]\(|src=\")(?!https?:|#)([^)\"#]+)")
NAME = re.compile(r"[A-Za-z_][A-Za-z_.]*")
FLASK = re.compile(r"flask --app app ([a-z][a-z-]*)(.*)")
MAKE = re.compile(r"(?:`|^)make ([a-z]+)", re.MULTILINE)


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def spans(document: str) -> list[str]:
    """What stands in single backticks."""
    return CODE_SPAN.findall(BLOCK.sub("", text_of(document)))


def words_of_the_code() -> set[str]:
    files: list[Path] = [ROOT / "app.py", ROOT / "Makefile"]
    for room in ("pages", "callbacks", "dashboard", "data_access", "seed"):
        files += [*(ROOT / room).rglob("*.py"), *(ROOT / room).rglob("*.toml")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    settings = {name.upper() for name in Settings.model_fields}
    return set(re.findall(r"[A-Za-z_][A-Za-z_0-9]*", code)) | settings


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_named_in_a_document_exists(document: str) -> None:
    named = [span for span in spans(document) if PATH.fullmatch(span)]
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_and_picture_leads_to_a_file(document: str) -> None:
    folder = (ROOT / document).parent
    assert [target for target in LINK.findall(text_of(document)) if not (folder / target).exists()] == []


@pytest.mark.parametrize("document", ["docs/architecture.md", "docs/loading.md"])
def test_every_name_in_a_document_exists_in_the_code(document: str) -> None:
    known = words_of_the_code()
    names = [span for span in spans(document) if NAME.fullmatch(span) and not PATH.fullmatch(span)]
    assert names
    assert [name for name in names if not set(name.split(".")) <= known] == []


def test_every_room_and_every_table_stands_in_the_architecture() -> None:
    from data_access.tables import metadata

    named = set(spans("docs/architecture.md"))
    assert set(metadata.tables) - named == set()
    assert {f"{room}/" for room in ("pages", "callbacks", "data_access", "seed", "tests")} - named == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_in_a_document_exists(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    assert set(MAKE.findall(text_of(document))) - targets == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_and_option_in_a_document_exists(document: str, demo_app: Flask) -> None:
    for name, rest in FLASK.findall(text_of(document)):
        command = demo_app.cli.commands.get(name)
        assert command is not None, name
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"(?<=\s)--[a-z]+", rest.partition("`")[0])) <= known, (name, rest)


def test_the_changelog_names_every_command_of_the_house(demo_app: Flask) -> None:
    own = {name for name in demo_app.cli.commands if name not in ("run", "shell", "routes")}
    assert own <= set(spans("CHANGELOG.md"))


def test_every_picture_is_shown_and_the_pictures_stay_small() -> None:
    shown = {Path(target).name for name in DOCUMENTS for target in LINK.findall(text_of(name))}
    pictures = list((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    assert [picture.name for picture in pictures if picture.name not in shown] == []
    assert sum(picture.stat().st_size for picture in pictures) < 2.2 * 2**20
