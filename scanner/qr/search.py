"""A search for symbols that no decoder notices: too blurred, too noisy or too dim to be made black and white.

Finely textured regions are turned upright by the direction of their edges and compared, in a few scales, with the
picture of a finder pattern; three that stand at right angles make a symbol if its fixed modules are where they should
be. The search pauses after every small step, so that it can be spread over the frames of a camera.
"""

import math
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations, product

import numpy as np
from numpy.typing import NDArray

from scanner.decoder import Corner
from scanner.frame import Pixels
from scanner.opencv import cv2
from scanner.qr.grid import Floats, Grid, flattened, grid_of_finders, likeness, settled
from scanner.qr.layout import VERSIONS

_CELL = 8  # pixels of the picture to one of the texture map
_FAINTEST = 9.0  # grey levels squared of texture; a plain wall's noise has less
_REGION_SHARE = 0.35  # a region goes as far as the texture is this much of its strongest
_SMALLEST_MODULE = 1.8  # pixels; below, no lens keeps light and dark apart
_SCALE_STEP = 1.17
_FINDER_PX = 2  # pixels per module when looking for finder patterns: enough to see them, and few to go through
_PART = 300  # pixels of an upright region that are compared at once
_OVERLAP = 9 * _FINDER_PX
_ENOUGH = 400  # pixels across that tell a direction
_FINDER_AT_LEAST = 0.45
_MOST_FINDERS = 10
_MOST_TRIPLES = 5
_SUREST = 3
_MOST_VERSIONS = 3
_LIKE_ENOUGH = 0.3
_SURELY = 0.6

Search = Generator[None, None, Grid | None]


@dataclass(frozen=True)
class Region:
    """A finely textured part of a picture, in pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class _Finder:
    """A finder pattern, perhaps. `sure` 0 to 1, `module` pixels wide."""

    sure: float
    x: float
    y: float
    module: float


def regions(grey: Pixels, most: int = 3) -> list[Region]:
    """The parts of `grey` with the strongest texture as fine as a code's modules, strongest first."""
    if min(grey.shape) < _CELL:
        return []
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.float32)
    fine = cv2.GaussianBlur(half - cv2.blur(half, (9, 9)), (0, 0), 0.8)
    texture = cv2.blur(cv2.resize(fine * fine, None, fx=2 / _CELL, fy=2 / _CELL, interpolation=cv2.INTER_AREA), (7, 7))
    found: list[Region] = []
    while len(found) < most:
        _, strongest, _, (x, y) = cv2.minMaxLoc(texture)
        if strongest < _FAINTEST:
            break
        _, labels, boxes, _ = cv2.connectedComponentsWithStats((texture > _REGION_SHARE * strongest).astype(np.uint8))
        left, top, width, height = (int(value) for value in boxes[labels[y, x]][:4])
        found.append(Region(left * _CELL, top * _CELL, width * _CELL, height * _CELL))
        texture[top : top + height, left : left + width] = 0
    return found


def region_of(corners: Sequence[Corner], grey: Pixels) -> Region:
    """The part of `grey` round corners, with room for a quiet zone; at least a pixel of it."""
    xs, ys = zip(*corners, strict=True)
    margin = 0.15 * max(max(xs) - min(xs), max(ys) - min(ys))
    height, width = grey.shape
    left, right = (int(np.clip(x, 0, width)) for x in (min(xs) - margin, max(xs) + margin + 1))
    top, bottom = (int(np.clip(y, 0, height)) for y in (min(ys) - margin, max(ys) + margin + 1))
    return Region(min(left, width - 1), min(top, height - 1), max(1, right - left), max(1, bottom - top))


def search(grey: Pixels, region: Region) -> Search:
    """The symbol in `region` of `grey`; yields after every step of about a millisecond, returns its grid or None."""
    finders: dict[bool, list[_Finder]] = {False: [], True: []}
    turn = _direction(grey[region.y : region.y + region.height, region.x : region.x + region.width])
    yield
    module = _SMALLEST_MODULE
    while module < max(region.width, region.height) / 20:
        for peaks in _finders(grey, region, turn, module):
            for inverted, finder in peaks:
                if 0 <= finder.x < grey.shape[1] and 0 <= finder.y < grey.shape[0]:  # beyond, the edge is repeated
                    finders[inverted].append(finder)
            yield
        module *= _SCALE_STEP
    best, best_likeness = None, _LIKE_ENOUGH
    for inverted, found in finders.items():
        apart = _apart(found)
        for corners, side in _triples(apart) or _completed_pairs(apart):
            versions = _versions(side)
            for version in versions:
                grid, sure = settled(grey, grid_of_finders(corners, version, inverted), 1.5)
                alike = likeness(flattened(grey, grid), version)
                if alike > best_likeness and sure > _FINDER_AT_LEAST:
                    best, best_likeness = grid, alike
                    versions += [v for v in (version - 1, version + 1) if v in VERSIONS and v not in versions]
                yield
            if best_likeness > _SURELY:
                return best
    return best


def _direction(part: Pixels) -> float:
    """The angle, within 45° of 0, that most edges in the middle follow or cross, in radians."""
    row, column = (max(0, (length - _ENOUGH) // 2) for length in part.shape)
    part = part[row : row + _ENOUGH, column : column + _ENOUGH]
    calm = cv2.GaussianBlur(part, (0, 0), 1.2)
    edges = cv2.Sobel(calm, cv2.CV_32F, 1, 0) + 1j * cv2.Sobel(calm, cv2.CV_32F, 0, 1)
    return float(np.angle((edges**4 / (np.abs(edges) ** 2 + 1)).sum())) / 4


def _finders(grey: Pixels, region: Region, turn: float, module: float) -> Iterator[list[tuple[bool, _Finder]]]:
    """What looks like finder patterns of modules `module` pixels wide: whether they are inverted, and where. A large
    region is gone through in parts, one at a time.
    """
    scale = module / _FINDER_PX
    n = int((max(region.width, region.height) * 1.15 + 24) / scale)
    c, s = math.cos(turn) * scale, math.sin(turn) * scale
    cx, cy = region.x + region.width / 2, region.y + region.height / 2
    for top, left in product(range(0, max(1, n - _OVERLAP), _PART - _OVERLAP), repeat=2):
        x, y = left - n / 2, top - n / 2
        upright = np.array([[c, -s, cx + c * x - s * y], [s, c, cy + s * x + c * y]])
        size = (min(_PART, n - left), min(_PART, n - top))
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        part = cv2.warpAffine(grey, upright, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        yield list(_peaks(_finder_likeness(np.asarray(part, np.uint8)), upright, module))


def _peaks(likeness: NDArray[np.float32], upright: Floats, module: float) -> Iterator[tuple[bool, _Finder]]:
    for inverted in (False, True):
        sure = -likeness if inverted else likeness
        peaks = (sure > _FINDER_AT_LEAST) & (sure == cv2.dilate(sure, np.ones((7, 7), np.uint8)))
        for row, column in np.argwhere(peaks):
            x, y = upright @ (column - 0.5, row - 0.5, 1)  # a square of even side has its middle between pixels
            yield inverted, _Finder(float(sure[row, column]), float(x), float(y), module)


def _finder_likeness(part: Pixels) -> NDArray[np.float32]:
    """Correlation of every place with an upright finder pattern of _FINDER_PX pixels a module and the light round it.

    The pattern is made of squares of 9, 7, 5 and 3 modules, so its sums are box filters.
    """
    px = _FINDER_PX
    s9, s7, s5, s3 = (cv2.boxFilter(part, cv2.CV_32F, (k * px, k * px), normalize=False) for k in (9, 7, 5, 3))
    light, dark = (s9 - s7 + s5 - s3) / (48 * px**2), (s7 - s5 + s3) / (33 * px**2)
    squares = cv2.sqrBoxFilter(part, cv2.CV_32F, (9 * px, 9 * px))
    spread = np.sqrt(np.maximum(squares - (s9 / (81 * px**2)) ** 2, 4))
    return np.asarray((light - dark) / spread * (math.sqrt(48 * 33) / 81), np.float32)


def _apart(found: list[_Finder]) -> list[_Finder]:
    """The surest at each place."""
    kept: list[_Finder] = []
    for finder in sorted(found, key=lambda finder: -finder.sure):
        if len(kept) == _MOST_FINDERS:
            break
        if all(math.hypot(finder.x - k.x, finder.y - k.y) > 3 * min(finder.module, k.module) for k in kept):
            kept.append(finder)
    return kept


def _triples(finders: list[_Finder]) -> list[tuple[NDArray[np.float32], float]]:
    """Three that may be corners of one symbol, as `grid_of_finders` wants them, and its side in modules; best first."""
    found = []
    for corner, one, other in permutations(finders, 3):
        ux, uy, vx, vy = one.x - corner.x, one.y - corner.y, other.x - corner.x, other.y - corner.y
        turn = ux * vy - uy * vx
        if turn <= 0:  # seen from behind; the same three come the other way round, too
            continue
        u, v = math.hypot(ux, uy), math.hypot(vx, vy)
        modules = (corner.module, one.module, other.module)
        lean, stretch = abs(ux * vx + uy * vy) / (u * v), abs(math.log(u / v))
        unlike = math.log(max(modules) / min(modules))
        side = (u + v) / 2 / math.prod(modules) ** (1 / 3) + 7
        if lean > 0.45 or stretch > 0.5 or unlike > 0.48 or not 17 < side < 100:  # noqa: PLR2004 - as a phone is tilted
            continue
        good = corner.sure + one.sure + other.sure - 0.6 * lean - 0.6 * stretch - 0.4 * unlike
        corners = np.array([(finder.x, finder.y) for finder in (corner, one, other)], np.float32)
        found.append((good, corners, side))
    found.sort(key=lambda triple: -triple[0])
    return [(corners, side) for _, corners, side in found[:_MOST_TRIPLES]]


def _completed_pairs(finders: list[_Finder]) -> list[tuple[NDArray[np.float32], float]]:
    """As `_triples`, where one of the three is hidden: every square that has two finders in its corners."""
    found = []
    for one, other in list(combinations(finders[:_SUREST], 2)):
        p, q = np.array((one.x, one.y)), np.array((other.x, other.y))
        along = q - p
        across = np.array((-along[1], along[0]))
        module = math.sqrt(one.module * other.module)
        side, diagonal = (math.hypot(*along) / (module * stretch) + 7 for stretch in (1, math.sqrt(2)))
        middle, half = (p + q) / 2, across / 2
        if 17 < side < 100:  # noqa: PLR2004 - as in _triples
            squares = ((p, q, p + across), (q, p, q - across), (p, p - across, q), (q, q + across, p))
            found += [(np.array(square, np.float32), side) for square in squares]
        if 17 < diagonal < 100:  # noqa: PLR2004
            found += [
                (np.array((middle - half, q, p), np.float32), diagonal),
                (np.array((middle + half, p, q), np.float32), diagonal),
            ]
    return found


def _versions(side: float) -> list[int]:
    """The versions that a symbol measured as `side` modules may have, likeliest first."""
    measured = (side - 17) / 4
    possible = range(math.floor(0.85 * measured - 0.8), math.ceil(1.15 * measured + 0.8) + 1)
    likeliest = sorted((v for v in possible if v in VERSIONS), key=lambda version: abs(version - measured))
    return likeliest[:_MOST_VERSIONS]
