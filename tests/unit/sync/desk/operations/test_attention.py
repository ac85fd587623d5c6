"""What needs attention, who may decide what, and that only an answer or a person ends it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.settle_attention import settle_attention
from sync.desk.operations.show_attention import Attention, AttentionTask, Trouble, Urgency, show_attention
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.operations.show_roster import RosterState, show_roster
from sync.desk.operations.undo_scan import undo_scan
from sync.desk.operations.withdraw_enrolment import withdraw_enrolment
from sync.desk.store import facts, feed, kept, receipts
from sync.domain.attention import AttentionDecision, ConflictState
from sync.domain.ids import FactId, StaffId, VoucherNo
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode, Winner
from tests.fakes.conflict_news import FAR_SITE, told
from tests.fakes.site import CLASS_A, FRONT_DESK, MANAGER, NOW, SESSION_A, SiteKeys

ACCEPT, REVIEW, SEEN = AttentionDecision.ACCEPT, AttentionDecision.REVIEW, AttentionDecision.SEEN
COLLEAGUE = StaffId("s3")
ELSEWHERE = FactId("e" * 32)
"""A request of another PC."""


@pytest.fixture(autouse=True)
def _colleague(desk: Desk) -> None:
    hear(desk, Change(ChangeKind.STAFF, COLLEAGUE, {"name": "吴试", "role": "clerk"}))


def hear(desk: Desk, *news: Change) -> None:
    """The feed is read to its end."""
    with desk.store.write() as tx:
        mark = receipts.newest_number(tx)
        feed.apply(tx, news, "9")
        kept.put_feed_end(tx, NOW, mark)


def answer(desk: Desk, fact_id: FactId, outcome: Outcome, code: ReceiptCode | None = None) -> None:
    winner = Winner(FAR_SITE, "焊工晚班", NOW - timedelta(days=1)) if outcome is Outcome.CONFLICT else None
    with desk.store.write() as tx:
        receipts.append(tx, [Receipt(fact_id, outcome, code, NOW, winner, VoucherNo(3001))])


def enrol(desk: Desk, keys: SiteKeys, operator: StaffId = FRONT_DESK) -> FactId:
    code = keys.code_for(3001, name="孙试梅")
    fact_id = enrol_trainee(desk, code, class_id=CLASS_A, operator=operator).fact_id
    assert fact_id is not None
    return fact_id


@pytest.fixture
def lost(desk: Desk, keys: SiteKeys) -> FactId:
    """An enrolment made here whose voucher is used elsewhere, as the receipt says."""
    fact_id = enrol(desk, keys)
    answer(desk, fact_id, Outcome.CONFLICT, ReceiptCode.VOUCHER_IN_USE_ELSEWHERE)
    return fact_id


def shown(desk: Desk, operator: StaffId = FRONT_DESK) -> Attention:
    attention = show_attention(desk, operator)
    assert attention.to_decide == show_desk_state(desk).needs_attention
    assert attention.to_decide == sum(task.urgency is Urgency.TO_DECIDE for task in attention.tasks)
    return attention


def only(desk: Desk, operator: StaffId = FRONT_DESK) -> AttentionTask:
    (task,) = shown(desk, operator).tasks
    return task


def test_a_record_that_was_taken_needs_nobody(desk: Desk, keys: SiteKeys) -> None:
    fact_id = enrol(desk, keys)
    assert shown(desk).tasks == ()
    answer(desk, fact_id, Outcome.RECORDED)
    assert shown(desk).tasks == ()


def test_who_lost_sees_who_where_and_when_before_the_feed_has_told(desk: Desk, lost: FactId) -> None:
    task = only(desk)
    assert (task.urgency, task.trouble, task.name) == (Urgency.TO_DECIDE, Trouble.LOST, "孙*梅")
    assert task.theirs is not None
    assert (task.theirs.site, task.theirs.at) == (FAR_SITE, NOW - timedelta(days=1))
    assert task.ours is not None
    assert (task.ours.operator, task.ours.class_name) == ("张*", "初级焊工 2026-11 班")
    assert task.choices == (ACCEPT, REVIEW)
    hear(desk, told(lost))
    told_task = only(desk)
    assert told_task.theirs is not None
    assert told_task.theirs.operator == "陈*"
    assert told_task.state is ConflictState.OPEN


def test_leaving_takes_whoever_made_the_scan_or_the_class_manager(desk: Desk, lost: FactId) -> None:
    task = only(desk, COLLEAGUE)
    assert (task.choices, task.manager_may_leave) == ((REVIEW,), True)
    with pytest.raises(InvalidInput):
        settle_attention(desk, lost, ACCEPT, operator=COLLEAGUE)
    assert only(desk, MANAGER).choices == (ACCEPT, REVIEW)
    settle_attention(desk, lost, ACCEPT, operator=MANAGER)


def test_whoever_leaves_the_class_leaves_its_roster(desk: Desk, lost: FactId) -> None:
    assert show_roster(desk, CLASS_A)[0].state is RosterState.CONFLICT
    settled = settle_attention(desk, lost, ACCEPT, note=" 学员去二号点 ", operator=FRONT_DESK)
    assert {line.state for line in show_roster(desk, CLASS_A)} == {RosterState.ENROLLED}
    with desk.store.read() as tx:
        fact = facts.find(tx, settled)
    assert fact is not None
    assert fact.payload == {"about": lost, "decision": "accept", "note": "学员去二号点"}
    with pytest.raises(UnknownThing):
        settle_attention(desk, lost, ACCEPT, operator=FRONT_DESK)


def test_what_was_decided_is_shown_until_the_centre_has_it_and_afterwards(desk: Desk, lost: FactId) -> None:
    settled = settle_attention(desk, lost, ACCEPT, operator=FRONT_DESK)
    task = only(desk)
    assert task.urgency is Urgency.DECIDED
    assert task.choices == ()
    assert task.decided is not None
    assert (task.decided.decision, task.decided.received_at) == (ACCEPT, None)
    answer(desk, settled, Outcome.RECORDED)
    received = only(desk).decided
    assert received is not None
    assert received.received_at == NOW


def test_a_decision_made_here_is_not_undone_by_older_news(desk: Desk, lost: FactId) -> None:
    hear(desk, told(lost))
    settled = settle_attention(desk, lost, REVIEW, operator=FRONT_DESK)
    hear(desk, told(lost))
    assert only(desk).urgency is Urgency.DECIDED
    answer(desk, settled, Outcome.RECORDED)
    assert only(desk).urgency is Urgency.DECIDED
    hear(desk, told(lost, to_decide=False, state="review"))
    assert only(desk).urgency is Urgency.WAITING


def test_an_officers_answer_brings_it_back(desk: Desk, lost: FactId) -> None:
    answer(desk, settle_attention(desk, lost, REVIEW, operator=FRONT_DESK), Outcome.RECORDED)
    note = {"note": "有签名", "at": NOW.isoformat()}
    hear(desk, told(lost, state="answered", answer=note))
    task = only(desk)
    assert (task.urgency, task.choices) == (Urgency.TO_DECIDE, (ACCEPT, SEEN))
    assert task.answer is not None
    assert task.answer.note == "有签名"


def test_a_decision_that_the_centre_rejects_decides_nothing(desk: Desk, lost: FactId) -> None:
    settled = settle_attention(desk, lost, ACCEPT, operator=FRONT_DESK)
    answer(desk, settled, Outcome.REJECTED, ReceiptCode.OPERATOR_NOT_ALLOWED)
    task = only(desk)
    assert task.urgency is Urgency.TO_DECIDE
    assert task.decided is not None
    assert task.decided.refused is ReceiptCode.OPERATOR_NOT_ALLOWED
    assert show_roster(desk, CLASS_A)[0].state is RosterState.CONFLICT


def test_another_pc_of_the_site_decides_for_all(desk: Desk, lost: FactId) -> None:
    hear(desk, told(lost))
    hear(desk, told(lost, to_decide=False, state="accepted"))
    assert shown(desk).tasks == ()
    assert {line.state for line in show_roster(desk, CLASS_A)} == {RosterState.ENROLLED}


def test_what_another_pc_of_the_site_lost_is_everybodys_task(desk: Desk) -> None:
    hear(desk, told(ELSEWHERE))
    task = only(desk)
    assert (task.act, task.trouble, task.name) == (None, Trouble.LOST, "孙*梅")
    assert (task.choices, only(desk, MANAGER).choices) == ((REVIEW,), (ACCEPT, REVIEW))


def test_who_has_the_voucher_takes_note_of_it(desk: Desk) -> None:
    hear(desk, told(ELSEWHERE, lost=False))
    task = only(desk)
    assert (task.trouble, task.choices) == (Trouble.CONTESTED, (SEEN, REVIEW))
    settle_attention(desk, ELSEWHERE, SEEN, operator=FRONT_DESK)
    assert only(desk).urgency is Urgency.DECIDED


def test_what_was_given_up_can_be_enrolled_again(desk: Desk, keys: SiteKeys, lost: FactId) -> None:
    hear(desk, told(lost, state="freed"))
    assert only(desk).choices == (ACCEPT, SEEN)
    settle_attention(desk, lost, SEEN, operator=FRONT_DESK)
    enrol(desk, keys)
    assert show_roster(desk, CLASS_A)[0].state is RosterState.PENDING


def test_what_was_taken_back_here_needs_nobody(desk: Desk, lost: FactId) -> None:
    hear(desk, told(lost))
    undo_scan(desk, lost, operator=FRONT_DESK)
    assert shown(desk).tasks == ()


def test_rejected_is_decided_and_provisional_and_held_only_wait(desk: Desk, keys: SiteKeys) -> None:
    for number, outcome in enumerate((Outcome.REJECTED, Outcome.PROVISIONAL, Outcome.HELD), start=3001):
        code = keys.code_for(number, name="孙试")
        fact_id = enrol_trainee(desk, code, class_id=CLASS_A, operator=FRONT_DESK).fact_id
        assert fact_id is not None
        code_of = {Outcome.REJECTED: ReceiptCode.OTHER_PROJECT, Outcome.HELD: ReceiptCode.INSTITUTION_SUSPENDED}
        answer(desk, fact_id, outcome, code_of.get(outcome))
    by_trouble = {task.trouble: task for task in shown(desk).tasks}
    assert by_trouble[Trouble.REJECTED].urgency is Urgency.TO_DECIDE
    assert by_trouble[Trouble.REJECTED].choices == (SEEN, REVIEW)
    assert by_trouble[Trouble.PROVISIONAL].urgency is Urgency.WAITING
    assert (by_trouble[Trouble.PROVISIONAL].choices, by_trouble[Trouble.HELD].choices) == ((SEEN,), ())
    settle_attention(desk, by_trouble[Trouble.PROVISIONAL].fact_id, SEEN, operator=FRONT_DESK)
    with pytest.raises(InvalidInput):
        settle_attention(desk, by_trouble[Trouble.HELD].fact_id, SEEN, operator=FRONT_DESK)
    answer(desk, by_trouble[Trouble.HELD].fact_id, Outcome.RECORDED)
    assert [task.urgency for task in shown(desk).tasks] == [Urgency.TO_DECIDE, Urgency.DECIDED]


def test_a_departure_that_was_rejected_names_the_person(desk: Desk) -> None:
    fact_id = withdraw_enrolment(desk, VoucherNo(1001), class_id=CLASS_A, reason="搬家", operator=FRONT_DESK)
    answer(desk, fact_id, Outcome.REJECTED, ReceiptCode.VOUCHER_NOT_USABLE)
    hear(desk)
    task = only(desk)
    assert (task.name, task.choices) == ("王*明", (SEEN, REVIEW))


@pytest.mark.parametrize("note", ["x" * 501, "two\nlines", "\u202eturned"])
def test_a_note_is_one_line(desk: Desk, lost: FactId, note: str) -> None:
    with pytest.raises(InvalidInput):
        settle_attention(desk, lost, ACCEPT, note=note, operator=FRONT_DESK)
    settle_attention(desk, lost, ACCEPT, note="x" * 500, operator=FRONT_DESK)


def test_nothing_is_decided_by_strangers_or_about_strange_things(desk: Desk, lost: FactId) -> None:
    with pytest.raises(UnknownThing):
        settle_attention(desk, FactId("0" * 32), SEEN, operator=FRONT_DESK)
    with pytest.raises(UnknownThing):
        settle_attention(desk, lost, REVIEW, operator=StaffId("nobody"))
    with pytest.raises(InvalidInput):
        settle_attention(desk, lost, SEEN, operator=FRONT_DESK)
    assert show_attention(desk).tasks[0].choices == ()


def test_news_of_a_later_program_are_shown_as_far_as_they_are_understood(desk: Desk) -> None:
    hear(desk, told(ELSEWHERE, code="a_code_to_come", more=1))
    assert only(desk).code is None
    hear(desk, told(ELSEWHERE, state="a_state_to_come"))
    assert only(desk).state is ConflictState.OPEN
    hear(desk, Change(ChangeKind.CONFLICT, ELSEWHERE, None))
    assert shown(desk).tasks == ()


def test_of_what_only_waits_the_newest_are_shown_and_it_is_said(desk: Desk) -> None:
    ids = []
    for number in range(51):
        seen = check_in(desk, f"8800123456789012345{number:05d}", session_id=SESSION_A, operator=FRONT_DESK)
        assert seen.fact_id is not None
        answer(desk, seen.fact_id, Outcome.PROVISIONAL)
        ids.append(seen.fact_id)
        shown = show_attention(desk, FRONT_DESK) if number > 48 else None
        assert shown is None or (len(shown.tasks), shown.cut) == (
            50,
            frozenset() if number == 49 else frozenset({Urgency.WAITING}),
        )
    assert [task.fact_id for task in show_attention(desk).tasks] == ids[:0:-1]
