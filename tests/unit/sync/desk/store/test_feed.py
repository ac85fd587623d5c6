"""The feed is applied; what cannot be read stops nothing else."""

from __future__ import annotations

import logging

import pytest

from sync.desk.operations.desk import Desk
from sync.desk.operations.list_staff import list_staff
from sync.desk.store import feed, kept
from sync.protocol.changes import Change, ChangeKind

CLASS = {"name": "x", "project": 1, "project_name": "x", "capacity": 1, "required_hours": 1, "state": "open"}


def test_a_change_that_cannot_be_read_stops_no_other(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    bad: list[Change] = [
        Change(ChangeKind.STAFF, "s8", {"name": "secret name"}),
        Change(ChangeKind.STAFF, "s7", {"name": "secret name", "role": "astronaut"}),
        Change(ChangeKind.SESSION, "x", {"class_id": "class-a", "starts": "today", "ends": "?", "hours": 1}),
        Change(ChangeKind.SESSION, "x", {"class_id": "c", "starts": "2026-01-01T00:00", "ends": "?", "hours": 1}),
        Change(ChangeKind.DOCUMENT, "x", {"name": "x", "version": 1, "data": "§"}),
        Change(ChangeKind.CLASS, "c8", CLASS | {"state": "flooded"}),
        Change(ChangeKind.CLASS, "c8", CLASS | {"capacity": 1 << 80}),
        Change(ChangeKind.CLASS, "c8", CLASS | {"capacity": float("inf")}),
        Change(ChangeKind.CLASS, "c8", CLASS | {"project": True}),
        Change("weather", "today", {"sunny": True}),
    ]
    good = Change(ChangeKind.STAFF, "s9", {"name": "吴试", "role": "it"})
    with caplog.at_level(logging.WARNING), desk.store.write() as tx:
        feed.apply(tx, [*bad, good], "7")
    assert {member.id for member in list_staff(desk)} == {"s1", "s2", "s9"}
    assert len(caplog.records) == 9
    assert "secret" not in caplog.text
    with desk.store.write() as tx:
        assert kept.get_cursor(tx) == "7"
        feed.apply(tx, [Change(ChangeKind.STAFF, "s9", None), Change(ChangeKind.DOCUMENT, "x", None)], "8")
    assert {member.id for member in list_staff(desk)} == {"s1", "s2"}
