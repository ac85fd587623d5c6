"""Three workers on one PostgreSQL, and one that is killed in the middle: nothing half done, nothing done twice."""

import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import insert, select

from sync.central.__main__ import main
from sync.central.centre import utc_now
from sync.central.move_voucher import lock_vouchers
from sync.central.settlement.audit import audit
from sync.central.settlement.make_batch import make_batches
from sync.central.store.engine import reading, writing
from sync.central.store.locks import lock_named
from sync.central.store.tables import eligibility_checks, payment_batches, payment_lines, sessions, subsidised
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import VoucherState
from tests.fakes.postgres import PostgresServer
from tests.unit.sync.central.settlement.bank import as_csv, bank_answer
from tests.unit.sync.central.settlement.conftest import COOKS, STANDARD_FEN, WELDERS, Term

_WORKERS = 3
_PATIENCE_S = 60.0
_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def store_url(postgres: PostgresServer) -> str:
    return postgres.fresh_database()


@pytest.fixture
def members(term: Term) -> list[VoucherNo]:
    """Of two classes that are over by every worker's clock; all passed."""
    term.time.at = utc_now()
    over = term.time() - timedelta(hours=1)
    term.change("sessions", starts=over - timedelta(hours=1), ends=over)
    numbers = []
    for class_id in (WELDERS, COOKS):
        planted = [term.plant_voucher(class_id=class_id, ratio=100) for _ in range(8)]
        term.let_pass(planted, class_id)
        numbers += planted
    return numbers


def start(store_url: str, *command: str) -> ForkProcess:
    """A worker of its own; forked, because starting three programs anew takes most of the time."""
    worker = get_context("fork").Process(target=_work, args=([*command, "--db", store_url, "--json"],))
    worker.start()
    return worker


def _work(arguments: list[str]) -> None:
    sys.exit(main(arguments))


def run_together(store_url: str, *command: str) -> None:
    """The same command by all workers at once; each must end well."""
    workers = [start(store_url, *command) for _ in range(_WORKERS)]
    for worker in workers:
        worker.join(_PATIENCE_S)
    assert [worker.exitcode for worker in workers] == [0] * _WORKERS
    for worker in workers:
        worker.close()


@contextmanager
def stopped_at(store_url: str, table: str) -> Iterator[psycopg.Connection]:
    """Whoever wants to write into `table` waits while the block lasts."""
    with psycopg.connect(store_url) as gate, psycopg.connect(store_url, autocommit=True) as watch:
        gate.execute(f"LOCK TABLE {table} IN SHARE MODE".encode())
        yield watch
        gate.rollback()


def wait_until_it_waits(watch: psycopg.Connection, worker: ForkProcess) -> None:
    """The only one at the database that waits for a lock is `worker`."""
    until = time.monotonic() + _PATIENCE_S
    while watch.execute(_WAITING).fetchone() == (0,):
        assert worker.is_alive(), "the worker has ended before it wrote anything"
        assert time.monotonic() < until
        time.sleep(0.02)


def kill_in_the_middle(store_url: str, table: str, *command: str) -> None:
    """Start a worker, wait until it is about to write into `table`, and kill it there."""
    with stopped_at(store_url, table) as watch:
        worker = start(store_url, *command)
        wait_until_it_waits(watch, worker)
        worker.kill()  # SIGKILL
        worker.join(_PATIENCE_S)
        assert worker.exitcode == -signal.SIGKILL
        worker.close()


def record(term: Term) -> object:
    """All that settlement keeps."""
    with reading(term.centre.store) as connection:
        kept = (eligibility_checks, subsidised, payment_batches, payment_lines)
        rows = [sorted(map(str, connection.execute(select(table)))) for table in kept]
    return term.states(), term.payments(), rows


def test_checks_by_three_workers_after_one_was_killed(term: Term, store_url: str, members: list[VoucherNo]) -> None:
    before = record(term)
    kill_in_the_middle(store_url, "changes", "check")
    assert record(term) == before
    run_together(store_url, "check")
    assert term.states() == dict.fromkeys(members, VoucherState.USED)
    assert term.payments() == dict.fromkeys(members, (STANDARD_FEN, "due", ""))
    with reading(term.centre.store) as connection:
        assert Counter(connection.scalars(select(eligibility_checks.c.voucher_no))) == Counter(members)
        assert audit(connection).balanced


def test_batches_by_three_workers_after_one_was_killed(term: Term, store_url: str, members: list[VoucherNo]) -> None:
    run_together(store_url, "check")
    before = record(term)
    kill_in_the_middle(store_url, "payment_lines", "settle")
    assert record(term) == before
    run_together(store_url, "settle")
    with reading(term.centre.store) as connection:
        lines = connection.scalars(select(payment_lines.c.payment)).all()
        totals = connection.scalars(select(payment_batches.c.total_fen)).all()
    assert sorted(lines) == sorted(f"Y-{number}" for number in members)
    assert totals == [len(members) * STANDARD_FEN]


def test_results_by_three_workers_after_one_was_killed(
    term: Term, store_url: str, members: list[VoucherNo], tmp_path: Path
) -> None:
    run_together(store_url, "check")
    (batch,) = make_batches(term.centre, "run:settle")
    file = tmp_path / "result.csv"
    file.write_bytes(as_csv(bank_answer(term, batch.id, *["成功"] * (len(members) - 1), "失败")))
    before = record(term)
    kill_in_the_middle(store_url, "changes", "take-bank-result", str(file))
    assert record(term) == before
    run_together(store_url, "take-bank-result", str(file))
    assert Counter(term.states().values()) == {VoucherState.WRITTEN_OFF: len(members) - 1, VoucherState.USED: 1}
    with reading(term.centre.store) as connection:
        books = audit(connection)
    assert books.balanced
    assert (books.paid_fen, books.owed_fen) == ((len(members) - 1) * STANDARD_FEN, STANDARD_FEN)


def test_expiry_by_three_workers_after_one_was_killed(term: Term, store_url: str, members: list[VoucherNo]) -> None:
    long_over = (utc_now() - timedelta(days=9)).date()
    over = [term.plant_voucher(state, until=long_over) for state in (VoucherState.ISSUED, VoucherState.CLAIMED) * 5]
    before = record(term)
    kill_in_the_middle(store_url, "voucher_history", "expire")
    assert record(term) == before
    run_together(store_url, "expire")
    states = term.states()
    assert {states[number] for number in over} == {VoucherState.VOID}
    assert {states[number] for number in members} == {VoucherState.IN_USE}
    with reading(term.centre.store) as connection:
        assert audit(connection).balanced


def test_a_class_that_gets_another_session_while_its_check_waits_is_not_over(
    term: Term, store_url: str, members: list[VoucherNo]
) -> None:
    with writing(term.centre.store) as connection, psycopg.connect(store_url, autocommit=True) as watch:
        lock_named(connection, f"class:{WELDERS}")
        worker = start(store_url, "check")
        wait_until_it_waits(watch, worker)
        starts = term.time() + timedelta(days=5)
        session = {"id": "K-1-02", "class_id": WELDERS, "starts": starts, "ends": starts + timedelta(hours=4)}
        connection.execute(insert(sessions).values(session | {"hours": 4}))
    worker.join(_PATIENCE_S)
    assert worker.exitcode == 0
    worker.close()
    states = term.states()
    assert {states[number] for number in members[:8]} == {VoucherState.IN_USE}
    assert {states[number] for number in members[8:]} == {VoucherState.USED}


def test_what_points_at_a_voucher_is_written_while_its_state_is_being_judged(
    term: Term, store_url: str, members: list[VoucherNo]
) -> None:
    """Else a revocation over many sites and a site's opening report could wait for each other."""
    with writing(term.centre.store) as connection, psycopg.connect(store_url) as another:
        lock_vouchers(connection, members)
        another.execute("SET lock_timeout = '2s'")
        asked = "SELECT no FROM vouchers WHERE no = %s FOR KEY SHARE"  # as every foreign key does
        assert another.execute(asked, (members[0],)).fetchone() == (members[0],)
