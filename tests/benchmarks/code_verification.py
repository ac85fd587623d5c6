"""Verifying a voucher code against checking its bare signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from sync.domain.ids import ProjectNo, VoucherNo
from sync.domain.vouchers import VoucherClaims, VoucherKind
from sync.protocol import cbor
from sync.protocol.signing import Algorithm, SigningKey, VerifyKey, open_sign1
from sync.protocol.trust_list import IssuingKey, TrustList
from sync.protocol.voucher_code import VerifiedCode, sign_code, verify_code
from tests.benchmarks.rounds import alternate, spread, timed
from tests.benchmarks.table import Row
from tests.fakes.codes import message_of

_ROUNDS, _CODES = 31, 100
_NOW = datetime(2026, 11, 23, tzinfo=UTC)
_KID = b"K1"


def run() -> list[Row]:
    """One row for each algorithm."""
    return [_row(alg) for alg in Algorithm]


def _row(alg: Algorithm) -> Row:
    key = SigningKey.generate(alg)
    entry = IssuingKey(_KID, key.public(), frozenset(), date(2026, 1, 1), date(2027, 1, 1))
    trust = TrustList(1, _NOW, {_KID: entry})
    texts = [sign_code(_claims(number), key, _KID) for number in range(1, _CODES + 1)]
    checks = [bare_check(key.public(), message_of(text)) for text in texts]
    if not all(isinstance(verify_code(text, trust), VerifiedCode) for text in texts):
        raise RuntimeError("the codes to be timed do not verify")

    def ours() -> float:
        return timed(lambda: [verify_code(text, trust) for text in texts]) / _CODES

    def bare() -> float:
        return timed(lambda: [check() for check in checks]) / _CODES

    pair = alternate(_ROUNDS, ours, bare)
    return Row(
        f"verify a voucher code, {alg.name}",
        spread(pair.ours, "µs"),
        f"bare signature {spread(pair.beside, 'µs')}",
        pair.ratio,
        "<= 1.5",
        f"{_ROUNDS} rounds of {_CODES} codes",
    )


def bare_check(key: VerifyKey, message: bytes) -> Callable[[], None]:
    """The signature's check alone: everything around it has been done beforehand."""
    signed = open_sign1(message)
    over = cbor.encode(["Signature1", signed.protected, b"", signed.payload])
    public = key.key
    if isinstance(public, ed25519.Ed25519PublicKey):
        return lambda: public.verify(signed.signature, over)
    r, s = int.from_bytes(signed.signature[:32]), int.from_bytes(signed.signature[32:])
    pair, how = encode_dss_signature(r, s), ec.ECDSA(hashes.SHA256())
    return lambda: public.verify(pair, over, how)


def _claims(number: int) -> VoucherClaims:
    return VoucherClaims(
        VoucherNo(number),
        VoucherKind.SUBSIDY,
        "欧阳试娜",
        "123X",
        ProjectNo(11),
        date(2026, 1, 1),
        date(2026, 12, 31),
        80,
        _NOW,
    )
