"""The centre's receipts, append-only. A fact is settled once one of them settles it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, select

from sync.desk.store.tables import facts, receipts
from sync.domain.ids import FactId
from sync.protocol.receipts import Receipt

_COLUMNS = ("fact_id", "outcome", "settles", "code", "at", "voucher_no", "document")
_INSERT = f"INSERT INTO receipts ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608  ours
"""Straight to the driver: the toolkit takes as long over five hundred rows as the database."""


def append(tx: Connection, answers: Iterable[Receipt]) -> list[Receipt]:
    """Keep what is new among `answers`; a fact already settled keeps its first receipt. Returns those kept."""
    wanted = {answer.fact_id: answer for answer in answers}
    standing = _standing(tx, list(wanted))
    new = [answer for answer in wanted.values() if _is_news(answer, standing)]
    if new:
        tx.exec_driver_sql(_INSERT, [_row(answer) for answer in new])
    return new


def _standing(tx: Connection, ids: list[FactId]) -> dict[FactId, bool | None]:
    """Of each of our own facts among `ids`: whether a receipt settles it; None: it has none at all."""
    asked = func.json_each(json.dumps(ids)).table_valued("value")  # one parameter, not five hundred
    rows = tx.execute(
        select(facts.c.id, func.max(receipts.c.settles))
        .outerjoin(receipts, receipts.c.fact_id == facts.c.id)
        .where(facts.c.id.in_(select(asked.c.value)))
        .group_by(facts.c.id)
    )
    return {fact_id: settles for fact_id, settles in rows}


def _is_news(answer: Receipt, standing: dict[FactId, bool | None]) -> bool:
    """Whether it is about a fact of ours that is not settled yet, and more than that it is still held."""
    if answer.fact_id not in standing or standing[answer.fact_id]:
        return False
    return answer.outcome.settles or standing[answer.fact_id] is None


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


def newest_number_by(tx: Connection, at: datetime, known: int) -> int:
    """The last number before the first receipt that the centre gave after `at`; never less than `known`, the answer of
    the last time. Of all up to it the centre's feed speaks that was read at `at`.
    """
    later = select(func.min(receipts.c.number)).where(receipts.c.number > known, receipts.c.at > at.isoformat())
    first_later = tx.scalar(later)
    return newest_number(tx) if first_later is None else int(first_later) - 1


def _row(answer: Receipt) -> tuple[object, ...]:
    return (
        answer.fact_id,
        answer.outcome.value,
        answer.outcome.settles,
        answer.code and answer.code.value,
        answer.at.isoformat(),
        answer.voucher_no,
        answer.to_json(),
    )
