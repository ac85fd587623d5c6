"""A phone that shows a code: an app's page with a card, and the hand that holds it."""

from dataclasses import dataclass

import numpy as np
import segno

from scanner.frame import Pixels
from scanner.opencv import cv2
from scanner.scene.paint import (
    Colour,
    Point,
    blank,
    blurred,
    box,
    ellipse,
    faded,
    lay_over,
    polygon,
    shade,
    stroke,
    words,
    words_width,
)
from scanner.scene.person import Looks

WIDTH, HEIGHT = 1000, 1640  # the layer, with room for the hand
_LEFT, _TOP, _BODY = 180, 60, (640, 1340)
_RIM = 18
_CODE_SIDE = 512
_VOUCHER_VERSION = 9  # a voucher code is made to fit version 9 at level Q
_QUIET = 4
_ACCENTS: tuple[Colour, ...] = ((168, 92, 30), (132, 120, 20), (70, 96, 196), (150, 74, 96))
_PAGE, _CARD, _GREY, _DARK = (246, 244, 242), (255, 255, 255), (206, 202, 200), (60, 54, 50)


@dataclass(frozen=True)
class Phone:
    """The drawn phone, `layer` (h, w, 4): `code` is the middle of its code, `side` the width without quiet zone."""

    layer: Pixels
    code: Point
    side: float


def draw_phone(text: str, app_title: str, looks: Looks, rng: np.random.Generator) -> Phone:
    """The phone with `text` as a QR code. Raises ValueError where the text fits no QR code."""
    code, side = _code(text)
    layer = blank(WIDTH, HEIGHT)
    _palm(layer, looks.skin)
    _body(layer)
    top = _page(layer, app_title, _ACCENTS[int(rng.integers(len(_ACCENTS)))], rng)
    left = _LEFT + _BODY[0] // 2 - code.shape[1] // 2
    layer[top : top + code.shape[0], left : left + code.shape[1], :3] = code[:, :, None]
    _glass(layer)
    _fingers(layer, looks.skin)
    middle = (left + code.shape[1] / 2, top + code.shape[0] / 2)
    return Phone(layer, middle, side)


def _code(text: str) -> tuple[Pixels, float]:
    """The code with its quiet zone, black on white, scaled to the card; and its side without the quiet zone."""
    try:
        made = segno.make(text, error="Q", version=_VOUCHER_VERSION, boost_error=False, micro=False)
    except segno.DataOverflowError:
        made = segno.make(text, boost_error=False, micro=False)
    dark = np.array([list(row) for row in made.matrix], np.uint8)
    light = np.pad(1 - dark, _QUIET, constant_values=1) * np.uint8(243) + np.uint8(12)
    module = max(2, round(_CODE_SIDE / len(light)))
    large = np.kron(light, np.ones((module, module), np.uint8))
    side = _CODE_SIDE * len(dark) / len(light)
    return np.asarray(cv2.resize(large, (_CODE_SIDE, _CODE_SIDE), interpolation=cv2.INTER_AREA), np.uint8), side


def _body(layer: Pixels) -> None:
    shadow = blank(WIDTH, HEIGHT)
    box(shadow, (_LEFT + 6, _TOP + 16), _BODY, (0, 0, 0), 84)
    lay_over(layer, faded(blurred(shadow, 16), 0.45))
    box(layer, (_LEFT - 3, _TOP - 3), (_BODY[0] + 6, _BODY[1] + 6), (122, 118, 116), 83)
    box(layer, (_LEFT, _TOP), _BODY, (26, 24, 24), 80)


def _page(layer: Pixels, title: str, accent: Colour, rng: np.random.Generator) -> int:
    """Everything on the screen but the code; the y where the code begins."""
    x, y, w, h = _LEFT + _RIM, _TOP + _RIM, _BODY[0] - 2 * _RIM, _BODY[1] - 2 * _RIM
    box(layer, (x, y), (w, h), _PAGE, 64)
    box(layer, (x, y), (w, 170), accent, 64)
    box(layer, (x, y + 80), (w, 196), accent)
    _status_bar(layer, x, y, w)
    stroke(layer, [(x + 58, y + 96), (x + 40, y + 114), (x + 58, y + 132)], 6, (255, 255, 255))
    words(layer, title, (x + (w - words_width(title, 36)) / 2, y + 128), 36, (255, 255, 255))
    card = y + 176
    box(layer, (x + 30, card), (w - 60, 724), _CARD, 28)
    ellipse(layer, (x + 88, card + 62), (32, 32), shade(accent, 1.25))
    box(layer, (x + 138, card + 36), (float(rng.uniform(150, 250)), 20), _DARK, 8)
    box(layer, (x + 138, card + 72), (float(rng.uniform(220, 340)), 14), _GREY, 7)
    for line in range(2):
        width = float(rng.uniform(240, 360))
        box(layer, (x + (w - width) / 2, card + 636 + line * 36), (width, 16), _GREY, 8)
    box(layer, (x + 30, card + 756), (w - 60, 88), accent, 44)
    box(layer, (x + w / 2 - 90, card + 792), (180, 16), (255, 255, 255), 8)
    box(layer, (x + w / 2 - 100, y + h - 22), (200, 8), (90, 86, 84), 4)
    return card + 112


def _status_bar(layer: Pixels, x: float, y: float, w: float) -> None:
    words(layer, "09:41", (x + 48, y + 50), 26, (255, 255, 255))
    ellipse(layer, (x + w / 2, y + 40), (14, 14), (26, 24, 24))
    for bar in range(4):
        box(layer, (x + w - 150 + bar * 10, y + 44 - bar * 5), (6, 6 + bar * 5), (255, 255, 255))
    box(layer, (x + w - 96, y + 28), (44, 22), (255, 255, 255), 6)


def _glass(layer: Pixels) -> None:
    """The room's light on the upper part of the glass, beside the code."""
    sheen = blank(WIDTH, HEIGHT)
    polygon(sheen, [(_LEFT + 20, _TOP + 70), (_LEFT + 250, _TOP + 20), (_LEFT + 20, _TOP + 330)], (255, 255, 255))
    lay_over(layer, faded(blurred(sheen, 14), 0.10))


def _palm(layer: Pixels, skin: Colour) -> None:
    """Behind the phone: the heel of the hand on the left, fingers reaching round to the right."""
    right = _LEFT + _BODY[0]
    polygon(
        layer,
        [(_LEFT - 96, 1010), (_LEFT + 120, 880), (right - 60, 1000), (right + 10, 1560), (_LEFT - 40, 1640)],
        skin,
        3,
    )
    polygon(
        layer, [(_LEFT + 20, 1300), (right - 40, 1300), (right - 90, 1660), (_LEFT + 60, 1660)], shade(skin, 0.92), 2
    )


def _fingers(layer: Pixels, skin: Colour) -> None:
    """Before the phone: four finger tips on the right edge, the thumb along the left one."""
    right = _LEFT + _BODY[0]
    hand = blank(WIDTH, HEIGHT)
    for y, reach in ((900, 4), (982, 14), (1064, 12), (1140, 0)):
        stroke(hand, [(right + 34, y + 18), (right - reach, y)], 62, shade(skin, 0.80))
        stroke(hand, [(right + 30, y + 12), (right - reach + 2, y - 3)], 50, skin)
    stroke(hand, [(_LEFT - 40, 1330), (_LEFT - 30, 1090), (_LEFT + 16, 960)], 82, shade(skin, 0.84))
    stroke(hand, [(_LEFT - 38, 1400), (_LEFT - 28, 1086), (_LEFT + 16, 956)], 70, skin)
    ellipse(hand, (_LEFT + 24, 936), (20, 28), shade(skin, 1.10), 24)
    shadow = blank(WIDTH, HEIGHT)
    shadow[:, :, 3] = hand[:, :, 3]
    lay_over(layer, faded(np.roll(blurred(shadow, 10), 10, axis=0), 0.35))
    lay_over(layer, blurred(hand, 1.5))
