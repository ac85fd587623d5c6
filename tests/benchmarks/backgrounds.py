"""What a camera sees where no code is: drawn rooms with and without a person, and surfaces full of edges."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scanner.frame import Pixels, grey_of
from scanner.opencv import cv2
from scanner.scene.lens import Lens
from scanner.scene.paint import lay_over
from scanner.scene.person import WIDTH as PERSON_WIDTH
from scanner.scene.person import Looks, draw_person
from scanner.scene.room import draw_room
from tests.benchmarks.still_optics import sensed

WIDTH, HEIGHT = 1280, 720


def empty_frame(number: int, seed: int = 1) -> Pixels:
    """(720, 1280): a camera's view without a code, different for every number; every other one is full of edges."""
    rng = np.random.default_rng([seed, number])
    if number % 2:
        return sensed(surface(rng).astype(np.float32) * np.float32(rng.uniform(0.4, 1.1)), 4.0, rng)
    picture = draw_room(rng)
    if rng.random() < 0.6:
        lay_over(picture, draw_person(Looks(rng)), int(rng.integers(-PERSON_WIDTH // 2, WIDTH - PERSON_WIDTH // 2)))
    if rng.random() < 0.5:
        picture = np.ascontiguousarray(picture[:, ::-1])
    brightness = float(rng.uniform(0.35, 1.1))
    return grey_of(Lens(rng).expose(np.asarray(cv2.convertScaleAbs(picture, alpha=brightness), np.uint8)))


def surface(rng: np.random.Generator) -> Pixels:
    """(720, 1280): something behind a phone, in focus, with no code on it."""
    return _SURFACES[int(rng.integers(len(_SURFACES)))](rng)


def _room(rng: np.random.Generator) -> Pixels:
    return grey_of(draw_room(rng))


def _someone(rng: np.random.Generator) -> Pixels:
    picture = draw_room(rng)
    lay_over(picture, draw_person(Looks(rng)), int(rng.integers(0, WIDTH - PERSON_WIDTH)))
    return grey_of(picture)


def _clouds(rng: np.random.Generator) -> Pixels:
    """Noise of every size at once: foliage, a carpet, a jumper."""
    light = np.zeros((HEIGHT, WIDTH), np.float32)
    for cells in (4, 8, 16, 32, 64, 128):
        coarse = rng.standard_normal((cells, cells * 16 // 9), np.float32)
        light += cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC) * (36 / cells**0.4)
    return np.clip(light + 128, 0, 255).astype(np.uint8)


def _bricks(rng: np.random.Generator) -> Pixels:
    wall = np.full((HEIGHT, WIDTH), 190, np.uint8)
    height, width = int(rng.integers(24, 60)), int(rng.integers(60, 160))
    for row in range(HEIGHT // height + 1):
        for x in range(-width + row % 2 * width // 2, WIDTH, width):
            corner = (x + 3, row * height + 3)
            cv2.rectangle(wall, corner, (x + width - 4, (row + 1) * height - 4), (int(rng.integers(70, 150)),), -1)
    return _grained(wall, rng)


def _print(rng: np.random.Generator) -> Pixels:
    """Lines of text on a sheet: small dark things in rows, the nearest to a code that an office has."""
    sheet = np.full((HEIGHT, WIDTH), int(rng.integers(180, 245)), np.uint8)
    size = int(rng.integers(12, 30))
    for y in range(size * 2, HEIGHT, size * 2):
        letters = "".join(rng.choice(list("abcdefghijklmnopqrstuvwxyz      "), WIDTH // size * 2))
        cv2.putText(sheet, letters, (int(rng.integers(10, 80)), y), (40,), cv2.FontFace("sans"), size)
    return _grained(sheet, rng)


def _boxes(rng: np.random.Generator) -> Pixels:
    """Dark and light rectangles one in another, some of them squares in squares."""
    picture = np.full((HEIGHT, WIDTH), 120, np.uint8)
    for _ in range(60):
        x, y = int(rng.integers(0, WIDTH)), int(rng.integers(0, HEIGHT))
        w, h = (int(side) for side in rng.integers(15, 180, 2))
        for inset in range(0, min(w, h) // 2, int(rng.integers(4, 30))):
            tone = int(rng.integers(20, 240))
            cv2.rectangle(picture, (x + inset, y + inset), (x + w - inset, y + h - inset), (tone,), -1)
    return _grained(picture, rng)


def _grained(picture: Pixels, rng: np.random.Generator) -> Pixels:
    grain = rng.standard_normal(picture.shape, np.float32) * 6
    return np.asarray(np.clip(picture + grain, 0, 255), np.uint8)


_SURFACES: tuple[Callable[[np.random.Generator], Pixels], ...] = (_room, _someone, _clouds, _bricks, _print, _boxes)
