"""What stands between a phone's screen and a webcam's pixels: glass, light, lens, sensor, compression."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scanner.frame import Pixels
from scanner.opencv import cv2

_MARGIN = 24
_SUPERSAMPLED = 2
_NOISE_SIDE = (900, 1500)


@dataclass(frozen=True)
class Trouble:
    """The conditions of one clip. `white` and `veil` in grey levels, `noise` their sigma, `glare` a share of area."""

    white: float
    veil: float
    noise: float
    glare: float
    bands: float
    overexposure: float
    sharpened: bool
    jpeg: int


class Optics:
    """One webcam looking at one phone."""

    def __init__(self, trouble: Trouble, code_px: float, rng: np.random.Generator) -> None:
        """`code_px` is how wide the code is in the frame."""
        self._trouble = trouble
        self._code_px = code_px
        self._rng = rng
        self._noise = rng.standard_normal(_NOISE_SIDE, np.float32)
        self._band_px, self._band_hz = float(rng.uniform(40, 220)), float(rng.uniform(0.4, 4.0))
        self._glare_start, self._glare_turn = rng.uniform(-0.35, 0.35, 2), float(rng.uniform(0, math.pi))
        self._glare_run = rng.uniform(-0.45, 0.45, 2)  # how far the reflection wanders, in widths of the code
        self._glare_hz, self._glare_long = float(rng.uniform(0.2, 0.7)), float(rng.uniform(1, 2.4))

    def photograph(
        self,
        room: Pixels,
        sheet: Pixels,
        pose: NDArray[np.float32],
        smear: tuple[float, float],
        blur: float,
        *,
        t: float,
    ) -> Pixels:
        """The frame (720, 1280). `pose` (5, 2): the sheet's corners and, as row 2, the code's middle, in pixels;
        `smear` how far the phone moves while the shutter is open, `blur` the radius of the lens's disc, in pixels.
        """
        x0, y0, x1, y1 = self._part(room, pose)
        frame = room.copy()
        if x0 >= x1 or y0 >= y1:
            return self._noisy(frame)
        phone = self._lit(sheet, pose - np.array((x0, y0), np.float32), (x1 - x0, y1 - y0))
        if self._trouble.bands:
            rows = np.arange(y0, y1, dtype=np.float32)
            wave = np.sin(2 * np.pi * (rows / self._band_px + self._band_hz * t))
            phone[:, :, 0] *= (1 - self._trouble.bands * (0.5 + 0.5 * wave))[:, None]
        self._reflect(phone, pose[2] - (x0, y0), t)
        phone = self._through_the_lens(phone, smear, blur)
        behind = frame[y0:y1, x0:x1] * (1 - phone[:, :, 1])
        frame[y0:y1, x0:x1] = cv2.convertScaleAbs(np.maximum(behind + phone[:, :, 0], 0))
        return self._noisy(frame)

    def _part(self, room: Pixels, pose: NDArray[np.float32]) -> tuple[int, int, int, int]:
        """The part of the frame that the phone changes."""
        height, width = room.shape
        low, high = np.floor(pose.min(axis=0)) - _MARGIN, np.ceil(pose.max(axis=0)) + _MARGIN
        (x0, y0), (x1, y1) = np.clip(low, 0, (width, height)), np.clip(high, 0, (width, height))
        return int(x0), int(y0), int(x1), int(y1)

    def _lit(self, sheet: Pixels, pose: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
        """The phone, antialiased, (h, w, 2): light and alpha; the screen at its brightness, behind the glass's veil."""
        s, t = _SUPERSAMPLED, self._trouble
        h, w = sheet.shape[:2]
        corners = np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32)
        into = cv2.getPerspectiveTransform(corners, (np.delete(pose, 2, axis=0) + 0.5) * s - 0.5)
        seen = cv2.warpPerspective(sheet, into, (size[0] * s, size[1] * s), flags=cv2.INTER_LINEAR)
        phone = cv2.resize(seen, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        phone[:, :, 1] /= 255
        phone[:, :, 0] *= (t.white - t.veil) / 250 * t.overexposure
        phone[:, :, 0] += t.veil * phone[:, :, 1]
        return phone

    def _reflect(self, phone: NDArray[np.float32], middle: NDArray[np.float32], t: float) -> None:
        """A lamp or a window in the glass: a spot that blinds the sensor, moving as the hand turns."""
        if not self._trouble.glare:
            return
        radius = math.sqrt(self._trouble.glare / math.pi) * self._code_px
        wander = self._glare_start + self._glare_run * math.sin(2 * math.pi * self._glare_hz * t)
        px, py = middle + wander * self._code_px
        reach = radius * 6
        x0, x1 = max(0, int(px - reach)), min(phone.shape[1], int(px + reach))
        y0, y1 = max(0, int(py - reach)), min(phone.shape[0], int(py + reach))
        if x0 >= x1 or y0 >= y1:
            return
        y, x = np.mgrid[y0:y1, x0:x1].astype(np.float32)
        c, s, long = math.cos(self._glare_turn), math.sin(self._glare_turn), math.sqrt(self._glare_long)
        along, across = ((x - px) * c + (y - py) * s) / long, (-(x - px) * s + (y - py) * c) * long
        distance = np.hypot(along, across) / radius
        spot = 420 / (1 + np.exp(np.minimum((distance - 1) * 7, 60))) + np.clip(1 - distance / 5, 0, 1) * 35
        phone[y0:y1, x0:x1, 0] += spot * phone[y0:y1, x0:x1, 1]

    def _through_the_lens(
        self, phone: NDArray[np.float32], smear: tuple[float, float], blur: float
    ) -> NDArray[np.float32]:
        if self._trouble.overexposure > 1:
            phone[:, :, 0] += 0.35 * cv2.GaussianBlur(np.clip(phone[:, :, 0] - 150, 0, None), (0, 0), 9)
        phone = np.asarray(cv2.filter2D(phone, -1, _disc(max(blur, 0.3))), np.float32)
        if math.hypot(*smear) > 0.4:
            phone = np.asarray(cv2.filter2D(phone, -1, _line(smear)), np.float32)
        return phone

    def _noisy(self, frame: Pixels) -> Pixels:
        """Sensor noise that grows with the light, the webcam's sharpening, JPEG."""
        height, width = frame.shape
        y, x = (int(self._rng.integers(0, n - m)) for n, m in zip(_NOISE_SIDE, (height, width), strict=True))
        noise = self._noise[y : y + height, x : x + width]
        light = frame.astype(np.float32)
        light += noise * (cv2.sqrt(light + 20) * (self._trouble.noise / 12))
        picture = cv2.convertScaleAbs(np.maximum(light, 0))
        if self._trouble.sharpened:
            picture = cv2.addWeighted(picture, 1.6, cv2.GaussianBlur(picture, (0, 0), 1.2), -0.6, 0)
        _, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, self._trouble.jpeg])
        return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)


def cracked(grey: Pixels, card: tuple[int, int, int], rng: np.random.Generator) -> None:
    """Cracks over the screen from one blow, in place: light and dark lines, some splinters shifted or dull.

    `card` is (left, top, side) of the code in `grey`.
    """
    left, top, side = card
    blow = np.array((left, top)) + rng.uniform(0, 1, 2) * side
    module = side / 61
    angles = np.sort(rng.uniform(0, 2 * math.pi, int(rng.integers(7, 13))))
    rays = [_ray(blow, float(angle), side * float(rng.uniform(0.5, 1.3)), rng) for angle in angles]
    original = grey.copy()
    for ray, following in pairwise(rays):
        if rng.random() < 0.3:
            splinter = np.zeros(grey.shape, np.uint8)
            cv2.fillPoly(splinter, [np.round(np.vstack((ray, following[::-1]))).astype(np.int32)], 255)
            dx, dy = rng.uniform(-0.5, 0.5, 2) * module
            moved = cv2.warpAffine(original, np.array([[1, 0, dx], [0, 1, dy]], np.float32), original.shape[::-1])
            np.copyto(grey, cv2.convertScaleAbs(moved, alpha=float(rng.uniform(0.7, 1.0))), where=splinter > 0)
    for ray in rays:
        points = [np.round(ray * 16).astype(np.int32)]
        cv2.polylines(grey, points, False, int(rng.integers(150, 256)), int(rng.integers(1, 5)), cv2.LINE_AA, 4)
        cv2.polylines(grey, [points[0] + 40], False, int(rng.integers(20, 90)), 1, cv2.LINE_AA, 4)


def _ray(start: NDArray[np.float64], angle: float, length: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """(n, 2) points of a crooked line."""
    turns = angle + np.cumsum(rng.normal(0, 0.12, 8))
    steps = np.stack((np.cos(turns), np.sin(turns)), axis=1) * (length / 8)
    return np.vstack((start, start + np.cumsum(steps, axis=0)))


def _disc(radius: float) -> NDArray[np.float32]:
    """The picture of a point out of focus, antialiased."""
    n = math.ceil(radius) + 1
    y, x = np.mgrid[-n : n + 1, -n : n + 1]
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1)
    return np.asarray(disc / disc.sum(), np.float32)


def _line(smear: tuple[float, float]) -> NDArray[np.float32]:
    """The picture of a point that moves by `smear` pixels."""
    n = math.ceil(max(abs(smear[0]), abs(smear[1])) / 2) + 1
    fine = np.zeros(((2 * n + 1) * 4,) * 2, np.float32)
    middle = len(fine) / 2 - 0.5
    ends = [(round((middle + k * smear[0] * 2) * 16), round((middle + k * smear[1] * 2) * 16)) for k in (-1, 1)]
    cv2.line(fine, ends[0], ends[1], 1.0, 4, cv2.LINE_AA, 4)
    line = cv2.resize(fine, (2 * n + 1,) * 2, interpolation=cv2.INTER_AREA)
    return np.asarray(line / line.sum(), np.float32)
