"""The ladder: rescue where the plain look fails, within a budget where one is set."""

import time
from dataclasses import replace

import numpy as np
import pytest

from scanner.decoders import load_decoders
from scanner.errors import NoDecoder
from scanner.frame import Frame, Pixels
from scanner.ladder import Ladder, Preparation, Stage
from scanner.live import LIVE_BUDGET_MS, LiveReader, middle
from scanner.opencv import cv2
from tests.unit.scanner.pictures import VOUCHER_TEXT, code_picture, empty_room, in_a_frame


@pytest.fixture(scope="module")
def ladder() -> Ladder:
    """Every decoder of this PC."""
    return Ladder(load_decoders())


def out_of_focus() -> Pixels:
    """(720, 1280): a code at (300, 150) so blurred that zxing reads it neither as it is nor black and white."""
    frame = in_a_frame(code_picture(VOUCHER_TEXT, module=4), 300, 150, grey=255)
    return np.asarray(cv2.GaussianBlur(frame, (0, 0), 2.0), np.uint8)


def test_a_clean_code_needs_the_first_stage_only(ladder: Ladder) -> None:
    reading = ladder.read(in_a_frame(code_picture(VOUCHER_TEXT), 400, 150))
    assert [symbol.text for symbol in reading.symbols] == [VOUCHER_TEXT]
    assert reading.stage == "zxing plain"
    assert reading.ms > 0


def test_a_rescue_stage_reads_what_the_plain_look_cannot(ladder: Ladder) -> None:
    frame = out_of_focus()
    assert ladder.stages[0].read(frame).symbols == ()
    reading = ladder.read(frame)
    assert [symbol.text for symbol in reading.symbols] == [VOUCHER_TEXT]
    assert reading.stage == "modules"
    xs, ys = zip(*reading.symbols[0].corners, strict=True)
    side = code_picture(VOUCHER_TEXT, module=4).shape[0] - 2 * 4 * 4
    assert (min(xs), min(ys)) == pytest.approx((300 + 16, 150 + 16), abs=4)
    assert (max(xs), max(ys)) == pytest.approx((300 + 16 + side, 150 + 16 + side), abs=4)


def test_colour_frames_are_taken_as_well(ladder: Ladder) -> None:
    colour = np.repeat(code_picture("COLOUR")[:, :, None], 3, axis=2)
    assert ladder.read(colour).symbols[0].text == "COLOUR"
    assert ladder.read(Frame(colour, 0.0, 0)).symbols[0].text == "COLOUR"


def test_a_spent_budget_ends_the_climb(ladder: Ladder) -> None:
    frame = out_of_focus()
    assert ladder.read(frame, budget_ms=0.001).symbols == ()
    assert ladder.read(frame, budget_ms=10_000).symbols != ()


def test_a_ladder_without_decoders_is_refused() -> None:
    with pytest.raises(NoDecoder):
        Ladder(())


@pytest.mark.parametrize("shape", [(1, 1), (2, 3), (1, 2000), (2000, 1), (40, 40)])
def test_odd_shapes_upset_no_stage(ladder: Ladder, shape: tuple[int, int]) -> None:
    assert ladder.read(np.full(shape, 77, np.uint8)).symbols == ()


def test_live_takes_turns_until_a_rescue_reads(ladder: Ladder) -> None:
    live = LiveReader(ladder)
    frame = Frame(out_of_focus(), 0.0, 0)
    readings = [live.read(frame) for _ in range(12)]
    found = [reading for reading in readings if reading.symbols]
    assert found
    assert {symbol.text for reading in found for symbol in reading.symbols} == {VOUCHER_TEXT}
    assert all(reading.stage != "zxing plain" for reading in found)


def test_every_rescue_stage_gets_its_turn_on_the_whole_frame(ladder: Ladder) -> None:
    looks: list[tuple[str, tuple[int, ...]]] = []

    def watched(stage: Stage) -> Preparation:
        def prepare(grey: Pixels) -> Pixels:
            looks.append((stage.name, grey.shape))
            return stage.prepare(grey)

        return prepare

    spied = Ladder(load_decoders())
    spied.stages = tuple(replace(stage, prepare=watched(stage)) for stage in ladder.stages)
    live = LiveReader(spied, budget_ms=60)
    for seed in range(40):
        live.read(Frame(empty_room(seed), 0.0, seed))
    assert {name for name, shape in looks if shape == (720, 1280)} == {stage.name for stage in ladder.stages}


def test_live_keeps_to_its_budget_on_an_empty_frame(ladder: Ladder) -> None:
    live = LiveReader(ladder)
    frames = [Frame(empty_room(seed), 0.0, seed) for seed in range(8)]
    times = [live.read(frames[turn % 8]).ms for turn in range(60)]
    assert np.median(times) <= LIVE_BUDGET_MS


def test_a_small_budget_costs_less_than_the_whole_ladder(ladder: Ladder) -> None:
    frame = Frame(empty_room(), 0.0, 0)
    whole = np.median([ladder.read(frame).ms for _ in range(9)])
    live = LiveReader(ladder, budget_ms=float(whole) / 3)
    start = time.perf_counter()
    times = [live.read(frame).ms for _ in range(30)]
    assert np.median(times) < whole * 0.8
    assert time.perf_counter() - start < 10


def test_the_middle_of_a_picture_knows_its_place() -> None:
    grey = np.arange(80, dtype=np.uint8).reshape(8, 10)
    window, x, y = middle(grey, 0.25)
    assert window.shape == (4, 5)
    assert window[0, 0] == grey[y, x]
    assert middle(grey, 1.0)[0].shape == grey.shape
