"""However long the record is, a scan asks for a few rows by an index: after a year it takes as long as at first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from sync.desk.operations.check_in import check_in, check_in_by_hand
from sync.desk.operations.desk import Desk
from sync.domain.ids import VoucherNo
from sync.domain.verdicts import Reason
from sync.domain.vouchers import VoucherKind
from tests.fakes.site import FRONT_DESK, SESSION_A, SiteKeys, make_desk

GROWING = ("facts", "scans", "receipts", "attendance", "roster_entries", "left_places", "conflicts", "decisions")


@pytest.fixture
def joined(tmp_path: Path) -> Iterator[tuple[Desk, SiteKeys]]:
    desk, keys = make_desk(tmp_path)
    yield desk, keys
    desk.close()


@contextmanager
def plans(desk: Desk) -> Iterator[set[str]]:
    """The steps by which the record answers each statement of the block; filled when it has been left."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
            asked.append((statement, parameters))

    event.listen(desk.store._engine, "before_cursor_execute", note)
    steps: set[str] = set()
    yield steps
    event.remove(desk.store._engine, "before_cursor_execute", note)
    with desk.store.read() as tx:
        for statement, parameters in asked:
            plan = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps |= {row.detail for row in plan}


def read_whole(steps: set[str]) -> set[str]:
    """Tables that grow and are read from one end to the other. A partial index holds only what it is for."""
    partial = ("facts_that_transfer", "scans_taken_back", "scans_that_enrol", "facts_that_wait")
    scanned = {step for step in steps if step.startswith("SCAN") and not step.endswith(partial)}
    return {step for step in scanned if step.split()[1] in GROWING}


def test_a_code_is_judged_and_recorded_without_reading_a_table_through(joined: tuple[Desk, SiteKeys]) -> None:
    desk, keys = joined
    with plans(desk) as steps:
        answer = check_in(desk, keys.code_for(1001), session_id=SESSION_A, operator=FRONT_DESK)
    assert answer.reason is Reason.SIGNED_IN
    assert len(steps) > 10
    assert read_whole(steps) == set()


def test_nor_is_somebody_who_stands_on_no_roster(joined: tuple[Desk, SiteKeys]) -> None:
    desk, keys = joined
    with plans(desk) as steps:
        code = keys.code_for(7001, kind=VoucherKind.SIGN_IN_ONLY)
        answer = check_in(desk, code, session_id=SESSION_A, operator=FRONT_DESK)
    assert answer.reason is Reason.SIGNED_IN
    assert read_whole(steps) == set()


def test_nor_is_a_person_found_by_hand(joined: tuple[Desk, SiteKeys]) -> None:
    desk, _ = joined
    with plans(desk) as steps:
        answer = check_in_by_hand(desk, VoucherNo(1002), session_id=SESSION_A, operator=FRONT_DESK)
    assert answer.reason is Reason.SIGNED_IN
    assert read_whole(steps) == set()


def test_a_table_read_through_would_be_seen(joined: tuple[Desk, SiteKeys]) -> None:
    desk, _ = joined
    with plans(desk) as steps, desk.store.read() as tx:
        tx.exec_driver_sql("SELECT count(*) FROM facts WHERE payload IS NULL")
    assert read_whole(steps)
