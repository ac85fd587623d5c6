"""Where everything lies in a symbol of QR code model 2, versions 1 to 40 (ISO/IEC 18004:2015).

The tables of the standard are those of segno, which draws our codes.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from segno import consts

Modules: TypeAlias = NDArray[np.bool_]
"""(side, side), row first; True is a dark module unless said otherwise."""

VERSIONS = range(1, 41)
LEVELS = (consts.ERROR_LEVEL_L, consts.ERROR_LEVEL_M, consts.ERROR_LEVEL_Q, consts.ERROR_LEVEL_H)
"""Error correction levels by the two bits that format information has for them (table 12)."""
MASKS = range(8)

_WITH_VERSION_INFORMATION = 7
_TIMING = 6
_FINDER = 8  # with its separator
_CODEWORD = 8


@dataclass(frozen=True, eq=False)
class Layout:
    """What is the same in every symbol of one version.

    `known` marks function patterns (finders, separators, timing, alignment, the dark module) and version information,
    `dark` is their value, False elsewhere. `data` (n_bits, 2) holds row and column of every bit of the codewords in
    the order of placement (7.7.3), without remainder bits. `alignment` holds (row, column) of the centres.
    """

    version: int
    side: int
    known: Modules
    dark: Modules
    data: NDArray[np.intp]
    alignment: tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class Blocks:
    """How the codewords are shared out to blocks (7.5.1, 7.6).

    `places` (n_blocks, longest) is each codeword's number in the order of placement; a shorter block begins with -1,
    a codeword of zeros that is not in the symbol. Every block ends with `checks` check codewords.
    """

    places: NDArray[np.intp]
    checks: int


def side_of(version: int) -> int:
    """Modules along one side. Raises ValueError where there is no such version."""
    if version not in VERSIONS:
        raise ValueError(f"a QR code has version 1 to 40, not {version}")
    return 17 + 4 * version


@lru_cache(maxsize=len(VERSIONS))
def layout_of(version: int) -> Layout:
    """The layout of `version`. Raises ValueError where there is no such version."""
    side = side_of(version)
    known, dark = np.zeros((2, side, side), np.bool_)
    centres = _alignment_centres(version)
    _draw_timing(known, dark)
    _draw_finders(known, dark)
    for row, column in centres:
        _draw(known, dark, _rings(5), row - 2, column - 2)
    _draw(known, dark, np.array([[True]]), side - _FINDER, _FINDER)
    if version >= _WITH_VERSION_INFORMATION:
        bits = consts.VERSION_INFO[version - _WITH_VERSION_INFORMATION] >> np.arange(18) & 1
        upper_right = (bits == 1).reshape(6, 3)
        _draw(known, dark, upper_right, 0, side - 11)
        _draw(known, dark, upper_right.T, side - 11, 0)
    layout = Layout(version, side, known, dark, _placement(known, version), centres)
    for shared in (known, dark, layout.data):
        shared.setflags(write=False)
    return layout


def _alignment_centres(version: int) -> tuple[tuple[int, int], ...]:
    """Annex E: every crossing of the version's coordinates, except the three that finder patterns cover."""
    if version == 1:
        return ()
    at = consts.ALIGNMENT_POS[version - 2]
    finders = {(at[0], at[0]), (at[0], at[-1]), (at[-1], at[0])}
    return tuple(centre for centre in product(at, at) if centre not in finders)


def _rings(side: int) -> Modules:
    """Concentric squares around one dark module: dark, light, dark ... outwards from the dark centre."""
    away = np.abs(np.arange(side) - side // 2)
    return np.asarray(np.maximum(away[:, None], away[None, :]) % 2 == 0)


def _draw(known: Modules, dark: Modules, pattern: Modules, row: int, column: int) -> None:
    place = np.s_[row : row + pattern.shape[0], column : column + pattern.shape[1]]
    known[place] = True
    dark[place] = pattern


def _draw_timing(known: Modules, dark: Modules) -> None:
    alternating = np.arange(len(known)) % 2 == 0
    known[_TIMING, :] = known[:, _TIMING] = True
    dark[_TIMING, :] = dark[:, _TIMING] = alternating


def _draw_finders(known: Modules, dark: Modules) -> None:
    away = np.abs(np.arange(-4, 5))
    ring = np.maximum(away[:, None], away[None, :])
    finder = (ring != 2) & (ring != 4)  # noqa: PLR2004  a light ring at two, the separator at four modules from the centre
    far = len(known) - _FINDER
    _draw(known, dark, finder[1:, 1:], 0, 0)
    _draw(known, dark, finder[1:, :-1], 0, far)
    _draw(known, dark, finder[:-1, 1:], far, 0)


def _placement(known: Modules, version: int) -> NDArray[np.intp]:
    """7.7.3: pairs of columns from the right, up and down in turns, passing over the vertical timing pattern."""
    side = len(known)
    free = ~known
    for places in format_places(side):
        free[places[:, 0], places[:, 1]] = False
    walk = []
    for turn, right in enumerate([*range(side - 1, _TIMING, -2), *range(_TIMING - 1, 0, -2)]):
        rows = range(side) if turn % 2 else range(side - 1, -1, -1)
        walk += [(row, column) for row in rows for column in (right, right - 1) if free[row, column]]
    codewords = sum(total for total, _ in _parts(version, consts.ERROR_LEVEL_L))
    return np.array(walk[: codewords * _CODEWORD], np.intp)


@lru_cache(maxsize=len(VERSIONS))
def format_places(side: int) -> NDArray[np.intp]:
    """(2, 15, 2): row and column of both copies of format information, most significant bit first (7.9.1)."""
    first = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
    second = [(side - 1 - i, 8) for i in range(7)] + [(8, side - 8 + i) for i in range(8)]
    return np.array([first, second], np.intp)


@lru_cache(maxsize=1)
def format_codewords() -> Modules:
    """(32, 15), most significant bit first, masked as in the symbol; row = level * 8 + mask pattern (annex C)."""
    return np.asarray(np.array(consts.FORMAT_INFO)[:, None] >> np.arange(14, -1, -1) & 1 == 1)


@lru_cache(maxsize=16)
def mask_of(pattern: int, side: int) -> Modules:
    """(side, side): where mask `pattern`, 0 to 7, turns a data module over (table 10)."""
    i, j = np.indices((side, side))
    conditions = (
        (i + j) % 2,
        i % 2,
        j % 3,
        (i + j) % 3,
        (i // 2 + j // 3) % 2,
        i * j % 2 + i * j % 3,
        (i * j % 2 + i * j % 3) % 2,
        ((i + j) % 2 + i * j % 3) % 2,
    )
    return np.asarray(conditions[pattern] == 0)


@lru_cache(maxsize=len(VERSIONS) * len(LEVELS))
def blocks_of(version: int, level: int) -> Blocks:
    """How `version` shares its codewords out at `level`, one of LEVELS (table 9)."""
    parts = _parts(version, level)
    longest, most = max(parts)
    checks = longest - most
    places = np.full((len(parts), longest), -1, np.intp)
    number = 0
    for column in range(most):
        for block, (_, data) in enumerate(parts):
            if column < data:
                places[block, most - data + column] = number
                number += 1
    places[:, most:] = number + np.arange(checks) * len(parts) + np.arange(len(parts))[:, None]
    places.setflags(write=False)
    return Blocks(places, checks)


@lru_cache(maxsize=len(VERSIONS) * len(LEVELS))
def check_modules(version: int, level: int) -> tuple[NDArray[np.intp], ...]:
    """(n, 2) for each block: row and column of every bit of its check codewords."""
    codewords = layout_of(version).data.reshape(-1, _CODEWORD, 2)
    blocks = blocks_of(version, level)
    return tuple(codewords[places[-blocks.checks :]].reshape(-1, 2) for places in blocks.places)


def _parts(version: int, level: int) -> list[tuple[int, int]]:
    """(codewords, data codewords) of each block, the shorter ones first."""
    table: Any = consts.ECC  # its type says no more than `object`
    return [(part.num_total, part.num_data) for part in table[version][level] for _ in range(part.num_blocks)]
