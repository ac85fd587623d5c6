"""`voucherdesk roll-back --program [--forward] [--json]`: the program of before the upgrade runs again.

On Linux the package keeps it beside the new one, and a mark says which of both starts; only root may set it. On Windows
the installer brings its own roll-back.exe. The record is not touched: an older program that cannot read it says D02.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sync.errors import InvalidInput

_MARK = "rolled-back"
"""Beside the programs; start.sh and the package's scripts look for it."""


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--program", action="store_true", required=True, help="the program; the record stays as it is")
    parser.add_argument("--forward", action="store_true", help="the newer program again")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    """0: the wished program starts from now on, or did before. Raises InvalidInput."""
    if not getattr(sys, "frozen", False):
        raise InvalidInput("this program was not installed by a package; there is no previous one beside it")
    folder = Path(sys.executable).parent.parent
    if sys.platform == "win32":
        raise InvalidInput(f"on Windows an administrator runs: {folder / 'roll-back.exe'}")
    changed = choose_program(folder, forward=args.forward)
    which = "newer" if args.forward else "previous"
    if args.json:
        print(json.dumps({"program": which, "changed": changed}))
    else:
        print(f"The {which} program starts from {'now on' if changed else 'now on, as it did already'}.")
    return 0


def choose_program(folder: Path, *, forward: bool) -> bool:
    """Set the mark in the package's folder, or take it away; whether that changed anything.

    Raises InvalidInput where no previous program is kept, or when the folder may not be written.
    """
    mark = folder / _MARK
    if not forward and not (folder / "previous" / "voucherdesk").is_file():
        raise InvalidInput("no previous program is kept on this PC; only an upgrade leaves one")
    if mark.exists() is not forward:
        return False
    try:
        mark.unlink() if forward else mark.touch()
    except PermissionError:
        again = "sudo voucherdesk roll-back --program" + (" --forward" if forward else "")
        raise InvalidInput(f"this needs root's rights; run: {again}") from None
    except OSError as error:
        raise InvalidInput(f"the mark could not be changed: {error.strerror}") from None
    return True
