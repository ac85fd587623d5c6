"""回执簿: this PC's records page by page with what the centre has answered, however many there are.

The newest first. Records of one outcome are found by the receipts' index and come by id (ids are ordered by time); all
others in the order of the chain. No page reads more rows than it shows, but for a search, which looks at people first.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, literal_column, select, tuple_

from sync.desk.store.search_terms import as_searched
from sync.desk.store.tables import facts, receipts, roster_entries, scans, search_terms
from sync.domain.ids import FactId, VoucherNo
from sync.protocol.facts import Fact, read_fact
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode

_LAST = chr(0x10FFFF)
_MOST_PEOPLE, _MOST_RECORDS = 40, 5_000
_LONGEST_ID, _SHORTEST_ID = 32, 6


class Shelf(StrEnum):
    """What became of a record, as people look for it."""

    ALL = "all"
    WAITING = "waiting"
    RECORDED = "recorded"
    TO_CONFIRM = "to_confirm"
    CONFLICT = "conflict"
    REFUSED = "refused"


_BY_OUTCOME = {
    Shelf.TO_CONFIRM: Outcome.PROVISIONAL,
    Shelf.CONFLICT: Outcome.CONFLICT,
    Shelf.REFUSED: Outcome.REJECTED,
}
_RECORDED = (Outcome.RECORDED.value, Outcome.MERGED.value)


@dataclass(frozen=True, slots=True)
class Kept:
    """One record with the newest word of the centre about it. `name` unmasked: it stays below the screens."""

    fact: Fact
    name: str | None
    outcome: Outcome | None
    code: ReceiptCode | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many records of one type wait, and the oldest of them."""

    type: str
    count: int
    oldest: FactId


def page(tx: Connection, shelf: Shelf, query: str, after: FactId | None, most: int) -> list[Kept]:
    """At most `most` records behind `after`, the newest first. An empty `query` finds every one."""
    wanted, words = _of_shelf(shelf), as_searched(query)
    place = _SOUGHT if words else (facts.c.id,) if shelf in _BY_OUTCOME else (facts.c.epoch, facts.c.seq)
    if words:
        wanted = wanted.where(_is_about(tx, words))
    if after is not None:
        there = tx.execute(select(*place).where(facts.c.id == after)).one_or_none()
        wanted = wanted.where(tuple_(*place) < tuple_(*(there or (0,) * len(place))))
    order = [column.desc() for column in place]
    return _kept(tx, tx.execute(wanted.order_by(*order).limit(most)).all())


def find(tx: Connection, fact_id: FactId) -> Kept | None:
    """One record."""
    found = _kept(tx, tx.execute(_of_shelf(Shelf.ALL).where(facts.c.id == fact_id)).all())
    return found[0] if found else None


def answers(tx: Connection, fact_id: FactId) -> list[Receipt]:
    """Every receipt of a record, the first one first."""
    documents = select(receipts.c.document).where(receipts.c.fact_id == fact_id).order_by(receipts.c.number)
    return [Receipt.from_map(json.loads(document)) for document in tx.scalars(documents)]


def waiting_by_type(tx: Connection) -> list[Waiting]:
    """What waits for a settling receipt, the most first."""
    waits = select(facts.c.type, func.count().label("times"), func.min(facts.c.id).label("oldest"))
    rows = tx.execute(waits.where(facts.c.settled_by.is_(None)).group_by(facts.c.type))
    return sorted((Waiting(row.type, row.times, FactId(row.oldest)) for row in rows), key=lambda one: -one.count)


_SOUGHT = (facts.c.epoch + 0, facts.c.seq + 0)
"""The place in the chain, not by its index: that would be walked to its end for the few records of one person."""
_ENROLMENT: ColumnElement[str] = literal_column("'enrolment'")  # as the index of the few enrolments says it
_NEWER = receipts.alias("newer")
_NEWEST = select(func.max(_NEWER.c.number)).where(_NEWER.c.fact_id == facts.c.id).correlate(facts).scalar_subquery()
_ANSWER = and_(receipts.c.fact_id == facts.c.id, receipts.c.number == _NEWEST)
_COLUMNS: tuple[ColumnElement[Any], ...] = (
    facts.c.id,
    facts.c.header,
    facts.c.payload,
    scans.c.name,
    scans.c.voucher_no,
    receipts.c.voucher_no.label("resolved"),
    receipts.c.outcome,
    receipts.c.code,
    receipts.c.at,
)


def _of_shelf(shelf: Shelf) -> Select[Any]:
    whole = facts.outerjoin(receipts, _ANSWER).outerjoin(scans, scans.c.fact_id == facts.c.id)
    wanted = select(*_COLUMNS).select_from(whole)
    if shelf is Shelf.WAITING:
        return wanted.where(facts.c.settled_by.is_(None))
    if shelf is Shelf.RECORDED:
        # Nearly all are: by the index of outcomes all of them would be sorted to show a hundred.
        return wanted.where(func.coalesce(receipts.c.outcome, "").in_(_RECORDED))
    if shelf in _BY_OUTCOME:
        answered = receipts.join(facts, facts.c.id == receipts.c.fact_id)
        joined = answered.outerjoin(scans, scans.c.fact_id == facts.c.id)
        return select(*_COLUMNS).select_from(joined).where(receipts.c.outcome == _BY_OUTCOME[shelf].value)
    return wanted


def _is_about(tx: Connection, query: str) -> ColumnElement[bool]:
    """By the person (as the roster is searched), or by the beginning of the record's number; `query` as `as_searched`
    writes it.
    """
    entries = select(search_terms.c.entry_id).where(
        search_terms.c.term >= query, search_terms.c.term < query + _LAST
    )
    vouchers = select(roster_entries.c.voucher_no).where(roster_entries.c.id.in_(entries.limit(_MOST_PEOPLE)))
    numbers = [number for number in tx.scalars(vouchers) if number is not None]
    plain = func.replace(func.replace(scans.c.name, "·", ""), " ", "")
    named = func.lower(plain).startswith(query, autoescape=True)
    found = [
        select(scans.c.fact_id).where(scans.c.voucher_no.in_(numbers)).order_by(scans.c.fact_id.desc()),
        select(scans.c.fact_id).where(scans.c.kind == _ENROLMENT, scans.c.voucher_no.is_not(None), named),
    ]
    if _SHORTEST_ID <= len(query) <= _LONGEST_ID and all(digit in "0123456789abcdef" for digit in query):
        found.append(select(facts.c.id).where(facts.c.id.between(query, query + "g")))
    ids = [fact_id for few in found for fact_id in tx.scalars(few.limit(_MOST_RECORDS))]
    return facts.c.id.in_(ids)


def _kept(tx: Connection, rows: Sequence[Row[Any]]) -> list[Kept]:
    read = [(row, read_fact(row.header, row.payload)) for row in rows]
    numbers = {row.id: _voucher_of(row, fact) for row, fact in read}
    names = _names(tx, [number for number in numbers.values() if number is not None])
    return [
        Kept(
            fact,
            names.get(numbers[row.id]) or row.name,
            Outcome(row.outcome) if row.outcome else None,
            ReceiptCode(row.code) if row.code else None,
            datetime.fromisoformat(row.at) if row.at else None,
        )
        for row, fact in read
    ]


def _voucher_of(row: Row[Any], fact: Fact) -> VoucherNo | None:
    number = row.voucher_no or row.resolved or fact.payload.get("voucher_no")
    return VoucherNo(number) if type(number) is int else None


def _names(tx: Connection, numbers: list[VoucherNo]) -> dict[VoucherNo | None, str]:
    rows = tx.execute(
        select(roster_entries.c.voucher_no, roster_entries.c.name).where(roster_entries.c.voucher_no.in_(numbers))
    )
    return {VoucherNo(row.voucher_no): row.name for row in rows}
