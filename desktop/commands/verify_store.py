"""`voucherdesk verify-store [--json]`: whether the record on this PC is whole."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.operations.verify_record import RecordHealth, verify_store


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    """0: whole; 1: something does not hold, and is named. Raises SyncError."""
    settings = Settings.load()
    health = verify_store(settings, open_vault(settings))
    if args.json:
        print(json.dumps(_document(health)))
    else:
        print("\n".join(_lines(health)))
    return 0 if health.ok else 1


def _document(health: RecordHealth) -> dict[str, object]:
    return {
        "facts": health.facts,
        "chain_ok": health.chain_ok,
        "pending": health.pending,
        "at_risk": [{"epoch": each.epoch, "seq": each.seq, "type": each.type} for each in health.at_risk],
        "damaged_pages": health.damaged_pages,
        "known_lost": [{"epoch": each.epoch, "seq": each.seq, "type": each.type} for each in health.known_lost],
    }


def _lines(health: RecordHealth) -> list[str]:
    lines = [f"{health.facts} facts, {health.pending} pending, chain {'whole' if health.chain_ok else 'broken'}"]
    named = [("at risk", each) for each in health.at_risk] + [("lost earlier", each) for each in health.known_lost]
    lines += [
        f"{what}: epoch {each.epoch}, place {each.seq}" + (f", {each.type}" if each.type else "")
        for what, each in named
    ]
    if health.damaged_pages:
        lines.append(f"{health.damaged_pages} pages of the file are damaged")
    if not health.ok:
        lines.append("Run: voucherdesk repair")
    return lines
