"""Bring a database to this program's tables: made at once where there are none, migrated where they are older.

A file is migrated on a copy first, and the old one stays beside it. A server's database is migrated in one transaction;
of several workers that start together one does it, the others wait.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from sync.central.store.file_migration import migrate_file
from sync.central.store.locks import lock_named
from sync.central.store.migrate import HEAD, migrate, stamp, version_of
from sync.central.store.sqlite_file import WRITES
from sync.central.store.tables import facts, metadata
from sync.central.store.translate import WHERE
from sync.errors import StoreNewer, StoreUnreadable

_EMPTY = ""
_BEFORE_MIGRATIONS = "0000"
_LAST_BEFORE_MIGRATIONS = 2
"""As `PRAGMA user_version` says it."""


def bring_up(engine: Engine) -> None:
    """Raises StoreNewer, StoreUnreadable, or DiskFull."""
    with engine.connect() as connection:
        found = _version(connection)
    if found == HEAD:
        return
    if found and engine.dialect.name == "sqlite":
        migrate_file(Path(str(engine.url.database)))
        return
    with engine.connect().execution_options(**WRITES) as connection, connection.begin():
        lock_named(connection, "schema")
        match _version(connection):
            case "":
                metadata.create_all(connection)
                stamp(connection)
            case version if version != HEAD:
                migrate(connection)


def _version(connection: Connection) -> str:
    """Which migration the tables stand at. Raises StoreNewer."""
    version = version_of(connection)
    if version is not None:
        if version > HEAD:
            raise StoreNewer(WHERE)
        return version
    is_file = connection.dialect.name == "sqlite"
    if is_file and connection.exec_driver_sql("PRAGMA user_version").scalar_one() > _LAST_BEFORE_MIGRATIONS:
        raise StoreNewer(WHERE)
    if not inspect(connection).has_table(facts.name):
        return _EMPTY
    if not is_file:
        raise StoreUnreadable("tables of another program are there")
    return _BEFORE_MIGRATIONS
