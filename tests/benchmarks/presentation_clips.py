"""500 seeded clips of a phone brought before a webcam: 3 s at 20 frames a second, 1280x720 grey, with the true text.

Four strata from easy to very hard. Each draws its conditions from ranges (`STRATA`); what happens in a clip follows
from (seed, index) alone. Ranges in modules scale with the code, so that a small code is not hard twice. The ranges were
set once, against zxing-cpp frame by frame, before there was a decoder of our own to favour, and are not tuned since.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import segno
from numpy.typing import NDArray

from scanner.frame import Frame, Pixels
from scanner.opencv import cv2
from scanner.scene.person import Looks
from scanner.scene.phone import draw_phone
from scanner.scene.room import draw_room
from tests.benchmarks.presentation_optics import Optics, Trouble, cracked

SEED = 20261123
FPS = 20
SECONDS = 3.0
_BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CARD = 512  # pixels of the drawn phone's code with its quiet zone
_QUIET = 4
_ROOMS = 4


@dataclass(frozen=True)
class Stratum:
    """How hard: ranges (low, high) from which each clip draws. Lengths in modules unless named otherwise."""

    name: str
    clips: int
    px_per_module: tuple[float, float]
    tilt: tuple[float, float]  # degrees, of each axis
    focus_floor: tuple[float, float]  # radius of the blur at its best
    focus_swing: tuple[float, float]  # what hunting adds to it
    tremor: tuple[float, float]  # amplitude
    exposure_s: tuple[float, float]
    white: tuple[float, float]  # grey level of the lit screen
    veil: tuple[float, float]  # grey levels that the glass reflects everywhere
    noise: tuple[float, float]  # sigma in grey levels
    glare: tuple[float, float]  # share of the code's area that a reflection covers at a time
    bands: tuple[float, float]  # depth of the rolling brightness
    jpeg: tuple[int, int]
    troubles: int  # how many of glare, bands, crack, hunting, overexposure a clip has


STRATA = (
    Stratum(
        "easy", 100, (4.0, 6.0), (0, 10), (0.10, 0.25), (0.3, 0.6), (0.1, 0.4), (0.008, 0.015), (180, 240), (2, 8),
        (2, 4), (0.01, 0.03), (0.05, 0.15), (80, 92), 0,
    ),
    Stratum(
        "fair", 100, (3.2, 4.8), (5, 20), (0.15, 0.40), (0.4, 0.9), (0.2, 0.8), (0.010, 0.025), (130, 235), (4, 16),
        (3, 7), (0.02, 0.06), (0.10, 0.30), (65, 88), 1,
    ),
    Stratum(
        "hard", 120, (2.7, 3.9), (8, 30), (0.28, 0.55), (0.5, 1.2), (0.4, 1.2), (0.012, 0.030), (95, 225), (6, 24),
        (4, 10), (0.05, 0.12), (0.20, 0.50), (50, 80), 2,
    ),
    Stratum(
        "very hard", 180, (2.4, 3.5), (10, 35), (0.38, 0.68), (0.5, 1.4), (0.5, 1.6), (0.015, 0.036), (70, 210),
        (8, 32), (6, 14), (0.08, 0.18), (0.30, 0.60), (40, 72), 3,
    ),
)  # fmt: skip
_TROUBLES = ("glare", "bands", "crack", "hunting", "overexposure")


@dataclass(frozen=True)
class Clip:
    """One clip: its place in the set and what its code says. `frames()` draws it, the same each time."""

    seed: int
    index: int
    stratum: str
    text: str = field(repr=False)
    version: int

    def frames(self) -> Iterator[Frame]:
        """60 frames, `taken_at` in seconds of film from 0."""
        return _Film(self).frames()


def clips(seed: int = SEED, count: int | None = None) -> list[Clip]:
    """The set, 500 clips; a smaller `count` takes them evenly out of every stratum."""
    names = [stratum.name for stratum in STRATA for _ in range(stratum.clips)]
    indexes = range(len(names)) if count is None else np.linspace(0, len(names) - 1, count).round().astype(int).tolist()
    return [_clip(seed, index, names[index]) for index in indexes]


def _clip(seed: int, index: int, stratum: str) -> Clip:
    """Two of three show a signed voucher code (version 9, level Q), the others an opaque one of 16 to 40 characters."""
    rng = np.random.default_rng([seed, index, 0])
    signed = rng.random() < 2 / 3
    length = int(rng.integers(165, 187)) if signed else int(rng.integers(16, 41))
    text = ("VD1" if signed else "") + "".join(_BASE36[i] for i in rng.integers(0, 36, length))
    return Clip(seed, index, stratum, text, int(_code(text).version))


def _code(text: str) -> segno.QRCode:
    long = len(text) > 100
    return segno.make_qr(text, error="Q" if long else "M", boost_error=False, version=9 if long else None)


class _Film:
    """What happens in one clip."""

    def __init__(self, clip: Clip) -> None:
        s = next(stratum for stratum in STRATA if stratum.name == clip.stratum)
        self._rng = rng = np.random.default_rng([clip.seed, clip.index, 1])

        def draw(limits: tuple[float, float]) -> float:
            return float(rng.uniform(*limits))

        troubles = set(rng.choice(_TROUBLES, s.troubles, replace=False).tolist())
        side = 17 + 4 * clip.version
        self._module = draw(s.px_per_module)
        # A small code is shown large as any app does: it fills the card, so its modules are larger than a voucher's.
        self._module *= math.sqrt(53 / side)
        self._sheet, self._anchor = _phone(clip.text, self._module, "crack" in troubles, rng)
        self._scale = self._module * side / _code_side(side)
        self._code_px = self._module * side
        room = np.random.default_rng([clip.seed, clip.index % _ROOMS, 2])
        lit = draw((0.35, 0.85)) if s.white[0] > 100 else draw((0.15, 0.6))
        room_picture = cv2.cvtColor(draw_room(room), cv2.COLOR_BGR2GRAY)
        self._room = np.asarray(cv2.convertScaleAbs(room_picture, alpha=lit), np.uint8)
        self._place = (640 + draw((-110, 110)), 360 + draw((-50, 50)))
        self._from = (draw((-260, 260)), draw((260, 520)))
        self._arrival_s = draw((0.15, 0.45))
        self._roll = draw((-25, 25)) if clip.stratum in ("easy", "fair") else draw((-60, 60))
        self._tilt = [draw(s.tilt) * (1 if rng.random() < 0.5 else -1) for _ in range(2)]
        self._phases = rng.uniform(0, 2 * math.pi, 12)
        self._tremor = draw(s.tremor) * self._module
        self._exposure_s = draw(s.exposure_s)
        self._floor, self._swing = draw(s.focus_floor), draw(s.focus_swing)
        self._focus_s = 60.0 if "hunting" in troubles else draw((0.15, 0.5))  # seconds until the autofocus rests
        self._focus_hz = draw((0.6, 1.6))
        self._optics = Optics(
            Trouble(
                white=draw(s.white),
                veil=draw(s.veil),
                noise=draw(s.noise),
                glare=draw(s.glare) if "glare" in troubles else 0.0,
                bands=draw(s.bands) if "bands" in troubles else 0.0,
                overexposure=draw((1.4, 2.2)) if "overexposure" in troubles else 1.0,
                sharpened=bool(rng.random() < 0.5),
                jpeg=int(rng.integers(*s.jpeg)),
            ),
            self._code_px,
            np.random.default_rng([clip.seed, clip.index, 3]),
        )

    def frames(self) -> Iterator[Frame]:
        for number in range(round(SECONDS * FPS)):
            t = number / FPS
            yield Frame(self._seen(t), t, number, origin="clip")

    def _seen(self, t: float) -> Pixels:
        before, here, after = (self._pose(t + part * self._exposure_s) for part in (-0.5, 0.0, 0.5))
        smear = (float(after[2, 0] - before[2, 0]), float(after[2, 1] - before[2, 1]))
        wave = abs(math.sin(2 * math.pi * self._focus_hz * t / 2 + self._phases[10]))
        blur = (self._floor + self._swing * wave * math.exp(-t / self._focus_s)) * self._module
        return self._optics.photograph(self._room, self._sheet, here, smear, blur, t=t)

    def _pose(self, t: float) -> NDArray[np.float32]:
        """(5, 2) where the sheet's corners and, as row 2, the code's middle are seen, in pixels."""
        share = min(1.0, max(0.0, (t + self._exposure_s) / self._arrival_s))
        away = (1 - share) ** 2
        p = self._phases
        # A hand: slow sway, and the physiological tremor of 8 to 12 Hz at a tenth of it.
        sway_x = math.sin(2.2 * t + p[0]) + 0.5 * math.sin(5.1 * t + p[1]) + 0.12 * math.sin(57 * t + p[2])
        sway_y = math.sin(1.9 * t + p[3]) + 0.5 * math.sin(4.3 * t + p[4]) + 0.12 * math.sin(63 * t + p[5])
        x = self._place[0] + away * self._from[0] + 3 * self._tremor * sway_x
        y = self._place[1] + away * self._from[1] + 3 * self._tremor * sway_y
        scale = self._scale * (1 - 0.25 * away + 0.02 * math.sin(1.3 * t + p[6]))
        roll = math.radians(self._roll * (1 + 0.3 * away) + 1.2 * math.sin(1.7 * t + p[7]))
        yaw = math.radians(self._tilt[0] + 3 * math.sin(1.1 * t + p[8]))
        pitch = math.radians(self._tilt[1] + 3 * math.sin(1.5 * t + p[9]))
        h, w = self._sheet.shape[:2]
        corners = np.array([(0, 0), (w, 0), self._anchor, (w, h), (0, h)], np.float64) - self._anchor
        flat = corners * scale
        fx = flat[:, 0] * math.cos(roll) - flat[:, 1] * math.sin(roll)
        fy = flat[:, 0] * math.sin(roll) + flat[:, 1] * math.cos(roll)
        near = 1150.0 / (1150.0 + fx * math.sin(yaw) + fy * math.sin(pitch))
        return np.stack((x + fx * math.cos(yaw) * near, y + fy * math.cos(pitch) * near), axis=1).astype(np.float32)


def _code_side(side: int) -> float:
    """Pixels of the drawn phone that the code is wide, without its quiet zone."""
    return _CARD * side / (side + 2 * _QUIET)


def _phone(text: str, module: float, crack: bool, rng: np.random.Generator) -> tuple[Pixels, tuple[float, float]]:
    """The phone as (h, w, 2), grey and alpha, and the middle of its code."""
    phone = draw_phone(text, "Voucher", Looks(rng), rng)
    grey = np.array(cv2.cvtColor(phone.layer[:, :, :3], cv2.COLOR_BGR2GRAY), np.uint8)
    dark = np.array([list(row) for row in _code(text).matrix], np.uint8)
    light = np.pad(1 - dark, _QUIET, constant_values=1) * np.uint8(243) + np.uint8(12)
    large = np.kron(light, np.ones((-(-2 * _CARD // len(light)),) * 2, np.uint8))
    card = cv2.resize(large, (_CARD, _CARD), interpolation=cv2.INTER_AREA)
    left, top = round(phone.code[0] - _CARD / 2), round(phone.code[1] - _CARD / 2)
    grey[top : top + _CARD, left : left + _CARD] = card
    if crack:
        cracked(grey, (left, top, _CARD), rng)
    grey = np.minimum(grey, phone.layer[:, :, 3])  # colours come multiplied by alpha; a crack ends with the phone
    return np.dstack((grey, phone.layer[:, :, 3])), (left + _CARD / 2, top + _CARD / 2)
