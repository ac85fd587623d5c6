"""The layout against symbols that segno draws, whose every module it can name."""

import numpy as np
import pytest
import segno
from segno import consts

from scanner.qr.layout import (
    LEVELS,
    MASKS,
    VERSIONS,
    blocks_of,
    format_codewords,
    format_places,
    layout_of,
    mask_of,
    side_of,
)

VERSION_INFORMATION = {consts.TYPE_VERSION_DARK, consts.TYPE_VERSION_LIGHT}
FUNCTION_PATTERNS = {
    consts.TYPE_FINDER_PATTERN_DARK,
    consts.TYPE_FINDER_PATTERN_LIGHT,
    consts.TYPE_SEPARATOR,
    consts.TYPE_TIMING_DARK,
    consts.TYPE_TIMING_LIGHT,
    consts.TYPE_ALIGNMENT_PATTERN_DARK,
    consts.TYPE_ALIGNMENT_PATTERN_LIGHT,
    consts.TYPE_DARKMODULE,
}
DATA = [consts.TYPE_DATA_DARK, consts.TYPE_DATA_LIGHT]
FORMAT = [consts.TYPE_FORMAT_DARK, consts.TYPE_FORMAT_LIGHT]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_module_is_what_segno_says_it_is(version: int) -> None:
    layout = layout_of(version)
    drawn = segno.make_qr("1", version=version)
    kinds = np.array([list(row) for row in drawn.matrix_iter(border=0, verbose=True)])
    kinds[8, -9] = consts.TYPE_DATA_DARK  # segno names one module too many as format information; it draws it as data
    matrix = np.array([list(row) for row in drawn.matrix], np.uint8) == 1
    assert kinds.shape == (layout.side, layout.side)
    assert np.array_equal(layout.known, np.isin(kinds, list(FUNCTION_PATTERNS | VERSION_INFORMATION)))
    assert np.array_equal(layout.dark, matrix & layout.known)
    free = np.isin(kinds, DATA)
    assert free[layout.data[:, 0], layout.data[:, 1]].all()
    assert len(np.unique(layout.data, axis=0)) == len(layout.data)
    assert 0 <= free.sum() - len(layout.data) < 8  # remainder bits
    places = format_places(layout.side).reshape(-1, 2)
    assert len(np.unique(places, axis=0)) == np.isin(kinds, FORMAT).sum() == len(places)
    assert np.isin(kinds[places[:, 0], places[:, 1]], FORMAT).all()


def test_alignment_centres_of_a_small_and_a_large_version() -> None:
    assert layout_of(1).alignment == ()
    assert layout_of(2).alignment == ((18, 18),)
    assert len(layout_of(9).alignment) == 6
    assert len(layout_of(40).alignment) == 46
    assert all(layout_of(40).dark[row, column] for row, column in layout_of(40).alignment)


@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize("level", ["l", "m", "q", "h"])
def test_format_information_and_mask_are_those_drawn(level: str, mask: int) -> None:
    """The same data under this mask and under mask 0 differ just where the two masks do."""
    drawn, other = (
        np.array([list(row) for row in segno.make_qr("1", level, 7, mask=number, boost_error=False).matrix], np.uint8)
        for number in (mask, 0)
    )
    number = consts.ERROR_MAPPING[level.upper()] * len(MASKS) + mask
    for places in format_places(len(drawn)):
        assert np.array_equal(drawn[places[:, 0], places[:, 1]] == 1, format_codewords()[number])
    rows, columns = layout_of(7).data.T
    turned = mask_of(mask, len(drawn)) ^ mask_of(0, len(drawn))
    assert np.array_equal((drawn != other)[rows, columns], turned[rows, columns])


def test_format_words_are_seven_bits_apart() -> None:
    words = format_codewords()
    apart = (words[:, None] != words[None]).sum(axis=2)
    assert apart[~np.eye(32, dtype=bool)].min() == 7


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("level", LEVELS)
def test_blocks_share_every_codeword_once(version: int, level: int) -> None:
    blocks = blocks_of(version, level)
    real = blocks.places[blocks.places >= 0]
    assert np.array_equal(np.sort(real), np.arange(len(layout_of(version).data) // 8))
    assert (blocks.places[:, 1:] >= 0).all()


def test_version_9_at_level_q_has_eight_blocks_of_twenty_checks() -> None:
    blocks = blocks_of(9, consts.ERROR_LEVEL_Q)
    assert blocks.places.shape == (8, 37)
    assert blocks.checks == 20
    assert (blocks.places[:, 0] < 0).sum() == 4


@pytest.mark.parametrize("version", [0, 41, -1])
def test_other_versions_are_refused(version: int) -> None:
    with pytest.raises(ValueError, match="1 to 40"):
        side_of(version)
