"""日结 made at this PC, the last one of each day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from sync.desk.store.instants import from_micros, to_micros
from sync.desk.store.tables import closed_days, facts
from sync.domain.ids import FactId, StaffId
from sync.protocol.facts import FactType, read_fact
from sync.protocol.payloads import DayClosed

_AMENDING = (
    FactType.ATTENDANCE_CORRECTED,
    FactType.CORRECTION_DECIDED,
    FactType.LEAVE_TAKEN,
    FactType.LEAVE_WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """What was closed, when and by whom."""

    fact_id: FactId
    at: datetime
    operator: StaffId
    said: DayClosed


def put(tx: Connection, fact_id: FactId, said: DayClosed, operator: StaffId, at: datetime) -> None:
    """The day is closed, or closed anew."""
    document = json.dumps(said.to_map() | {"operator": operator}, ensure_ascii=False)
    values = {"day": said.day, "fact_id": fact_id, "document": document, "at": to_micros(at)}
    added = insert(closed_days).values(values)
    tx.execute(added.on_conflict_do_update(index_elements=[closed_days.c.day], set_=values))


def find(tx: Connection, day: date) -> ClosedDay | None:
    """The close of a day that counts; None while it is open."""
    row = tx.execute(select(closed_days).where(closed_days.c.day == day.isoformat())).one_or_none()
    if row is None:
        return None
    said = json.loads(row.document)
    operator = StaffId(said.pop("operator"))
    return ClosedDay(FactId(row.fact_id), from_micros(row.at), operator, DayClosed.from_map(said))


def amended_since(tx: Connection, closed: ClosedDay, session_ids: frozenset[str]) -> int:
    """How many corrections and leaves about these sessions were written here after the close."""
    place = select(facts.c.epoch, facts.c.seq).where(facts.c.id == closed.fact_id)
    at = tx.execute(place).one_or_none()
    if at is None:
        return 0
    later = (facts.c.epoch > at.epoch) | ((facts.c.epoch == at.epoch) & (facts.c.seq > at.seq))
    rows = tx.execute(select(facts.c.header, facts.c.payload).where(facts.c.type.in_(_AMENDING), later))
    written = [read_fact(row.header, row.payload) for row in rows if row.payload is not None]
    return sum(fact.payload.get("session_id") in session_ids for fact in written)
