"""Which requests have been made already, within the minutes in which an assertion is believed at all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

MAX_SKEW = timedelta(minutes=5)
"""An assertion's time may differ this much from the centre's."""


class NonceWindow:
    """Remembers nonces as long as their assertions could be replayed: MAX_SKEW to either side."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = Lock()
        self._seen: set[tuple[str, str]] = set()
        self._in_order: deque[tuple[datetime, tuple[str, str]]] = deque()

    def is_fresh(self, device: str, nonce: str) -> bool:
        """Whether this is the first request with `nonce`; from now on it is not."""
        with self._lock:
            self._forget_old()
            mark = (device, nonce)
            if mark in self._seen:
                return False
            self._seen.add(mark)
            self._in_order.append((self._now(), mark))
            return True

    def _forget_old(self) -> None:
        since = self._now() - 2 * MAX_SKEW
        while self._in_order and self._in_order[0][0] < since:
            self._seen.discard(self._in_order.popleft()[1])
