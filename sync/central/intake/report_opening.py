"""开班反馈 from a desk: judged by the time at which it was made there, however late it arrives."""

from __future__ import annotations

from dataclasses import replace

from sync.central.intake.judge_moment import believed
from sync.central.intake.ledger import Ledger
from sync.central.intake.ruling import Ruling, rejected
from sync.central.teaching.report_opening import OpeningReport
from sync.domain.classes import ClassState, TrainingClass
from sync.domain.trusted_time import Grade
from sync.protocol.facts import Fact
from sync.protocol.payloads import OpeningReported
from sync.protocol.receipts import Outcome, ReceiptCode

_NOT_OPEN = {ClassState.CANCELLED: ReceiptCode.CLASS_CANCELLED, ClassState.CLOSED: ReceiptCode.CLASS_CLOSED}


def report_opening(ledger: Ledger, fact: Fact, reported: OpeningReported) -> Ruling:
    """Keep the report, late or in time, or name the first point that the class lacks. A doubtful clock: now counts."""
    training_class = ledger.class_here(reported.class_id)
    if training_class is None:
        return rejected(ReceiptCode.CLASS_UNKNOWN)
    if fact.header.operator not in ledger.staff:
        return rejected(ReceiptCode.OPERATOR_NOT_ALLOWED)
    if training_class.state in _NOT_OPEN:
        return Ruling(Outcome.CONFLICT, _NOT_OPEN[training_class.state])
    report = _report(ledger, fact, training_class)
    if isinstance(report, ReceiptCode):
        return rejected(report)
    if not report.stands_before(ledger.reports.get(training_class.id)):
        return Ruling(Outcome.MERGED, ReceiptCode.SAME_REPORT)
    ledger.reports[training_class.id] = ledger.new_reports[training_class.id] = report
    return Ruling(Outcome.RECORDED, None if report.in_time else ReceiptCode.REPORTED_LATE)


def _report(ledger: Ledger, fact: Fact, training_class: TrainingClass) -> OpeningReport | ReceiptCode:
    enrolled = ledger.places_taken.get(training_class.id, 0)
    case = replace(ledger.openings[training_class.id], enrolled=enrolled)
    unmet, due = case.unmet(ledger.policy), case.due(ledger.policy, ledger.rules)
    if unmet or due is None:
        return ReceiptCode(unmet[0].value)
    moment = believed(fact.header, ledger).moment
    at = moment.best if moment.grade is Grade.TRUSTED else ledger.now
    version = ledger.policy.version
    return OpeningReport(training_class.id, fact.header.id, at, ledger.now, due, at <= due, fact.header.id, version)
