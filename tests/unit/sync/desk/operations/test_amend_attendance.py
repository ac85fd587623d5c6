"""Signing out, correcting, approving, excusing: what goes into the record, and what is refused before it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from sync.desk.operations.approve_correction import approve_correction
from sync.desk.operations.check_in import check_in, check_in_by_hand
from sync.desk.operations.correct_attendance import correct_attendance
from sync.desk.operations.count_session import count_session
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_recent_scans import show_recent_scans
from sync.desk.operations.sign_out import sign_out, sign_out_by_hand
from sync.desk.operations.take_leave import take_leave, withdraw_leave
from sync.desk.operations.undo_scan import undo_scan
from sync.desk.store import facts, feed
from sync.domain.attendance import Decision, LeaveKind, Mark
from sync.domain.ids import FactId, SessionId, StaffId, VoucherNo
from sync.domain.verdicts import Reason
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.changes import Change, ChangeKind
from tests.fakes.clock import SetClock
from tests.fakes.site import FRONT_DESK, MANAGER, NOW, SESSION_A, SESSION_B, VOID_VOUCHER, SiteKeys

ONE, TWO, ELSEWHERE = VoucherNo(1001), VoucherNo(1002), VoucherNo(2001)
NATIONAL = "310000202611230000012345"
IN_CLASS, PAST_MIDNIGHT = timedelta(minutes=40), timedelta(hours=16)


def written(desk: Desk, fact_id: FactId | None) -> dict[str, object]:
    """The payload of a fact, under its type."""
    assert fact_id is not None
    with desk.store.read() as tx:
        fact = facts.find(tx, fact_id)
    assert fact is not None
    return {"type": fact.header.type, "operator": fact.header.operator, **fact.payload}


def test_signing_out_is_a_punch_with_its_direction_and_no_sign_in(
    desk: Desk, keys: SiteKeys, clock: SetClock
) -> None:
    check_in(desk, keys.code_for(1001), session_id=SESSION_A, operator=FRONT_DESK)
    clock.go_on(IN_CLASS)
    out = sign_out(desk, keys.code_for(1001), session_id=SESSION_A, operator=FRONT_DESK)
    assert (out.reason, out.voucher_no, out.name) == (Reason.CODE_STALE, 1001, "王*明")
    assert written(desk, out.fact_id)["direction"] == "out"
    only_out = sign_out_by_hand(desk, TWO, session_id=SESSION_A, operator=FRONT_DESK)
    assert only_out.reason is Reason.SIGNED_OUT
    fact = written(desk, only_out.fact_id)
    assert (fact["type"], fact["direction"], fact["method"], fact["reason"]) == (
        "attendance_punched",
        "out",
        "by_hand",
        "signed_out",
    )
    assert count_session(desk, SESSION_A).present == 1


def test_a_sign_in_afterwards_is_still_one(desk: Desk, clock: SetClock) -> None:
    clock.go_on(IN_CLASS)
    sign_out_by_hand(desk, ONE, session_id=SESSION_A, operator=FRONT_DESK)
    again = check_in_by_hand(desk, ONE, session_id=SESSION_A, operator=FRONT_DESK)
    assert again.reason is Reason.SIGNED_IN_LATE


def test_a_sign_out_shows_among_the_last_scans_and_can_be_undone(desk: Desk, clock: SetClock) -> None:
    clock.go_on(IN_CLASS)
    out = sign_out_by_hand(desk, ONE, session_id=SESSION_A, operator=FRONT_DESK)
    assert out.fact_id is not None
    (line,) = show_recent_scans(desk, SESSION_A)
    assert (line.reason, line.can_undo) == (Reason.SIGNED_OUT, True)
    undo_scan(desk, out.fact_id, operator=FRONT_DESK)
    assert show_recent_scans(desk, SESSION_A)[0].undone


@pytest.mark.parametrize(
    ("code", "after", "reason", "kind"),
    [
        (lambda keys: keys.code_for(1001), timedelta(), Reason.TOO_EARLY, "voucher_seen"),
        (lambda keys: keys.code_for(2001), IN_CLASS, Reason.OTHER_CLASS, "voucher_seen"),
        (lambda keys: keys.code_for(int(VOID_VOUCHER)), IN_CLASS, Reason.VOID, "voucher_seen"),
        (lambda keys: keys.code_for(3001, name="孙试"), IN_CLASS, Reason.NOT_ENROLLED, "voucher_seen"),
        (lambda _keys: NATIONAL, IN_CLASS, Reason.ONLY_CENTRE_CAN_READ, "attendance_punched"),
    ],
)
def test_who_cannot_sign_out_and_who_is_to_be_confirmed(  # noqa: PLR0917  fixtures and parameters
    desk: Desk,
    keys: SiteKeys,
    clock: SetClock,
    code: Callable[[SiteKeys], str],
    after: timedelta,
    reason: Reason,
    kind: str,
) -> None:
    clock.go_on(after)
    out = sign_out(desk, code(keys), session_id=SESSION_A, operator=FRONT_DESK)
    assert (out.reason, written(desk, out.fact_id)["type"]) == (reason, kind)


def test_what_is_no_voucher_leaves_no_record(desk: Desk) -> None:
    out = sign_out(desk, "HTTPS://PAY.EXAMPLE/1", session_id=SESSION_A, operator=FRONT_DESK)
    assert (out.reason, out.fact_id) == (Reason.NOT_A_VOUCHER, None)


def test_a_correction_stands_today_and_waits_tomorrow(desk: Desk, clock: SetClock) -> None:
    clock.go_on(IN_CLASS)

    def corrected(mark: Mark) -> tuple[FactId, bool]:
        done = correct_attendance(
            desk, ONE, session_id=SESSION_A, mark=mark, reason=" phone flat ", operator=FRONT_DESK
        )
        return done.fact_id, done.needs_approval

    fact_id, waits = corrected(Mark.PRESENT)
    assert not waits
    assert written(desk, fact_id) == {
        "type": "attendance_corrected",
        "operator": FRONT_DESK,
        "session_id": SESSION_A,
        "class_id": "class-a",
        "voucher_no": ONE,
        "mark": "present",
        "reason": "phone flat",
    }
    clock.go_on(PAST_MIDNIGHT)
    assert corrected(Mark.LATE)[1]
    clock.anchor = None
    assert corrected(Mark.LATE)[1]


def test_a_correction_that_cannot_be_is_refused_and_not_written(desk: Desk, clock: SetClock) -> None:
    def attempt(voucher_no: VoucherNo, session: SessionId, mark: Mark, reason: str, operator: StaffId) -> None:
        correct_attendance(desk, voucher_no, session_id=session, mark=mark, reason=reason, operator=operator)

    before = len_of_record(desk)
    with pytest.raises(InvalidInput):
        attempt(ONE, SESSION_A, Mark.PRESENT, "not begun", FRONT_DESK)
    clock.go_on(IN_CLASS)
    for reason, mark in (("", Mark.PRESENT), ("two\nlines", Mark.PRESENT), ("x" * 201, Mark.LATE), ("x", Mark.LEAVE)):
        with pytest.raises(InvalidInput):
            attempt(ONE, SESSION_A, mark, reason, FRONT_DESK)
    for voucher_no, session, operator in (
        (ELSEWHERE, SESSION_A, FRONT_DESK),
        (ONE, SESSION_B, FRONT_DESK),
        (ONE, SessionId("none"), FRONT_DESK),
        (ONE, SESSION_A, StaffId("nobody")),
    ):
        with pytest.raises(UnknownThing):
            attempt(voucher_no, session, Mark.PRESENT, "x", operator)
    assert len_of_record(desk) == before


def len_of_record(desk: Desk) -> int:
    with desk.store.read() as tx:
        return facts.count(tx)


def test_another_class_manager_decides_and_nobody_about_their_own(desk: Desk, clock: SetClock) -> None:
    clock.go_on(IN_CLASS)
    theirs = correct_attendance(
        desk, ONE, session_id=SESSION_A, mark=Mark.PRESENT, reason="x", operator=FRONT_DESK
    ).fact_id
    decided = approve_correction(desk, theirs, operator=MANAGER, decision=Decision.DECLINE)
    assert written(desk, decided)["decision"] == "decline"
    with pytest.raises(InvalidInput, match="class manager"):
        approve_correction(desk, theirs, operator=FRONT_DESK)
    approve_correction(desk, theirs, operator=FRONT_DESK, decision=Decision.WITHDRAW)
    own = correct_attendance(
        desk, TWO, session_id=SESSION_A, mark=Mark.PRESENT, reason="x", operator=MANAGER
    ).fact_id
    with pytest.raises(InvalidInput, match="their own"):
        approve_correction(desk, own, operator=MANAGER)
    for another in (decided, sign_out_by_hand(desk, ONE, session_id=SESSION_A, operator=MANAGER).fact_id):
        with pytest.raises(UnknownThing):
            approve_correction(desk, str(another), operator=MANAGER)
    from_elsewhere = approve_correction(desk, "C-of-another-pc", operator=MANAGER)
    assert written(desk, from_elsewhere) == {
        "type": "correction_decided",
        "operator": MANAGER,
        "correction": "C-of-another-pc",
        "decision": "approve",
    }


def test_leave_is_taken_for_a_session_to_come_and_withdrawn(desk: Desk) -> None:
    leave = take_leave(
        desk, ELSEWHERE, session_id=SESSION_B, kind=LeaveKind.SICK, reason="a cold", operator=FRONT_DESK
    )
    assert written(desk, leave)["kind"] == "sick"
    ended = withdraw_leave(desk, leave, operator=MANAGER)
    assert written(desk, ended)["leave"] == leave
    with pytest.raises(UnknownThing):
        withdraw_leave(desk, ended, operator=MANAGER)
    with pytest.raises(UnknownThing):
        take_leave(desk, ONE, session_id=SESSION_B, kind=LeaveKind.SICK, reason="x", operator=FRONT_DESK)
    with pytest.raises(InvalidInput):
        take_leave(desk, ELSEWHERE, session_id=SESSION_B, kind=LeaveKind.SICK, reason=" ", operator=FRONT_DESK)


IT = StaffId("s3")


def tell(desk: Desk, *changes: Change) -> None:
    with desk.store.write() as tx:
        feed.apply(tx, changes, "after")


def test_somebody_for_it_amends_nothing(desk: Desk, clock: SetClock) -> None:
    tell(desk, Change(ChangeKind.STAFF, IT, {"name": "欧阳试", "role": "it"}))
    clock.go_on(IN_CLASS)
    with pytest.raises(InvalidInput, match="IT"):
        correct_attendance(desk, ONE, session_id=SESSION_A, mark=Mark.PRESENT, reason="点名册", operator=IT)
    with pytest.raises(InvalidInput, match="IT"):
        take_leave(desk, ONE, session_id=SESSION_A, kind=LeaveKind.SICK, reason="感冒", operator=IT)
    with desk.store.read() as tx:
        assert facts.count(tx) == 0


def by_feed(id_: str, operator: StaffId, **more: object) -> dict[str, object]:
    """What another PC or a request wrote, as the feed tells it."""
    body = {"session_id": SESSION_A, "class_id": "class-a", "voucher_no": int(ONE), "reason": "x"}
    return body | {"operator": operator, "at": NOW.isoformat()} | more


def test_who_made_a_correction_elsewhere_is_known_from_the_feed(desk: Desk) -> None:
    for id_, operator in (("c-manager", MANAGER), ("c-clerk", FRONT_DESK)):
        body = by_feed(id_, operator, mark="present", state="waiting", decided_by=None)
        tell(desk, Change(ChangeKind.CORRECTION, id_, body))
    with pytest.raises(InvalidInput, match="their own"):
        approve_correction(desk, "c-manager", operator=MANAGER)
    with pytest.raises(InvalidInput, match="class manager"):  # somebody else's, and no manager
        approve_correction(desk, "c-manager", operator=FRONT_DESK, decision=Decision.WITHDRAW)
    assert len_of_record(desk) == 0
    approve_correction(desk, "c-manager", operator=MANAGER, decision=Decision.WITHDRAW)
    approve_correction(desk, "c-clerk", operator=FRONT_DESK, decision=Decision.WITHDRAW)
    approve_correction(desk, "c-clerk", operator=MANAGER)
    assert len_of_record(desk) == 3


def test_who_took_a_leave_may_end_it_and_so_may_a_manager(desk: Desk) -> None:
    for id_, operator in (("l-manager", MANAGER), ("l-clerk", FRONT_DESK)):
        tell(desk, Change(ChangeKind.LEAVE, id_, by_feed(id_, operator, kind="sick", withdrawn_by=None)))
    here = take_leave(desk, TWO, session_id=SESSION_A, kind=LeaveKind.SICK, reason="x", operator=MANAGER)
    for somebody_elses in ("l-manager", here):
        with pytest.raises(InvalidInput, match="class manager"):
            withdraw_leave(desk, somebody_elses, operator=FRONT_DESK)
    assert len_of_record(desk) == 1
    for leave, operator in (("l-clerk", FRONT_DESK), ("l-clerk", MANAGER), (here, MANAGER), ("l-unknown", FRONT_DESK)):
        assert written(desk, withdraw_leave(desk, leave, operator=operator))["leave"] == leave
