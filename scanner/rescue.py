"""Rescue stages on a live stream: they look in turn, at the parts where a code may be, as the budget pays for it."""

import time
from collections.abc import Sequence

from scanner.budget import Budget
from scanner.decoder import Symbol
from scanner.frame import Pixels
from scanner.ladder import Stage
from scanner.qr.search import Region

_SMALLEST_PART = 0.25  # of a window; a stage that can afford less than this waits for its next turn
_FIRST_GUESS = 20.0  # ms per megapixel, until a stage has run
# A stage is expected to cost what it cost at worst, forgotten slowly: a busy moment must not bar a stage for good.
_FORGETTING = 0.97


class Rescue:
    """One per source: it remembers whose turn it is and what each stage costs."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        self._stages = stages
        self._turn = 0
        self._ms_per_megapixel = {stage.name: _FIRST_GUESS for stage in stages}

    def look(self, grey: Pixels, places: Sequence[Region], budget: Budget) -> tuple[tuple[Symbol, ...], str]:
        """What the next stages read, each at one of `places` in turn, and the name of the one that did.

        Without places the whole frame is looked at. A stage too costly even when it comes first looks at the middle
        only, where people are guided to hold the code.
        """
        places = places or (Region(0, 0, grey.shape[1], grey.shape[0]),)
        for nth in range(len(self._stages) * len(places)):
            lap, number = divmod(self._turn, len(self._stages))
            stage, place = self._stages[number], places[lap % len(places)]
            window = grey[place.y : place.y + place.height, place.x : place.x + place.width]
            part = self._affordable_part(stage, window, budget.left_ms)
            if part < 1 and nth:
                break
            self._turn += 1
            symbols = self._look(stage, window, part)
            if symbols:
                return tuple(symbol.moved(place.x, place.y) for symbol in symbols), stage.name
        return (), ""

    def _affordable_part(self, stage: Stage, window: Pixels, left_ms: float) -> float:
        """The share of the window, at most 1, that `left_ms` is expected to pay for."""
        return max(0.0, min(1.0, left_ms / (self._ms_per_megapixel[stage.name] * max(window.size, 1) / 1e6)))

    def _look(self, stage: Stage, window: Pixels, part: float) -> tuple[Symbol, ...]:
        expected = self._ms_per_megapixel[stage.name] * _FORGETTING
        self._ms_per_megapixel[stage.name] = expected
        if part < _SMALLEST_PART or not window.size:
            return ()
        window, x, y = middle(window, part)
        start = time.perf_counter()
        seen = stage.read(window)
        cost = (time.perf_counter() - start) * 1000 / (window.size / 1e6)
        self._ms_per_megapixel[stage.name] = max(cost, expected)
        return seen.moved(x, y).symbols


def middle(grey: Pixels, part: float) -> tuple[Pixels, int, int]:
    """The middle of the picture that holds `part` of its area, and the (x, y) of its corner."""
    height, width = grey.shape
    side = float(min(1.0, part)) ** 0.5
    h, w = max(1, round(height * side)), max(1, round(width * side))
    y, x = (height - h) // 2, (width - w) // 2
    return grey[y : y + h, x : x + w], x, y
