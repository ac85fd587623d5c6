"""The log beside the record (-wal), read without the database: which frames it would take, and which pass over.

    header   32 bytes: magic, version, page size, round, two salts, checksum
    frame    24 bytes: page, pages after a commit (else 0), the two salts, checksum over all before it; then the page

(SQLite's WAL format, https://www.sqlite.org/walformat.html.) A checksum is a running sum over pairs of 32-bit words:
what follows a flipped bit is passed over without a word, however many acts it holds, and is gone with the next
checkpoint. So a log that was left behind is looked at before the database sees it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sync.desk.store.durable import file_errors
from sync.errors import StoreUnreadable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words: TypeAlias = NDArray[np.uint32]

PAGE = 4096
_HEADER, _FRAME_HEADER = 32, 24
_FRAME = _FRAME_HEADER + PAGE
_MAGIC = (0x377F0682, 0x377F0683)
_SUMMED = 24
"""Of the header; of a frame's header the first 8 bytes, and the page."""
_PAIRS = (8 + PAGE) // 8
_NAMED = 2
"""Words of a frame's header that are summed: the page, and whether it commits."""
_LOOKS = 2
_LAST_BREATH = 1
"""So many commits behind a break are what a power cut leaves: of the act that was being written."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`offset`: of its page in the log. `commits`: it says that an act ends with it. `follows`: its sum goes on from
    that of the frame before it, as far as can be told. `in_chain`: the database would take it.
    """

    page: int
    offset: int
    commits: bool
    follows: bool
    in_chain: bool


@dataclass(frozen=True, slots=True)
class Log:
    """Frames of the present round up to its last commit. `header_holds` False: the database would take none."""

    header_holds: bool
    frames: tuple[Frame, ...]

    @property
    def passed_over(self) -> tuple[Frame, ...]:
        """Frames of the round behind a damage."""
        return tuple(frame for frame in self.frames if not frame.in_chain)


def check_log(record: Path) -> None:
    """Raises StoreUnreadable when acts that were acknowledged lie behind a damage in the log of the record.

    Behind the last whole commit a power cut leaves pieces of the one act that was being written, never of two, and
    never pieces that differ from the whole by a single bit.
    """
    path = record.with_name(f"{record.name}-wal")
    for _ in range(_LOOKS):  # what another program is just writing is whole at the second look
        with file_errors():
            if not path.exists() or path.stat().st_size < _HEADER + _FRAME:
                return
            data = path.read_bytes()
        log = read_log(data)
        # Not those whose head lies across two sectors, of which the power cut left one of the round before.
        commits = sum(frame.commits and frame.follows for frame in log.passed_over)
        if commits <= _LAST_BREATH and (log.header_holds or not commits) and not shows_flip(data):
            return
    raise StoreUnreadable("its log is damaged")


def read_log(data: bytes) -> Log:
    """Take the bytes of a log apart; of those that are none nothing comes out."""
    if len(data) < _HEADER + _FRAME:
        return Log(header_holds=False, frames=())
    holds = _header_holds(data)
    return Log(holds, tuple(_committed(_frames(data, holds=holds))))


def _header_holds(data: bytes) -> bool:
    magic, _, page_size = struct.unpack_from(">III", data)
    _, _, running = _head(data)
    return magic in _MAGIC and page_size == PAGE and running == struct.unpack_from(">II", data, _SUMMED)


def _head(data: bytes) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """The order of bytes in what is summed, the round's salts, and the header's own sum."""
    order = ">" if data[3] & 1 else "<"
    first, second = struct.unpack_from(">II", data, 16)
    return order, (first, second), _header_sum(order, data[:_SUMMED])


def shows_flip(data: bytes) -> bool:
    """Whether the header, or the first frame that does not hold, differs by a single bit from one that does."""
    if len(data) < _HEADER + _FRAME or not any(data[:_HEADER]):
        return False
    if not _header_holds(data):
        return any(_header_holds(_flip_bit(data[:_HEADER], bit)) for bit in range(_HEADER * 8))
    order, salts, running = _head(data)
    at = _HEADER
    for plus in _sums_of_frames(data, order):
        running = _go_on(running, plus)
        said, wanted = struct.unpack_from(">IIII", data, at + 8), (*salts, *running)
        if said != wanted:
            return _is_one_bit(said, wanted) or (said[:2] == salts and _is_summed_bit(data, order, at, said, wanted))
        at += _FRAME
    return False


def _flip_bit(data: bytes, bit: int) -> bytes:
    flipped = bytearray(data)
    flipped[bit // 8] ^= 1 << bit % 8
    return bytes(flipped)


def _is_one_bit(said: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return sum((one ^ other).bit_count() for one, other in zip(said, wanted, strict=True)) == 1


def _is_summed_bit(data: bytes, order: str, at: int, said: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    """Whether one bit of the frame's page moves both sums by as much as they are off: by chance none does so."""
    import numpy as np  # noqa: PLC0415  as below

    words = _summed(data, order, at, 1)[0]
    off = [np.uint32((one - other) & 0xFFFFFFFF) for one, other in zip(said[2:], wanted[2:], strict=True)]
    first, second = _weights()
    for bit in range(32):
        one = np.uint32(1 << bit)
        moves = np.where(words & one, np.uint32((-(1 << bit)) & 0xFFFFFFFF), one).astype(np.uint32)
        if bool(((first * moves == off[0]) & (second * moves == off[1])).any()):
            return True
    return False


def _committed(frames: Iterator[Frame]) -> Iterator[Frame]:
    found: list[Frame] = []
    for frame in frames:
        found.append(frame)
        if frame.commits:
            yield from found
            found = []


def _frames(data: bytes, *, holds: bool) -> Iterator[Frame]:
    order, salts, running = _head(data)
    if not holds:  # the first frame of a round tells its salts as well
        salts = struct.unpack_from(">II", data, _HEADER + 8)
    known = holds  # the order of the bytes, so that sums can be told
    sums = _sums_of_frames(data, order) if known else []
    for number, at in enumerate(range(_HEADER, len(data) - _FRAME + 1, _FRAME)):
        page, commits, *said = struct.unpack_from(">IIIIII", data, at)
        follows = not known or _go_on(running, sums[number]) == (said[2], said[3])
        running = said[2], said[3]
        holds = holds and follows and tuple(said[:2]) == salts
        if tuple(said[:2]) == salts and page:
            yield Frame(page, at + _FRAME_HEADER, bool(commits), follows, holds)


def _go_on(running: tuple[int, int], plus: tuple[int, int]) -> tuple[int, int]:
    """The running sum behind one more frame."""
    (one, two), (three, four) = _steps(_PAIRS)
    first, second = running
    return (
        (one * first + two * second + plus[0]) & 0xFFFFFFFF,
        (three * first + four * second + plus[1]) & 0xFFFFFFFF,
    )


def _header_sum(order: str, data: bytes) -> tuple[int, int]:
    first = second = 0
    for one, other in struct.iter_unpack(f"{order}II", data):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second


def _sums_of_frames(data: bytes, order: str) -> list[tuple[int, int]]:
    """What each frame adds to the running sum, all at once: the sum is linear, modulo 2^32."""
    import numpy as np  # noqa: PLC0415  needed only where a log was left behind

    summed = _summed(data, order, _HEADER, (len(data) - _HEADER) // _FRAME)
    totals = [(summed * weight).sum(axis=1, dtype=np.uint32) for weight in _weights()]
    return [(int(one), int(other)) for one, other in zip(*totals, strict=True)]


def _summed(data: bytes, order: str, at: int, count: int) -> Words:
    """The words of `count` frames from `at` on that go into the sum, a row each."""
    import numpy as np  # noqa: PLC0415  as above

    words = np.frombuffer(data, f"{order}u4", count * _FRAME // 4, at).reshape(count, _FRAME // 4)
    return np.concatenate((words[:, :_NAMED], words[:, _FRAME_HEADER // 4 :]), axis=1).astype(np.uint32)


@cache
def _weights() -> tuple[Words, Words]:
    """With what each word of a frame counts in the first and in the second sum at the frame's end."""
    import numpy as np  # noqa: PLC0415  as above

    first, second = [], []
    for pair in range(_PAIRS):
        (one, two), (three, four) = _steps(_PAIRS - 1 - pair)
        first += [one + two, two]
        second += [three + four, four]
    return np.array(first, np.uint64).astype(np.uint32), np.array(second, np.uint64).astype(np.uint32)


@cache
def _steps(pairs: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The matrix by which `pairs` pairs of zeros move the running sum: one pair moves it by ((1, 1), (1, 2))."""
    (one, two), (three, four) = (1, 0), (0, 1)
    for _ in range(pairs):
        one, two, three, four = (
            (one + three) & 0xFFFFFFFF,
            (two + four) & 0xFFFFFFFF,
            (one + 2 * three) & 0xFFFFFFFF,
            (two + 2 * four) & 0xFFFFFFFF,
        )
    return (one, two), (three, four)
