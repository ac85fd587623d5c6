"""Queue and reply: each part signed for its place, by who made the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from sync.domain.ids import DeviceId
from sync.errors import FileUnusable
from sync.protocol import cbor
from sync.protocol.changes import Change, Page
from sync.protocol.queue_file import (
    QUEUE_MAGIC,
    REPLY_MAGIC,
    Fate,
    News,
    QueueHead,
    Receipts,
    ReplyHead,
    ReplyPart,
    Snapshot,
    SnapshotPart,
    open_queue,
    open_reply,
    seal_queue,
    seal_reply,
)
from sync.protocol.sealing import BoxKey, seal_for, seal_with
from sync.protocol.signing import SigningKey, VerifyKey, sign1

NOW = datetime(2026, 11, 23, 8, 20, tzinfo=UTC)
BOX, DEVICE_KEY, CENTRE_KEY = BoxKey.generate(), SigningKey.generate(), SigningKey.generate()
REPLY_KEY = b"r" * 32
QUEUE_HEAD = QueueHead("e1", DeviceId("D-1"), NOW, REPLY_KEY, "cursor", 3)
REPLY_HEAD = ReplyHead("e1", DeviceId("D-1"), 3, NOW)
PAGE = Page((Change("staff", "s1", {"name": "张试"}), Change("staff", "s2", None)), "after", more=True)
PARTS: list[ReplyPart] = [
    Receipts([{"fact_id": "a", "outcome": "recorded"}]),
    Snapshot("before", b"manifest"),
    SnapshotPart(0, b"data"),
    News("cursor", NOW, PAGE),
    Fate.FORKED,
]


def read_queue(data: bytes, key: VerifyKey | None = None, box: BoxKey = BOX) -> tuple[QueueHead, list[bytes]]:
    head, batches = open_queue(io.BytesIO(data), box, lambda _: key or DEVICE_KEY.public())
    return head, list(batches)


def read_reply(data: bytes, key: VerifyKey | None = None) -> tuple[ReplyHead, list[ReplyPart]]:
    head, parts = open_reply(io.BytesIO(data), lambda _: REPLY_KEY, key or CENTRE_KEY.public())
    return head, list(parts)


def queue() -> bytes:
    return b"".join(seal_queue(BOX.box(), QUEUE_HEAD, [b"one", b"two"], DEVICE_KEY))


def reply() -> bytes:
    return b"".join(seal_reply(REPLY_HEAD, REPLY_KEY, PARTS, CENTRE_KEY))


def test_both_come_back_as_they_were() -> None:
    assert read_queue(queue()) == (QUEUE_HEAD, [b"one", b"two"])
    assert read_reply(reply()) == (REPLY_HEAD, PARTS)


def test_the_reply_key_shows_in_no_words() -> None:
    assert "rrrr" not in repr(QUEUE_HEAD)


def test_a_reply_is_found_by_its_exports_id() -> None:
    asked: list[str] = []

    def key_of(export: str) -> bytes:
        asked.append(export)
        return REPLY_KEY

    open_reply(io.BytesIO(reply()), key_of, CENTRE_KEY.public())
    assert asked == ["e1"]


def test_signed_by_another_it_is_refused() -> None:
    with pytest.raises(FileUnusable, match="not signed"):
        read_queue(queue(), SigningKey.generate().public())
    with pytest.raises(FileUnusable, match="not signed"):
        read_reply(reply(), SigningKey.generate().public())


def test_for_another_centre_or_of_another_version() -> None:
    with pytest.raises(FileUnusable, match="another centre"):
        read_queue(queue(), box=BoxKey.generate())
    with pytest.raises(FileUnusable, match="another version"):
        read_queue(QUEUE_MAGIC[:-1] + b"2" + queue()[8:])
    with pytest.raises(FileUnusable, match="not a file of Voucher Desk"):
        read_queue(b"PK\x03\x04 and so on")


def test_parts_of_two_files_do_not_make_one() -> None:
    """A holder of the box's public half can seal, but not sign: parts of an older file are told by their export."""

    def mixed(first_number: int, second: bytes) -> Iterator[bytes]:
        head = [QUEUE_HEAD.export, QUEUE_HEAD.device, NOW.isoformat(), REPLY_KEY, "cursor", 3]
        for number, (export, content) in enumerate([("e1", cbor.encode(head)), ("e0", second)]):
            yield sign1(DEVICE_KEY, b"device", cbor.encode([export, first_number + number, content]))

    def sealed(parts: Iterator[bytes]) -> bytes:
        return QUEUE_MAGIC + b"".join(seal_for(BOX.box(), QUEUE_MAGIC, parts))

    with pytest.raises(FileUnusable, match="several files"):
        read_queue(sealed(mixed(0, b"of another export")))
    with pytest.raises(FileUnusable, match="several files"):
        read_queue(sealed(mixed(1, b"begins with its second part")))


@pytest.mark.parametrize(
    "content",
    [
        b"junk",
        cbor.encode(["receipts", b"not gzip"]),
        cbor.encode(["page", "cursor", "yesterday", b""]),
        cbor.encode(["fate", "unheard-of"]),
        cbor.encode(["of a later version", 1]),
        cbor.encode(["snapshot-part", -1, b""]),
    ],
)
def test_a_part_that_this_program_cannot_read_stops_it(content: bytes) -> None:
    head = cbor.encode(["e1", "D-1", 3, NOW.isoformat()])
    signed = (
        sign1(CENTRE_KEY, b"centre", cbor.encode(["e1", number, part])) for number, part in enumerate([head, content])
    )
    data = REPLY_MAGIC + b"".join(seal_with(REPLY_KEY, b"e1", REPLY_MAGIC, signed))
    with pytest.raises(FileUnusable):
        read_reply(data)
