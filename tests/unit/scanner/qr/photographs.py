"""Symbols drawn as a camera sees them: turned, tilted, out of focus, smeared. The true grid is known."""

import math

import numpy as np

from scanner.frame import Pixels
from scanner.opencv import cv2
from scanner.qr.grid import Floats, Grid
from scanner.qr.layout import Modules, side_of

DARK, LIGHT = 40, 200
_QUIET = 4
_SHEET_PX = 8  # pixels per module of the sheet that is photographed
_FINE = 3  # pixels of the drawing for one of the picture, in each direction
_FAR = 1150.0  # pixels from the lens to the picture, as of a webcam with 58 degrees across 1280 pixels


def placed(
    version: int,
    module: float = 5.0,
    middle: tuple[float, float] = (640.0, 360.0),
    turn: float = 0.0,
    tilt: tuple[float, float] = (0.0, 0.0),
) -> Grid:
    """Where a symbol lies whose modules are `module` pixels wide; `turn` and `tilt` (about y, about x) in degrees."""
    half = side_of(version) / 2
    c, s = math.cos(math.radians(turn)) * module, math.sin(math.radians(turn)) * module
    yaw, pitch = (math.radians(angle) for angle in tilt)
    centred = np.array([[1, 0, -half], [0, 1, -half], [0, 0, 1]])
    turned = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])
    seen = np.array([[math.cos(yaw), 0, 0], [0, math.cos(pitch), 0], [math.sin(yaw) / _FAR, math.sin(pitch) / _FAR, 1]])
    there = np.array([[1, 0, middle[0]], [0, 1, middle[1]], [0, 0, 1]])
    return Grid(version, there @ seen @ turned @ centred)


def photograph(matrix: Modules, grid: Grid, onto: Pixels | None = None) -> Pixels:
    """(h, w): the symbol with its quiet zone where `grid` says, on a room of 720 x 1280 of plain grey or `onto`."""
    room = np.full((720, 1280), 128, np.uint8) if onto is None else onto
    height, width = room.shape
    light = np.pad(~matrix, _QUIET, constant_values=True) != grid.inverted
    module = np.ones((_SHEET_PX, _SHEET_PX), np.uint8)
    sheet = np.asarray(np.kron(np.where(light, LIGHT, DARK), module), np.uint8)
    layers: tuple[Pixels, Pixels] = (sheet, np.full(sheet.shape, 255, np.uint8))
    of_sheet = np.array([[1, 0, 0.5 - _QUIET * _SHEET_PX], [0, 1, 0.5 - _QUIET * _SHEET_PX], [0, 0, _SHEET_PX]])
    fine = np.array([[_FINE, 0, (_FINE - 1) / 2], [0, _FINE, (_FINE - 1) / 2], [0, 0, 1]])
    size = (width * _FINE, height * _FINE)
    warp = fine @ grid.transform @ of_sheet
    drawn = (cv2.warpPerspective(layer, warp, size, flags=cv2.INTER_AREA) for layer in layers)
    seen, share = (cv2.resize(layer, (width, height), interpolation=cv2.INTER_AREA) for layer in drawn)
    return np.asarray(np.clip(seen + room * (1 - share / 255.0), 0, 255), np.uint8)


def out_of_focus(picture: Pixels, radius: float) -> Pixels:
    """Every point a disc of `radius` pixels."""
    n = math.ceil(radius) + 1
    y, x = np.mgrid[-n : n + 1, -n : n + 1]
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1)
    return np.asarray(cv2.filter2D(picture, -1, disc / disc.sum(), borderType=cv2.BORDER_REPLICATE), np.uint8)


def smeared(picture: Pixels, length: int) -> Pixels:
    """Every point a level line of `length` pixels: a hand that moves while the shutter is open."""
    return np.asarray(cv2.blur(picture, (length, 1)), np.uint8)


def noised(picture: Pixels, sigma: float, rng: np.random.Generator) -> Pixels:
    """With a sensor's noise of `sigma` grey levels."""
    return np.asarray(np.clip(picture + rng.normal(0, sigma, picture.shape), 0, 255), np.uint8)


def apart(one: Grid, other: Grid) -> float:
    """How far, in modules, the two are from one another where it is worst: corners and middle."""
    side = side_of(one.version)
    places = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (side / 2, side / 2)]
    return float(np.hypot(*(one.pixels(places) - other.pixels(places)).T).max()) / one.module_px


def displaced(grid: Grid, reach: float, rng: np.random.Generator) -> Grid:
    """Every corner up to `reach` modules beside its place, each in a direction of its own."""
    corners = np.array(grid.corners) + _steps(4, reach * grid.module_px, rng)
    side = side_of(grid.version)
    square = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32)
    transform: Floats = np.asarray(cv2.getPerspectiveTransform(square, corners.astype(np.float32)), np.float64)
    return Grid(grid.version, transform, grid.inverted)


def _steps(count: int, longest: float, rng: np.random.Generator) -> Floats:
    angles, lengths = rng.uniform(0, 2 * math.pi, count), longest * rng.uniform(0, 1, count)
    return np.stack((lengths * np.cos(angles), lengths * np.sin(angles)), axis=1)
