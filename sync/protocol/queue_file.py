"""Sync by USB stick: a desk's queue on its way to the centre, and the centre's reply on its way back.

    queue = "VDQUEUE1" ‖ sealed for the centre's box [head, batch…]           each batch as `batches.pack` makes it
    reply = "VDREPLY1" ‖ sealed with the queue's reply key [head, part…]      part: receipts, news, at last the fate

Each of them is signed by who made it (COSE_Sign1 over [export, number, content]), so that none can be left out, swapped
or taken from another file; the sealing shows the end. The reader of a reply's header is the export's id, so that a desk
finds the reply key. Files are read and written part by part: memory does not grow with the queue. A file may hold
MAX_PARTS parts, that is 5,000,000 facts.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Any, BinaryIO, TypeAlias

from sync.domain.ids import DeviceId
from sync.errors import FileUnusable, MalformedMessage
from sync.protocol import cbor
from sync.protocol.changes import Page
from sync.protocol.json_values import instant
from sync.protocol.sealing import SECRET_BYTES, Box, BoxKey, Header, agree, open_sealed, seal_for, seal_with
from sync.protocol.signing import Signed, SigningKey, VerifyKey, open_sign1, sign1

QUEUE_MAGIC, REPLY_MAGIC = b"VDQUEUE1", b"VDREPLY1"
MAX_PARTS = 100_000
_MAX_UNPACKED = 64 * 1024 * 1024
_FAST = 1
_DEVICE_KID, _CENTRE_KID = b"device", b"centre"
_RECEIPTS, _PAGE, _FATE = "receipts", "page", "fate"
_SNAPSHOT, _SNAPSHOT_PART = "snapshot", "snapshot-part"


@dataclass(frozen=True, slots=True)
class QueueHead:
    """Who exported what when. `cursor`: how far the desk has read the feed; `reply_key`: 32 fresh bytes."""

    export: str
    device: DeviceId
    made_at: datetime
    reply_key: bytes = field(repr=False)
    cursor: str
    epoch: int


class Fate(StrEnum):
    """What became of a queue file as a whole."""

    TAKEN = "taken"
    FORKED = "forked"
    """The centre holds other facts at the places of these; those taken before have their receipts here."""
    REVOKED = "revoked"
    """Taken, and this PC is withdrawn: it gets no news."""


@dataclass(frozen=True, slots=True)
class ReplyHead:
    """The answer to one export. `taken_at`: the centre's time when it began to take the file in; `epoch`: the chain on
    which the desk wrote when it made it.
    """

    export: str
    device: DeviceId
    epoch: int
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Receipts:
    """Receipts as they stand in a JSON answer, not yet read one by one."""

    rows: list[Any]


@dataclass(frozen=True, slots=True)
class News:
    """A page of the feed behind the cursor `after`, read at `as_of`; of use only to a desk that stands there."""

    after: str
    as_of: datetime
    page: Page


@dataclass(frozen=True, slots=True)
class Snapshot:
    """In place of the news behind the cursor `after`, which the centre no longer knows; its parts follow.

    `manifest`: see `sync.protocol.snapshots`.
    """

    after: str
    manifest: bytes


@dataclass(frozen=True, slots=True)
class SnapshotPart:
    """One part of the snapshot before it, by its number in the manifest."""

    number: int
    data: bytes


ReplyPart: TypeAlias = Receipts | News | Snapshot | SnapshotPart | Fate
"""A fate is the last one."""


def seal_queue(box: Box, head: QueueHead, batches: Iterable[bytes], key: SigningKey) -> Iterator[bytes]:
    """The pieces of a queue file, signed with the device's `key`."""
    yield QUEUE_MAGIC
    parts = _signed(head.export, chain([_queue_head(head)], batches), key, _DEVICE_KID)
    yield from seal_for(box, QUEUE_MAGIC, parts)


def open_queue(
    source: BinaryIO, box_key: BoxKey, key_of: Callable[[DeviceId], VerifyKey]
) -> tuple[QueueHead, Iterator[bytes]]:
    """The head, and the batches one by one; `key_of` knows each device's public key.

    Raises FileUnusable (at the first part, or at whichever does not hold), and what `key_of` raises.
    """
    _expect_magic(source, QUEUE_MAGIC)

    def secret_for(header: Header) -> bytes:
        if header.reader != box_key.box().id:
            raise FileUnusable("made for another centre")
        return agree(box_key, header)

    sealed = open_sealed(source, QUEUE_MAGIC, secret_for)
    first = next(sealed)
    head = _read_queue_head(_content(_peek(first)))
    parts = _verified(chain([first], sealed), head.export, key_of(head.device), _DEVICE_KID)
    next(parts)
    return head, parts


def seal_reply(head: ReplyHead, reply_key: bytes, parts: Iterable[ReplyPart], key: SigningKey) -> Iterator[bytes]:
    """The pieces of a reply, signed with the centre's `key` for answers."""
    yield REPLY_MAGIC
    contents = chain([_reply_head(head)], map(_part_bytes, parts))
    signed = _signed(head.export, contents, key, _CENTRE_KID)
    yield from seal_with(reply_key, head.export.encode(), REPLY_MAGIC, signed)


def open_reply(
    source: BinaryIO, reply_key_of: Callable[[str], bytes], centre: VerifyKey
) -> tuple[ReplyHead, Iterator[ReplyPart]]:
    """The head, and the parts one by one; `reply_key_of` an export's id. Raises FileUnusable, and what that raises."""
    _expect_magic(source, REPLY_MAGIC)
    sealed = open_sealed(source, REPLY_MAGIC, lambda header: reply_key_of(header.reader.decode("ascii", "replace")))
    first = next(sealed)
    head = _read_reply_head(_content(_peek(first)))
    parts = _verified(chain([first], sealed), head.export, centre, _CENTRE_KID)
    next(parts)
    return head, map(_read_part, parts)


def _signed(export: str, contents: Iterable[bytes], key: SigningKey, kid: bytes) -> Iterator[bytes]:
    for number, content in enumerate(contents):
        if number >= MAX_PARTS:
            raise FileUnusable("too much for one file")
        yield sign1(key, kid, cbor.encode([export, number, content]))


def _verified(parts: Iterable[bytes], export: str, key: VerifyKey, kid: bytes) -> Iterator[bytes]:
    """The contents of `parts`, each signed for its very place in the file."""
    for number, part in enumerate(parts):
        signed = _opened(part)
        if signed.kid != kid or not signed.is_by(key):
            raise FileUnusable("not signed by who it says made it")
        content = _content(signed.payload, export, number)
        if number >= MAX_PARTS:
            raise FileUnusable("too large")
        yield content


def _opened(part: bytes) -> Signed:
    try:
        return open_sign1(part)
    except MalformedMessage as error:
        raise FileUnusable("damaged") from error


def _peek(part: bytes) -> bytes:
    """What the first part says; believed only after its signature was checked."""
    return _opened(part).payload


def _content(payload: bytes, export: str | None = None, number: int = 0) -> bytes:
    match _decoded(payload):
        case [str(of), place, bytes(content)] if export in (None, of) and cbor.is_whole(place, number, number):
            return content
    raise FileUnusable("parts of several files")


def _queue_head(head: QueueHead) -> bytes:
    row = [head.export, head.device, head.made_at.isoformat(), head.reply_key, head.cursor, head.epoch]
    return cbor.encode(row)


def _read_queue_head(content: bytes) -> QueueHead:
    match _decoded(content):
        case [str(export), str(device), str(at), bytes(reply_key), str(cursor), epoch] if (
            cbor.is_whole(epoch, 1) and len(reply_key) == SECRET_BYTES
        ):
            return QueueHead(export, DeviceId(device), _instant(at), reply_key, cursor, epoch)
    raise FileUnusable("not a queue")


def _reply_head(head: ReplyHead) -> bytes:
    return cbor.encode([head.export, head.device, head.epoch, head.taken_at.isoformat()])


def _read_reply_head(content: bytes) -> ReplyHead:
    match _decoded(content):
        case [str(export), str(device), epoch, str(at)] if cbor.is_whole(epoch, 1):
            return ReplyHead(export, DeviceId(device), epoch, _instant(at))
    raise FileUnusable("not a reply that this program can read")


def _part_bytes(part: ReplyPart) -> bytes:
    match part:
        case Receipts(rows):
            return cbor.encode([_RECEIPTS, _zip(rows)])
        case News(after, as_of, page):
            return cbor.encode([_PAGE, after, as_of.isoformat(), _zip(page.to_map())])
        case Snapshot(after, manifest):
            return cbor.encode([_SNAPSHOT, after, manifest])
        case SnapshotPart(number, data):
            return cbor.encode([_SNAPSHOT_PART, number, data])
        case Fate():
            return cbor.encode([_FATE, part.value])


def _read_part(content: bytes) -> ReplyPart:
    match _decoded(content):
        case ["receipts", bytes(zipped)] if isinstance(rows := _unzip(zipped), list):
            return Receipts(rows)
        case ["page", str(after), str(as_of), bytes(zipped)]:
            return News(after, _instant(as_of), _page(_unzip(zipped)))
        case ["snapshot", str(after), bytes(manifest)]:
            return Snapshot(after, manifest)
        case ["snapshot-part", number, bytes(data)] if cbor.is_whole(number):
            return SnapshotPart(number, data)
        case ["fate", str(fate)] if fate in tuple(Fate):
            return Fate(fate)
    raise FileUnusable("not a reply that this program can read")


def _page(values: Any) -> Page:
    try:
        return Page.from_map(values)
    except MalformedMessage as error:
        raise FileUnusable("not a reply that this program can read") from error


def _zip(values: Any) -> bytes:
    return gzip.compress(json.dumps(values, ensure_ascii=False).encode(), _FAST, mtime=0)


def _unzip(data: bytes) -> Any:
    """Bounded: a small part must not fill the memory."""
    unzip = zlib.decompressobj(wbits=31)
    try:
        plain = unzip.decompress(data, _MAX_UNPACKED)
        if unzip.eof:
            return json.loads(plain)
    except (zlib.error, ValueError, RecursionError) as error:
        raise FileUnusable("damaged") from error
    raise FileUnusable("too large")


def _decoded(data: bytes) -> Any:
    try:
        return cbor.decode(data)
    except MalformedMessage as error:
        raise FileUnusable("damaged") from error


def _instant(text: str) -> datetime:
    try:
        return instant({"at": text}, "at")
    except ValueError as error:
        raise FileUnusable("damaged") from error


def _expect_magic(source: BinaryIO, magic: bytes) -> None:
    found = source.read(len(magic))
    if found == magic:
        return
    if found[:-1] == magic[:-1]:
        raise FileUnusable("made by another version of the program")
    other = {QUEUE_MAGIC: "this is a queue, on its way to the centre", REPLY_MAGIC: "this is a reply, for the desk"}
    raise FileUnusable(other.get(found, "cut short" if magic.startswith(found) else "not a file of Voucher Desk"))
