"""录取: the desk asks that the holder be admitted into a class. The first request to be committed here wins."""

from __future__ import annotations

from sync.central.intake.judge_moment import believed
from sync.central.intake.judge_voucher import (
    Dates,
    Identified,
    dates_of,
    identify,
    may_be_screenshot,
    voided_unseen,
)
from sync.central.intake.ledger import Entry, Ledger, Waiting
from sync.central.intake.ruling import Ruling, rejected
from sync.domain.classes import TrainingClass
from sync.domain.ids import ClassId
from sync.domain.judgement import judge_enrolment
from sync.domain.region_rules import Function
from sync.domain.trusted_time import Grade
from sync.domain.verdicts import Reason
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.facts import Fact, Header
from sync.protocol.payloads import EnrolmentRequested
from sync.protocol.receipts import Outcome, ReceiptCode, Winner


def admit_trainee(ledger: Ledger, fact: Fact, request: EnrolmentRequested) -> Ruling:
    """Record the enrolment, or say why not. One that is merged or held stands, and waits for the place."""
    ruling = _judge(ledger, fact.header, request)
    if ruling.outcome in (Outcome.MERGED, Outcome.HELD) and ruling.voucher_no is not None:
        held = ruling.outcome is Outcome.HELD
        ledger.wait(Waiting(fact.header.id, ClassId(request.class_id), ruling.voucher_no, held))
    else:
        ledger.stop_waiting(fact.header.id)
    if ruling.code is ReceiptCode.VOUCHER_IN_USE_ELSEWHERE and ruling.voucher_no is not None:
        ledger.open_conflict(fact.header.id, ClassId(request.class_id), ledger.entries[ruling.voucher_no])
    return ruling


def _judge(ledger: Ledger, header: Header, request: EnrolmentRequested) -> Ruling:
    who = identify(ledger, request.code, request.voucher_no)
    if isinstance(who, ReceiptCode):
        return rejected(who)
    training_class = ledger.class_here(request.class_id)
    if training_class is None:
        return rejected(ReceiptCode.CLASS_UNKNOWN, who.voucher.no)
    if not ledger.is_open(Function.VERIFY):
        return rejected(ReceiptCode.FUNCTION_CLOSED, who.voucher.no)
    header = believed(header, ledger, shown_after=who.signed_at)
    entry = ledger.entries.get(who.voucher.no)
    refusal = _refuse_voucher(ledger, header, who, enrolled=entry is not None)
    if refusal is not None:
        return rejected(refusal, who.voucher.no)
    reason = judge_enrolment(
        who.claims(),
        training_class,
        frozenset((entry.class_id,)) if entry else frozenset(),
        ledger.places_taken.get(training_class.id, 0),
    )
    if reason is Reason.ENROLLED:
        return _enrol(ledger, header, who, training_class)
    return _turn_away(ledger, reason, who.voucher.no, entry)


def _refuse_voucher(ledger: Ledger, header: Header, who: Identified, *, enrolled: bool) -> ReceiptCode | None:
    """What stands against the voucher itself. One in use is past its claim: its dates no longer matter."""
    if who.voucher.kind is VoucherKind.SIGN_IN_ONLY:
        return ReceiptCode.SIGN_IN_ONLY
    void = who.voucher.state is VoucherState.VOID
    if void and not voided_unseen(who.voucher, header, ledger):
        return ReceiptCode.VOUCHER_VOID
    if enrolled:
        return None
    if who.voucher.campaign in ledger.campaigns_elsewhere:
        return ReceiptCode.OTHER_INSTITUTION
    unclaimed = who.voucher.state is not VoucherState.CLAIMED and not void
    if unclaimed or dates_of(who, header.moment, ledger) is Dates.MISSED:
        return ReceiptCode.VOUCHER_NOT_USABLE
    return None


def _enrol(ledger: Ledger, header: Header, who: Identified, training_class: TrainingClass) -> Ruling:
    if ledger.suspended:
        return Ruling(Outcome.HELD, ReceiptCode.INSTITUTION_SUSPENDED, None, who.voucher.no)
    ledger.enrol(who.voucher, training_class.id, header.id)
    if who.voucher.state is VoucherState.VOID:  # the place is kept until people have looked; nothing is ever paid
        return Ruling(Outcome.PROVISIONAL, ReceiptCode.VOUCHER_VOID, None, who.voucher.no)
    if dates_of(who, header.moment, ledger) is Dates.STRADDLED:
        return Ruling(Outcome.PROVISIONAL, ReceiptCode.VOUCHER_NOT_USABLE, None, who.voucher.no)
    doubt = header.moment.grade is Grade.DOUBTFUL or may_be_screenshot(who, header.moment, ledger)
    return Ruling(Outcome.PROVISIONAL if doubt else Outcome.RECORDED, None, None, who.voucher.no)


def _turn_away(ledger: Ledger, reason: Reason, voucher_no: int, entry: Entry | None) -> Ruling:
    match reason:
        case Reason.ALREADY_ENROLLED:
            return Ruling(Outcome.MERGED, ReceiptCode.SAME_ENROLMENT, None, voucher_no)
        case Reason.ALREADY_USED if entry is not None:
            holder = ledger.classes[entry.class_id]
            winner = Winner(holder.site_name, holder.training_class.name, entry.at)
            return Ruling(Outcome.CONFLICT, ReceiptCode.VOUCHER_IN_USE_ELSEWHERE, winner, voucher_no)
        case Reason.CLASS_CANCELLED:
            return Ruling(Outcome.CONFLICT, ReceiptCode.CLASS_CANCELLED, None, voucher_no)
        case Reason.CLASS_CLOSED:
            return Ruling(Outcome.CONFLICT, ReceiptCode.CLASS_CLOSED, None, voucher_no)
        case Reason.CLASS_FULL:
            return Ruling(Outcome.CONFLICT, ReceiptCode.CLASS_FULL, None, voucher_no)
        case Reason.OTHER_PROJECT:
            return rejected(ReceiptCode.OTHER_PROJECT, voucher_no)
    return rejected(ReceiptCode.VOUCHER_NOT_USABLE, voucher_no)
