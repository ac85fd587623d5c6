"""Other people's programs, started and judged."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from resources.installer.errors import CannotBuild

_LAST_LINES = 12


def run(
    command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None, words: str = ""
) -> str:
    """What it printed; `words` are its standard input. Raises CannotBuild with its last lines when it fails."""
    done = subprocess.run(  # noqa: S603  the command is the caller's own
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        input=words,
        text=True,
        errors="replace",
        check=False,
        capture_output=True,
    )
    if done.returncode:
        told = "\n".join((done.stdout + done.stderr).strip().splitlines()[-_LAST_LINES:])
        raise CannotBuild(f"{Path(str(command[0])).name} failed ({done.returncode}):\n{told}")
    return done.stdout


def need(**packages: str) -> None:
    """Each program named must be there; raises CannotBuild with the line that installs what is not.

    `packages`: program (with _ for -) to the Debian package that brings it.
    """
    missing = {package for name, package in packages.items() if shutil.which(name.replace("_", "-")) is None}
    if missing:
        raise CannotBuild(f"missing; to install: sudo apt-get install {' '.join(sorted(missing))}")
