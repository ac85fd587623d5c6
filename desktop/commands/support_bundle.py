"""`voucherdesk support-bundle FILE [--json]`: what support needs to help, in one file; nothing of a person in it."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop.health.support_bundle import write_bundle
from sync.desk.device.logs import start_log, stop_log
from sync.desk.device.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write it; a former one of that name goes")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    """0: written. Raises SyncError."""
    settings = Settings.load()
    log = start_log(settings.home)
    try:
        made = write_bundle(settings, args.file)
    finally:
        stop_log(log)
    if args.json:
        print(json.dumps({"file": str(made.path), "code": made.code, "bytes": made.size}))
    else:
        print(f"{made.path}: {made.size} bytes. Tell support this code: {made.code}")
    return 0
