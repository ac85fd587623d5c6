"""What the centre remembers between requests, and no longer than needed; the state of its database."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from sync.central.askers.enrolment_codes import ALPHABET
from sync.central.askers.nonces import MAX_SKEW, nonces_for
from sync.central.askers.wrong_tries import MAX_WRONG, WRONG_WINDOW, wrong_tries_for
from sync.central.centre import Centre
from sync.central.store.bulk import insert_many
from sync.central.store.engine import open_store, reading, writing
from sync.central.store.location import default_url
from sync.central.store.tables import receipts
from sync.errors import DiskFull, StoreUnreadable
from sync.protocol.joining import code_digest
from tests.fakes.postgres import PostgresServer
from tests.unit.sync.central.conftest import SetTime


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    engine = open_store(store_url)
    yield engine
    engine.dispose()


def test_a_nonce_is_fresh_once_per_device_and_forgotten_in_time(store: Engine) -> None:
    time = SetTime()
    nonces = nonces_for(store, time)
    assert nonces.is_fresh("D-1", "a")
    assert not nonces.is_fresh("D-1", "a")
    assert nonces.is_fresh("D-2", "a")
    time.go_on(2 * MAX_SKEW)
    assert not nonces.is_fresh("D-1", "a")  # an assertion made a little ahead may still be believed
    time.go_on(timedelta(minutes=1, seconds=1))  # old ones are swept once a minute
    assert nonces.is_fresh("D-1", "a")


def test_workers_at_one_server_know_of_each_others_requests(postgres: PostgresServer) -> None:
    url, time = postgres.fresh_database(), SetTime()
    workers = [open_store(url), open_store(url)]
    first, second = (nonces_for(worker, time) for worker in workers)
    assert first.is_fresh("D-1", "a")
    assert not second.is_fresh("D-1", "a")
    here, there = (wrong_tries_for(worker, time) for worker in workers)
    for _ in range(MAX_WRONG):
        here.note_wrong("somewhere")
    assert there.wait_for("somewhere") == WRONG_WINDOW
    for worker in workers:
        worker.dispose()


def test_of_many_who_make_the_same_request_at_once_one_is_the_first(store: Engine) -> None:
    nonces = nonces_for(store, SetTime())
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: nonces.is_fresh("D-1", f"n{number // 8}"), range(64)))
    assert sum(found) == 8


def test_wrong_codes_make_one_source_wait(store: Engine) -> None:
    time = SetTime()
    tries = wrong_tries_for(store, time)
    for _ in range(MAX_WRONG):
        assert tries.wait_for("here") is None
        tries.note_wrong("here")
    assert tries.wait_for("here") == WRONG_WINDOW
    assert tries.wait_for("elsewhere") is None
    time.go_on(WRONG_WINDOW)
    assert tries.wait_for("here") is None


def test_codes_have_no_characters_that_look_alike() -> None:
    assert not set("01IOL") & set(ALPHABET)
    assert code_digest("abcd-efgh 2345") == code_digest("ABCDEFGH2345")
    assert code_digest("ABCDEFGH2345") != code_digest("ABCDEFGH2346")


def test_keys_survive_a_restart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'centre.db'}"
    first, second = Centre.open(url), Centre.open(url)
    assert first.keys.roots == second.keys.roots
    assert first.keys.answers.public() == second.keys.answers.public()
    first.close()
    second.close()


def test_every_commit_is_flushed_and_keys_between_tables_hold(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'centre.db'}")
    with reading(store) as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous")]
        assert found == ["wal", 2]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    store.dispose()


def test_a_file_changed_by_somebody_is_told_as_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "centre.db"
    store = open_store(f"sqlite:///{path}")
    with sqlite3.connect(path) as other:
        other.execute("DROP TABLE staff")
    other.close()
    with pytest.raises(StoreUnreadable), writing(store) as connection:
        connection.exec_driver_sql("SELECT * FROM staff")
    store.dispose()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DiskFull):
        open_store(f"sqlite:///{tmp_path / 'file' / 'centre.db'}")


def test_columns_are_named_in_the_tables_order(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'centre.db'}")
    with pytest.raises(ValueError, match="order"), writing(store) as connection:
        insert_many(connection, receipts, ("body", "fact_id", "outcome"), [("", "", "")])
    store.dispose()


def test_the_database_goes_where_everything_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOUCHERDESK_HOME", str(tmp_path))
    assert default_url() == f"sqlite:///{tmp_path}/centre.db"
    monkeypatch.delenv("VOUCHERDESK_HOME")
    assert default_url().endswith("centre.db")
