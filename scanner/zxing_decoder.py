"""zxing-cpp: the fastest and surest of the decoders measured; also reads inverted (dark mode) codes."""

from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scanner.decoder import Corners, Noticed, Seen, Symbol
from scanner.errors import DecoderMissing
from scanner.frame import Pixels

_QUIET_MODULES = 4
_MODULE_PIXELS = 2


class ZxingDecoder:
    """Reads QR codes of model 2. Raises DecoderMissing where the library is not there."""

    name = "zxing"

    def __init__(self) -> None:
        try:
            import zxingcpp  # noqa: PLC0415 - a PC without it goes on with the other decoder
        except (ImportError, OSError) as error:
            raise DecoderMissing(f"zxing-cpp: {error}") from error
        self._zxing = zxingcpp
        # `QRCode` would take Micro QR in, which misreads photographs; `QRCodeModel2` does not.
        self._format = zxingcpp.BarcodeFormat.QRCodeModel2
        self.version = version("zxing-cpp")

    def decode(self, grey: Pixels) -> Seen:
        """Every code in `grey` (h, w). The encoding of text without ECI is zxing's guess: UTF-8 first."""
        picture = np.ascontiguousarray(grey)
        only_qr = self._zxing.BarcodeFormats(self._format)  # kept for longer, zxing complains of a leak at exit
        found = self._zxing.read_barcodes(
            picture, formats=only_qr, text_mode=self._zxing.TextMode.Plain, return_errors=True
        )
        symbols = tuple(Symbol(code.text, _corners(code), self.name) for code in found if code.valid and code.text)
        return Seen(symbols, tuple(Noticed(_corners(code), _version(code)) for code in found if not code.valid))

    def read_matrix(self, matrix: NDArray[np.bool_]) -> str | None:
        """The text of a whole, upright symbol given as modules: (side, side), True = dark. None where it is no text."""
        light = np.pad(~matrix, _QUIET_MODULES, constant_values=True)
        picture = np.kron(light, np.full((_MODULE_PIXELS, _MODULE_PIXELS), 255, np.uint8))
        any_qr = self._zxing.BarcodeFormats(self._zxing.BarcodeFormat.QRCode)  # for model 2, `is_pure` finds nothing
        found = self._zxing.read_barcodes(
            picture,
            formats=any_qr,
            text_mode=self._zxing.TextMode.Plain,
            is_pure=True,
            try_rotate=False,
            try_downscale=False,
            try_invert=False,
        )
        return next((str(code.text) for code in found if code.valid and code.text), None)


def _corners(code: Any) -> Corners:
    place = code.position
    a, b, c, d = (
        (float(p.x), float(p.y)) for p in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    )
    return a, b, c, d


def _version(code: Any) -> int | None:
    """What zxing got to know of a code with an error: only its checksum may be wrong, or its very version."""
    number = (code.extra or {}).get("Version", "")
    return int(number) if str(number).isdigit() and 1 <= int(number) <= 40 else None  # noqa: PLR2004 - QR's versions
