"""Open the centre's database: WAL with a flush per commit, one writer at a time, the others wait."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, ProgrammingError

from sync.central.store.tables import metadata
from sync.errors import DiskFull, InvalidInput, StoreError, StoreLocked, StoreNewer, StoreUnreadable

SCHEMA_VERSION = 2
_TO_VERSION_2 = (
    "INSERT INTO undos (device, fact_id, undone_by)"
    " SELECT facts.device, fact_id, undone_by FROM undone_facts JOIN facts ON facts.id = undone_by",
    "DROP TABLE undone_facts",
)
_BUSY_SECONDS = 10
_WRITES = {"writes": True}
_WHERE = "the centre's database"
_SAYINGS: tuple[tuple[str, type[StoreError]], ...] = (
    ("locked", StoreLocked),
    ("full", DiskFull),
    ("readonly", DiskFull),
    ("disk I/O", DiskFull),
    ("unable to open", DiskFull),
)


def open_store(url: str) -> Engine:
    """The database at `url` (sqlite:///FILE), made with its tables where there is none.

    Raises InvalidInput, DiskFull, StoreUnreadable, or StoreNewer for a file of a later version.
    """
    engine = create_engine(f"sqlite:///{_private_file(url)}", hide_parameters=True)  # parameters are personal data
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        with writing(engine) as connection:
            _bring_up(connection)
    except StoreError:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view; nothing may be written. Raises the StoreError tree."""
    with _translated(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction; the lock is taken at its start, so that what was read is still so when it commits.

    Raises the StoreError tree.
    """
    with _translated(), engine.connect().execution_options(**_WRITES) as connection, connection.begin():
        yield connection


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise  # ours, not the file's
    except DatabaseError as error:
        said = str(error.orig)
        kind = next((kind for words, kind in _SAYINGS if words in said), StoreUnreadable)
        raise kind(_WHERE) from error


def _private_file(url: str) -> Path:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise InvalidInput("--db is not a database address such as sqlite:///centre.db") from error
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        raise InvalidInput("the centre keeps its record in a SQLite file: --db sqlite:///FILE")
    path = Path(str(parsed.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # it holds the centre's keys
    except OSError as error:
        raise DiskFull(_WHERE) from error
    return path


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, never by the driver
    for pragma in (
        f"busy_timeout = {_BUSY_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up(connection: Connection) -> None:
    found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if found > SCHEMA_VERSION:
        raise StoreNewer(_WHERE)
    if found == SCHEMA_VERSION:
        return
    metadata.create_all(connection)  # all tables, or those that an older file lacks
    for statement in _TO_VERSION_2 if found else ():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
