"""The change feed down. A page and its cursor are one transaction; a bad list in it stops no other change."""

from __future__ import annotations

import logging

from sync.desk.device.clock import Clock
from sync.desk.exchange.connection import Connection
from sync.desk.store import feed, kept, receipts
from sync.desk.store.lists import check_successor
from sync.desk.store.store import Store, Transaction
from sync.domain.ids import SiteId
from sync.errors import MalformedMessage, ProtocolError
from sync.protocol.changes import Change, ChangeKind, Page
from sync.protocol.requests import from_base64
from sync.protocol.signing import VerifyKey

_PAGE = 500
_log = logging.getLogger(__name__)


def pull(store: Store, connection: Connection, site: SiteId, roots: dict[bytes, VerifyKey], clock: Clock) -> int:
    """Read the feed to its end; how many changes came. Pages applied by then stay when it breaks off.

    Raises the ExchangeError tree or MalformedMessage.
    """
    with store.read() as tx:
        cursor, mark = kept.get_cursor(tx), receipts.newest_number(tx)
    count = 0
    while True:
        page = Page.from_map(
            connection.get("/v1/changes", {"scope": f"site:{site}", "cursor": cursor, "limit": _PAGE})
        )
        if page.more and page.cursor == cursor:
            raise MalformedMessage("the feed does not move on")
        with store.write() as tx:
            # Not a list: each change is judged by what the one before it has left.
            feed.apply(tx, (change for change in page.changes if _acceptable(tx, change, roots)), page.cursor)
            if not page.more:
                kept.put_feed_end(tx, clock.read().best, mark)
                if clock.anchor is not None:
                    kept.put_anchor(tx, clock.anchor)  # in the same transaction: an idle round costs one flush
        count, cursor = count + len(page.changes), page.cursor
        if not page.more:
            return count


def _acceptable(tx: Transaction, change: Change, roots: dict[bytes, VerifyKey]) -> bool:
    """Signed lists must hold and follow the ones held; everything else is the centre's word."""
    if change.kind != ChangeKind.DOCUMENT or change.body is None:
        return True
    try:
        match change.body:
            case {"name": str(name), "version": int(version), "data": str(data)}:
                check_successor(tx, roots, name, version, from_base64(data))
            case _:
                raise MalformedMessage("not a signed list")
    except ProtocolError as error:
        _log.warning("%s: a signed list was not taken: %s", error.code, error.detail)
        return False
    return True
