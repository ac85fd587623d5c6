"""The signed voucher code, format VD1: what a holder's phone shows and the desk verifies without a network.

    text     = "VD1" + base-36 digits (0-9 A-Z) of the number whose bytes are
    message  = COSE_Sign1 [ protected {alg, kid}, {}, payload, signature ]        (RFC 9052)
    payload  = CBOR [ voucher_no, kind, name, id_tail, project, valid_from, valid_until, signed_at, ratio ]

Days and seconds count from 2020-01-01 UTC, `id_tail` is a number (see `_tail_number`), a name is cut to whole
characters within 15 bytes of UTF-8. So a text has at most 189 characters: QR version 9 at level Q in alphanumeric mode,
which still reads under glare. Only 0-9 A-Z: a handheld reader behind a Chinese input method garbles anything else.

The same voucher may have many texts (codes are re-signed): compare `voucher_no`, never texts.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sync.domain.ids import ProjectNo, VoucherNo
from sync.domain.vouchers import VoucherClaims, VoucherKind
from sync.errors import InvalidInput, MalformedMessage
from sync.protocol import cbor
from sync.protocol.signing import Signed, SigningKey, open_sign1, sign1
from sync.protocol.trust_list import KID_BYTES, TrustList

PREFIX = "VD1"
MAX_CHARACTERS = 189
QR_VERSION = 9
QR_LEVEL = "Q"
NAME_BYTES = 15

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHAPE = re.compile(r"[1-9A-Z][0-9A-Z]*", re.ASCII)
_DAY_ZERO = date(2020, 1, 1)
_TIME_ZERO = datetime(2020, 1, 1, tzinfo=UTC)
_KINDS = (VoucherKind.SUBSIDY, VoucherKind.SIGN_IN_ONLY)
_FORM = [int, int, str, int, int, int, int, int, int]
_UINT16, _UINT32 = 0xFFFF, 0xFFFF_FFFF
_TAIL_LIMIT = 11_000
_HUNDRED = 100


class CodeRefusal(StrEnum):
    """Why a text is not a voucher code to be trusted: closed, one per step of `verify_code`."""

    TOO_LONG = "too_long"
    NO_PREFIX = "no_prefix"
    BAD_ALPHABET = "bad_alphabet"
    BAD_ENVELOPE = "bad_envelope"
    UNKNOWN_KEY = "unknown_key"
    REVOKED_KEY = "revoked_key"
    BAD_SIGNATURE = "bad_signature"
    BAD_PAYLOAD = "bad_payload"
    KEY_NOT_ALLOWED = "key_not_allowed"


@dataclass(frozen=True, slots=True)
class VerifiedCode:
    """A text that one of the scheme's keys vouches for."""

    claims: VoucherClaims
    kid: bytes


def is_voucher_code(text: str) -> bool:
    """Whether `text` claims to be one of ours; says nothing about its truth."""
    return text.startswith(PREFIX)


def sign_code(claims: VoucherClaims, key: SigningKey, kid: bytes) -> str:
    """The text to show for `claims`. Raises InvalidInput for what the format cannot carry."""
    if len(kid) != KID_BYTES:
        raise InvalidInput("a key id has two bytes")
    number = int.from_bytes(sign1(key, kid, cbor.encode(_payload(claims))))
    return PREFIX + _base36(number)


def verify_code(text: str, trust: TrustList) -> VerifiedCode | CodeRefusal:
    """Verify `text` against the issuing keys in force. Never raises, whatever `text` is.

    Nothing of the payload is looked at before the signature holds; whether the key may vouch for this project and day
    is therefore the last step.
    """
    signed = _open(text)
    if isinstance(signed, CodeRefusal):
        return signed
    issuer = trust.keys.get(signed.kid)
    if issuer is None:
        return CodeRefusal.UNKNOWN_KEY
    if issuer.revoked:
        return CodeRefusal.REVOKED_KEY
    if not signed.is_by(issuer.key):
        return CodeRefusal.BAD_SIGNATURE
    claims = _claims(signed.payload)
    if claims is None:
        return CodeRefusal.BAD_PAYLOAD
    if not issuer.allows(claims.project, claims.signed_at.date()):
        return CodeRefusal.KEY_NOT_ALLOWED
    return VerifiedCode(claims, signed.kid)


def voucher_no_unverified(text: str) -> VoucherNo | None:
    """The voucher a code claims to be of, unverified: only to tell one presentation before the camera from another."""
    signed = _open(text)
    claims = None if isinstance(signed, CodeRefusal) else _claims(signed.payload)
    return claims.voucher_no if claims else None


def presentation_key(text: str) -> Hashable:
    """What makes two sightings one presentation: the voucher, whose code is re-signed by the minute; else the text."""
    return voucher_no_unverified(text) or text


def cut_name(name: str) -> str:
    """The longest beginning of `name`, in whole characters, that fits the code."""
    while len(name.encode(errors="surrogatepass")) > NAME_BYTES:
        name = name[:-1]
    return name


def _open(text: str) -> Signed | CodeRefusal:
    if len(text) > MAX_CHARACTERS:
        return CodeRefusal.TOO_LONG
    if not text.startswith(PREFIX):
        return CodeRefusal.NO_PREFIX
    digits = text[len(PREFIX) :]
    if not _SHAPE.fullmatch(digits):
        return CodeRefusal.BAD_ALPHABET
    number = int(digits, 36)
    try:
        return open_sign1(number.to_bytes((number.bit_length() + 7) // 8))
    except MalformedMessage:
        return CodeRefusal.BAD_ENVELOPE


def _base36(number: int) -> str:
    digits = []
    while number:
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))


def _payload(claims: VoucherClaims) -> list[Any]:
    return [
        _in_range(claims.voucher_no, 1, _UINT32),
        _KINDS.index(claims.kind),
        _sayable(cut_name(claims.name)),
        _tail_number(claims.id_tail),
        _in_range(claims.project, 0, _UINT16),
        _in_range((claims.valid_from - _DAY_ZERO).days, 0, _UINT16),
        _in_range((claims.valid_until - _DAY_ZERO).days, 0, _UINT16),
        _in_range(int((claims.signed_at - _TIME_ZERO).total_seconds()), 0, _UINT32),
        _in_range(claims.ratio_percent, 0, _HUNDRED),
    ]


def _claims(payload: bytes) -> VoucherClaims | None:
    try:
        fields = cbor.decode(payload)
    except MalformedMessage:
        return None
    if type(fields) is not list or [*map(type, fields)] != _FORM:  # types themselves: True would pass for 1
        return None
    number, kind, name, tail, project, start, end, at, ratio = fields
    within = (
        0 < number <= _UINT32
        and 0 <= kind < len(_KINDS)
        and len(name.encode()) <= NAME_BYTES
        and 0 <= tail < _TAIL_LIMIT
        and max(project, start, end) <= _UINT16
        and min(project, start, end, at, ratio) >= 0
        and at <= _UINT32
        and ratio <= _HUNDRED
    )
    if not within:
        return None
    return VoucherClaims(
        VoucherNo(number),
        _KINDS[kind],
        name,
        _tail_text(tail),
        ProjectNo(project),
        _DAY_ZERO + timedelta(days=start),
        _DAY_ZERO + timedelta(days=end),
        ratio,
        _TIME_ZERO + timedelta(seconds=at),
    )


def _sayable(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise InvalidInput("a name has half a character") from error
    return name


def _in_range(value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise InvalidInput("a number does not fit the voucher code")
    return value


def _tail_number(tail: str) -> int:
    """Three digits and a last character 0-9 or X as one number below 11,000, so that it takes three bytes."""
    if not re.fullmatch(r"[0-9]{3}[0-9X]", tail, re.ASCII):
        raise InvalidInput("the last four characters of an ID number are three digits and a digit or X")
    return int(tail[:3]) * 11 + "0123456789X".index(tail[3])


def _tail_text(number: int) -> str:
    return f"{number // 11:03d}{'0123456789X'[number % 11]}"
