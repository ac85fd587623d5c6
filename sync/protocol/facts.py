"""A fact: one act at a desk, for ever. Hash-chained per (device, epoch), the same bytes at both ends.

    header  = CBOR [ 1, id, device, epoch, seq, type, type version, wall, steady, boot, anchor, operator,
                     status list version, previous hash, payload digest ]
    payload = CBOR [ salt, {name: value} ]
    hash    = SHA-256(header);  payload digest = SHA-256(payload)

The digest of the salted payload stands in the header, so a payload can be erased when its retention ends and the chain
still holds. Times are microseconds since 1970 UTC; `anchor` is [server time, steady, boot, wall offset] or null.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from sync.domain.ids import DeviceId, FactId, StaffId
from sync.domain.trusted_time import Anchor, Moment
from sync.errors import ForgedMessage, MalformedMessage
from sync.protocol import cbor

HASH_BYTES = 32
GENESIS = bytes(HASH_BYTES)
"""What the first fact of an epoch names as its predecessor."""
_FORMAT = 1
_SALT_BYTES = 16
_UUID_BYTES = 16
_MICROS = 1 << 62
"""What a time or a span in microseconds may be: far more than a calendar holds, far less than a float."""
_FORM = [int, bytes, str, int, int, str, int, int, int, str, object, str, object, bytes, bytes]
_ANCHOR, _LIST_VERSION = 10, 12
_ANCHOR_FORM = [int, int, str, int]
_PAYLOAD_FORM = [bytes, dict]
_TEXT = {str}
_EPOCH_START = datetime(1970, 1, 1, tzinfo=UTC)


class FactType(StrEnum):
    """What kinds of acts there are. A type this program does not know is held by the centre, never dropped."""

    ATTENDANCE_PUNCHED = "attendance_punched"
    VOUCHER_SEEN = "voucher_seen"
    ENROLMENT_REQUESTED = "enrolment_requested"
    SCAN_UNDONE = "scan_undone"
    ENROLMENT_WITHDRAWN = "enrolment_withdrawn"
    ENROLMENT_TRANSFERRED = "enrolment_transferred"
    OPENING_REPORTED = "opening_reported"
    ATTENDANCE_CORRECTED = "attendance_corrected"
    CORRECTION_DECIDED = "correction_decided"
    LEAVE_TAKEN = "leave_taken"
    LEAVE_WITHDRAWN = "leave_withdrawn"
    ASSESSMENT_RECORDED = "assessment_recorded"
    ATTENTION_SETTLED = "attention_settled"
    IDENTITY_REVEALED = "identity_revealed"
    DAY_CLOSED = "day_closed"
    TRAINEE_EXPECTED = "trainee_expected"
    EXPECTATION_WITHDRAWN = "expectation_withdrawn"
    CLASS_CANCELLED = "class_cancelled"
    SESSION_CHANGED = "session_changed"
    SESSION_CANCELLED = "session_cancelled"


@dataclass(slots=True)  # not frozen: that makes a header in eight times the time
class Header:
    """Everything about a fact but its payload; never changed. `type` is text: unknown types are carried and held."""

    id: FactId
    device: DeviceId
    epoch: int
    seq: int
    type: str
    type_version: int
    moment: Moment
    operator: StaffId
    status_list_version: int | None
    previous: bytes
    payload_digest: bytes


class Links(NamedTuple):
    """What of a header makes the chain, and what it calls itself."""

    id: FactId
    epoch: int
    seq: int
    type: str
    previous: bytes
    payload_digest: bytes


@dataclass(frozen=True, slots=True)
class Fact:
    """A header with the very bytes it is hashed over, and the payload's bytes (None once erased)."""

    header: Header
    header_bytes: bytes
    payload_bytes: bytes | None

    @property
    def hash(self) -> bytes:
        """What the next fact of the chain names as its predecessor."""
        return sha256(self.header_bytes).digest()

    @property
    def payload(self) -> dict[str, Any]:
        """The payload's values; empty once erased. Raises MalformedMessage."""
        return open_payload(self.payload_bytes) if self.payload_bytes is not None else {}


def seal_payload(values: dict[str, Any]) -> bytes:
    """`values` with a fresh salt, so that nobody can guess an erased payload from its digest."""
    return cbor.encode([os.urandom(_SALT_BYTES), values])


def open_payload(data: bytes) -> dict[str, Any]:
    """Raises MalformedMessage."""
    row = cbor.decode(data)
    if type(row) is not list or [*map(type, row)] != _PAYLOAD_FORM or {*map(type, row[1])} - _TEXT:
        raise MalformedMessage("not a fact's payload")
    values: dict[str, Any] = row[1]
    return values


def write_fact(header: Header, payload_bytes: bytes | None) -> Fact:
    """A fact as it is stored and sent; `header.payload_digest` must be the digest of `payload_bytes` (None: erased)."""
    return Fact(header, cbor.encode(_header_row(header)), payload_bytes)


def digest(payload_bytes: bytes) -> bytes:
    """The digest that stands for a payload in the header."""
    return sha256(payload_bytes).digest()


def read_header(header_bytes: bytes) -> Header:
    """Take a fact's header apart. Raises MalformedMessage."""
    return _read_header(cbor.decode(header_bytes))


def read_fact(header_bytes: bytes, payload_bytes: bytes | None) -> Fact:
    """Take a fact apart. Raises MalformedMessage for wrong bytes, ForgedMessage when the payload is another one."""
    header = read_header(header_bytes)
    if payload_bytes is not None and digest(payload_bytes) != header.payload_digest:
        raise ForgedMessage("payload does not belong to this fact")
    return Fact(header, header_bytes, payload_bytes)


def read_links(header_bytes: bytes) -> Links:
    """Only what makes the chain, in a third of the time of `read_fact`: the rest of the header is not looked at.

    Raises MalformedMessage for bytes in which it cannot be found.
    """
    row = cbor.decode(header_bytes)
    try:
        return Links(FactId(row[1].hex()), row[3], row[4], row[5], row[-2], row[-1])
    except (LookupError, TypeError, AttributeError) as error:
        raise MalformedMessage("not a fact's header") from error


def _header_row(header: Header) -> list[Any]:
    moment = header.moment
    anchor = moment.anchor
    return [
        _FORMAT,
        bytes.fromhex(header.id),
        header.device,
        header.epoch,
        header.seq,
        header.type,
        header.type_version,
        _micros(moment.wall),
        round(moment.steady * 1e6),
        moment.boot,
        anchor and _anchor_row(anchor),
        header.operator,
        header.status_list_version,
        header.previous,
        header.payload_digest,
    ]


def _anchor_row(anchor: Anchor) -> list[Any]:
    steady, offset = round(anchor.steady * 1e6), round(anchor.wall_offset * 1e6)
    return [_micros(anchor.server_time), steady, anchor.boot, offset]


def _read_header(row: Any) -> Header:
    if not _has_form(row):
        raise MalformedMessage("not a fact's header")
    number, fact_id, device, epoch, seq, kind, version, *clocks, operator, list_version, previous, payload_digest = row
    if not (
        number == _FORMAT
        and len(fact_id) == _UUID_BYTES
        and 1 <= epoch <= cbor.UINT32
        and 1 <= seq <= cbor.UINT32
        and 0 <= version <= cbor.UINT32
        and (list_version is None or cbor.is_whole(list_version))
        and len(previous) == len(payload_digest) == HASH_BYTES
    ):
        raise MalformedMessage("not a fact's header")
    moment, id_ = _moment(*clocks), fact_id.hex()
    return Header(
        id_, device, epoch, seq, kind, version, moment, operator, list_version, previous, payload_digest
    )


def _has_form(row: Any) -> bool:
    """Whether everything is of its type; compared as lists, which takes a third of the time of a pattern."""
    if type(row) is not list or len(row) != len(_FORM):
        return False
    found = [*map(type, row)]
    found[_ANCHOR], found[_LIST_VERSION] = object, object  # may be null, and are looked at by themselves
    return found == _FORM


def _read_anchor(row: Any) -> Anchor | None:
    if row is None:
        return None
    if type(row) is not list or [*map(type, row)] != _ANCHOR_FORM:
        raise MalformedMessage("not a time anchor")
    return _anchor(*row)


@lru_cache(64, typed=True)  # a desk's facts between two words of the centre's have the same one
def _anchor(server_time: int, steady: int, boot: str, offset: int) -> Anchor:
    return Anchor(_instant(server_time), _seconds(steady), boot, _seconds(offset))


def _moment(wall: int, steady: int, boot: str, anchor: Any) -> Moment:
    """A moment whose best estimate is a time that exists."""
    moment = Moment(_instant(wall), _seconds(steady), boot, _read_anchor(anchor))
    try:
        _ = moment.best
    except OverflowError as error:
        raise MalformedMessage("no such time") from error
    return moment


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH_START) // timedelta(microseconds=1)


def _seconds(micros: int) -> float:
    if not -_MICROS <= micros <= _MICROS:
        raise MalformedMessage("no such span of time")
    return micros / 1e6


def _instant(micros: int) -> datetime:
    if not -_MICROS <= micros <= _MICROS:
        raise MalformedMessage("no such time")
    try:
        return _EPOCH_START + timedelta(microseconds=micros)
    except OverflowError as error:
        raise MalformedMessage("no such time") from error
