"""What bears a file's name is whole: bytes first, then the name, then the folder that holds the name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sync.errors import DiskFull
from sync.protocol.file_rights import file_mode, folder_mode
from sync.protocol.whole_file import flush_folder


@contextmanager
def file_errors() -> Iterator[None]:
    """The system's words about files and folders as ours."""
    try:
        yield
    except OSError as error:
        raise DiskFull(type(error).__name__) from error


def make_empty(path: Path) -> None:
    """A new file, with the rights of its folder's; what bore the name is gone. Raises DiskFull."""
    with file_errors():
        path.unlink(missing_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file_mode(path.parent)))


def keep_to_owner(path: Path) -> None:
    """Nobody but its owner reads `path`, a file (made empty when missing) or a folder, or, where a group shares it, the
    group (file_rights); Windows guards homes by itself.

    Raises DiskFull where it cannot be made. What belongs to somebody else stays as they set it.
    """
    if path.is_dir():
        mode = folder_mode(path)
    else:
        mode = file_mode(path.parent)
        with file_errors():
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, mode))
    if os.name == "posix":
        with suppress(OSError):
            path.chmod(mode)


def flush_file(path: Path) -> None:
    """Its bytes are on the disk. Raises DiskFull."""
    with file_errors(), path.open("rb+") as file:
        os.fsync(file.fileno())


def put_in_place(beside: Path, target: Path) -> None:
    """The flushed file `beside` bears the name `target`, after a power cut too. Raises DiskFull."""
    with file_errors():
        beside.replace(target)
        flush_folder(target.parent)
        if beside.parent != target.parent:
            flush_folder(beside.parent)


def remove(path: Path) -> None:
    """As far as the system lets us: a file that stays is in nobody's way."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
