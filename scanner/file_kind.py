"""What a file is and how large its picture, told from its first bytes, whatever its name says."""

import struct
from collections.abc import Callable
from typing import TypeAlias

Size: TypeAlias = tuple[int, int]  # width, height in pixels

_PICTURE_BRANDS = frozenset((b"avif", b"avis", b"heic", b"heix", b"heif", b"mif1", b"msf1"))  # MP4 boxes, one picture
_JPEG_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE_MARKERS = frozenset(range(0xD0, 0xD8)) | {0x01, 0xFF}


def is_video(head: bytes) -> bool:
    """MP4 and MOV, AVI, MKV and WebM, by the marks in their first 12 bytes."""
    if picture_kind(head):
        return False
    is_mp4 = head[4:8] == b"ftyp" and head[8:12] not in _PICTURE_BRANDS
    return is_mp4 or (head[:4] == b"RIFF" and head[8:12] == b"AVI ") or head[:4] == b"\x1a\x45\xdf\xa3"


def picture_kind(head: bytes) -> str:
    """`jpeg`, `png`, `gif`, `bmp`, `webp`, `tiff`, or "" for anything else."""
    for kind, mark in _MARKS.items():
        if head.startswith(mark):
            return kind
    return "webp" if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else ""


def picture_size(data: bytes) -> Size | None:
    """Width and height as the header states them; None where it is cut off, broken or of no kind known here."""
    kind = picture_kind(data[:12])
    if not kind:
        return None
    try:
        width, height = _SIZES[kind](data)
    except (struct.error, ValueError, LookupError):
        return None
    return (width, height) if width > 0 and height > 0 else None


def _png(data: bytes) -> Size:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif(data: bytes) -> Size:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _bmp(data: bytes) -> Size:
    (header,) = struct.unpack_from("<I", data, 14)
    old_style = 12
    width, height = struct.unpack_from("<HH" if header == old_style else "<ii", data, 18)
    return width, abs(height)


def _jpeg(data: bytes) -> Size:
    """Walk the segments up to the frame header, which holds the size (ITU-T T.81, B.2.2)."""
    place = 2
    while True:
        lead, marker = struct.unpack_from(">BB", data, place)
        if lead != 0xFF:  # noqa: PLR2004 - every marker begins so
            raise ValueError
        if marker in _JPEG_FRAME_MARKERS:
            height, width = struct.unpack_from(">HH", data, place + 5)
            return width, height
        if marker in _JPEG_BARE_MARKERS:
            place += 1 if marker == 0xFF else 2  # noqa: PLR2004 - a fill byte
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        place += 2 + length


def _webp(data: bytes) -> Size:
    """The three forms of WebP's first chunk (RFC 9649)."""
    form = data[12:16]
    if form == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if form == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


def _tiff(data: bytes) -> Size:
    """Tags 256 and 257 of the first directory (TIFF 6.0)."""
    order = "<" if data[:2] == b"II" else ">"
    (directory,) = struct.unpack_from(order + "I", data, 4)
    (count,) = struct.unpack_from(order + "H", data, directory)
    values: dict[int, int] = {}
    for entry in range(directory + 2, directory + 2 + 12 * count, 12):
        tag, kind = struct.unpack_from(order + "HH", data, entry)
        short = 3
        (values[tag],) = struct.unpack_from(order + ("H" if kind == short else "I"), data, entry + 8)
    return values[256], values[257]


_MARKS: dict[str, bytes | tuple[bytes, ...]] = {
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "gif": b"GIF8",
    "bmp": b"BM",
    "tiff": (b"II*\0", b"MM\0*"),
}
_SIZES: dict[str, Callable[[bytes], Size]] = {
    "jpeg": _jpeg,
    "png": _png,
    "gif": _gif,
    "bmp": _bmp,
    "webp": _webp,
    "tiff": _tiff,
}
