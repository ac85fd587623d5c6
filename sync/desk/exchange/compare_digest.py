"""Whether this desk holds what the centre tells: asked once a day, after a snapshot, and by `doctor`."""

from __future__ import annotations

from datetime import datetime, timedelta

from sync.desk.exchange.connection import Connection
from sync.desk.store import feed_digest, kept
from sync.desk.store.store import Store
from sync.errors import CentreRefused, MalformedMessage

_EVERY = timedelta(days=1)


def is_due(store: Store, now: datetime) -> bool:
    """Whether it was not asked for a day; a clock that was set back makes it due as well."""
    with store.read() as tx:
        last = kept.get_digest_compared_at(tx)
    return last is None or abs(now - last) >= _EVERY


def holds_the_same(store: Store, connection: Connection, scope: str) -> bool | None:
    """None: there is news, or the centre cannot tell (one of the past knows no digests).

    Raises the ExchangeError tree or MalformedMessage.
    """
    with store.read() as tx:
        cursor, held = kept.get_cursor(tx), feed_digest.digest_held(tx)
    try:
        answer = connection.get("/v1/digest", {"scope": scope, "cursor": cursor})
    except CentreRefused:
        return None
    match answer:
        case {"digest": str(told)}:
            return told == held.hex()
        case {"digest": None}:
            return None
    raise MalformedMessage("no digest")


def note_compared(store: Store, now: datetime) -> None:
    """It need not be asked for a day."""
    with store.write() as tx:
        kept.put_digest_compared_at(tx, now)
