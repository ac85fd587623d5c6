"""What was done at this PC on one day, as the record's own facts tell it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from sync.desk.store.tables import facts
from sync.errors import ProtocolError
from sync.protocol.facts import Header, read_header

_ENOUGH = 500
"""So many older ones in a row: what lies before is older too, though a clock may have been set back for a while."""


def headers_between(tx: Connection, start: datetime, end: datetime) -> list[Header]:
    """Heads of the facts made from `start` to before `end`, in the order of the chain; damaged ones are passed over."""
    found: list[Header] = []
    older = 0
    rows = tx.execute(select(facts.c.header).order_by(facts.c.epoch.desc(), facts.c.seq.desc()))
    for row in rows.yield_per(_ENOUGH):
        try:
            header = read_header(row.header)
        except ProtocolError:
            continue
        older = older + 1 if header.moment.best < start else 0
        if start <= header.moment.best < end:
            found.append(header)
        if older >= _ENOUGH:
            break
    return found[::-1]
