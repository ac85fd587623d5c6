"""How much memory a process holds while it works: looked at from beside, so that the work is not slowed."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_EVERY_S = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def resident(process: int | str = "self") -> int:
    """Bytes in memory now."""
    return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * _PAGE


@contextmanager
def watched() -> Iterator[list[int]]:
    """What this process held, again and again while the block ran."""
    held, over = [resident()], threading.Event()

    def look() -> None:
        while not over.wait(_EVERY_S):
            held.append(resident())

    watcher = threading.Thread(target=look, name="memory")
    watcher.start()
    try:
        yield held
    finally:
        over.set()
        watcher.join()
        held.append(resident())


def early_and_late(held: list[int]) -> tuple[int, int]:
    """After a fifth of the time, and the most after that."""
    fifth = len(held) // 5
    return held[fifth], max(held[fifth:])
