"""Migrate a SQLite file: a copy of it is kept, another one goes first, and only then the file itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import chain, count
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, event

from sync.central.store.migrate import HEAD, is_at_head, migrate
from sync.central.store.sqlite_file import make_private
from sync.central.store.translate import WHERE, translated
from sync.errors import DiskFull, StoreUnreadable

_SIDE_FILES = ("", "-wal", "-shm", "-journal")


def migrate_file(path: Path) -> None:
    """Bring the file at `path` to HEAD. Raises StoreUnreadable when it is damaged, DiskFull, StoreLocked.

    Whatever goes wrong, the file is as it was. Its copy stays as FILE.before-NUMBER.
    """
    with _writing_alone(path) as connection:  # nobody writes between the copy and the change
        if is_at_head(connection):
            return  # by another program, while this one waited
        kept = _free_name(path)
        _copy(path, kept)
        trial = path.with_name(f"{path.name}.trial")
        try:
            _copy(kept, trial)
            with _writing_alone(trial) as on_trial:
                _migrate(on_trial)
        finally:
            for suffix in _SIDE_FILES:
                with suppress(OSError):
                    Path(f"{trial}{suffix}").unlink(missing_ok=True)
        _migrate(connection)


@contextmanager
def _writing_alone(path: Path) -> Iterator[Connection]:
    """One transaction in which tables that others refer to may be made anew: keys are checked at its end."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with translated(), engine.connect() as connection, connection.begin():
        yield connection


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("busy_timeout = 10000", "synchronous = FULL", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _migrate(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise StoreUnreadable(WHERE)
    migrate(connection)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise StoreUnreadable(WHERE)


def _free_name(path: Path) -> Path:
    """An older copy is never written over."""
    names = (f"{path.name}.before-{HEAD}{number}" for number in chain([""], (f"-{n}" for n in count(2))))
    return next(kept for kept in map(path.with_name, names) if not kept.exists())


def _copy(source: Path, target: Path) -> None:
    """A whole and healthy copy, its owner's only."""
    make_private(target)
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            if new.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise StoreUnreadable(WHERE)
    except sqlite3.OperationalError as error:
        raise DiskFull(WHERE) from error
    except sqlite3.DatabaseError as error:
        raise StoreUnreadable(WHERE) from error
