"""A code or a person is presented; the answer and the record must agree."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from sync.desk.operations.check_in import check_in, check_in_by_hand, needs_centre
from sync.desk.operations.count_session import count_session
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_recent_scans import show_recent_scans
from sync.desk.operations.verify_record import AtRisk, verify_record
from sync.desk.store import facts, feed, kept
from sync.domain.ids import SessionId, StaffId, VoucherNo
from sync.domain.policy import Policy
from sync.domain.verdicts import Reason, Verdict
from sync.domain.vouchers import VoucherClaims, VoucherKind, VoucherState
from sync.errors import UnknownThing
from sync.protocol import policy_pack
from sync.protocol.facts import FactType
from sync.protocol.joining import Resolution
from sync.protocol.signed_list import SignedList
from tests.fakes.clock import SetClock
from tests.fakes.site import (
    EDDSA_KID,
    FRONT_DESK,
    NOW,
    PROJECT_A,
    REVOKED_KID,
    ROOT_KID,
    SESSION_A,
    SESSION_B,
    VOID_VOUCHER,
    SiteKeys,
    document,
    make_desk,
)

NATIONAL = "310000202611230000012345"


def present(desk: Desk, code: str, session: SessionId = SESSION_A, resolution: Resolution | None = None) -> Reason:
    """Present a code and tell the reason."""
    return check_in(desk, code, session_id=session, operator=FRONT_DESK, resolution=resolution).reason


def resolution(number: int = 1001, state: VoucherState = VoucherState.IN_USE, at: datetime = NOW) -> Resolution:
    """The centre's answer for a roster member."""
    claims = VoucherClaims(
        VoucherNo(number),
        VoucherKind.SUBSIDY,
        "王试明",
        "001X",
        PROJECT_A,
        date(2026, 1, 1),
        date(2026, 12, 31),
        80,
        at,
    )
    return Resolution(claims, state, at)


def test_a_holder_on_the_roster_is_accepted_with_what_matters_now(desk: Desk, keys: SiteKeys) -> None:
    answer = check_in(desk, keys.code_for(1001), session_id=SESSION_A, operator=FRONT_DESK)
    assert answer.reason is Reason.SIGNED_IN
    assert answer.name == "王*明"
    assert answer.number == 1
    assert answer.hours_required == 80
    assert answer.hours_done is not None
    assert answer.list_as_of == NOW - timedelta(hours=1)
    assert answer.fact_id is not None


@pytest.mark.parametrize("kid", [EDDSA_KID])
def test_both_algorithms_are_taken(desk: Desk, keys: SiteKeys, kid: bytes) -> None:
    assert present(desk, keys.code_for(1001, key=kid)) is Reason.SIGNED_IN


def test_the_second_time_is_calm_and_counts_once(desk: Desk, keys: SiteKeys, clock: SetClock) -> None:
    present(desk, keys.code_for(1001))
    clock.go_on(timedelta(minutes=1))
    assert present(desk, keys.code_for(1001, signed_at=NOW + timedelta(minutes=1))) is Reason.ALREADY_SIGNED_IN
    counts = count_session(desk, SESSION_A)
    assert (counts.expected, counts.present, counts.late, counts.to_confirm) == (5, 1, 0, 0)


def test_late_is_told(desk: Desk, keys: SiteKeys, clock: SetClock) -> None:
    clock.go_on(timedelta(minutes=25))
    assert present(desk, keys.code_for(1001, signed_at=NOW + timedelta(minutes=20))) is Reason.SIGNED_IN_LATE
    assert count_session(desk, SESSION_A).late == 1


def test_refusals_that_are_certain(desk: Desk, keys: SiteKeys) -> None:
    good = keys.code_for(1001)
    cases = {
        keys.code_for(VOID_VOUCHER): Reason.VOID,
        keys.code_for(3001, valid_until=date(2026, 11, 22)): Reason.EXPIRED,
        keys.code_for(3001, valid_from=date(2026, 11, 24)): Reason.NOT_YET_VALID,
        keys.code_for(1001, key=REVOKED_KID): Reason.KEY_REVOKED,
        keys.code_for(3001): Reason.NOT_ENROLLED,
        keys.code_for(2001): Reason.OTHER_CLASS,
        good[:-1] + ("A" if good[-1] != "A" else "B"): Reason.BAD_SIGNATURE,
        "VD1": Reason.MALFORMED_CODE,
        "VD1" + "Z" * 200: Reason.MALFORMED_CODE,
        "VD1!": Reason.MALFORMED_CODE,
        "VD1\ud800": Reason.MALFORMED_CODE,
    }
    for code, reason in cases.items():
        assert present(desk, code) is reason
    assert count_session(desk, SESSION_A).present == 0


def test_a_voucher_in_use_in_the_class_does_not_expire(desk: Desk, keys: SiteKeys) -> None:
    assert present(desk, keys.code_for(1001, valid_until=date(2026, 11, 22))) is Reason.SIGNED_IN
    assert present(desk, keys.code_for(VOID_VOUCHER, valid_until=date(2026, 11, 22))) is Reason.VOID


@pytest.mark.parametrize("wall", [NOW - timedelta(days=2000), NOW + timedelta(days=400), NOW + timedelta(hours=9)])
def test_a_doubtful_clock_refuses_nobody_and_is_sure_of_nobody(
    desk: Desk, keys: SiteKeys, clock: SetClock, wall: datetime
) -> None:
    clock.restart()
    clock.anchor = None
    clock.set_wall(wall)
    assert present(desk, keys.code_for(1001)) is Reason.CLOCK_DOUBTFUL
    by_hand = check_in_by_hand(desk, VoucherNo(1002), session_id=SESSION_A, operator=FRONT_DESK)
    assert by_hand.reason is Reason.CLOCK_DOUBTFUL
    assert count_session(desk, SESSION_A).present == 2
    assert present(desk, keys.code_for(3001)) in (Reason.NOT_ENROLLED, Reason.ROSTER_OLD)


def test_one_opaque_code_shown_again_and_again_is_one_person(desk: Desk) -> None:
    for _ in range(3):
        assert present(desk, NATIONAL) is Reason.ONLY_CENTRE_CAN_READ
    assert present(desk, "9" * 24) is Reason.ONLY_CENTRE_CAN_READ
    assert count_session(desk, SESSION_A).present == 2


def test_an_unreadable_code_after_the_end_is_too_late_whoever_it_is(desk: Desk, clock: SetClock) -> None:
    clock.go_on(timedelta(hours=9))
    assert present(desk, NATIONAL) is Reason.SESSION_OVER
    assert count_session(desk, SESSION_A).present == 0


def test_who_is_not_on_an_old_roster_is_to_be_confirmed(desk: Desk, keys: SiteKeys, clock: SetClock) -> None:
    with desk.store.write() as tx:
        kept.put_feed_end(tx, NOW - timedelta(hours=25), 0)
    assert present(desk, keys.code_for(3001)) is Reason.ROSTER_OLD
    assert present(desk, keys.code_for(2001)) is Reason.OTHER_CLASS
    assert present(desk, keys.code_for(3001)) is Reason.ALREADY_SIGNED_IN
    assert present(desk, keys.code_for(VOID_VOUCHER)) is Reason.VOID
    assert present(desk, keys.code_for(1001)) is Reason.SIGNED_IN
    assert count_session(desk, SESSION_A).to_confirm == 1


def test_a_cancelled_class_takes_nobody(desk: Desk, keys: SiteKeys) -> None:
    with desk.store.write() as tx:
        tx.execute(text("UPDATE classes SET state = 'cancelled' WHERE id = 'class-a'"))
    assert present(desk, keys.code_for(1001)) is Reason.CLASS_CANCELLED
    by_hand = check_in_by_hand(desk, VoucherNo(1002), session_id=SESSION_A, operator=FRONT_DESK)
    assert by_hand.reason is Reason.CLASS_CANCELLED
    assert present(desk, NATIONAL) is Reason.CLASS_CANCELLED
    assert present(desk, "VD1?") is Reason.MALFORMED_CODE
    assert count_session(desk, SESSION_A).present == 0


def test_a_policy_of_an_earlier_program_that_cannot_be_used_stops_nobody(desk: Desk, keys: SiteKeys) -> None:
    figures = Policy(version=2).to_map() | {"opaque_pattern": "(a+)+"}
    data = SignedList(policy_pack.KIND, 2, NOW, figures).sign(keys.root, ROOT_KID)
    with desk.store.write() as tx:
        feed.apply(tx, [document(policy_pack.KIND, 2, data)], "2")
    assert present(desk, keys.code_for(1001)) is Reason.SIGNED_IN


def test_what_cannot_be_known_here_is_to_be_confirmed_and_counts(
    desk: Desk, keys: SiteKeys, clock: SetClock
) -> None:
    other = SiteKeys()
    cases = {
        NATIONAL: Reason.ONLY_CENTRE_CAN_READ,
        keys.code_for(1002, signed_at=NOW - timedelta(days=2)): Reason.CODE_STALE,
    }
    for code, reason in cases.items():
        assert present(desk, code) is reason
        assert reason.verdict is Verdict.TO_CONFIRM
    keys.issuing[b"K7"] = other.issuing[EDDSA_KID]
    assert present(desk, keys.code_for(1003, key=b"K7")) is Reason.KEY_UNKNOWN
    assert count_session(desk, SESSION_A).to_confirm == 3
    clock.restart()
    clock.anchor = None
    assert present(desk, keys.code_for(1004)) is Reason.CLOCK_DOUBTFUL


def test_an_old_or_missing_status_list_makes_a_doubt_not_a_refusal(
    desk: Desk, keys: SiteKeys, clock: SetClock, tmp_path: object
) -> None:
    clock.go_on(timedelta(days=7))
    clock.set_wall(NOW + timedelta(days=7))
    answer = present(desk, keys.code_for(1001, signed_at=NOW + timedelta(days=7)), SESSION_A)
    assert answer is Reason.SESSION_OVER
    with desk.store.write() as tx:
        tx.execute(text("UPDATE sessions SET starts = starts + 604800000000, ends = ends + 604800000000"))
    assert present(desk, keys.code_for(1001, signed_at=NOW + timedelta(days=7))) is Reason.STATUS_LIST_OLD


def test_without_any_status_list(tmp_path_factory: pytest.TempPathFactory) -> None:
    desk, keys = make_desk(tmp_path_factory.mktemp("new"), status_as_of=None)
    assert present(desk, keys.code_for(1001)) is Reason.NO_STATUS_LIST
    desk.close()


def test_a_sign_in_only_voucher_needs_no_enrolment(desk: Desk, keys: SiteKeys) -> None:
    code = keys.code_for(4001, kind=VoucherKind.SIGN_IN_ONLY)
    assert present(desk, code) is Reason.SIGNED_IN
    assert count_session(desk, SESSION_A).present == 1


def test_a_strangers_code_leaves_only_a_keyed_hash(desk: Desk) -> None:
    secret = "https://pay.example/abc"
    for _ in range(2):
        answer = check_in(desk, secret, session_id=SESSION_A, operator=FRONT_DESK)
        assert answer.reason is Reason.NOT_A_VOUCHER
        assert answer.fact_id is None
    with desk.store.read() as tx:
        assert facts.count(tx) == 0
        rows = tx.execute(text("SELECT keyed_hash, times FROM strangers")).all()
    assert [row.times for row in rows] == [2]
    assert len(rows[0].keyed_hash) == 32


def test_an_opaque_code_is_asked_of_the_centre(desk: Desk) -> None:
    assert needs_centre(desk, NATIONAL)
    assert not needs_centre(desk, "VD1ABC")
    assert not needs_centre(desk, "hello")
    assert present(desk, NATIONAL, resolution=resolution()) is Reason.SIGNED_IN
    assert present(desk, NATIONAL, resolution=Resolution(None, None, NOW)) is Reason.UNKNOWN_AT_CENTRE
    assert present(desk, NATIONAL, resolution=resolution(1002, VoucherState.USED)) is Reason.ALREADY_USED


def test_the_other_class_is_named_when_it_is_on_now(desk: Desk, keys: SiteKeys, clock: SetClock) -> None:
    clock.go_on(timedelta(days=1))
    code = keys.code_for(2001, signed_at=NOW + timedelta(days=1))
    answer = check_in(desk, code, session_id=SESSION_A, operator=FRONT_DESK)
    assert answer.reason is Reason.OTHER_CLASS
    assert answer.other_session is not None
    assert answer.other_session.session_id == SESSION_B
    assert present(desk, code, SESSION_B) is Reason.SIGNED_IN


def test_too_early_for_tomorrow(desk: Desk, keys: SiteKeys) -> None:
    assert present(desk, keys.code_for(2001), SESSION_B) is Reason.TOO_EARLY


def test_by_hand(desk: Desk) -> None:
    answer = check_in_by_hand(desk, VoucherNo(1002), session_id=SESSION_A, operator=FRONT_DESK)
    assert (answer.reason, answer.name, answer.number) == (Reason.SIGNED_IN, "李*", 1)
    again = check_in_by_hand(desk, VoucherNo(1002), session_id=SESSION_A, operator=FRONT_DESK)
    assert again.reason is Reason.ALREADY_SIGNED_IN
    with desk.store.write() as tx:
        tx.execute(text("UPDATE roster_entries SET voucher_no = 1099 WHERE trainee_id = 't3'"))
    void = check_in_by_hand(desk, VOID_VOUCHER, session_id=SESSION_A, operator=FRONT_DESK)
    assert void.reason is Reason.VOID
    other = check_in_by_hand(desk, VoucherNo(2001), session_id=SESSION_A, operator=FRONT_DESK)
    assert other.reason is Reason.OTHER_CLASS


def test_every_recorded_scan_is_one_fact_of_the_chain(desk: Desk, keys: SiteKeys) -> None:
    present(desk, keys.code_for(1001))
    present(desk, keys.code_for(3001))
    present(desk, NATIONAL)
    with desk.store.read() as tx:
        chain = facts.unsettled(tx, 10)
    assert [fact.header.type for fact in chain] == [
        FactType.ATTENDANCE_PUNCHED,
        FactType.VOUCHER_SEEN,
        FactType.ATTENDANCE_PUNCHED,
    ]
    assert [fact.header.seq for fact in chain] == [1, 2, 3]
    assert chain[1].header.previous == chain[0].hash
    assert {fact.header.operator for fact in chain} == {FRONT_DESK}
    assert chain[0].header.moment.best == NOW
    assert chain[0].header.status_list_version == 1
    assert chain[2].payload["voucher_no"] is None
    health = verify_record(desk)
    assert (health.facts, health.chain_ok, health.pending) == (3, True, 3)
    assert [line.reason for line in show_recent_scans(desk, SESSION_A)] == [
        Reason.ONLY_CENTRE_CAN_READ,
        Reason.NOT_ENROLLED,
        Reason.SIGNED_IN,
    ]


def test_a_changed_fact_is_found(desk: Desk, keys: SiteKeys) -> None:
    for number in (1001, 1002, 1003):
        present(desk, keys.code_for(number))
    with desk.store.write() as tx:
        tx.execute(text("UPDATE facts SET payload = (SELECT payload FROM facts WHERE seq = 1) WHERE seq = 2"))
    assert verify_record(desk).at_risk == (AtRisk(1, 2),)
    with desk.store.write() as tx:
        tx.execute(text("DELETE FROM facts WHERE seq = 2"))
    assert verify_record(desk).at_risk == (AtRisk(1, 3),)


@pytest.mark.parametrize(("session", "operator"), [("nowhere", "s1"), (SESSION_A, "nobody")])
def test_unknown_sessions_and_operators_record_nothing(
    desk: Desk, keys: SiteKeys, session: str, operator: str
) -> None:
    with pytest.raises(UnknownThing):
        check_in(desk, keys.code_for(1001), session_id=SessionId(session), operator=StaffId(operator))
    with pytest.raises(UnknownThing):
        check_in_by_hand(desk, VoucherNo(7777), session_id=SESSION_A, operator=FRONT_DESK)
    assert verify_record(desk).facts == 0
