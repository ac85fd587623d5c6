"""What was done here about classes (opening reports, sessions, cancellations, results), with the centre's answer.

It is shown over the feed until the feed speaks for it: until its receipt was there before the feed was last read to its
end. What the centre refused stands for nothing; it is shown with the reason until somebody has looked at it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, literal_column, select

from sync.desk.store import kept
from sync.desk.store.tables import ABOUT_CLASSES, decisions, facts, receipts
from sync.domain.ids import FactId
from sync.errors import MalformedMessage
from sync.protocol.facts import FactType, open_payload, read_header
from sync.protocol.payloads import PAYLOADS, Payload
from sync.protocol.receipts import Receipt


@dataclass(frozen=True, slots=True)
class OwnAct:
    """`receipt` None: the centre has not answered. `told`: the feed has been read to its end since it did."""

    fact_id: FactId
    payload: Payload
    at: datetime
    receipt: Receipt | None
    told: bool

    @property
    def refused(self) -> bool:
        """Whether nothing came of it."""
        return self.receipt is not None and self.receipt.outcome.needs_attention

    @property
    def speaks(self) -> bool:
        """Whether it is to be shown over what the feed says."""
        return not self.refused and not self.told


def acts_of_class(tx: Connection, class_id: str | None = None) -> list[OwnAct]:
    """Reports, cancellations and changes of sessions, of one class or of all, in the order they were made."""
    return [act for act in _read(tx, _MANAGING) if class_id in (None, getattr(act.payload, "class_id", None))]


def results_of_class(tx: Connection, class_id: str) -> list[OwnAct]:
    """Results that the feed does not tell: on their way, or refused."""
    return [act for act in _read(tx, _RESULTS) if getattr(act.payload, "class_id", None) == class_id]


def _read(tx: Connection, statement: Any) -> Iterator[OwnAct]:
    mark = kept.get_feed_mark(tx)
    for row in tx.execute(statement, {"mark": mark}):
        try:
            payload = PAYLOADS[row.type].from_map(open_payload(row.payload))
        except MalformedMessage:
            continue
        receipt = None if row.document is None else Receipt.from_map(json.loads(row.document))
        told = row.number is not None and row.number <= mark
        yield OwnAct(FactId(row.id), payload, read_header(row.header).moment.best, receipt, told)


_ABOUT = (
    select(facts.c.id, facts.c.type, facts.c.header, facts.c.payload, receipts.c.number, receipts.c.document)
    .outerjoin(receipts, receipts.c.number == facts.c.settled_by)
    .outerjoin(decisions, decisions.c.about == facts.c.id)
    .where(literal_column(ABOUT_CLASSES), facts.c.payload.is_not(None))
    .where(decisions.c.about.is_(None) | receipts.c.outcome.not_in(("rejected", "conflict")))
    .order_by(facts.c.epoch, facts.c.seq)
)
_IS_RESULT = facts.c.type == FactType.ASSESSMENT_RECORDED.value
_MANAGING = _ABOUT.where(~_IS_RESULT)
_RESULTS = _ABOUT.where(
    and_(
        _IS_RESULT,
        receipts.c.number.is_(None)
        | (receipts.c.number > bindparam("mark"))
        | receipts.c.outcome.in_(("rejected", "conflict")),
    )
)
