"""A child process with the counter before its C library: scan, and print how many flushes that took."""

from __future__ import annotations

import ctypes
import sys

from tests.benchmarks.scans import scanning


def main(count: int) -> None:
    """One scan is made before the counting begins: the file and its log exist then, as they do all day."""
    flushes = ctypes.CDLL(None).flushes_so_far
    flushes.restype = ctypes.c_long
    with scanning(count + 1) as (scan, _):
        scan()
        before = flushes()
        for _ in range(count):
            scan()
        sys.stdout.write(str(flushes() - before))


if __name__ == "__main__":
    main(int(sys.argv[1]))
