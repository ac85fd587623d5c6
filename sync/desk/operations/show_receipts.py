"""回执: what this PC recorded and what the centre answered to each record, page by page, and one of them in full."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sync.desk.operations.desk import Desk
from sync.desk.store import attention, classes, contact, facts, receipt_book
from sync.desk.store.receipt_book import Kept, Shelf, Waiting
from sync.desk.store.store import Transaction
from sync.domain.ids import ClassId, FactId, SessionId
from sync.domain.masking import mask_name
from sync.errors import UnknownThing
from sync.protocol.receipts import Outcome, ReceiptCode

__all__ = ["ReceiptLine", "ReceiptPage", "ReceiptSheet", "Shelf", "Traffic", "show_receipt", "show_receipts"]
PAGE = 100


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One record. `type` is text: a record of a later program is shown as well. `name` is masked."""

    fact_id: FactId
    type: str
    at: datetime
    name: str | None
    outcome: Outcome | None
    code: ReceiptCode | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Some lines, the newest first; `more`: there are others behind the last."""

    lines: tuple[ReceiptLine, ...]
    more: bool
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """One record as people read it out: where it stands in the chain, by whom, and every receipt as it came (JSON)."""

    line: ReceiptLine
    class_name: str | None
    operator: str | None
    device: str
    epoch: int
    seq: int
    hash: str
    documents: tuple[str, ...]
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True, slots=True)
class Waits:
    """Records of one type that wait for the centre, and since when the oldest does."""

    type: str
    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Traffic:
    """What goes to and fro: `waiting` by type, the most first."""

    waiting: tuple[Waits, ...]
    to_decide: int
    last_contact: datetime | None
    contact_days: int
    zone: ZoneInfo
    now: datetime

    @property
    def pending(self) -> int:
        """How many records wait in all."""
        return sum(one.count for one in self.waiting)

    @property
    def days_left(self) -> int | None:
        """Whole days without the centre after which this PC shows and records nobody; None: never heard yet."""
        if self.last_contact is None:
            return None
        return (self.last_contact + timedelta(days=self.contact_days) - self.now) // timedelta(days=1)


def show_receipts(
    desk: Desk, shelf: Shelf = Shelf.ALL, query: str = "", after: FactId | None = None, most: int = PAGE
) -> ReceiptPage:
    """The next lines behind `after`. `query`: a name, its initials, a tail of ID or phone, or a record's number."""
    with desk.reading() as tx:
        zone = ZoneInfo(desk.lists.read(tx).policy.site_zone)
        found = receipt_book.page(tx, shelf, query, after, most + 1)
    return ReceiptPage(tuple(map(_line, found[:most])), len(found) > most, zone, desk.clock.read().best)


def show_receipt(desk: Desk, fact_id: FactId) -> ReceiptSheet:
    """One record in full. Raises UnknownThing."""
    with desk.reading() as tx:
        kept = receipt_book.find(tx, fact_id)
        if kept is None:
            raise UnknownThing("record")
        header = kept.fact.header
        operator = next((one.name for one in classes.all_staff(tx) if one.id == header.operator), None)
        said = receipt_book.answers(tx, fact_id)
        return ReceiptSheet(
            _line(kept),
            _class_name(tx, kept),
            operator and mask_name(operator),
            header.device,
            header.epoch,
            header.seq,
            kept.fact.hash.hex(),
            tuple(json.dumps(one.to_map(), ensure_ascii=False, indent=2) for one in said),
            ZoneInfo(desk.lists.read(tx).policy.site_zone),
            desk.clock.read().best,
        )


def show_traffic(desk: Desk) -> Traffic:
    """What waits, and when the centre was last heard. Needs nobody's data: it is told by a locked PC as well."""
    moment = desk.clock.read()
    with desk.store.read() as tx:
        policy = desk.lists.read(tx).policy
        waits = tuple(_waits(tx, one) for one in receipt_book.waiting_by_type(tx))
        return Traffic(
            waits,
            attention.count_to_decide(tx),
            contact.last(tx, moment),
            policy.contact_days,
            ZoneInfo(policy.site_zone),
            moment.best,
        )


def _waits(tx: Transaction, waiting: Waiting) -> Waits:
    oldest = facts.find(tx, waiting.oldest)
    assert oldest is not None  # noqa: S101  just counted
    return Waits(waiting.type, waiting.count, oldest.header.moment.best)


def _line(kept: Kept) -> ReceiptLine:
    header = kept.fact.header
    name = mask_name(kept.name) if kept.name else None
    return ReceiptLine(
        header.id, header.type, header.moment.best, name, kept.outcome, kept.code, kept.answered_at
    )


def _class_name(tx: Transaction, kept: Kept) -> str | None:
    named = kept.fact.payload
    class_id = named.get("class_id") or named.get("to_class")
    if class_id is None and (session := classes.find_session(tx, SessionId(str(named.get("session_id") or "")))):
        class_id = session.class_id
    known = classes.find_class(tx, ClassId(str(class_id))) if class_id else None
    return known[0].name if known else None
