"""The centre's receipts, append-only. A fact is settled once one of them settles it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, func, insert, select

from sync.desk.store.tables import facts, receipts
from sync.domain.ids import FactId
from sync.protocol.receipts import Outcome, Receipt


def append(tx: Connection, answers: Iterable[Receipt]) -> list[Receipt]:
    """Keep what is new among `answers`; a fact already settled keeps its first receipt. Returns those kept."""
    wanted = {answer.fact_id: answer for answer in answers}
    ids = list(wanted)
    ours = set(tx.execute(select(facts.c.id).where(facts.c.id.in_(ids))).scalars())
    settled = set(
        tx.execute(select(receipts.c.fact_id).where(receipts.c.fact_id.in_(ids), receipts.c.settles)).scalars()
    )
    held = set(tx.execute(select(receipts.c.fact_id).where(receipts.c.fact_id.in_(ids))).scalars()) - settled
    new = [
        answer
        for fact_id, answer in wanted.items()
        if fact_id in ours and fact_id not in settled and not (fact_id in held and not answer.outcome.settles)
    ]
    if new:
        tx.execute(insert(receipts), [_row(answer) for answer in new])
    return new


def latest(tx: Connection, fact_id: FactId) -> Receipt | None:
    """The last receipt of a fact."""
    row = tx.execute(
        select(receipts.c.document)
        .where(receipts.c.fact_id == fact_id)
        .order_by(receipts.c.number.desc())
        .limit(1)
    ).scalar_one_or_none()
    return None if row is None else Receipt.from_map(json.loads(row))


def newest_number(tx: Connection) -> int:
    """The number of the newest receipt, 0 before the first."""
    return int(tx.execute(select(func.coalesce(func.max(receipts.c.number), 0))).scalar_one())


def count_needing_attention(tx: Connection) -> int:
    """How many facts ended in a conflict or were rejected. (Settling them is a person's act of its own.)"""
    wanted = [outcome.value for outcome in Outcome if outcome.needs_attention]
    return int(
        tx.execute(select(func.count(receipts.c.fact_id.distinct())).where(receipts.c.outcome.in_(wanted))).scalar_one()
    )


def _row(answer: Receipt) -> dict[str, object]:
    return {
        "fact_id": answer.fact_id,
        "outcome": answer.outcome.value,
        "settles": answer.outcome.settles,
        "code": answer.code,
        "at": answer.at.isoformat(),
        "voucher_no": answer.voucher_no,
        "document": json.dumps(answer.to_map()),
    }
