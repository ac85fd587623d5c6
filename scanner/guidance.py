"""What would help, where a phone is held up and its code does not read: told from the frames."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from scanner.code_patch import CELL, SHRUNK, Map, Patch, find_patch, measure_patch, shrunk
from scanner.decoder import Noticed
from scanner.frame import Pixels
from scanner.opencv import cv2
from scanner.qr.layout import side_of

PATIENCE_S = 0.4
"""Nothing is said before a code was unread for so long: most read at once."""
KEPT_S = 1.0
"""What is said stays for at least so long, so that it can be read."""
_EVERY_S = 0.12  # a measurement costs two milliseconds, and nothing changes faster
_MEMORY_S = 0.25  # of measurements: one odd frame does not change what is said
_USUAL_S = 15.0  # what stays for so long belongs to the room
_BEFORE_S = 0.25
_LEAST_PICTURE = 256  # pixels; in a smaller one nothing of this can be told

_SAID_AT, _BETTER_BY = 0.35, 0.15
_DARK_PICTURE, _DIM_SCREEN, _DIM_SHARE = 60, 90, 0.65
_BURNT, _SMEARED, _BLURRED, _FINE = 0.06, 1.35, 0.45, 1.0
_NEAR, _NEAR_CUT = 0.8, 0.6  # of the picture's height
_SMALL, _SMALL_MODULE, _SIDE_WANTED = 120, 2.2, 210
_LEAP = 0.25  # of the patch's side, between two measurements
_CAME, _DARKEST = 0.045, 20  # of the light in the room, but of no less than that
_MOVED = 4.0  # grey levels
_IN_THE_DARK, _LEAST_SHARE = 0.2, 0.03  # of the light; of the picture


class Cause(Enum):
    """What to say to whoever holds the phone."""

    CLOSER = "closer"
    FURTHER = "further"
    WHOLE_CODE = "whole_code"
    BRIGHTER = "brighter"  # the room, or the camera's picture of it
    LESS_REFLECTION = "less_reflection"
    HOLD_STILL = "hold_still"
    OUT_OF_FOCUS = "out_of_focus"
    PHONE_BRIGHTER = "phone_brighter"


@dataclass(frozen=True)
class Advice:
    """`confidence` from 0 to 1: how surely, and in how many of the last frames, this was the cause."""

    cause: Cause
    confidence: float


class Guide:
    """Watches one source. Silent where nothing is held up, for the first moments, and as soon as a code reads.

    Something is held up where a patch looks like a code, and it has just come or moves as all that is held by hand
    does: a poster on the wall is no phone.
    """

    def __init__(self) -> None:
        self._weights = dict.fromkeys(Cause, 0.0)
        self._looked = self._unread_since = self._told_since = float("-inf")
        self._told: Cause | None = None
        self._seen: Patch | None = None
        self._usual: Map | None = None
        self._before: list[tuple[float, Pixels]] = []

    def forget(self) -> None:
        """A code was read: whatever comes next is another phone."""
        self._weights = dict.fromkeys(Cause, 0.0)
        self._told = self._seen = None
        self._unread_since = float("-inf")

    def advise(self, grey: Pixels, noticed: Sequence[Noticed], at: float) -> Advice | None:
        """What to say after the frame `grey` (h, w), taken at `at` seconds, in which nothing read."""
        since = at - self._looked
        if since >= _EVERY_S:
            self._looked = at
            self._weigh(self._measure(grey, noticed, at, since), at, since)
        return self._say(at)

    def _measure(self, grey: Pixels, noticed: Sequence[Noticed], at: float, since: float) -> Advice | None:
        if min(grey.shape) < _LEAST_PICTURE:
            return None
        small = shrunk(grey)
        lit = float(np.percentile(small[::4, ::4], 95))
        known = max(noticed, key=_side, default=None)
        patch = measure_patch(grey, known.corners) if known else find_patch(grey)
        here = patch is not None and self._is_held_up(patch, small, lit)
        somebody_in_the_dark = not here and lit < _DARK_PICTURE and self._is_somebody_there(small, lit)
        self._remember(small, at, since)
        before, self._seen = self._seen, patch if here else None
        if somebody_in_the_dark:
            return Advice(Cause.BRIGHTER, 0.8)
        if patch is None or not here:
            return None
        module = _side(known) / side_of(known.version) if known and known.version else None
        return _cause(patch, before, module, lit, grey.shape[0])

    def _is_held_up(self, patch: Patch, small: Pixels, lit: float) -> bool:
        """Whether the patch was not there before, or moves."""
        left, top, right, bottom = (edge // SHRUNK for edge in patch.box)
        x, y, x1, y1 = (edge // CELL for edge in patch.box)
        if self._usual is None or not self._before or self._before[0][1].shape != small.shape:
            return False
        came = float(np.abs(_levels(small) - self._usual)[y:y1, x:x1].mean()) > _CAME * max(_DARKEST, lit)
        change = small[top:bottom, left:right].astype(np.int16) - self._before[0][1][top:bottom, left:right]
        return came or float(change.std()) > _MOVED

    def _is_somebody_there(self, small: Pixels, lit: float) -> bool:
        """Whether something has come into view, be it too dark to tell what."""
        levels = _levels(small)
        if self._usual is None or self._usual.shape != levels.shape:
            return False
        return float((np.abs(levels - self._usual) > _IN_THE_DARK * lit).mean()) > _LEAST_SHARE

    def _remember(self, small: Pixels, at: float, since: float) -> None:
        levels = _levels(small)
        if self._usual is None or self._usual.shape != levels.shape:
            self._usual, self._before = levels, []
        self._usual += (levels - self._usual) * min(1.0, since / _USUAL_S)
        self._before = [(when, picture) for when, picture in self._before if at - when <= _BEFORE_S]
        self._before.append((at, small))

    def _weigh(self, found: Advice | None, at: float, since: float) -> None:
        """Each cause's weight follows its confidence; all fade when nothing is held up."""
        kept = math.exp(-since / _MEMORY_S)
        for cause, weight in self._weights.items():
            now = found.confidence if found and found.cause is cause else 0.0
            self._weights[cause] = kept * weight + (1 - kept) * now
        if found is not None or self._seen is not None:
            self._unread_since = self._unread_since if self._unread_since > float("-inf") else at
        elif max(self._weights.values()) < _SAID_AT / 4:
            self._unread_since = float("-inf")

    def _say(self, at: float) -> Advice | None:
        """The likeliest cause; what was told before as long as that is still likely, and for its time in any case."""
        weights, told = self._weights, self._told
        likely = max(weights, key=lambda cause: weights[cause])
        if told is not None:
            due = at - self._told_since < KEPT_S
            likely = told if due or weights[likely] < weights[told] + _BETTER_BY else likely
            if likely is told and (due or weights[told] > _SAID_AT / 2):
                return Advice(told, min(1.0, weights[told]))
        waited = -math.inf < self._unread_since <= at - PATIENCE_S
        self._told = likely if waited and weights[likely] >= _SAID_AT else None
        self._told_since = at
        return Advice(likely, min(1.0, weights[likely])) if self._told else None


def _cause(patch: Patch, before: Patch | None, module: float | None, lit: float, height: int) -> Advice | None:
    """Why this patch does not read. The first that holds, in the order in which one hides the others."""
    long = max(patch.box[2] - patch.box[0], patch.box[3] - patch.box[1])
    small = patch.side < _SMALL or patch.fineness > _FINE if module is None else module < _SMALL_MODULE
    leap = math.dist(patch.middle, before.middle) / patch.side if before else 0.0
    signs = (
        (Cause.BRIGHTER, lit < _DARK_PICTURE, 1.5 - lit / _DARK_PICTURE),
        (Cause.PHONE_BRIGHTER, patch.white < min(_DIM_SCREEN, _DIM_SHARE * lit), 1.4 - patch.white / _DIM_SCREEN),
        (Cause.FURTHER, long > (_NEAR_CUT if patch.cut else _NEAR) * height, long / height),
        (Cause.WHOLE_CODE, patch.cut, 0.9),
        (Cause.HOLD_STILL, patch.smeared > _SMEARED or leap > _LEAP, max(patch.smeared / 2, min(1.0, 2 * leap))),
        (Cause.LESS_REFLECTION, patch.burnt > _BURNT and patch.side > _SMALL, 0.6 + patch.burnt),
        (Cause.CLOSER, small, 0.9),
        (Cause.OUT_OF_FOCUS, patch.steepness < _BLURRED, 1.2 - patch.steepness),
        (Cause.CLOSER, patch.side < _SIDE_WANTED, 0.5),
    )
    for cause, holds, confidence in signs:
        if holds:
            return Advice(cause, min(1.0, confidence))
    return None


def _levels(small: Pixels) -> Map:
    height, width = small.shape
    size = (width * SHRUNK // CELL, height * SHRUNK // CELL)
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA), np.float32)


def _side(noticed: Noticed) -> float:
    """The mean length of the four sides."""
    a, b, c, d = noticed.corners
    return (math.dist(a, b) + math.dist(b, c) + math.dist(c, d) + math.dist(d, a)) / 4
