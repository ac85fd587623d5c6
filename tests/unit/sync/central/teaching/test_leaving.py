"""退班 and 转班 as desks report them: places, vouchers with their history, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from sync.central.move_voucher import Occasion, move_vouchers
from sync.central.settlement.expire_vouchers import expire_vouchers
from sync.central.store.engine import reading, writing
from sync.central.store.tables import waiting_enrolments
from sync.domain.ids import StaffId, VoucherNo
from sync.domain.vouchers import Move, VoucherState
from sync.protocol.facts import Fact
from sync.protocol.payloads import EnrolmentTransferred, EnrolmentWithdrawn, OpeningReported
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.unit.sync.central.conftest import Sender, undo
from tests.unit.sync.central.teaching.school import CLASS, INSTITUTION, WHY, School

OTHER = "K-0102"
CARERS = "K-0002"


@pytest.fixture
def town_url(store_url: str) -> str:
    """On both databases."""
    return store_url


def leave(desk: Sender, number: int, class_id: str = CLASS) -> Fact:
    return desk.chain.write(EnrolmentWithdrawn(class_id, number, "搬家"))


def change(desk: Sender, number: int, to: str = OTHER, back: str = CLASS) -> Fact:
    return desk.chain.write(EnrolmentTransferred(back, to, number, "改上晚班"))


def said(receipts: list[Receipt]) -> tuple[Outcome, ReceiptCode | None]:
    return receipts[-1].outcome, receipts[-1].code


@pytest.fixture
def two_classes(school: School) -> School:
    school.ready()
    school.callers.manager.done("PUT", f"/v1/classes/{OTHER}", school.plan(name="晚班", capacity=1))
    return school


def test_who_leaves_has_a_voucher_to_use_again(school: School, desk: Sender) -> None:
    school.ready()
    number = school.enrol(desk)
    fact = leave(desk, number)
    assert said(desk.hand_in(fact)) == (Outcome.RECORDED, None)
    assert said(desk.hand_in(fact)) == (Outcome.RECORDED, None)
    assert (school.roster(), school.town.state(number)) == ([], VoucherState.CLAIMED)
    assert school.moves(number)[-2:] == [("CLAIMED", "IN_USE", "enrol"), ("IN_USE", "CLAIMED", "withdraw")]
    assert desk.news()["roster_entry", f"{CLASS}/{number}"] is None
    assert said(desk.hand_in(leave(desk, number))) == (Outcome.REJECTED, ReceiptCode.NOT_ENROLLED)
    assert said(desk.hand_in(desk.chain.write(school.town.request(school.town.code(number), CLASS)))) == (
        Outcome.RECORDED,
        None,
    )


def test_enrolled_and_gone_in_one_batch(school: School, desk: Sender) -> None:
    school.ready()
    number = school.candidate()
    request = desk.chain.write(school.town.request(school.town.code(number), CLASS))
    receipts = desk.hand_in(request, leave(desk, number))
    assert [receipt.outcome for receipt in receipts] == [Outcome.RECORDED, Outcome.RECORDED]
    assert (school.roster(), school.town.state(number)) == ([], VoucherState.CLAIMED)
    assert [move for _, _, move in school.moves(number)[-2:]] == ["enrol", "withdraw"]


def test_who_asked_for_the_same_place_leaves_with_it(school: School, desk: Sender, colleague: Sender) -> None:
    """Two desks enrolled the same person; she leaves: the merged request must not take the place again."""
    school.ready()
    number = school.enrol(desk)
    again = colleague.chain.write(school.town.request(school.town.code(number), CLASS))
    assert said(colleague.hand_in(again)) == (Outcome.MERGED, ReceiptCode.SAME_ENROLMENT)
    assert said(desk.hand_in(leave(desk, number))) == (Outcome.RECORDED, None)
    assert said(colleague.hand_in(colleague.chain.write(undo(again)))) == (Outcome.RECORDED, None)
    assert (school.roster(), school.town.state(number)) == ([], VoucherState.CLAIMED)


def test_what_stands_against_leaving(two_classes: School, desk: Sender, far_desk: Sender) -> None:
    number = two_classes.enrol(desk)
    assert said(desk.hand_in(leave(desk, number, OTHER))) == (Outcome.REJECTED, ReceiptCode.NOT_ENROLLED)
    assert said(desk.hand_in(leave(desk, 99_999))) == (Outcome.REJECTED, ReceiptCode.NOT_ENROLLED)
    assert said(desk.hand_in(leave(desk, number, "none"))) == (Outcome.REJECTED, ReceiptCode.CLASS_UNKNOWN)
    assert said(far_desk.hand_in(leave(far_desk, number))) == (Outcome.REJECTED, ReceiptCode.CLASS_UNKNOWN)
    assert two_classes.roster() == [number]


@pytest.mark.parametrize("operator", ["nobody", "P-0004", "", "P-0001\0"])
def test_who_does_not_work_here_changes_no_roster(two_classes: School, desk: Sender, operator: str) -> None:
    number = two_classes.enrol(desk)
    desk.chain.operator = StaffId(operator)
    refused = (Outcome.REJECTED, ReceiptCode.OPERATOR_NOT_ALLOWED)
    for fact in (leave(desk, number), change(desk, number), desk.chain.write(OpeningReported(CLASS, 1))):
        assert said(desk.hand_in(fact)) == refused
    assert (two_classes.roster(), two_classes.town.state(number)) == ([number], VoucherState.IN_USE)


def test_who_works_at_another_site_by_now_worked_here(two_classes: School, desk: Sender) -> None:
    number = two_classes.enrol(desk)
    fact = leave(desk, number)
    for path, body in (("sites/S-0009", {"name": "二号"}),):
        two_classes.callers.officer.done("PUT", f"/v1/institutions/{INSTITUTION}/{path}", body)
    two_classes.callers.manager.done("PUT", "/v1/sites/S-0009/staff/P-0001", {"name": "张试", "role": "clerk"})
    assert said(desk.hand_in(fact)) == (Outcome.RECORDED, None)


def test_a_transfer_keeps_the_voucher_in_use(two_classes: School, desk: Sender) -> None:
    number = two_classes.enrol(desk)
    before = two_classes.moves(number)
    fact = change(desk, number)
    assert said(desk.hand_in(fact)) == (Outcome.RECORDED, None)
    assert (two_classes.roster(), two_classes.roster(OTHER)) == ([], [number])
    assert (two_classes.town.state(number), two_classes.moves(number)) == (VoucherState.IN_USE, before)
    news = desk.news()
    assert news["roster_entry", f"{CLASS}/{number}"] is None
    assert news["roster_entry", f"{OTHER}/{number}"] is not None
    assert said(desk.hand_in(change(desk, number))) == (Outcome.MERGED, ReceiptCode.SAME_ENROLMENT)
    assert said(desk.hand_in(fact)) == (Outcome.RECORDED, None)


def test_who_asked_for_the_old_class_does_not_inherit_a_place_in_the_new_one(
    two_classes: School, desk: Sender, colleague: Sender
) -> None:
    number = two_classes.enrol(desk)
    again = colleague.chain.write(two_classes.town.request(two_classes.town.code(number), CLASS))
    assert said(colleague.hand_in(again)) == (Outcome.MERGED, ReceiptCode.SAME_ENROLMENT)
    transfer = change(desk, number)
    assert said(desk.hand_in(transfer, desk.chain.write(undo(transfer)))) == (Outcome.RECORDED, None)
    assert (two_classes.roster(), two_classes.roster(OTHER)) == ([], [])
    assert two_classes.town.state(number) is VoucherState.CLAIMED


def test_what_stands_against_a_transfer_leaves_them_where_they_are(two_classes: School, desk: Sender) -> None:
    number, second = two_classes.enrol(desk), two_classes.enrol(desk)
    assert said(desk.hand_in(change(desk, number, CARERS))) == (Outcome.CONFLICT, ReceiptCode.OTHER_PROJECT)
    assert said(desk.hand_in(change(desk, number, "K-0004"))) == (Outcome.REJECTED, ReceiptCode.CLASS_UNKNOWN)
    assert said(desk.hand_in(change(desk, 99_999))) == (Outcome.REJECTED, ReceiptCode.NOT_ENROLLED)
    assert said(desk.hand_in(change(desk, second))) == (Outcome.RECORDED, None)
    assert said(desk.hand_in(change(desk, number))) == (Outcome.CONFLICT, ReceiptCode.CLASS_FULL)
    assert said(desk.hand_in(leave(desk, second, OTHER), change(desk, number))) == (Outcome.RECORDED, None)
    two_classes.callers.manager.done("POST", f"/v1/classes/{OTHER}/cancel", {"reason": "x"})
    third = two_classes.enrol(desk)
    assert said(desk.hand_in(change(desk, third))) == (Outcome.CONFLICT, ReceiptCode.CLASS_CANCELLED)
    assert two_classes.roster() == [third]


def test_a_transfer_waits_while_the_institution_is_suspended(two_classes: School, desk: Sender) -> None:
    number = two_classes.enrol(desk)
    officer = two_classes.callers.officer
    officer.done("POST", f"/v1/institutions/{INSTITUTION}/suspend", WHY)
    fact = change(desk, number)
    assert said(desk.hand_in(fact)) == (Outcome.HELD, ReceiptCode.INSTITUTION_SUSPENDED)
    officer.done("POST", f"/v1/institutions/{INSTITUTION}/resume", WHY)
    assert said(desk.hand_in(fact)) == (Outcome.RECORDED, None)
    assert two_classes.roster(OTHER) == [number]


def test_a_transfer_that_waited_in_vain_waits_no_more(two_classes: School, desk: Sender) -> None:
    """Who left meanwhile stands on no roster and waits for none: the unused voucher expires like any other."""
    number = two_classes.enrol(desk)
    officer = two_classes.callers.officer
    officer.done("POST", f"/v1/institutions/{INSTITUTION}/suspend", WHY)
    fact = change(desk, number)
    assert said(desk.hand_in(fact)) == (Outcome.HELD, ReceiptCode.INSTITUTION_SUSPENDED)
    assert said(desk.hand_in(leave(desk, number))) == (Outcome.RECORDED, None)
    officer.done("POST", f"/v1/institutions/{INSTITUTION}/resume", WHY)
    assert said(desk.hand_in(fact)) == (Outcome.REJECTED, ReceiptCode.NOT_ENROLLED)
    town = two_classes.town
    with reading(town.centre.store) as connection:
        assert connection.scalar(select(func.count()).select_from(waiting_enrolments)) == 0
    town.time.go_on(timedelta(days=2000))
    expire_vouchers(town.centre, "run:expire")
    assert town.state(number) is VoucherState.VOID


def test_an_enrolment_is_not_undone_once_its_voucher_was_checked(school: School, desk: Sender) -> None:
    """The payment rests on the roster line: nobody leaves it any more, by whatever door."""
    school.ready()
    number = school.candidate()
    request = desk.chain.write(school.town.request(school.town.code(number), CLASS))
    desk.hand_in(request)
    with writing(school.town.centre.store) as connection:
        move_vouchers(connection, [VoucherNo(number)], Move.CHECK, Occasion("run:check", school.town.time(), 1))
    undone = desk.chain.write(undo(request))
    for fact in (undone, undone, leave(desk, number)):
        assert said(desk.hand_in(fact)) == (Outcome.REJECTED, ReceiptCode.VOUCHER_NOT_USABLE)
    assert (school.roster(), school.town.state(number)) == ([number], VoucherState.USED)


def test_who_changes_class_is_registered_there_anew(two_classes: School, desk: Sender) -> None:
    school = two_classes
    manager = school.callers.manager
    manager.done("PUT", f"/v1/classes/{OTHER}", school.plan(name="晚班", capacity=9))
    evening = {**school.session(1, 10.5), "id": f"{OTHER}-01"}
    manager.done("PUT", f"/v1/classes/{OTHER}/sessions", {"sessions": [evening]})
    number, stays = school.enrol(desk), school.enrol(desk)
    desk.hand_in(change(desk, stays))
    school.report()
    manager.done("PUT", f"/v1/classes/{OTHER}/opening-report")
    desk.hand_in(change(desk, number))
    assert (school.registered(), school.registered(OTHER)) == ({}, {number: True, stays: True})


def test_an_enterprise_neither_enrols_nor_signs_in_by_voucher_yet(school: School, desk: Sender) -> None:
    """FAQ item 4: the same PC, once its institution is of another kind."""
    school.ready()
    number = school.enrol(desk)
    school.callers.officer.done("PUT", f"/v1/institutions/{INSTITUTION}", {"name": "申试重工", "kind": "enterprise"})
    request = desk.chain.write(school.town.request(school.town.code(school.candidate()), CLASS))
    punch = desk.chain.write(school.town.punch(school.town.code(number), session=f"{CLASS}-01"))
    for receipt in desk.hand_in(request, punch):
        assert (receipt.outcome, receipt.code) == (Outcome.REJECTED, ReceiptCode.FUNCTION_CLOSED)
