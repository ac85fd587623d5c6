"""python -m tests.benchmarks.scanner.album: what is measured on, as three small pictures in docs/images."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np

from scanner.frame import Pixels
from scanner.opencv import cv2
from tests.benchmarks.drawn_stills import drawn_stills
from tests.benchmarks.presentation_clips import clips
from tests.benchmarks.synthetic_stills import PROFILES, SyntheticStill

_IMAGES = Path(__file__).parents[3] / "docs" / "images"
_TILE = 190
_TONES = 22  # few enough that noise does not make the files large


def main() -> None:
    """Draw and write them."""
    phones = [SyntheticStill(p, 120, "base45", level, 250, 1) for p in PROFILES for level in "LMQ"]
    _write("scanner-synthetic", [_middle(still.draw(), 540) for still in phones], columns=6)
    kinds = [still for still in drawn_stills() if still.number == 3]
    _write("scanner-drawn", [_middle(still.draw(), 620) for still in kinds], columns=6)
    _write("scanner-presentations", [_middle(picture, 560) for picture in _moments()], columns=6)


def _moments() -> list[Pixels]:
    """Six moments each of a hard and of a very hard clip."""
    films = [next(clip for clip in clips() if clip.stratum == name) for name in ("hard", "very hard")]
    return [frame.grey() for clip in films for frame in islice(clip.frames(), 2, 60, 11)]


def _middle(grey: Pixels, side: int) -> Pixels:
    """The middle square, reduced."""
    top, left = (720 - side) // 2, (1280 - side) // 2
    part = grey[top : top + side, left : left + side]
    return np.asarray(cv2.resize(part, (_TILE, _TILE), interpolation=cv2.INTER_AREA), np.uint8)


def _write(name: str, tiles: list[Pixels], columns: int) -> None:
    rows = [np.hstack(tiles[start : start + columns]) for start in range(0, len(tiles), columns)]
    sheet = np.vstack(rows).astype(np.float32)
    few = np.round(np.round(sheet / 255 * (_TONES - 1)) * (255 / (_TONES - 1))).astype(np.uint8)
    cv2.imwrite(str(_IMAGES / f"{name}.png"), few, [cv2.IMWRITE_PNG_COMPRESSION, 9])


if __name__ == "__main__":
    main()
