"""Facts on their way up: a CBOR batch, gzipped, with the device's signature over the head of its chain."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sync.domain.ids import DeviceId
from sync.errors import MalformedMessage
from sync.protocol import cbor
from sync.protocol.facts import HASH_BYTES
from sync.protocol.signing import SigningKey, VerifyKey, sign1, verified_payload

MAX_FACTS = 500
MAX_BYTES = 256 * 1024
"""Of the gzipped batch."""
_MAX_UNPACKED = 8 * 1024 * 1024
CONTENT_TYPE = "application/cbor"
_FORMAT = 1
_FAST = 1
_DEVICE_KID = b"device"


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Where a device's chain stood when the batch was made; the signature over it serves HTTP and USB alike."""

    device: DeviceId
    epoch: int
    seq: int
    hash: bytes


class Sealed(Protocol):
    """What of a fact is sent: its bytes as they were written; no payload once that is erased."""

    @property
    def header_bytes(self) -> bytes: ...

    @property
    def payload_bytes(self) -> bytes | None: ...


def pack(facts: Sequence[Sealed], head: ChainHead, key: SigningKey) -> bytes:
    """At most MAX_FACTS facts with their payloads, as they are sent."""
    signed_head = sign1(key, _DEVICE_KID, cbor.encode([head.device, head.epoch, head.seq, head.hash]))
    rows = [[fact.header_bytes, fact.payload_bytes] for fact in facts]
    return gzip.compress(cbor.encode([_FORMAT, signed_head, rows]), _FAST, mtime=0)


def unpack(data: bytes, key: VerifyKey) -> tuple[ChainHead, list[tuple[bytes, bytes | None]]]:
    """The signed chain head and each fact's header and payload bytes, not yet read one by one.

    Raises MalformedMessage or ForgedMessage for the batch as a whole; one unreadable fact is not a reason for that.
    """
    match cbor.decode(_unzip(data)):
        case [number, bytes(signed_head), list(rows)] if cbor.is_whole(number, _FORMAT, _FORMAT) and (
            len(rows) <= MAX_FACTS
        ):
            return _head(verified_payload(signed_head, {_DEVICE_KID: key})), [_pair(row) for row in rows]
    raise MalformedMessage("not a batch of facts")


def _head(payload: bytes) -> ChainHead:
    match cbor.decode(payload):
        case [str(device), epoch, seq, bytes(head)] if (
            cbor.is_whole(epoch, 1) and cbor.is_whole(seq) and len(head) == HASH_BYTES
        ):
            return ChainHead(DeviceId(device), epoch, seq, head)
    raise MalformedMessage("not a chain head")


def _pair(row: Any) -> tuple[bytes, bytes | None]:
    match row:
        case [bytes(header), bytes() | None as payload]:
            return header, payload
    raise MalformedMessage("not a fact")


def _unzip(data: bytes) -> bytes:
    """Bounded: a small file must not fill the memory."""
    if len(data) > MAX_BYTES:
        raise MalformedMessage("batch too large")
    unzip = zlib.decompressobj(wbits=31)
    try:
        plain = unzip.decompress(data, _MAX_UNPACKED)
    except zlib.error as error:
        raise MalformedMessage("not a gzip file") from error
    if unzip.unconsumed_tail or unzip.unused_data or not unzip.eof:
        raise MalformedMessage("batch too large, cut short or followed by something")
    return plain
