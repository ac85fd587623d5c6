"""Bring a record to this program's tables: a copy of it is kept, another one goes first, only then the record itself.

From the first look to the commit no other program writes; one that opens meanwhile waits. Whatever stops it, power
included, the record opens again as it was or as it should be.
"""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path

from sqlalchemy import Connection, text

from sync.desk.store.backup import write_backup
from sync.desk.store.contents import fingerprint, read_version
from sync.desk.store.durable import make_empty, remove
from sync.desk.store.engine import copy_into, open_engine, reading, translated, writing
from sync.desk.store.place import backups_of
from sync.errors import StoreError, StoreForeign, StoreNewer

HEAD = "0003"
"""The migration this program's tables stand at; a test compares it with the scripts and with the tables."""
MIGRATIONS = Path(__file__).parent / "migrations"
_PATIENCE_SECONDS = 120
"""Longer than another program needs to bring a large record up to date."""
_SIDE_FILES = ("", "-wal", "-shm", "-journal")


def check_version(version: str | None) -> bool:
    """Whether the record stands where this program does. Raises StoreNewer when it stands further."""
    if version is not None and version > HEAD:
        raise StoreNewer(f"store {version}, program {HEAD}")
    return version == HEAD


def upgrade(path: Path, key: bytes) -> None:
    """Bring the record at `path` to HEAD; an empty one gets its tables.

    Raises StoreError when the scripts change a fact, and the rest of its tree; then the record is as it was.
    """
    engine = open_engine(path, key, _PATIENCE_SECONDS)
    try:
        with writing(engine) as tx:
            version = read_version(tx)
            if check_version(version):
                return  # by another program, while this one waited
            if version is None:
                _make(tx)
            else:
                with reading(engine) as still:  # a copy cannot be made through a connection that writes
                    write_backup(still, _free_name(backups_of(path)), key)
                    _try_on_copy(still, path, key)
                _run_scripts(tx)
    finally:
        engine.dispose()


def _make(tx: Connection) -> None:
    if tx.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one():
        raise StoreForeign("a database of another program")
    _run_scripts(tx)


def _try_on_copy(tx: Connection, path: Path, key: bytes) -> None:
    trial = path.with_name(f"{path.name}.trial")
    _remove(trial)
    try:
        make_empty(trial)
        copy_into(tx, trial, key, lambda: None)
        engine = open_engine(trial, key)
        try:
            with writing(engine) as on_trial:
                _run_scripts(on_trial)
        finally:
            engine.dispose()
    finally:
        _remove(trial)


def _run_scripts(tx: Connection) -> None:
    from alembic import command  # noqa: PLC0415  only needed once per version; the window opens faster without
    from alembic.config import Config  # noqa: PLC0415  as above

    before = fingerprint(tx) if read_version(tx) else None
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = tx
    with translated():
        command.upgrade(config, "head")
    if before is not None and fingerprint(tx) != before:
        raise StoreError("the migration changed facts")


def _free_name(folder: Path) -> Path:
    """An older copy is never written over."""
    names = (folder / f"before-{HEAD}{number}.db" for number in chain([""], (f"-{n}" for n in count(2))))
    return next(name for name in names if not name.exists())


def _remove(trial: Path) -> None:
    for suffix in _SIDE_FILES:
        remove(Path(f"{trial}{suffix}"))
