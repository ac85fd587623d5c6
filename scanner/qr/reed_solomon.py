"""The Reed-Solomon code of QR codes: many words at a time, errors and erasures (ISO/IEC 18004:2015, 7.5.2, annex B).

Field: GF(256) over x^8 + x^4 + x^3 + x^2 + 1; the roots of the generator are a^0 ... a^(checks-1). A word (n,) has its
highest power first. Berlekamp-Massey started from the erasures, then Chien's search and Forney's formula (R. E. Blahut,
Algebraic Codes for Data Transmission, chapter 7). Trying a block with ever more erasures needs dozens of words at
once: one pass over them all costs about as much as one word by itself.
"""

from functools import lru_cache
from math import comb
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from segno import consts

Words: TypeAlias = NDArray[np.uint8]
"""(n_words, n) codewords in the sense of the standard: one byte each."""

_ORDER = 255
_EXP = np.array(consts.GALIOS_EXP[:_ORDER], np.uint8)
_LOG = np.array(consts.GALIOS_LOG, np.intp)


def _products() -> Words:
    table: Words = _EXP[(_LOG[:, None] + _LOG[None, :]) % _ORDER]
    table[0, :] = table[:, 0] = 0
    return table


_TIMES = _products()
_INVERSE = np.concatenate([[np.uint8(0)], _EXP[-_LOG[1:] % _ORDER]])


@lru_cache(maxsize=64)
def powers(n: int, count: int, sign: int = 1) -> Words:
    """(n, count): a^(sign * j * place), where place is the power of each byte of a word, n-1 ... 0, and j = 0, 1 ..."""
    exponents = sign * np.arange(n - 1, -1, -1)[:, None] * np.arange(count)
    return np.asarray(_EXP[exponents % _ORDER], np.uint8)


def times(a: Words, b: Words) -> Words:
    """Product in the field, element by element."""
    return np.asarray(_TIMES[a, b], np.uint8)


def _sum(terms: Words, axis: int) -> Words:
    return np.asarray(np.bitwise_xor.reduce(terms, axis=axis), np.uint8)


def syndromes(words: Words, checks: int) -> Words:
    """(n_words, checks): all zero where the word belongs to the code."""
    return _sum(times(words[:, :, None], powers(words.shape[1], checks)), 1)


def correct(words: Words, erased: NDArray[np.bool_], checks: int) -> tuple[Words, NDArray[np.bool_]]:
    """The corrected words, and which of them were solved: errors * 2 + erasures <= checks. Others come back as given.

    `erased` (n_words, n): bytes not to be believed.
    """
    found = syndromes(words, checks)
    fixed, solved = words.copy(), np.logical_not(found.any(axis=1))
    broken = np.flatnonzero(~solved)
    if len(broken):
        errors, ok = _errors(found[broken], erased[broken])
        ok[ok] = (syndromes(errors[ok], checks) == found[broken[ok]]).all(axis=1)
        fixed[broken[ok]] ^= errors[ok]
        solved[broken[ok]] = True
    return fixed, solved


def _errors(found: Words, erased: NDArray[np.bool_]) -> tuple[Words, NDArray[np.bool_]]:
    """What to add to the words whose syndromes are `found`, and where that makes sense."""
    checks, n = found.shape[1], erased.shape[1]
    locator, length = _locator(found, erased)
    at_inverses = powers(n, checks + 1, -1)
    roots = _sum(times(locator[:, None, :], at_inverses), 2) == 0
    ok = (roots.sum(axis=1) == length) & (2 * length - erased.sum(axis=1) <= checks)
    errors = np.zeros(erased.shape, np.uint8)
    if ok.any():
        some = locator[ok]
        evaluator = _sum(times(_product(found[ok], some)[:, None, :], at_inverses[:, :checks]), 2)
        slope = _sum(times(some[:, None, 1::2], at_inverses[:, 1::2]), 2)
        errors[ok] = np.where(roots[ok], times(evaluator, _INVERSE[slope]), 0)
    return errors, ok


def _locator(found: Words, erased: NDArray[np.bool_]) -> tuple[Words, NDArray[np.intp]]:
    """Berlekamp and Massey's polynomial, lowest power first, with the zeros of the erasures; and its length."""
    count, checks = found.shape
    given = erased.sum(axis=1)
    locator = _erasure_locator(erased, checks)
    other, length = locator, given.astype(np.intp)
    backwards = np.zeros((count, 2 * checks + 1), np.uint8)
    backwards[:, :checks] = found[:, ::-1]
    for k in range(int(given.min()), checks):
        active = k >= given
        discrepancy = _sum(times(locator, backwards[:, checks - 1 - k : 2 * checks - k]), 1) * active
        shifted = np.zeros_like(other)
        shifted[:, 1:] = other[:, :-1]
        longer = (discrepancy != 0) & (2 * length <= k + given)
        scaled = times(_INVERSE[discrepancy][:, None], locator)
        locator = locator ^ times(discrepancy[:, None], shifted)
        other = np.where(longer[:, None], scaled, np.where(active[:, None], shifted, other))
        length = np.where(longer, k + 1 + given - length, length)
    return locator, length


def _erasure_locator(erased: NDArray[np.bool_], checks: int) -> Words:
    """(n_words, checks + 1): the product of 1 - x * a^place over the erased places, lowest power first."""
    n = erased.shape[1]
    locator = np.zeros((len(erased), checks + 1), np.uint8)
    locator[:, 0] = 1
    for place in np.flatnonzero(erased.any(axis=0)):
        factor = np.where(erased[:, place], _EXP[n - 1 - place], 0).astype(np.uint8)
        locator[:, 1:] ^= times(factor[:, None], locator[:, :-1])
    return locator


def _product(a: Words, b: Words) -> Words:
    """The product of two polynomials, lowest power first, up to the length of `a`."""
    size = a.shape[1]
    out = np.zeros_like(a)
    for j in range(size):
        out[:, j:] ^= times(b[:, j : j + 1], a[:, : size - j])
    return out


@lru_cache(maxsize=4096)
def chance_of_a_stranger(n: int, checks: int, erased: int, errors: int) -> float:
    """How likely random bytes come out as a word of the code with no more than `errors` outside `erased` places."""
    near = sum(comb(n - erased, i) * _ORDER**i for i in range(errors + 1))
    return float(min(1.0, near / 256 ** (checks - erased)))
