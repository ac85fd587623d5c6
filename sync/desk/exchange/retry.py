"""When to try again: full jitter between nothing and a bound that doubles from 1 s to 300 s.

Retry-After wins, up to the same bound.

Full jitter after M. Brooker, "Exponential Backoff and Jitter" (2015): a site's PCs must not come back all at once.
"""

from __future__ import annotations

from random import SystemRandom

_FIRST, _LONGEST = 1.0, 300.0


class Backoff:
    """Counts failures in a row."""

    def __init__(self) -> None:
        self._bound = _FIRST
        self._random = SystemRandom()

    def succeeded(self) -> None:
        """Begin anew."""
        self._bound = _FIRST

    def after_failure(self, retry_after: float | None = None) -> float:
        """Seconds to wait now."""
        bound = self._bound
        self._bound = min(bound * 2, _LONGEST)
        return self._random.uniform(0, bound) if retry_after is None else min(retry_after, _LONGEST)
