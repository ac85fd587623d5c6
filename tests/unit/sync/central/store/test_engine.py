"""The two kinds of transaction on both databases, and what is said when one fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, text, update
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError

from sync.central.centre import Centre
from sync.central.store.among import among
from sync.central.store.bulk import insert_many, update_many
from sync.central.store.engine import open_store, reading, writing
from sync.central.store.locks import lock_named
from sync.central.store.tables import documents, institutions, punches, request_nonces, resolutions, trainees
from sync.errors import DiskFull, InvalidInput, StoreLocked, StoreUnreachable
from tests.fakes.postgres import PostgresServer

_ID_NUMBER = "990000199001010019"


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    engine = open_store(store_url)
    yield engine
    engine.dispose()


@pytest.fixture
def server_store(postgres: PostgresServer) -> Iterator[Engine]:
    engine = open_store(postgres.fresh_database())
    yield engine
    engine.dispose()


def _put(store: Engine, *ids: str) -> None:
    with writing(store) as connection:
        connection.execute(insert(institutions), [{"id": id_, "name": id_, "suspended": False} for id_ in ids])


def test_a_reader_sees_one_state(store: Engine) -> None:
    _put(store, "I-1")
    with reading(store) as connection:
        first = connection.scalars(select(institutions.c.id)).all()
        _put(store, "I-2")
        assert connection.scalars(select(institutions.c.id)).all() == first == ["I-1"]


def test_a_server_refuses_to_write_for_a_reader(server_store: Engine) -> None:
    with pytest.raises(DiskFull), reading(server_store) as connection:
        connection.execute(text("DELETE FROM institutions"))


def test_what_fails_leaves_nothing(store: Engine) -> None:
    with pytest.raises(IntegrityError):
        _put(store, "I-1", "I-2", "I-1")
    with reading(store) as connection:
        assert connection.execute(select(institutions)).all() == []


def test_many_rows_are_inserted_replaced_and_changed(store: Engine) -> None:
    columns = ("device", "nonce", "at")
    with writing(store) as connection:
        insert_many(connection, request_nonces, columns, [("D-1", f"n{number}", number) for number in range(600)])
        insert_many(connection, request_nonces, columns, [("D-1", "n1", 7), ("D-1", "new", 8)], replace=True)
        insert_many(connection, request_nonces, columns, [])
    with reading(store) as connection:
        wanted = among(request_nonces.c.nonce, ["n0", "n1", "n2", "new", "none"])
        found = {row.nonce: row.at for row in connection.execute(select(request_nonces).where(wanted))}
        assert connection.execute(select(request_nonces).where(among(request_nonces.c.nonce, []))).all() == []
    at = {nonce: datetime.fromtimestamp(micros / 1_000_000, UTC) for nonce, micros in (("n0", 0), ("n1", 7), ("n2", 2))}
    assert found == {**at, "new": datetime.fromtimestamp(8 / 1_000_000, UTC)}


def test_many_values_are_looked_up_by_the_index_and_the_table_is_not_read_through(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'centre.db'}")
    wanted = select(punches).where(among(punches.c.session_id, ["S-1"]) & among(punches.c.voucher_no, [1, 2]))
    with reading(store) as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {wanted.compile(store)}", ('["S-1"]', "[1, 2]")).all()
    store.dispose()
    assert plan[0].detail.startswith("SEARCH punches USING INDEX punches_by_place (session_id=? AND voucher_no=?)")


def test_rows_are_changed_by_their_first_column_none_included(store: Engine) -> None:
    _put(store, "I-1", "I-2", "I-3")
    columns = ("id", "name", "suspended")
    with writing(store) as connection:
        update_many(connection, institutions, columns, [("I-1", "one", True), ("I-3", "三", False)])
        update_many(connection, institutions, columns, [])
    with reading(store) as connection:
        rows = connection.execute(select(institutions.c.id, institutions.c.name, institutions.c.suspended)).all()
    assert sorted(rows) == [("I-1", "one", True), ("I-2", "I-2", False), ("I-3", "三", False)]


def test_columns_without_a_key_cannot_replace(server_store: Engine) -> None:
    with pytest.raises(ValueError, match="no key"), writing(server_store) as connection:
        insert_many(connection, resolutions, ("digest", "voucher_no"), [(b"", 1)], replace=True)


def test_writers_who_wait_for_each_other_are_told_to_come_again(server_store: Engine) -> None:
    _put(server_store, "I-1", "I-2")
    both_hold_one = threading.Barrier(2)
    found: list[str] = []

    def change(first: str, second: str) -> None:
        try:
            with writing(server_store) as connection:
                connection.execute(update(institutions).where(institutions.c.id == first).values(name="x"))
                both_hold_one.wait(10)
                connection.execute(update(institutions).where(institutions.c.id == second).values(name="x"))
        except StoreLocked:
            found.append("again")
        else:
            found.append("done")

    threads = [threading.Thread(target=change, args=pair) for pair in (("I-1", "I-2"), ("I-2", "I-1"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["again", "done"]


def test_a_name_is_held_until_the_transaction_ends(server_store: Engine) -> None:
    order: list[str] = []

    def second() -> None:
        with writing(server_store) as connection:
            lock_named(connection, "class:K-2", "class:K-1")
            order.append("second")

    thread = threading.Thread(target=second)
    with writing(server_store) as connection:
        lock_named(connection, "class:K-1")
        thread.start()
        with writing(server_store) as beside:
            lock_named(beside, "class:K-3")  # another name waits for nobody
        thread.join(0.3)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_a_long_list_of_names_is_locked_too(server_store: Engine) -> None:
    """A statement has no room for so many at once."""
    with writing(server_store) as connection:
        lock_named(connection, *(f"id_number:{number}" for number in range(2000)))
        held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        assert connection.scalar(text(held)) == 2000


def test_who_waits_too_long_is_told_to_come_again(server_store: Engine) -> None:
    with writing(server_store) as connection:
        lock_named(connection, "site:S-1")
        with pytest.raises(StoreLocked):
            _hold_soon(server_store, "site:S-1")


def _hold_soon(store: Engine, name: str) -> None:
    with writing(store) as connection:
        connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
        lock_named(connection, name)


def test_a_server_that_goes_away_is_said_to_be_out_of_reach_and_asked_again(
    postgres: PostgresServer, server_store: Engine
) -> None:
    with reading(server_store) as connection:
        own = connection.scalar(text("SELECT pg_backend_pid()"))
    postgres.run(f"SELECT pg_terminate_backend({own})")
    with pytest.raises(StoreUnreachable), reading(server_store) as connection:
        connection.execute(select(institutions))
    with reading(server_store) as connection:
        assert connection.execute(select(institutions)).all() == []


def test_no_server_at_all(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable) as caught:
        open_store(f"postgresql://somebody:secret@/centre?host={tmp_path}")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["mysql://here/centre", "nonsense", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(InvalidInput):
        open_store(url)


def test_what_does_not_fit_is_not_repeated_in_the_error(server_store: Engine) -> None:
    person = {"id": "T-1", "name": "孙试", "id_number": _ID_NUMBER, "phone": "199"}
    with writing(server_store) as connection:
        connection.execute(insert(trainees).values(person))
    with pytest.raises(IntegrityError) as caught, writing(server_store) as connection:
        connection.execute(insert(trainees).values({**person, "id": "T-2"}))
    assert _ID_NUMBER not in _all_that_is_said(caught.value)
    with pytest.raises(DataError) as badly, writing(server_store) as connection:
        connection.execute(text(f"SELECT CAST('{_ID_NUMBER}x' AS bigint)"))
    assert _ID_NUMBER not in _all_that_is_said(badly.value)


def _all_that_is_said(error: BaseException | None) -> str:
    """As a traceback in a log would say it."""
    said = ""
    while error is not None:
        said += f"{error!s} {error!r} "
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return said


def test_our_own_mistakes_stay_what_they_are(server_store: Engine) -> None:
    with pytest.raises(ProgrammingError), writing(server_store) as connection:
        connection.execute(text("SELECT nothing_like_this FROM institutions"))


def test_of_several_workers_that_open_an_empty_server_at_once_one_makes_it(postgres: PostgresServer) -> None:
    url = postgres.empty_database()
    start = threading.Barrier(4)

    def begin(_number: int) -> Centre:
        start.wait()
        return Centre.open(url)

    with ThreadPoolExecutor(4) as pool:
        centres = list(pool.map(begin, range(4)))
    assert len({centre.keys.answers.public().to_bytes() for centre in centres}) == 1
    with reading(centres[0].store) as connection:
        versions = connection.execute(select(documents.c.name, documents.c.version)).all()
    assert sorted({version for _, version in versions}) == [1]
    for centre in centres:
        centre.close()
