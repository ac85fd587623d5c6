"""Forms that are half filled in: one of each kind, in the encrypted record, so that a power cut loses none."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from sync.desk.store.feed_rows import put_rows
from sync.desk.store.instants import from_micros, to_micros
from sync.desk.store.tables import drafts


def put(tx: Connection, kind: str, values: dict[str, Any], at: datetime) -> None:
    """The form as it stands now; what it held before is gone."""
    put_rows(tx, drafts, [(kind, json.dumps(values, ensure_ascii=False), to_micros(at))])


def get(tx: Connection, kind: str) -> tuple[dict[str, Any], datetime] | None:
    """The form and when it was last touched."""
    row = tx.execute(select(drafts).where(drafts.c.kind == kind)).one_or_none()
    return None if row is None else (json.loads(row.document), from_micros(row.at))


def drop(tx: Connection, kind: str) -> None:
    """The form is done with."""
    tx.execute(delete(drafts).where(drafts.c.kind == kind))
