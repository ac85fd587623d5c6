"""The ladder: cheap stages first, rescue stages where those saw nothing.

zxing → the modules of codes that zxing noticed → a search for codes that nothing noticed → zxing on Otsu's threshold →
on gamma 2 → on twice the size → zbar on an adaptive threshold. Whatever a later stage notices is tried by its modules,
too.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

import numpy as np

from scanner.decoder import Decoder, Noticed, ReadsMatrix, Seen, Symbol, outermost
from scanner.errors import NoDecoder
from scanner.frame import Frame, Pixels, grey_of
from scanner.opencv import cv2
from scanner.qr.grid import Grid, grid_of_corners
from scanner.qr.layout import side_of
from scanner.qr.search import region_of, regions, search
from scanner.qr.soft_decode import decode_soft
from scanner.track import ENGINE, Track

Preparation: TypeAlias = Callable[[Pixels], Pixels]

# Up to this many pixels doubling wins something; above, it costs much, and half the size averages the noise.
_WORTH_DOUBLING = 2_500_000
_VOUCHER_VERSION = 9
_SEARCHED_SIDE = 1600  # pixels; a larger picture is searched reduced to this
_GAMMA_2 = np.array([value * value // 255 for value in range(256)], np.uint8)


@dataclass(frozen=True)
class Reading:
    """What one look gave. `stage` names the stage that read, "" where none did; `ms` is the time it took.

    `noticed` are the codes that were seen but did not read.
    """

    symbols: tuple[Symbol, ...]
    stage: str
    ms: float
    noticed: tuple[Noticed, ...] = ()


@dataclass(frozen=True)
class Stage:
    """One way to look: prepare the picture, then decode it. Corners come back in pixels of the picture given."""

    name: str
    decoder: Decoder
    prepare: Preparation

    def read(self, grey: Pixels) -> Seen:
        """Every symbol in `grey` (h, w)."""
        prepared = self.prepare(grey)
        scale = grey.shape[1] / prepared.shape[1]
        seen = self.decoder.decode(prepared)
        seen = replace(seen, symbols=outermost(seen.symbols))
        return seen if scale == 1 else seen.moved(0, 0, scale)


class Ladder:
    """Stages in order of cost. Holds no state between pictures, so one ladder serves any number of sources."""

    def __init__(self, decoders: Sequence[Decoder]) -> None:
        """`decoders` best first, as `load_decoders` gives them. Raises NoDecoder where there is none."""
        if not decoders:
            raise NoDecoder
        self.stages = _stages(decoders)
        self.matrix_reader = next((decoder for decoder in decoders if isinstance(decoder, ReadsMatrix)), None)
        _draw_up_tables()

    def read(self, picture: Frame | Pixels, budget_ms: float | None = None) -> Reading:
        """Climb until something reads. Once a budget is spent no further stage is begun; the first always runs."""
        grey = picture.grey() if isinstance(picture, Frame) else grey_of(picture)
        start = time.perf_counter()
        noticed: tuple[Noticed, ...] = ()
        for stage, seen in self._climb(grey):
            ms = (time.perf_counter() - start) * 1000
            if seen.symbols:
                return Reading(seen.symbols, stage, ms)
            noticed += tuple(one for one in seen.noticed if not any(one.covers(other) for other in noticed))
            if budget_ms is not None and ms >= budget_ms:
                break
        return Reading((), "", (time.perf_counter() - start) * 1000, noticed)

    def _climb(self, grey: Pixels) -> Iterator[tuple[str, Seen]]:
        """What each step saw, and its name."""
        for number, stage in enumerate(self.stages):
            seen = stage.read(grey)
            yield stage.name, seen
            if self.matrix_reader is None:
                continue
            for grid in (grid for noticed in seen.noticed for grid in grids_of(noticed)):
                yield ENGINE, _read_modules(grey, grid, self.matrix_reader)
            if number == 0:
                for found in _search_all(grey, seen.noticed):
                    yield ENGINE, Seen() if found is None else _read_modules(grey, found, self.matrix_reader)


@cache
def _draw_up_tables() -> None:
    """What the first voucher would have to wait for: its symbol's layout and codes, some 50 ms. Noise will do."""
    side = side_of(_VOUCHER_VERSION)
    decode_soft(np.random.default_rng(0).standard_normal((side, side)).astype(np.float32), _VOUCHER_VERSION)


def _search_all(grey: Pixels, noticed: Sequence[Noticed]) -> Iterator[Grid | None]:
    """Search where a decoder noticed something it could not tell more of, then all that is finely textured. Every grid
    found, and None after each step in between.
    """
    scale = max(1.0, max(grey.shape) / _SEARCHED_SIDE)
    size = (max(1, round(grey.shape[1] / scale)), max(1, round(grey.shape[0] / scale)))
    small = grey if scale == 1 else np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    places = [region_of(one.moved(0, 0, 1 / scale).corners, small) for one in noticed if one.version is None]
    for region in (*places, *regions(small)):
        steps = search(small, region)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                yield None if end.value is None else end.value.scaled(scale)
                break
            yield None


def _read_modules(grey: Pixels, grid: Grid, reader: ReadsMatrix) -> Seen:
    symbol = Track(grid, 0.0).follow(grey, 0.0, reader)
    return Seen() if symbol is None else Seen((symbol,))


def grids_of(noticed: Noticed) -> Iterator[Grid]:
    """Where its modules may lie: as it stands, and light on dark. None where its version is not known."""
    if noticed.version is not None:
        grid = grid_of_corners(noticed.corners, noticed.version)
        if grid.module_px >= 1:
            yield grid
            yield grid.turned_over()


def _stages(decoders: Sequence[Decoder]) -> tuple[Stage, ...]:
    """The plain look is the first decoder's; every decoder after it gets the thresholded picture as the last resort."""
    first, *others = decoders
    return (
        Stage(f"{first.name} plain", first, as_it_is),
        Stage(f"{first.name} otsu", first, otsu),
        Stage(f"{first.name} gamma", first, gamma_2),
        Stage(f"{first.name} resized", first, resized),
        *(Stage(f"{other.name} adaptive", other, adaptive) for other in others),
    )


def as_it_is(grey: Pixels) -> Pixels:
    """No change."""
    return grey


def otsu(grey: Pixels) -> Pixels:
    """Black and white at Otsu's threshold: helps where the decoder's local threshold follows noise."""
    return np.asarray(cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1], np.uint8)


def gamma_2(grey: Pixels) -> Pixels:
    """Squared brightness: spreads the light end, for overexposed screens."""
    return np.asarray(cv2.LUT(grey, _GAMMA_2), np.uint8)


def resized(grey: Pixels) -> Pixels:
    """Twice the size, for modules of one or two pixels; half the size where the picture is large already."""
    if grey.size > _WORTH_DOUBLING:
        return np.asarray(cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


def adaptive(grey: Pixels) -> Pixels:
    """Black and white against the mean of the neighbourhood: for uneven light."""
    return np.asarray(cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 51, 5), np.uint8)
