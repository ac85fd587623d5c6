"""Copies of the record that are known to hold: each is read again, whole, before it bears its name."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, text

from sync.desk.store.contents import Contents, newest_links_hold, read_contents, read_version
from sync.desk.store.durable import file_errors, flush_file, make_empty, put_in_place, remove
from sync.desk.store.engine import copy_into, open_still, reading
from sync.errors import BackupUnusable, DiskFull, StoreError
from sync.protocol.whole_file import flush_folder

_LINKS = 1_000
"""How much of the chain is followed; every page is proven by its own hash besides."""
_ROOM_TO_SPARE = 64 * 1024 * 1024
"""A copy must never be what fills the disk: the next scan needs room more than yesterday's needs another copy."""


def nothing_stops() -> None:
    """For copies that nobody interrupts."""


def write_backup(tx: Connection, target: Path, key: bytes, going_on: Callable[[], object] = nothing_stops) -> Contents:
    """A copy of what `tx` sees at `target`, proven and flushed before it bears that name; what bore it then is gone.

    `going_on` is called again and again and may raise. Raises DiskFull, or BackupUnusable when the copy does not hold.
    """
    beside = target.with_name(f"{target.name}.new")
    if target.is_dir():
        raise DiskFull("a folder of that name")
    with file_errors():
        target.parent.mkdir(parents=True, exist_ok=True)
        flush_folder(target.parent.parent)  # else a power cut may take the folder with every copy in it
    _check_room(tx, target.parent)
    try:
        held = read_contents(tx)
        make_empty(beside)
        copy_into(tx, beside, key, going_on)
        flush_file(beside)
        if check_backup(beside, key) != held:
            raise BackupUnusable("it differs from the record")
        put_in_place(beside, target)
    finally:
        remove(beside)
    return held


def check_backup(path: Path, key: bytes, newest: str | None = None) -> Contents:
    """What the copy at `path` holds; of every page its proof, of the chain the newest links are looked at.

    `newest`: the latest version this program can take. Raises BackupUnusable; the file is not touched.
    """
    with opened_backup(path, key) as tx:
        version = read_version(tx)
        if version is None or (newest is not None and version > newest):
            raise BackupUnusable("made by a newer version" if version else "no record")
        if tx.execute(text("PRAGMA cipher_integrity_check")).first() is not None:
            raise BackupUnusable("damaged")
        if not newest_links_hold(tx, _LINKS):
            raise BackupUnusable("its chain does not hold")
        return read_contents(tx)


@contextmanager
def opened_backup(path: Path, key: bytes) -> Iterator[Connection]:
    """To read a copy. Raises BackupUnusable when it does not open."""
    try:
        if not path.is_file() or path.stat().st_size == 0:
            raise BackupUnusable("no file" if not path.exists() else "not a backup")
    except OSError as error:  # no right to look, or a name that no file can have
        raise BackupUnusable("it cannot be read") from error
    engine = open_still(path, key)
    try:
        with reading(engine) as tx:
            yield tx
    except BackupUnusable:
        raise
    except StoreError as error:
        raise BackupUnusable("it does not open with this PC's key, or is damaged") from error
    finally:
        engine.dispose()


def _check_room(tx: Connection, folder: Path) -> None:
    pages, size = (int(tx.execute(text(f"PRAGMA {name}")).scalar_one()) for name in ("page_count", "page_size"))
    with file_errors():
        free = shutil.disk_usage(folder).free
    if free < pages * size + _ROOM_TO_SPARE:
        raise DiskFull("no room for a copy of the record")
