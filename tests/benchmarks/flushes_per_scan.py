"""How often an acknowledged scan has the disk flushed: counted at the C library's door, in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.table import Row

_SCANS = 500
_SOURCE = Path(__file__).with_name("flush_counter.c")
_WHAT = "flushes to disk per acknowledged scan"


def run(scans: int = _SCANS) -> list[Row]:
    """One row; without a C compiler or outside Linux it says so."""
    flushes = count_flushes(scans)
    if flushes is None:
        return [Row(_WHAT, "not measured", "1", None, "1.00", "needs a C compiler on Linux")]
    how = "calls of fsync, fdatasync, syncfs, msync, sync_file_range"
    return [Row(_WHAT, f"{flushes} in {scans} scans", f"{scans} scans", flushes / scans, "1.00", how)]


def count_flushes(scans: int) -> int | None:
    """How often `scans` acknowledged scans had the disk flushed; None where it cannot be counted."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        return None
    with TemporaryDirectory() as folder:
        library = Path(folder) / "flush_counter.so"
        subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, _SOURCE, "-ldl"], check=True)
        child = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.count_flushes", str(scans)],
            env={**os.environ, "LD_PRELOAD": str(library)},
            capture_output=True,
            text=True,
            check=True,
        )
    return int(child.stdout)
