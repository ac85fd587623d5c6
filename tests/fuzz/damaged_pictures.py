"""Pictures and videos as they come off broken sticks, half-finished downloads and out of odd programs.

`DamagedFiles(seed).file(number)` is the same file each time. Most are real files with a code on them, then cut,
flipped, overwritten, given another size in their header or another file's end; some are whole but odd: one pixel wide,
sixteen bits deep, transparent, animated, huge, without a frame.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scanner.opencv import cv2
from tests.fuzz import odd
from tests.unit.scanner.pictures import code_picture

_WIDTH, _HEIGHT = 317, 243
_SIZES = (0, 1, 2, 3, 16, 318, 634, 16_383, 16_384, 20_000, 32_767, 32_768, 65_500, 65_535)
_LARGE_SIZES = (100_000, 2**24, 2**31 - 1, 2**31, 2**32 - 1)
_SUFFIXES = (".jpg", ".png", ".bmp", ".webp", ".gif", ".tiff", ".mp4", ".avi", ".mkv", ".txt", "")
_STILL_SUFFIXES = (".jpg", ".png", ".bmp", ".webp", ".gif", ".tiff")
_FILMS = (("mp4v", ".mp4"), ("mp4v", ".mkv"), ("MJPG", ".avi"), ("XVID", ".avi"), ("FFV1", ".mkv"), ("MJPG", ".mkv"))
# Identities of a segment and its tracks, and the sums over them: the writer makes them up anew each time.
_RANDOM_IN_MKV = re.compile(rb"(?<=\x73\xa4\x90).{16}|(?<=[\x73\x63]\xc5\x88).{8}|(?<=\xbf\x84).{4}", re.DOTALL)
_LARGE_SHARE = 0.003  # each takes a second or so


@dataclass(frozen=True)
class DamagedFile:
    """One file. `how` says what was done to it; `suffix` is what its name claims."""

    number: int
    how: str
    suffix: str
    data: bytes = field(repr=False)


class DamagedFiles:
    """Whole files to begin with, and as many damaged ones as wanted."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._whole = list(_whole_files())

    def file(self, number: int) -> DamagedFile:
        """The file of that number."""
        chance = Random(self._seed * 1_000_003 + number)  # two seeds share no file
        if chance.random() < _LARGE_SHARE:
            suffix, data = chance.choice(_LARGE)()
            return DamagedFile(number, "large", suffix, data)
        suffix, data = chance.choice(self._whole)
        damage = chance.choice(_DAMAGES)
        data = damage(chance, data, self._whole)
        if chance.random() < 0.1:
            suffix = chance.choice(_SUFFIXES)
        return DamagedFile(number, damage.__name__.strip("_"), suffix, data)


Whole = tuple[str, bytes]
Damage = Callable[[Random, bytes, list[Whole]], bytes]


def _kept_whole(chance: Random, data: bytes, others: list[Whole]) -> bytes:
    return data


def _cut_off(chance: Random, data: bytes, others: list[Whole]) -> bytes:
    return data[: chance.randrange(len(data)) if chance.random() < 0.7 else chance.randrange(min(64, len(data)))]


def _flipped(chance: Random, data: bytes, others: list[Whole]) -> bytes:
    changed = bytearray(data)
    reach = len(data) if chance.random() < 0.5 else min(len(data), 200)
    for _ in range(chance.choice((1, 3, 20, 200))):
        changed[chance.randrange(reach)] = chance.randrange(256)
    return bytes(changed)


def _bent(chance: Random, data: bytes, others: list[Whole]) -> bytes:
    return odd.bent(chance, data)


def _zeroed(chance: Random, data: bytes, others: list[Whole]) -> bytes:
    start = chance.randrange(len(data))
    length = min(len(data) - start, chance.choice((1, 16, 512, 4096, len(data))))
    return data[:start] + bytes([chance.choice((0, 255))]) * length + data[start + length :]


def _of_another_size(chance: Random, data: bytes, others: list[Whole]) -> bytes:
    """Width or height (or both), wherever the header may hold them, replaced by another."""
    changed = data
    for size in chance.choice(((_WIDTH,), (_HEIGHT,), (_WIDTH, _HEIGHT))):
        small, large = chance.choice(_SIZES), chance.choice(_SIZES + _LARGE_SIZES)
        for form, other in ((">I", large), ("<I", large), (">H", small), ("<H", small)):
            changed = changed.replace(struct.pack(form, size), struct.pack(form, other), 4)
    return _with_right_sum(changed)


def _with_right_sum(data: bytes) -> bytes:
    """A PNG's header is looked at only when its checksum fits."""
    if data[12:16] != b"IHDR":
        return data
    return data[:29] + struct.pack(">I", zlib.crc32(data[12:29])) + data[33:]


def _spliced(chance: Random, data: bytes, others: list[Whole]) -> bytes:
    _, other = chance.choice(others)
    head = chance.choice((4, 12, 64, len(data) // 2))
    return data[:head] + other[chance.choice((head, len(other) // 2)) :]


def _swollen(chance: Random, data: bytes, others: list[Whole]) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + chance.randbytes(chance.choice((1, 100, 5000))) + data[place:]


def _reordered(chance: Random, data: bytes, others: list[Whole]) -> bytes:
    first, second = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:first] + data[second:] + data[first:second]


def _only_a_head(chance: Random, data: bytes, others: list[Whole]) -> bytes:
    return data[: chance.randrange(1, 40)] + chance.randbytes(chance.choice((0, 10, 3000)))


def _no_picture_at_all(chance: Random, data: bytes, others: list[Whole]) -> bytes:
    texts = (b"", b"\0", b"hello\n" * 30, b"<html><body>not found</body></html>", b"%PDF-1.7\n", b"PK\3\4" + bytes(40))
    return chance.choice((*texts, chance.randbytes(chance.randrange(1, 2000))))


_DAMAGES: tuple[Damage, ...] = (
    *(_kept_whole, _cut_off, _flipped, _bent, _zeroed, _of_another_size, _of_another_size),
    *(_spliced, _swollen, _reordered, _only_a_head, _no_picture_at_all),
)


def _whole_files() -> Iterator[Whole]:
    for picture in _pictures():
        for suffix in _STILL_SUFFIXES:
            data = _encoded(suffix, picture)
            if data is not None:
                yield suffix, data
    yield ".jpg", _in_four_inks(_encoded(".jpg", next(_pictures())) or b"")
    yield from _animations()
    with TemporaryDirectory(prefix="voucherdesk-fuzz-") as folder:
        for codec, suffix in _FILMS:
            for size in ((_WIDTH - 1, _HEIGHT - 1), (_WIDTH, _HEIGHT), (2, 2)):
                for frames in (0, 1, 12):
                    yield suffix, _film(Path(folder) / f"film{suffix}", codec, size, frames)


def _pictures() -> Iterator[NDArray[Any]]:
    """Grey, colour, transparent, deep, floating; of usual and of odd sizes."""
    grey = np.full((_HEIGHT, _WIDTH), 190, np.uint8)
    code = code_picture("ON A BROKEN STICK", module=6)
    grey[20 : 20 + len(code), 50 : 50 + len(code)] = code
    yield grey
    colour = np.dstack([grey, grey // 2, 255 - grey])
    yield colour
    yield np.dstack([colour, grey])
    yield grey.astype(np.uint16) * 257
    yield colour.astype(np.uint16) * 200
    yield grey.astype(np.float32) / 255
    yield np.where(grey > 128, np.nan, np.inf).astype(np.float32)
    yield np.full((_HEIGHT, _WIDTH), -np.inf, np.float64)
    for height, width in ((1, 1), (1, 500), (500, 1), (2, 3), (3, 700), (7, 9)):
        yield grey[:1, :1].repeat(height, 0).repeat(width, 1)
    yield 255 - grey


def _filled(suffix: str, height: int, width: int, value: float = 220) -> Callable[[], Whole]:
    """Small on the stick, large in memory. Made when wanted: it takes a while."""
    kind = np.float32 if value < 1 else np.uint8
    return lambda: (suffix, _encoded(suffix, np.full((height, width), value, kind)) or b"")


def _noise() -> Whole:
    noise = np.random.default_rng(1).integers(0, 256, (3000, 4000), np.uint8)
    return ".jpg", _encoded(".jpg", noise) or b""


_LARGE: tuple[Callable[[], Whole], ...] = (
    *(_filled(".png", 11_000, 11_000), _filled(".jpg", 11_000, 11_000), _filled(".tiff", 3000, 3000, 0.5)),
    *(_filled(".png", 32_767, 3), _filled(".png", 3, 32_767), _filled(".png", 32_768, 2), _filled(".png", 1, 65_000)),
    *(_filled(".png", 4500, 4500), _noise),
)


def _encoded(suffix: str, picture: NDArray[Any]) -> bytes | None:
    """None where OpenCV cannot write such a picture in that kind."""
    try:
        ok, data = cv2.imencode(suffix, picture)
    except cv2.error:
        return None
    return data.tobytes() if ok else None


def _in_four_inks(grey: bytes) -> bytes:
    """A grey baseline JPEG as CMYK: four components, a scan each, every one with the grey one's data (T.81, B.2)."""
    frame, scan = grey.index(b"\xff\xc0"), grey.index(b"\xff\xda")
    size, tables = grey[frame + 5 : frame + 9], grey[frame + 13 : scan]
    inks = [bytes([ink]) for ink in (1, 2, 3, 4)]
    header = b"\xff\xc0\0\x14\x08" + size + b"\x04" + b"".join(ink + b"\x11\0" for ink in inks)
    scans = (b"\xff\xda\0\x08\x01" + ink + b"\0\0\x3f\0" + grey[scan + 10 : -2] for ink in inks)
    return grey[:frame] + header + tables + b"".join(scans) + grey[-2:]


def _animations() -> Iterator[Whole]:
    colour = np.repeat(code_picture("MOVING", module=5)[:, :, None], 4, axis=2)
    animation = cv2.Animation()
    animation.frames = [colour, 255 - colour, colour]
    animation.durations = [100, 100, 100]
    for suffix in (".gif", ".webp", ".png"):
        ok, data = cv2.imencodeanimation(suffix, animation)
        if ok:
            yield suffix, data.tobytes()


def _film(path: Path, codec: str, size: tuple[int, int], frames: int) -> bytes:
    """`frames` of a code that moves."""
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*codec), 10.0, size)
    code = cv2.resize(code_picture("A FILM"), size)
    for number in range(frames):
        writer.write(np.asarray(cv2.cvtColor(np.roll(code, number, axis=1), cv2.COLOR_GRAY2BGR), np.uint8))
    writer.release()
    return _RANDOM_IN_MKV.sub(lambda found: bytes(len(found[0])), path.read_bytes())
