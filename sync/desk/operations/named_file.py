"""Files that a person names for this program to write or to read."""

from __future__ import annotations

import os
from pathlib import Path

from sync.desk.store.durable import file_errors
from sync.errors import InvalidInput


def check_may_write(target: Path, record: Path) -> None:
    """That a file may be written at `target`: over a former one, never over what this program itself lives by.

    A queue file in place of the record, or a copy in place of the keys, would cost everything that is recorded.
    Raises InvalidInput, or DiskFull where nobody may even look.
    """
    home = os.path.realpath(record.parent)
    with file_errors():
        if os.path.realpath(target.parent) == home or os.path.dirname(os.path.realpath(target)) == home:
            raise InvalidInput("nothing may be written among the program's own files; name another folder")
        if target.exists() and not target.is_file():
            raise InvalidInput("no file can be written in place of a folder or a device")


def is_same_file(file: Path, other: Path) -> bool:
    """Whether both names lead to one place; a name that leads nowhere, or round and round, is no other's."""
    return os.path.realpath(file) == os.path.realpath(other)
