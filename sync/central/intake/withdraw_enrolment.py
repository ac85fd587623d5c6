"""退班: the holder leaves the class. What was attended stays in the record."""

from __future__ import annotations

from sync.central.intake.ledger import Ledger
from sync.central.intake.ruling import Ruling, rejected
from sync.protocol.facts import Fact
from sync.protocol.payloads import EnrolmentWithdrawn
from sync.protocol.receipts import Outcome, ReceiptCode


def withdraw_enrolment(ledger: Ledger, fact: Fact, withdrawn: EnrolmentWithdrawn) -> Ruling:
    """Free the place, or say why not: nobody leaves a class whose voucher has been checked for payment."""
    number = withdrawn.voucher_no
    if ledger.class_here(withdrawn.class_id) is None:
        return rejected(ReceiptCode.CLASS_UNKNOWN)
    if fact.header.operator not in ledger.staff:
        return rejected(ReceiptCode.OPERATOR_NOT_ALLOWED)
    entry = ledger.entries.get(number)
    if entry is None or entry.class_id != withdrawn.class_id:
        return rejected(ReceiptCode.NOT_ENROLLED)
    if not ledger.may_leave(entry):
        return rejected(ReceiptCode.VOUCHER_NOT_USABLE, number)
    ledger.withdraw(entry, fact.header.id)
    return Ruling(Outcome.RECORDED, None, None, number)
