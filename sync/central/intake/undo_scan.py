"""撤销: an earlier punch or enrolment of the same device leaves the prints; the record keeps both facts."""

from __future__ import annotations

import re

from sync.central.attendance.book import KeptCorrection
from sync.central.attendance.correct import OPEN_STATES
from sync.central.intake.judge_moment import believed
from sync.central.intake.ledger import Ledger
from sync.central.intake.ruling import Ruling, rejected
from sync.domain.attendance import CorrectionState
from sync.domain.ids import FactId
from sync.protocol.facts import Fact
from sync.protocol.payloads import ScanUndone
from sync.protocol.receipts import Outcome, ReceiptCode

_FACT_ID = re.compile(r"[0-9a-f]{32}")


def undo_scan(ledger: Ledger, fact: Fact, undone: ScanUndone) -> Ruling:
    """Withdraw what the fact had brought about, if anything; undoing twice changes nothing more.

    What has not arrived yet is undone when it arrives: a gap in the chain may hold it, or a USB stick.
    """
    target = FactId(undone.undone_fact)
    if target in ledger.facts_of_others or not _FACT_ID.fullmatch(target):
        return rejected(ReceiptCode.FACT_UNKNOWN)
    entry = ledger.enrolment_of.get(target)
    if entry is not None and not ledger.may_leave(entry):
        return rejected(ReceiptCode.VOUCHER_NOT_USABLE, entry.voucher_no)
    if target in ledger.facts_known:
        _withdraw(ledger, target, fact)
    ledger.mark_undone(target, fact.header.id)
    return Ruling(Outcome.RECORDED)


def _withdraw(ledger: Ledger, target: FactId, by: Fact) -> None:
    punch = ledger.book.punches.get(target)
    if punch is not None:
        ledger.book.undo_punch(punch)
    _withdraw_words(ledger, target, by)
    ledger.stop_waiting(target)
    ledger.conflicts.take_back(target)
    entry = ledger.enrolment_of.pop(target, None)
    if entry is not None and ledger.entries.get(entry.voucher_no) is entry:
        ledger.give_up(entry, by.header.id)


def _withdraw_words(ledger: Ledger, target: FactId, by: Fact) -> None:
    """A correction or a leave; the same desk takes it back, so nobody else has to agree."""
    correction, leave = ledger.book.corrections.get(target), ledger.book.leaves.get(target)
    at = believed(by.header, ledger).moment.best
    if correction is not None and _can_be_taken_back(ledger, correction):
        correction.state = CorrectionState.WITHDRAWN
        correction.withdrawn_by, correction.withdrawn_at = by.header.operator, at
        ledger.book.correction_changed(correction)
    if leave is not None and not leave.withdrawn:
        leave.withdrawn, leave.withdrawn_by, leave.withdrawn_at = True, by.header.operator, at
        ledger.book.leave_changed(leave)


def _can_be_taken_back(ledger: Ledger, correction: KeptCorrection) -> bool:
    """What somebody declined stays so; what the check before payment went by stays too."""
    if correction.state is CorrectionState.STANDING:
        return ledger.vouchers[correction.voucher_no].state in OPEN_STATES
    return correction.state is CorrectionState.WAITING
