"""A live camera gives many looks a second: rescue stages take turns over the frames instead of all running on each."""

import time

from scanner.decoder import Symbol
from scanner.frame import Frame, Pixels
from scanner.ladder import Ladder, Reading, Stage

LIVE_BUDGET_MS = 15.0
_PLANNED = 0.85  # of the budget; the rest is for what takes longer than expected
_SMALLEST_PART = 0.25  # of the frame; a rescue stage that can afford less than this waits for its next turn
_FIRST_GUESS = 10.0  # ms per megapixel, until a stage has run
# A stage is expected to cost what it cost at worst, forgotten slowly: a busy moment must not bar a stage for good.
_FORGETTING = 0.97


class LiveReader:
    """Reads a stream within a budget per frame. One per source: it remembers whose turn it is and what stages cost.

    Each frame gets the plain look. If that sees nothing, rescue stages look in turn as long as the budget pays for the
    whole frame; the one it does not pay for comes first on the next frame. A stage too costly even then looks at the
    middle only, where people are guided to hold the code.
    """

    def __init__(self, ladder: Ladder, budget_ms: float = LIVE_BUDGET_MS) -> None:
        self._plain, *self._rescues = ladder.stages
        self._budget_ms = budget_ms
        self._turn = 0
        self._ms_per_megapixel = {stage.name: _FIRST_GUESS for stage in self._rescues}

    def read(self, frame: Frame) -> Reading:
        """One look; empty far more often than not."""
        start = time.perf_counter()
        grey = frame.grey()
        symbols, stage = self._plain.read(grey), self._plain
        for nth in range(0 if symbols else len(self._rescues)):
            stage = self._rescues[self._turn]
            left = self._budget_ms * _PLANNED - (time.perf_counter() - start) * 1000
            part = self._affordable_part(stage, grey, left)
            if part < 1 and nth:
                break
            self._turn = (self._turn + 1) % len(self._rescues)
            symbols = self._rescue(stage, grey, part)
            if symbols:
                break
        return Reading(symbols, stage.name if symbols else "", (time.perf_counter() - start) * 1000)

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
        symbols = stage.read(window)
        cost = (time.perf_counter() - start) * 1000 / (window.size / 1e6)
        self._ms_per_megapixel[stage.name] = max(cost, expected)
        return tuple(symbol.moved(x, y) for symbol in symbols)


def middle(grey: Pixels, part: float) -> tuple[Pixels, int, int]:
    """The middle of the picture that holds `part` of its area, and the (x, y) of its corner."""
    height, width = grey.shape
    side = float(min(1.0, part)) ** 0.5
    h, w = max(1, round(height * side)), max(1, round(width * side))
    y, x = (height - h) // 2, (width - w) // 2
    return grey[y : y + h, x : x + w], x, y
