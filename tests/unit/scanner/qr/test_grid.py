"""A symbol's place: put right from a rough guess, and told from what is no symbol."""

import numpy as np
import pytest

from scanner.qr.grid import (
    MARGIN,
    PX,
    Grid,
    flattened,
    grid_of_corners,
    grid_of_finders,
    likeness,
    settled,
)
from scanner.qr.layout import side_of
from tests.unit.scanner.qr.photographs import LIGHT, apart, displaced, noised, out_of_focus, photograph, placed
from tests.unit.scanner.qr.symbols import symbol

TEXT = "2718281828"
MODULES = {1: 8.0, 2: 8.0, 7: 5.0, 9: 4.5, 25: 4.0}
"""Pixels along a module of each version tried: what a phone held up shows."""


def put_right(picture: np.ndarray, grid: Grid) -> Grid:
    """As whoever follows a symbol does: roughly, then exactly."""
    return settled(picture, settled(picture, grid, 3.0)[0], 1.0)[0]


def finders_of(grid: Grid) -> np.ndarray:
    """(3, 2): the middles of the finder patterns, in pixels."""
    far = side_of(grid.version) - 3.5
    return grid.pixels([(3.5, 3.5), (far, 3.5), (3.5, far)])


@pytest.mark.parametrize("inverted", [False, True], ids=["dark on light", "light on dark"])
@pytest.mark.parametrize("version", [2, 7, 9, 25])
def test_a_guess_beside_the_symbol_is_settled_onto_it(version: int, inverted: bool) -> None:
    rng = np.random.default_rng([version, inverted])
    for turn in (-170, -80, 10, 100):
        tilt = (float(rng.uniform(-30, 30)), float(rng.uniform(-30, 30)))
        true = Grid(version, placed(version, MODULES[version], turn=turn, tilt=tilt).transform, inverted)
        picture = photograph(symbol(TEXT, "m", version), true)
        guess = displaced(true, 1.5, rng)
        assert apart(guess, true) > 0.5
        found = put_right(picture, guess)
        assert apart(found, true) < 0.3
        assert likeness(flattened(picture, found), version) > 0.95


def test_without_an_alignment_pattern_the_finder_patterns_are_met() -> None:
    """Three places cannot tell perspective: the fourth corner of a version 1 that is tilted stays a guess."""
    rng = np.random.default_rng(1)
    for turn in (-100, 20, 140):
        true = placed(1, MODULES[1], turn=turn, tilt=(15, -10))
        picture = photograph(symbol(TEXT, "m", 1), true)
        found = put_right(picture, displaced(true, 1.5, rng))
        assert np.hypot(*(finders_of(found) - finders_of(true)).T).max() < 0.3 * MODULES[1]
        upright = placed(1, MODULES[1], turn=turn)
        shifted = upright.moved(0.8 * MODULES[1], -1.2 * MODULES[1])
        assert apart(put_right(photograph(symbol(TEXT, "m", 1), upright), shifted), upright) < 0.3


def test_blur_and_noise_move_no_symbol() -> None:
    rng = np.random.default_rng(3)
    true = placed(9, 4.0, turn=33, tilt=(20, -15))
    picture = noised(out_of_focus(photograph(symbol(), true), 0.7 * 4.0), 10, rng)
    assert apart(put_right(picture, displaced(true, 1.5, rng)), true) < 0.3


def test_half_behind_a_hand_the_other_half_is_gone_by() -> None:
    """What is covered is nowhere near its place, and must not pull the rest along."""
    true = placed(9, 5.0)
    picture = photograph(symbol(), true)
    picture[:, 640:] = 128
    found = put_right(picture, true.moved(4, -3))
    left = [(3.5, 3.5), (3.5, 49.5), (6.5, 26.5)]
    assert np.hypot(*(found.pixels(left) - true.pixels(left)).T).max() < 0.3 * 5.0


def test_where_no_pattern_is_the_grid_stays() -> None:
    plain = np.full((720, 1280), 128, np.uint8)
    grid = placed(9)
    found, sure = settled(plain, grid, 3.0)
    assert found is grid
    assert sure == pytest.approx(0, abs=0.01)


def test_finder_patterns_that_are_met_are_told_to_be_sure() -> None:
    true = placed(7, 5.0, turn=-40)
    picture = photograph(symbol(TEXT, "m", 7), true)
    assert settled(picture, true, 1.0)[1] > 0.9
    assert settled(picture, true.turned_over(), 1.0)[1] < 0.5


@pytest.mark.parametrize("version", MODULES)
def test_likeness_tells_a_symbol_from_noise_from_its_negative_and_from_a_version_beside_it(version: int) -> None:
    true = placed(version, MODULES[version], turn=12, tilt=(10, 20))
    picture = photograph(symbol(TEXT, "m", version), true)
    seen = likeness(flattened(picture, true), version)
    assert seen > 0.97
    assert likeness(flattened(picture, true.turned_over()), version) < -0.97
    noise = noised(np.full((720, 1280), 128, np.uint8), 40, np.random.default_rng(version))
    assert abs(likeness(flattened(noise, true), version)) < 0.3
    for other in {max(1, version - 1), version + 1} - {version}:
        grid = grid_of_corners(true.corners, other)
        assert likeness(flattened(picture, put_right(picture, grid)), other) < 0.75 * seen


def test_nothing_but_one_grey_is_like_nothing() -> None:
    assert likeness(flattened(np.full((200, 200), 90, np.uint8), placed(9, 2.0, (100, 100))), 9) == 0


def test_a_grid_is_what_its_corners_say() -> None:
    true = placed(9, 4.0, turn=77, tilt=(20, -10))
    again = grid_of_corners(true.corners, 9)
    assert apart(again, true) < 0.01
    assert again.module_px == pytest.approx(true.module_px, rel=1e-4)
    assert placed(9, 4.0).module_px == pytest.approx(4.0)
    assert apart(true.moved(7, -5), true) * true.module_px == pytest.approx(np.hypot(7, 5))
    doubled = np.array(true.scaled(2).corners)
    assert doubled == pytest.approx(2 * np.array(true.corners))


def test_a_grid_of_finder_patterns_has_them_where_they_were_seen() -> None:
    true = placed(7, 5.0, turn=150)
    again = grid_of_finders(finders_of(true).astype(np.float32), 7, inverted=True)
    assert apart(again, true) < 0.01
    assert again.inverted
    assert again.turned_over() != again
    assert not again.turned_over().inverted


@pytest.mark.parametrize("module", [1.0, 3.0, 5.0, 20.0])
def test_flattened_every_module_is_in_its_place(module: float) -> None:
    """Whatever its size: a large symbol is averaged, a small one interpolated."""
    matrix = symbol(TEXT, "m", 2)
    true = placed(2, module, turn=90)
    flat = flattened(photograph(matrix, true), true)
    side = (side_of(2) + 2 * MARGIN) * PX
    assert flat.shape == (side, side)
    start = MARGIN * PX + PX // 2
    middles = flat[start : start + side_of(2) * PX : PX, start : start + side_of(2) * PX : PX]
    assert np.array_equal(middles < 128, matrix)


def test_beyond_the_edge_of_the_picture_it_goes_on_as_at_the_edge() -> None:
    true = placed(2, 8.0, middle=(30, 30))
    flat = flattened(photograph(symbol(TEXT, "m", 2), true), true)
    assert np.isfinite(flat).all()
    assert flat.max() <= LIGHT + 1
