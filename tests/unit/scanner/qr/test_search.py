"""Symbols that no decoder notices, found by their finder patterns; and rooms in which there is none."""

import numpy as np
import pytest

from scanner.decoder import Seen
from scanner.frame import Pixels, grey_of
from scanner.ladder import Ladder
from scanner.qr.grid import Grid, flattened, likeness
from scanner.qr.search import Region, Search, region_of, regions, search
from scanner.scene.room import draw_room
from scanner.zxing_decoder import ZxingDecoder
from tests.unit.scanner.pictures import empty_room
from tests.unit.scanner.qr.photographs import apart, noised, out_of_focus, photograph, placed
from tests.unit.scanner.qr.symbols import VOUCHER, symbol

TEXT = "2718281828"


@pytest.fixture(scope="module")
def room() -> Pixels:
    return drawn_room(3)


def drawn_room(seed: int) -> Pixels:
    return grey_of(draw_room(np.random.default_rng(seed)))


def steps_and_end(steps: Search) -> tuple[int, Grid | None]:
    """How many steps it took, and what was found."""
    count = 0
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return count, end.value
        count += 1


def unnoticed(grid: Grid, room: Pixels, blur: float, noise: float) -> Pixels:
    """A symbol so blurred, in modules, and so noisy that zxing does not even notice it."""
    matrix = symbol(VOUCHER if grid.version == 9 else TEXT, "q", grid.version)
    rng = np.random.default_rng(grid.version)
    picture = noised(out_of_focus(photograph(matrix, grid, room), blur * grid.module_px), noise, rng)
    assert ZxingDecoder().decode(picture) == Seen()
    return picture


@pytest.mark.parametrize("inverted", [False, True], ids=["dark on light", "light on dark"])
@pytest.mark.parametrize(
    "upright",
    [
        placed(1, 5.0, (540, 380), 20, (5, 5)),
        placed(2, 4.0, (540, 380), -100, (-18, 12)),
        placed(7, 3.5, (540, 380), 160, (15, 15)),
        placed(9, 3.3, (540, 380), 45, (-20, 10)),
        placed(9, 4.5, (540, 380), -30, (10, -20)),
        placed(15, 3.3, (540, 380), 95, (8, 0)),
    ],
    ids=lambda grid: f"version {grid.version}, {grid.module_px:.1f} px",
)
def test_what_zxing_does_not_notice_is_found(room: Pixels, upright: Grid, inverted: bool) -> None:
    true = upright.turned_over() if inverted else upright
    picture = unnoticed(true, room, 0.9, 17)
    found = [grid for region in regions(picture) if (grid := steps_and_end(search(picture, region))[1]) is not None]
    assert {(grid.version, grid.inverted) for grid in found} == {(true.version, inverted)}
    assert min(apart(grid, true) for grid in found) < 1.0
    assert all(likeness(flattened(picture, grid), true.version) > 0.6 for grid in found)


def test_one_finder_pattern_may_be_hidden(room: Pixels) -> None:
    for hidden in [(49.5, 3.5), (3.5, 3.5)]:
        true = placed(9, 4.0, turn=15)
        clean = photograph(symbol(), true, room)
        ((x, y),) = true.pixels([hidden]).round().astype(int)
        clean[y - 24 : y + 24, x - 24 : x + 24] = 230
        picture = noised(out_of_focus(clean, 2.6), 5, np.random.default_rng(2))
        _, found = steps_and_end(search(picture, region_of(true.corners, picture)))
        assert found is not None
        assert found.version == 9
        assert apart(found, true) < 2.0


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_found_in_a_drawn_room(seed: int) -> None:
    picture = noised(drawn_room(seed + 1), 6, np.random.default_rng(seed))
    assert [steps_and_end(search(picture, region))[1] for region in regions(picture)] == [None] * len(regions(picture))


def test_no_text_comes_out_of_texture() -> None:
    """Blotches may look a little like finder patterns, and at the picture's edge they once did; nothing reads there."""
    ladder = Ladder((ZxingDecoder(),))
    assert [ladder.read(empty_room(seed)).symbols for seed in (12, 13)] == [(), ()]


def test_the_search_pauses_after_small_steps(room: Pixels) -> None:
    picture = unnoticed(placed(9, 3.3, (540, 380), 45), room, 0.9, 9)
    region = regions(picture)[0]
    steps = search(picture, region)
    for _ in range(6):
        assert next(steps) is None
    count, found = steps_and_end(steps)
    assert found is not None
    assert count < 100


def test_what_was_not_gone_on_with_leaves_nothing_behind(room: Pixels) -> None:
    """Two searches of one picture, step by step in turn, do not disturb each other."""
    true = placed(7, 4.0, (500, 300), 10)
    picture = unnoticed(true, room, 0.9, 9)
    region = region_of(true.corners, picture)
    one, other = search(picture, region), search(picture, region)
    for _ in range(4):
        next(one)
    _, last = steps_and_end(other)
    _, first = steps_and_end(one)
    assert first is not None
    assert last is not None
    assert first.corners == last.corners


def test_the_region_of_a_code_is_among_the_textured_ones(room: Pixels) -> None:
    true = placed(9, 3.0, (300, 250), 30)
    picture = unnoticed(true, room, 0.7, 10)
    code = region_of(true.corners, picture)
    assert any(
        r.x <= code.x + code.width / 2 <= r.x + r.width and r.y <= code.y + code.height / 2 <= r.y + r.height
        for r in regions(picture)
    )


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_plain_wall_has_no_region(value: int) -> None:
    assert regions(np.full((720, 1280), value, np.uint8)) == []


def test_a_plain_wall_in_poor_light_has_none_either() -> None:
    assert regions(noised(np.full((720, 1280), 90, np.uint8), 5, np.random.default_rng(1))) == []


def test_no_more_regions_than_asked_for() -> None:
    picture = empty_room(2)
    assert len(regions(picture, 1)) == 1
    assert regions(picture, 1) == regions(picture, 3)[:1]


@pytest.mark.parametrize("shape", [(1, 1), (2, 3), (7, 7), (8, 8), (9, 700), (1, 2000), (2000, 1), (40, 40)])
def test_odd_pictures_are_searched_without_harm(shape: tuple[int, int]) -> None:
    picture = np.random.default_rng(shape).integers(0, 256, shape, np.uint8)
    whole = Region(0, 0, shape[1], shape[0])
    for region in (*regions(picture), whole):
        assert steps_and_end(search(picture, region))[1] is None


@pytest.mark.parametrize(
    "corners",
    [
        ((10.0, 10.0), (60.0, 12.0), (58.0, 66.0), (8.0, 60.0)),
        ((-50.0, -50.0), (20.0, -50.0), (20.0, 20.0), (-50.0, 20.0)),
        ((500.0, 500.0), (600.0, 500.0), (600.0, 600.0), (500.0, 600.0)),
        ((-90.0, -90.0), (-80.0, -90.0), (-80.0, -80.0), (-90.0, -80.0)),
        ((30.0, 30.0), (30.0, 30.0), (30.0, 30.0), (30.0, 30.0)),
    ],
)
def test_the_region_round_corners_lies_in_the_picture(corners: tuple[tuple[float, float], ...]) -> None:
    picture = np.zeros((100, 120), np.uint8)
    region = region_of(corners, picture)
    assert 0 <= region.x < region.x + region.width <= 120
    assert 0 <= region.y < region.y + region.height <= 100
