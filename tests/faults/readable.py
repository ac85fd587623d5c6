"""What must not be readable in any file of a desk, and a search for it, byte by byte, however it could be written."""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gbk")
_LEAST = 6
"""Bytes of a pattern: shorter ones turn up by chance in what is encrypted."""
_PIECE = 1 << 20
_TAIL = 8
"""How much of a key is looked for at least: a part of it in the open would do harm enough."""


@dataclass(slots=True)
class Secrets:
    """`texts` by what they are (names, ID numbers …), `keys` by whose they are."""

    texts: dict[str, set[str]] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)

    def patterns(self) -> dict[bytes, str]:
        """Every way of writing them, and what it is."""
        found: dict[bytes, str] = {}
        for what, texts in self.texts.items():
            for text in texts:
                found |= {written: what for written in _written(text) if len(written) >= _LEAST}
        for what, key in self.keys.items():
            found |= dict.fromkeys(_spelled(key), what)
        return found


def search(files: Iterable[Path], secrets: Secrets) -> dict[str, set[str]]:
    """What is readable: by what it is, the names of the files."""
    patterns = secrets.patterns()
    found: dict[str, set[str]] = {}
    for path in files:
        for what in found_in(path.read_bytes(), patterns):
            found.setdefault(what, set()).add(path.name)
    return found


def found_in(data: bytes, patterns: Mapping[bytes, str]) -> set[str]:
    """What is readable in `data`. One pass finds where any pattern may begin; there it is compared in full."""
    by_beginning: dict[int, list[bytes]] = {}
    for pattern in patterns:
        by_beginning.setdefault(int.from_bytes(pattern[:_LEAST], "little"), []).append(pattern)
    wanted = np.array(sorted(by_beginning), dtype=np.uint64)
    found: set[str] = set()
    for first in range(0, len(data), _PIECE):
        beginnings = _beginnings(data[first : first + _PIECE + _LEAST - 1])
        for place in np.flatnonzero(np.isin(beginnings, wanted)):
            at = first + int(place)
            for pattern in by_beginning[int(beginnings[place])]:
                if data.startswith(pattern, at):
                    found.add(patterns[pattern])
    return found


def _beginnings(data: bytes) -> npt.NDArray[np.uint64]:
    """For each place the number that its first bytes are."""
    if len(data) < _LEAST:
        return np.zeros(0, np.uint64)
    octets = np.frombuffer(data, np.uint8).astype(np.uint64)
    count = len(data) - _LEAST + 1
    numbers = np.zeros(count, np.uint64)
    for offset in range(_LEAST):
        numbers |= octets[offset : offset + count] << np.uint64(8 * offset)
    return numbers


def _written(text: str) -> Iterator[bytes]:
    for encoding in _ENCODINGS:
        yield text.encode(encoding, "ignore")
    yield text.encode("unicode_escape")  # as JSON and logs may write it


def _spelled(key: bytes) -> Iterator[bytes]:
    """Raw, as hex and as base64, wherever in a longer text it begins; beginnings and ends alone count too."""
    for part in (key[:_TAIL], key[-_TAIL:]):
        yield part
        yield part.hex().encode()
        yield part.hex().upper().encode()
    for shift in range(3):
        for encode in (b64encode, urlsafe_b64encode):
            yield encode(bytes(shift) + key)[4:-4]
