"""`voucherdesk sync [--once] [--json]`: push and pull now; without --once, again and again until interrupted."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser, Namespace

from desktop.joining import open_joined
from sync.desk.device.settings import Settings
from sync.desk.exchange.cycle import CycleResult, Exchange
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.exchange.retry import Backoff
from sync.desk.operations.care_for_record import RecordCare
from sync.desk.operations.report_health import report_health

_PAUSE_S = 30.0


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--once", action="store_true", help="one round, then end")
    parser.add_argument("--json", action="store_true", help="print one JSON document a round")


def run(args: Namespace) -> int:
    """0: the round went through; 1: the centre could not be asked or refused. Raises SyncError."""
    settings = Settings.load()
    desk = open_joined(settings)
    try:
        exchange = open_exchange(settings, desk, health=lambda: report_health(settings, desk))
        try:
            return _rounds(exchange, RecordCare(desk), once=args.once, as_json=args.json)
        finally:
            exchange.connection.close()
    finally:
        desk.close()


def _rounds(exchange: Exchange, care: RecordCare, *, once: bool, as_json: bool) -> int:
    backoff = Backoff()
    while True:
        result = exchange.run_cycle()
        _tell(result, as_json=as_json)
        for error in care.look_after(lambda: False):
            print(error, file=sys.stderr)
        if once:
            return 0 if result.error is None else 1
        if result.error is None:
            backoff.succeeded()
        time.sleep(_PAUSE_S if result.error is None else backoff.after_failure(result.retry_after))


def _tell(result: CycleResult, *, as_json: bool) -> None:
    fields = {
        "pushed": result.pushed,
        "settled": result.settled,
        "rejected": result.rejected,
        "conflicts": result.conflicts,
        "pulled": result.pulled,
        "cursor": result.cursor,
        "online": result.online,
    }
    if as_json:
        print(json.dumps(fields | ({"error": str(result.error)} if result.error else {})), flush=True)
    elif result.error is not None:
        print(result.error, flush=True)
    else:
        print(", ".join(f"{name} {value}" for name, value in fields.items() if name != "cursor"), flush=True)
