"""`voucherdesk import-receipts FILE [--json]`: take in the centre's reply that a USB stick has brought."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sync.desk.device.settings import Settings
from sync.desk.operations.desk import Desk
from sync.desk.operations.import_receipts import Imported, import_receipts
from sync.protocol.queue_file import Fate

_WORDS = {
    Fate.TAKEN: "",
    Fate.FORKED: "; this record was a copy and goes on in a chain of its own: export once more",
    Fate.REVOKED: "; the centre has withdrawn this PC from its site",
}


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what the centre's take-queue has written")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    """0: taken in; 1: something is left to do, and is said. Raises SyncError."""
    desk = Desk.open(Settings.load())
    try:
        imported = import_receipts(desk, args.file)
    finally:
        desk.close()
    if args.json:
        print(json.dumps(_document(imported)))
    elif imported.before:
        print("this file was taken in before; nothing was changed")
    else:
        print(f"{imported.settled} facts settled, {imported.news} pieces of news{_WORDS[imported.fate]}")
    return 0 if imported.fate is Fate.TAKEN else 1


def _document(imported: Imported) -> dict[str, object]:
    return {
        "settled": imported.settled,
        "news": imported.news,
        "fate": imported.fate.value,
        "before": imported.before,
    }
