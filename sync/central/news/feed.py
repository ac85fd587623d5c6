"""The change feed: publish what a thing is now, read what changed since a cursor.

Feed order is commit order. SQLite has one writer, and a position is given inside its transaction. A server has many,
and one that began earlier may commit later: each row carries the number of the transaction that published it, and a
reader sees only rows below the first transaction that is still open. What that one publishes is behind every cursor
given so far; one that stays open delays the news of all, and loses none. A thing that changes again moves to the end,
so a new desk reads each thing once.

Transaction numbers mean something within one cluster of the server only. A cursor therefore names its cluster; one of
another (the database was dumped and restored) is read as the beginning: each thing comes once more, none is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, literal_column, select, tuple_, union_all, update

from sync.central.store.bulk import insert_many
from sync.central.store.json_text import to_json
from sync.central.store.tables import changes
from sync.domain.ids import SiteId
from sync.errors import MalformedMessage
from sync.protocol.changes import START, Change, Page
from sync.protocol.requests import from_base64, to_base64

SCHEME = "scheme"
"""The scope of what every desk gets."""
MAX_PAGE = 1000
_OF_ONE_WRITER = b"v1:"
_OF_MANY = b"v2:"
_COLUMNS = ("txid", "scope", "kind", "key", "body")
_THIS_TRANSACTION: ColumnElement[int] = literal_column("CAST(CAST(pg_current_xact_id() AS text) AS bigint)")
_FIRST_OPEN: ColumnElement[int] = literal_column(
    "(SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint))"
)
_FIRST_UNBORN: ColumnElement[int] = literal_column(
    "(SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint))"
)
_CLUSTER: ColumnElement[int] = literal_column("(SELECT system_identifier FROM pg_control_system())")
_MOST = (1 << 64) - 1


class _Place(NamedTuple):
    """Of a row in the feed; `txid` and `cluster` 0: written by SQLite's only writer."""

    cluster: int
    txid: int
    position: int


def site_scope(site: SiteId) -> str:
    """The scope of what the desks of one site get."""
    return f"site:{site}"


def publish(connection: Connection, scope: str, news: Iterable[Change]) -> None:
    """Say what each thing is now; of several words about one thing the last counts."""
    latest = {(change.kind, change.key): change for change in news}
    if not latest:
        return
    txid = connection.scalar(select(_THIS_TRANSACTION)) if _has_many_writers(connection) else 0
    # In one order everywhere, so that no two writers wait for each other's rows.
    rows = [(txid, scope, change.kind, change.key, _to_json(change)) for _, change in sorted(latest.items())]
    insert_many(connection, changes, _COLUMNS, rows, replace=True)


def read_page(connection: Connection, scope: str, cursor: str, limit: int) -> Page:
    """At most `limit` changes behind `cursor`, the scheme's included. Raises MalformedMessage for a foreign cursor."""
    after, cluster = _place(cursor), _cluster(connection)
    if after.cluster != cluster:
        after = _Place(cluster, 0, 0)
    known = changes.c.txid < _FIRST_OPEN if cluster else literal_column("TRUE")
    behind = known & (tuple_(changes.c.txid, changes.c.position) > tuple_(after.txid, after.position))
    both = union_all(*(_of_scope(one, behind, limit + 1) for one in (scope, SCHEME))).subquery()
    rows = connection.execute(select(both).order_by(both.c.txid, both.c.position).limit(limit + 1)).all()
    shown = rows[:limit]
    news = tuple(Change(row.kind, row.key, None if row.body is None else json.loads(row.body)) for row in shown)
    last = _cursor(_Place(cluster, shown[-1].txid, shown[-1].position)) if shown else cursor
    return Page(news, last, len(rows) > limit)


def welcome_restored_rows(connection: Connection) -> None:
    """Rows of transactions that this cluster has not come to were restored from another's: they go first."""
    if _has_many_writers(connection):
        connection.execute(update(changes).where(changes.c.txid >= _FIRST_UNBORN).values(txid=0))


def _of_scope(scope: str, behind: ColumnElement[bool], most: int) -> Select[Any]:
    """Each scope by its own index, and no more of it than a page takes."""
    wanted = select(changes).where(changes.c.scope == scope, behind)
    rows = wanted.order_by(changes.c.txid, changes.c.position).limit(most).subquery()
    return select(rows)


def _cluster(connection: Connection) -> int:
    """Asked once for each connection."""
    if not _has_many_writers(connection):
        return 0
    if "cluster" not in connection.info:
        # Written as a signed number, meant as an unsigned one.
        connection.info["cluster"] = int(connection.scalar(select(_CLUSTER)) or 0) & _MOST
    known: int = connection.info["cluster"]
    return known


def _has_many_writers(connection: Connection) -> bool:
    return connection.dialect.name != "sqlite"


def _to_json(change: Change) -> str | None:
    return None if change.body is None else to_json(change.body)


def _cursor(place: _Place) -> str:
    if place.cluster == 0:
        return to_base64(_OF_ONE_WRITER + str(place.position).encode())
    return to_base64(_OF_MANY + ".".join(map(str, place)).encode())


def _place(cursor: str) -> _Place:
    if cursor == START:
        return _Place(0, 0, 0)
    mark, written = from_base64(cursor)[: len(_OF_MANY)], from_base64(cursor)[len(_OF_MANY) :]
    numbers = written.split(b".")
    if (mark, len(numbers)) not in ((_OF_ONE_WRITER, 1), (_OF_MANY, 3)) or not all(map(bytes.isdigit, numbers)):
        raise MalformedMessage("not a cursor of this centre")
    found = _Place(*([0] * (3 - len(numbers))), *(int(number) for number in numbers))
    if found.cluster > _MOST or max(found.txid, found.position) >= 1 << 63:
        raise MalformedMessage("not a cursor of this centre")
    return found
