"""The signed voucher code: what it carries, how long it may get, and every way a text can fail to be one."""

import string
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.ids import ProjectNo, VoucherNo
from sync.domain.vouchers import VoucherClaims, VoucherKind
from sync.errors import InvalidInput
from sync.protocol import cbor
from sync.protocol.signing import Algorithm, SigningKey, sign1
from sync.protocol.trust_list import IssuingKey, TrustList
from sync.protocol.voucher_code import (
    MAX_CHARACTERS,
    PREFIX,
    QR_LEVEL,
    QR_VERSION,
    CodeRefusal,
    VerifiedCode,
    cut_name,
    is_voucher_code,
    sign_code,
    verify_code,
    voucher_no_unverified,
)
from tests.fakes.codes import message_of, text_of
from tests.unit.sync.protocol.test_signing import judges_reading

NOW = datetime(2026, 11, 23, 0, 20, tzinfo=UTC)
KEYS = {b"K1": SigningKey.generate(), b"K2": SigningKey.generate(Algorithm.EDDSA), b"K9": SigningKey.generate()}
CLAIMS = VoucherClaims(
    VoucherNo(1001),
    VoucherKind.SUBSIDY,
    "欧阳试娜",
    "123X",
    ProjectNo(11),
    date(2026, 1, 1),
    date(2026, 12, 31),
    80,
    NOW,
)
LARGEST = VoucherClaims(
    VoucherNo(2**32 - 1),
    VoucherKind.SIGN_IN_ONLY,
    "试" * 5,
    "999X",
    ProjectNo(65535),
    date(2020, 1, 1) + timedelta(days=65535),
    date(2020, 1, 1) + timedelta(days=65535),
    100,
    datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=2**32 - 1),
)
FIRST_DAY = date(2026, 11, 1)


def trust(projects: frozenset[ProjectNo] = frozenset(), valid_until: date = date(2200, 1, 1)) -> TrustList:
    entries = {
        kid: IssuingKey(kid, key.public(), projects, FIRST_DAY, valid_until, revoked=kid == b"K9")
        for kid, key in KEYS.items()
    }
    return TrustList(1, NOW, entries)


TRUST = trust()
PAYLOAD: list[Any] = [1001, 0, "A", 12, 11, 2192, 2556, 217_000_000, 80]


def signed_text(payload: bytes, kid: bytes = b"K1") -> str:
    return text_of(sign1(KEYS[kid], kid, payload))


BOTH = pytest.mark.parametrize("kid", [b"K1", b"K2"], ids=["ES256", "EdDSA"])


@st.composite
def any_claims(draw: st.DrawFn) -> VoucherClaims:
    days = st.dates(date(2020, 1, 1), date(2020, 1, 1) + timedelta(days=65535))
    return VoucherClaims(
        VoucherNo(draw(st.integers(1, 2**32 - 1))),
        draw(st.sampled_from(VoucherKind)),
        draw(st.text(st.characters(codec="utf-8"), max_size=20)),
        f"{draw(st.integers(0, 999)):03d}" + draw(st.sampled_from("0123456789X")),
        ProjectNo(draw(st.integers(0, 65535))),
        draw(days),
        draw(days),
        draw(st.integers(0, 100)),
        datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=draw(st.integers(0, 2**31))),
    )


@given(any_claims(), st.sampled_from([b"K1", b"K2"]))
def test_a_code_says_what_was_signed(claims: VoucherClaims, kid: bytes) -> None:
    text = sign_code(claims, KEYS[kid], kid)
    assert len(text) <= MAX_CHARACTERS
    assert set(text) <= set(string.digits + string.ascii_uppercase)
    assert is_voucher_code(text)
    found = verify_code(text, TRUST)
    assert found == VerifiedCode(replace(claims, name=cut_name(claims.name)), kid)
    assert voucher_no_unverified(text) == claims.voucher_no


@BOTH
def test_the_largest_values_fit_version_9_at_level_q(kid: bytes) -> None:
    texts = [sign_code(LARGEST, KEYS[kid], kid) for _ in range(50)]
    assert max(map(len, texts)) <= MAX_CHARACTERS
    fullest = max(texts, key=len).ljust(MAX_CHARACTERS, "Z")
    qr = segno.make(fullest, version=QR_VERSION, error=QR_LEVEL, boost_error=False)
    assert (qr.version, qr.error, qr.mode) == (9, "Q", "alphanumeric")
    with pytest.raises(segno.DataOverflowError):
        segno.make("Z" * (MAX_CHARACTERS + 1), version=QR_VERSION, error=QR_LEVEL, boost_error=False)


@BOTH
def test_an_independent_reader_accepts_our_codes(kid: bytes) -> None:
    text = sign_code(CLAIMS, KEYS[kid], kid)
    payload = judges_reading(message_of(text), KEYS[kid].public(), kid)
    assert cbor.decode(payload)[:3] == [1001, 0, "欧阳试娜"]


def test_codes_signed_again_differ_but_name_the_same_voucher() -> None:
    texts = {sign_code(CLAIMS, KEYS[b"K1"], b"K1") for _ in range(5)}
    texts |= {sign_code(replace(CLAIMS, signed_at=NOW + timedelta(minutes=1)), KEYS[b"K2"], b"K2")}
    assert len(texts) == 6
    assert {voucher_no_unverified(text) for text in texts} == {1001}


def test_seconds_are_kept_and_parts_of_them_are_not() -> None:
    text = sign_code(replace(CLAIMS, signed_at=NOW + timedelta(microseconds=999_999)), KEYS[b"K1"], b"K1")
    found = verify_code(text, TRUST)
    assert isinstance(found, VerifiedCode)
    assert found.claims.signed_at == NOW


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("", ""),
        ("张三", "张三"),
        ("一二三四五", "一二三四五"),
        ("一二三四五六", "一二三四五"),
        ("abcdefghijklmnopq", "abcdefghijklmno"),
        ("a一二三四五", "a一二三四"),
        ("𠮷" * 4, "𠮷" * 3),
    ],
)
def test_a_long_name_is_cut_to_whole_characters(name: str, cut: str) -> None:
    assert cut_name(name) == cut


GOOD = sign_code(CLAIMS, KEYS[b"K1"], b"K1")
REFUSED = {
    "longer than any code": (CodeRefusal.TOO_LONG, GOOD + "A" * 189),
    "empty": (CodeRefusal.NO_PREFIX, ""),
    "another format": (CodeRefusal.NO_PREFIX, "VD2" + GOOD[3:]),
    "lower case prefix": (CodeRefusal.NO_PREFIX, GOOD.lower()),
    "prefix alone": (CodeRefusal.BAD_ALPHABET, PREFIX),
    "leading zero": (CodeRefusal.BAD_ALPHABET, PREFIX + "0" + GOOD[3:]),
    "lower case": (CodeRefusal.BAD_ALPHABET, PREFIX + GOOD[3:].lower()),
    "line end": (CodeRefusal.BAD_ALPHABET, GOOD + "\n"),
    "full width": (CodeRefusal.BAD_ALPHABET, GOOD[:-1] + "\N{FULLWIDTH LATIN CAPITAL LETTER A}"),
    "half a character": (CodeRefusal.BAD_ALPHABET, GOOD[:-1] + "\ud800"),
    "a NUL": (CodeRefusal.BAD_ALPHABET, GOOD[:-1] + "\0"),
    "cut": (CodeRefusal.BAD_ENVELOPE, GOOD[:-1]),
    "no envelope": (CodeRefusal.BAD_ENVELOPE, PREFIX + "1"),
    "another item": (CodeRefusal.BAD_ENVELOPE, text_of(cbor.encode(["text"]))),
    "unknown key": (CodeRefusal.UNKNOWN_KEY, text_of(sign1(KEYS[b"K1"], b"K3", cbor.encode(PAYLOAD)))),
    "revoked key": (CodeRefusal.REVOKED_KEY, sign_code(CLAIMS, KEYS[b"K9"], b"K9")),
    "another's key": (CodeRefusal.BAD_SIGNATURE, text_of(sign1(KEYS[b"K9"], b"K1", cbor.encode(PAYLOAD)))),
    "another algorithm": (CodeRefusal.BAD_SIGNATURE, text_of(sign1(KEYS[b"K2"], b"K1", cbor.encode(PAYLOAD)))),
    "payload of another kind": (CodeRefusal.BAD_PAYLOAD, signed_text(cbor.encode("1001"))),
    "payload that is no CBOR": (CodeRefusal.BAD_PAYLOAD, signed_text(b"\xff")),
    "signed before the key's time": (
        CodeRefusal.KEY_NOT_ALLOWED,
        sign_code(replace(CLAIMS, signed_at=datetime(2026, 10, 31, 23, 59, tzinfo=UTC)), KEYS[b"K1"], b"K1"),
    ),
}


@pytest.mark.parametrize(("refusal", "text"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_code_to_be_trusted(refusal: CodeRefusal, text: str) -> None:
    assert verify_code(text, TRUST) is refusal


def test_every_refusal_can_happen() -> None:
    assert {refusal for refusal, _ in REFUSED.values()} == set(CodeRefusal)


def changed(place: int, value: object) -> str:
    fields = [*PAYLOAD]
    fields[place] = value
    return signed_text(cbor.encode(fields))


def test_the_payload_the_cases_below_change_is_a_good_one() -> None:
    assert isinstance(verify_code(signed_text(cbor.encode(PAYLOAD)), TRUST), VerifiedCode)


@pytest.mark.parametrize("place", range(9))
@pytest.mark.parametrize("value", [-1, 2**32, 2**64 - 1, True, False, None, 1.0, b"1", [], {}, "abcdefghijklmnop"])
def test_a_signed_payload_with_a_wrong_value_is_refused(place: int, value: object) -> None:
    assert verify_code(changed(place, value), TRUST) is CodeRefusal.BAD_PAYLOAD


@pytest.mark.parametrize(
    ("place", "value"), [(0, 0), (1, 2), (3, 11_000), (4, 65536), (5, 65536), (6, 65536), (8, 101)]
)
def test_each_number_has_its_own_bound(place: int, value: int) -> None:
    assert verify_code(changed(place, value - 1 if value else 1), TRUST) is not CodeRefusal.BAD_PAYLOAD
    assert verify_code(changed(place, value), TRUST) is CodeRefusal.BAD_PAYLOAD


@pytest.mark.parametrize("fields", [PAYLOAD[:-1], [*PAYLOAD, 0], []])
def test_a_payload_has_nine_fields(fields: list[Any]) -> None:
    assert verify_code(signed_text(cbor.encode(fields)), TRUST) is CodeRefusal.BAD_PAYLOAD


def test_a_key_vouches_for_its_projects_and_its_days_only() -> None:
    assert verify_code(GOOD, trust(frozenset({ProjectNo(12)}))) is CodeRefusal.KEY_NOT_ALLOWED
    assert isinstance(verify_code(GOOD, trust(frozenset({ProjectNo(11), ProjectNo(12)}))), VerifiedCode)
    assert isinstance(verify_code(GOOD, trust(valid_until=NOW.date())), VerifiedCode)
    assert verify_code(GOOD, trust(valid_until=NOW.date() - timedelta(days=1))) is CodeRefusal.KEY_NOT_ALLOWED


def test_any_changed_character_is_refused() -> None:
    for place in range(len(GOOD)):
        other = "1" if GOOD[place] != "1" else "2"
        assert isinstance(verify_code(GOOD[:place] + other + GOOD[place + 1 :], TRUST), CodeRefusal)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(CLAIMS, voucher_no=VoucherNo(0)),
        replace(CLAIMS, voucher_no=VoucherNo(2**32)),
        replace(CLAIMS, project=ProjectNo(65536)),
        replace(CLAIMS, ratio_percent=101),
        replace(CLAIMS, ratio_percent=-1),
        replace(CLAIMS, valid_from=date(2019, 12, 31)),
        replace(CLAIMS, signed_at=datetime(2019, 12, 31, 23, 59, tzinfo=UTC)),
        replace(CLAIMS, id_tail="12X3"),
        replace(CLAIMS, id_tail="123x"),
        replace(CLAIMS, id_tail="1234\n"),
        replace(CLAIMS, id_tail=""),
        replace(CLAIMS, name="张\ud800"),
    ],
)
def test_what_the_format_cannot_carry_is_not_signed(wrong: VoucherClaims) -> None:
    with pytest.raises(InvalidInput):
        sign_code(wrong, KEYS[b"K1"], b"K1")


def test_a_key_id_has_two_bytes() -> None:
    with pytest.raises(InvalidInput):
        sign_code(CLAIMS, KEYS[b"K1"], b"K")


@pytest.mark.parametrize(
    "text",
    ["", "https://example.invalid", GOOD[:-1], signed_text(b"\xff")],
    ids=["nothing", "a link", "cut", "no CBOR"],
)
def test_a_text_without_a_readable_voucher_number_names_none(text: str) -> None:
    assert voucher_no_unverified(text) is None
