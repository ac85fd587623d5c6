"""Phones held up before a webcam in ways that do not read, each for one known reason, drawn when the test runs."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scanner.frame import Frame, Pixels
from scanner.guidance import Cause
from scanner.opencv import cv2
from scanner.scene.paint import lay_over
from scanner.scene.person import Looks, draw_person
from scanner.scene.phone import Phone, draw_phone
from scanner.scene.room import draw_room
from tests.benchmarks.still_optics import Light, glare, moved, out_of_focus, sensed

FPS = 15
_VERSION_9 = 53
_FULL_CARD = 512.0


@dataclass
class Shown:
    """How one phone is shown. Lengths in pixels, angles in degrees, `blur` in modules, `still_for` the exposure."""

    module: float = 4.0
    at: tuple[float, float] = (640.0, 370.0)
    blur: float = 0.25
    speed: float = 0.0  # pixels a second, there and back
    exposure_s: float = 0.01
    white: float = 210.0
    veil: float = 8.0
    noise: float = 3.0
    glare: float = 0.0
    lit: float = 0.7
    darkened: float = 1.0


def shown(cause: Cause | None, seed: int, seconds: float = 1.6, before_s: float = 0.0) -> Iterator[Frame]:
    """Frames of a phone that does not read because of `cause`; None: one that reads well.

    For the first `before_s` of the seconds nothing is held up yet.
    """
    rng = np.random.default_rng([seed, 77])
    how = Shown(at=(640 + float(rng.uniform(-200, 200)), 350 + float(rng.uniform(-40, 60))))
    how.module = float(rng.uniform(3.4, 5.0))
    how.white, how.lit = float(rng.uniform(150, 255)), float(rng.uniform(0.4, 0.9))
    how.noise, how.veil = float(rng.uniform(2, 5)), float(rng.uniform(3, 15))
    if cause is not None:
        _SPOIL[cause](how, rng)
    return _frames(how, seed, seconds, before_s)


def nobody(seed: int, seconds: float = 1.6) -> Iterator[Frame]:
    """A room, with somebody in it who holds nothing up every other time."""
    rng = np.random.default_rng([seed, 78])
    room = _room(seed, float(rng.uniform(0.35, 1.0)), somebody=bool(seed % 2))
    noise = float(rng.uniform(2, 6))
    for number in range(round(seconds * FPS)):
        grain = rng.standard_normal(room.shape, np.float32) * noise
        yield Frame(np.clip(room + grain, 0, 255).astype(np.uint8), number / FPS, number)


def _too_far(how: Shown, rng: np.random.Generator) -> None:
    how.module = float(rng.uniform(1.0, 1.8))
    how.blur = float(rng.uniform(0.3, 0.6))


def _too_near(how: Shown, rng: np.random.Generator) -> None:
    how.module = float(rng.uniform(11, 16))
    how.at = (640 + float(rng.uniform(-80, 80)), 360 + float(rng.uniform(-60, 60)))
    how.blur = float(rng.uniform(0.2, 0.9))


def _cut_off(how: Shown, rng: np.random.Generator) -> None:
    beyond = how.module * _VERSION_9 * float(rng.uniform(0.0, 0.3))
    how.at = [(beyond, 360), (1280 - beyond, 360), (640, beyond), (640, 720 - beyond)][int(rng.integers(4))]


def _dark(how: Shown, rng: np.random.Generator) -> None:
    how.darkened = float(rng.uniform(0.04, 0.12))
    how.noise = float(rng.uniform(3, 6))


def _reflection(how: Shown, rng: np.random.Generator) -> None:
    how.glare = float(rng.uniform(0.2, 0.4))
    how.white = float(rng.uniform(120, 210))


def _moving(how: Shown, rng: np.random.Generator) -> None:
    how.speed = float(rng.uniform(350, 900))
    how.exposure_s = float(rng.uniform(0.025, 0.033))


def _dim(how: Shown, rng: np.random.Generator) -> None:
    how.white, how.veil = float(rng.uniform(26, 38)), float(rng.uniform(14, 22))
    how.noise, how.lit = float(rng.uniform(4, 7)), float(rng.uniform(0.6, 1.0))


def _unsharp(how: Shown, rng: np.random.Generator) -> None:
    how.blur = float(rng.uniform(1.2, 2.0))


_SPOIL: dict[Cause, Callable[[Shown, np.random.Generator], None]] = {
    Cause.CLOSER: _too_far,
    Cause.FURTHER: _too_near,
    Cause.WHOLE_CODE: _cut_off,
    Cause.BRIGHTER: _dark,
    Cause.LESS_REFLECTION: _reflection,
    Cause.HOLD_STILL: _moving,
    Cause.PHONE_BRIGHTER: _dim,
    Cause.OUT_OF_FOCUS: _unsharp,
}


def _room(seed: int, lit: float, *, somebody: bool) -> Pixels:
    rng = np.random.default_rng([seed, 79])
    picture = draw_room(rng)
    if somebody:
        lay_over(picture, draw_person(Looks(rng)), round(float(rng.uniform(-100, 620))))
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.convertScaleAbs(grey, alpha=lit), np.uint8)


def _frames(how: Shown, seed: int, seconds: float, before_s: float) -> Iterator[Frame]:
    rng = np.random.default_rng([seed, 80])
    text = "VD1" + "".join(rng.choice(list("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 175))
    sheet, anchor, side = _phone(text, rng, how.module)
    room = _room(seed, how.lit, somebody=True)
    scale = how.module * _VERSION_9 / side
    roll, phase, heading = (float(turn) for turn in rng.uniform((-0.2, 0, 0), (0.2, 6, math.pi)))
    spot, shape = rng.uniform(-0.3, 0.3, 2), (float(rng.uniform(1, 2.4)), float(rng.uniform(0, math.pi)))
    for number in range(round(seconds * FPS)):
        t = number / FPS
        if t < before_s:
            yield Frame(sensed(room.astype(np.float32) * how.darkened, how.noise, rng), t, number)
            continue
        # There and back within 120 pixels: a triangle wave, so that the speed is the same nearly all the time.
        way = (t * how.speed / 120 + phase) % 2
        along = ((way if way < 1 else 2 - way) * 120 - 60) * (how.speed > 0)
        x = how.at[0] + 1.5 * math.sin(2.3 * t + phase) + along * math.cos(heading)
        y = how.at[1] + 1.5 * math.sin(1.9 * t + phase) + along * math.sin(heading)
        place = _placed(anchor, (x, y), scale, roll)
        left, top, right, bottom = _around(sheet, place)
        place[:, 2] -= left, top
        light = _held_up(room[top:bottom, left:right], sheet, place, how)
        code = how.module * _VERSION_9
        if how.glare:
            middle = (x - left + float(spot[0]) * code, y - top + float(spot[1]) * code)
            light = glare(light, middle, how.glare * code**2, *shape)
        picture = room.astype(np.float32)
        light = moved(out_of_focus(light, how.blur * how.module), how.speed * how.exposure_s, heading)
        picture[top:bottom, left:right] = light
        yield Frame(sensed(picture * how.darkened, how.noise, rng), t, number)


def _around(sheet: Pixels, into_frame: NDArray[np.float64]) -> tuple[int, int, int, int]:
    """The part of the frame that the sheet changes."""
    h, w = sheet.shape[:2]
    corners = np.array([(0, 0, 1), (w, 0, 1), (w, h, 1), (0, h, 1)]) @ into_frame.T
    (x0, y0), (x1, y1) = corners.min(axis=0) - 40, corners.max(axis=0) + 40
    return max(0, int(x0)), max(0, int(y0)), min(1280, int(x1)), min(720, int(y1))


def _held_up(room: Pixels, sheet: Pixels, into_frame: NDArray[np.float64], how: Shown) -> Light:
    """The phone before the room; its screen as bright as it is, behind what its glass reflects of the room."""
    height, width = room.shape
    seen = cv2.warpAffine(sheet, into_frame, (width, height), flags=cv2.INTER_LINEAR).astype(np.float32)
    covers = seen[:, :, 1] / 255
    screen = seen[:, :, 0] * (how.white - how.veil) / 250 + how.veil * covers
    return np.asarray(room * (1 - covers) + screen, np.float32)


def _phone(text: str, rng: np.random.Generator, module: float) -> tuple[Pixels, tuple[float, float], float]:
    """The phone as (h, w, 2), grey and alpha, the middle of its code and the code's side; reduced for a small one."""
    phone: Phone = draw_phone(text, "Voucher", Looks(rng), rng)
    grey = cv2.cvtColor(phone.layer[:, :, :3], cv2.COLOR_BGR2GRAY)
    sheet = np.dstack((grey, phone.layer[:, :, 3]))
    shrink = min(1.0, module * _VERSION_9 / phone.side)
    if shrink < 1:
        sheet = cv2.resize(sheet, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    return np.asarray(sheet, np.uint8), (phone.code[0] * shrink, phone.code[1] * shrink), phone.side * shrink


def _placed(anchor: tuple[float, float], at: tuple[float, float], scale: float, roll: float) -> NDArray[np.float64]:
    """The (2, 3) affine map that brings the sheet's `anchor` to `at`, turned by `roll` radians."""
    c, s = scale * math.cos(roll), scale * math.sin(roll)
    return np.array(
        [(c, -s, at[0] - c * anchor[0] + s * anchor[1]), (s, c, at[1] - s * anchor[0] - c * anchor[1])], np.float64
    )
