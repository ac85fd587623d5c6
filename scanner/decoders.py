"""Which decoders this PC has, and whether they truly read."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import segno

from scanner.decoder import Decoder
from scanner.errors import DecoderMissing, NoDecoder
from scanner.frame import Pixels
from scanner.zbar_decoder import ZbarDecoder
from scanner.zxing_decoder import ZxingDecoder

# Best first: the ladder asks them in this order.
_MAKERS: tuple[tuple[str, Callable[[], Decoder]], ...] = (("zxing", ZxingDecoder), ("zbar", ZbarDecoder))
_TEST_TEXT = "VOUCHER DESK 0123456789"


@dataclass(frozen=True)
class DecoderHealth:
    """One decoder's state, for the health page. `detail` is one line; `version` is empty where it is missing."""

    name: str
    ok: bool
    detail: str
    version: str


def load_decoders() -> tuple[Decoder, ...]:
    """Every decoder that is there, best first. Raises NoDecoder where none is."""
    found: list[Decoder] = []
    missing: list[str] = []
    for _, make in _MAKERS:
        try:
            found.append(make())
        except DecoderMissing as error:
            missing.append(error.detail)
    if not found:
        raise NoDecoder("; ".join(missing))
    return tuple(found)


def available_decoders() -> list[DecoderHealth]:
    """Each decoder known, tried on a code drawn for the purpose. Never raises."""
    return [_health(name, make) for name, make in _MAKERS]


def _health(name: str, make: Callable[[], Decoder]) -> DecoderHealth:
    try:
        decoder = make()
    except DecoderMissing as error:
        return DecoderHealth(name, ok=False, detail=error.detail, version="")
    ok = [symbol.text for symbol in decoder.decode(_test_picture()).symbols] == [_TEST_TEXT]
    return DecoderHealth(name, ok, "reads" if ok else "is there, but did not read the test code", decoder.version)


def _test_picture() -> Pixels:
    dark = np.array([list(row) for row in segno.make_qr(_TEST_TEXT).matrix], np.uint8)
    light = np.pad(1 - dark, 4, constant_values=1) * np.uint8(255)
    return np.kron(light, np.ones((6, 6), np.uint8))
