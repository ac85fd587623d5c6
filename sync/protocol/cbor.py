"""Deterministic CBOR (RFC 8949, section 4.2.1): the one door to the cbor2 package."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import cbor2

from sync.errors import MalformedMessage

_DECODING_ERRORS = (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError, MemoryError, EOFError)
_MAX_DEPTH = 16
UINT32 = 0xFFFF_FFFF


def encode(value: Any) -> bytes:
    """`value` (None, bool, int, str, bytes, list, dict) as the one byte string that stands for it."""
    return cbor2.dumps(value, canonical=True)


def decode(data: bytes) -> Any:
    """The value of exactly one CBOR item. Raises MalformedMessage for anything else, trailing bytes included."""
    stream = BytesIO(data)
    try:
        value = cbor2.load(stream, allow_indefinite=False, allow_duplicate_keys=False, max_depth=_MAX_DEPTH)
    except _DECODING_ERRORS as error:
        raise MalformedMessage("not CBOR") from error
    if stream.tell() != len(data):
        raise MalformedMessage("more than one CBOR item")
    return value


def is_whole(value: object, least: int = 0, most: int = UINT32) -> bool:
    """Whether `value` is a whole number from `least` to `most`. True and 1.0 equal 1, and are none."""
    return type(value) is int and least <= value <= most
