"""The feed is applied; what cannot be read stops nothing else."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import text

from sync.desk.operations.desk import Desk
from sync.desk.operations.list_staff import list_staff
from sync.desk.store import feed, kept, roster
from sync.domain.ids import VoucherNo
from sync.protocol.changes import Change, ChangeKind

CLASS = {"name": "x", "project": 1, "project_name": "x", "capacity": 1, "required_hours": 1, "state": "open"}
SESSION = {"class_id": "class-a", "starts": "2026-01-01T00:00+00:00", "ends": "2026-01-01T02:00+00:00", "hours": 1}
ENTRY = {
    "class_id": "class-a",
    "trainee_id": "t9",
    "voucher_no": 1009,
    "state": "enrolled",
    "name": "",
    "id_number": "",
    "phone": "",
    "hours_done": 0,
}


def test_a_change_that_cannot_be_read_stops_no_other(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    bad: list[Change] = [
        Change(ChangeKind.STAFF, "odd-1", {"name": "secret name"}),
        Change(ChangeKind.STAFF, "odd-2", {"name": "secret name", "role": "astronaut"}),
        Change(ChangeKind.SESSION, "odd-3", {"class_id": "class-a", "starts": "today", "ends": "?", "hours": 1}),
        Change(ChangeKind.SESSION, "odd-4", {"class_id": "c", "starts": "2026-01-01T00:00", "ends": "?", "hours": 1}),
        Change(ChangeKind.SESSION, "odd-5", SESSION | {"ends": "9999-12-31T23:59:59-12:00"}),
        Change(ChangeKind.SESSION, "odd-6", SESSION | {"starts": "0001-01-01T00:00:00+12:00"}),
        Change(ChangeKind.SESSION, "odd-7", SESSION | {"starts": "1999-12-31T23:59:59+00:00"}),
        Change(ChangeKind.ROSTER_ENTRY, "odd-8", ENTRY | {"name": "secret \ud800"}),
        Change(ChangeKind.DOCUMENT, "odd-9", {"name": "x", "version": 1, "data": "§"}),
        Change(ChangeKind.CLASS, "odd-10", CLASS | {"state": "flooded"}),
        Change(ChangeKind.CLASS, "odd-11", CLASS | {"capacity": 1 << 80}),
        Change(ChangeKind.CLASS, "odd-12", CLASS | {"capacity": float("inf")}),
        Change(ChangeKind.CLASS, "odd-13", CLASS | {"project": True}),
        Change("weather", "today", {"sunny": True}),
    ]
    good = Change(ChangeKind.STAFF, "s9", {"name": "吴试", "role": "it"})
    with caplog.at_level(logging.WARNING), desk.store.write() as tx:
        feed.apply(tx, [*bad, good], "7")
    assert {member.id for member in list_staff(desk)} == {"s1", "s2", "s9"}
    assert len(caplog.records) == 14
    assert "secret" not in caplog.text
    with desk.store.write() as tx:
        assert kept.get_cursor(tx) == "7"
        feed.apply(tx, [Change(ChangeKind.STAFF, "s9", None), Change(ChangeKind.DOCUMENT, "x", None)], "8")
    assert {member.id for member in list_staff(desk)} == {"s1", "s2"}


def test_someone_without_a_name_is_on_the_roster_and_found_by_nothing(desk: Desk) -> None:
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.ROSTER_ENTRY, "r9", ENTRY)], "9")
    with desk.store.read() as tx:
        assert [entry.trainee_id for entry in roster.entries_of_voucher(tx, VoucherNo(1009))] == ["t9"]


def test_a_change_the_tables_refuse_stops_no_other_and_leaves_nothing(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """The terms of an entry cannot be written; the entry itself is not left behind without them."""
    with desk.store.write() as tx:
        tx.execute(text("CREATE TRIGGER t BEFORE INSERT ON search_terms BEGIN SELECT RAISE(ABORT, 'secret'); END"))
    changes = [
        Change(ChangeKind.ROSTER_ENTRY, "r9", ENTRY | {"name": "secret name"}),
        Change(ChangeKind.STAFF, "s9", {"name": "吴试", "role": "it"}),
    ]
    with desk.store.write() as tx:
        feed.apply(tx, changes, "9")
        assert roster.entries_of_voucher(tx, VoucherNo(1009)) == []
    assert "s9" in {member.id for member in list_staff(desk)}
    assert "secret" not in caplog.text
