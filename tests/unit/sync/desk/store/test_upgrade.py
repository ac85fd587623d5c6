"""A record of an earlier release is brought up to date: on a copy first, its facts untouched, the old file kept."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from sync.desk.store import facts
from sync.desk.store.backup import check_backup
from sync.desk.store.contents import read_contents, read_version
from sync.desk.store.engine import open_engine, open_still, reading, writing
from sync.desk.store.place import backups_of
from sync.desk.store.store import Store
from sync.desk.store.upgrade import HEAD, go_back, versions
from sync.errors import BackupUnusable, InvalidInput, StoreError, StoreNewer
from tests.fakes.site import STORE_KEY

STORES = sorted((Path(__file__).parents[4] / "data" / "stores").glob("*.db"))
_FACTS = text("SELECT id, epoch, seq, type, header, payload, hash FROM facts ORDER BY epoch, seq")


def test_there_is_a_store_of_every_release_before_this_one() -> None:
    assert [path.stem for path in STORES] == [f"{number:04}" for number in range(1, int(HEAD))]


@pytest.fixture(params=STORES, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an old release's store, where a record lies."""
    path = tmp_path / "record.db"
    shutil.copy(request.param, path)
    return path


def rows_of(path: Path) -> list[tuple[object, ...]]:
    engine = open_still(path, STORE_KEY)
    with reading(engine) as tx:
        rows = [tuple(row) for row in tx.execute(_FACTS)]
    engine.dispose()
    return rows


def test_its_facts_are_the_same_byte_for_byte_and_what_waits_is_known(old: Path) -> None:
    before = rows_of(old)
    engine = open_still(old, STORE_KEY)
    with reading(engine) as tx:
        contents = read_contents(tx)
    engine.dispose()
    store = Store.open(old, STORE_KEY)
    with store.read() as tx:
        assert read_version(tx) == HEAD
        assert [tuple(row) for row in tx.execute(_FACTS)] == before
        assert read_contents(tx) == contents
        assert facts.count_unsettled(tx) == len(facts.unsettled(tx, 100)) == contents.pending == 10
        assert facts.broken_links(tx) == []
    store.close()


def test_the_old_file_stays_among_the_backups_and_nothing_else_is_left(old: Path) -> None:
    before = rows_of(old)
    Store.open(old, STORE_KEY).close()
    kept = backups_of(old) / f"before-{HEAD}.db"
    assert rows_of(kept) == before
    assert check_backup(kept, STORE_KEY).facts == len(before)
    assert {path.name for path in old.parent.rglob("*") if path.is_file()} == {"record.db", kept.name}


def test_an_older_copy_is_not_written_over(old: Path) -> None:
    backups_of(old).mkdir()
    earlier = backups_of(old) / f"before-{HEAD}.db"
    earlier.write_bytes(b"kept")
    Store.open(old, STORE_KEY).close()
    assert earlier.read_bytes() == b"kept"
    assert len(rows_of(backups_of(old) / f"before-{HEAD}-2.db")) == 16


def test_a_damaged_record_is_not_migrated(old: Path) -> None:
    broken = bytearray(old.read_bytes())
    broken[4096 * 12 + 100] ^= 1
    old.write_bytes(broken)
    with pytest.raises(StoreError):
        Store.open(old, STORE_KEY)
    assert old.read_bytes() == bytes(broken)
    assert not (backups_of(old) / f"before-{HEAD}.db").exists()


def test_a_migration_that_changes_a_fact_is_taken_back(old: Path) -> None:
    """A trigger stands for a script with a mistake: it changes a fact as soon as one of the new tables is filled."""
    engine = open_engine(old, STORE_KEY)
    with writing(engine) as tx:
        tx.execute(
            text(
                "CREATE TRIGGER mistake AFTER UPDATE ON alembic_version BEGIN "
                "UPDATE facts SET hash = x'00' WHERE seq = 1; END"
            )
        )
        version = read_version(tx)
    engine.dispose()
    before = rows_of(old)
    with pytest.raises(StoreError, match="changed facts"):
        Store.open(old, STORE_KEY)
    engine = open_engine(old, STORE_KEY)
    with reading(engine) as tx:
        assert read_version(tx) == version
    engine.dispose()
    assert rows_of(old) == before


def test_a_newer_record_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    store = Store.open(path, STORE_KEY)
    with store.write() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    store.close()
    before = path.read_bytes()
    with pytest.raises(StoreNewer):
        Store.open(path, STORE_KEY)
    assert path.read_bytes() == before
    with pytest.raises(BackupUnusable, match="newer"):
        check_backup(path, STORE_KEY, HEAD)


def _open(path: Path) -> None:
    Store.open(path, STORE_KEY).close()


def test_of_two_programs_that_open_it_at_once_one_migrates(old: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    both = [spawn.Process(target=_open, args=(old,)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(30)
    assert [process.exitcode for process in both] == [0, 0]
    assert [path.name for path in backups_of(old).iterdir()] == [f"before-{HEAD}.db"]


_OPEN_IT = "import sys; from pathlib import Path; from sync.desk.store.store import Store;" + (
    "print('go', flush=True); Store.open(Path(sys.argv[1]), bytes(range(32)))"
)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a Unix thing")
@pytest.mark.parametrize("after_ms", [120, 300])
def test_killed_while_it_migrates_it_opens_again(old: Path, after_ms: int) -> None:
    before = rows_of(old)
    child = subprocess.Popen([sys.executable, "-c", _OPEN_IT, str(old)], stdout=subprocess.PIPE, env=dict(os.environ))
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(after_ms / 1000)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    store = Store.open(old, STORE_KEY)
    with store.read() as tx:
        assert read_version(tx) == HEAD
        assert [tuple(row) for row in tx.execute(_FACTS)] == before
    store.close()
    assert list(old.parent.glob("*.trial*")) == []


def test_a_plain_database_with_the_tables_of_nobody(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    engine = open_engine(path, STORE_KEY)
    with writing(engine) as tx:
        tx.execute(text("CREATE TABLE somebody_elses (id INTEGER)"))
    engine.dispose()
    with pytest.raises(StoreError) as told:
        Store.open(path, STORE_KEY)
    assert told.value.code == "D07"


def tables_of(path: Path) -> dict[tuple[str, str], object]:
    """Columns of each table; the words of every index and trigger."""
    engine = open_still(path, STORE_KEY)
    with reading(engine) as tx:
        everything = tx.execute(text("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")).all()
        told: dict[tuple[str, str], object] = {
            (kind, name): [tuple(row)[1:] for row in tx.execute(text(f"PRAGMA table_info({name})"))]
            if kind == "table"
            else " ".join((sql or "").split())
            for kind, name, sql in everything
        }
    engine.dispose()
    return told


def test_a_record_goes_back_to_the_very_tables_of_before_with_every_fact(old: Path) -> None:
    before, tables, version = rows_of(old), tables_of(old), old_version(old)
    Store.open(old, STORE_KEY).close()
    newer = tables_of(old)
    assert newer != tables
    stood, kept = go_back(old, STORE_KEY, version)
    assert stood == HEAD
    assert kept is not None
    assert tables_of(kept) == newer
    assert tables_of(old) == tables
    assert old_version(old) == version
    assert rows_of(old) == before
    assert go_back(old, STORE_KEY, version) == (version, None)  # asked once more: nothing to do
    store = Store.open(old, STORE_KEY)  # and forward again
    with store.read() as tx:
        assert read_version(tx) == HEAD
        assert facts.count_unsettled(tx) == 10
    store.close()
    assert rows_of(old) == before
    assert not list(old.parent.glob("*.trial*"))


def old_version(path: Path) -> str:
    engine = open_still(path, STORE_KEY)
    with reading(engine) as tx:
        found = read_version(tx)
    engine.dispose()
    assert found is not None
    return found


@pytest.mark.parametrize("form", ["0000", "9999", "head", "", "0001; DROP TABLE facts"])
def test_a_form_that_is_none_changes_nothing(old: Path, form: str) -> None:
    before = old.read_bytes()
    with pytest.raises(InvalidInput, match=f"forms are 0001 to {HEAD}"):
        go_back(old, STORE_KEY, form)
    assert old.read_bytes() == before


def test_every_form_but_the_first_can_be_left() -> None:
    assert versions()[-1] == HEAD
    assert versions() == sorted({*versions(), *(path.stem for path in STORES)})
