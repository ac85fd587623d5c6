"""Words of the code, damaged within and beyond what the code can mend."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from segno import consts

from scanner.qr.layout import LEVELS, VERSIONS, blocks_of
from scanner.qr.reed_solomon import Words, chance_of_a_stranger, correct, syndromes
from tests.unit.scanner.qr.symbols import random_bytes


def word_of(data: Words, checks: int) -> Words:
    """(n,): `data` and its check bytes by long division with segno's generator polynomial."""
    generator = consts.GEN_POLY[checks]
    rest = [*data.tolist(), *[0] * checks]
    for k in range(len(data)):
        if rest[k]:
            log = consts.GALIOS_LOG[rest[k]]
            for i, power in enumerate(generator):
                rest[k + 1 + i] ^= consts.GALIOS_EXP[(log + power) % 255]
    return np.array([*data.tolist(), *rest[len(data) :]], np.uint8)


def damage(word: Words, places: NDArray[np.intp], rng: np.random.Generator) -> Words:
    """Every byte at `places` becomes another one."""
    out = word.copy()
    out[places] ^= rng.integers(1, 256, len(places), np.uint8)
    return out


@given(
    seed=st.integers(0, 2**32 - 1),
    n=st.integers(26, 150),
    checks=st.sampled_from([7, 10, 13, 15, 17, 20, 26, 30]),
    share=st.floats(0, 1),
)
def test_errors_and_erasures_are_mended_up_to_the_last(seed: int, n: int, checks: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    n = max(n, checks + 1)
    word = word_of(random_bytes(rng, n - checks), checks)
    erasures = round(share * checks)
    errors = (checks - erasures) // 2
    places = rng.permutation(n)[: erasures + errors]
    erased = np.zeros((1, n), np.bool_)
    erased[0, places[:erasures]] = True
    fixed, solved = correct(damage(word, places, rng)[None], erased, checks)
    assert solved.all()
    assert np.array_equal(fixed[0], word)


def test_many_words_at_once_are_as_each_by_itself() -> None:
    rng = np.random.default_rng(5)
    words = np.stack(
        [damage(word_of(random_bytes(rng, 16), 20), rng.permutation(36)[:errors], rng) for errors in range(15)]
    )
    erased = rng.random(words.shape) < np.linspace(0, 0.5, 15)[:, None]
    fixed, solved = correct(words, erased, 20)
    for row in range(15):
        alone, ok = correct(words[row : row + 1], erased[row : row + 1], 20)
        assert ok[0] == solved[row]
        assert np.array_equal(alone[0], fixed[row])
    assert solved[0]
    assert not solved.all()


def test_what_is_not_solved_comes_back_as_given() -> None:
    rng = np.random.default_rng(6)
    words = random_bytes(rng, 200, 36)
    fixed, solved = correct(words, np.zeros(words.shape, np.bool_), 20)
    assert not solved.any()
    assert np.array_equal(fixed, words)


def test_what_is_solved_is_a_word_of_the_code() -> None:
    """Random bytes with few check bytes do come out as some word now and then."""
    rng = np.random.default_rng(7)
    words = random_bytes(rng, 4000, 26)
    fixed, solved = correct(words, np.zeros(words.shape, np.bool_), 4)
    assert solved.any()
    assert not syndromes(fixed[solved], 4).any()


def test_the_chance_of_a_stranger_is_what_is_counted() -> None:
    """Four check bytes, two errors: near 1 in 200, as good as exactly."""
    rng = np.random.default_rng(8)
    words = random_bytes(rng, 40_000, 26)
    _, solved = correct(words, np.zeros(words.shape, np.bool_), 4)
    assert solved.mean() == pytest.approx(chance_of_a_stranger(26, 4, 0, 2), rel=0.2)


@pytest.mark.parametrize("level", LEVELS)
def test_all_that_the_standard_grants_is_no_stranger(level: int) -> None:
    """Table 9: (checks - p) / 2 errors, where p codewords stay in reserve in the smallest versions."""
    reserve = {(1, 1): 3, (1, 0): 2, (1, 3): 1, (1, 2): 1, (2, 1): 2, (3, 1): 1}
    for version in VERSIONS:
        blocks = blocks_of(version, level)
        granted = (blocks.checks - reserve.get((version, level), 0)) // 2
        assert chance_of_a_stranger(blocks.places.shape[1], blocks.checks, 0, granted) < 1e-9
