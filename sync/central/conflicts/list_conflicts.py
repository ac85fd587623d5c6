"""What officers are shown: conflicts as they stand, page by page."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from sync.central.conflicts.conflict import Conflict, read_conflict
from sync.central.store.tables import conflicts
from sync.domain.attention import ConflictState


def list_conflicts(connection: Connection, state: ConflictState | None, after: str, limit: int) -> list[Conflict]:
    """By id, which is about the order in which the requests were made; those in `state`, or all."""
    wanted = select(conflicts).where(conflicts.c.fact_id > after).order_by(conflicts.c.fact_id).limit(limit)
    if state is not None:
        wanted = wanted.where(conflicts.c.state == state)
    return [read_conflict(row, json.loads(row.document)) for row in connection.execute(wanted)]
