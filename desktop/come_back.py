"""After a roll-back the program of before runs again, and cannot read a record whose form the newer one has changed.

The newer one still lies beside it and knows both forms: it is asked at each start to bring the record back.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

_PLACES = {"program": "previous", "previous": "program"}
"""The folders of an installed desk, each with the one beside it."""
_PATIENCE_S = 600


def come_back() -> None:
    """Nothing to do but for an installed program that was rolled back to. What cannot be done is told on stderr."""
    newer = newer_beside(Path(sys.executable))
    if newer is not None:
        from sync.desk.operations.roll_back_record import FORM  # noqa: PLC0415  a start without a roll-back needs none

        bring_back(newer, FORM)


def newer_beside(program: Path) -> Path | None:
    """The program in the other of the two folders, if its version is the higher one."""
    folder = program.parent
    if folder.name not in _PLACES:
        return None
    other = folder.with_name(_PLACES[folder.name]) / program.name
    return other if other.is_file() and _version(other.parent) > _version(folder) else None


def bring_back(newer: Path, form: str) -> None:
    """Have the program `newer` bring the record of this user to `form`."""
    try:
        subprocess.run(  # noqa: S603  our own program
            [newer, "roll-back", "--record", "--to", form],
            stdout=subprocess.DEVNULL, timeout=_PATIENCE_S, check=False,
            env={**os.environ, "PYINSTALLER_RESET_ENVIRONMENT": "1"},  # another program, with libraries of its own
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        if sys.stderr is not None:  # a window has none; it says D02 by itself
            sys.stderr.write(f"the newer program did not bring the record back: {type(error).__name__}\n")


def _version(folder: Path) -> tuple[int, ...]:
    told = next(folder.glob("_internal/voucher_desk-*.dist-info"), None)
    return tuple(int(number) for number in re.findall(r"\d+", told.name)) if told else ()
