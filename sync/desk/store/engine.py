"""SQLCipher through SQLAlchemy: WAL, synchronous=FULL, one writer at a time, and errors in the package's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2 as driver

from sync.errors import DiskFull, StoreError, StoreLocked, StoreUnreadable

_BUSY_SECONDS = 10
_PAGES_AT_ONCE = 500
_CHECKPOINT_PAGES = 10_000
"""Far above a morning's scans: the log is folded in when the desk is idle, so that a scan costs one flush."""


def open_engine(path: Path, key: bytes, busy_seconds: float = _BUSY_SECONDS) -> Engine:
    """An engine over the encrypted file at `path` (made when missing). `key`: 32 raw bytes. Nothing is read yet.

    A writer waits `busy_seconds` for another one.
    """
    engine = create_engine(
        URL.create("sqlite+pysqlcipher", password=f"x'{key.hex()}'", database=str(path)),
        poolclass=QueuePool,
        pool_size=4,
        connect_args={"check_same_thread": False, "timeout": busy_seconds},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def open_still(path: Path, key: bytes) -> Engine:
    """An engine over a copy that nobody writes, from any medium: it reads and leaves no file beside it."""
    engine = create_engine(
        URL.create(
            "sqlite+pysqlcipher",
            password=f"x'{key.hex()}'",
            database=path.absolute().as_uri(),
            query={"mode": "ro", "immutable": "1", "uri": "true"},
        ),
        poolclass=NullPool,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up_still)
    event.listen(engine, "begin", _begin)
    return engine


def copy_into(tx: Connection, target: Path, key: bytes, going_on: Callable[[], object]) -> None:
    """The database as `tx`, which only reads, sees it, into the empty file `target`, under the same key; not flushed.

    `going_on` is called again and again and may raise. Raises the StoreError tree.
    """
    source: Any = tx.connection.driver_connection
    same_key = f"key = \"x'{key.hex()}'\""
    with translated(), closing(driver.connect(str(target))) as copy:
        for pragma in (same_key, "cipher_log_level = NONE", "journal_mode = OFF", "synchronous = OFF"):
            copy.execute(f"PRAGMA {pragma}").close()
        source.backup(copy, pages=_PAGES_AT_ONCE, progress=lambda *_: going_on())


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write. It takes the writer's place at once, so that nothing read in it goes stale."""
    with translated(), engine.connect() as connection:
        tx = connection.execution_options(voucherdesk_writes=True)
        with tx.begin():
            yield tx


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction over an unchanging view."""
    with translated(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def translated() -> Iterator[None]:
    """SQLAlchemy's errors as ours. The database's own words name no values; statements and parameters stay out."""
    try:
        yield
    except DatabaseError as error:
        raise _translate(str(error.orig)) from error
    except driver.DatabaseError as error:
        raise _translate(str(error)) from error


def _translate(words: str) -> StoreError:
    if "locked" in words or "busy" in words:
        return StoreLocked()
    if "full" in words or "disk I/O" in words or "readonly" in words or "unable to open" in words:
        return DiskFull(words)
    if "no such" in words:
        return StoreUnreadable(words)
    if "not a database" in words or "malformed" in words or "hmac" in words:
        return StoreUnreadable()
    return StoreError(words)


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event opens transactions, see _begin
    for pragma in (
        "cipher_log_level = NONE",  # else a wrong key puts lines of SQLCipher's own on stderr, beside our one
        "journal_mode = WAL",
        "synchronous = FULL",
        f"wal_autocheckpoint = {_CHECKPOINT_PAGES}",
        "temp_store = MEMORY",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _set_up_still(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA cipher_log_level = NONE").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("voucherdesk_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
