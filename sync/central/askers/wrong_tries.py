"""Wrong enrolment codes, counted by where they come from, so that nobody tries them one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from sqlalchemy import Engine, delete, func, insert, select

from sync.central.store.engine import is_shared, reading, writing
from sync.central.store.locks import lock_named
from sync.central.store.tables import wrong_code_tries

MAX_WRONG = 10
WRONG_WINDOW = timedelta(minutes=10)


class WrongTries(Protocol):
    """Remembers wrong codes; may be asked from several threads at once."""

    def wait_for(self, source: str) -> timedelta | None:
        """How long `source` has to wait before the next try; None: it may try."""
        ...

    def note_wrong(self, source: str) -> None:
        """`source` gave a wrong code."""
        ...


def wrong_tries_for(store: Engine, now: Callable[[], datetime]) -> WrongTries:
    """In memory where one process has the file, in the database where several share it."""
    return SharedTries(store, now) if is_shared(store) else TriesHere(now)


class TriesHere:
    """The wrong tries that one process has seen."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = Lock()
        self._wrong: dict[str, deque[datetime]] = {}

    def wait_for(self, source: str) -> timedelta | None:
        """As `WrongTries` says."""
        with self._lock:
            recent = self._recent(source)
            return recent[0] + WRONG_WINDOW - self._now() if len(recent) >= MAX_WRONG else None

    def note_wrong(self, source: str) -> None:
        """As `WrongTries` says."""
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


class SharedTries:
    """The wrong tries that all workers at one server have seen."""

    def __init__(self, store: Engine, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def wait_for(self, source: str) -> timedelta | None:
        """As `WrongTries` says."""
        tries = wrong_code_tries.c
        now = self._now()
        recent = select(func.count(), func.min(tries.at)).where(tries.source == source, tries.at > now - WRONG_WINDOW)
        with reading(self._store) as connection:
            times, first = connection.execute(recent).one()
        return first + WRONG_WINDOW - now if times >= MAX_WRONG else None

    def note_wrong(self, source: str) -> None:
        """As `WrongTries` says."""
        now = self._now()
        with writing(self._store) as connection:
            lock_named(connection, "wrong tries")  # two that sweep at once might wait for each other's rows
            connection.execute(delete(wrong_code_tries).where(wrong_code_tries.c.at <= now - WRONG_WINDOW))
            connection.execute(insert(wrong_code_tries).values(source=source, at=now))
