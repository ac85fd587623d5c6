"""停班, 调课 and 停课 from a desk: who may, when, and what the desks hear of it; results are told as well."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from sync.central.store.engine import reading, writing
from sync.central.store.tables import classes, roster_entries, sessions
from sync.domain.classes import ClassState
from sync.domain.ids import StaffId
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.changes import ChangeKind
from sync.protocol.payloads import (
    AssessmentRecorded,
    ClassCancelled,
    EnrolmentRequested,
    Payload,
    SessionCancelled,
    SessionChanged,
)
from sync.protocol.receipts import Outcome, ReceiptCode
from tests.unit.sync.central.conftest import CARERS, ELSEWHERE, WELDERS, Sender, Town

COOKS, FIRST, SECOND = "K-0003", "K-0003-01", "K-0003-02"
MANAGER, CLERK = StaffId("P-0003"), StaffId("P-0001")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RECORDED = (Outcome.RECORDED, None)


@pytest.fixture
def manager(desk: Sender) -> Sender:
    desk.chain.operator = MANAGER
    return desk


def said(town: Town, desk: Sender, *payloads: Payload) -> list[tuple[Outcome, ReceiptCode | None]]:
    facts = [desk.chain.write(payload, at=town.time()) for payload in payloads]
    return [(receipt.outcome, receipt.code) for receipt in desk.hand_in(*facts)]


def moved(
    town: Town, session: str = SECOND, *, later: timedelta = DAY, room: str | None = None, teacher: str | None = None
) -> SessionChanged:
    starts = times(town, session)[0] + later
    return SessionChanged(
        session, COOKS, starts.isoformat(), (starts + 3 * HOUR).isoformat(), room, teacher, "教室停电"
    )


def times(town: Town, session: str) -> tuple[datetime, datetime]:
    with reading(town.centre.store) as connection:
        row = connection.execute(select(sessions).where(sessions.c.id == session)).one()
    return row.starts, row.ends


def test_a_session_is_moved_and_the_desks_hear_of_it(town: Town, manager: Sender) -> None:
    before = times(town, SECOND)[0]
    change = moved(town)
    assert said(town, manager, change) == [RECORDED]
    body = manager.news()[ChangeKind.SESSION, SECOND]
    assert body is not None
    assert datetime.fromisoformat(body["starts"]) == times(town, SECOND)[0] == before + DAY


def test_what_cannot_be_held_is_refused_by_name(town: Town, manager: Sender) -> None:
    known = manager.news()[ChangeKind.SESSION, SECOND]
    assert known is not None
    backwards = SessionChanged(SECOND, COOKS, known["ends"], known["starts"], None, None, "错")
    first = times(town, FIRST)[0]
    upon = SessionChanged(SECOND, COOKS, first.isoformat(), (first + 3 * HOUR).isoformat(), None, None, "错")
    short = SessionChanged(SECOND, COOKS, first.isoformat(), (first + HOUR).isoformat(), None, None, "错")
    refused = {
        moved(town, room="没有的教室"): ReceiptCode.ROOM_UNKNOWN,
        moved(town, teacher="没有的老师"): ReceiptCode.TEACHER_UNKNOWN,
        moved(town, later=-9 * DAY): ReceiptCode.IN_THE_PAST,
        backwards: ReceiptCode.ENDS_BEFORE_IT_STARTS,
        upon: ReceiptCode.CLASS_ELSEWHERE,
        short: ReceiptCode.HOURS_DO_NOT_FIT,
        SessionCancelled("K-0003-99", COOKS, "错"): ReceiptCode.SESSION_UNKNOWN,
        SessionCancelled(SECOND, CARERS, "错"): ReceiptCode.SESSION_UNKNOWN,
        SessionCancelled(SECOND, ELSEWHERE, "错"): ReceiptCode.CLASS_UNKNOWN,
        SessionCancelled(f"{WELDERS}-01", WELDERS, "错"): ReceiptCode.SESSION_BEGUN,
    }
    assert said(town, manager, *refused) == [(Outcome.REJECTED, code) for code in refused.values()]
    assert manager.news()[ChangeKind.SESSION, SECOND] == known


def test_a_session_that_will_not_be_held_is_gone_from_the_desks(town: Town, manager: Sender) -> None:
    dropped = SessionCancelled(SECOND, COOKS, "教师生病")
    assert said(town, manager, dropped, dropped) == [RECORDED, RECORDED]
    assert manager.news()[ChangeKind.SESSION, SECOND] is None


def test_it_counts_when_it_was_done_however_late_it_arrives(town: Town, manager: Sender) -> None:
    fact = manager.chain.write(SessionCancelled(FIRST, COOKS, "台风"), at=town.time())
    town.time.go_on(6 * DAY)
    (receipt,) = manager.hand_in(fact)
    assert (receipt.outcome, receipt.code) == RECORDED
    assert manager.hand_in(fact) == [receipt]


def test_a_clerk_changes_no_class(town: Town, desk: Sender) -> None:
    desk.chain.operator = CLERK
    changes = (moved(town), SessionCancelled(SECOND, COOKS, "x"), ClassCancelled(COOKS, "x"))
    assert said(town, desk, *changes) == [(Outcome.REJECTED, ReceiptCode.OPERATOR_NOT_ALLOWED)] * 3


def test_a_class_is_given_up_in_the_order_of_its_batch(town: Town, manager: Sender) -> None:
    """Somebody is enrolled, the class is cancelled, somebody else comes too late: each fact sees the one before."""
    early = town.voucher(VoucherKind.SUBSIDY, VoucherState.CLAIMED)
    late = town.voucher(VoucherKind.SUBSIDY, VoucherState.CLAIMED, place=1)
    first, second = (
        EnrolmentRequested(WELDERS, None, town.code(number), "accepted", "enrolled") for number in (early, late)
    )
    cancelled = ClassCancelled(WELDERS, "报名人数不足")
    answers = said(town, manager, first, cancelled, cancelled, second, SessionCancelled(f"{WELDERS}-05", WELDERS, "x"))
    assert answers[:3] == [RECORDED, RECORDED, (Outcome.MERGED, ReceiptCode.CLASS_CANCELLED)]
    assert answers[3][1] is ReceiptCode.CLASS_CANCELLED
    assert answers[4] == (Outcome.REJECTED, ReceiptCode.CLASS_CANCELLED)
    assert town.state(early) is VoucherState.CLAIMED
    body = manager.news()[ChangeKind.CLASS, WELDERS]
    assert body is not None
    assert body["state"] == "cancelled"


def test_a_class_whose_vouchers_are_checked_is_not_given_up(town: Town, manager: Sender) -> None:
    used = town.voucher(VoucherKind.SUBSIDY, VoucherState.USED)
    with writing(town.centre.store) as connection:
        row = {"class_id": COOKS, "voucher_no": used, "at": town.time(), "hours_done": 0}
        connection.execute(roster_entries.insert().values(row))
    assert said(town, manager, ClassCancelled(COOKS, "x")) == [(Outcome.REJECTED, ReceiptCode.CLASS_IN_USE)]
    with writing(town.centre.store) as connection:
        connection.execute(update(classes).where(classes.c.id == COOKS).values(state=ClassState.CLOSED))
    assert said(town, manager, ClassCancelled(COOKS, "x")) == [(Outcome.REJECTED, ReceiptCode.CLASS_CLOSED)]


def test_results_are_told_and_a_certificate_may_come_later(town: Town, manager: Sender) -> None:
    with writing(town.centre.store) as connection:
        ended = town.time() - HOUR
        connection.execute(update(sessions).where(sessions.c.class_id == WELDERS).values(ends=ended))
        entries = roster_entries.c
        one, two = connection.scalars(
            select(entries.voucher_no).where(entries.class_id == WELDERS).order_by(entries.voucher_no).limit(2)
        )
    certificate, other = "S000031000001265000001", "S000031000001265000002"
    bare = AssessmentRecorded(WELDERS, one, 1, 80, 80, None)
    assert said(town, manager, bare, AssessmentRecorded(WELDERS, two, 1, 50, None, None)) == [RECORDED, RECORDED]
    key = ChangeKind.RESULT, f"{WELDERS}/{one}/1"
    body = manager.news()[key]
    assert body is not None
    assert (body["theory"], body["passed"], body["certificate_no"]) == (80, True, None)
    refused = {
        AssessmentRecorded(WELDERS, one, 1, 81, 80, certificate): ReceiptCode.RECORDED_ALREADY,
        AssessmentRecorded(WELDERS, two, 1, 50, None, certificate): ReceiptCode.NOT_PASSED,
        AssessmentRecorded(WELDERS, one, 1, 80, 80, "S1"): ReceiptCode.CERTIFICATE_MALFORMED,
    }
    assert said(town, manager, *refused) == [(Outcome.REJECTED, code) for code in refused.values()]
    later = AssessmentRecorded(WELDERS, one, 1, 80, 80, certificate)
    assert said(town, manager, later, AssessmentRecorded(WELDERS, one, 1, 80, 80, other)) == [
        RECORDED,
        (Outcome.REJECTED, ReceiptCode.RECORDED_ALREADY),
    ]
    body = manager.news()[key]
    assert body is not None
    assert body["certificate_no"] == certificate
