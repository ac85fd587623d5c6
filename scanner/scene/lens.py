"""What a cheap webcam does to the light: uneven brightness, softness, noise; and how it sees a tilted, moving sheet."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scanner.frame import Pixels
from scanner.opencv import cv2
from scanner.scene.paint import Point, lay_over

_FOCAL = 1150.0  # pixels: a webcam of about 58 degrees
_EXPOSURE_S = 1 / 50
_NOISES = 5
_NOISE_SIGMA = 2.4


@dataclass(frozen=True)
class Pose:
    """Where a sheet is: its point `anchor` seen at `at`, `scale` frame pixels per sheet pixel, angles in degrees."""

    at: Point
    scale: float
    roll: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0


def show_sheet(picture: Pixels, sheet: Pixels, anchor: Point, pose: Pose, blur: Point) -> None:
    """Put a layer into `picture` in perspective, smeared by `blur` pixels along x and y; what sticks out is cut."""
    height, width = sheet.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    seen = _project(corners - np.array(anchor, np.float32), pose)
    smear = (1 + round(abs(blur[0])), 1 + round(abs(blur[1])))
    limit = np.array([picture.shape[1], picture.shape[0]])
    low = np.clip(np.floor(seen.min(axis=0)) - smear, 0, limit).astype(int)
    high = np.clip(np.ceil(seen.max(axis=0)) + smear, 0, limit).astype(int)
    w, h = (high - low).tolist()
    if w <= 0 or h <= 0:
        return
    into_part = cv2.getPerspectiveTransform(corners, (seen - low).astype(np.float32))
    part = cv2.warpPerspective(sheet, into_part, (w, h), flags=cv2.INTER_LINEAR)
    if smear != (1, 1):
        part = cv2.blur(part, smear)
    lay_over(picture, np.asarray(part, np.uint8), int(low[0]), int(low[1]))


def _project(points: NDArray[np.float32], pose: Pose) -> NDArray[np.float64]:
    """(n, 2) points of the sheet, its anchor at the origin, to (n, 2) points of the frame."""
    roll, yaw, pitch = (math.radians(angle) for angle in (pose.roll, pose.yaw, pose.pitch))
    flat = points.astype(np.float64) * pose.scale
    x = flat[:, 0] * math.cos(roll) - flat[:, 1] * math.sin(roll)
    y = flat[:, 0] * math.sin(roll) + flat[:, 1] * math.cos(roll)
    depth = x * math.sin(yaw) + y * math.sin(pitch)
    near = _FOCAL / (_FOCAL + depth)
    return np.stack((pose.at[0] + x * math.cos(yaw) * near, pose.at[1] + y * math.cos(pitch) * near), axis=1)


def smear_of(before: Point, after: Point, seconds: float) -> Point:
    """How far the sheet moves while the shutter is open, given two places `seconds` apart."""
    share = _EXPOSURE_S / seconds
    return ((after[0] - before[0]) * share, (after[1] - before[1]) * share)


class Lens:
    """The camera's own marks on a picture; one per scene, since they stay the same from frame to frame."""

    def __init__(self, rng: np.random.Generator, width: int = 1280, height: int = 720) -> None:
        self._rng = rng
        self._light = _uneven_light(rng, width, height)
        self._noises = [_noise(rng, width, height) for _ in range(_NOISES)]

    def expose(self, picture: Pixels) -> Pixels:
        """The picture (h, w, 3) as it leaves the camera."""
        soft = cv2.GaussianBlur(cv2.multiply(picture, self._light, scale=1 / 255), (3, 3), 0.6)
        noise = self._noises[int(self._rng.integers(_NOISES))]
        return np.asarray(cv2.addWeighted(soft, 1, noise, 1, -128), np.uint8)


def _uneven_light(rng: np.random.Generator, width: int, height: int) -> Pixels:
    """Brightest near the window side, falling off to the corners; (h, w, 3), 255 = full."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    cx, cy = width * rng.uniform(0.36, 0.5), height * rng.uniform(0.38, 0.5)
    distance = np.hypot((x - cx) / width, (y - cy) / height)
    light = np.clip(255 * (1.0 - 0.42 * distance**2), 0, 255).astype(np.uint8)
    return np.repeat(light[:, :, None], 3, axis=2)


def _noise(rng: np.random.Generator, width: int, height: int) -> Pixels:
    """Mostly brightness, a little colour, around 128."""
    grain = rng.standard_normal((height, width, 1), np.float32) * _NOISE_SIGMA
    colour = rng.standard_normal((height, width, 3), np.float32) * (_NOISE_SIGMA * 0.5)
    return np.clip(128.5 + grain + colour, 0, 255).astype(np.uint8)
