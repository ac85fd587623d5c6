"""A decoder that takes its time and finds nothing; what it was given is told to whoever made it."""

from __future__ import annotations

import time
from collections.abc import Callable

from scanner.decoder import Seen
from scanner.frame import Pixels
from scanner.ladder import Ladder


class SlowDecoder:
    """A Decoder; `given` is called with each picture, before the time passes."""

    name, version = "slow", "1"

    def __init__(self, seconds: float, given: Callable[[Pixels], object]) -> None:
        self._seconds = seconds
        self._given = given

    def decode(self, grey: Pixels) -> Seen:
        """Nothing, after a while."""
        self._given(grey)
        time.sleep(self._seconds)
        return Seen()

    def alone(self) -> Ladder:
        """A ladder of one rung: the picture as it is."""
        ladder = Ladder([self])
        ladder.stages = ladder.stages[:1]
        return ladder
