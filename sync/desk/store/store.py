"""The record of this PC: open it, read it, write it. One `write()` is one act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection, Engine, text

from sync.desk.store.engine import open_engine, reading, translated, writing
from sync.errors import DiskFull, StoreNewer

HEAD = "0002"
"""The migration this program's tables stand at; a test compares it with the scripts and with the tables."""
_LARGE_LOG_BYTES = 8 * 1024 * 1024
MIGRATIONS = Path(__file__).parent / "migrations"

Transaction: TypeAlias = Connection
"""What `read` and `write` hand out; the functions of this room take it, the rooms above only pass it on."""


class Store:
    """An open record. Safe to share between threads; each `read` or `write` has a connection of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, path: Path, key: bytes) -> Store:
        """Open or make the record at `path` with the raw 32-byte `key`.

        Raises StoreUnreadable (wrong key, damage), StoreNewer, DiskFull or StoreLocked.
        """
        with _folder_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
        engine = open_engine(path, key)
        try:
            _bring_up_to_date(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def read(self) -> AbstractContextManager[Connection]:
        """A transaction over an unchanging view."""
        return reading(self._engine)

    def write(self) -> AbstractContextManager[Connection]:
        """A transaction that writes all or nothing; durable when the block has been left."""
        return writing(self._engine)

    def tidy(self) -> None:
        """Fold the log into the file once it has grown; call when nobody waits.

        Not more often: the first scan after it costs a second flush, for the new head of the log.
        """
        log = Path(f"{self._engine.url.database}-wal")
        if not log.exists() or log.stat().st_size < _LARGE_LOG_BYTES:
            return
        with translated(), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            if driver is not None:
                driver.execute("PRAGMA wal_checkpoint(PASSIVE)").close()

    def close(self) -> None:
        """Give up all connections."""
        self._engine.dispose()


def _bring_up_to_date(engine: Engine) -> None:
    with reading(engine) as tx:
        made = tx.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")).scalar_one()
        version = tx.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none() if made else None
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise StoreNewer(f"store {version}, program {HEAD}")
    _migrate(engine)


def _migrate(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415  only needed once per version; the window opens faster without
    from alembic.config import Config  # noqa: PLC0415  as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with writing(engine) as tx:
        config.attributes["connection"] = tx
        command.upgrade(config, "head")


@contextmanager
def _folder_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DiskFull(type(error).__name__) from error
