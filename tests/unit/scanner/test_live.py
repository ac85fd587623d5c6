"""A stream read within a budget: what one frame does not tell, the next ones do, and a room at rest costs little."""

import time
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import islice

import numpy as np
import pytest

from scanner.decoder import Noticed, Seen
from scanner.decoders import load_decoders
from scanner.frame import Frame, Pixels, grey_of
from scanner.ladder import Ladder, Preparation, Reading, Stage
from scanner.live import LIVE_BUDGET_MS, LiveReader
from scanner.qr.layout import layout_of
from scanner.rescue import middle
from scanner.scene.room import draw_room
from scanner.zxing_decoder import ZxingDecoder
from tests.benchmarks.presentation_clips import Clip, clips
from tests.unit.scanner.pictures import VOUCHER_TEXT, code_picture, empty_room, in_a_frame
from tests.unit.scanner.qr.photographs import noised, out_of_focus, photograph, placed
from tests.unit.scanner.qr.symbols import VOUCHER, symbol

OTHER = "VC1" + VOUCHER[:2:-1]
FRAME_S = 0.05
UNHURRIED_MS = 2000.0
"""A budget that no machine exceeds, so that what is read does not depend on this one's speed."""


@pytest.fixture(scope="module")
def ladder() -> Ladder:
    """Every decoder of this PC."""
    return Ladder(load_decoders())


@pytest.fixture(scope="module")
def room() -> Pixels:
    return grey_of(draw_room(np.random.default_rng(3)))


def watch(live: LiveReader, pictures: Iterable[Pixels], first: int = 0) -> list[Reading]:
    return [live.read(Frame(grey, n * FRAME_S, n)) for n, grey in enumerate(pictures, first)]


def texts(readings: Iterable[Reading]) -> set[str]:
    return {symbol.text for reading in readings for symbol in reading.symbols}


def out_of_focus_code() -> Pixels:
    """(720, 1280): a code at (300, 150) so blurred that zxing reads it neither as it is nor black and white."""
    return out_of_focus(in_a_frame(code_picture(VOUCHER_TEXT, module=4), 300, 150, grey=255), 3.6)


def watched(ladder: Ladder, looks: list[tuple[str, tuple[int, ...]]]) -> Ladder:
    """A ladder of the same stages that notes every look: the stage's name and the shape of what it looks at."""

    def noting(stage: Stage) -> Preparation:
        def prepare(grey: Pixels) -> Pixels:
            looks.append((stage.name, grey.shape))
            return stage.prepare(grey)

        return prepare

    noted = Ladder(load_decoders())
    noted.stages = tuple(replace(stage, prepare=noting(stage)) for stage in ladder.stages)
    return noted


@lru_cache(maxsize=1)
def films() -> list[Clip]:
    """28 clips of a set of their own, easy ones first."""
    return clips(seed=7, count=28)


@pytest.mark.parametrize("index", [18, 20, 21, 25])
def test_a_very_hard_clip_is_read_where_zxing_reads_no_frame_of_it(ladder: Ladder, index: int) -> None:
    """Within a second of film, the phone's way into the picture included."""
    shown = films()[index]
    assert shown.stratum == "very hard"
    live, alone = LiveReader(ladder, UNHURRIED_MS), ZxingDecoder()
    read: set[str] = set()
    for frame in islice(shown.frames(), 20):
        assert alone.decode(frame.grey()).symbols == ()
        read |= texts([live.read(frame)])
        if read:
            break
    assert read == {shown.text}


def test_an_easy_clip_is_read_with_the_usual_budget(ladder: Ladder) -> None:
    live = LiveReader(ladder)
    shown = films()[2]
    assert shown.stratum == "easy"
    assert texts(live.read(frame) for frame in islice(shown.frames(), 8, 16)) == {shown.text}


def test_a_code_that_no_decoder_reads_is_read_by_its_modules(ladder: Ladder) -> None:
    readings = watch(LiveReader(ladder, UNHURRIED_MS), [out_of_focus_code()] * 3)
    assert [reading.stage for reading in readings] == ["modules"] * 3
    assert texts(readings) == {VOUCHER_TEXT}


def test_live_takes_turns_until_something_reads(ladder: Ladder) -> None:
    found = [reading for reading in watch(LiveReader(ladder), [out_of_focus_code()] * 12) if reading.symbols]
    assert found
    assert texts(found) == {VOUCHER_TEXT}
    assert all(reading.stage != "zxing plain" for reading in found)


def test_two_codes_in_view_are_both_followed(ladder: Ladder) -> None:
    left, right = placed(9, 4.0, (350, 330), 10, (8, 5)), placed(9, 4.0, (900, 380), -20, (-8, 5))
    clean = photograph(symbol(OTHER), right, photograph(symbol(VOUCHER), left))
    rng = np.random.default_rng(1)
    pictures = [noised(out_of_focus(clean, 3.2), 2, rng) for _ in range(4)]
    assert all(len(ZxingDecoder().decode(picture).symbols) < 2 for picture in pictures)
    for reading in watch(LiveReader(ladder, UNHURRIED_MS), pictures):
        assert sorted(found.text for found in reading.symbols) == sorted([VOUCHER, OTHER])


def test_a_code_is_told_apart_from_the_one_that_was_there_before(ladder: Ladder, room: Pixels) -> None:
    place = placed(9, 4.0, (600, 350), 10, (8, 5))
    one, other = (out_of_focus(photograph(symbol(text), place, room), 3.6) for text in (VOUCHER, OTHER))
    live = LiveReader(ladder, UNHURRIED_MS)
    rng = np.random.default_rng(1)
    before = watch(live, [noised(one, 6, rng) for _ in range(5)])
    after = watch(live, [noised(other, 6, rng) for _ in range(5)], first=5)
    assert texts(before) == {VOUCHER}
    assert texts(after) == {OTHER}
    assert after[-1].symbols


def test_a_code_that_does_not_read_is_noticed_once(ladder: Ladder, room: Pixels) -> None:
    """Its fixed modules are in order and all others left to chance. zxing does not see that there is a code."""
    layout, chance = layout_of(9), np.random.default_rng(2)
    nonsense = np.where(layout.known, layout.dark, chance.random(layout.dark.shape) < 0.5)
    place = placed(9, 4.0, (600, 350), 10, (8, 5))
    blurred = out_of_focus(photograph(nonsense, place, room), 3.6)
    pictures = [noised(blurred, 6, chance) for _ in range(9)]
    assert all(ZxingDecoder().decode(picture) == Seen() for picture in pictures)
    readings = watch(LiveReader(ladder, UNHURRIED_MS), pictures)
    assert texts(readings) == set()
    assert {len(reading.noticed) for reading in readings} == {1}
    assert all(one.version == 9 and one.covers(Noticed(place.corners)) for r in readings for one in r.noticed)


def test_an_empty_room_shows_nothing(ladder: Ladder, room: Pixels) -> None:
    rng = np.random.default_rng(1)
    readings = watch(LiveReader(ladder, UNHURRIED_MS), [noised(room, 5, rng) for _ in range(4)])
    assert [(reading.symbols, reading.stage, reading.noticed) for reading in readings] == [((), "", ())] * 4


def test_a_room_at_rest_costs_the_plain_look_only(ladder: Ladder, room: Pixels) -> None:
    looks: list[tuple[str, tuple[int, ...]]] = []
    live, rng = LiveReader(watched(ladder, looks), UNHURRIED_MS), np.random.default_rng(1)
    watch(live, [noised(room, 4, rng)])
    looks.clear()
    watch(live, [noised(room, 4, rng) for _ in range(12)], first=1)
    assert [name for name, _ in looks] == ["zxing plain"] * 12
    held_up = out_of_focus(photograph(symbol(VOUCHER), placed(9, 4.0, (600, 350), 10), room), 3.6)
    assert texts(watch(live, [noised(held_up, 4, rng) for _ in range(6)], first=13)) == {VOUCHER}


def test_a_room_at_rest_is_looked_through_again_after_a_while(ladder: Ladder, room: Pixels) -> None:
    looks: list[tuple[str, tuple[int, ...]]] = []
    live = LiveReader(watched(ladder, looks), UNHURRIED_MS)
    for number in (0, 40, 80):  # two seconds between two
        watch(live, [room], first=number)
    assert len({name for name, _ in looks}) > 1


def test_every_rescue_stage_gets_its_turn_where_the_texture_is_fine(ladder: Ladder) -> None:
    looks: list[tuple[str, tuple[int, ...]]] = []
    live = LiveReader(watched(ladder, looks), UNHURRIED_MS)
    watch(live, [empty_room(seed) for seed in range(6)])
    assert {name for name, _ in looks} == {stage.name for stage in ladder.stages}
    assert all(shape != (720, 1280) for name, shape in looks if name != ladder.stages[0].name)


def test_live_keeps_to_its_budget_on_an_empty_frame(ladder: Ladder) -> None:
    frames = [empty_room(seed) for seed in range(8)]
    readings = watch(LiveReader(ladder), [frames[turn % 8] for turn in range(60)])
    assert np.median([reading.ms for reading in readings]) <= LIVE_BUDGET_MS


def test_a_small_budget_costs_less_than_the_whole_ladder(ladder: Ladder) -> None:
    room = empty_room()
    whole = np.median([ladder.read(room).ms for _ in range(3)])
    live = LiveReader(ladder, budget_ms=float(whole) / 3)
    start = time.perf_counter()
    readings = watch(live, [room] * 30)
    assert np.median([reading.ms for reading in readings]) < whole * 0.8
    assert time.perf_counter() - start < 10


def test_a_frame_of_another_size_is_no_trouble(ladder: Ladder) -> None:
    """A camera may change its mind; what was followed is not where it was."""
    live = LiveReader(ladder, UNHURRIED_MS)
    code = out_of_focus_code()
    assert texts(watch(live, [code] * 2)) == {VOUCHER_TEXT}
    readings = watch(live, [code[:300, :400], code[:1, :1], np.full((480, 640), 128, np.uint8)], first=2)
    assert texts(readings) == set()
    assert texts(watch(live, [code] * 6, first=5)) == {VOUCHER_TEXT}


def test_the_middle_of_a_picture_knows_its_place() -> None:
    grey = np.arange(80, dtype=np.uint8).reshape(8, 10)
    window, x, y = middle(grey, 0.25)
    assert window.shape == (4, 5)
    assert window[0, 0] == grey[y, x]
    assert middle(grey, 1.0)[0].shape == grey.shape


def spoilt_code() -> Pixels:
    """(720, 1280): a symbol with every pattern in its place, whose codewords are noise."""
    whole, layout = symbol(VOUCHER), layout_of(9)
    noise = np.random.default_rng(5).random(whole.shape) < 0.5
    return photograph(np.where(layout.known, whole, noise), placed(9, 4.0))


def test_a_code_that_never_reads_is_looked_at_less_often_and_leaves_room(ladder: Ladder) -> None:
    live = LiveReader(ladder, UNHURRIED_MS)
    watch(live, [spoilt_code()] * 100)
    (track,) = live._tracks
    assert track.is_hopeless
    before = track._looks
    watch(live, [spoilt_code()] * 25, first=100)
    assert 3 <= track._looks - before <= 6


def test_a_look_the_budget_does_not_pay_for_is_not_taken(ladder: Ladder) -> None:
    live = LiveReader(ladder, UNHURRIED_MS)
    watch(live, [spoilt_code()] * 3)
    (track,) = live._tracks
    before = track._looks
    live._budget_ms = 0.0
    watch(live, [spoilt_code()] * 3, first=3)
    assert track._looks == before
