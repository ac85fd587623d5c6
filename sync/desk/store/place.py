"""What lies in the record's place, told from outside: nothing is opened as a database that cannot be a record.

SQLite takes an empty file for a new database and then throws away the log beside it, so an empty file is looked at
before SQLite sees it.
"""

from __future__ import annotations

import os
from pathlib import Path

from sync.desk.store.durable import file_errors
from sync.errors import DiskFull, StoreForeign

_BEGINNINGS = (
    b"SQLite format 3\0",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xdb",
    b"\xff\xd8\xff\xe0",
    b"\xff\xd8\xff\xe1",
    b"GIF8",
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b\x08\x00",
    b"\x1f\x8b\x08\x08",
    b"7z\xbc\xaf",
    b"\x7fELF",
)
"""Of files people have. A record is chance from its first byte on: fewer than four would meet one of some thousands."""
_LOOKED_AT = 4096
_WHERE_PE_LIES = slice(0x3C, 0x40)


def examine(path: Path) -> None:
    """Let pass what is, or may become, a record at `path`: a file of ours, none, or an empty one that never held any.

    Raises StoreForeign, or DiskFull where nothing may be written. Nothing is changed.
    """
    with file_errors():
        if not path.exists():
            if _has_log(path):
                raise StoreForeign("the record is gone, its log is there")
            return
        if not path.is_file():
            raise StoreForeign("a folder")
        _check_rights(path)
        if path.stat().st_size == 0:
            _check_empty(path)
            return
        with path.open("rb") as file:
            beginning = file.read(_LOOKED_AT)
    if beginning.startswith(_BEGINNINGS) or _is_windows_program(beginning):
        raise StoreForeign("a file of another kind")
    if _is_text(beginning):
        raise StoreForeign("a text")


def backups_of(path: Path) -> Path:
    """The folder for copies of the record at `path`."""
    return path.parent / "backups"


def held_facts(path: Path) -> bool:
    """Whether there are signs of a record that once was at `path`: its log, or copies of it."""
    return _has_log(path) or any(backups_of(path).glob("*.db"))


def _has_log(path: Path) -> bool:
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


def _check_empty(path: Path) -> None:
    """An empty file is what a power cut leaves of a record in its first moment; later on it is a loss to be told."""
    if held_facts(path):
        raise StoreForeign("an empty file where a record was")


def _check_rights(path: Path) -> None:
    if not os.access(path, os.R_OK | os.W_OK) or not os.access(path.parent, os.W_OK | os.X_OK):
        raise DiskFull("the record may not be written")


def _is_windows_program(beginning: bytes) -> bool:
    at = int.from_bytes(beginning[_WHERE_PE_LIES], "little")
    return beginning.startswith(b"MZ") and beginning[at : at + 4] == b"PE\0\0"


def _is_text(beginning: bytes) -> bool:
    try:
        words = beginning.decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        if error.start < len(beginning) - 3:  # cut within a character
            return False
        words = beginning[: error.start].decode()
    return all(character.isprintable() or character in "\t\n\r\x0c" for character in words)
