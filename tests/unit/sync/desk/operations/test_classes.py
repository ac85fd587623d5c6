"""What a class manager does at the desk besides scanning: reporting an opening, withdrawals, transfers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.find_trainee import find_trainee
from sync.desk.operations.list_classes import list_classes
from sync.desk.operations.report_opening import report_opening
from sync.desk.operations.show_roster import RosterState, show_roster
from sync.desk.operations.transfer_enrolment import transfer_enrolment
from sync.desk.operations.withdraw_enrolment import withdraw_enrolment
from sync.desk.store import facts, feed, kept, receipts
from sync.domain.ids import ClassId, FactId, StaffId, VoucherNo
from sync.domain.verdicts import Reason
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.facts import FactType
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, MANAGER, NOW, PROJECT_A, SESSION_A, SiteKeys

FOURTH = VoucherNo(1004)
CLASS_C = ClassId("class-c")
ENTRY_OF_FOURTH = "class-a:t4"


def withdraw(desk: Desk, number: VoucherNo = FOURTH, reason: str = "搬家") -> FactId:
    return withdraw_enrolment(desk, number, class_id=CLASS_A, reason=reason, operator=FRONT_DESK)


def transfer(desk: Desk, to: ClassId = CLASS_C, number: VoucherNo = FOURTH) -> FactId:
    return transfer_enrolment(desk, number, from_class=CLASS_A, to_class=to, reason="改上晚班", operator=MANAGER)


def enrolled(desk: Desk, class_id: ClassId = CLASS_A) -> int:
    """By the card, which must agree with the roster."""
    card = next(card for card in list_classes(desk) if card.class_id == class_id)
    standing = {RosterState.ENROLLED, RosterState.PENDING, RosterState.TO_CONFIRM}
    assert card.enrolled == sum(line.state in standing for line in show_roster(desk, class_id))
    return card.enrolled


def answer(desk: Desk, fact_id: FactId, outcome: Outcome, code: ReceiptCode | None = None) -> None:
    """The centre's receipt, and the feed read to its end after it."""
    with desk.store.write() as tx:
        receipts.append(tx, [Receipt(fact_id, outcome, code, NOW)])
        kept.put_feed_end(tx, NOW, receipts.newest_number(tx))


def add_class(desk: Desk, capacity: int = 8, project: int = PROJECT_A, state: str = "open") -> None:
    body = {
        "name": "初级焊工晚班",
        "project": project,
        "project_name": "焊工",
        "capacity": capacity,
        "required_hours": 80,
        "state": state,
        "opening_due": None,
    }
    change(desk, Change(ChangeKind.CLASS, CLASS_C, body))


def change(desk: Desk, *changes: Change) -> None:
    with desk.store.write() as tx:
        feed.apply(tx, changes, "next")


def last_fact(desk: Desk) -> tuple[str, dict[str, object]]:
    with desk.store.read() as tx:
        fact = facts.unsettled(tx, 100)[-1]
    return fact.header.type, fact.payload


def test_who_leaves_is_gone_from_roster_counts_and_search_at_once(desk: Desk) -> None:
    before = enrolled(desk)
    withdraw(desk)
    assert enrolled(desk) == before - 1
    assert FOURTH not in {line.voucher_no for line in show_roster(desk, CLASS_A)}
    assert FOURTH not in {found.voucher_no for found in find_trainee(desk, "1")}
    assert last_fact(desk) == (
        FactType.ENROLMENT_WITHDRAWN,
        {"class_id": CLASS_A, "voucher_no": FOURTH, "reason": "搬家"},
    )


def test_who_left_can_be_enrolled_again_but_not_sign_in(desk: Desk, keys: SiteKeys) -> None:
    code = keys.code_for(FOURTH)
    withdraw(desk)
    assert check_in(desk, code, session_id=SESSION_A, operator=FRONT_DESK).reason is Reason.NOT_ENROLLED
    assert enrol_trainee(desk, code, class_id=CLASS_A, operator=FRONT_DESK).reason is Reason.ENROLLED


def test_a_withdrawal_that_the_centre_refuses_puts_them_back(desk: Desk) -> None:
    before = enrolled(desk)
    answer(desk, withdraw(desk), Outcome.REJECTED, ReceiptCode.VOUCHER_NOT_USABLE)
    assert enrolled(desk) == before


def test_a_withdrawal_is_kept_up_by_the_feed(desk: Desk) -> None:
    before = enrolled(desk)
    fact_id = withdraw(desk)
    change(desk, Change(ChangeKind.ROSTER_ENTRY, ENTRY_OF_FOURTH, None))
    assert enrolled(desk) == before - 1
    answer(desk, fact_id, Outcome.RECORDED)
    assert enrolled(desk) == before - 1


def test_who_was_enrolled_here_a_moment_ago_can_leave_too(desk: Desk, keys: SiteKeys) -> None:
    before = enrolled(desk)
    enrol_trainee(desk, keys.code_for(3001), class_id=CLASS_A, operator=FRONT_DESK)
    withdraw(desk, VoucherNo(3001))
    assert enrolled(desk) == before
    with pytest.raises(UnknownThing):
        withdraw(desk, VoucherNo(3001))


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201, "one\ntwo", "\x00", "\ud800"])
def test_a_reason_is_one_line_of_words(desk: Desk, reason: str) -> None:
    with pytest.raises(InvalidInput):
        withdraw(desk, reason=reason)
    with desk.store.read() as tx:
        assert facts.count(tx) == 0


def test_who_is_not_in_the_class_cannot_leave_it(desk: Desk) -> None:
    for number in (VoucherNo(2001), VoucherNo(9999)):
        with pytest.raises(UnknownThing):
            withdraw(desk, number)
    with pytest.raises(UnknownThing):
        withdraw_enrolment(desk, FOURTH, class_id=CLASS_A, reason="x", operator=StaffId("nobody"))


def test_a_transfer_moves_one_place_from_class_to_class(desk: Desk, keys: SiteKeys) -> None:
    add_class(desk)
    before = enrolled(desk)
    transfer(desk)
    assert (enrolled(desk), enrolled(desk, CLASS_C)) == (before - 1, 1)
    answer_here = check_in(desk, keys.code_for(FOURTH), session_id=SESSION_A, operator=FRONT_DESK)
    assert answer_here.reason is Reason.OTHER_CLASS
    assert last_fact(desk)[0] == FactType.VOUCHER_SEEN
    with pytest.raises(UnknownThing):
        transfer(desk)


def test_a_transfer_back_and_forth_ends_where_it_began(desk: Desk) -> None:
    add_class(desk)
    before = enrolled(desk)
    transfer(desk)
    transfer_enrolment(desk, FOURTH, from_class=CLASS_C, to_class=CLASS_A, reason="改回", operator=MANAGER)
    assert (enrolled(desk), enrolled(desk, CLASS_C)) == (before, 0)


def test_a_transfer_that_the_centre_refuses_leaves_them_where_they_were(desk: Desk) -> None:
    add_class(desk)
    before = enrolled(desk)
    answer(desk, transfer(desk), Outcome.CONFLICT, ReceiptCode.CLASS_FULL)
    assert (enrolled(desk), enrolled(desk, CLASS_C)) == (before, 0)
    assert [(line.state, line.code) for line in show_roster(desk, CLASS_C)] == [
        (RosterState.CONFLICT, ReceiptCode.CLASS_FULL)
    ]


@pytest.mark.parametrize("other", [{"capacity": 0}, {"project": 77}, {"state": "cancelled"}, {"state": "closed"}])
def test_what_certainly_stands_against_a_transfer(desk: Desk, other: dict[str, int | str]) -> None:
    add_class(desk, **other)  # type: ignore[arg-type]  # each of its own type
    with pytest.raises(InvalidInput):
        transfer(desk)


def test_a_transfer_needs_two_classes(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        transfer(desk, CLASS_A)
    with pytest.raises(UnknownThing):
        transfer(desk, ClassId("none"))
    with pytest.raises(InvalidInput):
        transfer(desk, CLASS_B)  # another project


def test_a_report_tells_how_many_and_whether_it_is_in_time(desk: Desk, clock: SetClock) -> None:
    """Class A begins today: too late. Class B, once it begins in four days, in time."""
    late = report_opening(desk, CLASS_A, operator=MANAGER)
    assert (late.trainees, late.in_time, late.at) == (5, False, NOW)
    assert last_fact(desk) == (FactType.OPENING_REPORTED, {"class_id": CLASS_A, "trainees": 5})
    starts = NOW + timedelta(days=4)
    ends = starts + timedelta(hours=3)
    body = {"class_id": CLASS_B, "starts": starts.isoformat(), "ends": ends.isoformat(), "hours": 4}
    change(desk, Change(ChangeKind.SESSION, "session-b", body))
    assert report_opening(desk, CLASS_B, operator=MANAGER).in_time is True
    clock.restart()
    clock.set_wall(NOW - timedelta(days=365))
    assert report_opening(desk, CLASS_B, operator=MANAGER).in_time is None


def test_without_a_session_only_the_centre_knows_the_deadline(desk: Desk) -> None:
    add_class(desk)
    told = report_opening(desk, CLASS_C, operator=MANAGER)
    assert (told.trainees, told.due, told.in_time) == (0, None, None)


def test_a_class_that_cannot_be_reported(desk: Desk) -> None:
    with pytest.raises(UnknownThing):
        report_opening(desk, ClassId("none"), operator=MANAGER)
    with pytest.raises(UnknownThing):
        report_opening(desk, CLASS_A, operator=StaffId("nobody"))
    add_class(desk, state="closed")
    with pytest.raises(InvalidInput):
        report_opening(desk, CLASS_C, operator=MANAGER)
