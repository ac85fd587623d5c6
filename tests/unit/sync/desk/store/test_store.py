"""Opening the record, and what stands in the way; errors come in the package's own words."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from sync.desk.store import kept, tables
from sync.desk.store.engine import open_engine, writing
from sync.desk.store.store import Store
from sync.desk.store.upgrade import HEAD, MIGRATIONS
from sync.errors import DiskFull, StoreError, StoreForeign, StoreLocked, StoreNewer, StoreUnreadable

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the record lies: a folder with a space and Chinese in its name, made when first needed."""
    return tmp_path / "前台 记录" / "record.db"


def test_what_is_written_is_there_again(path: Path) -> None:
    store = Store.open(path, KEY)
    with store.write() as tx:
        kept.put(tx, "colour", "green")
    store.tidy()
    store.close()
    again = Store.open(path, KEY)
    with again.read() as tx:
        assert kept.get(tx, "colour") == "green"
    again.close()


def test_the_file_tells_nothing_without_the_key(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store = Store.open(path, KEY)
    with store.write() as tx:
        kept.put(tx, "colour", "a secret shade of green")
    store.close()
    assert b"secret shade" not in path.read_bytes()
    assert b"SQLite format" not in path.read_bytes()
    with pytest.raises(StoreUnreadable):
        Store.open(path, bytes(32))
    assert capfd.readouterr() == ("", "")


def test_a_file_that_is_no_record(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(StoreForeign):
        Store.open(path, KEY)
    assert path.read_bytes().startswith(b"not a database")


def test_a_record_of_a_newer_program_is_left_alone(path: Path) -> None:
    store = Store.open(path, KEY)
    with store.write() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreNewer):
        Store.open(path, KEY)


def test_an_act_that_fails_leaves_nothing(path: Path) -> None:
    store = Store.open(path, KEY)
    with suppress(RuntimeError), store.write() as tx:
        kept.put(tx, "half", "done")
        raise RuntimeError
    with store.read() as tx:
        assert kept.get(tx, "half") is None
    store.close()


def test_it_flushes_and_keeps_a_log(path: Path) -> None:
    store = Store.open(path, KEY)
    with store.read() as tx:
        assert tx.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert tx.execute(text("PRAGMA synchronous")).scalar_one() == 2
    store.close()


def test_another_writer_is_waited_for_and_then_named(path: Path) -> None:
    Store.open(path, KEY).close()
    patient, hasty = open_engine(path, KEY), open_engine(path, KEY, busy_seconds=0.2)
    with writing(patient), pytest.raises(StoreLocked), writing(hasty):
        pass
    written = threading.Event()
    with writing(patient) as tx:
        thread = threading.Thread(target=_write_one, args=(path, written))
        thread.start()
        kept.put(tx, "first", "1")
        assert not written.wait(0.3)
    assert written.wait(5)
    thread.join()
    patient.dispose()
    hasty.dispose()


def _write_one(path: Path, written: threading.Event) -> None:
    store = Store.open(path, KEY)
    with store.write() as tx:
        kept.put(tx, "second", "2")
    written.set()
    store.close()


FILL = """
import resource, signal, sys
from pathlib import Path
from sync.desk.store import kept
from sync.desk.store.store import Store
from sync.errors import DiskFull
store = Store.open(Path(sys.argv[1]), bytes(range(32)))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
said = 0
try:
    for number in range(1000):
        with store.write() as tx:
            kept.put(tx, f"n{number}", "x" * 5000)
        said = number + 1
except DiskFull as error:
    print(said, error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a Unix thing")
def test_a_full_disk_is_told_and_nothing_said_is_lost(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path)], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    said, code = done.stdout.split()
    assert code == "D04"
    assert int(said) > 10
    store = Store.open(path, KEY)
    with store.read() as tx:
        names = tx.execute(text("SELECT count(*) FROM kept WHERE name LIKE 'n%'")).scalar_one()
    store.close()
    assert names == int(said)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DiskFull):
        Store.open(tmp_path / "file" / "record.db", KEY)


def test_errors_name_no_values(path: Path) -> None:
    store = Store.open(path, KEY)
    with pytest.raises(StoreError) as failed, store.write() as tx:
        tx.execute(text("INSERT INTO kept (name, value) VALUES (:name, NULL)"), {"name": "王小明"})
    assert "王小明" not in str(failed.value)
    assert "王小明" not in repr(failed.value.__cause__)
    with pytest.raises(StoreUnreadable), store.read() as tx:
        tx.execute(text("SELECT * FROM nowhere"))
    store.close()


def test_the_scripts_make_the_tables_this_program_knows(path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
    store = Store.open(path, KEY)
    with store.read() as tx:
        assert compare_metadata(MigrationContext.configure(tx), tables.metadata) == []
    store.close()


def test_the_scripts_stand_alone() -> None:
    for script in (MIGRATIONS / "versions").glob("*.py"):
        tree = ast.parse(script.read_text("utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not any(name.split(".")[0] in ("sync", "desktop", "scanner", "resources") for name in names)
