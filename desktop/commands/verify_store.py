"""`voucherdesk verify-store [--json]`: whether the record on this PC is whole."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from sync.desk.device.settings import Settings
from sync.desk.operations.desk import Desk
from sync.desk.operations.verify_record import verify_record


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    """0: whole; 1: some facts do not hold, and are named. Raises SyncError."""
    desk = Desk.open(Settings.load())
    try:
        health = verify_record(desk)
    finally:
        desk.close()
    if args.json:
        at_risk = [{"epoch": epoch, "seq": seq} for epoch, seq in health.at_risk]
        fields = {"facts": health.facts, "chain_ok": health.chain_ok, "pending": health.pending, "at_risk": at_risk}
        print(json.dumps(fields))
    else:
        print(f"{health.facts} facts, {health.pending} pending, chain {'whole' if health.chain_ok else 'broken'}")
        for epoch, seq in health.at_risk:
            print(f"at risk: epoch {epoch}, place {seq}")
    return 0 if health.chain_ok else 1
