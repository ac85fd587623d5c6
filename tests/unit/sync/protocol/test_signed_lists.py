"""The trust list, the status list and the policy pack: there and back, small enough, and only ever forward."""

import random
from array import array
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.ids import ProjectNo, VoucherNo
from sync.domain.policy import Policy
from sync.errors import ForgedMessage, MalformedMessage, OlderDocument
from sync.protocol import cbor, policy_pack, status_list, trust_list
from sync.protocol.policy_pack import PolicyPack, open_policy, sign_pack
from sync.protocol.signed_list import SignedList
from sync.protocol.signing import Algorithm, SigningKey, sign1
from sync.protocol.status_list import StatusList
from sync.protocol.trust_list import IssuingKey, TrustList

AS_OF = datetime(2026, 11, 23, 0, 20, tzinfo=UTC)
ROOT, STANDBY, STRANGER = SigningKey.generate(), SigningKey.generate(Algorithm.EDDSA), SigningKey.generate()
ROOTS = {b"R1": ROOT.public(), b"R2": STANDBY.public()}


def status(numbers: list[int]) -> StatusList:
    return StatusList.of(3, AS_OF, [VoucherNo(number) for number in numbers])


def signed(kind: str, body: Any, version: Any = 1, seconds: Any = 1_795_000_000) -> bytes:
    return sign1(ROOT, b"R1", cbor.encode([kind, version, seconds, body]))


@given(st.lists(st.integers(1, 2**32 - 1), max_size=200))
def test_a_status_list_holds_exactly_its_numbers(numbers: list[int]) -> None:
    opened = StatusList.open(status(numbers).sign(ROOT, b"R1"), ROOTS)
    assert opened == status(numbers)
    assert list(opened.void) == sorted(set(numbers))
    for number in numbers:
        assert number in opened
        assert (number + 1 in opened) == (number + 1 in numbers)


@pytest.mark.parametrize(
    "numbers",
    [[], [1], [2**32 - 1], [1, 2**32 - 1], list(range(1, 5001)), list(range(2, 10_000, 2)), [7] * 3],
    ids=["nobody", "first", "last", "first and last", "everybody", "every other", "thrice"],
)
def test_a_status_list_of_any_density_comes_back(numbers: list[int]) -> None:
    opened = StatusList.open(status(numbers).sign(STANDBY, b"R2"), ROOTS)
    assert list(opened.void) == sorted(set(numbers))


def test_only_numbers_are_in_a_status_list() -> None:
    assert "1" not in status([1])
    assert 1 not in status([])


def test_one_in_a_hundred_of_a_million_takes_ten_kilobytes() -> None:
    """101 kB for ten million; per void voucher it is the same."""
    chance = random.Random(7)
    numbers = chance.sample(range(1, 1_000_001), 10_000)
    size = len(status(numbers).sign(ROOT, b"R1"))
    assert 9_500 < size < 10_600
    everybody = len(status(list(range(1, 1_000_001))).sign(ROOT, b"R1"))
    assert everybody < 126_000  # one bit each


def test_a_status_list_cut_anywhere_is_malformed_or_forged() -> None:
    data = status([3, 17, 900, 70_000]).sign(ROOT, b"R1")
    for length in range(len(data)):
        with pytest.raises((MalformedMessage, ForgedMessage)):
            StatusList.open(data[:length], ROOTS)


def test_a_body_cut_before_it_was_signed_is_malformed() -> None:
    envelope = SignedList.open(status([3, 17, 900, 70_000]).sign(ROOT, b"R1"), status_list.KIND, ROOTS)
    count, shift, bits = envelope.body
    for length in range(len(bits)):
        with pytest.raises(MalformedMessage):
            StatusList.open(signed(status_list.KIND, [count, shift, bits[:length]]), ROOTS)


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        [1, 0],
        [1, 0, "bits"],
        [True, 0, b"\x00"],
        [-1, 0, b"\x00"],
        [9, 0, b"\x00"],
        [1, -1, b"\x00"],
        [1, 32, bytes(8)],
        [1, False, b"\x00"],
        [1, 0, b""],
        [1, 0, b"\xff"],
        [1, 31, bytes.fromhex("c000000000")],
    ],
    ids=str,
)
def test_what_is_no_status_list(body: object) -> None:
    with pytest.raises(MalformedMessage):
        StatusList.open(signed(status_list.KIND, body), ROOTS)


def issuing(kid: bytes = b"K1", *, revoked: bool = False, projects: tuple[int, ...] = ()) -> IssuingKey:
    return IssuingKey(
        kid,
        STRANGER.public(),
        frozenset(ProjectNo(project) for project in projects),
        date(2026, 1, 1),
        date(2026, 12, 31),
        revoked,
    )


def trust(version: int, *entries: IssuingKey) -> TrustList:
    return TrustList(version, AS_OF, {entry.kid: entry for entry in entries})


def test_a_trust_list_comes_back() -> None:
    held = trust(2, issuing(b"K2", projects=(11, 12)), issuing(b"K1", revoked=True))
    assert TrustList.open(held.sign(ROOT, b"R1"), ROOTS) == held
    assert TrustList.open(held.sign(STANDBY, b"R2"), ROOTS) == held
    assert TrustList.open(trust(1).sign(ROOT, b"R1"), ROOTS) == trust(1)


def test_a_key_is_allowed_for_its_projects_from_its_first_to_its_last_day() -> None:
    key = issuing(projects=(11,))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [key.allows(ProjectNo(11), day) for day in days] == [False, True, True, False]
    assert not key.allows(ProjectNo(12), days[1])
    assert issuing().allows(ProjectNo(12), days[1])


@pytest.mark.parametrize(
    "later",
    [trust(2, issuing(b"K9", revoked=True)), trust(3, issuing(b"K9", revoked=True), issuing(b"K1", revoked=True))],
    ids=["the same version again", "one key more"],
)
def test_a_trust_list_goes_forward(later: TrustList) -> None:
    later.check_follows(trust(2, issuing(b"K9", revoked=True)))


def test_a_key_that_was_not_revoked_may_be_left_out() -> None:
    trust(3).check_follows(trust(2, issuing(b"K1")))


def test_a_trust_list_never_goes_back() -> None:
    held = trust(2, issuing(b"K9", revoked=True))
    with pytest.raises(OlderDocument):
        trust(1, issuing(b"K9", revoked=True)).check_follows(held)
    with pytest.raises(ForgedMessage):
        trust(3, issuing(b"K9")).check_follows(held)
    with pytest.raises(ForgedMessage):
        trust(3).check_follows(held)


ROW: list[Any] = [b"K1", STRANGER.public().to_bytes(), [11], "2026-01-01", "2026-12-31", False]


def test_the_entry_the_cases_below_change_is_a_good_one() -> None:
    assert TrustList.open(signed(trust_list.KIND, [ROW]), ROOTS).keys[b"K1"].projects == {11}


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize("value", [None, 1, b"K", "2026-02-30", [True], ["11"], {}])
def test_what_is_no_entry_of_a_trust_list(place: int, value: object) -> None:
    row = [*ROW]
    row[place] = value
    with pytest.raises(MalformedMessage):
        TrustList.open(signed(trust_list.KIND, [row]), ROOTS)


@pytest.mark.parametrize("body", [None, {}, "K1", [None], [ROW[:-1]]])
def test_what_is_no_trust_list(body: object) -> None:
    with pytest.raises(MalformedMessage):
        TrustList.open(signed(trust_list.KIND, body), ROOTS)


def test_a_policy_comes_back_with_the_version_of_its_envelope() -> None:
    policy = Policy(version=4, code_fresh_minutes=3)
    assert open_policy(sign_pack(PolicyPack(policy), AS_OF, ROOT, b"R1"), ROOTS) == policy
    other = signed(policy_pack.KIND, {"version": 9, "code_fresh_minutes": 3}, version=4)
    assert open_policy(other, ROOTS) == policy


@pytest.mark.parametrize("body", [None, [], {1: 2}, {"code_fresh_minutes": True}, {"site_zone": "Nowhere"}])
def test_what_is_no_policy(body: object) -> None:
    with pytest.raises(MalformedMessage):
        open_policy(signed(policy_pack.KIND, body), ROOTS)


@pytest.mark.parametrize(
    ("version", "seconds"),
    [(0, 1), (-1, 1), (True, 1), (2**32, 1), ("1", 1), (1, -1), (1, 2**32), (1, True), (1, 1.5), (1, None)],
)
def test_an_envelope_has_a_version_and_a_time(version: object, seconds: object) -> None:
    with pytest.raises(MalformedMessage):
        SignedList.open(signed("status-list", [0, 0, b""], version, seconds), "status-list", ROOTS)


def test_one_list_is_not_taken_for_another() -> None:
    data = trust(1).sign(ROOT, b"R1")
    with pytest.raises(MalformedMessage):
        StatusList.open(data, ROOTS)


def test_only_a_pinned_root_signs_lists() -> None:
    for kid in (b"R1", b"R2", b"R3"):
        with pytest.raises(ForgedMessage):
            StatusList.open(status([1]).sign(STRANGER, kid), ROOTS)


def test_an_envelope_says_when_it_was_made_to_the_second() -> None:
    late = StatusList(1, AS_OF + timedelta(microseconds=999_999), array("Q"))
    assert StatusList.open(late.sign(ROOT, b"R1"), ROOTS) == replace(late, as_of=AS_OF)
