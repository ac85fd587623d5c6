"""Voucher codes that no issuer would write: any bytes, in the code's own writing."""

from __future__ import annotations

from sync.protocol.voucher_code import PREFIX

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def text_of(message: bytes) -> str:
    """The text whose envelope is `message`."""
    number, digits = int.from_bytes(message), []
    while number:
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
    return PREFIX + "".join(reversed(digits))


def message_of(text: str) -> bytes:
    """The envelope of a well-written text."""
    number = int(text.removeprefix(PREFIX), 36)
    return number.to_bytes((number.bit_length() + 7) // 8)
