"""The change feed: publish what a thing is now, read what changed since a cursor.

Feed order is commit order. SQLite has one writer, and a position is given inside its transaction. A server has many,
and one that began earlier may commit later: each row carries the number of the transaction that published it, and a
reader sees only rows below the first transaction that is still open. What that one publishes is behind every cursor
given so far; one that stays open delays the news of all, and loses none. A thing that changes again moves to the end,
so a new desk reads each thing once.

A thing that is gone stays in the feed as a tombstone until `prune` clears it away (`tombstones.py`); what was cleared
is remembered as a horizon, and a cursor before it, the beginning included, is refused: a snapshot takes its place.

Transaction numbers mean something within one cluster of the server only. A cursor therefore names its cluster; one of
another (the database was dumped and restored) is read as the beginning: each thing comes once more, none is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, literal_column, select, text, tuple_, union_all, update

from sync.central.problems import Problem, ProblemKind
from sync.central.store.bulk import insert_many
from sync.central.store.tables import changes, feed_horizons
from sync.domain.ids import SiteId
from sync.errors import MalformedMessage
from sync.protocol.changes import START, Change, Page, canonical, digest_of_line, line_of, sum_of
from sync.protocol.requests import from_base64, to_base64

SCHEME = "scheme"
"""The scope of what every desk gets."""
MAX_PAGE = 5000
_OF_ONE_WRITER = b"v1:"
_OF_MANY = b"v2:"
_COLUMNS = ("txid", "scope", "kind", "key", "body", "digest")
_AT_ONCE = 1000
THIS_TRANSACTION: ColumnElement[int] = literal_column("CAST(CAST(pg_current_xact_id() AS text) AS bigint)")
FIRST_OPEN: ColumnElement[int] = literal_column(
    "(SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint))"
)
FIRST_UNBORN: ColumnElement[int] = literal_column(
    "(SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint))"
)
_CLUSTER: ColumnElement[int] = literal_column("(SELECT system_identifier FROM pg_control_system())")
_MOST = (1 << 64) - 1
_HORIZON = feed_horizons.c.txid, feed_horizons.c.position
_WITHOUT_DIGEST: ColumnElement[bool] = changes.c.digest.is_(None)


class Place(NamedTuple):
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
    txid = connection.scalar(select(THIS_TRANSACTION)) if has_many_writers(connection) else 0
    # In one order everywhere, so that no two writers wait for each other's rows.
    rows = [(txid, scope, *thing, *_told(latest[thing])) for thing in sorted(latest)]
    insert_many(connection, changes, _COLUMNS, rows, replace=True)


def read_page(connection: Connection, scope: str, cursor: str, limit: int) -> Page:
    """At most `limit` changes behind `cursor`, the scheme's included.

    Raises MalformedMessage for a foreign cursor, Problem for one that is gone.
    """
    rows, last, more = _read(connection, scope, cursor, limit)
    return Page(tuple(Change(row.kind, row.key, row.body and json.loads(row.body)) for row in rows), last, more)


def page_text(connection: Connection, scope: str, cursor: str, limit: int, again_in: float) -> str:
    """The same as the JSON of an answer. Bodies are kept as JSON: they are not read to be written again."""
    rows, last, more = _read(connection, scope, cursor, limit)
    told = ",".join(
        f'{{"kind":{canonical(row.kind)},"key":{canonical(row.key)},"body":{row.body or "null"}}}' for row in rows
    )
    rest = canonical({"cursor": last, "more": more, "again_in": again_in})
    return f'{{"changes":[{told}],{rest[1:]}'


def page_lines(connection: Connection, scope: str, cursor: str, limit: int, again_in: float) -> bytes:
    """The same as lines."""
    rows, last, more = _read(connection, scope, cursor, limit)
    head = canonical({"cursor": last, "more": more, "again_in": again_in}).encode()
    return b"\n".join([head, *(_line(row) for row in rows)])


def digest_at(connection: Connection, scope: str, cursor: str) -> bytes | None:
    """The digest of all that a desk holds which has read up to `cursor`; None while there is news behind it.

    Raises as `read_page`.
    """
    after = _after(connection, scope, cursor)
    newer = select(changes.c.position).where(_is_in(scope), _place_of_row() > tuple_(after.txid, after.position))
    if connection.execute(newer.limit(1)).first() is not None:
        return None
    live = select(changes.c.digest).where(_is_in(scope), changes.c.body.is_not(None), changes.c.digest.is_not(None))
    known = connection.scalars(live, execution_options={"yield_per": _AT_ONCE})
    return sum_of([sum_of(known), sum_of(digest_of_line(line) for line in _lines(connection, scope, _WITHOUT_DIGEST))])


def lines(connection: Connection, scope: str) -> Iterator[bytes]:
    """The line of every thing there is (`sync.protocol.changes`), in no order; a few at a time are in memory."""
    return _lines(connection, scope, literal_column("TRUE"))


def end_of(connection: Connection, scope: str) -> str:
    """The cursor of a desk that holds all there is by now.

    What a transaction published that one still open might precede is left behind it, and comes once more.
    """
    cluster = _cluster(connection)
    places = [Place(cluster, *row) for row in connection.execute(select(*_HORIZON).where(_has_horizon(scope)))]
    for one in (scope, SCHEME):
        last = select(changes.c.txid, changes.c.position).where(changes.c.scope == one, _is_settled(cluster))
        row = connection.execute(last.order_by(changes.c.txid.desc(), changes.c.position.desc()).limit(1)).first()
        places += [Place(cluster, *row)] if row else []
    return _cursor(max(places)) if places else START


def can_go_on(connection: Connection, scope: str, cursor: str) -> bool:
    """Whether `cursor` is one of this cluster behind which nothing was cleared away."""
    try:
        return _after(connection, scope, cursor) == _place(cursor)
    except Problem:
        return False


def welcome_restored_rows(connection: Connection) -> None:
    """Rows of transactions that this cluster has not come to were restored from another's: they go first.

    A horizon among them stays one: every cursor given so far is another cluster's, and is before it.
    """
    if has_many_writers(connection):
        connection.execute(update(changes).where(changes.c.txid >= FIRST_UNBORN).values(txid=0))
        restored = update(feed_horizons).where(feed_horizons.c.txid >= FIRST_UNBORN)
        connection.execute(restored.values(txid=0, position=1))


def _read(connection: Connection, scope: str, cursor: str, limit: int) -> tuple[Sequence[Row[Any]], str, bool]:
    after = _after(connection, scope, cursor)
    behind = _is_settled(after.cluster) & (_place_of_row() > tuple_(after.txid, after.position))
    both = union_all(*(_of_scope(one, behind, limit + 1) for one in (scope, SCHEME))).subquery()
    rows = connection.execute(select(both).order_by(both.c.txid, both.c.position).limit(limit + 1)).all()
    shown = rows[:limit]
    last = _cursor(Place(after.cluster, shown[-1].txid, shown[-1].position)) if shown else cursor
    return shown, last, len(rows) > limit


def _after(connection: Connection, scope: str, cursor: str) -> Place:
    """The place that `cursor` names. Raises MalformedMessage, or Problem when it is before what was cleared away."""
    after, cluster = _place(cursor), _cluster(connection)
    if after.cluster != cluster:
        after = Place(cluster, 0, 0)
    horizons = connection.execute(select(*_HORIZON).where(_has_horizon(scope))).all()
    if any(after < (cluster, *horizon) for horizon in horizons) or after > _last_given(connection, cluster):
        raise Problem(ProblemKind.CURSOR_GONE)
    return after


def _last_given(connection: Connection, cluster: int) -> Place:
    """No place is behind it; a cursor that is was given before the centre went back to an older copy of itself."""
    if cluster:
        return Place(cluster, connection.scalar(select(FIRST_UNBORN)) or 0, 0)
    return Place(0, 0, connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")) or 0)


def _lines(connection: Connection, scope: str, which: ColumnElement[bool]) -> Iterator[bytes]:
    wanted = select(changes.c.kind, changes.c.key, changes.c.body, changes.c.digest)
    live = wanted.where(_is_in(scope), changes.c.body.is_not(None), which)
    for row in connection.execute(live, execution_options={"yield_per": _AT_ONCE}):
        yield _line(row)


def _line(row: Any) -> bytes:
    """A row without a digest was written by an earlier program: its text may be in another order."""
    in_order = row.digest or row.body is None
    return line_of(row.kind, row.key, (row.body or "null") if in_order else canonical(json.loads(row.body)))


def _is_in(scope: str) -> ColumnElement[bool]:
    return changes.c.scope.in_((scope, SCHEME))


def _has_horizon(scope: str) -> ColumnElement[bool]:
    return feed_horizons.c.scope.in_((scope, SCHEME))


def _place_of_row() -> ColumnElement[Any]:
    return tuple_(changes.c.txid, changes.c.position)


def _is_settled(cluster: int) -> ColumnElement[bool]:
    """Nothing can be published before such a row any more."""
    return changes.c.txid < FIRST_OPEN if cluster else literal_column("TRUE")


def _of_scope(scope: str, behind: ColumnElement[bool], most: int) -> Select[Any]:
    """Each scope by its own index, and no more of it than a page takes."""
    told = changes.c.kind, changes.c.key, changes.c.body, changes.c.digest
    columns = changes.c.txid, changes.c.position, *told
    wanted = select(*columns).where(changes.c.scope == scope, behind)
    rows = wanted.order_by(changes.c.txid, changes.c.position).limit(most).subquery()
    return select(rows)


def _cluster(connection: Connection) -> int:
    """Asked once for each connection."""
    if not has_many_writers(connection):
        return 0
    if "cluster" not in connection.info:
        # Written as a signed number, meant as an unsigned one.
        connection.info["cluster"] = int(connection.scalar(select(_CLUSTER)) or 0) & _MOST
    known: int = connection.info["cluster"]
    return known


def has_many_writers(connection: Connection) -> bool:
    """Whether who began earlier may commit later."""
    return connection.dialect.name != "sqlite"


def _told(change: Change) -> tuple[str | None, bytes | None]:
    """Body and digest as they are kept."""
    if change.body is None:
        return None, None
    said = canonical(change.body)
    return said, digest_of_line(line_of(change.kind, change.key, said))


def _cursor(place: Place) -> str:
    if place.cluster == 0:
        return to_base64(_OF_ONE_WRITER + str(place.position).encode())
    return to_base64(_OF_MANY + ".".join(map(str, place)).encode())


def _place(cursor: str) -> Place:
    if cursor == START:
        return Place(0, 0, 0)
    mark, written = from_base64(cursor)[: len(_OF_MANY)], from_base64(cursor)[len(_OF_MANY) :]
    numbers = written.split(b".")
    if (mark, len(numbers)) not in ((_OF_ONE_WRITER, 1), (_OF_MANY, 3)) or not all(map(bytes.isdigit, numbers)):
        raise MalformedMessage("not a cursor of this centre")
    found = Place(*([0] * (3 - len(numbers))), *(int(number) for number in numbers))
    if found.cluster > _MOST or max(found.txid, found.position) >= 1 << 63:
        raise MalformedMessage("not a cursor of this centre")
    return found
