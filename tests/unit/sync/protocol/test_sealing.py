"""Sealed streams: only for their reader, only whole, only for what they were made for."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import FileUnusable, MalformedMessage, SyncError
from sync.protocol import cbor
from sync.protocol.sealing import MAX_PART, Box, BoxKey, Header, agree, open_sealed, seal_for, seal_with

KEY = BoxKey.generate()
PARTS = [b"first", b"", b"x" * 5000, b"last"]


def sealed(parts: list[bytes] = PARTS, context: bytes = b"test") -> bytes:
    return b"".join(seal_for(KEY.box(), context, parts))


def opened(data: bytes, key: BoxKey = KEY, context: bytes = b"test") -> list[bytes]:
    return list(open_sealed(io.BytesIO(data), context, lambda header: agree(key, header)))


def test_what_was_sealed_comes_out_for_its_reader() -> None:
    assert opened(sealed()) == PARTS
    assert opened(sealed([])) == [b""]
    assert sealed() != sealed()  # a fresh key and salt each time


def test_nobody_else_opens_it_and_no_other_purpose_takes_it() -> None:
    with pytest.raises(FileUnusable):
        opened(sealed(), BoxKey.generate())
    with pytest.raises(FileUnusable):
        opened(sealed(), context=b"another")


def test_with_a_shared_secret() -> None:
    data = b"".join(seal_with(b"s" * 32, b"reader-7", b"test", PARTS))
    readers = []

    def secret_for(header: Header) -> bytes:
        readers.append(header.reader)
        return b"s" * 32

    assert list(open_sealed(io.BytesIO(data), b"test", secret_for)) == PARTS
    assert readers == [b"reader-7"]
    again = b"".join(seal_with(b"s" * 32, b"reader-7", b"test", PARTS))
    assert data[40:80] != again[40:80]  # the salt: one secret never encrypts twice with the same numbers


def test_parts_cannot_be_cut_off_swapped_or_changed() -> None:
    data = sealed()
    for length in range(len(data)):
        with pytest.raises(FileUnusable):
            opened(data[:length])
    for place in range(0, len(data), 7):
        with pytest.raises(FileUnusable):
            opened(data[:place] + bytes([data[place] ^ 0x40]) + data[place + 1 :])
    head, frames = split(data)
    with pytest.raises(FileUnusable):
        opened(head + b"".join([frames[1], frames[0], *frames[2:]]))
    with pytest.raises(FileUnusable):
        opened(head + b"".join(frames[:-1]))
    with pytest.raises(FileUnusable):
        opened(head + b"".join([*frames, frames[0]]))


def split(data: bytes) -> tuple[bytes, list[bytes]]:
    """The header and the frames, each with its length before it."""
    end = 2 + int.from_bytes(data[:2])
    frames, rest = [], data[end:]
    while rest:
        length = 4 + int.from_bytes(rest[:4])
        frames.append(rest[:length])
        rest = rest[length:]
    return data[:end], frames


def test_memory_holds_one_part_at_a_time() -> None:
    """Reading begins before writing has ended: nothing waits for the whole."""
    asked: list[int] = []

    def parts() -> Iterator[bytes]:
        for number in range(1000):
            asked.append(number)
            yield bytes(1000)

    pieces = seal_for(KEY.box(), b"test", parts())
    next(pieces)
    next(pieces)
    assert len(asked) == 2


def test_a_part_is_bounded_on_both_ends() -> None:
    with pytest.raises(FileUnusable):
        sealed([bytes(MAX_PART + 1)])
    head, _ = split(sealed())
    with pytest.raises(FileUnusable):
        opened(head + (MAX_PART + 17).to_bytes(4) + bytes(100))
    with pytest.raises(FileUnusable):
        opened(b"\xff\xff" + bytes(100))


def test_a_suite_of_a_later_program_says_so() -> None:
    header = cbor.encode([9, b"reader", bytes(16), b"point"])
    with pytest.raises(FileUnusable, match="update the program"):
        opened(len(header).to_bytes(2) + header)


@pytest.mark.parametrize("reader", [Box.from_bytes, BoxKey.from_bytes])
@pytest.mark.parametrize("data", [b"", b"\x00", cbor.encode([1, bytes(33)]), cbor.encode([2, bytes(33)]), bytes(200)])
def test_what_is_no_key_is_malformed(reader: Callable[[bytes], object], data: bytes) -> None:
    with pytest.raises(MalformedMessage):
        reader(data)


def test_keys_come_back_as_they_were() -> None:
    assert BoxKey.from_bytes(KEY.to_bytes()).box().to_bytes() == KEY.box().to_bytes()
    assert Box.from_bytes(KEY.box().to_bytes()).id == KEY.box().id


@given(st.binary(max_size=400))
def test_junk_is_one_of_our_errors(data: bytes) -> None:
    with pytest.raises(SyncError):
        opened(data)
