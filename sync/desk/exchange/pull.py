"""The change feed down. A page and its cursor are one transaction; a bad list in it stops no other change.

Where the centre no longer tells what was deleted since the cursor, or where this desk turns out to hold something else
than the centre tells, a snapshot takes the place of what is held, and the feed is read on behind it.
"""

from __future__ import annotations

import logging
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from sync.desk.device.clock import Clock
from sync.desk.exchange import ahead, compare_digest
from sync.desk.exchange.connection import Connection
from sync.desk.exchange.page_size import PageSize
from sync.desk.exchange.take_snapshot import is_under_way, take_snapshot
from sync.desk.store import feed, feed_digest, kept, receipts
from sync.desk.store.lists import Judge
from sync.desk.store.store import Store
from sync.errors import CentreRefused, ExchangeError
from sync.protocol.changes import JSON_LINES, Page
from sync.protocol.joining import Welcome
from sync.protocol.requests import CURSOR_GONE, MALFORMED

_MOST_PAGES = 2000
"""In one round: what waits to be sent gets its turn even where the feed has no end."""
_KEPT_FRESH = timedelta(seconds=15)
"""How far off it may be until when the feed was read, where nothing else is to be written."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pulled:
    """How many changes came, when the centre wants to be asked again, and whether the desk held something else."""

    changes: int = 0
    again_in: float | None = None
    healed: bool = False


class Puller:
    """Reads the feed of one site."""

    def __init__(self, store: Store, connection: Connection, clock: Clock, welcome: Welcome) -> None:
        self._store = store
        self._connection = connection
        self._clock = clock
        self._welcome = welcome
        self._scope = f"site:{welcome.site}"
        self._judge = Judge(welcome.roots)
        self._size = PageSize()

    def pull(self) -> Pulled:
        """Read the feed to its end. What was written by then stays when it breaks off.

        Raises the ExchangeError tree, MalformedMessage or ForgedMessage.
        """
        came = self._take_snapshot() if is_under_way(self._store) else 0
        try:
            pulled = self._read_feed()
        except CentreRefused as refused:
            if refused.problem != CURSOR_GONE:
                raise
            came += self._take_snapshot()
            pulled = self._read_feed()
        if not self._differs():
            return Pulled(came + pulled.changes, pulled.again_in)
        with self._store.read() as tx:
            noted = feed_digest.is_anything_held(tx)  # an earlier program noted nothing
        if noted:
            _log.warning("P01: what was held differs from what the centre tells; all of it is fetched anew")
        return Pulled(came + pulled.changes + self._heal(), pulled.again_in, noted)

    def _heal(self) -> int:
        """Asked again a day later only: a difference that stays must not make the desk fetch without end."""
        return self._take_snapshot() + self._read_feed().changes

    def _differs(self) -> bool:
        now = self._clock.read().best
        if not compare_digest.is_due(self._store, now):
            return False
        same = compare_digest.holds_the_same(self._store, self._connection, self._scope)
        compare_digest.note_compared(self._store, now)
        return same is False

    def _take_snapshot(self) -> int:
        centre = self._welcome.centre_key
        return take_snapshot(self._store, self._connection, self._scope, centre, self._judge)

    def _read_feed(self) -> Pulled:
        with self._store.read() as tx:
            cursor, mark = kept.get_cursor(tx), receipts.newest_number(tx)
            idle = _is_fresh(kept.get_feed_as_of(tx), self._clock.read().best) and mark == kept.get_feed_mark(tx)
        pulled = Pulled()
        with closing(ahead.pages(self._fetch, cursor)) as pages:
            for number, page in enumerate(pages, 1):
                news = not (idle and (page.changes, page.unreadable, page.cursor) == ((), 0, cursor))
                if news and not self._write(page, cursor, mark):
                    break
                cursor = page.cursor
                pulled = Pulled(pulled.changes + len(page.changes), page.again_in)
                if number == _MOST_PAGES:
                    break
        return pulled

    def _fetch(self, cursor: str) -> Page:
        began = time.monotonic()
        try:
            body = self._ask(cursor)
        except CentreRefused as refused:
            if refused.problem != MALFORMED or not self._size.was_refused():
                raise
            body = self._ask(cursor)
        except ExchangeError:
            self._size.went_wrong()
            raise
        page = Page.from_bytes(body)
        self._size.took(time.monotonic() - began, len(page.changes))
        return page

    def _ask(self, cursor: str) -> bytes:
        asked: dict[str, str | int] = {"scope": self._scope, "cursor": cursor, "limit": self._size.now}
        return self._connection.get_bytes("/v1/changes", asked, JSON_LINES)

    def _write(self, page: Page, behind: str, mark: int) -> bool:
        """What came `behind` a cursor; False where another program of this PC has read on meanwhile: this is old."""
        if page.unreadable:
            _log.warning("P01: %d rows of a page were no changes", page.unreadable)
        now = self._clock.read().best
        with self._store.write() as tx:
            if kept.get_cursor(tx) != behind:
                return False
            feed.apply_page(tx, page, self._judge)
            if not page.more:
                kept.put_feed_end(tx, now, mark)
                if self._clock.anchor is not None:
                    kept.put_anchor(tx, self._clock.anchor)  # in the same transaction: an idle round costs one flush
        return True


def _is_fresh(as_of: datetime | None, now: datetime) -> bool:
    return as_of is not None and abs(now - as_of) < _KEPT_FRESH
