"""Whether a camera that sends pictures still sees anything: a frozen stream, a black one."""

from enum import Enum

import numpy as np

from scanner.frame import Frame, Pixels

FROZEN_S = 2.0
BLACK_S = 1.0
_STEP = 8  # one pixel in 64 is looked at: 0.2 ms of 1280x720
_SAME = 1  # levels; a frame that a driver repeats is bit-identical, or was compressed once more
_BLACK, _FLAT = 12.0, 4.0  # mean and spread; a dark room is noisier, and a phone in it is bright


class Health(Enum):
    """What a stream looks like."""

    WELL = "well"
    FROZEN = "frozen"
    BLACK = "black"


class StreamHealth:
    """Watches one live stream; a new one for each opening. No two pictures of a real sensor are the same."""

    def __init__(self) -> None:
        self._seen: Pixels | None = None
        self._changed_at = self._lit_at = 0.0

    def look(self, frame: Frame) -> Health:
        """What the stream looks like now, by this frame and those before it."""
        sample, at = frame.pixels[::_STEP, ::_STEP], frame.taken_at
        if self._seen is None or _differ(sample, self._seen):
            self._changed_at = at
        if self._seen is None or sample.mean() > _BLACK or sample.std() > _FLAT:
            self._lit_at = at
        self._seen = sample.copy()
        if at - self._lit_at >= BLACK_S:
            return Health.BLACK
        dark = at > self._lit_at  # a covered lens may give the very same black: not yet told, but not frozen either
        return Health.FROZEN if at - self._changed_at >= FROZEN_S and not dark else Health.WELL


def _differ(one: Pixels, other: Pixels) -> bool:
    if one.shape != other.shape:
        return True
    return bool(np.any(np.abs(one.astype(np.int16) - other) > _SAME))
