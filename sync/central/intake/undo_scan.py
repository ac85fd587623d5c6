"""撤销: an earlier punch or enrolment of the same device leaves the prints; the record keeps both facts."""

from __future__ import annotations

from sync.central.intake.ledger import Ledger
from sync.central.intake.ruling import Ruling, rejected
from sync.domain.ids import FactId
from sync.protocol.facts import Fact
from sync.protocol.payloads import ScanUndone
from sync.protocol.receipts import Outcome, ReceiptCode


def undo_scan(ledger: Ledger, fact: Fact, undone: ScanUndone) -> Ruling:
    """Withdraw what the fact had brought about, if anything; undoing twice changes nothing more."""
    target = FactId(undone.undone_fact)
    if target not in ledger.facts_known:
        return rejected(ReceiptCode.FACT_UNKNOWN)
    punch = ledger.punch_of.get(target)
    if punch is not None and not punch.undone:
        ledger.undo_punch(punch)
    entry = ledger.enrolment_of.pop(target, None)
    if entry is not None and ledger.entries.get(entry.voucher_no) is entry:
        ledger.withdraw(entry)
    ledger.mark_undone(target, fact.header.id)
    return Ruling(Outcome.RECORDED)
