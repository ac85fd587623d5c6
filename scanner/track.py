"""One symbol followed from frame to frame. What each frame tells of its modules is added up until it reads."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scanner.budget import UNLIMITED, Budget
from scanner.decoder import Noticed, ReadsMatrix, Symbol
from scanner.frame import Pixels
from scanner.opencv import cv2
from scanner.qr.bends import unbent
from scanner.qr.grid import Grid, flattened, likeness, settled
from scanner.qr.layout import check_modules, layout_of, side_of
from scanner.qr.modules import Look, look_at_modules
from scanner.qr.ordered_statistics import Soft
from scanner.qr.soft_decode import Decoded, decode_soft

ENGINE = "modules"
LOOK_MS = 5.0
"""What finding a voucher's symbol again and looking at its modules takes on a PC of today."""

_USUAL_SIDE = 53  # modules of a voucher's code
_COST_FORGOTTEN = 0.9
_THOROUGH_MS = 12.0
_BENT_MS = 8.0
LIKE_ENOUGH = 0.3
"""A place whose fixed modules agree less than this shows no symbol."""

_CLEARLY = 0.1
_SURE_LOOK = 0.75
_ANOTHER_SYMBOL = 0.1  # agreement of a sure look with the looks before: two codes agree by chance, that is about 0
_SAME_SYMBOL = 0.5
_EVERY_BLOCK = 0.4  # of the whole's agreement, in each block's check codewords: a block that differs has about 0
_MOST_DOUBTS = 5  # looks that may or may not be of the same symbol, one after the other
# What a look keeps of those before. The long memory averages noise away; the short one is free of a reflection sooner.
_MEMORIES = (0.98, 0.75)
_REACHES = (3.0, 1.0)  # modules to look for a pattern beside its place: first for the hand's move, then exactly
_LOST_AFTER_S = 0.4
_HOPELESS_LOOKS = 90
_PATCH = 40  # pixels across, of a symbol shrunk to be sought in the next frame
_SMALLEST_PATCH = 8
_BENT_EVERY = 4  # looks; a phone does not bend
_PATIENCE = 2  # of a memory's turns, one has the dearest way to decode


@dataclass(eq=False)
class Track:
    """A symbol's place, kept up to date; `text` once it was read, `likeness` as of the last frame that showed it."""

    grid: Grid
    seen_at: float
    text: str | None = field(default=None, repr=False)
    likeness: float = 0.0
    _votes: tuple[Soft, ...] = field(default=(), repr=False)
    _looks: int = 0
    _doubts: int = 0
    _read_as: Decoded | None = field(default=None, repr=False)
    _speed: tuple[float, float] = (0.0, 0.0)
    _at: float | None = None
    _shown_in: Pixels | None = field(default=None, repr=False)
    _cost_ms: float = 0.0

    def __post_init__(self) -> None:
        self._cost_ms = LOOK_MS * (side_of(self.grid.version) / _USUAL_SIDE) ** 2

    @property
    def noticed(self) -> Noticed:
        """Where it is, for whoever wants to know about a code that did not read."""
        return Noticed(self.grid.corners, self.grid.version)

    def is_lost(self, at: float) -> bool:
        """Whether it was not seen for a while."""
        return at - self.seen_at > _LOST_AFTER_S

    def is_better_than(self, other: "Track") -> bool:
        """Whether this one, in the same place, is to be followed instead: it read, or another version fits better."""
        return other.text is None and (self.text is not None or self.likeness > other.likeness + _CLEARLY)

    @property
    def is_hopeless(self) -> bool:
        """Whether looking again has not helped for long: something on the wall, not a phone."""
        return self.text is None and self._looks >= _HOPELESS_LOOKS

    def follow(self, grey: Pixels, at: float, reader: ReadsMatrix, budget: Budget = UNLIMITED) -> Symbol | None:
        """Find it in the next frame and take a look; the symbol if it reads, now or by then.

        It takes some LOOK_MS; the dearer ways to read take turns, as `budget` pays for them.
        """
        running = Budget(budget.left_ms)
        grid = self._found(grey, at)
        symbol = None if grid is None else self._looked_at(grid, grey, at, reader, budget)
        self._cost_ms = max(running.spent_ms, self._cost_ms * _COST_FORGOTTEN)
        return symbol

    def is_affordable(self, budget: Budget) -> bool:
        """Whether `budget` pays for a look, as they cost of late. Asked in vain, it will ask for less the next time."""
        if budget.left_ms > self._cost_ms:
            return True
        self._cost_ms *= _COST_FORGOTTEN
        return False

    def _looked_at(self, grid: Grid, grey: Pixels, at: float, reader: ReadsMatrix, budget: Budget) -> Symbol | None:
        self._move_to(grid, at)
        flat = flattened(grey, grid)
        if not self._add(look_at_modules(flat, grid.version)):
            return None
        self.text = self.text or self._read(reader, budget)
        if self.text is None and self._looks % _BENT_EVERY == 1 and budget.left_ms > _BENT_MS:
            self.text = self._read_bent(flat, reader)
        return None if self.text is None else Symbol(self.text, grid.corners, ENGINE)

    def _found(self, grey: Pixels, at: float) -> Grid | None:
        """The grid in this frame: where the hand's move should have brought it, or wherever it looks the same."""
        ahead = 0.0 if self._at is None else at - self._at
        found = _put_right(grey, self.grid.moved(self._speed[0] * ahead, self._speed[1] * ahead))
        if found is None and self._shown_in is not None:
            found = _put_right(grey, carried(self.grid, self._shown_in, grey))
        if found is None:
            return None
        self._shown_in = grey
        grid, self.likeness = found
        return grid

    def _move_to(self, grid: Grid, at: float) -> None:
        if self._at is not None and at > self._at:
            (x0, y0), (x1, y1) = (np.mean(g.corners, axis=0) for g in (self.grid, grid))
            self._speed = (float(x1 - x0) / (at - self._at), float(y1 - y0) / (at - self._at))
        self.grid, self._at, self.seen_at = grid, at, at

    def _add(self, look: Look) -> bool:
        """Add a look to the votes. False where the look shows too little to tell whether it is the same symbol."""
        agreement = self._agreement(look.soft)
        telling = look.likeness > _SURE_LOOK or self.text is not None
        self._doubts = 0 if self.text is None or self._shows_the_same(look.soft, agreement) else self._doubts + 1
        if not self._votes or (telling and agreement < _ANOTHER_SYMBOL) or self._doubts >= _MOST_DOUBTS:
            self._votes, self._looks, self._doubts, self.text = tuple(look.soft for _ in _MEMORIES), 1, 0, None
            return True
        if self.text is not None:  # the votes stay as they read: added to, they would turn into the next symbol's
            return self._doubts == 0
        self._votes = tuple(
            votes * np.float32(keeps) + look.soft for votes, keeps in zip(self._votes, _MEMORIES, strict=True)
        )
        self._looks += 1
        return True

    def _agreement(self, soft: Soft) -> float:
        """How well a look agrees with those before on the modules that differ from symbol to symbol, -1 to 1."""
        if not self._votes:
            return 0.0
        free = ~layout_of(self.grid.version).known
        return _agreement(np.sign(self._votes[0][free]), soft[free])

    def _shows_the_same(self, soft: Soft, agreement: float) -> bool:
        """Codes of one issuer begin alike, so most of their modules may agree; check codewords then tell them apart."""
        if self._read_as is None or agreement < _SAME_SYMBOL:
            return False
        wanted = np.where(self._read_as.matrix, np.float32(1), np.float32(-1))
        places = [tuple(block.T) for block in check_modules(self.grid.version, self._read_as.level)]
        return all(_agreement(wanted[block], soft[block]) > _EVERY_BLOCK * agreement for block in places)

    def _read(self, reader: ReadsMatrix, budget: Budget) -> str | None:
        """The memories take turns, and each has the dearest way now and then."""
        turn, memory = divmod(self._looks - 1, len(_MEMORIES))
        thorough = turn % _PATIENCE == 0 and budget.left_ms > _THOROUGH_MS
        decoded = decode_soft(self._votes[memory], self.grid.version, thorough=thorough)
        return self._text_of(decoded, reader)

    def _read_bent(self, flat: NDArray[np.float32], reader: ReadsMatrix) -> str | None:
        """As if it were on paper that bends: of this look alone."""
        look = look_at_modules(unbent(flat), self.grid.version)
        return self._text_of(decode_soft(look.soft, self.grid.version, thorough=False), reader)

    def _text_of(self, decoded: Decoded | None, reader: ReadsMatrix) -> str | None:
        self._read_as = decoded
        return None if decoded is None else reader.read_matrix(decoded.matrix)


def _agreement(signs: Soft, soft: Soft) -> float:
    """The share of the evidence in `soft` that is for `signs`, less the share against, -1 to 1."""
    return float((signs * soft).sum() / (np.abs(soft).sum() + 1e-6))


def _put_right(grey: Pixels, grid: Grid) -> tuple[Grid, float] | None:
    """The grid moved onto the symbol, and its likeness; None where there is none."""
    for reach in _REACHES:
        grid, _ = settled(grey, grid, reach)
    alike = likeness(flattened(grey, grid), grid.version)
    return (grid, alike) if alike > LIKE_ENOUGH else None


def carried(grid: Grid, before: Pixels, now: Pixels) -> Grid:
    """The grid of one frame brought to where another one shows the same, up to a symbol's half width away."""
    if before.shape != now.shape:
        return grid
    corners = np.array(grid.corners)
    low, high = (np.clip(end, 0, before.shape[::-1]) for end in (corners.min(axis=0), corners.max(axis=0)))
    (x0, y0), (x1, y1) = low.astype(int), high.astype(int)
    reach = max(x1 - x0, y1 - y0) // 2
    left, top = max(0, x0 - reach), max(0, y0 - reach)
    shrink = max(1, min(x1 - x0, y1 - y0) // _PATCH)
    if min(x1 - x0, y1 - y0) < _SMALLEST_PATCH * shrink:
        return grid
    patch = _shrunk(before[y0:y1, x0:x1], shrink)
    window = _shrunk(now[top : y1 + reach, left : x1 + reach], shrink)
    _, _, _, (x, y) = cv2.minMaxLoc(cv2.matchTemplate(window, patch, cv2.TM_CCOEFF_NORMED))
    return grid.moved(left + x * shrink - x0, top + y * shrink - y0)


def _shrunk(grey: Pixels, times: int) -> Pixels:
    size = (max(1, grey.shape[1] // times), max(1, grey.shape[0] // times))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
