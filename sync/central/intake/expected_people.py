"""People announced by a desk: each is told to all desks of the site, and followed until enrolled or withdrawn."""

from __future__ import annotations

from sync.central.intake.ledger import Ledger
from sync.central.intake.ruling import Ruling, rejected
from sync.central.teaching.expected_book import KeptPerson
from sync.domain.classes import ClassState
from sync.domain.expected_people import ExpectedState, Person, fault_of
from sync.domain.identity_documents import DocumentKind
from sync.domain.ids import FactId
from sync.protocol.facts import Fact
from sync.protocol.payloads import ExpectationWithdrawn, TraineeExpected
from sync.protocol.receipts import Outcome, ReceiptCode

_ENDED = {ClassState.CANCELLED: ReceiptCode.CLASS_CANCELLED, ClassState.CLOSED: ReceiptCode.CLASS_CLOSED}


def expect_trainee(ledger: Ledger, fact: Fact, told: TraineeExpected) -> Ruling:
    """Write the person on the class's list of who will come. Who is on it, or in the class, is merged."""
    training_class = ledger.class_here(told.class_id)
    if training_class is None:
        return rejected(ReceiptCode.CLASS_UNKNOWN)
    if training_class.state in _ENDED:
        return rejected(_ENDED[training_class.state])
    if fact.header.operator not in ledger.staff:
        return rejected(ReceiptCode.OPERATOR_NOT_ALLOWED)
    person = Person(
        told.name, DocumentKind(told.document_kind), told.id_number, told.phone, told.employer, told.remark
    )
    if fault_of(person) is not None:
        return rejected(ReceiptCode.PERSON_MALFORMED)
    book = ledger.expected
    if book.is_announced(training_class.id, person.number):
        return Ruling(Outcome.MERGED, ReceiptCode.SAME_PERSON)
    if book.is_member(training_class.id, person.number):
        return Ruling(Outcome.MERGED, ReceiptCode.SAME_ENROLMENT)
    book.announce(KeptPerson(fact.header.id, training_class.id, person, ledger.now))
    return Ruling(Outcome.RECORDED)


def withdraw_expectation(ledger: Ledger, fact: Fact, withdrawn: ExpectationWithdrawn) -> Ruling:
    """The person will not come. Who is in the class already leaves it by another record."""
    known = ledger.expected.people.get(FactId(withdrawn.expected))
    if known is None or ledger.class_here(known.class_id) is None:
        return rejected(ReceiptCode.FACT_UNKNOWN)
    if fact.header.operator not in ledger.staff:
        return rejected(ReceiptCode.OPERATOR_NOT_ALLOWED)
    if known.state is ExpectedState.ENROLLED:
        return rejected(ReceiptCode.SAME_ENROLMENT)
    if known.state is ExpectedState.WITHDRAWN:
        return Ruling(Outcome.MERGED, ReceiptCode.DECIDED_BEFORE)
    ledger.expected.withdraw(known)
    return Ruling(Outcome.RECORDED)
