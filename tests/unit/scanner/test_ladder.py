"""The ladder: rescue where the plain look fails, within a budget where one is set."""

import numpy as np
import pytest

from scanner.decoders import load_decoders
from scanner.errors import NoDecoder
from scanner.frame import Frame, Pixels
from scanner.ladder import Ladder
from scanner.opencv import cv2
from tests.unit.scanner.pictures import VOUCHER_TEXT, code_picture, in_a_frame


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
