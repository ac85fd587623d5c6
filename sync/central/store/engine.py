"""Open the centre's database, and the two kinds of transaction: one that reads, one that writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from sync.central.store import postgres, sqlite_file
from sync.central.store.tables import facts
from sync.central.store.translate import translated
from sync.central.store.upgrade import bring_up
from sync.errors import InvalidInput

_MAKERS = {"sqlite": sqlite_file.sqlite_engine, "postgresql": postgres.postgres_engine}


def open_store(url: str) -> Engine:
    """The database at `url` (sqlite:///FILE or postgresql://…), made with its tables where there are none.

    Raises InvalidInput, DiskFull, StoreUnreadable, StoreUnreachable, or StoreNewer for one of a later version.
    """
    engine = _engine_for(_parsed(url))
    try:
        with translated():
            bring_up(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def holds_tables(url: str) -> bool:
    """Whether the database at `url` is in use already; nothing is made. Raises as `open_store`."""
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        return sqlite_file.has_content(parsed)
    engine = _engine_for(parsed)
    try:
        with translated(), engine.connect() as connection:
            return inspect(connection).has_table(facts.name)
    finally:
        engine.dispose()


def is_shared(engine: Engine) -> bool:
    """Whether several workers may use the database at once: a server, not a file."""
    return engine.dialect.name == "postgresql"


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view; nothing may be written. Raises the StoreError tree."""
    options = postgres.READS if is_shared(engine) else {}
    with translated(), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: everything or nothing, durable when the block has been left. Raises the StoreError tree.

    A SQLite file is locked from the start, so that what was read is still so at the commit. On a server there are
    other writers: lock what you judge (`lock_named`, `with_for_update`) before you read it.
    """
    with translated(), engine.connect().execution_options(**sqlite_file.WRITES) as connection, connection.begin():
        yield connection


def _parsed(url: str) -> URL:
    try:
        url.encode()
        return make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: no text, or no address of a host
        raise InvalidInput("--db is not a database address such as sqlite:///centre.db") from error


def _engine_for(url: URL) -> Engine:
    maker = _MAKERS.get(url.get_backend_name())
    if maker is None:
        raise InvalidInput("the centre keeps its record in --db sqlite:///FILE or --db postgresql://HOST/NAME")
    return maker(url)
