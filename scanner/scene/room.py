"""The room behind the people: an office wall with a window, a notice board, a shelf and a door, out of focus."""

import numpy as np

from scanner.frame import Pixels
from scanner.scene.paint import Colour, blank, blurred, box, ellipse, faded, gradient, lay_over, polygon, stroke

_FAR = 5.0  # sigma of a background that a webcam focused on a phone does not hold
_PAPERS: tuple[Colour, ...] = ((235, 240, 242), (200, 228, 246), (222, 238, 214), (236, 226, 206), (206, 214, 244))
_BINDERS: tuple[Colour, ...] = ((150, 96, 52), (78, 120, 74), (62, 84, 176), (120, 120, 126), (66, 142, 190))


def draw_room(rng: np.random.Generator) -> Pixels:
    """(720, 1280, 3), different for every generator, always the same for the same one."""
    picture = gradient(1280, 720, (204, 212, 214), (168, 180, 186))
    things = blank(1280, 720)
    _window(things, float(rng.uniform(60, 110)))
    _board(things, rng, float(rng.uniform(505, 560)))
    _shelf(things, rng, float(rng.uniform(960, 1000)))
    _skirting(things)
    lay_over(picture, blurred(things, _FAR))
    _daylight(picture)
    return picture


def _window(layer: Pixels, x: float) -> None:
    box(layer, (x - 16, 26), (372, 402), (150, 160, 164), 4)
    box(layer, (x, 42), (340, 370), (250, 246, 236), 2)
    box(layer, (x, 262), (340, 150), (222, 232, 216))
    for cx, cy, r in ((40, 290, 62), (120, 276, 80), (214, 300, 66), (300, 284, 74)):
        ellipse(layer, (x + cx, cy), (r, r * 0.7), (176, 202, 168))
    box(layer, (x, 330), (340, 82), (196, 208, 204))
    box(layer, (x + 164, 42), (12, 370), (176, 186, 190))
    for y in range(42, 150, 12):  # a blind, half drawn
        box(layer, (x, y), (340, 8), (226, 230, 230))
    box(layer, (x - 30, 424), (400, 20), (222, 228, 230), 3)


def _board(layer: Pixels, rng: np.random.Generator, x: float) -> None:
    box(layer, (x, 78), (352, 240), (132, 148, 156), 4)
    box(layer, (x + 9, 87), (334, 222), (150, 176, 196))
    for row in range(2):
        for column in range(4):
            left = x + 26 + column * 78 + float(rng.uniform(-5, 5))
            top = 104 + row * 102 + float(rng.uniform(-6, 6))
            box(layer, (left, top), (60, 82), _PAPERS[int(rng.integers(len(_PAPERS)))], 1)
            for line in range(5):
                box(layer, (left + 9, top + 16 + line * 12), (float(rng.uniform(20, 42)), 4), (150, 150, 152))


def _shelf(layer: Pixels, rng: np.random.Generator, x: float) -> None:
    box(layer, (x, 150), (270, 590), (126, 152, 172), 3)
    for level in range(4):
        top = 162 + level * 142
        box(layer, (x + 12, top), (246, 130), (92, 112, 128))
        left = x + 18
        while left < x + 226:
            width, height = float(rng.uniform(18, 30)), float(rng.uniform(88, 116))
            box(layer, (left, top + 130 - height), (width, height), _BINDERS[int(rng.integers(len(_BINDERS)))], 2)
            box(layer, (left + 5, top + 150 - height), (width - 10, 24), (226, 230, 232), 2)
            left += width + float(rng.uniform(2, 9))
    _plant(layer, (x + 96, 152))


def _plant(layer: Pixels, foot: tuple[float, float]) -> None:
    x, y = foot
    for lean, reach in ((-58, 84), (-30, 112), (0, 122), (32, 106), (60, 78)):
        tip = (x + lean, y - 36 - reach)
        polygon(
            layer,
            [(x - 6, y - 34), (x + lean * 0.3 - 13, y - 40 - reach * 0.6), tip, (x + 6, y - 34)],
            (82, 130, 84),
            2,
        )
    polygon(layer, [(x - 32, y - 46), (x + 32, y - 46), (x + 24, y), (x - 24, y)], (228, 232, 234))


def _skirting(layer: Pixels) -> None:
    stroke(layer, [(0, 640), (950, 640)], 16, (190, 198, 200))
    box(layer, (0, 648), (956, 80), (118, 134, 146))


def _daylight(picture: Pixels) -> None:
    """Light that spills in from the window on the left."""
    glow = blank(1280, 720)
    ellipse(glow, (260, 210), (330, 270), (255, 252, 246))
    lay_over(picture, faded(blurred(glow, 110), 0.42))
