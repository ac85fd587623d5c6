"""Codes that are no vouchers (a payment code, say): only a keyed hash is kept, on this PC, never sent."""

from __future__ import annotations

import hmac
import os
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from sync.desk.store import kept
from sync.desk.store.instants import to_micros
from sync.desk.store.tables import strangers

_KEY_BYTES = 32


def keyed_hash(tx: Connection, text: str) -> bytes:
    """What stands for a text without telling it. The key is made when first needed and never leaves this PC."""
    key = kept.get_stranger_key(tx)
    if key is None:
        key = os.urandom(_KEY_BYTES)
        kept.put_stranger_key(tx, key)
    return hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256")


def note(tx: Connection, text: str, at: datetime) -> None:
    """Count a stranger's code."""
    hashed = keyed_hash(tx, text)
    tx.execute(
        insert(strangers)
        .values(keyed_hash=hashed, times=1, last_at=to_micros(at))
        .on_conflict_do_update(
            index_elements=["keyed_hash"], set_={"times": strangers.c.times + 1, "last_at": to_micros(at)}
        )
    )
