"""Drawing on layers: (h, w, 4) pictures of blue, green, red and alpha, colours already multiplied by alpha.

OpenCV's antialiased strokes on four channels keep that product right by themselves, and so do blurring and warping.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from scanner.frame import Pixels
from scanner.opencv import cv2

Colour: TypeAlias = tuple[int, int, int]  # blue, green, red
Point: TypeAlias = tuple[float, float]

_SUBPIXEL_BITS = 4
_SEMIBOLD = 600
_BLUR_SMALL_FROM = 8.0  # wide blurs are done at a quarter of the size: the same to the eye, far quicker


def blank(width: int, height: int) -> Pixels:
    """A layer with nothing on it."""
    return np.zeros((height, width, 4), np.uint8)


def polygon(layer: Pixels, points: Sequence[Point], colour: Colour, rounds: int = 0) -> None:
    """A filled polygon; each of `rounds` cuts its corners (Chaikin), so that three make a soft outline."""
    ring = np.array(points, np.float64)
    for _ in range(rounds):
        after = np.roll(ring, -1, axis=0)
        ring = np.stack((0.75 * ring + 0.25 * after, 0.25 * ring + 0.75 * after), axis=1).reshape(-1, 2)
    fixed = np.round(ring * 2**_SUBPIXEL_BITS).astype(np.int32)
    cv2.fillPoly(layer, [fixed], (*colour, 255), cv2.LINE_AA, _SUBPIXEL_BITS)


def box(layer: Pixels, place: Point, size: Point, colour: Colour, radius: float = 0) -> None:
    """A filled rectangle with round corners; `place` is its upper left corner."""
    (x, y), (w, h) = place, size
    left, right, top, bottom = x + radius, x + w - radius, y + radius, y + h - radius
    corners = ((right, top, -90), (right, bottom, 0), (left, bottom, 90), (left, top, 180))
    turn = np.radians(np.linspace(0, 90, 12 if radius else 1))
    ring = [
        (cx + radius * np.cos(np.radians(start) + a), cy + radius * np.sin(np.radians(start) + a))
        for cx, cy, start in corners
        for a in turn
    ]
    polygon(layer, ring, colour)


def ellipse(layer: Pixels, centre: Point, half: Point, colour: Colour, angle: float = 0) -> None:
    """A filled ellipse of half axes `half`, turned by `angle` degrees."""
    turn = np.radians(np.linspace(0, 360, 64, endpoint=False))
    tilt = np.radians(angle)
    x, y = half[0] * np.cos(turn), half[1] * np.sin(turn)
    xs = centre[0] + x * np.cos(tilt) - y * np.sin(tilt)
    ys = centre[1] + x * np.sin(tilt) + y * np.cos(tilt)
    polygon(layer, list(zip(xs.tolist(), ys.tolist(), strict=True)), colour)


def stroke(layer: Pixels, points: Sequence[Point], width: int, colour: Colour) -> None:
    """A thick line with round ends through `points`."""
    fixed = np.round(np.array(points) * 2**_SUBPIXEL_BITS).astype(np.int32)
    cv2.polylines(layer, [fixed], False, (*colour, 255), width, cv2.LINE_AA, _SUBPIXEL_BITS)


def words(layer: Pixels, text: str, place: Point, size: int, colour: Colour) -> None:
    """One line of text, `place` at the left end of its base line; any script OpenCV's own fonts have."""
    face = cv2.FontFace("sans" if text.isascii() else "uni")
    cv2.putText(layer, text, (round(place[0]), round(place[1])), (*colour, 255), face, size, _SEMIBOLD)


def words_width(text: str, size: int) -> int:
    """How many pixels wide `words` draws it."""
    face = cv2.FontFace("sans" if text.isascii() else "uni")
    return int(cv2.getTextSize((1, 1), text, (0, 0), face, size, _SEMIBOLD)[2])


def blurred(layer: Pixels, sigma: float) -> Pixels:
    """The layer out of focus by `sigma` pixels."""
    if sigma < _BLUR_SMALL_FROM:
        return np.asarray(cv2.GaussianBlur(layer, (0, 0), sigma), np.uint8)
    height, width = layer.shape[:2]
    small = cv2.resize(layer, (width // 4, height // 4), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(cv2.GaussianBlur(small, (0, 0), sigma / 4), (width, height)), np.uint8)


def faded(layer: Pixels, opacity: float) -> Pixels:
    """The layer at `opacity` of 0 to 1."""
    return np.asarray(cv2.convertScaleAbs(layer, alpha=opacity), np.uint8)


def lay_over(below: Pixels, layer: Pixels, x: int = 0, y: int = 0) -> None:
    """Put `layer` over `below`, (h, w, 3) or (h, w, 4), in place, its corner at (x, y); what sticks out is cut."""
    height, width = below.shape[:2]
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + layer.shape[1], width), min(y + layer.shape[0], height)
    if left >= right or top >= bottom:
        return
    part = layer[top - y : bottom - y, left - x : right - x]
    under = below[top:bottom, left:right]
    channels = below.shape[2]
    through = cv2.merge([cv2.bitwise_not(part[:, :, 3])] * channels)
    cv2.add(cv2.multiply(under, through, scale=1 / 255), part[:, :, :channels], dst=under)


def gradient(width: int, height: int, top: Colour, bottom: Colour) -> Pixels:
    """(h, w, 3) from one colour at the top to another at the bottom."""
    share = np.linspace(0, 1, height)[:, None, None]
    column = np.array(top) * (1 - share) + np.array(bottom) * share
    return np.ascontiguousarray(np.broadcast_to(np.round(column), (height, width, 3)).astype(np.uint8))


def shade(colour: Colour, brightness: float) -> Colour:
    """The colour lighter (> 1) or darker (< 1)."""
    b, g, r = (max(0, min(255, round(channel * brightness))) for channel in colour)
    return b, g, r
