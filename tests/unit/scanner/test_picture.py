"""Whatever a file is, reading it ends soon: with a picture or with one clear line."""

import os
import struct
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.decoders import load_decoders
from scanner.errors import PictureUnreadable
from scanner.file_kind import is_video, picture_kind, picture_size
from scanner.frame import Pixels
from scanner.ladder import Ladder
from scanner.opencv import cv2
from scanner.picture import LONGEST_SIDE, MOST_BYTES, read_picture
from tests.unit.scanner.pictures import code_picture, save

TEXT = "ONE PICTURE 123"


def texts_in(pixels: Pixels) -> list[str]:
    return [symbol.text for symbol in Ladder(load_decoders()).read(pixels).symbols]


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".bmp", ".webp", ".tiff"])
def test_common_kinds_are_read(tmp_path: Path, suffix: str) -> None:
    assert texts_in(read_picture(save(tmp_path / f"code{suffix}", code_picture(TEXT)))) == [TEXT]


def test_a_gif_is_read(tmp_path: Path) -> None:
    colour = np.repeat(code_picture(TEXT)[:, :, None], 3, axis=2)
    assert texts_in(read_picture(save(tmp_path / "code.gif", colour))) == [TEXT]


def test_any_file_name_will_do(tmp_path: Path) -> None:
    assert texts_in(read_picture(save(tmp_path / "培训券 100%d é.png", code_picture(TEXT)))) == [TEXT]


def test_a_wrong_suffix_does_not_matter(tmp_path: Path) -> None:
    assert texts_in(read_picture(save(tmp_path / "really.txt", code_picture(TEXT), ".jpg"))) == [TEXT]


def test_transparent_means_white(tmp_path: Path) -> None:
    code = code_picture(TEXT)
    black = np.zeros_like(code)
    assert texts_in(read_picture(save(tmp_path / "code.png", np.dstack([black, black, black, 255 - code])))) == [TEXT]


@pytest.mark.parametrize("kind", [np.uint16, np.float32])
def test_deep_pictures_become_eight_bits(tmp_path: Path, kind: type[np.generic]) -> None:
    deep = (code_picture(TEXT) / 255 * (65535 if kind is np.uint16 else 1)).astype(kind)
    path = tmp_path / "deep.tiff"
    path.write_bytes(cv2.imencode(".tiff", deep)[1].tobytes())
    pixels = read_picture(path)
    assert pixels.dtype == np.uint8
    assert texts_in(pixels) == [TEXT]


def test_values_that_are_no_numbers_neither_warn_nor_hide_the_code(tmp_path: Path) -> None:
    deep = code_picture(TEXT).astype(np.float32) / 255
    deep[:3, :4] = (np.nan, np.inf, -np.inf, 0.5)
    path = tmp_path / "odd.tiff"
    path.write_bytes(cv2.imencode(".tiff", deep)[1].tobytes())
    assert texts_in(read_picture(path)) == [TEXT]
    path.write_bytes(cv2.imencode(".tiff", np.full((9, 9), np.nan, np.float32))[1].tobytes())
    assert read_picture(path).dtype == np.uint8


def test_a_picture_of_100_megapixels_is_read_reduced(tmp_path: Path) -> None:
    large = np.full((10_000, 10_000), 200, np.uint8)
    code = code_picture(TEXT, module=60)
    large[4000 : 4000 + code.shape[0], 4000 : 4000 + code.shape[1]] = code
    path = save(tmp_path / "large.jpg", large)
    start = time.perf_counter()
    pixels = read_picture(path)
    assert pixels.size <= 16_000_000
    assert texts_in(pixels) == [TEXT]
    assert time.perf_counter() - start < 10


def _png_header(width: int, height: int) -> bytes:
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


@pytest.mark.parametrize("size", [(60_000, 60_000), (60_000, 1), (3, 100_000)])
def test_a_larger_one_is_refused_by_its_header(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(_png_header(*size))
    with pytest.raises(PictureUnreadable, match=f"{size[0]} x {size[1]} pixels is too large"):
        read_picture(path)


def test_the_longest_strip_there_may_be_can_be_looked_at(tmp_path: Path) -> None:
    pixels = read_picture(save(tmp_path / "strip.png", np.full((LONGEST_SIDE, 3), 200, np.uint8)))
    assert texts_in(pixels) == []


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_odd_files_are_refused_in_one_line(tmp_path: Path) -> None:
    whole = save(tmp_path / "whole.jpg", code_picture(TEXT)).read_bytes()
    long_file = tmp_path / "long.png"
    with long_file.open("wb") as file:
        file.write(_png_header(10, 10))
        file.truncate(MOST_BYTES + 1)
    odd = {
        tmp_path / "none.png": "no such file",
        tmp_path: "not a file",
        _written(tmp_path / "empty.png", b""): "the file is empty",
        _written(tmp_path / "text.png", b"hello, I am a text\n" * 9): "neither a picture nor a video",
        _written(tmp_path / "cut.jpg", whole[: len(whole) // 3]): "broken or cut off",
        _written(tmp_path / "header.png", _png_header(10, 10)): "broken or cut off",
        _written(tmp_path / "stub.jpg", b"\xff\xd8\xff"): "cut off",
        _written(tmp_path / "phone.heic", b"\0\0\0\x18ftypheic\0\0\0\0"): "neither a picture nor a video",
        long_file: "larger than 128 MB",
        tmp_path / "a\0b.png": "no",
    }
    for path, reason in odd.items():
        with pytest.raises(PictureUnreadable, match=reason) as caught:
            read_picture(path)
        assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_forbidden_file_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "mine.png", code_picture(TEXT))
    path.chmod(0)
    with pytest.raises(PictureUnreadable):
        read_picture(path)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".bmp", ".webp", ".tiff", ".gif"])
def test_the_size_is_told_without_decoding(suffix: str) -> None:
    picture = np.zeros((37, 91, 3), np.uint8)
    assert picture_size(cv2.imencode(suffix, picture)[1].tobytes()) == (91, 37)


def test_the_lossy_and_extended_forms_of_webp_tell_their_size() -> None:
    picture = np.zeros((37, 91, 3), np.uint8)
    assert picture_size(cv2.imencode(".webp", picture, [cv2.IMWRITE_WEBP_QUALITY, 50])[1].tobytes()) == (91, 37)
    extended = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + (90).to_bytes(3, "little") + (36).to_bytes(3, "little")
    assert picture_size(extended) == (91, 37)


@given(
    st.sampled_from(
        [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"RIFF\0\0\0\0WEBP", b""]
    ),
    st.binary(max_size=200),
)
def test_no_header_upsets_the_reader_of_headers(mark: bytes, rest: bytes) -> None:
    data = mark + rest
    size = picture_size(data)
    assert size is None or min(size) > 0
    assert not (is_video(data[:12]) and picture_kind(data[:12]))
