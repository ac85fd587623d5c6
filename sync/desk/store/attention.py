"""待处理: records that the centre did not simply take, and what people here have decided about them.

A decision made here speaks for itself until its receipt was there before the feed was last read to its end; from then
on the feed says whether there is anything left to decide. One that the centre rejected decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, bindparam, case, func, select, union
from sqlalchemy.dialects.sqlite import insert

from sync.desk.store import kept
from sync.desk.store.instants import from_micros, to_micros
from sync.desk.store.tables import conflicts, decisions, facts, receipts, scans
from sync.domain.attention import AttentionDecision, ConflictState
from sync.domain.ids import FactId
from sync.protocol.facts import FactType
from sync.protocol.receipts import Outcome, ReceiptCode


@dataclass(frozen=True, slots=True)
class Decided:
    """The last word of somebody at this PC. `received_at`: when the centre answered it; `refused`: why it decides
    nothing."""

    decision: AttentionDecision
    at: datetime
    received_at: datetime | None
    refused: ReceiptCode | None


_ALL = -1
"""No limit, to SQLite."""


def put_decision(tx: Connection, about: FactId, decision: AttentionDecision, fact_id: FactId, at: datetime) -> None:
    """Keep what was decided by the fact, in the fact's own transaction."""
    values = {"decision": decision.value, "fact_id": fact_id, "at": to_micros(at)}
    statement = insert(decisions).values(about=about, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["about"], set_=values))


def find_decision(tx: Connection, about: FactId) -> Decided | None:
    """What was decided here about a record."""
    row = tx.execute(_DECISION, {"about": about}).one_or_none()
    if row is None:
        return None
    received = None if row.answered_at is None else datetime.fromisoformat(row.answered_at)
    refused = ReceiptCode(row.code) if row.outcome == Outcome.REJECTED and row.code else None
    return Decided(AttentionDecision(row.decision), from_micros(row.at), received, refused)


def to_decide(tx: Connection) -> list[FactId]:
    """What somebody here has to decide, newest first: own records that were not granted, and double uses."""
    return [FactId(row.id) for row in tx.execute(_OPEN, {"mark": kept.get_feed_mark(tx)})]


def count_to_decide(tx: Connection) -> int:
    """How many these are."""
    return int(tx.execute(_COUNT, {"mark": kept.get_feed_mark(tx)}).scalar_one())


def is_to_decide(tx: Connection, about: FactId) -> bool:
    """Whether this is one of them."""
    return tx.execute(_IS_TO_DECIDE, {"mark": kept.get_feed_mark(tx), "about": about}).first() is not None


def is_waiting(tx: Connection, about: FactId) -> bool:
    """Whether this is one of those that only wait."""
    asked = {"mark": kept.get_feed_mark(tx), "about": about, "most": 1, "reach": _ALL}
    return tx.execute(_IS_WAITING, asked).first() is not None


def waiting(tx: Connection, most: int) -> list[FactId]:
    """What only waits, newest first: taken to be confirmed, held, or being looked at by an officer."""
    asked = {"mark": kept.get_feed_mark(tx), "most": most, "reach": 4 * most}
    return [FactId(row.id) for row in tx.execute(_WAITING, asked)]


def decided(tx: Connection, most: int) -> list[FactId]:
    """What was decided here, the last first, and is not open again."""
    asked = {"mark": kept.get_feed_mark(tx), "most": most}
    return [FactId(row.about) for row in tx.execute(_DECIDED, asked)]


# The statements, built once. `mark` is the feed's, see the head of the file.

_NOT_GRANTED = [outcome.value for outcome in Outcome if outcome.needs_attention]
_OVER = [state.value for state in ConflictState if state.is_over]
_ANSWER = receipts.alias("answer")
_NEWER = receipts.alias("newer")


def _newest(of: ColumnElement[str]) -> ColumnElement[int]:
    return select(func.max(_NEWER.c.number)).where(_NEWER.c.fact_id == of).correlate_except(_NEWER).scalar_subquery()


_WITH_ANSWER = and_(_ANSWER.c.fact_id == decisions.c.fact_id, _ANSWER.c.number == _newest(decisions.c.fact_id))
_DECISION = (
    select(decisions, _ANSWER.c.outcome, _ANSWER.c.code, _ANSWER.c.at.label("answered_at"))
    .select_from(decisions.outerjoin(_ANSWER, _WITH_ANSWER))
    .where(decisions.c.about == bindparam("about"))
)
_STANDS = func.coalesce(and_(decisions.c.about.is_not(None), func.coalesce(_ANSWER.c.outcome, "") != "rejected"), False)
_SPEAKS_FOR_ITSELF = and_(
    _STANDS,
    _ANSWER.c.number.is_(None) | (_ANSWER.c.outcome == Outcome.HELD.value) | (_ANSWER.c.number > bindparam("mark")),
)
_IS_OPEN = case((and_(conflicts.c.id.is_not(None), ~_SPEAKS_FOR_ITSELF), conflicts.c.to_decide), else_=~_STANDS)
_TAKEN_BACK = and_(scans.c.undone_by.is_not(None), scans.c.undone_by != scans.c.fact_id)
_OURS = (
    select(receipts.c.fact_id.label("id"))
    .join(facts, facts.c.id == receipts.c.fact_id)
    .where(facts.c.type != FactType.ATTENTION_SETTLED.value)
)


def _looked_at(ids: FromClause) -> Select[Any]:
    """`ids` with what is known of each; what was taken back at this PC needs nobody any more."""
    whole = (
        ids.outerjoin(decisions, decisions.c.about == ids.c.id)
        .outerjoin(_ANSWER, _WITH_ANSWER)
        .outerjoin(conflicts, conflicts.c.id == ids.c.id)
        .outerjoin(scans, scans.c.fact_id == ids.c.id)
    )
    return select(ids.c.id).select_from(whole).where(~func.coalesce(_TAKEN_BACK, False))


_IDS = union(_OURS.where(receipts.c.outcome.in_(_NOT_GRANTED)), select(conflicts.c.id)).subquery("ids")
_OPEN = _looked_at(_IDS).where(_IS_OPEN).order_by(_IDS.c.id.desc())
_COUNT = select(func.count()).select_from(_OPEN.order_by(None).subquery())


def _newest_of(outcome: Outcome, *more: ColumnElement[bool]) -> Select[Any]:
    """Of many thousands after a day with a doubtful clock only the newest are looked at, in the index's own order."""
    found = select(receipts.c.fact_id.label("id")).where(receipts.c.outcome == outcome.value, *more)
    return select(found.order_by(receipts.c.fact_id.desc()).limit(bindparam("reach")).subquery())


_CALM = union(
    _newest_of(Outcome.PROVISIONAL),
    _newest_of(Outcome.HELD, receipts.c.number == _newest(receipts.c.fact_id)),
    select(conflicts.c.id).where(conflicts.c.state == ConflictState.REVIEW.value),
).subquery("calm")
_IN_REVIEW = func.coalesce(conflicts.c.state == ConflictState.REVIEW.value, False)
_WAITING = (
    _looked_at(_CALM)
    .where(case((_IN_REVIEW, ~_IS_OPEN), else_=~_STANDS))
    .order_by(_CALM.c.id.desc())
    .limit(bindparam("most"))
)
_IS_TO_DECIDE = _OPEN.where(_IDS.c.id == bindparam("about"))
_IS_WAITING = _WAITING.where(_CALM.c.id == bindparam("about"))
_DECIDED = (
    select(decisions.c.about)
    .select_from(
        decisions.outerjoin(_ANSWER, _WITH_ANSWER).outerjoin(conflicts, conflicts.c.id == decisions.c.about)
    )
    .where(~_IS_OPEN, ~_IN_REVIEW)
    .order_by(decisions.c.at.desc())
    .limit(bindparam("most"))
)
_REFUSED = select(_ANSWER.c.number).where(
    _ANSWER.c.fact_id == decisions.c.fact_id, _ANSWER.c.outcome == Outcome.REJECTED.value
)
SETTLED_BY_PEOPLE = (
    select(decisions.c.about)
    .where(decisions.c.about == scans.c.fact_id, decisions.c.decision != AttentionDecision.REVIEW.value)
    .where(~_REFUSED.correlate(decisions).exists())
    .correlate(scans)
    .exists()
    | select(conflicts.c.id)
    .where(conflicts.c.id == scans.c.fact_id, conflicts.c.state.in_(_OVER))
    .correlate(scans)
    .exists()
)
"""Of a scan: whether nobody has to see any more that it was not granted."""
