"""One fact as it arrived: readable or not, of a type this program knows or not."""

from __future__ import annotations

from typing import NamedTuple

from sync.domain.ids import DeviceId, FactId
from sync.domain.names import is_line
from sync.errors import MalformedMessage
from sync.protocol.facts import Fact, Header, digest, open_payload, read_header
from sync.protocol.payloads import PAYLOADS, Payload

NOBODY = FactId("")
"""The id of a record that cannot even be named."""
_LARGEST_PLACE = (1 << 31) - 2
"""Of a chain: what a server keeps as a whole number, the place behind it included, which is asked for as well."""


class Arrival(NamedTuple):
    """`fact` None: not of this device, or not to be kept; `payload` None: unreadable, or `unsupported` so far."""

    id: FactId
    fact: Fact | None = None
    payload: Payload | None = None
    unsupported: bool = False


def read_arrival(header_bytes: bytes, payload_bytes: bytes | None, device: DeviceId) -> Arrival:
    """Take one record apart. Never raises: one bad record must not stop the others."""
    try:
        header = read_header(header_bytes)
    except MalformedMessage:
        return Arrival(NOBODY)
    if header.device != device or not _can_be_kept(header):
        return Arrival(header.id)
    fact = Fact(header, header_bytes, payload_bytes)
    known = PAYLOADS.get(header.type)
    if known is None or header.type_version != known.version:
        return Arrival(header.id, fact, unsupported=True)
    if payload_bytes is None or digest(payload_bytes) != header.payload_digest:
        return Arrival(header.id, fact)
    try:
        return Arrival(header.id, fact, known.from_map(open_payload(payload_bytes)))
    except MalformedMessage:
        return Arrival(header.id, fact)


def _can_be_kept(header: Header) -> bool:
    """Whether every database takes the columns that a header fills."""
    return header.epoch <= _LARGEST_PLACE and header.seq <= _LARGEST_PLACE and is_line(header.type)
