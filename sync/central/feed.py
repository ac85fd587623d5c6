"""The change feed: publish what a thing is now, read what changed since a cursor.

Feed order is commit order: SQLite has one writer, and a position is given inside its transaction. A thing that changes
again moves to the end, so a new desk reads each thing once. A database with many writers needs a sequencer here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, select

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
_MARK = b"v1:"
_COLUMNS = ("scope", "kind", "key", "body")


def site_scope(site: SiteId) -> str:
    """The scope of what the desks of one site get."""
    return f"site:{site}"


def publish(connection: Connection, scope: str, news: Iterable[Change]) -> None:
    """Say what each thing is now; of several words about one thing the last counts."""
    latest = {(change.kind, change.key): change for change in news}
    rows = [(scope, change.kind, change.key, _to_json(change)) for change in latest.values()]
    insert_many(connection, changes, _COLUMNS, rows, replace=True)


def read_page(connection: Connection, scope: str, cursor: str, limit: int) -> Page:
    """At most `limit` changes behind `cursor`, the scheme's included. Raises MalformedMessage for a foreign cursor."""
    after = _position(cursor)
    wanted = (
        select(changes)
        .where(changes.c.scope.in_((scope, SCHEME)), changes.c.position > after)
        .order_by(changes.c.position)
        .limit(limit + 1)
    )
    rows = connection.execute(wanted).all()
    shown = rows[:limit]
    news = tuple(Change(row.kind, row.key, None if row.body is None else json.loads(row.body)) for row in shown)
    return Page(news, _cursor(shown[-1].position) if shown else cursor, len(rows) > limit)


def _to_json(change: Change) -> str | None:
    return None if change.body is None else to_json(change.body)


def _cursor(position: int) -> str:
    return to_base64(_MARK + str(position).encode())


def _position(cursor: str) -> int:
    if cursor == START:
        return 0
    mark, digits = from_base64(cursor)[: len(_MARK)], from_base64(cursor)[len(_MARK) :]
    if mark != _MARK or not digits.isdigit():
        raise MalformedMessage("not a cursor of this centre")
    return int(digits)
