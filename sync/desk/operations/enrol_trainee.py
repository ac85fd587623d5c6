"""录取: admit the holder of a subsidy voucher into a class; the centre has the last word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.recognise import Recognised, enrolled_in, evidence, recognise
from sync.desk.store import classes, facts, roster, scans, strangers
from sync.desk.store.scans import ScanKind
from sync.desk.store.store import Transaction
from sync.domain.classes import ClassState, TrainingClass
from sync.domain.ids import ClassId, FactId, SessionId, StaffId, VoucherNo
from sync.domain.judgement import judge_enrolment
from sync.domain.masking import mask_name
from sync.domain.verdicts import Reason, Verdict
from sync.errors import UnknownThing
from sync.protocol.joining import Resolution
from sync.protocol.payloads import EnrolmentRequested, Payload, VoucherSeen


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What the clerk sees. `name` is masked; `places_left` counts this enrolment when it was accepted."""

    reason: Reason
    at: datetime
    class_id: ClassId
    class_name: str
    fact_id: FactId | None = None
    voucher_no: VoucherNo | None = None
    name: str | None = None
    places_left: int | None = None


def enrol_trainee(
    desk: Desk,
    text: str,
    *,
    class_id: ClassId,
    operator: StaffId,
    session_id: SessionId | None = None,
    resolution: Resolution | None = None,
) -> Enrolled:
    """Take the text of a presented code for a class. One transaction; durable when this returns.

    `session_id`: the session at whose door it happened, so that it shows among its last scans.
    Raises UnknownThing (class, operator) or the StoreError tree; nothing is recorded then.
    """
    moment = desk.clock.read()
    with desk.writing() as tx:
        lists = desk.lists.read(tx)
        known = classes.find_class(tx, class_id)
        if known is None:
            raise UnknownThing("class")
        training_class = known[0]
        author = authorship(tx, desk, operator, moment, lists)
        seen = recognise(text, lists, moment, resolution)
        if seen.stands_against is Reason.NOT_A_VOUCHER:
            strangers.note(tx, text, moment.best)
            return Enrolled(Reason.NOT_A_VOUCHER, moment.best, class_id, training_class.name)
        taken = places_taken(tx, class_id)
        reason = judge_for_class(tx, seen, training_class, taken)
        fact = facts.append(tx, author, _payload(seen, reason, class_id, evidence(text)))
        claims = seen.claims
        scans.record(
            tx,
            fact_id=fact.header.id,
            kind=ScanKind.ENROLMENT if _asks_for_a_place(reason) else ScanKind.SEEN,
            session_id=session_id,
            class_id=class_id,
            voucher_no=claims.voucher_no if claims else None,
            name=claims.name if claims else None,
            reason=reason,
            at=moment.best,
        )
        return Enrolled(
            reason,
            moment.best,
            class_id,
            training_class.name,
            fact.header.id,
            claims.voucher_no if claims else None,
            mask_name(claims.name) if claims else None,
            training_class.capacity - taken - _asks_for_a_place(reason),
        )


def judge_for_class(tx: Transaction, seen: Recognised, training_class: TrainingClass, taken: int) -> Reason:
    """What the holder is answered who asks for this class; `taken` of its places are."""
    against = seen.stands_against
    if against is not None and against.verdict is Verdict.TO_CONFIRM:
        if training_class.state is ClassState.CANCELLED:
            return Reason.CLASS_CANCELLED
        if training_class.state is ClassState.CLOSED:
            return Reason.CLASS_CLOSED
        if taken >= training_class.capacity:
            return Reason.CLASS_FULL
    if against is not None or seen.claims is None:
        return against or Reason.MALFORMED_CODE
    number = seen.claims.voucher_no
    reason = judge_enrolment(seen.claims, training_class, enrolled_in(tx, number), taken)
    return seen.doubt or reason if reason is Reason.ENROLLED else reason


def _asks_for_a_place(reason: Reason) -> bool:
    return reason is Reason.ENROLLED or reason.verdict is Verdict.TO_CONFIRM


def places_taken(tx: Transaction, class_id: ClassId) -> int:
    """By the feed's roster and by this desk's own enrolments that it does not tell of yet."""
    return roster.count_of_class(tx, class_id) + scans.count_enrolments(tx, class_id)


def _payload(seen: Recognised, reason: Reason, class_id: ClassId, code: str) -> Payload:
    number = seen.claims.voucher_no if seen.claims else None
    verdict = reason.verdict.value
    if _asks_for_a_place(reason):
        return EnrolmentRequested(class_id, number, code, verdict, reason.value)
    return VoucherSeen(None, class_id, number, code, verdict, reason.value)
