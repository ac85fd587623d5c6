"""The rows of one page of the database: SQLite's b-trees, read without asking them (its file format, section 1.6).

Nothing here raises: of bytes that are no page nothing comes out.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from sync.desk.store.page_reader import USABLE

Value: TypeAlias = int | float | str | bytes | None
_INDEX_INNER, _INDEX_LEAF, _TABLE_LEAF = 2, 10, 13
_FILE_HEADER = 100
_LARGEST = 64 * 1024 * 1024
"""A row longer than this is damage."""
_WIDTHS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_REAL, _ZERO, _ONE, _BLOB = 7, 8, 9, 12


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row of a table (`rowid` is its number) or an entry of an index (None)."""

    rowid: int | None
    values: tuple[Value, ...]


def rows_of(number: int, page: bytes, follow: Callable[[int], bytes | None]) -> Iterator[StoredRow]:
    """Every whole row of page `number`; `follow` hands out the pages on which long rows go on."""
    start = _FILE_HEADER if number == 1 else 0
    kind = page[start]
    if kind not in (_INDEX_INNER, _INDEX_LEAF, _TABLE_LEAF):
        return
    pointers = start + (12 if kind == _INDEX_INNER else 8)
    (cells,) = struct.unpack_from(">H", page, start + 3)
    if pointers + 2 * cells > USABLE:
        return
    for (at,) in struct.iter_unpack(">H", page[pointers : pointers + 2 * cells]):
        try:
            row = _cell(kind, page, at, follow)
        except (IndexError, ValueError, struct.error):
            continue
        if row is not None:
            yield row


def _cell(kind: int, page: bytes, at: int, follow: Callable[[int], bytes | None]) -> StoredRow | None:
    at += 4 if kind == _INDEX_INNER else 0
    length, at = _varint(page, at)
    rowid = None
    if kind == _TABLE_LEAF:
        rowid, at = _varint(page, at)
        rowid = rowid - (1 << 64) if rowid >> 63 else rowid
    local = _local(kind, length)
    if length > _LARGEST or at + local > USABLE:
        return None
    content = page[at : at + local]
    if local < length:
        content += _overflow(struct.unpack_from(">I", page, at + local)[0], length - local, follow)
    return StoredRow(rowid, tuple(_record(content))) if len(content) == length else None


def _local(kind: int, length: int) -> int:
    """How much of a row lies on the page itself."""
    most = USABLE - 35 if kind == _TABLE_LEAF else (USABLE - 12) * 64 // 255 - 23
    if length <= most:
        return length
    least = (USABLE - 12) * 32 // 255 - 23
    local = least + (length - least) % (USABLE - 4)
    return local if local <= most else least


def _overflow(number: int, wanted: int, follow: Callable[[int], bytes | None]) -> bytes:
    """What can be had of the rest of a row; short when a page of it is gone."""
    parts: list[bytes] = []
    while wanted > 0:
        page = follow(number) if number else None
        if page is None:
            break
        (number,) = struct.unpack_from(">I", page)
        parts.append(page[4 : 4 + min(wanted, USABLE - 4)])
        wanted -= len(parts[-1])
    return b"".join(parts)


def _record(content: bytes) -> Iterator[Value]:
    """Raises IndexError, ValueError (UnicodeDecodeError) or struct.error when it is none."""
    head, at = _varint(content, 0)
    body = head
    while at < head:
        kind, at = _varint(content, at)
        value, body = _value(kind, content, body)
        yield value
    if at != head or body != len(content):
        raise ValueError("not a record")


def _value(kind: int, content: bytes, at: int) -> tuple[Value, int]:
    if kind >= _BLOB:
        end = at + (kind - _BLOB) // 2
        if end > len(content):
            raise ValueError("longer than its row")
        return (content[at:end].decode() if kind % 2 else content[at:end]), end
    if kind in _WIDTHS:
        end = at + _WIDTHS[kind]
        return int.from_bytes(content[at:end], "big", signed=True), end
    if kind == _REAL:
        return struct.unpack_from(">d", content, at)[0], at + 8
    if kind in (_ZERO, _ONE):
        return kind - _ZERO, at
    if kind:
        raise ValueError("no such type")
    return None, at


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for step in range(8):
        byte = data[at + step]
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            return value, at + step + 1
    return value << 8 | data[at + 8], at + 9
