"""Whoever holds the phone up: head and shoulders, slightly out of focus, nobody in particular."""

import numpy as np

from scanner.frame import Pixels
from scanner.scene.paint import Colour, Point, blank, blurred, ellipse, faded, lay_over, polygon, shade, stroke

WIDTH, HEIGHT = 760, 720
_SKINS: tuple[Colour, ...] = ((152, 184, 222), (138, 170, 212), (122, 154, 198), (164, 196, 230))
_CLOTHES: tuple[Colour, ...] = (
    (112, 78, 44), (70, 74, 82), (96, 110, 60), (70, 62, 128), (150, 138, 120), (54, 92, 150),
    (124, 100, 84), (52, 48, 46),
)  # fmt: skip
_SHIRTS: tuple[Colour, ...] = ((234, 236, 238), (226, 214, 196), (190, 204, 226), (92, 88, 88))
_HAIRS: tuple[Colour, ...] = ((34, 32, 32), (42, 44, 52), (40, 48, 66), (92, 94, 98))


class Looks:
    """The colours and build of one person, drawn from the generator."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.skin = _SKINS[int(rng.integers(len(_SKINS)))]
        self.clothes = _CLOTHES[int(rng.integers(len(_CLOTHES)))]
        self.shirt = _SHIRTS[int(rng.integers(len(_SHIRTS)))]
        self.hair = _HAIRS[int(rng.integers(len(_HAIRS)))]
        self.long_hair = bool(rng.random() < 0.45)  # noqa: PLR2004 - a share of the people
        self.glasses = bool(rng.random() < 0.35)  # noqa: PLR2004 - a share of the people
        self.broad = float(rng.uniform(0.92, 1.06))
        self.tall = float(rng.uniform(-26, 30))


def draw_person(looks: Looks) -> Pixels:
    """A layer (720, 760, 4), the body's middle at x = 380, cut off by the lower edge."""
    layer = blank(WIDTH, HEIGHT)
    head = (380.0, 222.0 - looks.tall)
    if looks.long_hair:
        _long_hair(layer, looks, head)
    _body(layer, looks, head)
    _head(layer, looks, head)
    _face(layer, looks, head)
    _hair(layer, looks, head)
    if looks.glasses:
        _glasses(layer, head)
    _light_from_the_left(layer)
    return blurred(layer, 2.6)


def _body(layer: Pixels, looks: Looks, head: Point) -> None:
    x, y = head
    wide = 236 * looks.broad
    shoulder = y + 196
    polygon(
        layer, [(x - 46, y + 60), (x + 46, y + 60), (x + 58, y + 190), (x - 58, y + 190)], shade(looks.skin, 0.86), 2
    )
    torso = [
        (x - 62, y + 146), (x + 62, y + 146), (x + wide * 0.86, shoulder + 14), (x + wide * 1.06, shoulder + 120),
        (x + wide * 1.12, 900), (x - wide * 1.12, 900), (x - wide * 1.06, shoulder + 120),
        (x - wide * 0.86, shoulder + 14),
    ]  # fmt: skip
    polygon(layer, torso, looks.clothes, 3)
    polygon(layer, [(x - 56, y + 148), (x + 56, y + 148), (x + 12, y + 330), (x - 12, y + 330)], looks.shirt, 1)
    polygon(layer, [(x - 44, y + 132), (x + 44, y + 132), (x, y + 216)], shade(looks.skin, 0.9), 1)
    for side in (-1, 1):
        lapel = [(x + side * 54, y + 138), (x + side * 92, y + 166), (x + side * 62, y + 260), (x + side * 8, y + 350)]
        polygon(layer, lapel, shade(looks.clothes, 1.22), 1)
        stroke(
            layer,
            [(x + side * wide * 0.72, shoulder + 150), (x + side * wide * 0.76, 720)],
            5,
            shade(looks.clothes, 0.72),
        )
    stroke(layer, [(x, y + 340), (x, 720)], 4, shade(looks.clothes, 0.7))


def _head(layer: Pixels, looks: Looks, head: Point) -> None:
    x, y = head
    shadow = blank(WIDTH, HEIGHT)
    ellipse(shadow, (x + 4, y + 116), (58, 34), shade(looks.skin, 0.55))
    lay_over(layer, faded(blurred(shadow, 12), 0.8))
    for side in (-1, 1):
        ellipse(layer, (x + side * 87, y + 12), (15, 27), shade(looks.skin, 0.88))
    jaw = [
        (x - 84, y - 60), (x, y - 116), (x + 84, y - 60), (x + 86, y + 30), (x + 62, y + 92), (x + 22, y + 124),
        (x - 22, y + 124), (x - 62, y + 92), (x - 86, y + 30),
    ]  # fmt: skip
    polygon(layer, jaw, looks.skin, 3)


def _face(layer: Pixels, looks: Looks, head: Point) -> None:
    x, y = head
    soft = blank(WIDTH, HEIGHT)
    for side in (-1, 1):
        ellipse(soft, (x + side * 36, y + 4), (22, 12), shade(looks.skin, 0.8))
        ellipse(soft, (x + side * 48, y + 50), (20, 16), shade(looks.skin, 0.93))
    ellipse(soft, (x, y + 40), (17, 10), shade(looks.skin, 0.84))
    lay_over(layer, blurred(soft, 5))
    for side in (-1, 1):
        stroke(
            layer,
            [(x + side * 20, y - 17), (x + side * 38, y - 23), (x + side * 56, y - 16)],
            6,
            shade(looks.hair, 1.2),
        )
        ellipse(layer, (x + side * 36, y + 5), (12, 5), (206, 212, 220))
        ellipse(layer, (x + side * 36, y + 5), (5.5, 5.5), (40, 40, 48))
        stroke(layer, [(x + side * 21, y + 2), (x + side * 36, y - 3), (x + side * 51, y + 3)], 3, (48, 46, 54))
    stroke(layer, [(x - 7, y + 42), (x, y + 45), (x + 7, y + 42)], 4, shade(looks.skin, 0.72))
    lips = (118, 118, 178)
    stroke(layer, [(x - 25, y + 74), (x - 8, y + 77), (x + 8, y + 77), (x + 25, y + 74)], 6, lips)
    stroke(layer, [(x - 14, y + 82), (x, y + 84), (x + 14, y + 82)], 4, shade(lips, 1.15))


def _hair(layer: Pixels, looks: Looks, head: Point) -> None:
    x, y = head
    cap = [
        (x - 94, y + 16), (x - 104, y - 60), (x - 66, y - 136), (x, y - 150), (x + 66, y - 136), (x + 104, y - 60),
        (x + 94, y + 16), (x + 82, y - 30), (x + 58, y - 66), (x - 10, y - 78), (x - 58, y - 62), (x - 82, y - 30),
    ]  # fmt: skip
    polygon(layer, cap, looks.hair, 2)
    sheen = blank(WIDTH, HEIGHT)
    stroke(sheen, [(x - 66, y - 92), (x - 30, y - 120), (x + 14, y - 124)], 12, shade(looks.hair, 2.2))
    lay_over(layer, faded(blurred(sheen, 8), 0.6))


def _long_hair(layer: Pixels, looks: Looks, head: Point) -> None:
    x, y = head
    fall = [
        (x - 60, y - 130), (x + 60, y - 130), (x + 116, y - 40), (x + 122, y + 150), (x + 84, y + 216),
        (x - 84, y + 216), (x - 122, y + 150), (x - 116, y - 40),
    ]  # fmt: skip
    polygon(layer, fall, shade(looks.hair, 0.9), 3)


def _glasses(layer: Pixels, head: Point) -> None:
    x, y = head
    rim = (52, 48, 48)
    for side in (-1, 1):
        cx = x + side * 38
        ring = [(cx - 30, y - 14), (cx + 30, y - 14), (cx + 27, y + 24), (cx - 27, y + 24), (cx - 30, y - 14)]
        stroke(layer, ring, 4, rim)
    stroke(layer, [(x - 9, y - 4), (x + 9, y - 4)], 4, rim)


def _light_from_the_left(layer: Pixels) -> None:
    """The window side a little brighter, the other darker, on the person only."""
    light = np.linspace(1.08, 0.80, WIDTH, dtype=np.float32)[None, :, None]
    lit = np.clip(layer[:, :, :3] * light, 0, layer[:, :, 3:])
    layer[:, :, :3] = lit.astype(np.uint8)
