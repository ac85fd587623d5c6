"""From what is known about a voucher to a reason: the desk asks before it records, the centre when the record arrives.

Functions return the first reason that stands in the way, or None. Ask in this order: `refuse_voucher`, `refuse_state`,
`judge_sign_in` or `judge_enrolment`, and only when all of them would accept, `doubt_voucher`: a void voucher is refused
even when the clock is doubtful, and a doubt never turns into a refusal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sync.domain.classes import ClassState, Session, Timeliness, TrainingClass, timeliness
from sync.domain.ids import ClassId
from sync.domain.policy import Policy
from sync.domain.trusted_time import Grade, Moment
from sync.domain.verdicts import Reason
from sync.domain.vouchers import VoucherClaims, VoucherKind, VoucherState

_FORBIDDEN_BY = {
    VoucherState.VOID: Reason.VOID,
    VoucherState.ISSUED: Reason.NOT_CLAIMED,
    VoucherState.USED: Reason.ALREADY_USED,
    VoucherState.WRITTEN_OFF: Reason.ALREADY_USED,
}
_BY_THE_CLOCK = {
    Timeliness.TOO_EARLY: Reason.TOO_EARLY,
    Timeliness.ON_TIME: Reason.SIGNED_IN,
    Timeliness.LATE: Reason.SIGNED_IN_LATE,
    Timeliness.OVER: Reason.SESSION_OVER,
}


@dataclass(frozen=True, slots=True)
class StatusKnowledge:
    """What the status list held here says about one voucher. `as_of` None: there is no list yet."""

    as_of: datetime | None
    void: bool


def refuse_state(state: VoucherState | None) -> Reason | None:
    """What the centre's last word on the voucher's state forbids; None when it forbids nothing or is unknown."""
    return _FORBIDDEN_BY.get(state) if state else None


def judge_sign_in(
    claims: VoucherClaims, session: Session, enrolled_in: frozenset[ClassId], at: datetime, policy: Policy
) -> Reason:
    """How a sound voucher fares at `session`. `enrolled_in`: the holder's classes known here, pending ones included.

    A sign-in-only voucher needs no enrolment: it serves only to sign in at offline courses (FAQ item 3).
    """
    if session.class_id not in enrolled_in:
        if enrolled_in:
            return Reason.OTHER_CLASS
        if claims.kind is VoucherKind.SUBSIDY:
            return Reason.NOT_ENROLLED
    return judge_by_the_clock(session, at, policy)


def judge_by_the_clock(session: Session, at: datetime, policy: Policy) -> Reason:
    """How someone who belongs to `session` fares at `at`."""
    return _BY_THE_CLOCK[timeliness(session, at, policy)]


def judge_enrolment(
    claims: VoucherClaims, training_class: TrainingClass, enrolled_in: frozenset[ClassId], places_taken: int
) -> Reason:
    """How a sound voucher fares at enrolment into `training_class` (FAQ items 3 and 6)."""
    if claims.kind is VoucherKind.SIGN_IN_ONLY:
        return Reason.SIGN_IN_ONLY
    if training_class.id in enrolled_in:
        return Reason.ALREADY_ENROLLED
    if enrolled_in:
        return Reason.ALREADY_USED
    if training_class.state is ClassState.CANCELLED:
        return Reason.CLASS_CANCELLED
    if training_class.state is ClassState.CLOSED:
        return Reason.CLASS_CLOSED
    if claims.project != training_class.project:
        return Reason.OTHER_PROJECT
    if places_taken >= training_class.capacity:
        return Reason.CLASS_FULL
    return Reason.ENROLLED


def refuse_voucher(claims: VoucherClaims, moment: Moment, status: StatusKnowledge, policy: Policy) -> Reason | None:
    """What certainly stands against the voucher itself at `moment`; dates only count when the time is trusted."""
    if status.void:
        return Reason.VOID
    if moment.grade is Grade.DOUBTFUL:
        return None
    today = policy.day_of(moment.best)
    if today < claims.valid_from:
        return Reason.NOT_YET_VALID
    if today > claims.valid_until:
        return Reason.EXPIRED
    return None


def doubt_voucher(claims: VoucherClaims, moment: Moment, status: StatusKnowledge, policy: Policy) -> Reason | None:
    """What cannot be known here and now, so that the centre has to confirm."""
    if moment.grade is Grade.DOUBTFUL:
        return Reason.CLOCK_DOUBTFUL
    if status.as_of is None:
        return Reason.NO_STATUS_LIST
    if moment.best - status.as_of > timedelta(days=policy.status_list_days):
        return Reason.STATUS_LIST_OLD
    if moment.best - claims.signed_at > timedelta(minutes=policy.code_fresh_minutes):
        return Reason.CODE_STALE
    return None
