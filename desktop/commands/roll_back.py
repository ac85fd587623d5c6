"""`voucherdesk roll-back [--forward] [--json]`: the program of before the upgrade again; each record follows.

On Linux the package keeps the program beside the new one, and a mark says which of both starts; only root may set it.
On Windows the installer brings its own roll-back.exe. Each user's record comes back by itself when the program of
before starts: it asks the newer one for `roll-back --record --to FORM`, since that one knows both forms.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.operations.roll_back_record import RolledBack, roll_back_record
from sync.errors import InvalidInput

_MARK = "rolled-back"
"""Beside the programs; start.sh and the package's scripts look for it."""


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--program", action="store_true", help="what is done without a word: each record follows by itself"
    )
    which.add_argument("--record", action="store_true", help="this user's record alone, to the form that --to says")
    parser.add_argument("--to", metavar="FORM", help="with --record: an earlier form, such as 0002")
    parser.add_argument("--forward", action="store_true", help="the newer program again; it brings the record forward")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    """0: the wished program starts from now on, or the record stands as wished. Raises SyncError."""
    if args.record != (args.to is not None) or (args.record and args.forward):
        raise InvalidInput("--record and --to belong together, without --forward; for example: --record --to 0002")
    if args.record:
        settings = Settings.load()
        _tell_record(roll_back_record(settings, open_vault(settings), args.to), as_json=args.json)
        return 0
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


def _tell_record(done: RolledBack, *, as_json: bool) -> None:
    if as_json:
        former = None if done.former is None else str(done.former)
        print(json.dumps({"stood": done.stood, "stands": done.stands, "former": former}))
    elif done.former is None:
        print("The record is as it was." if done.stood else "There is no record here.")
    else:
        print(f"The record stands at {done.stands} again. A copy of it as it was is kept: {done.former}")


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
        again = "sudo voucherdesk roll-back" + (" --forward" if forward else "")
        raise InvalidInput(f"this needs root's rights; run: {again}") from None
    except OSError as error:
        raise InvalidInput(f"the mark could not be changed: {error.strerror}") from None
    return True
