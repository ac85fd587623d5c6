"""Time that may be spent on one frame."""

import time


class Budget:
    """Begins to run when it is made."""

    def __init__(self, ms: float) -> None:
        self._ms = ms
        self._start = time.perf_counter()

    @property
    def spent_ms(self) -> float:
        """Since the beginning."""
        return (time.perf_counter() - self._start) * 1000

    @property
    def left_ms(self) -> float:
        """Below 0 once it is overspent."""
        return self._ms - self.spent_ms


UNLIMITED = Budget(float("inf"))
