"""Paper bends, cloth creases: a symbol that is flat nowhere, made flat.

Between a dark and a light module there is an edge, so edges repeat with the module. Whether they come early or late,
round a place, tells how far the grid is off there: the phase of the edges' strength at the module's frequency.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from scanner.opencv import cv2
from scanner.qr.grid import MARGIN, PX
from scanner.qr.modules import evened

_WIDE = 5 * PX + 2  # pixels: paper is flat that far, and there are enough edges to tell a phase
_ROUNDS = 3


def unbent(flat: NDArray[np.float32]) -> NDArray[np.float32]:
    """A symbol as `flattened` gives it, its bends taken out as far as they are less than half a module."""
    rows, columns = _places(len(flat))
    down, right = np.zeros_like(flat), np.zeros_like(flat)
    seen = flat
    for _ in range(_ROUNDS):
        even = evened(seen)
        more_right = _off(np.asarray(cv2.Sobel(even, cv2.CV_32F, 1, 0), np.float32), axis=1)
        more_down = _off(np.asarray(cv2.Sobel(even, cv2.CV_32F, 0, 1), np.float32), axis=0)
        right = _moved(right, columns + more_right, rows + more_down) + more_right
        down = _moved(down, columns + more_right, rows + more_down) + more_down
        seen = _moved(flat, columns + right, rows + down)
    return seen


@lru_cache(maxsize=40)
def _places(n: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(n, n) each: the row and the column of every pixel."""
    rows, columns = np.mgrid[:n, :n].astype(np.float32)
    return rows, columns


@lru_cache(maxsize=40)
def _waves(n: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(n) each, at the module's frequency: one highest between modules, and one a quarter later."""
    turn = (2 * np.pi / PX) * (np.arange(n) - (PX - 0.5))
    return np.cos(turn).astype(np.float32), np.sin(turn).astype(np.float32)


def _off(edges: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    """Pixels by which edges come late along `axis`; within half a module."""
    strength = np.abs(edges)
    strength[: MARGIN * PX] = strength[-MARGIN * PX :] = strength[:, : MARGIN * PX] = strength[:, -MARGIN * PX :] = 0
    x, y = (_round_a_place(strength * np.expand_dims(wave, 1 - axis)) for wave in _waves(len(edges)))
    return np.asarray(np.arctan2(y, x) * np.float32(PX / (2 * np.pi)), np.float32)


def _round_a_place(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of each place's neighbourhood, those near counting more: three plain means come close to a bell."""
    for _ in range(3):
        values = np.asarray(cv2.blur(values, (_WIDE, _WIDE)), np.float32)
    return values


def _moved(
    picture: NDArray[np.float32], columns: NDArray[np.float32], rows: NDArray[np.float32]
) -> NDArray[np.float32]:
    moved = cv2.remap(picture, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32)
