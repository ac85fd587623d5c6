"""zbar through pyzbar: a second opinion, strong on pictures that zxing's binarizer loses."""

from importlib.metadata import version
from typing import Any

import numpy as np

from scanner.decoder import Corners, Seen, Symbol
from scanner.errors import DecoderMissing
from scanner.frame import Pixels
from scanner.opencv import cv2

# zbar takes UTF-8 without ECI for one of these (ISO/IEC 18004 says Latin-1, phones write UTF-8) and re-encodes it.
_WRONG_GUESSES = ("big5", "shift_jis", "latin-1")


class ZbarDecoder:
    """Reads QR codes. Raises DecoderMissing where pyzbar, the zbar library or its Windows runtime is not there."""

    name = "zbar"

    def __init__(self) -> None:
        try:
            from pyzbar import pyzbar  # noqa: PLC0415 - a PC without it goes on with the other decoder
        except (ImportError, OSError) as error:
            raise DecoderMissing(f"zbar: {error}") from error
        self._zbar = pyzbar
        self._only_qr = [pyzbar.ZBarSymbol.QRCODE]
        self.version = version("pyzbar")

    def decode(self, grey: Pixels) -> Seen:
        """Every code in `grey` (h, w) whose bytes make a text; none where one of them is a part of a longer text."""
        try:
            found = self._zbar.decode(np.ascontiguousarray(grey), symbols=self._only_qr)
        except ValueError:  # zbar has no orientation for a part (structured append), and pyzbar no name for none
            return Seen()
        return Seen(tuple(symbol for code in found if (symbol := self._symbol(code)) is not None))

    def _symbol(self, code: Any) -> Symbol | None:
        text = unmangled(code.data)
        return None if not text else Symbol(text, _four_corners(code.polygon), self.name)


def unmangled(data: bytes) -> str | None:
    """The text that was encoded, out of what zbar made of it; None where the bytes are no text.

    zbar answers in UTF-8 after guessing the code's own encoding. Where undoing a guess gives valid UTF-8 again, the
    guess was wrong: by chance this hardly happens to real Big5, Shift JIS or Latin-1 text.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if text.isascii():
        return text
    for guess in _WRONG_GUESSES:
        try:
            return text.encode(guess).decode("utf-8")
        except UnicodeError:
            continue
    return text


def _four_corners(polygon: list[Any]) -> Corners:
    """pyzbar gives the hull of the symbol's points, three to many of them: take the rectangle round those."""
    points = np.array([(p.x, p.y) for p in polygon], np.float32)
    ring = points if len(points) == 4 else cv2.boxPoints(cv2.minAreaRect(points))  # noqa: PLR2004 - a square has four corners
    a, b, c, d = ((float(x), float(y)) for x, y in ring)
    return a, b, c, d
