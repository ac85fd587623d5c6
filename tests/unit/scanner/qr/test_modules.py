"""Soft values out of pictures in which looking at the middle of every module is not enough."""

import numpy as np
import pytest

from scanner.frame import Pixels
from scanner.opencv import cv2
from scanner.qr.grid import MARGIN, PX, Grid, flattened
from scanner.qr.layout import Modules, layout_of
from scanner.qr.modules import Look, look_at_modules
from scanner.qr.ordered_statistics import Soft
from scanner.qr.soft_decode import decode_soft
from tests.unit.scanner.qr.photographs import noised, out_of_focus, photograph, placed, smeared
from tests.unit.scanner.qr.symbols import VOUCHER, symbol

MODULE = 4.0
TEXTS = {2: "2718281828", 9: VOUCHER, 25: "2718281828" * 20}


def shown(version: int, grid: Grid | None = None) -> tuple[Modules, Grid, Pixels]:
    """A symbol, where it is, and its clean picture."""
    matrix = symbol(TEXTS[version], "q", version)
    grid = grid or placed(version, MODULE, turn=17, tilt=(12, -9))
    return matrix, grid, photograph(matrix, grid)


def look(picture: Pixels, grid: Grid) -> Look:
    return look_at_modules(flattened(picture, grid), grid.version)


def by_threshold(picture: Pixels, grid: Grid) -> list[Soft]:
    """The middles of the modules against the light round them, and against one threshold for all."""
    flat, side = flattened(picture, grid), layout_of(grid.version).side
    start = MARGIN * PX + PX // 2
    middles, around = (
        values[start : start + side * PX : PX, start : start + side * PX : PX]
        for values in (flat, cv2.blur(flat, (5 * PX, 5 * PX)))
    )
    one = (middles.max() + middles.min()) / 2
    return [np.where(middles < against, 1, -1).astype(np.float32) for against in (around, one)]


def reads(soft: Soft, matrix: Modules) -> bool:
    """Whether it decodes; never to another symbol."""
    decoded = decode_soft(soft, (len(matrix) - 17) // 4)
    assert decoded is None or np.array_equal(decoded.matrix, matrix)
    return decoded is not None


def assert_only_soft_values_read(picture: Pixels, matrix: Modules, grid: Grid) -> None:
    assert not any(reads(soft, matrix) for soft in by_threshold(picture, grid))
    assert reads(look(picture, grid).soft, matrix)


@pytest.mark.parametrize("version", TEXTS)
def test_a_clean_symbol_is_seen_as_it_is(version: int) -> None:
    matrix, grid, picture = shown(version)
    seen = look(picture, grid)
    assert seen.soft.shape == matrix.shape
    assert np.array_equal(seen.soft > 0, matrix)
    assert seen.likeness > 0.99


@pytest.mark.parametrize("version", TEXTS)
def test_light_on_dark_is_seen_dark_on_light(version: int) -> None:
    matrix, grid, _ = shown(version)
    picture = photograph(matrix, grid.turned_over())
    assert np.array_equal(look(picture, grid.turned_over()).soft > 0, matrix)


@pytest.mark.parametrize("version", TEXTS)
@pytest.mark.parametrize("radius", [0.6, 0.9, 1.0])
def test_out_of_focus(version: int, radius: float) -> None:
    """At 0.6 modules either way reads; a disc of 0.9 modules and more leaves a middle little of its own light."""
    matrix, grid, picture = shown(version)
    blurred = noised(out_of_focus(picture, radius * MODULE), 3, np.random.default_rng(version))
    if radius > 0.8:
        assert_only_soft_values_read(blurred, matrix, grid)
    else:
        assert np.array_equal(look(blurred, grid).soft > 0, matrix)


@pytest.mark.parametrize("version", TEXTS)
def test_moved_by_two_modules_while_the_shutter_was_open(version: int) -> None:
    matrix, grid, picture = shown(version)
    moved = noised(smeared(picture, round(2.2 * MODULE)), 3, np.random.default_rng(version))
    assert_only_soft_values_read(moved, matrix, grid)


@pytest.mark.parametrize("version", [9, 25])
def test_lit_from_one_side_and_out_of_focus(version: int) -> None:
    matrix, grid, picture = shown(version)
    (left, _), (right, _) = np.min(grid.corners, axis=0), np.max(grid.corners, axis=0)
    light = 0.12 + 0.88 * np.clip((np.arange(1280) - left) / (right - left), 0, 1)
    dim = np.asarray(out_of_focus(picture, 0.85 * MODULE) * light, np.uint8)
    assert_only_soft_values_read(noised(dim, 1, np.random.default_rng(version)), matrix, grid)


def in_glare(picture: Pixels, grid: Grid, share: float) -> Pixels:
    """A reflection that blinds the sensor from the left as far as `share` of the symbol."""
    (left, _), (right, _) = np.min(grid.corners, axis=0), np.max(grid.corners, axis=0)
    beyond = (np.arange(1280) - left - share * (right - left)) / 3
    return np.asarray(np.clip(picture + 300 / (1 + np.exp(np.clip(beyond, -50, 50))), 0, 255), np.uint8)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.7])
def test_what_glare_hides_says_nothing_and_the_rest_is_heard(share: float) -> None:
    matrix, grid, picture = shown(9, placed(9, MODULE))
    glary = noised(in_glare(out_of_focus(picture, 0.6 * MODULE), grid, share), 2, np.random.default_rng(4))
    soft = look(glary, grid).soft
    column = np.arange(53)
    hidden, plain = column < 53 * share - 2, column > 53 * share + 3
    assert np.abs(soft[:, hidden]).mean() < 0.02 * np.abs(soft[:, plain]).mean()
    assert np.array_equal((soft > 0)[:, plain], matrix[:, plain])


def test_three_tenths_in_glare_are_borne() -> None:
    matrix, grid, picture = shown(9, placed(9, MODULE))
    glary = noised(in_glare(out_of_focus(picture, 0.6 * MODULE), grid, 0.3), 2, np.random.default_rng(4))
    assert_only_soft_values_read(glary, matrix, grid)


def test_looks_too_noisy_to_read_do_when_added_up() -> None:
    rng = np.random.default_rng(8)
    matrix, grid, picture = shown(9)
    blurred = out_of_focus(picture, 0.8 * MODULE)
    looks = [look(noised(blurred, 100, rng), grid).soft for _ in range(10)]
    assert not any(reads(soft, matrix) for soft in looks)
    assert reads(np.sum(looks, axis=0, dtype=np.float32), matrix)


@pytest.mark.parametrize("value", [0, 128, 255])
def test_one_grey_all_over_says_nothing(value: int) -> None:
    seen = look_at_modules(np.full((61 * PX,) * 2, value, np.float32), 9)
    assert np.abs(seen.soft).max() == 0
    assert seen.likeness == 0


def test_noise_is_not_read() -> None:
    rng = np.random.default_rng(9)
    for _ in range(5):
        seen = look_at_modules(rng.uniform(0, 255, (61 * PX,) * 2).astype(np.float32), 9)
        assert np.isfinite(seen.soft).all()
        assert decode_soft(seen.soft, 9) is None
