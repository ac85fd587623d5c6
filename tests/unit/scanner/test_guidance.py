"""Each cause by itself is told for what it is; nobody is told anything before it is time, nor without a reason."""

import time
from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np
import pytest

from scanner.decoder import Noticed
from scanner.frame import Frame, Pixels
from scanner.guidance import KEPT_S, PATIENCE_S, Advice, Cause, Guide
from tests.unit.scanner.phones_shown import FPS, nobody, shown
from tests.unit.scanner.pictures import VOUCHER_TEXT, code_picture, empty_room, in_a_frame

_COMES_S = 0.2


def told(frames: Iterable[Frame], guide: Guide | None = None) -> list[Advice | None]:
    guide = guide or Guide()
    return [guide.advise(frame.pixels, (), frame.taken_at) for frame in frames]


def causes(advice: Iterable[Advice | None]) -> set[Cause]:
    return {each.cause for each in advice if each is not None}


def frames_of(*views: tuple[Pixels, float], noise: float = 2.0) -> Iterator[Frame]:
    """Each view for so many seconds, with the sensor's grain."""
    rng = np.random.default_rng(4)
    number = 0
    for pixels, seconds in views:
        for _ in range(round(seconds * FPS)):
            grain = rng.standard_normal(pixels.shape, np.float32) * noise
            yield Frame(np.clip(pixels + grain, 0, 255).astype(np.uint8), number / FPS, number)
            number += 1


@cache
def before_and_after() -> tuple[Pixels, Pixels]:
    """A room, and the same with a phone in it that is too far away."""
    first, *_, last = shown(Cause.CLOSER, 21, 0.4, _COMES_S)
    return first.pixels, last.pixels


@pytest.mark.parametrize("cause", Cause)
@pytest.mark.parametrize("seed", [21, 22])
def test_the_cause_is_told(cause: Cause, seed: int) -> None:
    advice = told(shown(cause, seed, 1.3, _COMES_S))
    assert causes(advice) == {cause}
    assert all(0 < each.confidence <= 1 for each in advice if each)


def test_nothing_is_said_before_it_is_time() -> None:
    advice = told(shown(Cause.CLOSER, 21, 1.3, _COMES_S))
    first = next(number for number, each in enumerate(advice) if each) / FPS
    assert first - _COMES_S >= PATIENCE_S


@pytest.mark.parametrize("seed", range(6))
def test_nobody_who_holds_nothing_up_is_told_anything(seed: int) -> None:
    assert told(nobody(seed, 1.2)) == [None] * round(1.2 * FPS)


def test_what_hangs_on_the_wall_is_told_nothing() -> None:
    _, far = before_and_after()
    assert causes(told(frames_of((far, 2.0)))) == set()


def test_what_comes_is_told_and_falls_silent_when_it_goes() -> None:
    room, far = before_and_after()
    advice = told(frames_of((room, 0.5), (far, 1.0), (room, 2.0)))
    assert causes(advice[: round(1.5 * FPS)]) == {Cause.CLOSER}
    assert advice[-1] is None


def test_what_is_said_stays_long_enough_to_be_read() -> None:
    room, far = before_and_after()
    advice = told(frames_of((room, 0.5), (far, PATIENCE_S + 0.3), (room, 2.0)))
    shown_for = sum(each is not None for each in advice) / FPS
    assert shown_for >= KEPT_S - 1 / FPS
    assert len(causes(advice)) == 1


def test_a_code_that_reads_silences_it_at_once_and_the_next_phone_begins_anew() -> None:
    guide = Guide()
    frames = list(shown(Cause.CLOSER, 21, 1.6, _COMES_S))
    assert told(frames[:-8], guide)[-1] is not None
    guide.forget()
    assert told(frames[-8:-4], guide) == [None] * 4


def test_one_odd_frame_changes_nothing() -> None:
    far, blind = list(shown(Cause.CLOSER, 21, 1.4, _COMES_S)), np.full((720, 1280), 255, np.uint8)
    frames = [Frame(blind, f.taken_at, f.number) if f.number % 7 == 6 else f for f in far]
    assert causes(told(frames)) == {Cause.CLOSER}


def test_a_place_that_a_decoder_noticed_is_measured_by_its_version() -> None:
    """Sharp and whole, but with 1.4 pixels a module no decoder can do much."""
    corners = ((600.0, 300.0), (674.0, 300.0), (674.0, 374.0), (600.0, 374.0))
    guide = Guide()
    view = in_a_frame(code_picture(VOUCHER_TEXT, module=1), 596, 296)
    frames = frames_of((np.full_like(view, 128), _COMES_S), (view, 1.2))
    advice = [guide.advise(f.pixels, [Noticed(corners, version=9)], f.taken_at) for f in frames]
    assert causes(advice) == {Cause.CLOSER}


def test_a_noticed_place_at_the_very_edge_is_nothing_to_measure() -> None:
    corners = ((1270.0, 0.0), (1279.0, 0.0), (1279.0, 9.0), (1270.0, 9.0))
    guide = Guide()
    assert not any(guide.advise(f.pixels, [Noticed(corners)], f.taken_at) for f in frames_of((empty_room(), 0.8)))


@pytest.mark.parametrize("size", [(1, 1), (2, 900), (24, 32), (240, 320)])
def test_a_tiny_picture_is_no_trouble(size: tuple[int, int]) -> None:
    guide = Guide()
    assert [guide.advise(np.zeros(size, np.uint8), (), at / 10) for at in range(9)] == [None] * 9


def test_a_camera_that_changes_its_size_is_no_trouble() -> None:
    guide, far = Guide(), before_and_after()[1]
    for at, view in enumerate((far, far[:480, :1000], far, far[:700, :1100])):
        guide.advise(np.ascontiguousarray(view), (), at / 5)


def test_nor_is_one_in_the_dark() -> None:
    guide, dark = Guide(), np.full((720, 1280), 20, np.uint8)
    assert [guide.advise(view, (), at / 5) for at, view in enumerate((dark, dark[:480, :640], dark))] == [None] * 3


def test_a_frame_costs_little() -> None:
    """Two milliseconds each tenth of a second; measured on an empty view, where most of a day is spent."""
    guide = Guide()
    frames = [Frame(f.pixels, n / 30, n) for n, f in enumerate(nobody(3, 1.0))] * 2
    begun = time.process_time()
    for number, frame in enumerate(frames):
        guide.advise(frame.pixels, (), number / 30)
    assert (time.process_time() - begun) / len(frames) < 0.005
