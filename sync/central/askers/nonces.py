"""Which requests have been made already, within the minutes in which an assertion is believed at all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from sqlalchemy import Engine, delete, text
from sqlalchemy.dialects.postgresql import insert

from sync.central.store.engine import is_shared, writing
from sync.central.store.locks import lock_named
from sync.central.store.tables import request_nonces

MAX_SKEW = timedelta(minutes=5)
"""An assertion's time may differ this much from the centre's."""
_REMEMBERED = 2 * MAX_SKEW
"""As long as an assertion could be replayed: MAX_SKEW to either side."""
_SWEEP_EVERY = timedelta(minutes=1)


class Nonces(Protocol):
    """Remembers requests; may be asked from several threads at once."""

    def is_fresh(self, device: str, nonce: str) -> bool:
        """Whether this is the first request with `nonce`; from now on it is not."""
        ...


def nonces_for(store: Engine, now: Callable[[], datetime]) -> Nonces:
    """In memory where one process has the file, in the database where several share it."""
    return SharedNonces(store, now) if is_shared(store) else NonceWindow(now)


class NonceWindow:
    """The nonces that one process has seen."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = Lock()
        self._seen: set[tuple[str, str]] = set()
        self._in_order: deque[tuple[datetime, tuple[str, str]]] = deque()

    def is_fresh(self, device: str, nonce: str) -> bool:
        """As `Nonces` says."""
        with self._lock:
            self._forget_old()
            mark = (device, nonce)
            if mark in self._seen:
                return False
            self._seen.add(mark)
            self._in_order.append((self._now(), mark))
            return True

    def _forget_old(self) -> None:
        since = self._now() - _REMEMBERED
        while self._in_order and self._in_order[0][0] < since:
            self._seen.discard(self._in_order.popleft()[1])


class SharedNonces:
    """The nonces that all workers at one PostgreSQL server have seen."""

    def __init__(self, store: Engine, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._swept_at = now()

    def is_fresh(self, device: str, nonce: str) -> bool:
        """As `Nonces` says: of two workers asked at the same moment one waits for the other."""
        now = self._now()
        if now - self._swept_at > _SWEEP_EVERY:
            self._swept_at = now
            self._forget_before(now - _REMEMBERED)
        with writing(self._store) as connection:
            # A request costs no flush of its own: a server that dies forgets some milliseconds, and whatever is
            # replayed then gets its first answer again.
            connection.execute(text("SET LOCAL synchronous_commit = off"))
            noted = insert(request_nonces).values(device=device, nonce=nonce, at=now).on_conflict_do_nothing()
            return connection.execute(noted.returning(request_nonces.c.nonce)).first() is not None

    def _forget_before(self, since: datetime) -> None:
        with writing(self._store) as connection:
            lock_named(connection, "nonces")  # two that sweep at once might wait for each other's rows
            connection.execute(delete(request_nonces).where(request_nonces.c.at < since))
