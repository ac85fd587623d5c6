"""From one value per module to the corrected symbol, where plain decoders give up.

A block is tried in three ways, each stronger and dearer than the one before: as it is seen; with its least sure
codewords erased, more and more of them (generalised minimum distance: G. D. Forney, 1966); bit by bit
(`ordered_statistics`). No way is believed further than chance allows: see `CHANCE`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scanner.qr.layout import (
    MASKS,
    Blocks,
    Layout,
    Modules,
    blocks_of,
    format_codewords,
    format_places,
    layout_of,
    mask_of,
)
from scanner.qr.ordered_statistics import Candidate, Soft, best_word
from scanner.qr.reed_solomon import Words, chance_of_a_stranger, correct

CHANCE = 1e-9
"""A block counts as read where noise would have got that far less often than this.

It leaves plain error correction all that the standard grants, at every version and level, and keeps in reserve what
erasures would use up: 4 of the 20 check codewords of a block of version 9 at level Q.
"""

Way: TypeAlias = Callable[[Soft, int], Candidate | None]
"""Reads one block: (n, 8) bits and the number of check codewords."""

_CODEWORD = 8
_FORMATS = 3
_CLOSE = 0.05
"""Formats within this share of the evidence behind the best one are tried too."""


@dataclass(frozen=True, eq=False)
class Decoded:
    """A symbol as the standard wants it.

    `matrix` (side, side), True = dark, with all function patterns and both copies of format information; `level` of
    error correction, one of LEVELS. `corrected`
    counts codewords that were changed, `erased` those with a bit of which nothing was known. `agreement`, 0 to 1, is
    the share of the evidence in data modules that the symbol bears out.
    """

    matrix: Modules = field(repr=False)
    level: int
    corrected: int
    erased: int
    agreement: float


def decode_soft(soft: Soft, version: int, *, thorough: bool = True) -> Decoded | None:
    """The symbol that `soft` (side, side) shows, or None where it is not sure.

    Finite values: > 0 dark, < 0 light, magnitude = confidence in any one unit, 0 = nothing known. `thorough` allows the
    dearest way, some 10 ms. Raises ValueError where there is no such version or the shape is another version's.
    """
    layout = layout_of(version)
    if soft.shape != (layout.side, layout.side):
        raise ValueError(f"version {version} has {layout.side} x {layout.side} modules, not {soft.shape}")
    seen = np.asarray(soft[layout.data[:, 0], layout.data[:, 1]], np.float32)
    for rank, (level, mask) in enumerate(_formats(soft, layout.side)):
        turned = mask_of(mask, layout.side)[layout.data[:, 0], layout.data[:, 1]]
        bits = np.where(turned, -seen, seen).reshape(-1, _CODEWORD)
        ways = (_with_erasures, best_word)[: 2 if rank == 0 else 1]  # bit by bit is dear: for the likeliest only
        codewords = _codewords(bits, blocks_of(version, level), ways)
        if codewords is not None and codewords.any():  # stripes of light would read as a symbol of zeros
            return _decoded(layout, level * len(MASKS) + mask, codewords, bits)
    return None


def _formats(soft: Soft, side: int) -> Iterator[tuple[int, int]]:
    """(level, mask pattern), the likeliest first: both copies weighed together against all 32 words."""
    places = format_places(side)
    evidence = soft[places[..., 0], places[..., 1]].sum(axis=0, dtype=np.float64)
    scores = np.where(format_codewords(), 1, -1) @ evidence
    best = np.argsort(-scores, kind="stable")[:_FORMATS]
    for number in best[scores[best] >= scores[best[0]] - _CLOSE * np.abs(evidence).sum()]:
        yield divmod(int(number), len(MASKS))


def _codewords(bits: Soft, blocks: Blocks, ways: Sequence[Way]) -> Words | None:
    """All codewords in the order of placement, corrected; None where one block cannot be had.

    `bits` (n_codewords, 8): > 0 for 1. `ways` are for the blocks that cannot be corrected as they are seen.
    """
    certain = np.full((1, _CODEWORD), -2 * np.abs(bits).sum(), np.float32)  # the zeros that a shorter block lacks
    soft = np.concatenate([bits, certain])[blocks.places]
    words, read = _as_seen(soft, blocks.checks)
    strength = np.abs(soft).clip(max=np.abs(bits).max()).sum(axis=(1, 2))
    for block in np.argsort(strength):  # a symbol that fails mostly does so at its weakest block
        if read[block]:
            continue
        rescued = _rescued(soft[block], blocks.checks, ways)
        if rescued is None:
            return None
        words[block], helped = rescued
        ways = sorted(ways, key=lambda way: way is not helped)  # what helped one block most likely helps the next
    out = np.zeros(len(bits), np.uint8)
    real = blocks.places >= 0
    out[blocks.places[real]] = words[real]
    return None if words[~real].any() else out


def _as_seen(soft: Soft, checks: int) -> tuple[Words, NDArray[np.bool_]]:
    """Every block (n_blocks, n, 8) corrected without regard to confidence, and which of them are no strangers."""
    words = np.packbits(soft > 0, axis=2)[:, :, 0]
    fixed, solved = correct(words, np.zeros(words.shape, np.bool_), checks)
    errors = (fixed != words).sum(axis=1)
    chances = [chance_of_a_stranger(words.shape[1], checks, 0, int(count)) for count in errors]
    read = solved & (np.array(chances) <= CHANCE)
    return np.where(read[:, None], fixed, words), read


def _rescued(soft: Soft, checks: int, ways: Sequence[Way]) -> tuple[NDArray[np.uint8], Way] | None:
    """The word of the first way that finds one which is no stranger, and that way."""
    for way in ways:
        found = way(soft, checks)
        if found is not None and found.chance <= CHANCE:
            return found.word, way
    return None


def _with_erasures(soft: Soft, checks: int) -> Candidate | None:
    """A block (n, 8) with its 2, 4, 6 ... least sure codewords erased; the first answer that is no stranger."""
    n = len(soft)
    trials = np.array([e for e in range(2, checks, 2) if chance_of_a_stranger(n, checks, e, 0) <= CHANCE], np.intp)
    if not len(trials):
        return None
    rank = np.abs(soft).min(axis=1).argsort(kind="stable").argsort()
    erased = rank < trials[:, None]
    words = np.tile(np.packbits(soft > 0, axis=1)[:, 0], (len(trials), 1))
    fixed, solved = correct(words, erased, checks)
    errors = ((fixed != words) & ~erased).sum(axis=1)
    for trial in np.flatnonzero(solved):
        chance = chance_of_a_stranger(n, checks, int(trials[trial]), int(errors[trial])) * len(trials)
        if chance <= CHANCE:
            return Candidate(fixed[trial], chance)
    return None


def _decoded(layout: Layout, format_number: int, codewords: Words, seen: Soft) -> Decoded:
    """Draw the symbol again, and say how it compares with what was `seen` (n_codewords, 8), unmasked."""
    bits = np.unpackbits(codewords) == 1
    matrix = np.zeros_like(layout.dark)
    matrix[layout.data[:, 0], layout.data[:, 1]] = bits
    matrix ^= mask_of(format_number % len(MASKS), layout.side)
    matrix = np.where(layout.known, layout.dark, matrix)
    for places in format_places(layout.side):
        matrix[places[:, 0], places[:, 1]] = format_codewords()[format_number]
    flat = seen.reshape(-1)
    strength = np.abs(flat)
    total = float(strength.sum(dtype=np.float64))
    agreed = float(strength[(flat > 0) == bits].sum(dtype=np.float64))
    changed = np.packbits(flat > 0) != codewords
    erased = (seen == 0).any(axis=1)
    level = format_number // len(MASKS)
    return Decoded(matrix, level, int(changed.sum()), int(erased.sum()), agreed / total if total else 0.0)
