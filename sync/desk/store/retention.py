"""Erasing what has outlived its retention: what a fact says goes, that it was there and its hash stay.

The chain holds over an erased payload, because only the payload's salted digest stands in it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from sync.desk.store.instants import to_micros
from sync.desk.store.tables import facts, receipts, scans, strangers

AT_ONCE = 200
"""Facts erased in one transaction, so that a scan waits for a moment at most."""


def erase_payloads(tx: Connection, before: datetime, after_receipt: int) -> tuple[int, int]:
    """Erase up to AT_ONCE payloads of facts settled before the day of `before`, by receipts numbered behind
    `after_receipt`; the names and code hashes beside them as well. How many, and the last receipt looked at.

    The day is the centre's, from the receipt: a wrong clock here erases nothing too early.
    """
    rows = tx.execute(_OUTLIVED, {"day": before.date().isoformat(), "after": after_receipt}).all()
    if not rows:
        return 0, after_receipt
    ids = [row.fact_id for row in rows]
    tx.execute(update(facts).where(facts.c.id.in_(ids)).values(payload=None))
    tx.execute(update(scans).where(scans.c.fact_id.in_(ids)).values(name=None, code_hash=None))
    return len(rows), rows[-1].number


def forget_strangers(tx: Connection, before: datetime) -> int:
    """Remove what is kept of codes that are no vouchers, last seen before `before`. How many."""
    return tx.execute(delete(strangers).where(strangers.c.last_at < to_micros(before))).rowcount


_OUTLIVED = (
    select(receipts.c.number, receipts.c.fact_id)
    .join(facts, (facts.c.id == receipts.c.fact_id) & (facts.c.settled_by == receipts.c.number))
    .where(receipts.c.at < bindparam("day"), receipts.c.number > bindparam("after"), facts.c.payload.is_not(None))
    .order_by(receipts.c.number)
    .limit(AT_ONCE)
)
