"""Texts that a camera or a reader might bring, each with a verdict and none with an exception.

One text in ten is drawn from each of these, the rest from mutations of real codes: noise, nests, envelopes of anything,
payloads of anything signed by a trusted key (so that the payload's reader is reached).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeAlias

from sync.domain.ids import ProjectNo, VoucherNo
from sync.domain.vouchers import VoucherClaims, VoucherKind
from sync.protocol import cbor
from sync.protocol.signing import Algorithm, SigningKey, open_sign1, sign1
from sync.protocol.trust_list import IssuingKey, TrustList
from sync.protocol.voucher_code import (
    MAX_CHARACTERS,
    PREFIX,
    CodeRefusal,
    VerifiedCode,
    sign_code,
    verify_code,
    voucher_no_unverified,
)
from tests.fakes.codes import message_of, text_of
from tests.fuzz import odd

NOW = datetime(2026, 11, 23, tzinfo=UTC)
_REAL = 200


class Codes:
    """Keys, real codes by them, and as many odd texts as wanted. The same seed bends in the same ways."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self._keys = {
            b"K1": SigningKey.generate(),
            b"K2": SigningKey.generate(Algorithm.EDDSA),
            b"K9": SigningKey.generate(),
        }
        entries = {
            kid: IssuingKey(kid, key.public(), frozenset(), date(2026, 1, 1), date(2027, 1, 1), revoked=kid == b"K9")
            for kid, key in self._keys.items()
        }
        self.trust = TrustList(1, NOW, entries)
        self.real = [self._real_code(number) for number in range(1, _REAL + 1)]
        verified = [verify_code(text, self.trust) for text in self.real]
        self.signed: set[VoucherClaims] = {found.claims for found in verified if isinstance(found, VerifiedCode)}

    def texts(self, count: int) -> Iterator[str]:
        """`count` texts."""
        makers: tuple[Callable[[], str], ...] = (
            self._noise,
            self._nest,
            self._envelope,
            self._signed_noise,
            self._signed_fields,
            *(self._bent_text, self._bent_message, self._splice) * 2,
        )
        for _ in range(count):
            yield self._chance.choice(makers)()

    def _real_code(self, number: int) -> str:
        kid = self._chance.choice((b"K1", b"K2", b"K2", b"K1", b"K9"))
        claims = VoucherClaims(
            VoucherNo(number),
            self._chance.choice(tuple(VoucherKind)),
            "试" * self._chance.randrange(6),
            f"{number:03d}X",
            ProjectNo(number % 3),
            date(2026, 1, 1),
            date(2026, 12, 31),
            80,
            NOW + timedelta(minutes=number - 5) * self._chance.choice((1, 10_000)),
        )
        return sign_code(claims, self._keys[kid], kid)

    def _noise(self) -> str:
        start = self._chance.choice(("", PREFIX, PREFIX + "1"))
        return start + odd.text(self._chance, self._chance.choice((0, 1, 5, 30, 180, 186, 187, 500)))

    def _nest(self) -> str:
        return text_of(odd.cbor_bytes(self._chance))

    def _envelope(self) -> str:
        signed = open_sign1(message_of(self._chance.choice(self.real)))
        parts = [signed.protected, {}, signed.payload, signed.signature]
        return text_of(odd.encoded(odd.with_odd_value(self._chance, parts)))

    def _signed_noise(self) -> str:
        return self._sign(odd.cbor_bytes(self._chance)[:45])

    def _signed_fields(self) -> str:
        signed = open_sign1(message_of(self._chance.choice(self.real)))
        fields = cbor.decode(signed.payload)
        fields[2] = fields[2][:2]
        return self._sign(odd.encoded(odd.with_odd_value(self._chance, fields)))

    def _sign(self, payload: bytes) -> str:
        kid = self._chance.choice((b"K1", b"K2"))
        named = kid if self._chance.random() < 0.98 else b"K3"
        text = text_of(sign1(self._keys[kid], named, payload))
        found = verify_code(text, self.trust)
        if isinstance(found, VerifiedCode):
            self.signed.add(found.claims)
        return text

    def _bent_text(self) -> str:
        text = self._chance.choice(self.real)
        place = self._chance.randrange(len(text) + 1)
        put_in = odd.text(self._chance, self._chance.randrange(4))
        return text[:place] + put_in + text[place + self._chance.randrange(4) :]

    def _bent_message(self) -> str:
        return text_of(odd.bent(self._chance, message_of(self._chance.choice(self.real))))

    def _splice(self) -> str:
        one, other = self._chance.sample(self.real, 2)
        place = self._chance.randrange(MAX_CHARACTERS)
        return one[:place] + other[place:]


Verify: TypeAlias = Callable[[str, TrustList], VerifiedCode | CodeRefusal]


def run(count: int, seed: int, verify: Verify = verify_code) -> Counter[str]:
    """Verify `count` texts; how often each verdict came. Raises AssertionError naming the text that broke a promise."""
    codes = Codes(seed)
    found: Counter[str] = Counter()
    for text in codes.texts(count):
        try:
            verdict = verify(text, codes.trust)
            voucher_no_unverified(text)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {text!r}") from error
        if isinstance(verdict, CodeRefusal):
            found[verdict.value] += 1
            continue
        if verdict.claims not in codes.signed:
            raise AssertionError(f"seed {seed}: accepted what nobody signed: {text!r}")
        found["verified"] += 1
    return found
