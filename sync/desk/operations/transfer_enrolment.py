"""转班: somebody goes on in another class of this site, with the same voucher."""

from __future__ import annotations

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.recognise import enrolled_in
from sync.desk.operations.stated_reason import stated
from sync.desk.store import classes, departures, facts, roster, scans
from sync.desk.store.store import Transaction
from sync.domain.classes import ClassState, TrainingClass
from sync.domain.ids import ClassId, FactId, StaffId, VoucherNo
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.payloads import EnrolmentTransferred


def transfer_enrolment(
    desk: Desk,
    voucher_no: VoucherNo,
    *,
    from_class: ClassId,
    to_class: ClassId,
    reason: str,
    operator: StaffId,
) -> FactId:
    """Change the class; the fact that says so. The centre has the last word.

    Raises UnknownThing (class, enrolment, operator), InvalidInput (what certainly stands against it: the reason, the
    same class, one that is not open, of another project, or full) or the StoreError tree; nothing is recorded then.
    """
    words = stated(reason)
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        leaving, joining = _class(tx, from_class), _class(tx, to_class)
        if from_class not in enrolled_in(tx, voucher_no):
            raise UnknownThing("enrolment")
        _check(tx, leaving, joining)
        fact = facts.append(tx, author, EnrolmentTransferred(from_class, to_class, voucher_no, words))
        departures.record_transfer(
            tx, fact.header.id, voucher_no, from_class=from_class, to_class=to_class, at=moment.best
        )
        return fact.header.id


def _class(tx: Transaction, class_id: ClassId) -> TrainingClass:
    known = classes.find_class(tx, class_id)
    if known is None:
        raise UnknownThing("class")
    return known[0]


def _check(tx: Transaction, leaving: TrainingClass, joining: TrainingClass) -> None:
    if leaving.id == joining.id:
        raise InvalidInput("this is the class they are in")
    if joining.state is not ClassState.OPEN:
        raise InvalidInput("the other class is cancelled or closed")
    if joining.project != leaving.project:
        raise InvalidInput("the other class is of another project")
    if roster.count_of_class(tx, joining.id) + scans.count_enrolments(tx, joining.id) >= joining.capacity:
        raise InvalidInput("the other class is full")
