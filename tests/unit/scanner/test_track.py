"""One symbol followed through noise that hides it in every single frame; another in its place is another."""

from collections.abc import Iterable

import numpy as np
import pytest

from scanner.decoder import Symbol
from scanner.frame import Pixels
from scanner.qr.grid import Grid, flattened
from scanner.qr.layout import Modules
from scanner.qr.modules import look_at_modules
from scanner.track import ENGINE, Track, carried
from scanner.zxing_decoder import ZxingDecoder
from tests.unit.scanner.qr.photographs import apart, noised, out_of_focus, photograph, placed
from tests.unit.scanner.qr.symbols import VOUCHER, symbol

OTHER = "VC1" + VOUCHER[:2:-1]
FRAME_S = 0.05
READER = ZxingDecoder()
PLACE = placed(9, 4.0, (640, 360), 10, (10, 5))
DIM = 110
"""Noise, in grey levels, through which no single look reads but a few together do."""
DIMMER = 130
"""Noise through which a look is not sure enough of itself to tell by itself what symbol it shows."""


def blurred(matrix: Modules, place: Grid = PLACE) -> Pixels:
    return out_of_focus(photograph(matrix, place), 0.8 * place.module_px)


@pytest.fixture(scope="module")
def one() -> Pixels:
    return blurred(symbol(VOUCHER))


@pytest.fixture(scope="module")
def other() -> Pixels:
    return blurred(symbol(OTHER))


def follow(track: Track, pictures: Iterable[Pixels], first: int = 0) -> list[str]:
    """What it reads as in each, "" for nothing."""
    found = [track.follow(grey, (first + n) * FRAME_S, READER) for n, grey in enumerate(pictures)]
    return ["" if symbol is None else symbol.text for symbol in found]


def through_noise(picture: Pixels, sigma: float, count: int, seed: int = 1) -> Iterable[Pixels]:
    rng = np.random.default_rng(seed)
    return (noised(picture, sigma, rng) for _ in range(count))


def new(place: Grid = PLACE) -> Track:
    return Track(place, float("-inf"))


def test_a_clear_symbol_reads_at_once(one: Pixels) -> None:
    track = new()
    found = track.follow(one, 1.5, READER)
    assert found == Symbol(VOUCHER, track.grid.corners, ENGINE)
    assert (track.text, track.seen_at) == (VOUCHER, 1.5)
    assert apart(track.grid, PLACE) < 0.3
    assert track.noticed.version == 9
    assert track.noticed.corners == track.grid.corners


def test_what_no_frame_shows_many_do_together(one: Pixels) -> None:
    alone = [text for grey in through_noise(one, DIM, 12) for text in follow(new(), [grey])]
    assert alone == [""] * 12
    texts = follow(new(), through_noise(one, DIM, 12))
    assert texts[0] == ""
    assert texts[-1] == VOUCHER
    assert set(texts) == {"", VOUCHER}


def test_what_does_not_read_is_told_by_its_place(one: Pixels) -> None:
    track = new(PLACE.moved(6, -4))
    assert follow(track, through_noise(one, 160, 2)) == ["", ""]
    assert apart(track.grid, PLACE) < 0.5
    assert track.text is None
    assert track.seen_at == FRAME_S


def test_a_moving_symbol_is_followed_and_read_on_the_way() -> None:
    """300 pixels a second through noise, faster than a pattern is looked for: four modules between two frames."""
    rng = np.random.default_rng(5)
    places = [PLACE.moved(-150 + 15 * n, 4 * n) for n in range(16)]
    pictures = [noised(blurred(symbol(VOUCHER), place), 90, rng) for place in places]
    track = new(places[0])
    for n, (place, picture) in enumerate(zip(places, pictures, strict=True)):
        track.follow(picture, n * FRAME_S, READER)
        assert track.seen_at == n * FRAME_S
        assert apart(track.grid, place) < 0.7
    assert track.text == VOUCHER


def test_a_text_is_kept_while_its_symbol_grows_noisier(one: Pixels) -> None:
    track = new()
    assert follow(track, [one]) == [VOUCHER]
    texts = follow(track, through_noise(one, DIM, 15), first=1)
    assert texts == [VOUCHER] * 15
    assert track.text == VOUCHER


@pytest.mark.parametrize(("first", "then"), [(3, 3), (3, DIM), (60, DIMMER), (DIM, DIMMER), (DIMMER, 3)])
def test_another_symbol_in_its_place_is_never_taken_for_it(one: Pixels, other: Pixels, first: int, then: int) -> None:
    track = new()
    before = follow(track, through_noise(one, first, 25))
    assert before[-1] == VOUCHER
    assert set(before) <= {"", VOUCHER}
    after = follow(track, through_noise(other, then, 40, seed=2), first=25)
    assert VOUCHER not in after
    assert after[-1] == OTHER


@pytest.mark.parametrize(("alike", "noise"), [(60, 3), (60, DIM), (120, 3), (160, 3), (160, 60), (175, 3)])
def test_another_symbol_that_begins_alike_is_read_as_what_it_is(alike: int, noise: float) -> None:
    """Codes of one issuer begin alike; those of one voucher, signed again, for most of their length."""
    after = VOUCHER[:alike] + OTHER[alike:]
    first, then = (blurred(symbol(text, mask=3)) for text in (VOUCHER, after))
    track = new()
    assert follow(track, through_noise(first, 3, 4))[-1] == VOUCHER
    texts = follow(track, through_noise(then, noise, 30, seed=2), first=4)
    assert VOUCHER not in texts
    assert texts[-1] == after


def test_no_text_shows_in_what_is_printed_of_a_track(one: Pixels) -> None:
    track = new()
    assert follow(track, [one]) == [VOUCHER]
    assert VOUCHER[:12] not in repr(track)


def test_looks_that_are_not_sure_are_tried_above(one: Pixels) -> None:
    """Else the test above would be about clear looks only."""
    looks = [look_at_modules(flattened(grey, PLACE), 9) for grey in through_noise(one, DIMMER, 8)]
    assert min(look.likeness for look in looks) < 0.75


def test_looks_of_an_unread_symbol_do_not_become_the_next_ones(one: Pixels, other: Pixels) -> None:
    """Four looks at one, then another: what reads is what is there, and the first is not told later on."""
    track = new()
    assert set(follow(track, through_noise(one, DIMMER, 4))) == {""}
    texts = follow(track, through_noise(other, DIM, 25, seed=2), first=4)
    assert VOUCHER not in texts
    assert texts[-1] == OTHER


def test_what_is_gone_is_lost_after_a_while(one: Pixels) -> None:
    wall = np.full((720, 1280), 128, np.uint8)
    track = new()
    assert follow(track, [one]) == [VOUCHER]
    assert not track.is_lost(0.3)
    texts = follow(track, through_noise(wall, 8, 12), first=1)
    assert texts == [""] * 12
    assert track.seen_at == 0
    assert track.is_lost(0.6)


def test_covered_for_a_moment_it_is_found_again(one: Pixels) -> None:
    wall = np.full((720, 1280), 128, np.uint8)
    track = new()
    texts = follow(track, [one, wall, wall, one])
    assert texts == [VOUCHER, "", "", VOUCHER]


def test_where_no_symbol_is_none_is_followed() -> None:
    wall = noised(np.full((720, 1280), 128, np.uint8), 20, np.random.default_rng(1))
    track = new()
    assert follow(track, [wall]) == [""]
    assert track.seen_at == float("-inf")
    assert track.is_lost(0)


def test_light_on_dark_is_followed_too() -> None:
    place = PLACE.turned_over()
    track = new(place.moved(5, 5))
    assert follow(track, [blurred(symbol(VOUCHER), place)]) == [VOUCHER]
    upright = new(PLACE)
    follow(upright, [blurred(symbol(VOUCHER), place)])
    assert upright.seen_at == float("-inf")


def test_a_grid_is_carried_to_where_the_next_frame_shows_the_same(one: Pixels) -> None:
    there = PLACE.moved(70, -55)
    found = carried(PLACE, one, blurred(symbol(VOUCHER), there))
    assert apart(found, there) < 1.5


def test_a_grid_stays_where_there_is_nothing_to_carry_it_by(one: Pixels) -> None:
    assert carried(PLACE, one, one[:600]) is PLACE
    beyond = PLACE.moved(2000, 0)
    assert carried(beyond, one, one) is beyond
    tiny = placed(1, 0.3)
    assert carried(tiny, one, one) is tiny


def test_a_symbol_half_beyond_the_edge_does_no_harm() -> None:
    place = placed(9, 5.0, (100, 100))
    picture = photograph(symbol(VOUCHER), place)
    assert set(follow(new(place), [picture, picture[:, 40:], picture])) <= {"", VOUCHER}
