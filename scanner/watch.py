"""What a live camera sees, frame by frame: which code is presented now, where several are in view at once, and what
would help where none reads.

The scanner knows no voucher. `matters` is the caller's: a voucher matters, a poster or a payment code beside it does
not.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from scanner.decoder import Corner, Noticed, Symbol
from scanner.frame import Frame
from scanner.guidance import Advice, Guide
from scanner.ladder import Ladder
from scanner.live import LIVE_BUDGET_MS, LiveReader
from scanner.sightings import GAP_S, Sightings

IN_VIEW_S = 0.4
"""A code not read for this long has left the view: with two codes held up, many a frame reads only one of them."""
UNREAD_S = 0.2
"""For this long a code waits for another beside it that was seen but has not been read yet: it may matter too."""
SHOWN_S = 1.0
"""For this long a code that was taken has the screen to itself."""
_SAME_PLACE = 0.03  # of the symbol's side: no hand holds anything twice so exactly, a wall does
_MOST_FIXTURES = 64


@dataclass(frozen=True)
class Look:
    """What one frame gave.

    `symbols` were read in it. `presented` are the texts whose presentation begins now: one at most. `crowd` are the
    codes, two or more, that matter at once, so that none is taken; those that only the frames just before it showed
    are among them. `advice` says what would help, None where nothing needs saying. `noticed` are codes that did not
    read.
    """

    symbols: tuple[Symbol, ...] = ()
    presented: tuple[str, ...] = field(default=(), repr=False)
    crowd: tuple[Symbol, ...] = ()
    advice: Advice | None = None
    noticed: tuple[Noticed, ...] = ()


@dataclass
class _InView:
    """A code in view. `since` is when it came, `last` when it was last read, `crowded` that it stood in a crowd."""

    symbol: Symbol
    matters: bool
    since: float
    last: float
    crowded: bool = False


class Watch:
    """Looks at one source. One code that matters, alone in view, is presented as soon as it reads.

    Two that matter at once are a crowd: none is taken until the others have left the view for a moment. What a code
    that was taken before does to the next one depends on time. In a queue the next phone comes while the last is still
    in view: once the last has had the screen for a second it stands in nobody's way, as whoever is at the desk has seen
    what became of it. Within that second the next would cover an answer nobody had time to read, so the two are a crowd
    and the next one waits.

    A code that does not matter is presented only once it was alone for a moment, since beside it a voucher may read a
    frame later; and only once for as long as it hangs in the same place, whoever stands before it meanwhile.
    """

    def __init__(
        self,
        ladder: Ladder,
        key: Callable[[str], Hashable],
        matters: Callable[[str], bool],
        *,
        gap_s: float = GAP_S,
        budget_ms: float = LIVE_BUDGET_MS,
    ) -> None:
        """`key` says what makes two sightings the same presentation."""
        self._reader = LiveReader(ladder, budget_ms)
        self._sightings = Sightings(key, gap_s)
        self._guide = Guide()
        self._key = key
        self._matters = matters
        self._in_view: dict[Hashable, _InView] = {}
        self._taken: tuple[Hashable, float] = (None, float("-inf"))
        self._fixtures: dict[Hashable, Corner] = {}

    def look(self, frame: Frame) -> Look:
        """One frame; of the same source, and never older than the one before."""
        reading = self._reader.read(frame)
        at = frame.taken_at
        self._remember(reading.symbols, at)
        unread = tuple(seen for seen in reading.noticed if not _within(seen.corners, reading.symbols))
        crowd = self._crowd(at)
        presented = () if crowd else self._present(frame, unread=bool(unread))
        return Look(reading.symbols, presented, crowd, self._advise(frame, reading.symbols, unread), unread)

    def _remember(self, symbols: Sequence[Symbol], at: float) -> None:
        for symbol in symbols:
            key = self._key(symbol.text)
            if key not in self._in_view:
                self._in_view[key] = _InView(symbol, self._matters(symbol.text), at, at)
            seen = self._in_view[key]
            seen.symbol, seen.last = symbol, at
            if self._sightings.goes_on(symbol.text, at):
                self._sightings.see(symbol.text, at)
        self._in_view = {key: seen for key, seen in self._in_view.items() if self._is_in_view(seen, symbols, at)}

    @staticmethod
    def _is_in_view(seen: _InView, symbols: Sequence[Symbol], at: float) -> bool:
        """A code that another one has taken the place of has gone at once: no two are ever in the same place."""
        return seen.last == at or (at - seen.last <= IN_VIEW_S and not _within(seen.symbol.corners, symbols))

    def _crowd(self, at: float) -> tuple[Symbol, ...]:
        """The codes that matter at once, where none of them may be taken."""
        vouchers = self._that_matter()
        waiting = [seen for seen in vouchers if not self._sightings.goes_on(seen.symbol.text, at)]
        key, taken_at = self._taken
        just_taken = key in self._in_view and at - taken_at < SHOWN_S
        is_crowd = len(waiting) > 1 or (waiting and just_taken) or (len(vouchers) > 1 and _any_crowded(waiting))
        if not is_crowd:
            return ()
        for seen in waiting:
            seen.crowded = True
        return tuple(seen.symbol for seen in vouchers)

    def _present(self, frame: Frame, *, unread: bool) -> tuple[str, ...]:
        """The one text whose presentation begins in this frame, if any."""
        at, vouchers = frame.taken_at, self._that_matter()
        chosen = vouchers or list(self._in_view.values())
        alone_for = 0.0 if frame.still else UNREAD_S * unread if vouchers else IN_VIEW_S
        for seen in sorted(chosen, key=lambda seen: -seen.symbol.area):
            ready = seen.last == at and at - seen.since >= alone_for
            if ready and self._sightings.see(seen.symbol.text, at) is not None:
                if vouchers:
                    self._taken = (self._key(seen.symbol.text), at)
                elif self._is_fixture(seen.symbol):
                    continue
                return (seen.symbol.text,)
        return ()

    def _that_matter(self) -> list[_InView]:
        return [seen for seen in self._in_view.values() if seen.matters]

    def _is_fixture(self, symbol: Symbol) -> bool:
        """Whether this code hangs where it hung when it was last presented."""
        key, place = self._key(symbol.text), _middle(symbol.corners)
        before = self._fixtures.pop(key, None)
        self._fixtures[key] = place
        if len(self._fixtures) > _MOST_FIXTURES:
            del self._fixtures[next(iter(self._fixtures))]
        slack = _SAME_PLACE * symbol.area**0.5
        return before is not None and max(abs(before[0] - place[0]), abs(before[1] - place[1])) <= slack

    def _advise(self, frame: Frame, symbols: tuple[Symbol, ...], unread: tuple[Noticed, ...]) -> Advice | None:
        """A code that reads needs no advice; nor, until it has left, does the phone that was just read."""
        if symbols or self._that_matter():
            self._guide.forget()
            return None
        return self._guide.advise(frame.grey(), unread, frame.taken_at)


def _any_crowded(waiting: Iterable[_InView]) -> bool:
    return any(seen.crowded for seen in waiting)


def _middle(corners: Iterable[Corner]) -> Corner:
    xs, ys = zip(*corners, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def _within(corners: Iterable[Corner], symbols: Iterable[Symbol]) -> bool:
    """Whether the middle of `corners` lies in one of the symbols, which then has been read after all."""
    return any(_inside(_middle(corners), symbol.corners) for symbol in symbols)


def _inside(point: Corner, ring: tuple[Corner, ...]) -> bool:
    x, y = point
    sides = [(bx - ax) * (y - ay) - (by - ay) * (x - ax) for (ax, ay), (bx, by) in pairwise((*ring, ring[0]))]
    return min(sides) >= 0 or max(sides) <= 0
