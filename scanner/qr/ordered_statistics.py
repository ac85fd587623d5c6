"""Decoding a block bit by bit: the surest bits say what the others must be (M. Fossorier, S. Lin, "Soft-decision
decoding of linear block codes based on ordered statistics", IEEE Trans. Inform. Theory 41, 1995; order 2).

As bits, the Reed-Solomon code is a linear code of 8 * checks parity equations. They are solved for the least sure bits
that can be solved for; the rest, the basis, is believed, except for none, one or two bits in turn. Of all these words,
each one of the code, the one is taken that goes against the least evidence.

Any basis gives some word, so the word must show that it is no stranger: its solved bits have to agree with what was
seen. Where nothing but noise was seen, their signs are tossed coins, and by Hoeffding's inequality the agreement
sum(s) passes t * sqrt(sum(s^2)) with a chance below exp(-t^2 / 2) for each word looked at, whatever the weights.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scanner.qr.reed_solomon import Words, powers, syndromes, times

Soft: TypeAlias = NDArray[np.float32]

_BYTE = 8
_WORD = 64
_DOUBTED = 160
"""Bits of the basis that may be turned over, the least sure ones."""
_ALONE = 1 << 18
_WORDS_TO_ORDER = (1, 1 + _DOUBTED, 1 + _DOUBTED + _DOUBTED * (_DOUBTED - 1) // 2)


@dataclass(frozen=True, eq=False)
class Candidate:
    """A word of the code, (n,) bytes. `chance` bounds how likely noise alone gives one that agrees as well."""

    word: Words
    chance: float


@lru_cache(maxsize=64)
def _parity(n: int, checks: int) -> NDArray[np.uint8]:
    """(8 * checks, 8 * n): the parity equations of the code over bits, most significant bit of each byte first."""
    units = np.uint8(1) << np.arange(_BYTE - 1, -1, -1, dtype=np.uint8)
    columns = times(powers(n, checks)[:, None, :], units[None, :, None]).reshape(n * _BYTE, checks)
    return np.ascontiguousarray(np.unpackbits(columns, axis=1).T)


def best_word(soft: Soft, checks: int) -> Candidate:
    """The word of least contradiction with one block: (n, 8) bits, > 0 for 1, magnitude = confidence."""
    bits = np.abs(soft).reshape(-1)
    order = np.argsort(bits, kind="stable")
    word = np.packbits(soft > 0, axis=1)[:, 0]
    equations = _parity(len(soft), checks)[:, order]
    wanted = np.unpackbits(syndromes(word[None], checks)[0])
    solved, row_of = _eliminated(np.column_stack([equations, wanted]))
    wrong, chance = _least_contradiction(solved, row_of, bits[order])
    error = np.zeros(len(bits), np.uint8)
    error[order] = wrong
    return Candidate(word ^ np.packbits(error), chance)


def _eliminated(equations: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    """Gauss and Jordan from the first column on. `row_of` (n_bits,) is the row that solves a bit, or -1.

    64 columns share a word, and rows come last in memory: so a step is a handful of additions over long vectors.
    """
    rows, width = equations.shape
    packed = np.zeros((rows, -(-width // _WORD) * _BYTE), np.uint8)
    packed[:, : -(-width // _BYTE)] = np.packbits(equations, axis=1)
    table = np.ascontiguousarray(packed.view(">u8").astype(np.uint64).T)
    row_of = np.full(width - 1, -1, np.intp)
    unused = np.ones(rows, np.uint64)
    for column in range(width - 1):
        word, place = divmod(column, _WORD)
        here = table[word] >> np.uint64(_WORD - 1 - place) & np.uint64(1)
        pivot = int((here & unused).argmax())
        if not (here[pivot] and unused[pivot]):
            continue
        here[pivot] = unused[pivot] = 0
        rest = table[word:]
        rest ^= rest[:, pivot, None] & -here
        row_of[column] = pivot
        if not unused.any():
            break
    solved = table.T.astype(">u8", order="C").view(np.uint8)
    return np.unpackbits(solved, axis=1, count=width), row_of


def _least_contradiction(
    solved: NDArray[np.uint8], row_of: NDArray[np.intp], sure: Soft
) -> tuple[NDArray[np.uint8], float]:
    """Which bits are wrong, in the order of `sure`, and the chance of a stranger.

    With signs for bits, one matrix product holds the agreement of every pair: entry (f, g) sums, over the solved bits,
    confidence * sign after turning over f and g. An added first bit that turns nothing gives the orders 0 and 1.
    """
    pivots = np.flatnonzero(row_of >= 0)
    doubted = np.flatnonzero(row_of < 0)[:_DOUBTED]
    rows = solved[row_of[pivots]]
    weight = sure[pivots]
    signs = np.ones((len(pivots), len(doubted) + 1), np.float32)
    signs[:, 1:] -= 2 * rows[:, doubted].astype(np.float32)
    start = weight * (1 - 2 * rows[:, -1].astype(np.float32))
    agreement = _product((signs * start[:, None]).T, signs)
    price = np.concatenate([[np.float32(0)], sure[doubted]])
    cost = price[:, None] + price[None, :] - agreement / 2
    np.fill_diagonal(cost[1:, 1:], np.inf)
    f, g = sorted(int(i) for i in np.unravel_index(cost.argmin(), cost.shape))
    wrong = np.zeros(len(sure), np.uint8)
    wrong[pivots] = signs[:, f] * signs[:, g] * (1 - 2 * rows[:, -1].astype(np.float32)) < 0
    wrong[[doubted[i - 1] for i in (f, g) if i]] = 1
    return wrong, _chance(float(agreement[f, g]), float(np.square(weight, dtype=np.float64).sum()), (f > 0) + (g > 0))


def _product(a: Soft, b: Soft) -> Soft:
    """a @ b in pieces so small that the library multiplies them here: waking its threads costs more than the work."""
    rows = max(1, _ALONE // b.size)
    return np.concatenate([a[i : i + rows] @ b for i in range(0, len(a), rows)])


def _chance(agreement: float, squares: float, order: int) -> float:
    """The union of Hoeffding's bounds; each of the three orders may spend a third of the whole."""
    if agreement <= 0 or squares <= 0:
        return 1.0
    return min(1.0, len(_WORDS_TO_ORDER) * _WORDS_TO_ORDER[order] * exp(-(agreement**2) / squares / 2))
