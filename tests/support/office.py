"""LibreOffice without a window, with a profile of its own: what it cannot open, a department cannot either."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

PATIENCE = 240


def convert(files: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """These files in another format («pdf», «xlsx»), in a folder. Raises AssertionError with what it said."""
    profile = (folder / "profile").resolve()
    profile.mkdir(parents=True, exist_ok=True)
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    made = [folder / f"{file.stem}.{kind.partition(':')[0]}" for file in files]
    missing = [path.name for path in made if not path.is_file()]
    assert not missing, (missing, done.returncode, done.stdout, done.stderr)
    assert "rror" not in done.stderr, done.stderr
    return made
