"""What is kept of a password: it fits its own only, and whatever else stands there fits nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.errors import InvalidInput
from sync.protocol.passwords import USUAL, Cost, checked_password, checked_pin, fits, is_verifier, make_verifier

CHEAP = Cost(kib=64, rounds=1)
WIDE = "".join(chr(ord(one) + 0xFEE0) for one in "abc12345")
"""As a Chinese input method writes them."""


def test_a_verifier_fits_its_own_password_only() -> None:
    verifier = make_verifier("训练券-2026", CHEAP)
    assert "训练券" not in verifier
    assert is_verifier(verifier)
    assert fits("训练券-2026", verifier)
    assert not fits("训练券-2027", verifier)
    assert not fits("", verifier)
    assert make_verifier("训练券-2026", CHEAP) != verifier


def test_full_width_characters_of_an_input_method_are_the_same_password() -> None:
    assert fits(WIDE, make_verifier("abc12345", CHEAP))


def test_the_usual_cost_is_at_least_what_owasp_asks() -> None:
    assert USUAL.kib >= 19 * 1024
    assert USUAL.rounds >= 2
    assert make_verifier("x").startswith(f"$argon2id$v=19$m={USUAL.kib},t={USUAL.rounds},p=1$")


GOOD = make_verifier("right", CHEAP)


@pytest.mark.parametrize(
    "verifier",
    [
        None,
        "",
        "right",
        GOOD[:-10] + "!",
        GOOD.replace("v=19", "v=16"),
        GOOD.replace("argon2id", "argon2i"),
        GOOD.replace("m=64", "m=9999999"),
        GOOD.replace("m=64", "m=1"),
        GOOD.replace("t=1", "t=999"),
        GOOD.replace("t=1", "t=0"),
        GOOD.replace("p=1", "p=0"),
        GOOD + "\n",
        GOOD.replace("$m=", "$m=६"),
    ],
)
def test_nothing_fits_what_is_no_verifier(verifier: str | None) -> None:
    assert not fits("right", verifier)


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_any_text_may_be_typed(typed: str) -> None:
    assert fits(typed, GOOD) == (unicodedata.normalize("NFKC", typed) == "right")


@pytest.mark.parametrize("password", ["短", "1234567", "x" * 129, " eight chars", "eight chars ", "two\nlines--"])
def test_what_is_no_password(password: str) -> None:
    with pytest.raises(InvalidInput):
        checked_password(password)


def test_a_password_may_be_chinese() -> None:
    assert checked_password("开班前三天要反馈哦") == "开班前三天要反馈哦"


@pytest.mark.parametrize("pin", ["", "123", "1234", "9876", "0000", "1234567", "12a4", "12 45", "-123", "²345"])
def test_what_is_no_pin(pin: str) -> None:
    with pytest.raises(InvalidInput):
        checked_pin(pin)


def test_a_pin_of_full_width_digits_is_one_of_plain_digits() -> None:
    assert checked_pin("".join(chr(ord(digit) + 0xFEE0) for digit in "2580")) == "2580"
