"""Where in a picture something looks like a QR code, read or not, and what can be measured there.

A code is a square patch of edges in all directions, evenly spread, half dark and half light, on a quiet ground. That is
told from maps whose cells are 16 pixels wide, so that it costs about a millisecond and works on what no decoder finds.
The limits were read off drawn phones (`tests/unit/scanner/phones_shown.py`) and 209 photographs without a code.

Strict, since what is found here is said to a person. `qr.search` has an eye of its own (`regions`) that takes anything
finely textured: what is no code costs it a moment's search and no more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scanner.decoder import Corner
from scanner.frame import Pixels
from scanner.opencv import cv2

Map: TypeAlias = NDArray[np.float32]
Cells: TypeAlias = NDArray[np.bool_]
Box: TypeAlias = tuple[int, int, int, int]

CELL = 16
SHRUNK = 4  # the small picture is so many times smaller; its differences see what is coarse or blurred
_APART = 2  # pixels between the two whose difference is taken
# Of the strongest texture, where a patch ends: tried one after the other.
_OF_THE_TOP, _OF_THE_DIM = (0.45, 0.62), (0.12, 0.2, 0.32, 0.5)
_LEAST_TEXTURE = 1.5
_DIM = 75  # a screen darker than this is weak beside a well lit room, and looked for by itself
_BURNT, _BLINDING = 238, 245  # a cell's mean; a pixel
_WHITE_PAGE = 225
# What passes for a code, as shares: of the box, of the mean texture, of the way from dark to white.
_SQUARE, _FILLED = 0.62, 0.55
_UNEVEN, _ONE_WAY, _TEXTURED, _QUIET_AROUND = 0.27, 1.35, 0.1, 0.62
_LIGHT_UNEVEN, _LIGHT_UNEVEN_BY_GLARE, _HALF_DARK, _LIGHT_AROUND = 0.2, 0.26, (0.36, 0.66), 0.36
_PAGE, _ONE_WAY_ON_PAGE = (0.8, 0.32), 2.1
_SMALL_SIDE, _SMALL_IS_FINE = 112, 0.8
_NOISE_IS_FINER = 1.9
_NEAR_SIDE, _NEAR_SMEARED, _NEAR_IS_FINE = 110, 1.4, 0.55  # in the small picture


@dataclass(frozen=True)
class Patch:
    """One patch. Lengths in pixels of the picture, light in grey levels.

    `box` left, top, right, bottom. `side` of the square of the same area. `dark` and `white` the levels that nearly all
    of it lies between. `fineness`: texture at 2 pixels over texture at 8; above 1 for modules of a pixel or two.
    `steepness` of its sharpest edges: the share of the way from dark to white within 2 pixels. `smeared`: how many
    times more texture there is in one direction than across it; 1 for a code that is held still. `burnt`: the share
    that is flat white on a screen that is not. `cut`: it touches the edge of the picture.
    """

    box: Box
    side: float
    dark: float
    white: float
    fineness: float
    steepness: float
    smeared: float
    burnt: float
    cut: bool

    @property
    def middle(self) -> Corner:
        """Of the box."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


def find_patch(grey: Pixels) -> Patch | None:
    """The patch of `grey` (h, w) that looks most like a code, if any does."""
    small = shrunk(grey)
    view = _View(grey, small)
    dim = np.where(view.level < _DIM, view.texture, 0)
    near = _View(small, shrunk(small))
    return view.patch(view.texture) or view.patch(dim, _OF_THE_DIM) or _near(near.patch(near.texture))


def measure_patch(grey: Pixels, corners: Sequence[Corner]) -> Patch | None:
    """What is within `corners`, where a decoder says that there is a code; None where that is too small or cut off."""
    view = _View(grey, shrunk(grey))
    rows, columns = view.level.shape
    cells = np.floor(np.array(corners) / CELL).astype(np.int32)
    (x, y), (x1, y1) = np.maximum(cells.min(axis=0), 0).tolist(), (cells.max(axis=0) + 1).tolist()
    w, h = min(columns, x1) - x, min(rows, y1) - y
    if min(w, h) < 2:  # noqa: PLR2004 - a cell alone has no texture to speak of
        return None
    here = cv2.fillConvexPoly(np.zeros((h, w), np.uint8), cells - (x, y), 1) > 0
    return view.measured((x, y, w, h), here) if here.any() else None


def shrunk(grey: Pixels) -> Pixels:
    """A quarter of the width and height."""
    height, width = grey.shape
    size = (width // SHRUNK, height // SHRUNK)
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


class _View:
    """The maps of one picture. `fine` and `coarse` (2, h, w): texture along x and y at 2 and at 8 pixels."""

    def __init__(self, grey: Pixels, small: Pixels) -> None:
        self._grey = grey
        size = (grey.shape[1] // CELL, grey.shape[0] // CELL)
        # Every fourth row will do: a cell still has four of them.
        rows = grey[::4]
        fine = (cv2.absdiff(rows[:, :-_APART], rows[:, _APART:]), cv2.absdiff(grey[:-_APART:4], grey[_APART::4]))
        coarse = (cv2.absdiff(small[:, :-_APART], small[:, _APART:]), cv2.absdiff(small[:-_APART], small[_APART:]))
        self._fine, self._coarse = _above_grain(_cells(fine, size)), _above_grain(_cells(coarse, size))
        self.level = _cells((small,), size)[0]
        self.texture = np.asarray(
            cv2.blur(np.maximum(self._fine.min(axis=0), self._coarse.min(axis=0)), (3, 3)), np.float32
        )

    def patch(self, texture: Map, shares: Sequence[float] = _OF_THE_TOP) -> Patch | None:
        """Of the connected cells with much texture, the largest that pass for a code."""
        for box, here in chain.from_iterable(_parts(texture, share) for share in shares):
            if self._is_even(box, here) and self._is_lit(box, here):
                found = self.measured(box, here)
                is_sharp_if_small = found.side >= _SMALL_SIDE or found.fineness > _SMALL_IS_FINE
                if is_sharp_if_small and found.fineness < _NOISE_IS_FINER:
                    return found
        return None

    def measured(self, box: Box, here: Cells) -> Patch:
        """Measure the cells `here` of `box` (left, top, width, height in cells)."""
        x, y, w, h = box
        part = self._grey[y * CELL : (y + h) * CELL, x * CELL : (x + w) * CELL]
        step = max(1, round((part.size / 20_000) ** 0.5))
        dark, white = (float(level) for level in np.percentile(part[::step, ::step], (4, 96)))
        steps = _steps(part)
        means = [float(step.mean()) + 0.5 for step in steps]
        fine, coarse = (m[:, y : y + h, x : x + w][:, here].mean() for m in (self._fine, self._coarse))
        return Patch(
            box=(x * CELL, y * CELL, (x + w) * CELL, (y + h) * CELL),
            side=CELL * float(here.sum()) ** 0.5,
            dark=dark,
            white=white,
            fineness=float(fine / max(coarse, 0.5)),
            steepness=min(1.0, float(np.percentile(steps[0][::2, ::2], 97)) / max(1.0, white - dark)),
            smeared=max(max(a, b) / min(a, b) for a, b in (means[:2], means[2:])),
            burnt=self._burnt(box, here),
            cut=self._is_cut(box),
        )

    def _is_even(self, box: Box, here: Cells) -> bool:
        """Whether the texture is spread as in a code; cheap, and false of nearly all that is none."""
        x, y, w, h = box
        window = np.s_[y : y + h, x : x + w]
        texture = self.texture[window][here]
        return bool(
            (self._is_cut(box) or min(w, h) / max(w, h) > _SQUARE)
            and (here | (self.level[window] >= _BURNT)).mean() > _FILLED
            and texture.std() < _UNEVEN * texture.mean()
        )

    def _is_lit(self, box: Box, here: Cells) -> bool:
        """Whether light and dark are spread as in a code, on a ground like its quiet zone."""
        x, y, w, h = box
        window = np.s_[y : y + h, x : x + w]
        texture, level = float(self.texture[window][here].mean()), self.level[window][here]
        both_ways = np.maximum(self._fine, self._coarse)[:, y : y + h, x : x + w]
        along, across = both_ways[:, here].mean(axis=1).tolist()
        burnt = bool((self.level[window] >= _BURNT).any())
        part = self._grey[y * CELL : (y + h) * CELL : 4, x * CELL : (x + w) * CELL : 4]
        part = part[part < _BLINDING] if burnt else part
        dark, white = (float(edge) for edge in np.percentile(part, (4, 96)))
        contrast = max(6.0, white - dark)
        ground, its_texture = self._ground(box, here)
        # A code swept through the picture has less texture along its way, but stands out all the more from its page.
        page = ground > dark + _PAGE[0] * contrast and its_texture < _PAGE[1] * texture
        return bool(
            level.std() < (_LIGHT_UNEVEN_BY_GLARE if burnt else _LIGHT_UNEVEN) * contrast
            and max(along, across) < (_ONE_WAY_ON_PAGE if page else _ONE_WAY) * min(along, across)
            and (along + across) / 2 > _TEXTURED * contrast
            and _HALF_DARK[0] < (float(part.mean()) - dark) / contrast < _HALF_DARK[1]
            and its_texture < _QUIET_AROUND * texture
            and ground > dark + _LIGHT_AROUND * contrast
        )

    def _ground(self, box: Box, here: Cells) -> tuple[float, float]:
        """Level and texture of what lies two cells around."""
        x, y, w, h = box
        left, top = max(0, x - 2), max(0, y - 2)
        around = np.s_[top : y + h + 2, left : x + w + 2]
        cells = np.zeros(self.level[around].shape, np.uint8)
        cells[y - top : y - top + h, x - left : x - left + w] = here
        ring = cv2.dilate(cells, np.ones((5, 5), np.uint8)) > cv2.dilate(cells, np.ones((3, 3), np.uint8))
        if not ring.any():
            return 0.0, 0.0
        return float(np.median(self.level[around][ring])), float(np.median(self.texture[around][ring]))

    def _burnt(self, box: Box, here: Cells) -> float:
        """The share of cells that are all white by a reflection: on a white page only those amid the code tell."""
        x, y, w, h = box
        if self._ground(box, here)[0] >= _WHITE_PAGE:
            amid = cv2.erode(_hull(here), np.ones((3, 3), np.uint8), borderValue=0) > 0
            return float((self.level[y : y + h, x : x + w][amid] >= _BURNT).sum()) / (w * h)
        out = 1 + min(w, h) // 6
        around = self.level[max(0, y - out) : y + h + out, max(0, x - out) : x + w + out]
        return float((around >= _BURNT).sum()) / (w * h)

    def _is_cut(self, box: Box) -> bool:
        x, y, w, h = box
        rows, columns = self.level.shape
        return x == 0 or y == 0 or x + w >= columns or y + h >= rows


def _cells(pictures: tuple[cv2.typing.MatLike, ...], size: tuple[int, int]) -> Map:
    return np.stack([cv2.resize(p, size, interpolation=cv2.INTER_AREA) for p in pictures]).astype(np.float32)


def _hull(here: Cells) -> cv2.typing.MatLike:
    """The cells within the convex outline of those given, as 1."""
    outline = cv2.convexHull(np.argwhere(here)[:, ::-1].astype(np.int32))
    return cv2.fillConvexPoly(np.zeros(here.shape, np.uint8), outline, 1)


def _above_grain(texture: Map) -> Map:
    """Without what the sensor's grain adds everywhere, told from where there is least."""
    grain = np.percentile(texture[:, ::2, ::2], 10)
    return np.asarray(np.maximum(texture - grain, 0), np.float32)


def _parts(texture: Map, share: float) -> Iterator[tuple[Box, Cells]]:
    """The three largest connected parts with `share` of the strongest texture: boxes in cells, and which cells."""
    mask = (texture > max(_LEAST_TEXTURE, share * float(texture.max()))).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    for label in 1 + np.argsort(-stats[1:, cv2.CC_STAT_AREA])[:3]:
        x, y, w, h, _ = stats[label].tolist()
        if min(w, h) > 2:  # noqa: PLR2004 - fewer cells say nothing
            yield (x, y, w, h), labels[y : y + h, x : x + w] == label


def _steps(part: Pixels) -> list[Pixels]:
    """Differences along x, y and both diagonals."""
    a, (height, width) = _APART, part.shape
    middle = part[a:-a, a:-a]
    return [
        np.asarray(cv2.absdiff(middle, part[a + dy : height - a + dy, a + dx : width - a + dx]), np.uint8)
        for dx, dy in ((a, 0), (0, a), (a, a), (a, -a))
    ]


def _near(patch: Patch | None) -> Patch | None:
    """A patch of the small picture in pixels of the whole one, where it is a code held so near that it fills it."""
    if patch is None or patch.side < _NEAR_SIDE or patch.smeared > _NEAR_SMEARED or patch.fineness < _NEAR_IS_FINE:
        return None
    left, top, right, bottom = (edge * SHRUNK for edge in patch.box)
    return replace(patch, box=(left, top, right, bottom), side=patch.side * SHRUNK)
