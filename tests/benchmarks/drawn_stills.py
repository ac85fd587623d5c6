"""Codes as they are met outside a phone's screen, drawn: posters, cards, bottles, crumpled and stained paper.

Sixty single frames of 1280x720, five of each kind. **Fixed** like the synthetic stills: set before the decoder that is
measured on them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import segno
from numpy.typing import NDArray

from scanner.frame import Pixels
from scanner.opencv import cv2
from tests.benchmarks import still_optics as optics
from tests.benchmarks.backgrounds import HEIGHT, WIDTH, surface
from tests.benchmarks.still_optics import Light

SEED = 7
_OF_EACH = 5
_SHEET = 900  # side of the paper the code is printed on, in its own pixels
_TEXTS = ("https://example.cn/t/{n:05d}", "TEL:021-{n:08d}", "职业技能培训 {n}", "{n:018d}", "LESSON-{n:X}-ROOM-{n:b}")

Printed = Callable[[NDArray[np.uint8], np.random.Generator], Light]


@dataclass(frozen=True)
class _Kind:
    """How a code of this kind is printed (`paper`), how large it is and how it is seen."""

    paper: Printed
    side: tuple[float, float]  # of the paper in the frame, in pixels
    tilt: tuple[float, float] = (0, 15)
    defocus: tuple[float, float] = (0.6, 1.2)
    noise: tuple[float, float] = (2, 5)
    gain: tuple[float, float] = (0.7, 1.1)
    level: str = "M"


@dataclass(frozen=True)
class DrawnStill:
    """One frame to be drawn."""

    kind: str
    number: int
    seed: int = SEED

    @property
    def name(self) -> str:
        """`curved-3`."""
        return f"{self.kind}-{self.number}"

    @cached_property
    def text(self) -> str:
        """What the code says."""
        return _TEXTS[self.number % len(_TEXTS)].format(n=int(self._rng(0).integers(1000, 10**8)))

    def draw(self) -> Pixels:
        """(720, 1280)."""
        kind, rng = _KINDS[self.kind], self._rng(1)
        made = segno.make_qr(self.text, error=kind.level, boost_error=False, encoding="utf-8")
        modules = np.array([list(row) for row in made.matrix], np.uint8)
        light = _seen(kind.paper(modules, rng), kind, rng)
        light = optics.out_of_focus(light * np.float32(rng.uniform(*kind.gain)), float(rng.uniform(*kind.defocus)))
        light = optics.moved(light, float(rng.uniform(0, 1.5)), float(rng.uniform(0, math.pi)))
        return optics.as_jpeg(optics.sensed(light, float(rng.uniform(*kind.noise)), rng), int(rng.integers(60, 93)))

    def _rng(self, what: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, what, list(_KINDS).index(self.kind), self.number])


def drawn_stills(seed: int = SEED) -> Iterator[DrawnStill]:
    """All sixty."""
    for kind in _KINDS:
        yield from (DrawnStill(kind, number, seed) for number in range(_OF_EACH))


def _seen(paper: Light, kind: _Kind, rng: np.random.Generator) -> Light:
    """The paper before a surface, turned and tilted; where the paper is below zero there is none."""
    side = float(rng.uniform(*kind.side))
    centre = WIDTH * rng.uniform(0.35, 0.65), HEIGHT * rng.uniform(0.42, 0.58)
    turn, tilt, axis = rng.uniform(-0.5, 0.5), math.radians(rng.uniform(*kind.tilt)), rng.uniform(0, 2 * math.pi)
    square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * side / 2
    x, y = (square @ np.array([(math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))])).T
    across = x * math.cos(axis) + y * math.sin(axis)
    near = 1000 / (1000 + across * math.sin(tilt))
    shorter = across * (1 - math.cos(tilt))
    corners = np.stack(
        (
            centre[0] + (x - shorter * math.cos(axis)) * near,
            centre[1] + (y - shorter * math.sin(axis)) * near,
        ),
        axis=1,
    ).astype(np.float32)
    ends = np.array([(0, 0), (_SHEET, 0), (_SHEET, _SHEET), (0, _SHEET)], np.float32)
    onto = cv2.getPerspectiveTransform(ends, corners)
    smooth = cv2.GaussianBlur(paper, (0, 0), max(0.3, 0.4 * _SHEET / side))
    shown = cv2.warpPerspective(smooth, onto, (WIDTH, HEIGHT), flags=cv2.INTER_AREA)
    there = cv2.warpPerspective((paper >= 0).astype(np.float32), onto, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR)
    behind = cv2.GaussianBlur(surface(rng), (0, 0), 1.2).astype(np.float32) * np.float32(rng.uniform(0.4, 0.9))
    return np.asarray(np.where(there > 0.98, shown, behind * (1 - there) + np.maximum(shown, 0) * there), np.float32)


def _print(modules: NDArray[np.uint8], share: float, dark: float = 25, light: float = 225) -> Light:
    """The code in the middle of the paper, `share` of its side."""
    code = np.where(modules > 0, np.float32(dark), np.float32(light)).astype(np.float32)
    side = round(_SHEET * share)
    at = (_SHEET - side) // 2
    paper = np.full((_SHEET, _SHEET), light, np.float32)
    paper[at : at + side, at : at + side] = cv2.resize(code, (side, side), interpolation=cv2.INTER_NEAREST)
    return paper


def _plain(modules: NDArray[np.uint8], rng: np.random.Generator) -> Light:
    return _print(modules, 0.78, dark=float(rng.uniform(15, 60)))


def _poster(modules: NDArray[np.uint8], rng: np.random.Generator) -> Light:
    """Words above and below, a picture's edge close by."""
    paper = _print(modules, 0.4).astype(np.uint8)  # words are drawn on eight bits only
    for y in (60, 130, 210, 760, 830):
        letters = "".join(rng.choice(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ  "), 26))
        cv2.putText(paper, letters, (40, y), (40,), cv2.FontFace("sans"), 44)
    cv2.rectangle(paper, (30, 260), (180, 700), (int(rng.integers(60, 150)),), -1)
    return paper.astype(np.float32)


def _inverted(modules: NDArray[np.uint8], rng: np.random.Generator) -> Light:
    return _print(modules, 0.72, dark=float(rng.uniform(190, 235)), light=float(rng.uniform(15, 45)))


def _pale(modules: NDArray[np.uint8], rng: np.random.Generator) -> Light:
    """Printed with an empty cartridge, in the shade of something with a sharp edge."""
    paper = _print(modules, 0.75, dark=float(rng.uniform(110, 140)), light=215)
    angle, cut = rng.uniform(0, math.pi), rng.uniform(-120, 120)
    y, x = np.mgrid[:_SHEET, :_SHEET].astype(np.float32) - _SHEET / 2
    return np.asarray(np.where(x * math.cos(angle) + y * math.sin(angle) > cut, paper * 0.42, paper), np.float32)


def _curved(modules: NDArray[np.uint8], rng: np.random.Generator) -> Light:
    """Round a bottle: squeezed and darker towards the sides, and a little bent from above."""
    bend, droop = rng.uniform(0.8, 1.15), rng.uniform(20, 70)
    y, x = np.mgrid[:_SHEET, :_SHEET].astype(np.float32)
    across = np.clip((x - _SHEET / 2) / (_SHEET / 2), -1, 1)
    angle = np.arcsin(across * math.sin(bend)) / bend
    along, down = np.asarray((angle + 1) * _SHEET / 2, np.float32), y - np.float32(droop) * (0.5 - across**2)
    paper = cv2.remap(_print(modules, 0.7), along, down, cv2.INTER_LINEAR, borderValue=(225.0,))
    return np.asarray(paper * np.cos(angle * bend * 0.8), np.float32)


def _crumpled(modules: NDArray[np.uint8], rng: np.random.Generator) -> Light:
    """Folds move the print about by up to a third of a module or so, and catch the light."""
    coarse = rng.standard_normal((3, 7, 7), np.float32)
    dx, dy, height = (cv2.resize(part, (_SHEET, _SHEET), interpolation=cv2.INTER_CUBIC) for part in coarse)
    y, x = np.mgrid[:_SHEET, :_SHEET].astype(np.float32)
    paper = cv2.remap(_print(modules, 0.75), x + dx * 9, y + dy * 9, cv2.INTER_LINEAR, borderValue=(225.0,))
    return np.asarray(np.maximum(paper * (1 + 0.18 * height), 0), np.float32)


def _blotted(modules: NDArray[np.uint8], rng: np.random.Generator) -> Light:
    """Stains, dark and light, on about a tenth of the code."""
    paper = _print(modules, 0.78)
    for _ in range(5):
        centre = tuple(int(value) for value in rng.integers(300, 700, 2))
        axes = tuple(int(value) for value in rng.integers(20, 55, 2))
        cv2.ellipse(paper, centre, axes, float(rng.uniform(0, 180)), 0, 360, (float(rng.choice((35, 200))),), -1)
    return paper


def _scratched(modules: NDArray[np.uint8], rng: np.random.Generator) -> Light:
    paper = _print(modules, 0.78)
    for _ in range(9):
        start, end = ((int(x), int(y)) for x, y in rng.integers(40, 860, (2, 2)))
        cv2.line(paper, start, end, (float(rng.uniform(150, 230)),), int(rng.integers(3, 9)), cv2.LINE_AA)
    return paper


def _with_a_logo(modules: NDArray[np.uint8], rng: np.random.Generator) -> Light:
    paper = _print(modules, 0.78)
    half, middle = int(rng.integers(60, 85)), _SHEET // 2
    cv2.rectangle(paper, (middle - half, middle - half), (middle + half, middle + half), (225.0,), -1)
    cv2.circle(paper, (middle, middle), half - 14, (float(rng.uniform(60, 150)),), -1, cv2.LINE_AA)
    return paper


def _dots(modules: NDArray[np.uint8], rng: np.random.Generator) -> Light:
    """A designer's code: a round dot for every module, the finders left square."""
    paper, size = np.full((_SHEET, _SHEET), 225, np.float32), _SHEET * 0.78 / len(modules)
    corner, radius, n = _SHEET * 0.11, size * rng.uniform(0.38, 0.48), len(modules)
    for row, column in np.argwhere(modules > 0).tolist():
        x, y = corner + column * size, corner + row * size
        near_corner = (row < 7 or row >= n - 7) and (column < 7 or column >= n - 7)
        if near_corner and not (row >= n - 7 and column >= n - 7):
            cv2.rectangle(paper, (round(x), round(y)), (round(x + size), round(y + size)), (25.0,), -1)
        else:
            cv2.circle(paper, (round(x + size / 2), round(y + size / 2)), round(radius), (25.0,), -1, cv2.LINE_AA)
    return paper


_KINDS: dict[str, _Kind] = {
    "poster": _Kind(_poster, (420, 680)),
    "card": _Kind(_plain, (110, 150), defocus=(0.7, 1.4)),
    "inverted": _Kind(_inverted, (220, 420)),
    "tilted": _Kind(_plain, (300, 480), tilt=(45, 62)),
    "curved": _Kind(_curved, (260, 480)),
    "crumpled": _Kind(_crumpled, (260, 480)),
    "blotted": _Kind(_blotted, (240, 440), level="H"),
    "scratched": _Kind(_scratched, (240, 440), level="Q"),
    "tiny": _Kind(_plain, (64, 84), defocus=(0.4, 0.7)),
    "pale": _Kind(_pale, (240, 440)),
    "dark": _Kind(_with_a_logo, (240, 440), gain=(0.15, 0.3), noise=(5, 9), level="H"),
    "dots": _Kind(_dots, (240, 440)),
}
