"""Tombstones of the feed: how old they are, and clearing the old ones away.

The feed knows order, not time. Marks tell both: up to which place the feed had come at some moment. One is set with
every signed list, twice a day at least, and by each pruning.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, tuple_, update

from sync.central.news.feed import FIRST_OPEN, FIRST_UNBORN, THIS_TRANSACTION, has_many_writers
from sync.central.store.locks import lock_named
from sync.central.store.tables import changes, feed_horizons, feed_marks

_PLACE = changes.c.txid, changes.c.position


def set_mark(connection: Connection, now: datetime) -> None:
    """Note up to where the feed has come by `now`."""
    if has_many_writers(connection):
        place: dict[str, Any] = {"txid": connection.scalar(select(THIS_TRANSACTION)), "position": 0}
    else:
        place = {"txid": 0, "position": connection.scalar(select(func.coalesce(func.max(changes.c.position), 0)))}
    connection.execute(insert(feed_marks).values(at=now, **place))


def prune(connection: Connection, before: datetime, now: datetime) -> int:
    """Clear away the tombstones known to be older than `before`; how many there were.

    A cursor before the last of them is refused from now on (`feed_horizons`).
    """
    lock_named(connection, "prune-feed")
    if has_many_writers(connection):  # marks of the cluster from which this database was restored
        connection.execute(delete(feed_marks).where(feed_marks.c.txid >= FIRST_UNBORN))
    set_mark(connection, now)
    newest_first = feed_marks.c.at.desc(), feed_marks.c.number.desc()
    old = select(feed_marks).where(feed_marks.c.at <= before).order_by(*newest_first)
    mark = connection.execute(old.limit(1)).one_or_none()
    if mark is None:
        return 0
    gone = changes.c.body.is_(None) & (tuple_(*_PLACE) <= tuple_(mark.txid, mark.position))
    if has_many_writers(connection):
        gone &= changes.c.txid < FIRST_OPEN
    furthest: dict[str, tuple[int, int]] = {}
    rows = connection.execute(delete(changes).where(gone).returning(changes.c.scope, *_PLACE)).all()
    for scope, txid, position in rows:
        furthest[scope] = max(furthest.get(scope, (0, 0)), (txid, position))
    for scope, (txid, position) in furthest.items():
        _put_horizon(connection, scope, txid, position)
    connection.execute(delete(feed_marks).where(feed_marks.c.at < mark.at))
    return len(rows)


def _put_horizon(connection: Connection, scope: str, txid: int, position: int) -> None:
    place = {"txid": txid, "position": position}
    if connection.execute(update(feed_horizons).where(feed_horizons.c.scope == scope).values(place)).rowcount == 0:
        connection.execute(insert(feed_horizons).values(scope=scope, **place))
