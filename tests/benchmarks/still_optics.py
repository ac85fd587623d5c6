"""What lies between a picture and the sensor: focus, movement, reflections, too much or too little light, noise."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scanner.frame import Pixels
from scanner.opencv import cv2

Light: TypeAlias = NDArray[np.float32]
"""(h, w), 0 black to 255 white; brighter than white is allowed until the sensor cuts it off."""

_LEAST_DISK = 0.45  # radius; below it a disk of whole pixels is no disk
_LEAST_MOVE = 0.4  # pixels


def out_of_focus(light: Light, radius: float) -> Light:
    """A point becomes a disk of `radius` pixels, as behind a real lens."""
    if radius <= _LEAST_DISK:
        return np.asarray(cv2.GaussianBlur(light, (0, 0), radius), np.float32)
    side = math.ceil(radius) * 2 + 3
    y, x = np.mgrid[:side, :side] - side // 2
    disk = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return np.asarray(cv2.filter2D(light, -1, disk / disk.sum()), np.float32)


def moved(light: Light, length: float, angle: float) -> Light:
    """Smeared along a line of `length` pixels at `angle` radians while the shutter was open."""
    if length <= _LEAST_MOVE:
        return light
    side = max(math.ceil(length) | 1, 3) + 2
    fine = np.zeros((side * 8, side * 8), np.float32)
    centre, dx, dy = side * 4, math.cos(angle) * length * 4, math.sin(angle) * length * 4
    ends = (int(centre - dx), int(centre - dy)), (int(centre + dx), int(centre + dy))
    cv2.line(fine, *ends, (1.0,), 8, cv2.LINE_AA)
    kernel = cv2.resize(fine, (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.filter2D(light, -1, kernel / kernel.sum()), np.float32)


def glare(light: Light, centre: tuple[float, float], area: float, stretch: float, angle: float) -> Light:
    """A lamp mirrored in the glass: an ellipse of `area` square pixels, burnt out, with a faint glow around."""
    height, width = light.shape
    radius = math.sqrt(area / math.pi)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    along = (x - centre[0]) * math.cos(angle) + (y - centre[1]) * math.sin(angle)
    across = (y - centre[1]) * math.cos(angle) - (x - centre[0]) * math.sin(angle)
    distance = np.hypot(along / (radius * math.sqrt(stretch)), across / (radius / math.sqrt(stretch)))
    burnt = 380 / (1 + np.exp(np.minimum((distance - 1) * 7, 80)))
    return np.asarray(light + burnt + np.clip(1 - distance / 5, 0, 1) * 40, np.float32)


def bloom(light: Light, strength: float) -> Light:
    """What is bright spills over its edges."""
    spilt = cv2.GaussianBlur(np.clip(light - 150, 0, None), (0, 0), 9)
    return np.asarray(light + strength * spilt, np.float32)


def sensed(light: Light, noise: float, rng: np.random.Generator) -> Pixels:
    """Eight bits, with grain that grows with the light; `noise` is its sigma at a middle grey."""
    grain = rng.standard_normal(light.shape, np.float32) * noise * np.sqrt(np.clip(light, 8, 255) / 128 + 0.15)
    return np.clip(light + grain, 0, 255).astype(np.uint8)


def sharpened(grey: Pixels) -> Pixels:
    """The halo that webcams draw around edges."""
    return np.asarray(cv2.addWeighted(grey, 1.6, cv2.GaussianBlur(grey, (0, 0), 1.2), -0.6, 0), np.uint8)


def as_jpeg(grey: Pixels, quality: int) -> Pixels:
    """The same after a JPEG of `quality`."""
    written = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(written, cv2.IMREAD_GRAYSCALE), np.uint8)
