"""From a flattened symbol to one value per module, the blur of this very picture undone.

A lens out of focus, a moving hand and a webcam's sharpening mix a module with its neighbours. How they do so is learned
from the modules whose value the standard fixes (finder, timing and alignment patterns), as a modem learns its line from
a training sequence: ridge regression from the pixels round a module to its value; then once more with the modules that
came out clear.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scanner.opencv import cv2
from scanner.qr.grid import MARGIN, PX
from scanner.qr.layout import layout_of

_WINDOW = 5 * PX  # holds dark and light modules, wherever it lies
_WHITE = 240.0
_RIM = 3 * PX  # a module and a half all round
_DARKEST = 6.0  # grey levels of contrast below which there is more noise than code
_RIDGE = 2.0
_CLEAR = 0.45
_LEAST_NOISE = 0.02
_STRONGEST = 1.6


@dataclass(frozen=True, eq=False)
class Look:
    """One look at a symbol. `soft` (side, side): > 0 dark, in log-likelihood-like units, 0 where glare hides the
    module; looks may be added up. `likeness`, -1 to 1: how well the fixed modules came out.
    """

    soft: NDArray[np.float32]
    likeness: float


def look_at_modules(flat: NDArray[np.float32], version: int) -> Look:
    """`flat` as `flattened` gives it."""
    layout = layout_of(version)
    glare = _glare(flat)
    middle, contrast = _levels(flat, glare)
    pixels = _pixels_round_modules(np.where(glare, 0, flat - middle) / (contrast + _DARKEST), layout.side)
    swing = _at_modules(np.where(glare, 0, contrast), layout.side)
    weight = np.clip(swing / (np.median(swing) + 1e-3), 0, 1.2) ** 2
    known = layout.known.reshape(-1)
    wanted = np.where(layout.dark, np.float32(1), np.float32(-1)).reshape(-1)
    values = _filtered(pixels, _learned(pixels[known], wanted[known], weight[known]))
    clear = known | (np.abs(values) > _CLEAR)
    wanted = np.where(known, wanted, np.sign(values))
    values = _filtered(pixels, _learned(pixels[clear], wanted[clear], (weight * (1 + known))[clear]))
    fixed, should, counts = values[known], wanted[known], weight[known]
    noise = float((counts * (fixed - should) ** 2).sum() / (counts.sum() + 1e-6)) + _LEAST_NOISE
    alike = float((counts * fixed * should).sum() / np.sqrt((counts * fixed**2).sum() * counts.sum() + 1e-6))
    soft = np.clip(values, -_STRONGEST, _STRONGEST) * weight / noise
    return Look(soft.reshape(layout.side, layout.side).astype(np.float32), alike)


def evened(flat: NDArray[np.float32]) -> NDArray[np.float32]:
    """The symbol in even light: dark near -1, light near 1, glare 0."""
    glare = _glare(flat)
    middle, contrast = _levels(flat, glare)
    return np.asarray(np.where(glare, 0, flat - middle) / (contrast + _DARKEST), np.float32)


def _glare(flat: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Where a reflection blinds the camera: white, and wider than light modules ever lie together; its rim, too."""
    white = (cv2.blur(flat, (PX, PX)) >= _WHITE).astype(np.uint8)
    edge = MARGIN * PX
    white[:edge] = white[-edge:] = white[:, :edge] = white[:, -edge:] = 0  # a quiet zone may be as white
    spots = cv2.morphologyEx(white, cv2.MORPH_OPEN, np.ones((_WINDOW, _WINDOW), np.uint8))
    return np.asarray(cv2.dilate(spots, np.ones((_RIM, _RIM), np.uint8)) > 0)


def _levels(flat: NDArray[np.float32], glare: NDArray[np.bool_]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Between dark and light, and half their difference, round each pixel: light falls unevenly on a phone."""
    calm = cv2.GaussianBlur(flat, (0, 0), 0.35 * PX)
    window = np.ones((_WINDOW, _WINDOW), np.uint8)
    light = cv2.blur(cv2.dilate(np.where(glare, np.float32(0), calm), window), (_WINDOW, _WINDOW))
    dark = cv2.blur(cv2.erode(np.where(glare, np.float32(255), calm), window), (_WINDOW, _WINDOW))
    return np.asarray((light + dark) / 2, np.float32), np.asarray(np.maximum(light - dark, 0) / 2, np.float32)


def _at_modules(values: NDArray[np.float32], side: int, dx: int = 0, dy: int = 0) -> NDArray[np.float32]:
    start = MARGIN * PX + PX // 2
    rows, columns = slice(start + dy, start + dy + side * PX, PX), slice(start + dx, start + dx + side * PX, PX)
    return values[rows, columns].reshape(-1)


def _pixels_round_modules(values: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    """(side * side, (2 PX + 1)²): the pixels up to one module away from each module's middle."""
    reach = range(-PX, PX + 1)
    return np.stack([_at_modules(values, side, dx, dy) for dy in reach for dx in reach], axis=-1)


def _learned(
    pixels: NDArray[np.float32], wanted: NDArray[np.float32], weight: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The filter that makes `wanted` (n) of `pixels` (n, m), as well as one can: (m)."""
    weighted = np.asarray(pixels * weight[:, None], np.float32)
    square = _product(pixels, weighted, cv2.GEMM_1_T)
    square[np.diag_indices_from(square)] += _RIDGE
    _, taps = cv2.solve(square, _product(weighted, wanted[:, None], cv2.GEMM_1_T), flags=cv2.DECOMP_CHOLESKY)
    return np.asarray(taps, np.float32)[:, 0]


def _filtered(pixels: NDArray[np.float32], taps: NDArray[np.float32]) -> NDArray[np.float32]:
    """One value for each row of `pixels` (n, m): (n)."""
    return _product(pixels, taps[:, None])[:, 0]


def _product(a: NDArray[np.float32], b: NDArray[np.float32], flags: int = 0) -> NDArray[np.float32]:
    """The matrix product by OpenCV: numpy's starts threads for matrices this small, and waits for them."""
    product = cv2.gemm(a, b, 1, None, 0, flags=flags)  # type: ignore[call-overload]  # OpenCV takes None, its stubs do not
    return np.asarray(product, np.float32)
