"""A live camera gives many looks a second: what one frame does not tell the next ones may, and all may be added up."""

import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scanner.decoder import Noticed, Symbol
from scanner.frame import Frame, Pixels
from scanner.ladder import Ladder, Reading, Stage, grids_of
from scanner.opencv import cv2
from scanner.qr.grid import Grid
from scanner.qr.search import Region, Search, region_of, regions, search
from scanner.track import ENGINE, THOROUGH_MS, Track, carried

LIVE_BUDGET_MS = 25.0
_PLANNED = 0.85  # of the budget; the rest is for what takes longer than expected
_SMALLEST_PART = 0.25  # of the frame; a rescue stage that can afford less than this waits for its next turn
_FIRST_GUESS = 10.0  # ms per megapixel, until a stage has run
# A stage is expected to cost what it cost at worst, forgotten slowly: a busy moment must not bar a stage for good.
_FORGETTING = 0.97
_MOST_TRACKS = 3
_STILL = 3.0  # grey levels that no cell of a calm thumbnail may change by
_RESTS_S = 1.0  # how long a scene that does not change and showed nothing is left alone
_EAGER = 3  # searches in vain, after which there is a pause between two: a busy room has no code in it most of the day
_PAUSE_S = 0.15


class LiveReader:
    """Reads a stream within a budget per frame. One per source: it remembers what it saw and what stages cost.

    Each frame gets the plain look. Codes that it notices but does not read are followed, and their looks added up.
    What is left of the budget goes, in two frames of three, to a search for codes that nothing noticed, some steps at a
    time; else to rescue stages in turn, as long as it pays for the whole frame. A stage too costly even then looks at
    the middle only, where people are guided to hold the code.
    """

    def __init__(self, ladder: Ladder, budget_ms: float = LIVE_BUDGET_MS) -> None:
        self._plain, *self._rescues = ladder.stages
        self._reader = ladder.matrix_reader
        self._budget_ms = budget_ms
        self._tracks: list[Track] = []
        self._hunt: Hunt | None = None
        self._turn = 0
        self._frames = 0
        self._ms_per_megapixel = {stage.name: _FIRST_GUESS for stage in self._rescues}
        self._scene = _Scene()

    def read(self, frame: Frame) -> Reading:
        """One look; empty far more often than not."""
        start = time.perf_counter()
        grey, at = frame.grey(), frame.taken_at
        seen = self._plain.read(grey)
        symbols, stage = list(seen.symbols), self._plain.name
        unread = [one for one in seen.noticed if not any(one.covers(symbol) for symbol in symbols)]
        by_modules = self._follow(grey, at, start, symbols, unread)
        if by_modules and not symbols:
            stage = ENGINE
        symbols += by_modules
        if symbols or self._tracks:
            self._scene.showed_something()
        if not symbols and not self._scene.rests(grey, at):
            symbols, stage = self._look_further(grey, at, start)
        unread = [track.noticed for track in self._tracks if track.seen_at == at and track.text is None] or unread
        ms = (time.perf_counter() - start) * 1000
        return Reading(tuple(symbols), stage if symbols else "", ms, tuple(unread))

    def _left_ms(self, start: float) -> float:
        return self._budget_ms * _PLANNED - (time.perf_counter() - start) * 1000

    def _follow(
        self, grey: Pixels, at: float, start: float, symbols: list[Symbol], unread: list[Noticed]
    ) -> list[Symbol]:
        """What the codes that are followed read as; those that read in the plain look need no following."""
        if self._reader is None:
            return []
        self._tracks = [
            track
            for track in self._tracks
            if not track.is_lost(at) and not any(track.noticed.covers(symbol) for symbol in symbols)
        ]
        found: list[Symbol] = []
        for track in self._tracks:
            thorough = self._left_ms(start) > THOROUGH_MS
            symbol = track.follow(grey, at, self._reader, thorough=thorough)
            found += [] if symbol is None else [symbol]
        for noticed in unread:
            if self._left_ms(start) > 0 and not any(noticed.covers(track.noticed) for track in self._tracks):
                found += self._begin(grids_of(noticed), grey, at, start)
        return found

    def _begin(self, grids: Iterator[Grid], grey: Pixels, at: float, start: float) -> list[Symbol]:
        """Follow the first of `grids` that shows a symbol in `grey`, if there is room."""
        for grid in grids:
            if self._reader is None or len(self._tracks) >= _MOST_TRACKS:
                break
            track = Track(grid, float("-inf"))
            symbol = track.follow(grey, at, self._reader, thorough=self._left_ms(start) > THOROUGH_MS)
            same = [known for known in self._tracks if known.noticed.covers(track.noticed)]
            if track.seen_at == at and all(track.is_better_than(known) for known in same):
                self._tracks = [*(known for known in self._tracks if known not in same), track]
                return [] if symbol is None else [symbol]
        return []

    def _look_further(self, grey: Pixels, at: float, start: float) -> tuple[list[Symbol], str]:
        """Two frames for the search, one for the rescue stages."""
        self._frames += 1
        if self._frames % 3 and self._reader is not None:
            return self._search(grey, at, start), ENGINE
        return self._rescue_in_turn(grey, start)

    def _search(self, grey: Pixels, at: float, start: float) -> list[Symbol]:
        """Some steps of the search. It looks at one frame for as long as it takes; what it finds is sought in this."""
        if self._hunt is None:
            self._hunt = Hunt(grey, [track.noticed for track in self._tracks if track.seen_at == at])
            self._scene.searched(grey)
        while self._left_ms(start) > 0:
            grid, ended = self._hunt.step()
            if ended:
                self._hunt = None
                if not self._tracks:
                    self._scene.was_empty(at)
                break
            if grid is not None:
                symbols = self._begin(iter((carried(grid, self._hunt.grey, grey),)), grey, at, start)
                if symbols:
                    return symbols
        return []

    def _rescue_in_turn(self, grey: Pixels, start: float) -> tuple[list[Symbol], str]:
        for nth in range(len(self._rescues)):
            stage = self._rescues[self._turn]
            part = self._affordable_part(stage, grey, self._left_ms(start))
            if part < 1 and nth:
                break
            self._turn = (self._turn + 1) % len(self._rescues)
            symbols = self._rescue(stage, grey, part)
            if symbols:
                return list(symbols), stage.name
        return [], ""

    def _affordable_part(self, stage: Stage, grey: Pixels, left_ms: float) -> float:
        """The share of the picture, at most 1, that `left_ms` is expected to pay for."""
        return max(0.0, min(1.0, left_ms / (self._ms_per_megapixel[stage.name] * grey.size / 1e6)))

    def _rescue(self, stage: Stage, grey: Pixels, part: float) -> tuple[Symbol, ...]:
        expected = self._ms_per_megapixel[stage.name] * _FORGETTING
        self._ms_per_megapixel[stage.name] = expected
        if part < _SMALLEST_PART:
            return ()
        window, x, y = middle(grey, part)
        start = time.perf_counter()
        seen = stage.read(window)
        cost = (time.perf_counter() - start) * 1000 / (window.size / 1e6)
        self._ms_per_megapixel[stage.name] = max(cost, expected)
        return seen.moved(x, y).symbols


class Hunt:
    """A search through all finely textured parts of one frame, but those where codes are followed already."""

    def __init__(self, grey: Pixels, followed: list[Noticed]) -> None:
        self.grey = grey
        self._followed = followed
        self._regions: list[Region] | None = None
        self._search: Search | None = None

    def step(self) -> tuple[Grid | None, bool]:
        """A symbol's grid where this step found one; and whether the hunt is over."""
        if self._regions is None:
            self._regions = regions(self._without_followed())
            return None, not self._regions
        if self._search is None:
            if not self._regions:
                return None, True
            self._search = search(self.grey, self._regions.pop(0))
        try:
            next(self._search)
        except StopIteration as end:
            self._search = None
            return end.value, False
        return None, False

    def _without_followed(self) -> Pixels:
        if not self._followed:
            return self.grey
        grey = self.grey.copy()
        for noticed in self._followed:
            r = region_of(noticed.corners, grey)
            grey[r.y : r.y + r.height, r.x : r.x + r.width] = 128
        return grey


class _Scene:
    """Whether anything moved since the last search: an unchanged room need not be searched thirty times a second."""

    def __init__(self) -> None:
        self._searched: NDArray[np.uint8] | None = None
        self._rests_until = float("-inf")
        self._pauses_until = float("-inf")
        self._vain = 0

    def searched(self, grey: Pixels) -> None:
        self._searched = _calm(grey)

    def was_empty(self, at: float) -> None:
        """A search has been through it in vain, at `at` seconds."""
        self._vain += 1
        self._rests_until = at + _RESTS_S
        self._pauses_until = at + (_PAUSE_S if self._vain > _EAGER else 0.0)

    def showed_something(self) -> None:
        """There is a code in it: search as often as one can."""
        self._vain = 0

    def rests(self, grey: Pixels, at: float) -> bool:
        if at < self._pauses_until:
            return True
        if self._searched is None or at >= self._rests_until:
            return False
        calm = _calm(grey)
        if calm.shape == self._searched.shape and cv2.absdiff(calm, self._searched).max() <= _STILL:
            return True
        self._rests_until = float("-inf")
        return False


def _calm(grey: Pixels) -> NDArray[np.uint8]:
    """A thumbnail in which noise is averaged away."""
    size = (max(1, grey.shape[1] // 8), max(1, grey.shape[0] // 8))
    return np.asarray(cv2.blur(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), (5, 5)), np.uint8)


def middle(grey: Pixels, part: float) -> tuple[Pixels, int, int]:
    """The middle of the picture that holds `part` of its area, and the (x, y) of its corner."""
    height, width = grey.shape
    side = float(min(1.0, part)) ** 0.5
    h, w = max(1, round(height * side)), max(1, round(width * side))
    y, x = (height - h) // 2, (width - w) // 2
    return grey[y : y + h, x : x + w], x, y
