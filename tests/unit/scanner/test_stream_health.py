"""A frozen or black stream is noticed; a dark room, a still scene and a phone in the dark are neither."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from scanner.frame import Frame, Pixels
from scanner.stream_health import BLACK_S, FROZEN_S, Health, StreamHealth

RNG = np.random.default_rng(5)
FPS = 30


def still_scene(level: float, noise: float) -> Callable[[int], Pixels]:
    """The same thing all the time, as a sensor with so much noise (levels, one standard deviation) sees it."""
    return lambda _: np.clip(RNG.normal(level, noise, (72, 128, 3)), 0, 255).astype(np.uint8)


def unchanging(pixels: Pixels) -> Callable[[int], Pixels]:
    return lambda _: pixels


def seen(picture: Callable[[int], Pixels], seconds: float = 4.0) -> list[Health]:
    health = StreamHealth()
    return [health.look(Frame(picture(number), 50 + number / FPS, number)) for number in range(round(seconds * FPS))]


def test_a_still_scene_is_well() -> None:
    assert set(seen(still_scene(120, 1.0))) == {Health.WELL}
    assert set(seen(still_scene(20, 2.0))) == {Health.WELL}


def test_a_picture_repeated_is_frozen_after_two_seconds() -> None:
    told = seen(unchanging(still_scene(120, 1.0)(0)))
    assert told.index(Health.FROZEN) == pytest.approx(FROZEN_S * FPS, abs=1)
    assert set(told[round(FROZEN_S * FPS) + 1 :]) == {Health.FROZEN}


def test_a_picture_compressed_anew_each_time_is_frozen_too() -> None:
    one = still_scene(120, 1.0)(0)
    assert seen(lambda number: one + np.uint8(number % 2))[-1] is Health.FROZEN


def test_it_is_well_as_soon_as_it_changes() -> None:
    one, health = still_scene(120, 1.0), StreamHealth()
    held = one(0)
    told = [health.look(Frame(held if n < 90 else one(n), n / FPS, n)) for n in range(95)]
    assert told[89] is Health.FROZEN
    assert told[90] is Health.WELL


def test_a_covered_lens_is_black_after_a_second_and_never_frozen() -> None:
    for picture in (unchanging(np.zeros((72, 128, 3), np.uint8)), still_scene(4, 1.5)):
        told = seen(picture)
        assert told.index(Health.BLACK) == pytest.approx(BLACK_S * FPS, abs=1)
        assert Health.FROZEN not in told


def test_a_phone_in_a_dark_room_is_not_black() -> None:
    dark = still_scene(5, 1.5)

    def with_phone(number: int) -> Pixels:
        pixels = dark(number)
        pixels[20:50, 50:70] = 200
        return pixels

    assert set(seen(with_phone)) == {Health.WELL}


def test_a_grey_picture_and_another_size_will_do() -> None:
    health = StreamHealth()
    for number, shape in enumerate([(72, 128), (36, 64), (36, 64, 3)]):
        assert health.look(Frame(np.full(shape, 90, np.uint8), float(number), number)) is Health.WELL
