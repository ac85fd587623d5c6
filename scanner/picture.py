"""One picture from a file, in bounded memory and time whatever the file is."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scanner.errors import PictureUnreadable
from scanner.file_kind import picture_kind, picture_size
from scanner.frame import Pixels
from scanner.opencv import cv2

MOST_BYTES = 128 * 2**20
MOST_PIXELS = 160_000_000
LONGEST_SIDE = 32_767
"""The decoders and OpenCV count in 16 bits here and there; no code needs a strip longer than that."""
# Above this the picture is decoded at a half, a quarter or an eighth: a code meant to be read stays large enough.
_FULL_DECODE_PIXELS = 16_000_000
_REDUCED = {2: cv2.IMREAD_REDUCED_GRAYSCALE_2, 4: cv2.IMREAD_REDUCED_GRAYSCALE_4, 8: cv2.IMREAD_REDUCED_GRAYSCALE_8}
_MAY_BE_TRANSPARENT = frozenset({"png", "gif", "webp", "tiff"})
_BGRA = 4


def read_picture(path: Path) -> Pixels:
    """The picture as (h, w) or (h, w, 3); the first one of an animation. Transparent parts become white.

    Raises PictureUnreadable: missing, no file, empty, larger than MOST_BYTES, MOST_PIXELS or LONGEST_SIDE, of another
    kind, broken.
    """
    data = _read_bytes(path)
    size = picture_size(data)
    if size is None:
        raise PictureUnreadable(path, "neither a picture nor a video of a kind known here, or cut off")
    pixels = size[0] * size[1]
    if pixels > MOST_PIXELS or max(size) > LONGEST_SIDE:
        raise PictureUnreadable(path, f"{size[0]} x {size[1]} pixels is too large")
    decoded = _decode(np.frombuffer(data, np.uint8), _way_to_decode(picture_kind(data[:12]), pixels))
    if decoded is None or decoded.size == 0:
        raise PictureUnreadable(path, "the picture is broken or cut off")
    return _plain(decoded)


def read_head(path: Path) -> bytes:
    """The first 12 bytes, to tell what a file is. Raises PictureUnreadable: missing, no file, empty, not permitted."""
    try:
        if not path.exists():
            raise PictureUnreadable(path, "no such file")
        if not path.is_file():
            raise PictureUnreadable(path, "not a file")
        with path.open("rb") as file:
            head = file.read(12)
    except (OSError, ValueError) as error:
        raise PictureUnreadable(path, _reason(error)) from error
    if not head:
        raise PictureUnreadable(path, "the file is empty")
    return head


def _read_bytes(path: Path) -> bytes:
    read_head(path)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PictureUnreadable(path, _reason(error)) from error
    if len(data) > MOST_BYTES:
        raise PictureUnreadable(path, f"the file is larger than {MOST_BYTES // 2**20} MB")
    return data


def _reason(error: Exception) -> str:
    return error.strerror or "cannot be read" if isinstance(error, OSError) else "not a possible file name"


def _way_to_decode(kind: str, pixels: int) -> int:
    for factor, flag in _REDUCED.items():
        if pixels > _FULL_DECODE_PIXELS and pixels <= _FULL_DECODE_PIXELS * factor**2:
            return flag
    return cv2.IMREAD_UNCHANGED if kind in _MAY_BE_TRANSPARENT else cv2.IMREAD_COLOR


def _decode(data: NDArray[np.uint8], flag: int) -> NDArray[np.generic] | None:
    try:
        return cv2.imdecode(data, flag)
    except cv2.error:  # OpenCV's own limits and broken chunks
        return None


def _plain(decoded: NDArray[np.generic]) -> Pixels:
    """Eight bits, and no transparency: a code drawn black on nothing is meant black on white."""
    eight_bit = _eight_bit(decoded)
    if eight_bit.ndim == 2 or eight_bit.shape[2] == 3:  # noqa: PLR2004 - grey, or blue-green-red
        return eight_bit
    if eight_bit.shape[2] != _BGRA:
        return np.ascontiguousarray(eight_bit[:, :, 0])
    alpha = eight_bit[:, :, 3:].astype(np.uint16)
    return ((eight_bit[:, :, :3] * alpha + 255 * (255 - alpha)) // 255).astype(np.uint8)


def _eight_bit(decoded: NDArray[np.generic]) -> Pixels:
    if decoded.dtype == np.uint8:
        return decoded.astype(np.uint8, copy=False)
    if decoded.dtype == np.uint16:
        return (decoded.astype(np.uint16, copy=False) >> 8).astype(np.uint8)
    return _stretched(decoded)


def _stretched(values: NDArray[np.generic]) -> Pixels:
    """Scientific TIFF: the least value black, the greatest white, among those that are numbers; the others cut off."""
    with np.errstate(over="ignore", invalid="ignore"):  # a damaged file may hold any value
        floating = values.astype(np.float64)
        known = floating[np.isfinite(floating)]
        low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
        shares = (floating - low) / max(high - low, 1e-9)
    return (np.clip(np.nan_to_num(shares), 0, 1) * 255).astype(np.uint8)
