"""One-time codes that let a PC join a site: twelve clear characters, good once, for a day, kept as digests."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

from sqlalchemy import Connection, insert, select

from sync.central.store import tables
from sync.domain.ids import SiteId
from sync.errors import InvalidInput

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
LIFE = timedelta(hours=24)
MAX_WRONG = 10
WRONG_WINDOW = timedelta(minutes=10)


def make_enrolment_code(connection: Connection, site: SiteId, now: datetime) -> str:
    """A fresh code for `site`. Raises InvalidInput when there is no such site."""
    if connection.scalar(select(tables.sites.c.id).where(tables.sites.c.id == site)) is None:
        raise InvalidInput("no such site")
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    row = {"digest": code_digest(code), "site": site, "expires": now + LIFE}
    connection.execute(insert(tables.enrolment_codes).values(row))
    return code


def code_digest(code: str) -> bytes:
    """What is kept of a code; spaces, dashes and lower case as people type them make no difference."""
    return sha256("".join(code.split()).replace("-", "").upper().encode()).digest()


class WrongTries:
    """Counts wrong codes by where they come from, so that nobody tries them one after the other."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = Lock()
        self._wrong: dict[str, deque[datetime]] = {}

    def wait_for(self, source: str) -> timedelta | None:
        """How long `source` has to wait before the next try; None: it may try."""
        with self._lock:
            recent = self._recent(source)
            return recent[0] + WRONG_WINDOW - self._now() if len(recent) >= MAX_WRONG else None

    def note_wrong(self, source: str) -> None:
        """`source` gave a wrong code."""
        with self._lock:
            recent = self._recent(source)
            recent.append(self._now())
            self._wrong[source] = recent

    def _recent(self, source: str) -> deque[datetime]:
        since = self._now() - WRONG_WINDOW
        self._wrong = {place: times for place, times in self._wrong.items() if times[-1] > since}
        recent = self._wrong.get(source, deque())
        while recent and recent[0] <= since:
            recent.popleft()
        return recent
