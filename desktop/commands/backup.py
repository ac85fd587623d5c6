"""`voucherdesk backup FILE [--json]`: a verified copy of the record; it opens with this PC's key alone."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sync.desk.device.settings import Settings
from sync.desk.operations.back_up import back_up
from sync.desk.operations.desk import Desk


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write it; a former one of that name goes")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    """0: written and verified. Raises SyncError."""
    desk = Desk.open(Settings.load())
    try:
        made = back_up(desk, args.file)
    finally:
        desk.close()
    if args.json:
        fields = {"facts": made.facts, "chain_ok": True, "pending": made.pending, "at_risk": []}
        print(json.dumps(fields | {"file": str(made.path)}))
    else:
        print(f"{made.facts} facts, {made.pending} pending, written and verified: {made.path}")
        print("It opens with this PC's key alone: after the loss of the key it cannot be read.")
    return 0
