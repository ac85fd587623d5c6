"""People announced for a class: as the feed tells them, with what was announced and called off here since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, literal_column, or_, select

from sync.desk.store import kept
from sync.desk.store.tables import expected, facts, receipts
from sync.domain.expected_people import ExpectedState, Person
from sync.domain.identity_documents import DocumentKind
from sync.domain.ids import ClassId, FactId, VoucherNo
from sync.protocol.facts import FactType, open_payload
from sync.protocol.payloads import ExpectationWithdrawn, TraineeExpected
from sync.protocol.receipts import Outcome


@dataclass(frozen=True, slots=True)
class ExpectedPerson:
    """One announcement; unmasked, so it stays below the screens. `waits`: the centre has not told of it yet."""

    id: FactId
    class_id: ClassId
    person: Person
    state: ExpectedState
    voucher_no: VoucherNo | None = None
    waits: bool = False


def of_class(tx: Connection, class_id: ClassId) -> list[ExpectedPerson]:
    """Those of a class who were not called off, by name."""
    return [one for one in everybody(tx) if one.class_id == class_id]


def everybody(tx: Connection) -> list[ExpectedPerson]:
    """The same for all classes of the site."""
    called_off = _called_off(tx)
    fed = [_fed(row) for row in tx.execute(_STANDING)]
    found = [*fed, *_announced_here(tx)]
    return sorted((one for one in found if one.id not in called_off), key=lambda one: (one.person.name, one.id))


def find(tx: Connection, announcement: FactId) -> ExpectedPerson | None:
    """One that stands."""
    return next((one for one in everybody(tx) if one.id == announcement), None)


def _fed(row: Any) -> ExpectedPerson:
    person = Person(
        row.name, DocumentKind(row.document_kind), row.id_number, row.phone, row.employer, row.remark
    )
    number = None if row.voucher_no is None else VoucherNo(row.voucher_no)
    return ExpectedPerson(FactId(row.id), ClassId(row.class_id), person, ExpectedState(row.state), number)


def _announced_here(tx: Connection) -> Iterable[ExpectedPerson]:
    for row in tx.execute(_ANNOUNCED_HERE, {"mark": kept.get_feed_mark(tx)}):
        told = TraineeExpected.from_map(open_payload(row.payload))
        person = Person(
            told.name, DocumentKind(told.document_kind), told.id_number, told.phone, told.employer, told.remark
        )
        yield ExpectedPerson(FactId(row.id), ClassId(told.class_id), person, ExpectedState.EXPECTED, waits=True)


def _called_off(tx: Connection) -> frozenset[FactId]:
    rows = tx.execute(_CALLED_OFF, {"mark": kept.get_feed_mark(tx)})
    return frozenset(FactId(ExpectationWithdrawn.from_map(open_payload(row.payload)).expected) for row in rows)


def _not_yet_fed(kind: FactType) -> Any:
    """Facts of a kind that the feed does not speak for yet and that the centre did not turn down."""
    newer = receipts.alias("newer")
    newest = select(func.max(newer.c.number)).where(newer.c.fact_id == facts.c.id).correlate(facts)
    last = and_(receipts.c.fact_id == facts.c.id, receipts.c.number == newest.scalar_subquery())
    taken = receipts.c.outcome.in_([Outcome.RECORDED.value, Outcome.PROVISIONAL.value])
    said: Any = literal_column(f"'{kind.value}'")  # as the index of just these says it
    return (
        select(facts.c.id, facts.c.payload)
        .select_from(facts.outerjoin(receipts, last))
        .where(
            facts.c.type == said,
            facts.c.payload.is_not(None),
            or_(
                receipts.c.number.is_(None),
                receipts.c.outcome == Outcome.HELD.value,
                and_(receipts.c.number > bindparam("mark"), taken),
            ),
        )
    )


_STANDING = select(expected).where(expected.c.state != ExpectedState.WITHDRAWN.value)
_ANNOUNCED_HERE = _not_yet_fed(FactType.TRAINEE_EXPECTED).where(facts.c.id.not_in(select(expected.c.id)))
_CALLED_OFF = _not_yet_fed(FactType.EXPECTATION_WITHDRAWN)
