"""`voucherdesk export-queue FILE [--json]`: what waits for the centre, into a file for a USB stick."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop.joining import open_joined
from sync.desk.device.settings import Settings
from sync.desk.operations.export_queue import export_queue


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write it, usually on a USB stick")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    """0: written. Raises SyncError."""
    desk = open_joined(Settings.load())
    try:
        export = export_queue(desk, args.file)
    finally:
        desk.close()
    if args.json:
        print(json.dumps({"facts": export.facts, "export": export.id, "file": str(args.file)}))
    elif export.facts:
        print(f"{export.facts} facts written; bring the file to the centre, and its reply back to this PC")
    else:
        print("nothing waits; the file asks the centre for its news, and its reply counts as contact")
    return 0
