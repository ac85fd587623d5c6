"""What of the feed is held here, a digest for each thing: the sum tells whether the centre would say the same.

It is noted what was told, whether this program could make use of it or not: a kind of a later program counts as well,
so that the sums of both ends are equal while nothing is missed.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from sync.desk.store.feed_rows import drop_rows, put_rows
from sync.desk.store.tables import feed_items
from sync.protocol.changes import sum_of

Noted = Mapping[str, Mapping[str, bytes | None]]
"""By kind, then by key: the digest of what it is now, None where it is gone."""


def note(tx: Connection, told: Noted) -> None:
    """In the transaction that writes the things themselves."""
    for kind, things in told.items():
        put_rows(tx, feed_items, [(kind, key, digest) for key, digest in things.items() if digest is not None])
        drop_rows(tx, feed_items, [(kind, key) for key, digest in things.items() if digest is None])


def digest_held(tx: Connection) -> bytes:
    """The digest of all that is held; of nothing it is 32 zero bytes."""
    return sum_of(tx.execute(select(feed_items.c.digest), execution_options={"yield_per": 1000}).scalars())


def count_held(tx: Connection) -> int:
    """How many things are held."""
    return int(tx.execute(select(func.count()).select_from(feed_items)).scalar_one())


def is_anything_held(tx: Connection) -> bool:
    """Whether anything was noted at all."""
    return tx.execute(select(feed_items.c.key).limit(1)).first() is not None


def is_kind_held(tx: Connection, kind: str) -> bool:
    """Whether anything of this kind was told before."""
    return tx.execute(select(feed_items.c.key).where(feed_items.c.kind == kind).limit(1)).first() is not None
