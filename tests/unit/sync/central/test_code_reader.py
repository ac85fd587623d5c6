"""Our own codes as the centre reads them: many at once, each found what `verify_code` finds, and remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sync.central.codes.code_reader import CodeReader
from sync.domain.ids import ProjectNo, VoucherNo
from sync.domain.vouchers import VoucherClaims, VoucherKind
from sync.protocol.signing import SigningKey
from sync.protocol.trust_list import IssuingKey, TrustList
from sync.protocol.voucher_code import CodeRefusal, VerifiedCode, sign_code, verify_code

NOW = datetime(2026, 11, 23, tzinfo=UTC)
KEY, OTHER, KID = SigningKey.generate(), SigningKey.generate(), b"K1"
ISSUER = IssuingKey(KID, KEY.public(), frozenset(), date(2026, 1, 1), date(2027, 1, 1))
TRUST = TrustList(1, NOW, {KID: ISSUER})
CLAIMS = VoucherClaims(
    VoucherNo(1001), VoucherKind.SUBSIDY, "张试", "123X", ProjectNo(11), date(2026, 1, 1), date(2026, 12, 31), 80, NOW
)


def codes(count: int, key: SigningKey = KEY) -> list[str]:
    return [sign_code(replace(CLAIMS, signed_at=NOW - timedelta(seconds=number)), key, KID) for number in range(count)]


def test_many_at_once_are_found_what_each_alone_is() -> None:
    texts = [*codes(300), *codes(100, OTHER), "VD1", "VD1!", "anything"]
    found = CodeReader().read(iter(texts), TRUST)
    assert found == {text: verify_code(text, TRUST) for text in texts}
    assert sum(isinstance(code, VerifiedCode) for code in found.values()) == 300


def test_nothing_is_found_of_nothing() -> None:
    assert CodeReader().read([], TRUST) == {}


def test_another_list_of_keys_is_asked_anew() -> None:
    reader, texts = CodeReader(), codes(3)
    assert all(isinstance(code, VerifiedCode) for code in reader.read(texts, TRUST).values())
    revoked = replace(TRUST, version=2, keys={KID: replace(ISSUER, revoked=True)})
    assert set(reader.read(texts, revoked).values()) == {CodeRefusal.REVOKED_KEY}
    assert all(isinstance(code, VerifiedCode) for code in reader.read(texts, TRUST).values())


def test_what_was_found_once_is_not_checked_again() -> None:
    reader, texts = CodeReader(), codes(2)
    first = reader.read(texts, TRUST)
    again = reader.read([texts[0], texts[0], texts[1]], TRUST)
    assert [again[text] is first[text] for text in texts] == [True, True]
