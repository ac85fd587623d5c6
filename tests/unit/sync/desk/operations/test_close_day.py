"""日结: what the sheet counts, what closing writes, and what comes after it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sync.desk.operations.check_in import check_in
from sync.desk.operations.close_day import close_day
from sync.desk.operations.correct_attendance import correct_attendance
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_day import show_day
from sync.desk.operations.take_leave import take_leave
from sync.desk.store import facts, receipts
from sync.domain.attendance import LeaveKind, Mark
from sync.domain.ids import StaffId, VoucherNo
from sync.errors import InvalidInput, MalformedMessage, UnknownThing
from sync.protocol.payloads import DayClosed
from sync.protocol.receipts import Outcome, Receipt
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, FRONT_DESK, MANAGER, NOW, SESSION_A, SiteKeys

TODAY = date(2026, 11, 23)


@pytest.fixture
def morning(desk: Desk, keys: SiteKeys, clock: SetClock) -> None:
    """One in time, one late, one on leave, two not there; the session is over."""
    check_in(desk, keys.code_for(1001), session_id=SESSION_A, operator=FRONT_DESK)
    take_leave(
        desk, VoucherNo(1003), session_id=SESSION_A, kind=LeaveKind.SICK, reason="感冒", operator=FRONT_DESK
    )
    clock.go_on(timedelta(minutes=40))
    check_in(desk, keys.code_for(1002, signed_at=clock.wall), session_id=SESSION_A, operator=FRONT_DESK)
    clock.go_on(timedelta(hours=4))


@pytest.mark.usefixtures("morning")
def test_the_sheet_counts_the_days_sessions(desk: Desk) -> None:
    sheet = show_day(desk)
    (one,) = sheet.sessions
    assert (sheet.day, sheet.closed, sheet.unsent, one.class_id, one.over) == (TODAY, None, 3, CLASS_A, True)
    assert (one.expected, one.present, one.late, one.leave, one.absent) == (5, 2, 1, 1, 2)


@pytest.mark.usefixtures("morning")
def test_closing_writes_the_figures_and_the_last_close_counts(desk: Desk, clock: SetClock) -> None:
    fact_id = close_day(desk, TODAY, note=" 下午停电 ", operator=FRONT_DESK)
    with desk.store.read() as tx:
        fact = facts.find(tx, fact_id)
    assert fact is not None
    assert fact.payload == DayClosed(TODAY.isoformat(), 1, 5, 2, 1, 2, 1, 3, "下午停电").to_map()
    closed = show_day(desk).closed
    assert closed is not None
    assert (closed.operator, closed.note, closed.sent, closed.amended) == ("张*", "下午停电", False, 0)
    with desk.store.write() as tx:
        receipts.append(tx, [Receipt(fact_id, Outcome.RECORDED, None, NOW)])
    correct_attendance(
        desk, VoucherNo(1004), session_id=SESSION_A, mark=Mark.PRESENT, reason="点名册", operator=MANAGER
    )
    after = show_day(desk).closed
    assert after is not None
    assert (after.sent, after.amended) == (True, 1)
    clock.go_on(timedelta(minutes=5))
    close_day(desk, TODAY, operator=MANAGER)
    again = show_day(desk)
    assert again.closed is not None
    assert (again.closed.operator, again.closed.note, again.closed.amended) == ("陈*", None, 0)
    assert again.sessions[0].absent == 1


def test_what_is_not_closed(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        close_day(desk, TODAY + timedelta(days=1), operator=FRONT_DESK)
    with pytest.raises(InvalidInput):
        close_day(desk, TODAY, note="一\n二", operator=FRONT_DESK)
    with pytest.raises(UnknownThing):
        close_day(desk, TODAY, operator=StaffId("nobody"))
    assert show_day(desk).closed is None


def test_a_day_without_sessions_can_be_closed(desk: Desk) -> None:
    close_day(desk, TODAY - timedelta(days=1), operator=FRONT_DESK)
    sheet = show_day(desk, TODAY - timedelta(days=1))
    assert sheet.sessions == ()
    assert sheet.closed is not None


@pytest.mark.parametrize("changed", [
        {"day": "23.11."},
        {"day": "20261123"},
        {"day": "2026-W48-1"},
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
        {"present": -1},
    ])
def test_a_close_of_no_day_or_of_fewer_than_nobody_is_no_fact(changed: dict[str, object]) -> None:
    said = DayClosed(TODAY.isoformat(), 1, 5, 2, 1, 2, 1, 3, None).to_map()
    with pytest.raises(MalformedMessage):
        DayClosed.from_map(said | changed)


@pytest.mark.parametrize("day", [date.min, date(2019, 12, 31), date.max])
def test_a_day_before_all_vouchers_is_refused_before_anything_is_read(desk: Desk, day: date) -> None:
    with pytest.raises(InvalidInput):
        close_day(desk, day, operator=FRONT_DESK)
