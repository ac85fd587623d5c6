"""Write a file whole or not at all: what bears the name is complete, if a stick is pulled early or the power fails."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sync.errors import DiskFull
from sync.protocol.file_rights import file_mode

_FOR_ALL = 0o644
_PREFIX, _SUFFIX = ".voucherdesk-", ".part"
_LEFT_BEHIND_S = 3600.0
"""A file beside its name for so long is of a program that was killed: no file of ours takes an hour to write."""


def write_whole(path: Path, pieces: Iterable[bytes], *, others_may_read: bool = False) -> None:
    """`pieces` as the file at `path`. Raises DiskFull; what bore the name before is then still there."""
    with whole_file(path, pieces, others_may_read=others_may_read):
        pass


@contextmanager
def whole_file(path: Path, pieces: Iterable[bytes], *, others_may_read: bool = False) -> Iterator[None]:
    """`pieces` lie beside `path`, flushed, while the block runs; left without an error, they bear the name.

    `others_may_read`: for what somebody else carries on and only its reader can open; else see file_rights.
    Raises DiskFull when it cannot be written; what bore the name before is then still there.
    """
    _clear_left_behind(path.parent)
    beside = _written_beside(path, pieces)
    try:
        yield
        with _file_errors():
            if os.name == "posix":
                beside.chmod(_FOR_ALL if others_may_read else file_mode(path.parent))
            beside.replace(path)
            flush_folder(path.parent)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _written_beside(path: Path, pieces: Iterable[bytes]) -> Path:
    with _file_errors():
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX, suffix=_SUFFIX)  # mode 0600
    try:
        with _file_errors(), os.fdopen(handle, "wb") as file:  # to close it writes as well: on a full disk it fails
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _clear_left_behind(folder: Path) -> None:
    """What a killed program had half written there may hold people; nobody else knows what it is."""
    for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND_S:
                left.unlink()


def flush_folder(folder: Path) -> None:
    """Its names are on the disk; Windows cannot open a folder, and writes names at once. Raises OSError."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _file_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DiskFull(type(error).__name__) from error
