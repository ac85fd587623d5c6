"""Queue files written to a stick, the key that opens the centre's answer to each, and the box they are sealed for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from sync.desk.store import kept
from sync.desk.store.instants import from_micros, to_micros
from sync.desk.store.tables import exports
from sync.protocol.requests import from_base64, to_base64
from sync.protocol.sealing import Box

_BOX = "centre_box"


@dataclass(frozen=True, slots=True)
class Export:
    """One queue file. `answered_at` None: its reply has not come (back) yet."""

    id: str
    made_at: datetime
    reply_key: bytes = field(repr=False)
    facts: int
    answered_at: datetime | None = None


def put(tx: Connection, export: Export) -> None:
    """Remember a queue file before it bears its name: without its key the reply to it could not be read."""
    tx.execute(
        insert(exports).values(
            id=export.id, made_at=to_micros(export.made_at), reply_key=export.reply_key, facts=export.facts
        )
    )


def find(tx: Connection, export: str) -> Export | None:
    """The export of that id; None when another PC (or this one before a repair) made it."""
    row = tx.execute(select(exports).where(exports.c.id == export)).one_or_none()
    if row is None:
        return None
    answered = None if row.answered_at is None else from_micros(row.answered_at)
    return Export(row.id, from_micros(row.made_at), row.reply_key, row.facts, answered)


def note_answer(tx: Connection, export: str, at: datetime) -> None:
    """The reply to it has been taken in whole."""
    tx.execute(update(exports).where(exports.c.id == export).values(answered_at=to_micros(at)))


def get_box(tx: Connection) -> Box | None:
    """What queue files are sealed for; None until the centre has told."""
    text = kept.get(tx, _BOX)
    if text is not None:
        return Box.from_bytes(from_base64(text))
    welcome = kept.get_welcome(tx)
    return None if welcome is None else welcome.box


def put_box(tx: Connection, box: Box) -> None:
    """See `get_box`."""
    kept.put(tx, _BOX, to_base64(box.to_bytes()))
