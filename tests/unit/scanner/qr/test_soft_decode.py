"""Whole symbols: every one there is, damaged ones, noisy ones, and noise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from segno import consts

from scanner.qr.layout import MASKS, VERSIONS, Modules, blocks_of, layout_of, mask_of
from scanner.qr.ordered_statistics import Soft, best_word
from scanner.qr.soft_decode import decode_soft
from scanner.zxing_decoder import ZxingDecoder
from tests.unit.scanner.qr.strangers import count_strangers
from tests.unit.scanner.qr.symbols import VOUCHER, noisy, soft_of, symbol

QUARTILE = consts.ERROR_LEVEL_Q
ALL_MASKS_UP_TO = 7
VOUCHER_SYMBOL = symbol()


def version_of(matrix: Modules) -> int:
    return (len(matrix) - 17) // 4


def reads_as(soft: Soft, matrix: Modules) -> bool:
    """Whether it decodes; a wrong symbol is never one of the answers."""
    decoded = decode_soft(soft, version_of(matrix))
    assert decoded is None or np.array_equal(decoded.matrix, matrix)
    return decoded is not None


def codeword_modules(matrix: Modules, numbers: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of these codewords, by order of placement."""
    places = layout_of(version_of(matrix)).data.reshape(-1, 8, 2)[numbers]
    return places[..., 0], places[..., 1]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("level", ["l", "m", "q", "h"])
def test_every_symbol_that_segno_draws_comes_back(version: int, level: str) -> None:
    """Small versions under every mask; large ones, which take long to draw, take turns."""
    for mask in MASKS if version <= ALL_MASKS_UP_TO else [(version + ord(level)) % len(MASKS)]:
        matrix = symbol("4711", level, version, mask)
        decoded = decode_soft(soft_of(matrix), version)
        assert decoded is not None
        assert np.array_equal(decoded.matrix, matrix)
        assert (decoded.corrected, decoded.erased, decoded.agreement) == (0, 0, 1.0)


def test_a_voucher_code_is_version_9() -> None:
    assert version_of(VOUCHER_SYMBOL) == 9
    assert ZxingDecoder().read_matrix(VOUCHER_SYMBOL) == VOUCHER


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), version=st.integers(1, 12), level=st.sampled_from("lmqh"))
def test_as_many_codewords_as_the_standard_grants_may_be_wrong(seed: int, version: int, level: str) -> None:
    """Level L of versions 1 to 3 keeps up to three check codewords in reserve; two blocks may have more errors."""
    rng = np.random.default_rng(seed)
    matrix = symbol("2718281828", level, version)
    blocks = blocks_of(version, consts.ERROR_MAPPING[level.upper()])
    wrong: list[int] = []
    for places in blocks.places:
        wrong += rng.permutation(places[places >= 0])[: (blocks.checks - 3) // 2].tolist()
    soft = soft_of(matrix)
    soft[codeword_modules(matrix, wrong)] *= -1
    decoded = decode_soft(soft, version)
    assert decoded is not None
    assert np.array_equal(decoded.matrix, matrix)
    assert decoded.corrected == len(wrong)


def test_glare_beyond_what_plain_correction_bears_is_borne() -> None:
    """Twelve of a block's 36 codewords unknown and two wrong: 14, where plain correction mends ten."""
    rng = np.random.default_rng(3)
    soft = soft_of(VOUCHER_SYMBOL)
    unknown: list[int] = []
    for places in blocks_of(9, QUARTILE).places:
        hit = rng.permutation(places[places >= 0])[:14].tolist()
        unknown += hit[:12]
        soft[codeword_modules(VOUCHER_SYMBOL, hit[12:])] *= -1
    soft[codeword_modules(VOUCHER_SYMBOL, unknown)] = 0
    decoded = decode_soft(soft, 9)
    assert decoded is not None
    assert np.array_equal(decoded.matrix, VOUCHER_SYMBOL)
    assert decoded.erased == len(unknown)
    assert 0.9 < decoded.agreement < 1


def test_the_smallest_symbol_keeps_the_reserve_of_the_standard() -> None:
    """Version 1 at level L: seven check codewords would mend three errors, but one stranger in a million would pass."""
    matrix = symbol("4711", "l", 1)
    soft = soft_of(matrix)
    soft[codeword_modules(matrix, [3, 11])] *= -1
    assert reads_as(soft, matrix)
    soft[codeword_modules(matrix, [20])] *= -1
    assert decode_soft(soft, 1) is None


def test_when_the_reserve_is_used_up_it_says_nothing() -> None:
    """Eighteen of twenty check codewords gone: some word always fits, and 2 check bytes prove little."""
    soft = soft_of(VOUCHER_SYMBOL)
    places = blocks_of(9, QUARTILE).places[0]
    soft[codeword_modules(VOUCHER_SYMBOL, places[1:19].tolist())] = 0
    assert decode_soft(soft, 9) is None


def test_a_covered_corner_with_a_copy_of_the_format_is_borne() -> None:
    soft = soft_of(VOUCHER_SYMBOL)
    soft[:20, :20] = 0
    assert reads_as(soft, VOUCHER_SYMBOL)


def test_a_format_in_doubt_is_tried_both_ways() -> None:
    """One copy says the truth, the other just as loudly a mask that is not."""
    soft = soft_of(VOUCHER_SYMBOL)
    other = soft_of(symbol(mask=next(m for m in MASKS if not np.array_equal(symbol(mask=m), VOUCHER_SYMBOL))))
    soft[8, -8:], soft[-7:, 8] = other[8, -8:], other[-7:, 8]
    assert reads_as(soft, VOUCHER_SYMBOL)


def test_confidence_reads_where_signs_do_not() -> None:
    """Noise of 3.5 dB: the same frames with their confidence taken away are lost."""
    rng = np.random.default_rng(4)
    shown = [noisy(VOUCHER_SYMBOL, 0.66, rng) for _ in range(20)]
    soft = sum(reads_as(frame, VOUCHER_SYMBOL) for frame in shown)
    hard = sum(reads_as(np.sign(frame), VOUCHER_SYMBOL) for frame in shown)
    assert soft >= 18
    assert hard < 6


@pytest.mark.parametrize("unit", [1e-3, 1e4])
def test_the_unit_of_confidence_does_not_matter(unit: float) -> None:
    frame = noisy(VOUCHER_SYMBOL, 0.6, np.random.default_rng(5))
    plain, scaled = decode_soft(frame, 9), decode_soft(frame * np.float32(unit), 9)
    assert plain is not None
    assert scaled is not None
    assert np.array_equal(plain.matrix, scaled.matrix)
    assert plain.agreement == pytest.approx(scaled.agreement)


@pytest.mark.parametrize(("version", "frames"), [(1, 300), (2, 150), (4, 60), (9, 30), (40, 1)])
def test_noise_is_no_symbol(version: int, frames: int) -> None:
    rng = np.random.default_rng(version)
    side = layout_of(version).side
    for _ in range(frames):
        assert decode_soft(rng.normal(size=(side, side)).astype(np.float32), version) is None


def test_stripes_are_no_symbol() -> None:
    """What is nothing but a mask pattern would be a symbol full of zeros."""
    for mask in MASKS:
        soft = soft_of(mask_of(mask, 53))
        assert decode_soft(soft, 9) is None
        soft[8, :9] = soft_of(symbol(mask=mask))[8, :9]
        soft[:9, 8] = soft_of(symbol(mask=mask))[:9, 8]
        assert decode_soft(soft, 9) is None


def test_nothing_known_is_no_symbol() -> None:
    assert decode_soft(np.zeros((53, 53), np.float32), 9) is None


def test_the_bound_on_strangers_holds() -> None:
    """Small blocks of noise, each judged with a bound far looser than the one in use: no more pass than it says."""
    rng = np.random.default_rng(6)
    chances = np.array([best_word(rng.normal(size=(26, 8)).astype(np.float32), 10).chance for _ in range(400)])
    for limit in (0.1, 0.3):
        assert (chances <= limit).mean() <= limit
    assert (chances < 1).any()


def test_what_cannot_be_read_is_not_read_wrongly() -> None:
    count = count_strangers(600, seed=9)
    assert count.wrong == 0
    assert 0 < count.read < count.shown / 2


def test_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="53 x 53"):
        decode_soft(np.zeros((57, 57), np.float32), 9)


@pytest.mark.parametrize("text", ["0123456789", VOUCHER, "培训券 张三", "two\r\nlines"])
@pytest.mark.parametrize("level", ["l", "h"])
def test_the_text_of_a_matrix_is_exact(text: str, level: str) -> None:
    assert ZxingDecoder().read_matrix(symbol(text, level)) == text


def test_a_matrix_that_is_no_symbol_has_no_text() -> None:
    rng = np.random.default_rng(7)
    assert ZxingDecoder().read_matrix(rng.random((53, 53)) < 0.5) is None
    assert ZxingDecoder().read_matrix(layout_of(9).dark) is None
