"""From readings to presentations: a phone held up for a second is read twenty times and counts once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

GAP_S = 1.5
_MOST_REMEMBERED = 256


@dataclass(frozen=True)
class Sighting:
    """A code came into view. `at` is when, on the clock of the frames; `number` counts from 1 within one instance."""

    text: str = field(repr=False)
    at: float
    number: int


class Sightings:
    """One sighting per presentation. What makes two texts the same is the caller's `key`.

    The key should name the voucher, not the text: a holder's app re-signs the code by the minute, and a phone held
    through that moment is still one presentation. A code unread for a few frames is the same presentation; one away for
    longer than `gap_s` seconds and back is a new one. Several codes may alternate.
    """

    def __init__(self, key: Callable[[str], Hashable], gap_s: float = GAP_S) -> None:
        self._key = key
        self._gap_s = gap_s
        self._last_seen: OrderedDict[Hashable, float] = OrderedDict()  # the longest unseen first
        self._now = float("-inf")
        self._count = 0

    def see(self, text: str, at: float) -> Sighting | None:
        """A reading at `at` seconds: the sighting it begins, or None where one goes on. Time never runs back."""
        self._now = max(self._now, at)
        self._forget()
        key = self._key(text)
        seen_before = key in self._last_seen
        self._last_seen[key] = self._now
        self._last_seen.move_to_end(key)
        if seen_before:
            return None
        self._count += 1
        return Sighting(text, self._now, self._count)

    def goes_on(self, text: str, at: float) -> bool:
        """Whether a presentation of `text` is going on at `at` seconds; what is asked about is not seen by that."""
        last = self._last_seen.get(self._key(text))
        return last is not None and max(self._now, at) - last <= self._gap_s

    def _forget(self) -> None:
        """Drop what has been away for longer than the gap, and the oldest where a flood of codes would fill memory."""
        while self._last_seen:
            oldest = next(iter(self._last_seen.values()))
            if self._now - oldest <= self._gap_s and len(self._last_seen) < _MOST_REMEMBERED:
                return
            self._last_seen.popitem(last=False)
