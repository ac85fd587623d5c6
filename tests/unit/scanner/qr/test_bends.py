"""A symbol on paper that bends is made flat again, and a flat one stays as it is."""

import numpy as np
import pytest
from numpy.typing import NDArray

from scanner.opencv import cv2
from scanner.qr.bends import unbent
from scanner.qr.grid import MARGIN, PX, flattened
from tests.unit.scanner.qr.photographs import photograph, placed
from tests.unit.scanner.qr.symbols import symbol

TEXT = "BENT PAPER"
INSIDE = slice((MARGIN + 1) * PX, -(MARGIN + 1) * PX)


def flat_symbol(version: int) -> NDArray[np.float32]:
    grid = placed(version, 5.0)
    return flattened(photograph(symbol(TEXT, "m", version), grid), grid)


def bent(flat: NDArray[np.float32], modules: float) -> NDArray[np.float32]:
    """Shifted by up to `modules`, most in the middle, as a sheet held at its edges is."""
    rows, columns = np.mgrid[: len(flat), : len(flat)].astype(np.float32)
    swell = np.sin(np.pi * rows / len(flat)) * np.sin(np.pi * columns / len(flat)) * modules * PX
    columns, rows = (columns + swell).astype(np.float32), (rows - swell).astype(np.float32)
    return np.asarray(cv2.remap(flat, columns, rows, cv2.INTER_LINEAR), np.float32)


def apart(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Grey levels, on average over the symbol."""
    return float(np.abs(one - other)[INSIDE, INSIDE].mean())


@pytest.mark.parametrize("version", [3, 7, 9])
@pytest.mark.parametrize("modules", [0.4, -0.4])
def test_a_bend_is_taken_out(version: int, modules: float) -> None:
    flat = flat_symbol(version)
    seen = bent(flat, modules)
    assert apart(unbent(seen), flat) < 0.6 * apart(seen, flat)  # resampling twice costs some of it


def test_what_is_flat_stays_flat() -> None:
    flat = flat_symbol(9)
    assert apart(unbent(flat), flat) < 0.25 * apart(bent(flat, 0.4), flat)
