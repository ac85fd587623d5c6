"""From what is known to a reason: every row of the rules, and that certain refusals come before doubts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sync.domain.classes import ClassState, Session, TrainingClass
from sync.domain.ids import ClassId, ProjectNo, SessionId, SiteId, VoucherNo
from sync.domain.judgement import (
    StatusKnowledge,
    doubt_voucher,
    judge_enrolment,
    judge_sign_in,
    refuse_state,
    refuse_voucher,
)
from sync.domain.policy import Policy
from sync.domain.trusted_time import Anchor, Moment
from sync.domain.verdicts import Reason, Verdict
from sync.domain.vouchers import VoucherClaims, VoucherKind, VoucherState

POLICY = Policy()
NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
HERE, ELSEWHERE = ClassId("here"), ClassId("elsewhere")
SESSION = Session(SessionId("s"), HERE, NOW, NOW + timedelta(hours=3), 4)
FRESH = StatusKnowledge(NOW - timedelta(hours=1), void=False)
NOBODY: frozenset[ClassId] = frozenset()


def claims(  # a holder of project 11
    *,
    kind: VoucherKind = VoucherKind.SUBSIDY,
    project: int = 11,
    valid_from: date = date(2026, 1, 1),
    valid_until: date = date(2026, 12, 31),
    signed_at: datetime = NOW,
) -> VoucherClaims:
    return VoucherClaims(
        VoucherNo(7), kind, "张试", "001X", ProjectNo(project), valid_from, valid_until, 80, signed_at
    )


def training_class(state: ClassState = ClassState.OPEN, capacity: int = 2) -> TrainingClass:
    return TrainingClass(HERE, "班", ProjectNo(11), SiteId("site"), capacity, 80, state)


def trusted(at: datetime = NOW) -> Moment:
    return Moment(at, 10.0, "boot", Anchor(at, 10.0, "boot", 0.0))


def doubtful(at: datetime = NOW) -> Moment:
    return Moment(at, 10.0, "boot", None)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (VoucherState.VOID, Reason.VOID),
        (VoucherState.ISSUED, Reason.NOT_CLAIMED),
        (VoucherState.USED, Reason.ALREADY_USED),
        (VoucherState.WRITTEN_OFF, Reason.ALREADY_USED),
        (VoucherState.CLAIMED, None),
        (VoucherState.IN_USE, None),
        (None, None),
    ],
)
def test_what_a_state_forbids(state: VoucherState | None, reason: Reason | None) -> None:
    assert refuse_state(state) is reason


@pytest.mark.parametrize(
    ("enrolled_in", "kind", "reason"),
    [
        ({HERE}, VoucherKind.SUBSIDY, Reason.SIGNED_IN),
        ({HERE, ELSEWHERE}, VoucherKind.SUBSIDY, Reason.SIGNED_IN),
        ({ELSEWHERE}, VoucherKind.SUBSIDY, Reason.OTHER_CLASS),
        ({ELSEWHERE}, VoucherKind.SIGN_IN_ONLY, Reason.OTHER_CLASS),
        (set(), VoucherKind.SUBSIDY, Reason.NOT_ENROLLED),
        (set(), VoucherKind.SIGN_IN_ONLY, Reason.SIGNED_IN),
    ],
)
def test_who_may_sign_in(enrolled_in: set[ClassId], kind: VoucherKind, reason: Reason) -> None:
    assert judge_sign_in(claims(kind=kind), SESSION, frozenset(enrolled_in), NOW, POLICY) is reason


@pytest.mark.parametrize(
    ("after_start", "reason"),
    [
        (timedelta(minutes=-61), Reason.TOO_EARLY),
        (timedelta(minutes=10), Reason.SIGNED_IN),
        (timedelta(minutes=11), Reason.SIGNED_IN_LATE),
        (timedelta(hours=4), Reason.SESSION_OVER),
    ],
)
def test_when_one_may_sign_in(after_start: timedelta, reason: Reason) -> None:
    assert judge_sign_in(claims(), SESSION, frozenset({HERE}), NOW + after_start, POLICY) is reason


@pytest.mark.parametrize(
    ("held", "into", "enrolled_in", "taken", "reason"),
    [
        (claims(), training_class(), set(), 0, Reason.ENROLLED),
        (claims(), training_class(), set(), 1, Reason.ENROLLED),
        (claims(), training_class(), set(), 2, Reason.CLASS_FULL),
        (claims(), training_class(capacity=0), set(), 0, Reason.CLASS_FULL),
        (claims(project=12), training_class(), set(), 9, Reason.OTHER_PROJECT),
        (claims(project=12), training_class(ClassState.CANCELLED), set(), 0, Reason.CLASS_CANCELLED),
        (claims(), training_class(ClassState.CANCELLED), {ELSEWHERE}, 0, Reason.ALREADY_USED),
        (claims(), training_class(), {HERE}, 2, Reason.ALREADY_ENROLLED),
        (claims(), training_class(), {HERE, ELSEWHERE}, 2, Reason.ALREADY_ENROLLED),
        (claims(kind=VoucherKind.SIGN_IN_ONLY), training_class(), {HERE}, 0, Reason.SIGN_IN_ONLY),
    ],
)
def test_who_may_enrol(
    held: VoucherClaims, into: TrainingClass, enrolled_in: set[ClassId], taken: int, reason: Reason
) -> None:
    assert judge_enrolment(held, into, frozenset(enrolled_in), taken) is reason


def test_a_sign_in_only_voucher_is_refused_for_enrolment_and_accepted_for_attendance() -> None:
    """FAQ item 3."""
    held = claims(kind=VoucherKind.SIGN_IN_ONLY, project=0)
    assert judge_enrolment(held, training_class(), NOBODY, 0).verdict is Verdict.REFUSED
    assert judge_sign_in(held, SESSION, NOBODY, NOW, POLICY).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("held", "moment", "void", "reason"),
    [
        (claims(), trusted(), False, None),
        (claims(), trusted(), True, Reason.VOID),
        (claims(), doubtful(), True, Reason.VOID),
        (claims(valid_until=date(2026, 11, 22)), trusted(), False, Reason.EXPIRED),
        (claims(valid_until=date(2026, 11, 22)), doubtful(), False, None),
        (claims(valid_until=date(2026, 11, 22)), trusted(), True, Reason.VOID),
        (claims(valid_until=date(2026, 11, 23)), trusted(), False, None),
        (claims(valid_from=date(2026, 11, 23)), trusted(), False, None),
        (claims(valid_from=date(2026, 11, 24)), trusted(), False, Reason.NOT_YET_VALID),
    ],
)
def test_what_is_certain_against_a_voucher(
    held: VoucherClaims, moment: Moment, void: bool, reason: Reason | None
) -> None:
    assert refuse_voucher(held, moment, StatusKnowledge(NOW, void), POLICY) is reason


def test_days_are_counted_where_the_site_is() -> None:
    """At 16:30 UTC it is half past midnight in Shanghai: the last day is over."""
    held = claims(valid_until=date(2026, 11, 23))
    after_midnight = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert refuse_voucher(held, trusted(after_midnight), FRESH, POLICY) is Reason.EXPIRED
    assert refuse_voucher(held, trusted(after_midnight - timedelta(hours=1)), FRESH, POLICY) is None


@pytest.mark.parametrize(
    ("held", "moment", "status", "reason"),
    [
        (claims(), trusted(), FRESH, None),
        (claims(), doubtful(), FRESH, Reason.CLOCK_DOUBTFUL),
        (claims(), doubtful(), StatusKnowledge(None, void=False), Reason.CLOCK_DOUBTFUL),
        (claims(), trusted(), StatusKnowledge(None, void=False), Reason.NO_STATUS_LIST),
        (claims(), trusted(), StatusKnowledge(NOW - timedelta(days=7), void=False), None),
        (claims(), trusted(), StatusKnowledge(NOW - timedelta(days=7, seconds=1), void=False), Reason.STATUS_LIST_OLD),
        (claims(signed_at=NOW - timedelta(minutes=10)), trusted(), FRESH, None),
        (claims(signed_at=NOW - timedelta(minutes=10, seconds=1)), trusted(), FRESH, Reason.CODE_STALE),
        (claims(signed_at=NOW + timedelta(minutes=1)), trusted(), FRESH, None),
    ],
)
def test_what_only_the_centre_can_settle(
    held: VoucherClaims, moment: Moment, status: StatusKnowledge, reason: Reason | None
) -> None:
    assert doubt_voucher(held, moment, status, POLICY) is reason


def test_every_reason_has_exactly_one_verdict() -> None:
    by_verdict = {verdict: {reason for reason in Reason if reason.verdict is verdict} for verdict in Verdict}
    assert sum(len(reasons) for reasons in by_verdict.values()) == len(Reason)
    assert all(by_verdict.values())
    assert Reason.CODE_STALE in by_verdict[Verdict.TO_CONFIRM]
    assert Reason.KEY_UNKNOWN in by_verdict[Verdict.TO_CONFIRM]
    assert Reason.ALREADY_SIGNED_IN in by_verdict[Verdict.ACCEPTED]


def test_refusing_never_doubts_and_doubting_never_refuses() -> None:
    moments = (trusted(), doubtful())
    lists = [StatusKnowledge(at, void) for at in (None, NOW, NOW - timedelta(days=9)) for void in (True, False)]
    codes = (
        claims(),
        claims(valid_until=date(2026, 1, 2)),
        claims(valid_from=date(2027, 1, 1)),
        claims(signed_at=NOW - timedelta(days=1)),
    )
    for held in codes:
        for moment in moments:
            for status in lists:
                refusal, doubt = (judge(held, moment, status, POLICY) for judge in (refuse_voucher, doubt_voucher))
                assert refusal is None or refusal.verdict is Verdict.REFUSED
                assert doubt is None or doubt.verdict is Verdict.TO_CONFIRM
