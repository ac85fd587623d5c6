"""How many changes to ask for at once: a good line carries large pages, a bad one small ones that come through."""

from __future__ import annotations

_SMALLEST, _FIRST, _LARGEST = 100, 500, 5000
_QUICK_S, _SLOW_S = 3.0, 10.0


class PageSize:
    """Doubled by a full page that came quickly, halved by one that was slow or did not come."""

    def __init__(self) -> None:
        self.now = _FIRST
        self._most = _LARGEST

    def took(self, seconds: float, changes: int) -> None:
        """A page of `changes` came after `seconds`."""
        if seconds > _SLOW_S:
            self.went_wrong()
        elif seconds < _QUICK_S and changes >= self.now:
            self.now = min(self.now * 2, self._most)

    def went_wrong(self) -> None:
        """None came."""
        self.now = max(self.now // 2, _SMALLEST)

    def was_refused(self) -> bool:
        """The centre cannot read such a request: one of the past gives smaller pages. Whether asking anew may help."""
        before, self.now, self._most = self.now, min(self.now, _FIRST), _FIRST
        return before > self.now
