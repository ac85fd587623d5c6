"""One picture out of a stream, and what a stream must be able to do."""

from dataclasses import dataclass, field
from typing import Protocol, Self, TypeAlias, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from scanner.opencv import cv2

Pixels: TypeAlias = NDArray[np.uint8]
"""(h, w) grey or (h, w, 3) blue-green-red, 0 to 255."""

_GREY_DIMENSIONS = 2


@dataclass(frozen=True, eq=False)
class Frame:
    """A picture and its place in the stream.

    `taken_at` is in seconds on a clock that never runs back: monotonic time for a camera, film time for a recording.
    `still` marks a picture that stands for itself, with no neighbour before or after it. `origin` is the file or the
    camera it came from.
    """

    pixels: Pixels = field(repr=False)
    taken_at: float
    number: int
    still: bool = False
    origin: str = ""

    def grey(self) -> Pixels:
        """The same picture as (h, w)."""
        return grey_of(self.pixels)


def grey_of(pixels: Pixels) -> Pixels:
    """(h, w) out of (h, w) or (h, w, 3)."""
    if pixels.ndim == _GREY_DIMENSIONS:
        return pixels
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)


@runtime_checkable
class FrameSource(Protocol):
    """Where frames come from: a camera, a recording, a drawn scene. Used as a context manager, closed on leaving."""

    @property
    def live(self) -> bool:
        """Whether it goes on while nobody looks: then the newest frame counts, and else every one."""
        ...

    @property
    def name(self) -> str:
        """What the user calls it: the camera's name, the file's name."""
        ...

    def read(self) -> Frame | None:
        """The next frame; None at the end of the source. Raises ScannerError where it broke."""
        ...

    def close(self) -> None:
        """Let go of the device or file. May be called twice."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *raised: object) -> None: ...
