"""Another file takes the record's place, whole or not at all.

A record and its log are two files, and no system moves two at once: with a stale log beside it a new record would not
open. So the new one first waits, flushed, under a name that means *decided*; from then on whoever opens the record
finishes the exchange, as often as it takes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.desk.store.durable import file_errors, flush_file, put_in_place
from sync.errors import StoreLocked
from sync.protocol.file_rights import file_mode
from sync.protocol.whole_file import flush_folder

_DEAD_MAN = 128
"""The byte of the -shm file that every program with the record open holds a shared lock on (SQLite's os_unix.c)."""


@contextmanager
def alone_with(record: Path) -> Iterator[None]:
    """No program has the record open or can open it meanwhile. Raises StoreLocked or DiskFull.

    This very process must not have it open: its own locks would not stand in the way, and would be lost.
    """
    with file_errors():
        handle = os.open(record.with_name(f"{record.name}-shm"), os.O_RDWR | os.O_CREAT, file_mode(record.parent))
    try:
        if not _lock(handle):
            raise StoreLocked(record.stem)
        yield
    finally:
        os.close(handle)  # gives the lock back


def replace_record(new: Path, record: Path) -> None:
    """The closed record at `new` takes the place of `record`; the old one's log goes. To be called `alone_with` it.

    Raises DiskFull; then either the old one still stands with its log, or `finish_replacing` brings the new one in.
    """
    flush_file(new)
    put_in_place(new, _decided(record))
    finish_replacing(record)


def is_decided(record: Path) -> bool:
    """Whether an exchange was decided and did not come to its end."""
    return _decided(record).exists()


def finish_replacing(record: Path) -> None:
    """Bring in what was decided upon; nothing where nothing was. To be called `alone_with` the record."""
    if not is_decided(record):
        return
    with file_errors():
        record.with_name(f"{record.name}-wal").unlink(missing_ok=True)
        flush_folder(record.parent)
    put_in_place(_decided(record), record)


def _decided(record: Path) -> Path:
    return record.with_name(f"{record.name}.next")


def _lock(handle: int) -> bool:
    """Whether it is ours now."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  Windows only

            os.lseek(handle, _DEAD_MAN, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  Unix only

            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _DEAD_MAN)
    except OSError:
        return False
    return True
