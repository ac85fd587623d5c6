"""Bring a database to this program's tables."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect

from sync.central.store.locks import lock_named
from sync.central.store.sqlite_file import WRITES
from sync.central.store.tables import metadata
from sync.central.store.translate import WHERE
from sync.errors import StoreNewer

SCHEMA_VERSION = 2
_TO_VERSION_2 = (
    "INSERT INTO undos (device, fact_id, undone_by)"
    " SELECT facts.device, fact_id, undone_by FROM undone_facts JOIN facts ON facts.id = undone_by",
    "DROP TABLE undone_facts",
)


def bring_up(engine: Engine) -> None:
    """Make the tables where there are none. Raises StoreNewer."""
    with engine.connect().execution_options(**WRITES) as connection, connection.begin():
        if engine.dialect.name == "sqlite":
            _bring_up(connection)
        else:
            lock_named(connection, "schema")
            if not inspect(connection).has_table("facts"):
                metadata.create_all(connection)


def _bring_up(connection: Connection) -> None:
    found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if found > SCHEMA_VERSION:
        raise StoreNewer(WHERE)
    if found == SCHEMA_VERSION:
        return
    metadata.create_all(connection)  # all tables, or those that an older file lacks
    for statement in _TO_VERSION_2 if found else ():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
