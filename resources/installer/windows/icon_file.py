"""A Windows icon file (.ico) put together from pictures in PNG, which Windows takes in it since Vista."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SIDES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Pixels, for every scale of the desktop from 100 % on."""
_HEADER = struct.Struct("<HHH")
_ENTRY = struct.Struct("<BBBBHHII")
_SIDE_AT = slice(16, 20)  # in a PNG: after its signature and the head of its first chunk


def icon_file(pictures: Sequence[bytes]) -> bytes:
    """The file with these square PNGs in it."""
    place = _HEADER.size + _ENTRY.size * len(pictures)
    entries = []
    for picture in pictures:
        side = int.from_bytes(picture[_SIDE_AT], "big") % 256  # 256 is written as 0
        entries.append(_ENTRY.pack(side, side, 0, 0, 1, 32, len(picture), place))
        place += len(picture)
    return _HEADER.pack(0, 1, len(pictures)) + b"".join(entries) + b"".join(pictures)
