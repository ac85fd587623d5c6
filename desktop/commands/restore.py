"""`voucherdesk restore FILE [--yes] [--json]`: put a backup in the record's place, step by step.

First it is told what the backup holds. At a terminal the command then asks; with --yes or --json it goes on by itself.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.operations.restore_backup import BackupHolds, Restored, look_at_backup, restore_backup


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a backup of this PC")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="do not ask, print one JSON document")


def run(args: Namespace) -> int:
    """0: restored; 1: restored, but some facts are lost and named, or not wanted after all. Raises SyncError."""
    settings = Settings.load()
    vault = open_vault(settings)
    found = look_at_backup(settings, vault, args.file)
    if not args.json:
        print(f"The backup holds: {_words(found)}.", flush=True)
    if not (args.yes or args.json) and sys.stdin.isatty() and not _wanted():
        print("Nothing was changed.")
        return 1
    restored = restore_backup(settings, vault, args.file)
    _tell(restored, as_json=args.json)
    return 1 if restored.lost or restored.nothing_read else 0


def _words(found: BackupHolds) -> str:
    newest = "" if found.newest_at is None else f", the newest of {found.newest_at:%Y-%m-%d %H:%M} UTC"
    return f"{found.facts} facts{newest}, {found.pending} of them waiting for the centre"


def _wanted() -> bool:
    print("It takes the place of the record on this PC, which is kept. Go on? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _tell(restored: Restored, *, as_json: bool) -> None:
    if as_json:
        at_risk = [{"epoch": epoch, "seq": seq, "type": kind} for epoch, seq, kind in restored.lost]
        fields = {"facts": restored.facts, "chain_ok": True, "pending": restored.pending, "at_risk": at_risk}
        former = None if restored.former is None else str(restored.former)
        print(
            json.dumps(
                fields
                | {"brought_over": restored.brought_over, "former": former, "nothing_read": restored.nothing_read}
            )
        )
        return
    print(f"Restored: {restored.facts} facts, {restored.pending} waiting for the centre.")
    if restored.brought_over:
        print(f"{restored.brought_over} facts that only the former record held were brought over.")
    for epoch, seq, kind in restored.lost:
        print(f"lost: epoch {epoch}, place {seq}, {kind or 'type unknown'}")
    if restored.nothing_read:
        print("lost: whatever was recorded since that backup and is not at the centre; the former record is unreadable")
    if restored.former is not None:
        print(f"The former record is kept: {restored.former}")
    print("Next: start the program, or run: voucherdesk sync --once")
    print("If the centre already has other facts at these places it says so; then this PC goes on in a new chain")
    print("by itself, and offers what waits again. Nothing is counted twice.")
