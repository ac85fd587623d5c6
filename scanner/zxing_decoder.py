"""zxing-cpp: the fastest and surest of the decoders measured; also reads inverted (dark mode) codes."""

from importlib.metadata import version
from typing import Any

import numpy as np

from scanner.decoder import Symbol
from scanner.errors import DecoderMissing
from scanner.frame import Pixels


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

    def decode(self, grey: Pixels) -> list[Symbol]:
        """Every code in `grey` (h, w). The encoding of text without ECI is zxing's guess: UTF-8 first."""
        picture = np.ascontiguousarray(grey)
        only_qr = self._zxing.BarcodeFormats(self._format)  # kept for longer, zxing complains of a leak at exit
        found = self._zxing.read_barcodes(picture, formats=only_qr, text_mode=self._zxing.TextMode.Plain)
        return [self._symbol(code) for code in found if code.valid]

    def _symbol(self, code: Any) -> Symbol:
        place = code.position
        a, b, c, d = (
            (float(p.x), float(p.y)) for p in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        )
        return Symbol(code.text, (a, b, c, d), self.name)
