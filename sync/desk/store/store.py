"""The record of this PC: open it, read it, write it. One `write()` is one act."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection, Engine, text

from sync.desk.store.backup import write_backup
from sync.desk.store.contents import Contents, newest_links_hold, read_version, waiting_facts_hold
from sync.desk.store.durable import file_errors, keep_to_owner
from sync.desk.store.engine import open_engine, reading, translated, writing
from sync.desk.store.log_reader import check_log
from sync.desk.store.place import examine
from sync.desk.store.upgrade import check_version, upgrade
from sync.errors import StoreUnreadable

_LARGE_LOG_BYTES = 8 * 1024 * 1024
_LINKS, _WAITING = 200, 500
"""How many facts are looked at before work begins; the whole chain is followed once a day, when nobody waits."""

Transaction: TypeAlias = Connection
"""What `read` and `write` hand out; the functions of this room take it, the rooms above only pass it on."""


class Store:
    """An open record. Safe to share between threads; each `read` or `write` has a connection of its own."""

    def __init__(self, engine: Engine, path: Path, key: bytes) -> None:
        self._engine = engine
        self.path = path
        self._key = key

    @classmethod
    def open(cls, path: Path, key: bytes) -> Store:
        """Open or make the record at `path` with the raw 32-byte `key`, bring it up to date and look at its newest end.

        Raises StoreForeign (no record of ours), StoreUnreadable (wrong key, damage), StoreNewer, DiskFull, StoreLocked.
        """
        with file_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
        examine(path)
        check_log(path)
        keep_to_owner(path)
        store = cls(open_engine(path, key), path, key)
        try:
            with store.read() as tx:
                up_to_date = check_version(read_version(tx))
            if not up_to_date:
                upgrade(path, key)
            with store.read() as tx:
                _look_at(tx)
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def open_as_it_is(cls, path: Path, key: bytes) -> Store:
        """Open the record without asking whether its facts hold, to find out what does. It must be there.

        Raises as `open`; a record of an older program StoreUnreadable, too.
        """
        examine(path)
        if not path.exists():
            raise StoreUnreadable("it is gone")
        check_log(path)
        store = cls(open_engine(path, key), path, key)
        try:
            with store.read() as tx:
                if not check_version(read_version(tx)):
                    raise StoreUnreadable("of an older version")
        except BaseException:
            store.close()
            raise
        return store

    def read(self) -> AbstractContextManager[Connection]:
        """A transaction over an unchanging view."""
        return reading(self._engine)

    def write(self) -> AbstractContextManager[Connection]:
        """A transaction that writes all or nothing; durable when the block has been left."""
        return writing(self._engine)

    def back_up(self, target: Path, going_on: Callable[[], object]) -> Contents:
        """A verified copy at `target`, as of one moment; writers go on meanwhile. See `backup.write_backup`."""
        with self.read() as tx:
            return write_backup(tx, target, self._key, going_on)

    def tidy(self) -> None:
        """Fold the log into the file once it has grown; call when nobody waits.

        Not more often: the first scan after it costs a second flush, for the new head of the log.
        """
        log = Path(f"{self.path}-wal")
        if not log.exists() or log.stat().st_size < _LARGE_LOG_BYTES:
            return
        with translated(), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            if driver is not None:
                driver.execute("PRAGMA wal_checkpoint(PASSIVE)").close()

    def close(self) -> None:
        """Give up all connections."""
        self._engine.dispose()


def _look_at(tx: Transaction) -> None:
    """A cheap look at what the next act builds upon and at what is still to be sent."""
    if not newest_links_hold(tx, _LINKS):
        raise StoreUnreadable("the newest facts do not hold")
    if not waiting_facts_hold(tx, _WAITING):
        raise StoreUnreadable("facts that wait to be sent do not hold")


def damaged_pages(tx: Transaction) -> int:
    """How many pages of the file do not hold; every page is read."""
    return len(tx.execute(text("PRAGMA cipher_integrity_check")).all())
