"""One program at a time: a lock that the system takes back by itself when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.errors import DiskFull, StoreLocked
from sync.protocol.file_rights import file_mode

_TRY_AGAIN_SECONDS = 0.1


@contextmanager
def sole_use(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock at `path`; its folder is made. The empty file stays: to remove it would let two hold the lock.

    Raises StoreLocked when another program holds it for more than `patience` seconds, DiskFull when it cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, file_mode(path.parent))
    except OSError as error:
        raise DiskFull(type(error).__name__) from error
    try:
        until = time.monotonic() + patience
        while not _lock(handle):
            if time.monotonic() > until:
                raise StoreLocked(path.stem)
            time.sleep(_TRY_AGAIN_SECONDS)
        yield
    finally:
        os.close(handle)  # gives the lock back


def _lock(handle: int) -> bool:
    """Whether it is ours now."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  Windows only

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  Unix only

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
