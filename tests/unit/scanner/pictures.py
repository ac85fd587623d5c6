"""Real pictures of codes, made when the test runs."""

from pathlib import Path

import numpy as np
import segno

from scanner.frame import Pixels
from scanner.opencv import cv2

VOUCHER_TEXT = "VC1" + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 5


def code_picture(text: str, module: int = 6, encoding: str | None = None) -> Pixels:
    """(h, w): a clean code with its quiet zone, `module` pixels a module."""
    return picture_of(segno.make_qr(text, encoding=encoding), module)


def picture_of(made: segno.QRCode, module: int = 6) -> Pixels:
    """(h, w): as `code_picture`, of a code that segno has made."""
    dark = np.array([list(row) for row in made.matrix], np.uint8)
    light = np.pad(1 - dark, 4, constant_values=1) * np.uint8(255)
    return np.kron(light, np.ones((module, module), np.uint8))


def in_a_frame(code: Pixels, x: int, y: int, grey: int = 128) -> Pixels:
    """(720, 1280): the code at (x, y) on plain grey."""
    frame = np.full((720, 1280), grey, np.uint8)
    frame[y : y + code.shape[0], x : x + code.shape[1]] = code
    return frame


def empty_room(seed: int = 1) -> Pixels:
    """(720, 1280): texture and noise, no code."""
    rng = np.random.default_rng(seed)
    coarse = cv2.resize(rng.integers(40, 220, (36, 64), dtype=np.uint8), (1280, 720), interpolation=cv2.INTER_CUBIC)
    noise = rng.normal(0, 6, (720, 1280))
    return np.clip(coarse.astype(np.float64) + noise, 0, 255).astype(np.uint8)


def save(path: Path, pixels: Pixels, suffix: str = "") -> Path:
    """Write as the kind that `suffix`, or the path's own, says; any file name will do."""
    ok, data = cv2.imencode(suffix or path.suffix, pixels)
    assert ok
    path.write_bytes(data.tobytes())
    return path


def save_video(path: Path, frames: list[Pixels], fps: float = 10.0) -> Path:
    """Write grey frames of one size as motion JPEG."""
    height, width = frames[0].shape
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), fps, (width, height))
    assert writer.isOpened()
    for frame in frames:
        writer.write(np.asarray(cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR), np.uint8))
    writer.release()
    return path
