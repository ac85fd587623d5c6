"""An acknowledged scan, from text to durable, against the least that durability costs: write 4 K and flush them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.rounds import Pair, alternate, percentile, spread, timed
from tests.benchmarks.scans import scanning
from tests.benchmarks.table import Row

_SCANS = 400
_PAGE = bytes(4096)


def run() -> list[Row]:
    """One row for the middle, one for the slowest of a hundred."""
    with scanning(_SCANS + 1) as (scan, folder):
        pair = _in_turns(scan, folder / "raw")
    slow, slow_raw = percentile(pair.ours, 99), percentile(pair.beside, 99)
    how = f"{_SCANS} of each in turns, same folder"
    return [
        Row(
            "an acknowledged scan, all of it",
            spread(pair.ours),
            f"4 K + fdatasync {spread(pair.beside)}",
            pair.ratio,
            "told",
            how,
        ),
        Row(
            "the same, slowest of a hundred",
            f"{slow * 1e3:.3g} ms",
            f"4 K + fdatasync {slow_raw * 1e3:.3g} ms",
            slow / slow_raw,
            "told",
            how,
        ),
    ]


def _in_turns(scan: Callable[[], None], raw_file: Path) -> Pair:
    """The raw write goes to the end of a growing file, as the log of the record does."""
    handle = os.open(raw_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def raw() -> None:
        os.write(handle, _PAGE)
        os.fdatasync(handle)

    try:
        return alternate(_SCANS, lambda: timed(scan), lambda: timed(raw))
    finally:
        os.close(handle)
