"""退班: somebody leaves a class; what was attended stays in the record."""

from __future__ import annotations

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.recognise import enrolled_in
from sync.desk.operations.stated_reason import stated
from sync.desk.store import departures, facts
from sync.domain.ids import ClassId, FactId, StaffId, VoucherNo
from sync.errors import UnknownThing
from sync.protocol.payloads import EnrolmentWithdrawn


def withdraw_enrolment(
    desk: Desk, voucher_no: VoucherNo, *, class_id: ClassId, reason: str, operator: StaffId
) -> FactId:
    """Give up the place; the fact that says so. The centre has the last word. An enrolment by a code that only the
    centre can read is taken back by `undo_scan`, as long as its number is not known here.

    Raises UnknownThing (enrolment, operator), InvalidInput (reason) or the StoreError tree; nothing is recorded then.
    """
    words = stated(reason)
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        if class_id not in enrolled_in(tx, voucher_no):
            raise UnknownThing("enrolment")
        fact = facts.append(tx, author, EnrolmentWithdrawn(class_id, voucher_no, words))
        departures.record_withdrawal(tx, fact.header.id, class_id, voucher_no, moment.best)
        return fact.header.id
