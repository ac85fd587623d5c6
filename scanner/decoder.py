"""What a decoder is: grey pixels in, symbols out. QR codes only; nothing here knows what a voucher is."""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Protocol, TypeAlias

from scanner.frame import Pixels

Corner: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Symbol:
    """A code that was read. The text stays out of `repr`, so that no log shows it.

    `corners` are four (x, y) in pixels of the frame, going round the symbol; `engine` is the decoder's name.
    """

    text: str = field(repr=False)
    corners: tuple[Corner, Corner, Corner, Corner]
    engine: str

    def moved(self, dx: float, dy: float, scale: float = 1.0) -> "Symbol":
        """The symbol in the pixels of a larger picture: corners times `scale`, then moved by (dx, dy)."""
        a, b, c, d = ((x * scale + dx, y * scale + dy) for x, y in self.corners)
        return replace(self, corners=(a, b, c, d))

    @property
    def area(self) -> float:
        """Square pixels inside the corners (shoelace formula)."""
        ring = (*self.corners, self.corners[0])
        return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))) / 2


@dataclass(frozen=True)
class Noticed:
    """A code that was seen but did not read. `corners` as a Symbol's; `version` 1 to 40 where it could be told."""

    corners: tuple[Corner, Corner, Corner, Corner]
    version: int | None = None


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

    def decode(self, grey: Pixels) -> list[Symbol]:
        """Every QR code in `grey` (h, w) that reads without an error; an empty list where there is none."""
        ...
