"""What a decoder is: grey pixels in, symbols out. QR codes only; nothing here knows what a voucher is."""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Protocol, TypeAlias, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from scanner.frame import Pixels

Corner: TypeAlias = tuple[float, float]
Corners: TypeAlias = tuple[Corner, Corner, Corner, Corner]
"""Four (x, y) in pixels, going round a symbol."""

_NESTED = 4  # times as large, at least, is the code that another one is drawn into


@dataclass(frozen=True)
class Symbol:
    """A code that was read. The text stays out of `repr`, so that no log shows it.

    `corners` are in pixels of the frame; `engine` is the decoder's name, or `modules` where it was read module by
    module (`track`).
    """

    text: str = field(repr=False)
    corners: Corners
    engine: str

    def moved(self, dx: float, dy: float, scale: float = 1.0) -> "Symbol":
        """The symbol in the pixels of a larger picture: corners times `scale`, then moved by (dx, dy)."""
        return replace(self, corners=_moved(self.corners, dx, dy, scale))

    @property
    def area(self) -> float:
        """Square pixels inside the corners (shoelace formula)."""
        ring = (*self.corners, self.corners[0])
        return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))) / 2


@dataclass(frozen=True)
class Noticed:
    """A code that was seen but did not read. `corners` as a Symbol's; `version` 1 to 40 where it could be told."""

    corners: Corners
    version: int | None = None

    def covers(self, other: "Noticed | Symbol") -> bool:
        """Whether the two are in the same place: the middle of each lies within the other's outermost corners."""
        return _holds(self.corners, other.corners) and _holds(other.corners, self.corners)

    def moved(self, dx: float, dy: float, scale: float = 1.0) -> "Noticed":
        """As Symbol.moved."""
        return replace(self, corners=_moved(self.corners, dx, dy, scale))


def _moved(corners: Corners, dx: float, dy: float, scale: float) -> Corners:
    a, b, c, d = ((x * scale + dx, y * scale + dy) for x, y in corners)
    return a, b, c, d


def _holds(outer: Corners, inner: Corners) -> bool:
    """Whether the middle of `inner` lies within the upright box round `outer`."""
    x, y = (sum(values) / len(inner) for values in zip(*inner, strict=True))
    xs, ys = zip(*outer, strict=True)
    return bool(min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys))


@dataclass(frozen=True)
class Seen:
    """What a decoder found in one picture: codes that read without an error, and codes that it only noticed."""

    symbols: tuple[Symbol, ...] = ()
    noticed: tuple[Noticed, ...] = ()

    def moved(self, dx: float, dy: float, scale: float = 1.0) -> "Seen":
        """All of it in the pixels of a larger picture, as Symbol.moved."""
        return Seen(
            tuple(symbol.moved(dx, dy, scale) for symbol in self.symbols),
            tuple(noticed.moved(dx, dy, scale) for noticed in self.noticed),
        )


def outermost(symbols: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    """Without those drawn within another one: a code in a code's middle is its picture, not a second code in view."""
    return tuple(
        one
        for one in symbols
        if not any(other.area > _NESTED * one.area and _holds(other.corners, one.corners) for other in symbols)
    )


@runtime_checkable
class ReadsMatrix(Protocol):
    """What can tell the text of a whole symbol given as modules."""

    def read_matrix(self, matrix: NDArray[np.bool_]) -> str | None:
        """(side, side), True = dark; None where it is no text."""
        ...


class Decoder(Protocol):
    """One decoding library."""

    @property
    def name(self) -> str:
        """Short name: `zxing`, `zbar`."""
        ...

    @property
    def version(self) -> str:
        """Version of the library."""
        ...

    def decode(self, grey: Pixels) -> Seen:
        """Every QR code in `grey` (h, w)."""
        ...
