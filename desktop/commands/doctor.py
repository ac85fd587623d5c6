"""`voucherdesk doctor [--json]`: whether this PC is well, and what to do where it is not."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from desktop.health.check import Check
from desktop.health.examine import examine
from sync.desk.device.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    """0: all well; 1: something is not, and is named."""
    checks = examine(Settings.load())
    ok = all(check.ok for check in checks)
    if args.json:
        print(json.dumps({"ok": ok, "checks": [_document(check) for check in checks]}, ensure_ascii=False))
    else:
        for check in checks:
            print(check.line())
    return 0 if ok else 1


def _document(check: Check) -> dict[str, str | bool]:
    return {
        "name": check.name,
        "ok": check.ok,
        "grade": check.grade.value,
        "detail": check.detail,
        "fix": check.advice,
    }
