"""考核鉴定: note a class's results at the desk, the whole list or none of it; the centre judges each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.recognise import enrolled_in
from sync.desk.store import classes, facts
from sync.desk.store.store import Transaction
from sync.domain.assessment import BEST, Result
from sync.domain.classes import ClassState
from sync.domain.identifiers import is_certificate_no
from sync.domain.ids import ClassId, FactId, StaffId, VoucherNo
from sync.domain.policy import Policy
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.payloads import AssessmentRecorded


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of the 鉴定成绩单."""

    voucher_no: VoucherNo
    result: Result


def record_assessment(
    desk: Desk, lines: Sequence[ResultLine], *, class_id: ClassId, operator: StaffId
) -> list[FactId]:
    """One fact a line, in one transaction; durable when this returns. Only a class manager's results are taken.

    Raises UnknownThing (class, operator), InvalidInput that names the line, or the StoreError tree; nothing is recorded
    then.
    """
    moment = desk.clock.read()
    with desk.writing() as tx:
        lists = desk.lists.read(tx)
        known = classes.find_class(tx, class_id)
        if known is None:
            raise UnknownThing("class")
        if known[0].state is ClassState.CANCELLED:
            raise InvalidInput("the class is cancelled")
        author = authorship(tx, desk, operator, moment, lists)
        for number, line in enumerate(lines, 1):
            why = _why_not(tx, line, class_id, lists.policy)
            if why is not None:
                raise InvalidInput(f"line {number}: {why}")
        return [facts.append(tx, author, _payload(class_id, line)).header.id for line in lines]


def _why_not(tx: Transaction, line: ResultLine, class_id: ClassId, policy: Policy) -> str | None:
    """What the desk can tell by itself; the rest (earlier attempts, other people's certificates) is the centre's."""
    result = line.result
    if class_id not in enrolled_in(tx, line.voucher_no):
        return "nobody of this class"
    if not all(score is None or 0 <= score <= BEST for score in (result.theory, result.practical)):
        return f"a score is from 0 to {BEST}"
    if not 1 <= result.attempt <= 1 + policy.resits:
        return "there is no such attempt"
    if result.certificate_no is not None and not (result.passes(policy) and is_certificate_no(result.certificate_no)):
        return "the certificate's number is not well-formed, or the assessment not passed"
    return None


def _payload(class_id: ClassId, line: ResultLine) -> AssessmentRecorded:
    result = line.result
    return AssessmentRecorded(
        class_id, line.voucher_no, result.attempt, result.theory, result.practical, result.certificate_no
    )
