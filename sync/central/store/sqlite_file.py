"""The embedded database: one file that only its owner may read, WAL with a flush per commit, one writer at a time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from sync.central.store.translate import WHERE
from sync.errors import DiskFull, InvalidInput

WRITES = {"writes": True}
_BUSY_SECONDS = 10


def sqlite_engine(url: URL) -> Engine:
    """An engine over the file that `url` names, made where there is none. Raises InvalidInput or DiskFull."""
    if url.database in (None, "", ":memory:"):
        raise InvalidInput("the centre keeps its record in a file: --db sqlite:///FILE")
    path = Path(str(url.database))
    make_private(path)
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True)  # parameters are personal data
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def has_content(url: URL) -> bool:
    """Whether there is a file with anything in it. Raises DiskFull."""
    try:
        return bool(url.database) and Path(str(url.database)).stat().st_size > 0
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise DiskFull(WHERE) from error


def make_private(path: Path) -> None:
    """An empty file at `path` unless there is one; only its owner may read it. Raises DiskFull."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # it holds the centre's keys
    except OSError as error:
        raise DiskFull(WHERE) from error


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
