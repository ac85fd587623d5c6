"""A camera before which someone holds the same thing for as long as a test wants. Only the light is faked."""

from __future__ import annotations

import time
from typing import Self

import numpy as np

from scanner.errors import CameraLost
from scanner.frame import Frame, Pixels

_FRAME_S = 0.03


class HeldUp:
    """A FrameSource: shows `pixels` over and over, 33 times a second, until they are changed or the cable is pulled."""

    live = True

    def __init__(self, pixels: Pixels) -> None:
        self.pixels = pixels
        self.unplugged = self.frozen = False
        self.closed = False
        self._number = 0

    @property
    def name(self) -> str:
        """As a camera's maker would call it."""
        return "Held up"

    def read(self) -> Frame | None:
        """The same picture as a new frame; None once closed. Raises CameraLost while unplugged."""
        if self.unplugged:
            raise CameraLost(self.name)
        time.sleep(_FRAME_S)
        self._number += 1
        return None if self.closed else Frame(self._with_grain(), time.monotonic(), self._number)

    def close(self) -> None:
        """Let go."""
        self.closed = True

    def __enter__(self) -> Self:
        self.closed = False
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _with_grain(self) -> Pixels:
        """No two pictures of a real sensor are the same; some levels in every eighth row are enough to tell.

        Where the stream is `frozen`, they are.
        """
        pixels = self.pixels.copy()
        pixels[::8] ^= np.uint8(3 if self._number % 2 and not self.frozen else 0)
        return pixels
