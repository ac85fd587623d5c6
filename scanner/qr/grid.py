"""Where a symbol's modules lie in a picture, and how to put a rough guess right by the symbol's own patterns."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scanner.decoder import Corner
from scanner.frame import Pixels
from scanner.opencv import cv2
from scanner.qr.layout import layout_of, side_of

Floats: TypeAlias = NDArray[np.float64]

PX = 3  # pixels per module of a flattened symbol
MARGIN = 4  # modules round it: the quiet zone, and room to look for a finder pattern that lies elsewhere
_BLUR = 0.45 * PX  # what a lens does to a module
_TRUSTED_FROM = 0.3  # a pattern that is found less surely than this says nothing
_OF_THE_BEST = 0.6
_FINDER_COUNTS = 4.0  # times an alignment pattern
# Put on each unknown (shift, slant and size of x, of y, perspective): where a pattern is hidden the rest may shift, but
# hardly slant, and perspective changes only where the patterns leave no doubt.
_RIDGE = np.array([1e-6, 1e-3, 1e-3, 1e-6, 1e-3, 1e-3, 3e-2, 3e-2])
_FINEST = 4  # a symbol larger than PX is looked at with up to this many pixels for one, and averaged


@dataclass(frozen=True, eq=False)
class Grid:
    """A symbol's place. `transform` (3, 3) takes module coordinates to pixels: x to the right and y down from the
    symbol's upper left corner, one unit a module. `inverted` symbols are light on dark.
    """

    version: int
    transform: Floats
    inverted: bool = False

    @property
    def corners(self) -> tuple[Corner, Corner, Corner, Corner]:
        """Upper left, upper right, lower right, lower left of the symbol as it was printed, in pixels."""
        side = side_of(self.version)
        a, b, c, d = ((float(x), float(y)) for x, y in self.pixels([(0, 0), (side, 0), (side, side), (0, side)]))
        return a, b, c, d

    @property
    def module_px(self) -> float:
        """Pixels along one module, on average over the symbol."""
        ring = np.array(self.corners)
        return float(np.hypot(*(ring - np.roll(ring, 1, axis=0)).T).mean()) / side_of(self.version)

    def pixels(self, modules: list[Corner]) -> Floats:
        """(n, 2) pixels of (x, y) module coordinates."""
        seen = np.column_stack((np.array(modules, np.float64), np.ones(len(modules)))) @ self.transform.T
        return np.asarray(seen[:, :2] / seen[:, 2:])

    def moved(self, dx: float, dy: float) -> "Grid":
        """The same, elsewhere in the picture."""
        return replace(self, transform=np.array([[1, 0, dx], [0, 1, dy], [0, 0, 1.0]]) @ self.transform)

    def scaled(self, scale: float) -> "Grid":
        """The same in a picture `scale` times as large."""
        return replace(self, transform=np.diag((scale, scale, 1.0)) @ self.transform)

    def turned_over(self) -> "Grid":
        """The same place with light and dark exchanged."""
        return replace(self, inverted=not self.inverted)


def grid_of_corners(corners: tuple[Corner, Corner, Corner, Corner], version: int) -> Grid:
    """From corners as `Grid.corners` gives them."""
    side = side_of(version)
    square = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32)
    return Grid(version, cv2.getPerspectiveTransform(square, np.array(corners, np.float32)).astype(np.float64))


def grid_of_finders(finders: NDArray[np.float32], version: int, inverted: bool) -> Grid:
    """From the middles of the finder patterns, (3, 2): upper left, upper right, lower left. No perspective yet."""
    far = side_of(version) - 3.5
    affine = cv2.getAffineTransform(np.array([(3.5, 3.5), (far, 3.5), (3.5, far)], np.float32), finders)
    return Grid(version, np.vstack((affine, (0, 0, 1))).astype(np.float64), inverted)


def flattened(grey: Pixels, grid: Grid) -> NDArray[np.float32]:
    """The symbol as if seen from straight ahead: (n, n) with n = (side + 2 MARGIN) PX, dark modules dark."""
    fine = int(np.clip(round(grid.module_px / (1.5 * PX)), 1, _FINEST))
    step = PX * fine
    n = (side_of(grid.version) + 2 * MARGIN) * step
    to_modules = np.array([[1 / step, 0, 0.5 / step - MARGIN], [0, 1 / step, 0.5 / step - MARGIN], [0, 0, 1]])
    flat = cv2.warpPerspective(
        grey,
        grid.transform @ to_modules,
        (n, n),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    if fine > 1:
        flat = cv2.resize(flat, (n // fine, n // fine), interpolation=cv2.INTER_AREA)
    return np.asarray(255 - flat if grid.inverted else flat, np.float32)


def settled(grey: Pixels, grid: Grid, reach: float) -> tuple[Grid, float]:
    """The grid put right by the patterns found within `reach` modules of their places, and how sure the finder
    patterns are, -1 to 1.
    """
    flat = flattened(grey, grid)
    half = side_of(grid.version) / 2
    sightings = [_sighting(flat, x, y, pattern, reach) for x, y, pattern in _patterns(grid.version)]
    finders = [sure for _, _, sure in sightings[:3]]
    doubtful = max(_TRUSTED_FROM, _OF_THE_BEST * max(finders))  # hidden ones are "found" somewhere, too
    weights = [max(sure - doubtful, 0) ** 2 for _, _, sure in sightings]
    weights[:3] = [weight * _FINDER_COUNTS for weight in weights[:3]]
    if sum(weights[:3]) <= 0:
        return grid, float(np.mean(finders))
    places = np.array([(x, y) for x, y, _ in _patterns(grid.version)]) / half - 1
    off = np.array([(dx, dy) for dx, dy, _ in sightings])
    nudge = _nudge(places, off / half, np.array(weights))
    centred = np.array([[1 / half, 0, -1], [0, 1 / half, -1], [0, 0, 1]])
    transform = grid.transform @ np.linalg.inv(centred) @ nudge @ centred
    return replace(grid, transform=transform), float(np.mean(finders))


def _nudge(places: Floats, off: Floats, weights: Floats) -> Floats:
    """(3, 3): the small projective change that moves `places` (n, 2) by `off` (n, 2), by weighted least squares."""
    u, v = places.T
    zero, one = np.zeros_like(u), np.ones_like(u)
    along_x = np.column_stack((one, u, v, zero, zero, zero, -u * u, -u * v))
    along_y = np.column_stack((zero, zero, zero, one, u, v, -u * v, -v * v))
    rows = np.vstack((along_x, along_y))
    weighted = rows * np.tile(weights, 2)[:, None]
    p = np.linalg.solve(rows.T @ weighted + np.diag(_RIDGE), weighted.T @ off.T.reshape(-1))
    return np.array([[1 + p[1], p[2], p[0]], [p[4], 1 + p[5], p[3]], [p[6], p[7], 1]])


def _sighting(
    flat: NDArray[np.float32], x: float, y: float, pattern: NDArray[np.float32], reach: float
) -> tuple[float, float, float]:
    """How many modules beside (x, y) the pattern is seen, and how surely."""
    h, around = pattern.shape[0] // 2, round(reach * PX)
    column, row = round((x + MARGIN) * PX - 0.5), round((y + MARGIN) * PX - 0.5)
    left, top = max(0, column - h - around), max(0, row - h - around)
    window = flat[top : row + h + around + 1, left : column + h + around + 1]
    match = np.asarray(cv2.matchTemplate(window, pattern, cv2.TM_CCOEFF_NORMED), np.float32)
    _, sure, _, (px, py) = cv2.minMaxLoc(match)
    fine_x, fine_y = px + _summit(match[py, :], px), py + _summit(match[:, px], py)
    return (left + fine_x + h + 0.5) / PX - MARGIN - x, (top + fine_y + h + 0.5) / PX - MARGIN - y, float(sure)


def _summit(line: NDArray[np.float32], at: int) -> float:
    """Where between its neighbours the highest value lies (parabola), -0.5 to 0.5."""
    if not 0 < at < len(line) - 1:
        return 0.0
    before, here, after = (float(value) for value in line[at - 1 : at + 2])
    bend = before - 2 * here + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0


@lru_cache(maxsize=40)
def _patterns(version: int) -> tuple[tuple[float, float, NDArray[np.float32]], ...]:
    """Middle and picture of every pattern to go by: the three finders, then the alignment patterns."""
    far = side_of(version) - 3.5
    finder, alignment = _pattern(9, (2, 4)), _pattern(5, (1,))
    corners = ((3.5, 3.5, finder), (far, 3.5, finder), (3.5, far, finder))
    return (*corners, *((column + 0.5, row + 0.5, alignment) for row, column in layout_of(version).alignment))


def _pattern(modules: int, light: tuple[int, ...]) -> NDArray[np.float32]:
    """Square rings, those numbered `light` from the middle light."""
    away = np.abs(np.arange(modules) - modules // 2)
    ring = np.maximum(away[:, None], away[None, :])
    picture = np.kron(np.isin(ring, light) * np.float32(255), np.ones((PX, PX), np.float32))
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), _BLUR), np.float32)


def likeness(flat: NDArray[np.float32], version: int) -> float:
    """How well every module whose value the standard fixes agrees with a flattened symbol, -1 to 1."""
    layout = layout_of(version)
    start = MARGIN * PX + PX // 2
    stop = start + layout.side * PX
    means = cv2.blur(flat, (PX, PX))[start:stop:PX, start:stop:PX]
    seen = (means - cv2.blur(means, (9, 9)))[layout.known]
    wanted = np.where(layout.dark, -1.0, 1.0)[layout.known]
    return float((seen * wanted).sum() / np.sqrt((seen * seen).sum() * len(wanted) + 1e-6))
