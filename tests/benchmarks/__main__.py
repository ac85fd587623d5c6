"""python -m tests.benchmarks [NAME…]: one table, everything in it measured in this run."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable

from tests.benchmarks import (
    attendance_grid,
    camera_soak,
    central_ingest,
    code_verification,
    flushes_per_scan,
    open_store,
    pull,
    push,
    receipts_list,
    roster_scan,
    scale,
    scan_commit,
    search,
    window,
)
from tests.benchmarks.pouchdb import beside
from tests.benchmarks.table import Row, printed

BENCHMARKS: dict[str, Callable[[], list[Row]]] = {
    "flushes": flushes_per_scan.run,
    "commit": scan_commit.run,
    "open": open_store.run,
    "roster-scan": roster_scan.run,
    "receipts-list": receipts_list.run,
    "verify": code_verification.run,
    "push": push.run,
    "pull": pull.run,
    "central": central_ingest.run,
    "window": window.run,
    "search": search.run,
    "attendance-grid": attendance_grid.run,
    "camera": camera_soak.run,
}
ON_REQUEST: dict[str, Callable[[], list[Row]]] = {
    "open-1000000": lambda: open_store.run(1_000_000),
    "receipts-list-1000000": lambda: receipts_list.run(1_000_000),
    "push-100000": lambda: push.run(100_000),
    "pull-100000": lambda: pull.run(100_000),
    "pouchdb": beside.run,
    "camera-soak": camera_soak.soak,
    "scale": scale.run,
}
"""Take minutes; run only when named."""


def main(arguments: list[str] | None = None) -> int:
    """Exit status 2 for a name that is none."""
    known = BENCHMARKS | ON_REQUEST
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    names = parser.parse_args(arguments).names or list(BENCHMARKS)
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for name in names:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        rows += known[name]()
    python = platform.python_version()
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {python}")
    print("times: median (middle half); ratio: ours divided by what stands beside it\n")
    print(printed(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
