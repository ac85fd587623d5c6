"""One byte string for one value, and one error for everything else."""

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import MalformedMessage
from sync.protocol import cbor

LEAVES = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.binary() | st.text()
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(VALUES)
def test_a_value_comes_back(value: object) -> None:
    assert cbor.decode(cbor.encode(value)) == value


def test_the_order_of_names_makes_no_difference() -> None:
    assert cbor.encode({"b": 1, "a": 2, "aa": 3}) == cbor.encode({"aa": 3, "a": 2, "b": 1})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x01\x01",
        b"\x82\x01",
        b"\x9f\x01\xff",
        b"\x5f\x41a\xff",
        b"\xa2\x01\x02\x01\x03",
        b"\x81" * 17 + b"\x00",
        b"\x81" * 100_000,
        b"\x62\xed\xa0",
        b"\x63\xed\xa0\x80",
        b"\xff",
        b"\x1c",
        b"\xbb" + b"\xff" * 8,
        bytes.fromhex("c5821b7fffffffffffffff01"),
        bytes.fromhex("d81e820100"),
        bytes.fromhex("d8236128"),
        bytes.fromhex("d90104420000"),
        bytes.fromhex("c11bffffffffffffffff"),
    ],
    ids=lambda data: data[:12].hex() or "empty",
)
def test_anything_else_is_malformed(data: bytes) -> None:
    with pytest.raises(MalformedMessage):
        cbor.decode(data)


@given(st.binary(max_size=200))
def test_random_bytes_are_a_value_or_malformed(data: bytes) -> None:
    try:
        cbor.decode(data)
    except MalformedMessage:
        return
    assert cbor2.loads(data) is not NotImplemented  # the package reads it as well


@pytest.mark.parametrize(
    ("value", "whole"),
    [(0, True), (2**32 - 1, True), (2**32, False), (-1, False), (True, False), (1.0, False), ("1", False)],
)
def test_a_truth_value_is_no_number(value: object, whole: bool) -> None:
    assert cbor.is_whole(value) is whole
