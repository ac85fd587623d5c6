"""Odd things to put where something else belongs, from a seeded chance."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import cbor2

_CHARACTERS: tuple[Callable[[Random], str], ...] = (
    lambda chance: chance.choice("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    lambda chance: chr(chance.randrange(32, 127)),
    lambda chance: chr(chance.randrange(0x4E00, 0x9FFF)),
    lambda chance: chr(chance.randrange(0xD800, 0xE000)),  # halves of characters
    lambda chance: chr(chance.randrange(32)),
    lambda chance: chr(chance.randrange(0x110000)),
    lambda chance: chance.choice("\0\n\r\u202e\u200b\ufeff"),
)
_NUMBERS = (0, 1, -1, 2, 2**31, 2**32 - 1, 2**32, 2**53, 2**63, 2**64 - 1, 2**64, -(2**63), 10**19, 10**40, 10**400)
_TAGS = (0, 1, 2, 3, 4, 5, 18, 25, 28, 29, 30, 35, 36, 37, 43000, 52, 54, 100, 256, 258, 260, 261, 1004, 55799, 12345)
_PROMISES = ("9bffffffffffffffff", "bb0000000100000000", "5b7fffffffffffffff", "c4821b", "d81c81d81d00")
_DEEPEST = 4


def text(chance: Random, length: int) -> str:
    """Characters of one kind or of all."""
    kinds = _CHARACTERS if chance.random() < 0.3 else (chance.choice(_CHARACTERS),)
    return "".join(chance.choice(kinds)(chance) for _ in range(length))


_LEAVES: tuple[Callable[[Random], Any], ...] = (
    lambda chance: chance.choice(_NUMBERS),
    lambda chance: chance.choice((True, False, None)),
    lambda chance: chance.choice((0.5, 1.0, float("nan"), float("inf"), -1e308)),
    lambda chance: text(chance, chance.randrange(12)).encode(errors="ignore").decode(),
    lambda chance: "2026-11-23T00:20:00" + chance.choice(("", "Z", "+08:00", "+23:59", "-99:00")),
    lambda chance: chance.randbytes(chance.randrange(40)),
)


def value(chance: Random, *, json_only: bool = False, depth: int = 0) -> Any:
    """A leaf or a small tree, of the types that JSON (or else CBOR) can say."""
    if depth == _DEEPEST or chance.random() < 0.6:
        return chance.choice(_LEAVES[:-1] if json_only else _LEAVES)(chance)
    if not json_only and chance.random() < 0.4:
        return cbor2.CBORTag(chance.choice(_TAGS), value(chance, depth=depth + 1))
    inner = [value(chance, json_only=json_only, depth=depth + 1) for _ in range(chance.randrange(4))]
    return inner if chance.random() < 0.5 else dict(zip(("a", "at", "code"), inner, strict=False))


def cbor_bytes(chance: Random) -> bytes:
    """Something that looks like CBOR: a tree, a nest, or heads that promise more than follows."""
    kind = chance.randrange(4)
    if kind == 0:
        return bytes([chance.choice((0x81, 0xA1, 0xC1, 0xD8, 0x9F))]) * chance.randrange(1, 60)
    if kind == 1:
        return bytes([chance.randrange(256)]) + chance.randbytes(chance.randrange(12))
    if kind == 2:
        return bytes.fromhex(chance.choice(_PROMISES))
    return encoded(value(chance))


def encoded(tree: Any) -> bytes:
    """CBOR of a tree; of a decimal where the package cannot say it."""
    try:
        return cbor2.dumps(tree)
    except (cbor2.CBORError, ValueError, OverflowError):
        return cbor2.dumps(Decimal("1e-400"))


def bent(chance: Random, data: bytes) -> bytes:
    """`data` with a few bytes flipped, cut out, put in or doubled."""
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(changed) + 1)
        kind = chance.randrange(4)
        if kind == 0 and place < len(changed):
            changed[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del changed[place : place + chance.randrange(1, 9)]
        elif kind == 2:
            changed[place:place] = chance.randbytes(chance.randrange(1, 5))
        else:
            changed[place:place] = changed[place : place + 8]
    return bytes(changed)


def with_odd_value(chance: Random, tree: Any, *, json_only: bool = False) -> Any:
    """A copy of `tree` with something odd in place of one of its values, or of itself."""
    if chance.random() < 0.05 or not isinstance(tree, dict | list) or not tree:
        return value(chance, json_only=json_only)
    if isinstance(tree, list):
        place = chance.randrange(len(tree))
        return [*tree[:place], with_odd_value(chance, tree[place], json_only=json_only), *tree[place + 1 :]]
    name = chance.choice(list(tree))
    if chance.random() < 0.1:
        return {key: inner for key, inner in tree.items() if key != name}
    return {**tree, name: with_odd_value(chance, tree[name], json_only=json_only)}


def odd_json(chance: Random, document: Any) -> Any:
    """`document` with odd values, as a JSON reader would hand it over."""
    return json.loads(json.dumps(with_odd_value(chance, document, json_only=True)))
