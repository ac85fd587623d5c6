"""A live camera gives many looks a second: rescue stages take turns over the frames instead of all running on each."""

import time

from scanner.decoder import Symbol
from scanner.frame import Frame, Pixels
from scanner.ladder import Ladder, Reading, Stage

LIVE_BUDGET_MS = 15.0
_PLANNED = 0.85  # of the budget; the rest is for what takes longer than expected
_SMALLEST_PART = 0.25  # of the frame; a rescue stage that can afford less than this waits for its next turn
# A stage is expected to cost what it cost at worst, forgotten slowly: a busy moment must not bar a stage for good.
_FORGETTING = 0.97


class LiveReader:
    """Reads a stream within a budget per frame. One per source: it remembers whose turn it is and what stages cost.

    Each frame gets the plain look. If that sees nothing, the next rescue stages in turn look as far as the budget goes.
    A stage too costly for the whole frame looks at its middle only, where people are guided to hold the code.
    """

    def __init__(self, ladder: Ladder, budget_ms: float = LIVE_BUDGET_MS) -> None:
        self._plain, *self._rescues = ladder.stages
        self._budget_ms = budget_ms
        self._turn = 0
        self._ms_per_megapixel: dict[str, float] = {}

    def read(self, frame: Frame) -> Reading:
        """One look; empty far more often than not."""
        start = time.perf_counter()
        grey = frame.grey()
        symbols, stage = self._plain.read(grey), self._plain
        for _ in self._rescues:
            left = self._budget_ms * _PLANNED - (time.perf_counter() - start) * 1000
            if symbols or left <= 0:
                break
            stage = self._rescues[self._turn % len(self._rescues)]
            self._turn += 1
            symbols = self._rescue(stage, grey, left)
        return Reading(symbols, stage.name if symbols else "", (time.perf_counter() - start) * 1000)

    def _rescue(self, stage: Stage, grey: Pixels, left_ms: float) -> tuple[Symbol, ...]:
        """`stage` on as much of the frame as `left_ms` is expected to pay for."""
        full_ms = self._ms_per_megapixel.get(stage.name, 0.0) * grey.size / 1e6
        part = 1.0 if full_ms <= left_ms else left_ms / full_ms
        if part < _SMALLEST_PART:
            self._ms_per_megapixel[stage.name] *= _FORGETTING
            return ()
        window, x, y = middle(grey, part)
        start = time.perf_counter()
        symbols = stage.read(window)
        self._learn(stage, (time.perf_counter() - start) * 1000, window.size / 1e6)
        return tuple(symbol.moved(x, y) for symbol in symbols)

    def _learn(self, stage: Stage, ms: float, megapixels: float) -> None:
        expected = self._ms_per_megapixel.get(stage.name, 0.0)
        self._ms_per_megapixel[stage.name] = max(ms / megapixels, expected * _FORGETTING)


def middle(grey: Pixels, part: float) -> tuple[Pixels, int, int]:
    """The middle of the picture that holds `part` of its area, and the (x, y) of its corner."""
    height, width = grey.shape
    side = float(min(1.0, part)) ** 0.5
    h, w = max(1, round(height * side)), max(1, round(width * side))
    y, x = (height - h) // 2, (width - w) // 2
    return grey[y : y + h, x : x + w], x, y
