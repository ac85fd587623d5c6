"""One voucher at two sites: both are told who, where and when, and people alone settle it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert

from sync.central.acting.act import act_of
from sync.central.askers.identity import Principal, Role
from sync.central.conflicts.answer_review import answer_review
from sync.central.conflicts.list_conflicts import list_conflicts
from sync.central.forget import forget
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.store.tables import staff
from sync.central.teaching.cancel_class import cancel_class
from sync.domain.attention import AttentionDecision, ConflictState
from sync.domain.ids import FactId, StaffId
from sync.domain.policy import Policy
from sync.domain.staff import StaffRole
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.payloads import AttentionSettled, EnrolmentWithdrawn
from sync.protocol.receipts import Outcome, ReceiptCode
from tests.unit.sync.central.conflicts.conftest import OFFICER, THIRD, DoubleUse, person_at
from tests.unit.sync.central.conftest import ELSEWHERE, WELDERS, Sender, Town, undo

ACCEPT, REVIEW, SEEN = AttentionDecision.ACCEPT, AttentionDecision.REVIEW, AttentionDecision.SEEN


def test_both_sites_learn_who_where_and_when(twice: DoubleUse) -> None:
    near, far, now = twice.at(twice.near), twice.at(twice.far), twice.town.time()
    assert (near["side"], far["side"]) == ("loser", "winner")
    assert near["theirs"] == far["ours"]
    assert near["ours"] == far["theirs"]
    assert near["theirs"]["site"] == twice.town.example["elsewhere"]["site"]["name"]
    assert near["theirs"]["class_name"]
    assert near["ours"]["at"] == (now - timedelta(hours=1)).isoformat()
    assert near["ours"]["arrived"] == near["theirs"]["at"] == now.isoformat()
    assert "*" in near["ours"]["operator"]
    assert "*" in near["theirs"]["operator"]
    assert "*" in near["name"]
    assert near["code"] == twice.receipt.code == ReceiptCode.VOUCHER_IN_USE_ELSEWHERE
    assert twice.stands() == (ConflictState.OPEN, True, True)


def test_who_lost_leaves_the_class_and_nobody_has_anything_to_do(twice: DoubleUse) -> None:
    assert twice.say(twice.near, ACCEPT, "学员去二号点").outcome is Outcome.RECORDED
    assert twice.stands() == (ConflictState.ACCEPTED, False, False)
    (said,) = twice.at(twice.far)["decisions"]
    assert (said["decision"], said["note"], "*" in said["operator"]) == ("accept", "学员去二号点", True)
    again = twice.say(twice.near, REVIEW)
    assert (again.outcome, again.code) == (Outcome.MERGED, ReceiptCode.DECIDED_BEFORE)


def test_who_won_takes_note_of_it_and_the_other_still_decides(twice: DoubleUse) -> None:
    assert twice.say(twice.far, SEEN).outcome is Outcome.RECORDED
    assert twice.stands() == (ConflictState.OPEN, True, False)


def test_an_officer_answers_a_review_and_both_hear_it(twice: DoubleUse) -> None:
    twice.say(twice.near, REVIEW, "学员没去过")
    assert twice.stands() == (ConflictState.REVIEW, False, True)
    twice.answer()
    twice.answer()
    assert twice.stands() == (ConflictState.ANSWERED, True, True)
    assert twice.at(twice.near)["answer"]["note"] == twice.at(twice.far)["answer"]["note"] == "登记表有签名"
    with pytest.raises(Problem) as refused:
        twice.answer("另一句")
    assert refused.value.kind is ProblemKind.DECIDED_BEFORE
    twice.say(twice.near, ACCEPT)
    assert twice.stands() == (ConflictState.ACCEPTED, False, False)
    with pytest.raises(Problem) as late:
        twice.answer("太晚", Principal(Role.OFFICER, "O-2"))
    assert late.value.kind is ProblemKind.DECIDED_BEFORE


def test_officers_are_shown_what_waits_for_them(twice: DoubleUse) -> None:
    def waiting() -> list[str]:
        with reading(twice.town.centre.store) as connection:
            return [one.fact_id for one in list_conflicts(connection, ConflictState.REVIEW, "", 10)]

    assert waiting() == []
    twice.say(twice.far, REVIEW)
    assert waiting() == [twice.lost.header.id]


def test_nobody_answers_what_is_not_there(town: Town) -> None:
    with writing(town.centre.store) as connection, pytest.raises(Problem) as refused:
        answer_review(connection, OFFICER, FactId("0" * 32), "x", town.time())
    assert refused.value.kind is ProblemKind.NOT_FOUND


def test_the_request_is_taken_back(twice: DoubleUse) -> None:
    twice.near.hand_in(twice.near.chain.write(undo(twice.lost)))
    assert twice.stands() == (ConflictState.TAKEN_BACK, False, False)


@pytest.mark.parametrize("how", ["undone", "withdrawn", "cancelled"])
def test_who_had_it_gives_it_up_and_the_other_may_enrol_again(twice: DoubleUse, how: str) -> None:
    if how == "cancelled":
        with writing(twice.town.centre.store) as connection:
            cancel_class(connection, act_of(twice.town.centre, connection, OFFICER), ELSEWHERE, "人数不足")
    else:
        given_up = undo(twice.won) if how == "undone" else EnrolmentWithdrawn(ELSEWHERE, twice.voucher, "搬家")
        twice.far.hand_in(twice.far.chain.write(given_up))
    assert twice.stands() == (ConflictState.FREED, True, False)
    again = twice.near.chain.write(twice.town.request(twice.town.code(twice.voucher), WELDERS))
    assert twice.near.hand_in(again)[0].outcome is Outcome.RECORDED
    assert twice.stands() == (ConflictState.GRANTED, False, False)


def test_what_was_freed_is_taken_again(twice: DoubleUse) -> None:
    twice.far.hand_in(twice.far.chain.write(undo(twice.won)))
    again = twice.far.chain.write(twice.town.request(twice.town.code(twice.voucher), ELSEWHERE))
    assert twice.far.hand_in(again)[0].outcome is Outcome.RECORDED
    assert twice.stands() == (ConflictState.OPEN, True, True)


def test_an_answer_that_comes_when_it_was_given_up_asks_only_who_lost(twice: DoubleUse) -> None:
    twice.say(twice.near, REVIEW)
    twice.far.hand_in(twice.far.chain.write(undo(twice.won)))
    twice.answer()
    assert twice.at(twice.near)["answer"]["note"]
    assert twice.stands() == (ConflictState.FREED, True, False)


@pytest.mark.parametrize("looked_at", [False, True])
def test_who_gave_it_up_has_nothing_to_do_with_it_when_a_third_site_takes_it(
    twice: DoubleUse, third_desk: Sender, looked_at: bool
) -> None:
    twice.far.hand_in(twice.far.chain.write(undo(twice.won)))
    if looked_at:
        twice.say(twice.near, REVIEW)
        twice.answer()
    taken = third_desk.chain.write(twice.town.request(twice.town.code(twice.voucher), THIRD))
    assert third_desk.hand_in(taken)[0].outcome is Outcome.RECORDED
    assert twice.far.news()["conflict", twice.lost.header.id] is None
    near, third = twice.at(twice.near), twice.at(third_desk)
    assert (near["state"], near["to_decide"], third["to_decide"]) == (ConflictState.OPEN, True, True)
    assert near["theirs"] == third["ours"]
    assert near["theirs"]["class_name"] == "三号点焊工班"


def test_what_an_officer_was_asked_waits_on_when_another_takes_it(twice: DoubleUse, third_desk: Sender) -> None:
    twice.far.hand_in(twice.far.chain.write(undo(twice.won)))
    twice.say(twice.near, REVIEW)
    third_desk.hand_in(third_desk.chain.write(twice.town.request(twice.town.code(twice.voucher), THIRD)))
    assert twice.far.news()["conflict", twice.lost.header.id] is None
    assert (twice.at(twice.near)["state"], twice.at(third_desk)["to_decide"]) == (ConflictState.REVIEW, True)


def test_lost_and_taken_back_in_one_batch_concerns_nobody(town: Town, desk: Sender, far_desk: Sender) -> None:
    voucher = town.voucher(VoucherKind.SUBSIDY, VoucherState.CLAIMED, 1)
    code = town.code(voucher)
    far_desk.hand_in(far_desk.chain.write(town.request(code, ELSEWHERE)))
    lost = desk.chain.write(town.request(code, WELDERS))
    desk.hand_in(lost, desk.chain.write(undo(lost)))
    body = far_desk.news().get(("conflict", lost.header.id))
    assert body is None or not body["to_decide"]


def test_leaving_takes_the_class_manager_or_whoever_made_the_scan(twice: DoubleUse) -> None:
    site = twice.near.device.site
    with writing(twice.town.centre.store) as connection:
        clerk = {"id": "P-clerk", "name": "吴试", "site": site, "role": StaffRole.CLERK}
        connection.execute(insert(staff).values(clerk))
    for other in ("P-nobody", "P-clerk"):
        twice.near.chain.operator = StaffId(other)
        refused = twice.say(twice.near, ACCEPT)
        assert (refused.outcome, refused.code) == (Outcome.REJECTED, ReceiptCode.OPERATOR_NOT_ALLOWED)
    twice.near.chain.operator = person_at(twice.town, site, StaffRole.CLASS_MANAGER)
    assert twice.say(twice.near, ACCEPT).outcome is Outcome.RECORDED


def test_another_desk_of_the_site_may_speak_and_another_site_may_not(
    twice: DoubleUse, colleague: Sender, third_desk: Sender, town: Town
) -> None:
    third_desk.chain.operator = twice.near.chain.operator
    assert twice.say(third_desk, SEEN).code is ReceiptCode.FACT_UNKNOWN
    colleague.chain.operator = twice.near.chain.operator
    assert twice.say(colleague, ACCEPT).outcome is Outcome.RECORDED
    punched = twice.near.chain.write(town.punch("VD1X"))
    twice.near.hand_in(punched)
    strange = twice.far.hand_in(twice.far.chain.write(AttentionSettled(punched.header.id, SEEN, None)))
    unknown = twice.far.hand_in(twice.far.chain.write(AttentionSettled("0" * 32, SEEN, None)))
    assert [one.code for one in (*strange, *unknown)] == [ReceiptCode.FACT_UNKNOWN] * 2


def test_a_record_without_a_rival_is_looked_at_when_somebody_asks(town: Town, desk: Sender) -> None:
    desk.chain.operator = person_at(town, desk.device.site, StaffRole.CLERK)
    number = town.voucher(VoucherKind.SUBSIDY, VoucherState.ISSUED)
    fact = desk.chain.write(town.punch(town.code(number)))
    assert desk.hand_in(fact)[0].outcome is Outcome.REJECTED
    desk.hand_in(desk.chain.write(AttentionSettled(fact.header.id, SEEN, None)))
    assert ("conflict", fact.header.id) not in desk.news()
    desk.hand_in(desk.chain.write(AttentionSettled(fact.header.id, REVIEW, "本人在场")))
    body = desk.news()["conflict", fact.header.id]
    assert body is not None
    assert (body["state"], body["to_decide"], body["theirs"]) == ("review", False, None)
    assert (body["voucher_no"], body["code"]) == (number, "voucher_not_usable")
    with writing(town.centre.store) as connection:
        answer_review(connection, OFFICER, fact.header.id, "券未领取", town.time())
    body = desk.news()["conflict", fact.header.id]
    assert body is not None
    assert (body["state"], body["to_decide"]) == ("answered", True)


def test_what_people_said_is_erased_when_its_time_is_over(twice: DoubleUse) -> None:
    twice.say(twice.near, REVIEW, "学员没去过")
    policy = Policy()
    with writing(twice.town.centre.store) as connection:
        assert forget(connection, policy, twice.town.time() + timedelta(days=policy.record_days - 1)).conflicts == 0
        assert forget(connection, policy, twice.town.time() + timedelta(days=policy.record_days + 1)).conflicts == 1
    key = ("conflict", twice.lost.header.id)
    assert twice.near.news()[key] is None
    assert twice.far.news()[key] is None


def test_two_classes_of_one_site_want_one_voucher(town: Town, desk: Sender) -> None:
    """The site is on both sides and has one thing to say."""
    voucher = town.voucher(VoucherKind.SUBSIDY, VoucherState.IN_USE, 2)
    lost = desk.chain.write(town.request(town.code(voucher), WELDERS))
    (receipt,) = desk.hand_in(lost)
    assert receipt.code is ReceiptCode.VOUCHER_IN_USE_ELSEWHERE
    body = desk.news()["conflict", lost.header.id]
    assert body is not None
    assert (body["side"], body["ours"]["site"]) == ("loser", body["theirs"]["site"])
    assert body["theirs"]["operator"] is None
