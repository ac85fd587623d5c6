"""转班: the holder goes on in another class of the site, of the same project, with the same voucher."""

from __future__ import annotations

from sync.central.intake.ledger import Ledger, Waiting
from sync.central.intake.ruling import Ruling, rejected
from sync.domain.classes import ClassState, TrainingClass
from sync.domain.ids import ClassId
from sync.domain.region_rules import Function
from sync.domain.vouchers import VoucherState
from sync.protocol.facts import Fact
from sync.protocol.payloads import EnrolmentTransferred
from sync.protocol.receipts import Outcome, ReceiptCode


def transfer_enrolment(ledger: Ledger, fact: Fact, transferred: EnrolmentTransferred) -> Ruling:
    """Change the class, or say why not: then the holder stays in the first. A suspended institution's request waits."""
    ruling = _judge(ledger, fact, transferred)
    if ruling.outcome is Outcome.HELD:
        waiting = Waiting(fact.header.id, ClassId(transferred.to_class), transferred.voucher_no, held=True)
        ledger.wait(waiting)
    else:
        ledger.stop_waiting(fact.header.id)
    return ruling


def _judge(ledger: Ledger, fact: Fact, transferred: EnrolmentTransferred) -> Ruling:
    number = transferred.voucher_no
    leaving, joining = ledger.class_here(transferred.from_class), ledger.class_here(transferred.to_class)
    if leaving is None or joining is None:
        return rejected(ReceiptCode.CLASS_UNKNOWN)
    if fact.header.operator not in ledger.staff:
        return rejected(ReceiptCode.OPERATOR_NOT_ALLOWED)
    entry = ledger.entries.get(number)
    if entry is None or entry.class_id not in (leaving.id, joining.id):
        return rejected(ReceiptCode.NOT_ENROLLED)
    if entry.class_id == joining.id:
        return Ruling(Outcome.MERGED, ReceiptCode.SAME_ENROLMENT, None, number)
    if ledger.vouchers[number].state is not VoucherState.IN_USE:
        return rejected(ReceiptCode.VOUCHER_NOT_USABLE, number)
    refusal = _refuse_class(ledger, leaving, joining)
    if refusal is not None:
        return Ruling(Outcome.CONFLICT, refusal, None, number)
    if ledger.suspended:
        return Ruling(Outcome.HELD, ReceiptCode.INSTITUTION_SUSPENDED, None, number)
    ledger.transfer(entry, joining.id, fact.header.id)
    return Ruling(Outcome.RECORDED, None, None, number)


def _refuse_class(ledger: Ledger, leaving: TrainingClass, joining: TrainingClass) -> ReceiptCode | None:
    if not ledger.is_open(Function.VERIFY):
        return ReceiptCode.FUNCTION_CLOSED
    if joining.state is ClassState.CANCELLED:
        return ReceiptCode.CLASS_CANCELLED
    if joining.state is ClassState.CLOSED:
        return ReceiptCode.CLASS_CLOSED
    if joining.project != leaving.project:
        return ReceiptCode.OTHER_PROJECT
    if ledger.places_taken.get(joining.id, 0) >= joining.capacity:
        return ReceiptCode.CLASS_FULL
    return None
