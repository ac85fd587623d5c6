"""Corrections and leave, from a desk and by a class manager's own request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import insert, select, update

from sync.central.acting.act import act_of
from sync.central.askers.identity import Principal, Role
from sync.central.attendance import amend_class
from sync.central.attendance.amend_class import Wanted
from sync.central.attendance.book import KeptCorrection
from sync.central.attendance.recount import recount_sessions
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.store.tables import corrections, sessions, staff, vouchers
from sync.domain.attendance import CorrectionState, Decision, LeaveKind, Mark
from sync.domain.ids import FactId, InstitutionId, SessionId, SiteId, StaffId
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.facts import Fact
from sync.protocol.payloads import AttendanceCorrected, CorrectionDecided, LeaveTaken, LeaveWithdrawn, Payload
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.unit.sync.central.attendance.conftest import CLERK, HOME, MANAGER, OTHER_MANAGER, School, Standing
from tests.unit.sync.central.conftest import CARERS, ON_NOW, WELDERS, Sender, undo

PAST, TO_COME = "K-0001-01", "K-0001-05"


def correct(school: School, session: str = ON_NOW, mark: str = "present", number: int | None = None) -> Payload:
    return AttendanceCorrected(session, WELDERS, number or school.welder, mark, "the phone was flat")


def signed(desk: Sender, payload: Payload, operator: str = CLERK, **how: object) -> Fact:
    """A fact of `operator`."""
    chain = desk.chain
    chain.operator = StaffId(operator)
    return chain.write(payload, at=desk.centre.now(), **how)  # type: ignore[arg-type]  # what the tests below say


def said(receipt: Receipt) -> tuple[Outcome, ReceiptCode | None]:
    return receipt.outcome, receipt.code


def test_on_the_same_day_a_correction_stands_at_once(school: School, desk: Sender) -> None:
    number, before = school.welder, school.hours(school.welder)
    (receipt,) = desk.hand_in(fact := signed(desk, correct(school)))
    assert (said(receipt), receipt.voucher_no) == ((Outcome.RECORDED, None), number)
    assert school.account(number) == Standing("present", 4, True, "")
    assert school.hours(number) == before + 4
    news = desk.news()
    told, shown = news["correction", fact.header.id], news["attendance", f"{ON_NOW}/{number}"]
    assert told is not None
    assert (told["state"], told["operator"], told["mark"]) == ("standing", CLERK, "present")
    assert shown is not None
    assert (shown["source"], shown["corrected"], shown["at"]) == (
        "correction",
        True,
        school.starts().isoformat(),
    )


def test_past_the_day_it_waits_for_another_class_manager(school: School, desk: Sender, colleague: Sender) -> None:
    number = school.town.voucher(VoucherKind.SUBSIDY, VoucherState.IN_USE, 1, place=3)
    before = school.account(number, PAST)
    (receipt,) = desk.hand_in(fact := signed(desk, correct(school, PAST, "absent", number), MANAGER))
    assert said(receipt) == (Outcome.PROVISIONAL, ReceiptCode.APPROVAL_NEEDED)
    waiting = school.account(number, PAST)
    assert waiting is not None
    assert waiting.flags == "correction_waiting"
    assert before is None or waiting.mark == before.mark
    decided = CorrectionDecided(fact.header.id, "approve")
    assert [said(answer) for answer in desk.hand_in(signed(desk, decided, MANAGER))] == [
        (Outcome.REJECTED, ReceiptCode.OWN_CORRECTION)
    ]
    assert [said(answer) for answer in colleague.hand_in(signed(colleague, decided, CLERK))] == [
        (Outcome.REJECTED, ReceiptCode.OPERATOR_NOT_ALLOWED)
    ]
    (approved,) = colleague.hand_in(signed(colleague, decided, OTHER_MANAGER))
    assert said(approved) == (Outcome.RECORDED, None)
    assert school.account(number, PAST) == Standing("absent", 0, True, "")
    (again,) = colleague.hand_in(signed(colleague, CorrectionDecided(fact.header.id, "decline"), OTHER_MANAGER))
    assert said(again) == (Outcome.REJECTED, ReceiptCode.DECIDED_BEFORE)


def test_a_declined_correction_changes_nothing_and_stays_to_see(
    school: School, desk: Sender, colleague: Sender
) -> None:
    before = school.account(school.welder, PAST)
    desk.hand_in(fact := signed(desk, correct(school, PAST, "late")))
    colleague.hand_in(signed(colleague, CorrectionDecided(fact.header.id, "decline"), MANAGER))
    assert school.account(school.welder, PAST) == before
    told = desk.news()["correction", fact.header.id]
    assert told is not None
    assert (told["state"], told["decided_by"]) == ("declined", MANAGER)


def test_the_day_is_the_sites_own(school: School, desk: Sender) -> None:
    """Midnight in Shanghai is four in the afternoon, UTC."""
    with writing(school.centre.store) as connection:
        late = school.time().replace(hour=15, minute=0, second=0, microsecond=0) - timedelta(days=1)
        connection.execute(update(sessions).where(sessions.c.id == ON_NOW).values(starts=late, ends=late))
    school.time.at = late + timedelta(minutes=30)
    assert said(desk.hand_in(signed(desk, correct(school)))[0]) == (Outcome.RECORDED, None)
    school.time.at = late + timedelta(minutes=90)
    assert desk.hand_in(signed(desk, correct(school)))[0].code is ReceiptCode.APPROVAL_NEEDED


def test_a_doubtful_clock_does_not_know_the_day(school: School, desk: Sender) -> None:
    (receipt,) = desk.hand_in(signed(desk, correct(school), trusted=False))
    assert said(receipt) == (Outcome.PROVISIONAL, ReceiptCode.APPROVAL_NEEDED)


def test_a_decision_may_arrive_before_the_correction(school: School, desk: Sender, colleague: Sender) -> None:
    fact = signed(desk, correct(school, PAST, "absent"))
    decision = signed(colleague, CorrectionDecided(fact.header.id, "approve"), MANAGER)
    assert said(colleague.hand_in(decision)[0]) == (Outcome.HELD, ReceiptCode.FACT_UNKNOWN)
    desk.hand_in(fact)
    assert said(colleague.hand_in(decision)[0]) == (Outcome.RECORDED, None)
    account = school.account(school.welder, PAST)
    assert account is not None
    assert (account.mark, account.corrected) == ("absent", True)


def test_what_was_withdrawn_or_undone_counts_no_more(school: School, desk: Sender, colleague: Sender) -> None:
    before = school.account(school.welder)
    first, second = signed(desk, correct(school)), signed(desk, correct(school, mark="late"))
    desk.hand_in(first, second)
    colleague.hand_in(signed(colleague, CorrectionDecided(second.header.id, "withdraw"), MANAGER))
    assert school.account(school.welder) == Standing("present", 4, True, "")
    desk.hand_in(signed(desk, undo(first)))
    assert school.account(school.welder) == before
    with reading(school.centre.store) as connection:
        rows = connection.execute(select(corrections.c.state, corrections.c.withdrawn_by)).all()
    assert sorted(map(tuple, rows)) == [("withdrawn", CLERK), ("withdrawn", MANAGER)]


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (AttendanceCorrected(TO_COME, WELDERS, 1001, "present", "x"), ReceiptCode.SESSION_TO_COME),
        (AttendanceCorrected(ON_NOW, WELDERS, 1001, "leave", "x"), ReceiptCode.UNREADABLE),
        (AttendanceCorrected(ON_NOW, WELDERS, 1001, "ill", "x"), ReceiptCode.UNREADABLE),
        (AttendanceCorrected(ON_NOW, WELDERS, 999_999, "present", "x"), ReceiptCode.VOUCHER_UNKNOWN),
        (AttendanceCorrected("K-0004-01", "K-0004", 1001, "present", "x"), ReceiptCode.CLASS_UNKNOWN),
        (AttendanceCorrected("K-0002-01", CARERS, 1001, "present", "x"), ReceiptCode.NOT_ENROLLED),
        (LeaveTaken(ON_NOW, WELDERS, 1001, "bored", "x"), ReceiptCode.UNREADABLE),
        (LeaveTaken("K-0002-01", CARERS, 1001, "sick", "x"), ReceiptCode.NOT_ENROLLED),
        (CorrectionDecided("0" * 32, "perhaps"), ReceiptCode.UNREADABLE),
        (AttendanceCorrected("no\0session", WELDERS, 1001, "present", "x"), ReceiptCode.UNREADABLE),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    school: School, desk: Sender, payload: Payload, code: ReceiptCode
) -> None:
    (receipt,) = desk.hand_in(signed(desk, payload))
    assert said(receipt) == (Outcome.REJECTED, code)


def test_only_staff_of_the_site_who_may_and_only_until_the_check(school: School, desk: Sender) -> None:
    with writing(school.centre.store) as connection:
        connection.execute(insert(staff).values(id="P-it", site=HOME, name="技试", role="it"))
    for operator in ("P-0004", "P-it", "nobody"):
        (receipt,) = desk.hand_in(signed(desk, correct(school), operator))
        assert said(receipt) == (Outcome.REJECTED, ReceiptCode.OPERATOR_NOT_ALLOWED)
    number = school.welder
    with writing(school.centre.store) as connection:
        connection.execute(update(vouchers).where(vouchers.c.no == number).values(state=VoucherState.USED))
    (receipt,) = desk.hand_in(signed(desk, correct(school, number=number)))
    assert said(receipt) == (Outcome.REJECTED, ReceiptCode.VOUCHER_NOT_USABLE)


def test_leave_is_told_and_withdrawn(school: School, desk: Sender, colleague: Sender) -> None:
    number = school.welder
    desk.hand_in(fact := signed(desk, LeaveTaken(TO_COME, WELDERS, number, "sick", "a cold")))
    assert school.account(number, TO_COME) == Standing("leave", 0, False, "sick_leave")
    news = desk.news()
    told, absence = news["leave", fact.header.id], news["absence", f"{TO_COME}/{number}"]
    assert told is not None
    assert (told["kind"], told["withdrawn_by"]) == ("sick", None)
    assert absence is not None
    assert absence["mark"] == "leave"
    (refused,) = colleague.hand_in(signed(colleague, LeaveWithdrawn(fact.header.id), "P-0002"))
    assert refused.code is ReceiptCode.OPERATOR_NOT_ALLOWED
    (ended,) = colleague.hand_in(signed(colleague, LeaveWithdrawn(fact.header.id), MANAGER))
    assert said(ended) == (Outcome.RECORDED, None)
    assert school.account(number, TO_COME) is None
    assert desk.news()["absence", f"{TO_COME}/{number}"] is None


def wanted(school: School, id_: str = "C-1", session: str = PAST, kind: Mark | LeaveKind = Mark.ABSENT) -> Wanted:
    return Wanted(id_, SessionId(session), school.welder, kind, "seen by nobody")


def ask(school: School, who: str, asked: Wanted, class_id: str = WELDERS) -> KeptCorrection:
    with writing(school.centre.store) as connection:
        return amend_class.correct(connection, school.act(connection, Role.CLASS_MANAGER, who), class_id, asked)


def decide(school: School, who: str, decision: Decision, id_: str = "C-1") -> KeptCorrection:
    with writing(school.centre.store) as connection:
        act = school.act(connection, Role.CLASS_MANAGER, who)
        return amend_class.decide(connection, act, WELDERS, id_, decision)


def refusal(call: object, *arguments: object) -> ProblemKind:
    assert callable(call)
    with pytest.raises(Problem) as refused:
        call(*arguments)
    return refused.value.kind


def test_a_class_manager_corrects_and_another_approves(school: School) -> None:
    assert ask(school, MANAGER, wanted(school)).state is CorrectionState.WAITING
    assert ask(school, MANAGER, wanted(school)).state is CorrectionState.WAITING
    assert refusal(decide, school, MANAGER, Decision.APPROVE) is ProblemKind.OWN_CORRECTION
    for _ in range(2):
        assert decide(school, OTHER_MANAGER, Decision.APPROVE).state is CorrectionState.STANDING
    assert school.account(school.welder, PAST) == Standing("absent", 0, True, "")
    assert refusal(decide, school, OTHER_MANAGER, Decision.DECLINE) is ProblemKind.DECIDED_BEFORE
    before = school.hours(school.welder)
    assert decide(school, MANAGER, Decision.WITHDRAW).state is CorrectionState.WITHDRAWN
    restored = school.account(school.welder, PAST)
    assert restored is None or not restored.corrected
    assert school.hours(school.welder) == before + (restored.hours if restored else 0)


def test_other_content_under_the_same_id_is_refused(school: School) -> None:
    ask(school, MANAGER, wanted(school))
    for who, asked in ((OTHER_MANAGER, wanted(school)), (MANAGER, wanted(school, kind=Mark.LATE))):
        assert refusal(ask, school, who, asked) is ProblemKind.ID_TAKEN


def test_another_institutions_class_does_not_exist(school: School) -> None:
    stranger = Principal(Role.CLASS_MANAGER, "P-0004", InstitutionId("I-0002"), SiteId("S-0002"))
    with writing(school.centre.store) as connection, pytest.raises(Problem) as refused:
        amend_class.correct(connection, act_of(school.centre, connection, stranger), WELDERS, wanted(school))
    assert refused.value.kind is ProblemKind.NOT_FOUND
    assert refusal(ask, school, MANAGER, wanted(school, session="K-0002-01")) is ProblemKind.NOT_FOUND
    assert refusal(decide, school, MANAGER, Decision.APPROVE, "unheard of") is ProblemKind.NOT_FOUND


def test_leave_by_request(school: School) -> None:
    asked = wanted(school, "L-1", TO_COME, LeaveKind.PERSONAL)
    with writing(school.centre.store) as connection:
        act = school.act(connection, Role.CLASS_MANAGER, MANAGER)
        for _ in range(2):
            assert not amend_class.excuse(connection, act, WELDERS, asked).withdrawn
    assert school.account(school.welder, TO_COME) == Standing("leave", 0, False, "personal_leave")
    with writing(school.centre.store) as connection:
        act = school.act(connection, Role.CLASS_MANAGER, OTHER_MANAGER)
        for _ in range(2):
            assert amend_class.end_leave(connection, act, WELDERS, "L-1").withdrawn_by == OTHER_MANAGER
    assert school.account(school.welder, TO_COME) is None


def test_a_cancelled_or_moved_session_is_judged_anew(school: School, desk: Sender) -> None:
    number, before = school.welder, school.hours(school.welder)
    desk.hand_in(desk.chain.write(school.town.punch(None, number), at=school.time()))
    assert school.hours(number) == before + 4
    with writing(school.centre.store) as connection:
        moved = {"starts": school.starts() - timedelta(hours=1), "ends": school.starts() + timedelta(hours=2)}
        connection.execute(update(sessions).where(sessions.c.id == ON_NOW).values(moved))
        recount_sessions(connection, SiteId(HOME), [ON_NOW], school.centre.lists(connection).policy)
    assert school.account(number) == Standing("late", 3, False, "late")
    assert school.hours(number) == before + 3
    with writing(school.centre.store) as connection:
        connection.execute(update(sessions).where(sessions.c.id == ON_NOW).values(cancelled=True))
        recount_sessions(connection, SiteId(HOME), [ON_NOW], school.centre.lists(connection).policy)
    assert (school.account(number), school.hours(number)) == (None, before)
    other = school.town.voucher(VoucherKind.SUBSIDY, VoucherState.IN_USE, 1, place=1)
    (receipt,) = desk.hand_in(desk.chain.write(school.town.punch(None, other), at=school.time()))
    assert said(receipt) == (Outcome.PROVISIONAL, ReceiptCode.CLASS_CANCELLED)
    assert school.account(other) is None
    (receipt,) = desk.hand_in(signed(desk, correct(school)))
    assert said(receipt) == (Outcome.REJECTED, ReceiptCode.CLASS_CANCELLED)
    assert refusal(ask, school, MANAGER, wanted(school, session=ON_NOW)) is ProblemKind.SESSION_CLOSED


def test_a_later_policy_changes_no_mark_of_the_past(school: School, desk: Sender) -> None:
    number = school.welder
    before = school.hours(number)
    school.time.go_on(timedelta(minutes=46))
    desk.hand_in(desk.chain.write(school.town.punch(None, number), at=school.time()))
    assert school.account(number) == Standing("late", 3, False, "late")
    school.adopt(late_after_minutes=120)
    other = school.town.voucher(VoucherKind.SUBSIDY, VoucherState.IN_USE, 1, place=1)
    desk.hand_in(desk.chain.write(school.town.punch(None, other), at=school.time()))
    assert school.account(number) == Standing("late", 3, False, "late")
    assert school.account(other) == Standing("present", 4, False, "")
    assert school.hours(number) == before + 3


def test_the_order_of_arrival_never_matters(school: School, desk: Sender, colleague: Sender) -> None:
    """Two desks were offline: what they tell of one person comes to the same, however it comes."""
    starts, random = school.starts(), Random(7)
    school.time.at = starts + timedelta(hours=4)
    told: list[tuple[Sender, timedelta, Callable[[int], Payload]]] = [
        (desk, timedelta(minutes=-300), lambda number: LeaveTaken(ON_NOW, WELDERS, number, "sick", "a cold")),
        (colleague, timedelta(minutes=50), lambda number: school.town.punch(None, number)),
        (desk, timedelta(minutes=60), lambda number: replace(school.town.punch(None, number), direction="out")),
        (desk, timedelta(minutes=95), lambda number: school.town.punch(None, number)),
        (colleague, timedelta(minutes=120), lambda number: replace(school.town.punch(None, number), direction="out")),
    ]
    people = [school.town.voucher(VoucherKind.SUBSIDY, VoucherState.IN_USE, 1, place=place) for place in range(8)]
    facts: dict[int, list[tuple[Sender, Fact]]] = {number: [] for number in people}
    for sender, after, make in told:
        for number in people:
            facts[number].append((sender, sender.chain.write(make(number), at=starts + after)))
    seen = set()
    for number in people:
        before = school.hours(number)
        for sender, fact in random.sample(facts[number], len(told)):
            sender.hand_in(fact)
        seen.add((school.account(number), school.hours(number) - before))
    assert seen == {(Standing("late", 2, False, "late left_early sick_leave"), 2)}


def test_a_fact_under_the_id_of_a_request_stops_no_other(school: School, desk: Sender) -> None:
    taken, taken_too = FactId("ab" * 16), FactId("cd" * 16)
    ask(school, MANAGER, replace(wanted(school), id=taken))
    excused = Wanted(taken_too, SessionId(TO_COME), school.welder, LeaveKind.SICK, "ill")
    with writing(school.centre.store) as connection:
        amend_class.excuse(connection, school.act(connection, Role.CLASS_MANAGER, MANAGER), WELDERS, excused)
    facts = [
        signed(desk, correct(school), fact_id=taken),
        signed(desk, LeaveTaken(ON_NOW, WELDERS, school.welder, "sick", "ill"), fact_id=taken_too),
        signed(desk, correct(school)),
    ]
    assert [said(receipt) for receipt in desk.hand_in(*facts)] == [
        (Outcome.REJECTED, ReceiptCode.UNREADABLE),
        (Outcome.REJECTED, ReceiptCode.UNREADABLE),
        (Outcome.RECORDED, None),
    ]


def test_after_the_check_nothing_comes_to_count_and_nothing_stops_to(school: School, desk: Sender) -> None:
    number = school.welder
    standing, waiting = signed(desk, correct(school, mark="absent")), signed(desk, correct(school, PAST, "absent"))
    desk.hand_in(standing, waiting)
    before = school.account(number), school.account(number, PAST)
    with writing(school.centre.store) as connection:
        connection.execute(update(vouchers).where(vouchers.c.no == number).values(state=VoucherState.USED))
    approval = CorrectionDecided(waiting.header.id, "approve")
    withdrawal = CorrectionDecided(standing.header.id, "withdraw")
    for payload in (approval, withdrawal):
        (receipt,) = desk.hand_in(signed(desk, payload, OTHER_MANAGER))
        assert said(receipt) == (Outcome.REJECTED, ReceiptCode.VOUCHER_NOT_USABLE)
    assert refusal(decide, school, MANAGER, Decision.APPROVE, waiting.header.id) is ProblemKind.VOUCHER_NOT_USABLE
    desk.hand_in(signed(desk, undo(standing)))
    assert (school.account(number), school.account(number, PAST)) == before
    assert decide(school, MANAGER, Decision.DECLINE, waiting.header.id).state is CorrectionState.DECLINED


def test_what_was_declined_stays_so(school: School, desk: Sender) -> None:
    desk.hand_in(fact := signed(desk, correct(school, PAST, "late")))
    decide(school, MANAGER, Decision.DECLINE, fact.header.id)
    desk.hand_in(signed(desk, undo(fact)))
    with reading(school.centre.store) as connection:
        assert connection.scalar(select(corrections.c.state)) == "declined"
