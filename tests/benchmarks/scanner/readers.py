"""Our scanner and its peers, each as people use it: a plain call on the grey frame, default options."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import numpy as np
import zxingcpp
from pyzbar import pyzbar

from scanner.frame import Frame, Pixels
from scanner.ladder import Ladder
from scanner.live import LiveReader
from scanner.opencv import cv2

OURS, ZXING, PYZBAR, OPENCV, CHAIN = "ours", "zxing-cpp", "pyzbar", "OpenCV", "pyzbar→zxing-cpp"


@dataclass(frozen=True)
class Answer:
    """What a reader said to one frame, and how long it took."""

    texts: tuple[str, ...] = field(repr=False)
    ms: float


Look: TypeAlias = Callable[[Frame], Answer]


class Reader(Protocol):
    """Reads stills, and streams of frames, which it may remember from one to the next."""

    @property
    def name(self) -> str:
        """As in the tables."""
        ...

    def still(self, frame: Frame) -> Answer:
        """A frame that stands for itself."""
        ...

    def stream(self) -> Look:
        """A new look at a stream that begins now."""
        ...


class Ours:
    """The whole ladder on a still, without a budget; the live reader, with its own, on a stream."""

    name = OURS

    def __init__(self, ladder: Ladder) -> None:
        self._ladder = ladder

    def still(self, frame: Frame) -> Answer:
        return _timed(lambda: [symbol.text for symbol in self._ladder.read(frame).symbols])

    def stream(self) -> Look:
        live = LiveReader(self._ladder)
        return lambda frame: _timed(lambda: [symbol.text for symbol in live.read(frame).symbols])


class Peer:
    """A decoder that forgets each frame. It does remember its last answer, so that a chain need not ask it twice."""

    def __init__(self, name: str, decode: Callable[[Pixels], list[str]]) -> None:
        self.name = name
        self._decode = decode
        self._last: tuple[Frame, Answer] | None = None

    def still(self, frame: Frame) -> Answer:
        if self._last is None or self._last[0] is not frame:
            self._last = frame, _timed(lambda: self._decode(frame.grey()))
        return self._last[1]

    def stream(self) -> Look:
        return self.still


class Chain:
    """The second where the first says nothing. Put together from their answers, and their times, to the same frame."""

    def __init__(self, name: str, first: Peer, second: Peer) -> None:
        self.name = name
        self._first, self._second = first, second

    def still(self, frame: Frame) -> Answer:
        first = self._first.still(frame)
        if first.texts:
            return first
        second = self._second.still(frame)
        return Answer(second.texts, first.ms + second.ms)

    def stream(self) -> Look:
        return self.still


def readers(ladder: Ladder) -> list[Reader]:
    """All five, ours first."""
    pyzbar_peer, zxing_peer = Peer(PYZBAR, _pyzbar), Peer(ZXING, _zxing)
    opencv_peer = Peer(OPENCV, _opencv())
    return [Ours(ladder), pyzbar_peer, zxing_peer, opencv_peer, Chain(CHAIN, pyzbar_peer, zxing_peer)]


def _zxing(grey: Pixels) -> list[str]:
    only_qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
    plain = zxingcpp.TextMode.Plain  # the text as it is; left to itself it spells control characters out
    picture = np.ascontiguousarray(grey)
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=only_qr, text_mode=plain)]


def _pyzbar(grey: Pixels) -> list[str]:
    return [code.data.decode("utf-8", "replace") for code in pyzbar.decode(grey, symbols=[pyzbar.ZBarSymbol.QRCODE])]


def _opencv() -> Callable[[Pixels], list[str]]:
    detector = cv2.QRCodeDetector()

    def decode(grey: Pixels) -> list[str]:
        try:
            found, texts, _, _ = detector.detectAndDecodeMulti(grey)
        except (UnicodeDecodeError, cv2.error):  # bytes that are no UTF-8, a shape it did not expect
            return []
        return [text for text in texts if text] if found else []

    return decode


def _timed(look: Callable[[], list[str]]) -> Answer:
    start = time.perf_counter()
    texts = look()
    return Answer(tuple(texts), (time.perf_counter() - start) * 1000)
