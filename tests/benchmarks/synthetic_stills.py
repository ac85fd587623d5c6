"""A signed code on a phone's screen before a webcam: single frames of 1280x720, seeded.

Two profiles, each over every size of token (60 to 350 bytes), two alphabets, three levels of error correction and seven
sizes in the frame, twice; of these the ones with at least 3 pixels a module. **The ranges are fixed**: they were set
before the decoder that is measured on them, and changing them afterwards would make the figures worthless.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import segno
from numpy.typing import NDArray

from scanner.frame import Pixels
from scanner.opencv import cv2
from tests.benchmarks import still_optics as optics
from tests.benchmarks.backgrounds import HEIGHT, WIDTH, surface
from tests.benchmarks.still_optics import Light

SEED = 20240611
PROFILES = ("typical", "hard")
_BYTES, _ALPHABETS, _LEVELS = (60, 120, 240, 350), ("base45", "base64"), ("L", "M", "Q")
_SIZES, _TIMES = (120, 160, 200, 250, 320, 400, 500), 2
_LEAST_PIXELS_A_MODULE = 3.0
_BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_SCREEN, _TALL, _RIM = 1080, 1900, 46  # the phone's glass, and the black around it, in its own pixels
_FOCAL = 1000.0
_FINER = 3  # drawn so many times finer than the frame, then averaged, as a sensor's pixels do


@dataclass(frozen=True)
class SyntheticStill:
    """One frame to be drawn. `size` is the code's side in the frame, in pixels, when held straight."""

    profile: str
    token_bytes: int
    alphabet: str
    level: str
    size: int
    time: int
    seed: int = SEED

    @property
    def name(self) -> str:
        """`hard-120-base45-Q-250-1`."""
        return f"{self.profile}-{self.token_bytes}-{self.alphabet}-{self.level}-{self.size}-{self.time}"

    @cached_property
    def text(self) -> str:
        """What the code says."""
        token = self._rng(0).bytes(self.token_bytes)
        if self.alphabet == "base45":
            return "VC1:" + _base45(token)
        return "VC1." + base64.urlsafe_b64encode(token).decode().rstrip("=")

    @cached_property
    def modules(self) -> NDArray[np.uint8]:
        """(n, n), 1 = dark."""
        return np.array([list(row) for row in self._code().matrix], np.uint8)

    @property
    def pixels_a_module(self) -> float:
        """Before tilting."""
        any_mask = self._code(mask=0)  # the best mask takes time to find and changes no size
        return self.size / any_mask.symbol_size(border=0)[0]

    def draw(self) -> Pixels:
        """(720, 1280) as the camera gives it."""
        rng = self._rng(1)
        return _photographed(self.modules, self.size, _Look(self.profile, rng), rng)

    def _code(self, mask: int | None = None) -> segno.QRCode:
        mode = "alphanumeric" if self.alphabet == "base45" else "byte"
        return segno.make_qr(self.text, error=self.level, boost_error=False, mode=mode, mask=mask)

    def _rng(self, what: int) -> np.random.Generator:
        numbers = (PROFILES.index(self.profile), self.token_bytes, _ALPHABETS.index(self.alphabet))
        return np.random.default_rng([self.seed, what, *numbers, ord(self.level), self.size, self.time])


def synthetic_stills(profile: str, seed: int = SEED) -> Iterator[SyntheticStill]:
    """All of a profile, 246 of them."""
    every = product(_BYTES, _ALPHABETS, _LEVELS, _SIZES, range(_TIMES))
    for token_bytes, alphabet, level, size, time in every:
        still = SyntheticStill(profile, token_bytes, alphabet, level, size, time, seed)
        if still.pixels_a_module >= _LEAST_PIXELS_A_MODULE:
            yield still


class _Look:
    """How this one is held and seen; degrees, pixels, shares."""

    def __init__(self, profile: str, rng: np.random.Generator) -> None:
        def between(low: float, high: float) -> float:
            return float(rng.uniform(low, high))

        hard = profile == "hard"
        self.turn = between(0, 360) if hard else between(-20, 20)
        self.tilt = between(10, 38) if hard else between(0, 22)
        self.move = between(1.5, 5) if hard else between(0, 3)
        self.defocus = between(0.9, 2.0) if hard else between(0.6, 1.3)
        self.noise = between(5, 12) if hard else between(3, 8)
        self.quality = round(between(35, 75) if hard else between(65, 88))
        self.gain = between(0.35, 1.5) if hard else between(0.6, 1.25)
        reflects = rng.random() < (0.5 if hard else 0.3)
        self.glare = (between(0.02, 0.08) if hard else between(0, 0.04)) if reflects else 0.0
        self.sharpens = rng.random() < 0.6
        self.at = WIDTH * (0.5 + between(-0.12, 0.12)), HEIGHT * (0.5 + between(-0.06, 0.06))


def _photographed(modules: NDArray[np.uint8], size: int, look: _Look, rng: np.random.Generator) -> Pixels:
    phone, code = _phone(modules, rng)
    seen = _camera(look, rng, centre=code.mean(axis=0), scale=size / (code[1, 0] - code[0, 0]))
    behind = cv2.GaussianBlur(surface(rng), (0, 0), 1.5).astype(np.float32) * rng.uniform(0.35, 0.8)
    light = _put(phone, behind, seen)
    if look.glare:
        outline = cv2.perspectiveTransform(code[None].astype(np.float32), seen)[0]
        place = outline.mean(axis=0) + rng.uniform(-0.3, 0.3, 2) * size
        area = look.glare * abs(cv2.contourArea(outline.astype(np.float32)))
        centre = float(place[0]), float(place[1])
        light = optics.glare(light, centre, area, float(rng.uniform(1, 2.2)), float(rng.uniform(0, math.pi)))
    light = optics.out_of_focus(light * np.float32(look.gain), look.defocus)
    light = optics.moved(light, look.move, float(rng.uniform(0, math.pi)))
    grey = optics.sensed(light, look.noise, rng)
    return optics.as_jpeg(optics.sharpened(grey) if look.sharpens else grey, look.quality)


def _phone(modules: NDArray[np.uint8], rng: np.random.Generator) -> tuple[Light, NDArray[np.float64]]:
    """The phone as it shines, and the four corners of its code, in its own pixels."""
    screen = np.full((_TALL, _SCREEN), 245, np.float32)
    screen[:180] = rng.integers(40, 120)
    module = max(int(_SCREEN * 0.74) // len(modules), 4)
    side = module * len(modules)
    x, y = (_SCREEN - side) // 2, 520
    screen[y : y + side, x : x + side] = np.where(np.kron(modules, np.ones((module, module))) > 0, 12, 245)
    for top in (230, 290, 350, *range(y + side + 140, _TALL - 24, 70)):
        screen[top : top + 24, 90 : 90 + int(rng.integers(300, 850))] = 100
    gaps = np.where(np.arange(_SCREEN) % 3 == 0, 0.72, 1.0), np.where(np.arange(_TALL) % 3 == 0, 0.80, 1.0)
    screen *= (gaps[0][None, :] * gaps[1][:, None]).astype(np.float32)  # the dark lines between its pixels
    phone = np.pad(screen, ((_RIM + 30, _RIM + 30), (_RIM, _RIM)), constant_values=18)
    left, top = x + _RIM, y + _RIM + 30
    return phone, np.array([(left, top), (left + side, top), (left + side, top + side), (left, top + side)], float)


def _camera(
    look: _Look, rng: np.random.Generator, centre: NDArray[np.float64], scale: float
) -> NDArray[np.float64]:
    """(3, 3): turned in its plane, tilted about an axis of any direction, seen from `_FOCAL` pixels away."""
    turn, tilt, direction = math.radians(look.turn), math.radians(look.tilt), float(rng.uniform(0, 2 * math.pi))
    in_plane = np.array(cv2.Rodrigues(np.array([0, 0, turn]))[0])
    out_of_plane = np.array(cv2.Rodrigues(tilt * np.array([math.cos(direction), math.sin(direction), 0]))[0])
    turned = out_of_plane @ in_plane
    onto_plane = np.array([[scale, 0, -scale * centre[0]], [0, scale, -scale * centre[1]], [0, 0, 1]])
    projected = np.array([[_FOCAL, 0, look.at[0]], [0, _FOCAL, look.at[1]], [0, 0, 1]])
    in_space = np.column_stack((turned[:, 0], turned[:, 1], (0, 0, _FOCAL)))
    return np.asarray(projected @ in_space @ onto_plane, np.float64)


def _put(phone: Light, behind: Light, seen: NDArray[np.float64]) -> Light:
    """The phone over what is behind it, each pixel the mean of `_FINER` squared samples."""
    height, width = phone.shape
    corners = np.array([[(0, 0), (width, 0), (width, height), (0, height)]], np.float32)
    outline = cv2.perspectiveTransform(corners, seen)[0]
    low = np.clip(np.floor(outline.min(axis=0)) - 4, 0, (WIDTH, HEIGHT)).astype(int)
    high = np.clip(np.ceil(outline.max(axis=0)) + 4, 0, (WIDTH, HEIGHT)).astype(int)
    (x0, y0), (x1, y1) = low.tolist(), high.tolist()
    half = (_FINER - 1) / 2
    finer = np.array([[_FINER, 0, half - x0 * _FINER], [0, _FINER, half - y0 * _FINER], [0, 0, 1]]) @ seen
    fine = (x1 - x0) * _FINER, (y1 - y0) * _FINER
    shrinks = math.sqrt(height * width / abs(cv2.contourArea(outline.astype(np.float32)))) / _FINER
    smooth = cv2.GaussianBlur(phone, (0, 0), 0.35 * shrinks) if shrinks > 1.3 else phone
    parts = (cv2.warpPerspective(layer, finer, fine) for layer in (smooth, np.ones_like(phone)))
    shown, there = (cv2.resize(part, (x1 - x0, y1 - y0), interpolation=cv2.INTER_AREA) for part in parts)
    light = behind.copy()
    light[y0:y1, x0:x1] = light[y0:y1, x0:x1] * (1 - there) + shown * there
    return light


def _base45(data: bytes) -> str:
    """RFC 9285."""
    pairs, rest = divmod(len(data), 2)
    values = [data[2 * n] * 256 + data[2 * n + 1] for n in range(pairs)]
    text = "".join(_BASE45[v % 45] + _BASE45[v // 45 % 45] + _BASE45[v // 2025] for v in values)
    return text + (_BASE45[data[-1] % 45] + _BASE45[data[-1] // 45] if rest else "")
