"""Symbols that segno draws, as modules and as soft values."""

import numpy as np
import segno
from numpy.typing import NDArray

from scanner.qr.layout import Modules
from scanner.qr.ordered_statistics import Soft

VOUCHER = "VC1" + "7K3QZ0PXM2RA5TD9WB4HN8YF6JC1GSVLEUIO" * 4 + "0123456789ABCDEFGHIJKLMNOPQRSTU"
"""178 letters and digits: as long as a signed voucher code, so version 9 at level Q."""


def symbol(text: str = VOUCHER, level: str = "q", version: int | None = None, mask: int | None = None) -> Modules:
    """(side, side), True = dark."""
    made = segno.make_qr(text, error=level, version=version, mask=mask, boost_error=False)
    return np.asarray(np.array([list(row) for row in made.matrix], np.uint8) == 1)


def soft_of(matrix: Modules) -> Soft:
    """+1 for dark, -1 for light."""
    return np.where(matrix, 1, -1).astype(np.float32)


def noisy(matrix: Modules, sigma: float, rng: np.random.Generator) -> Soft:
    """Soft values with Gaussian noise added."""
    return (soft_of(matrix) + rng.normal(0, sigma, matrix.shape)).astype(np.float32)


def random_bytes(rng: np.random.Generator, *shape: int) -> NDArray[np.uint8]:
    """Any bytes."""
    return rng.integers(0, 256, shape, np.uint8)
