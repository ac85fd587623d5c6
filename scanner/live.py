"""A live camera gives many looks a second: what one frame does not tell the next ones may, and all may be added up."""

from collections.abc import Iterable

from scanner.budget import Budget
from scanner.decoder import Noticed, ReadsMatrix, Symbol
from scanner.frame import Frame, Pixels
from scanner.hunt import Hunt, Scene
from scanner.ladder import Ladder, Reading, grids_of
from scanner.qr.grid import Grid
from scanner.qr.search import Region
from scanner.rescue import Rescue
from scanner.track import ENGINE, LOOK_MS, Track, carried

LIVE_BUDGET_MS = 25.0
_PLANNED = 0.85  # of the budget; the rest is for what takes longer than expected
_MOST_TRACKS = 3
_HOPELESS_TURN = 5  # of so many frames, one looks at what did not read for long
_STEP_MS = 1.5  # what a step of the search takes


class LiveReader:
    """Reads a stream within a budget per frame. One per source: it remembers what it saw and what looking costs.

    Each frame gets the plain look. Codes that it notices but does not read are followed, and their looks added up.
    What is left of the budget goes, in two frames of three, to a search for codes that nothing noticed, some steps at a
    time; in the third to rescue stages where the search has seen fine texture. Beside a code that reads, one frame of
    three goes to the search.
    """

    def __init__(self, ladder: Ladder, budget_ms: float = LIVE_BUDGET_MS) -> None:
        self._plain, *rescues = ladder.stages
        self._reader = ladder.matrix_reader
        self._budget_ms = budget_ms
        self._tracks: list[Track] = []
        self._hunt: Hunt | None = None
        self._found: tuple[Grid, Pixels] | None = None
        self._places: tuple[Region, ...] = ()
        self._rescue = Rescue(rescues)
        self._scene = Scene()
        self._frames = 0

    def read(self, frame: Frame) -> Reading:
        """One look; empty far more often than not."""
        budget = Budget(self._budget_ms * _PLANNED)
        grey, at = frame.grey(), frame.taken_at
        self._frames += 1
        seen = self._plain.read(grey)
        symbols, stage = seen.symbols, self._plain.name
        unread = tuple(one for one in seen.noticed if not any(one.covers(symbol) for symbol in symbols))
        if self._reader is not None:
            by_modules = self._follow(grey, at, symbols, self._reader, budget)
            by_modules += self._begin(self._taken_up(grey), grey, at, self._reader, budget)
            by_modules += self._follow_new(unread, grey, at, self._reader, budget)
            symbols, stage = symbols + by_modules, stage if symbols else ENGINE
        if symbols or self._tracks:
            self._scene.showed_something()
        calm = symbols and self._frames % 3 != 1  # beside a code that reads there is seldom another, and time for it
        if not calm and not self._scene.rests(grey, at):
            more, name = self._look_further(grey, at, symbols, budget)
            symbols, stage = symbols + more, stage if symbols else name
        unread = tuple(track.noticed for track in self._tracks if track.seen_at == at and track.text is None) or unread
        return Reading(symbols, stage if symbols else "", budget.spent_ms, unread)

    def _follow(
        self, grey: Pixels, at: float, read: tuple[Symbol, ...], reader: ReadsMatrix, budget: Budget
    ) -> tuple[Symbol, ...]:
        """What the codes that are followed read as; those that were `read` in the plain look need no following."""
        self._tracks = [
            track
            for track in self._tracks
            if not track.is_lost(at) and not any(track.noticed.covers(symbol) for symbol in read)
        ]
        due = [track for track in self._tracks if not track.is_hopeless or self._frames % _HOPELESS_TURN == 0]
        found = [
            track.follow(grey, at, reader, budget)
            for track in sorted(due, key=lambda track: track.seen_at)
            if track.is_affordable(budget)
        ]
        return tuple(symbol for symbol in found if symbol is not None)

    def _follow_new(
        self, unread: Iterable[Noticed], grey: Pixels, at: float, reader: ReadsMatrix, budget: Budget
    ) -> tuple[Symbol, ...]:
        """What the codes that are noticed for the first time read as."""
        return tuple(
            symbol
            for noticed in unread
            if not any(noticed.covers(track.noticed) for track in self._tracks)
            for symbol in self._begin(grids_of(noticed), grey, at, reader, budget)
        )

    def _begin(
        self, grids: Iterable[Grid], grey: Pixels, at: float, reader: ReadsMatrix, budget: Budget
    ) -> tuple[Symbol, ...]:
        """Follow the first of `grids` that shows a symbol in `grey`, if there is room and time."""
        for grid in grids:
            hopeful = sum(not track.is_hopeless for track in self._tracks)
            if hopeful >= _MOST_TRACKS or len(self._tracks) >= 2 * _MOST_TRACKS:
                break
            track = Track(grid, float("-inf"))
            if not track.is_affordable(budget):
                break
            symbol = track.follow(grey, at, reader, budget)
            same = [known for known in self._tracks if known.noticed.covers(track.noticed)]
            if track.seen_at == at and all(track.is_better_than(known) for known in same):
                self._tracks = [*(known for known in self._tracks if known not in same), track]
                return () if symbol is None else (symbol,)
        return ()

    def _taken_up(self, grey: Pixels) -> tuple[Grid, ...]:
        """What the search found last, brought to this frame; once."""
        if self._found is None:
            return ()
        grid, shown_in = self._found
        self._found = None
        return (carried(grid, shown_in, grey),)

    def _look_further(
        self, grey: Pixels, at: float, read: tuple[Symbol, ...], budget: Budget
    ) -> tuple[tuple[Symbol, ...], str]:
        """What is beside the symbols that were `read`: two frames for the search, one for the rescue stages."""
        if self._frames % 3 and self._reader is not None:
            symbols, stage = self._search(grey, at, read, self._reader, budget), ENGINE
        else:
            symbols, stage = self._rescue.look(grey, self._places, budget)
        return tuple(one for one in symbols if not any(Noticed(one.corners).covers(other) for other in read)), stage

    def _search(
        self, grey: Pixels, at: float, read: tuple[Symbol, ...], reader: ReadsMatrix, budget: Budget
    ) -> tuple[Symbol, ...]:
        """Some steps of the search. It looks at one frame for as long as it takes; what it finds is sought in this."""
        if self._hunt is None:
            self._hunt = Hunt(grey, [*read, *(track.noticed for track in self._tracks if track.seen_at == at)])
            self._scene.searched(grey)
        while budget.left_ms > _STEP_MS:
            grid, ended = self._hunt.step()
            self._places = self._hunt.places
            if grid is not None:
                self._found = (grid, self._hunt.grey)
                if budget.left_ms < LOOK_MS:
                    break  # the next frame begins with it
                symbols = self._begin(self._taken_up(grey), grey, at, reader, budget)
                if symbols:
                    return symbols
            if ended:
                self._hunt = None
                if not self._tracks:
                    self._scene.was_empty(at)
                break
        return ()
