"""Bring a record to this program's tables, or back to an earlier one's: a copy of it is kept, another one goes first,
only then the record itself.

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
from sync.errors import InvalidInput, StoreError, StoreForeign, StoreNewer

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
                    write_backup(still, _free_name(path, f"before-{HEAD}"), key)
                    _try_on_copy(still, path, key, HEAD)
                _run_scripts(tx, HEAD)
    finally:
        engine.dispose()


def go_back(path: Path, key: bytes, version: str) -> tuple[str, Path | None]:
    """Bring the record at `path` to the tables of an earlier program; every fact stays, what is newer in form goes.

    Returns where it stood, and the copy of it that is kept; None when it stood no further and nothing was done.
    Raises InvalidInput for a version that is none, and as `upgrade`.
    """
    if version not in versions():
        raise InvalidInput(f"there is no form {version}; the record's forms are {versions()[0]} to {HEAD}")
    engine = open_engine(path, key, _PATIENCE_SECONDS)
    try:
        with writing(engine) as tx:
            stands = read_version(tx)
            check_version(stands)
            if stands is None or stands <= version:
                return stands or "", None
            with reading(engine) as still:
                kept = _free_name(path, f"before-going-back-to-{version}")
                write_backup(still, kept, key)
                _try_on_copy(still, path, key, version)
            _run_scripts(tx, version)
        return stands, kept
    finally:
        engine.dispose()


def versions() -> list[str]:
    """Every form a record has had, oldest first."""
    return sorted(script.name.partition("_")[0] for script in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _make(tx: Connection) -> None:
    if tx.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one():
        raise StoreForeign("a database of another program")
    _run_scripts(tx, HEAD)


def _try_on_copy(tx: Connection, path: Path, key: bytes, version: str) -> None:
    trial = path.with_name(f"{path.name}.trial")
    _remove(trial)
    try:
        make_empty(trial)
        copy_into(tx, trial, key, lambda: None)
        engine = open_engine(trial, key)
        try:
            with writing(engine) as on_trial:
                _run_scripts(on_trial, version)
        finally:
            engine.dispose()
    finally:
        _remove(trial)


def _run_scripts(tx: Connection, version: str) -> None:
    from alembic import command  # noqa: PLC0415  only needed once per version; the window opens faster without
    from alembic.config import Config  # noqa: PLC0415  as above

    stands = read_version(tx)
    before = fingerprint(tx) if stands else None
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = tx
    with translated():
        move = command.downgrade if stands and stands > version else command.upgrade
        move(config, version)
    if before is not None and fingerprint(tx) != before:
        raise StoreError("the migration changed facts")


def _free_name(path: Path, stem: str) -> Path:
    """Among the record's backups; an older copy is never written over."""
    names = (backups_of(path) / f"{stem}{number}.db" for number in chain([""], (f"-{n}" for n in count(2))))
    return next(name for name in names if not name.exists())


def _remove(trial: Path) -> None:
    for suffix in _SIDE_FILES:
        remove(Path(f"{trial}{suffix}"))
