"""考核鉴定 from a desk: one result a record, judged by the time at which it was noted there."""

from __future__ import annotations

from sync.central.intake.judge_moment import believed
from sync.central.intake.ledger import Ledger
from sync.central.intake.ruling import Ruling, rejected
from sync.central.move_voucher import Occasion
from sync.domain.assessment import Result, ResultRefusal
from sync.domain.ids import VoucherNo
from sync.domain.staff import StaffRole
from sync.domain.trusted_time import Grade
from sync.protocol.facts import Fact, Header
from sync.protocol.payloads import AssessmentRecorded
from sync.protocol.receipts import Outcome, ReceiptCode


def record_assessment(ledger: Ledger, fact: Fact, recorded: AssessmentRecorded) -> Ruling:
    """Take the result, or say why not. The very same result once more is merged, whoever sends it; with a certificate
    that came later, the certificate is noted.
    """
    number = VoucherNo(recorded.voucher_no)
    training_class = ledger.class_here(recorded.class_id)
    if training_class is None:
        return rejected(ReceiptCode.CLASS_UNKNOWN, number)
    if ledger.staff.get(fact.header.operator) is not StaffRole.CLASS_MANAGER:
        return rejected(ReceiptCode.OPERATOR_NOT_ALLOWED, number)
    result = Result(recorded.attempt, recorded.theory, recorded.practical, recorded.certificate_no)
    header, book = fact.header, ledger.results
    refusal = book.take(training_class.id, number, result, _occasion(ledger, header), header.id)
    if refusal is None:
        return Ruling(Outcome.RECORDED, None, None, number)
    if refusal is ResultRefusal.RECORDED_ALREADY and book.has(training_class.id, number, result):
        return Ruling(Outcome.MERGED, ReceiptCode.SAME_RESULT, None, number)
    if refusal is ResultRefusal.RECORDED_ALREADY and result.certificate_no is not None:
        refusal = book.note_certificate(training_class.id, number, result)
        if refusal is None:
            return Ruling(Outcome.RECORDED, None, None, number)
    return rejected(_CODES.get(refusal) or ReceiptCode(refusal.value), number)


_CODES = {ResultRefusal.NOT_IN_CLASS: ReceiptCode.NOT_ENROLLED}
"""The others have the same words."""


def _occasion(ledger: Ledger, header: Header) -> Occasion:
    """A doubtful clock: now counts."""
    moment = believed(header, ledger).moment
    at = moment.best if moment.grade is Grade.TRUSTED else ledger.now
    return Occasion(header.id, at, ledger.policy.version)
