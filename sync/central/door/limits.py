"""How much anybody may ask: sizes, times, and a rate for each address and for each who asks from there.

The buckets are each worker's own: with N workers, up to N times the rate may pass. That bounds what one asker can cost,
which is what they are for; it is no quota.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker takes. Body sizes are the operations' own (`operations.py`)."""

    head_bytes: int = 16 * 1024
    body_within: timedelta = timedelta(seconds=30)
    json_depth: int = 32
    per_address: float = 1000.0
    """Requests a second from one address, in the long run; a site's desks and a proxy's clients share one."""
    per_asker: float = 200.0
    """Requests a second by one device or person at one address."""
    burst_seconds: float = 10.0
    """How many seconds' worth may come at once."""


class TokenBuckets:
    """One bucket for each key: it fills at `rate` a second up to `burst`; each request takes one.

    Keys that have been quiet longest are forgotten beyond `most`: a forgotten bucket is a full one.
    """

    def __init__(self, rate: float, burst: float, now: Callable[[], float] = monotonic, most: int = 20_000) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._most = most
        self._filled: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> timedelta | None:
        """None: go on; otherwise how long to wait."""
        now = self._now()
        level, since = self._filled.pop(key, (self._burst, now))
        level = min(self._burst, level + (now - since) * self._rate)
        enough = level >= 1
        self._filled[key] = (level - enough, now)
        if len(self._filled) > self._most:
            self._filled.popitem(last=False)
        return None if enough else timedelta(seconds=(1 - level) / self._rate)
