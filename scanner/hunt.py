"""When and where a live stream is searched for codes that no decoder notices."""

from collections.abc import Sequence

import numpy as np

from scanner.decoder import Noticed, Symbol
from scanner.frame import Pixels
from scanner.opencv import cv2
from scanner.qr.grid import Grid
from scanner.qr.search import Region, Search, region_of, regions, search

_STILL = 3.0  # grey levels that no cell of a calm thumbnail may change by
_RESTS_S = 1.0  # how long a scene that does not change and showed nothing is left alone
_EAGER = 3  # searches in vain, after which there is a pause between two: a busy room has no code in it most of the day
_PAUSE_S = 0.15


class Hunt:
    """A search through all finely textured parts of one frame, but those where codes were read or are followed.

    `places` are those parts, once the first step has found them.
    """

    def __init__(self, grey: Pixels, known: Sequence[Symbol | Noticed]) -> None:
        self.grey = grey
        self.places: tuple[Region, ...] = ()
        self._known = known
        self._searched = grey
        self._to_search: list[Region] | None = None
        self._search: Search | None = None

    def step(self) -> tuple[Grid | None, bool]:
        """A symbol's grid where this step found one; and whether the hunt is over."""
        if self._to_search is None:
            self._searched = _without(self.grey, self._known)
            self._to_search = regions(self._searched)
            self.places = tuple(self._to_search)
            return None, not self.places
        if self._search is None:
            if not self._to_search:
                return None, True
            self._search = search(self._searched, self._to_search.pop(0))
        try:
            next(self._search)
        except StopIteration as end:
            self._search = None
            return end.value, False
        return None, False


def _without(grey: Pixels, known: Sequence[Symbol | Noticed]) -> Pixels:
    """The picture with what is known already painted over."""
    if not known:
        return grey
    grey = grey.copy()
    for one in known:
        r = region_of(one.corners, grey)
        grey[r.y : r.y + r.height, r.x : r.x + r.width] = 128
    return grey


class Scene:
    """Whether a search is worth it: an unchanged room need not be searched thirty times a second."""

    def __init__(self) -> None:
        self._searched: Pixels | None = None
        self._rests_until = float("-inf")
        self._pauses_until = float("-inf")
        self._vain = 0

    def searched(self, grey: Pixels) -> None:
        """A search of this frame begins."""
        self._searched = _calm(grey)

    def was_empty(self, at: float) -> None:
        """The search has been through it in vain, at `at` seconds."""
        self._vain += 1
        self._rests_until = at + _RESTS_S
        self._pauses_until = at + (_PAUSE_S if self._vain > _EAGER else 0.0)

    def showed_something(self) -> None:
        """There is a code in it: search as often as one can."""
        self._vain = 0

    def rests(self, grey: Pixels, at: float) -> bool:
        """Whether this frame, at `at` seconds, is left alone."""
        if at < self._pauses_until:
            return True
        if self._searched is None or at >= self._rests_until:
            return False
        calm = _calm(grey)
        if calm.shape == self._searched.shape and cv2.absdiff(calm, self._searched).max() <= _STILL:
            return True
        self._rests_until = float("-inf")
        return False


def _calm(grey: Pixels) -> Pixels:
    """A thumbnail in which noise is averaged away."""
    size = (max(1, grey.shape[1] // 8), max(1, grey.shape[0] // 8))
    return np.asarray(cv2.blur(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), (5, 5)), np.uint8)
