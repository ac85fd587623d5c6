"""Facts and batches: the same bytes at both ends, and nothing but the two named errors for anything else."""

import gzip
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.ids import DeviceId, FactId, StaffId, new_fact_id
from sync.domain.trusted_time import Anchor, Moment
from sync.errors import ForgedMessage, MalformedMessage
from sync.protocol import cbor
from sync.protocol.batches import MAX_BYTES, MAX_FACTS, ChainHead, pack, unpack
from sync.protocol.facts import (
    GENESIS,
    Fact,
    FactType,
    Header,
    digest,
    open_payload,
    read_fact,
    read_links,
    seal_payload,
    write_fact,
)
from sync.protocol.payloads import (
    PAYLOADS,
    AssessmentRecorded,
    AttendanceCorrected,
    AttendancePunched,
    AttentionSettled,
    ClassCancelled,
    CorrectionDecided,
    DayClosed,
    EnrolmentRequested,
    EnrolmentTransferred,
    EnrolmentWithdrawn,
    ExpectationWithdrawn,
    IdentityRevealed,
    LeaveTaken,
    LeaveWithdrawn,
    Method,
    OpeningReported,
    Payload,
    ScanUndone,
    SessionCancelled,
    SessionChanged,
    TraineeExpected,
    VoucherSeen,
)
from sync.protocol.signing import SigningKey, sign1

WALL = datetime(2026, 11, 23, 0, 20, 0, 123456, tzinfo=UTC)
KEY = SigningKey.generate()
ANCHOR = Anchor(WALL - timedelta(minutes=5), 700.25, "boot-1", -1.5)


def fact(seq: int = 1, previous: bytes = GENESIS, values: dict[str, Any] | None = None) -> Fact:
    sealed = seal_payload(values if values is not None else {"undone_fact": "0" * 32})
    header = Header(
        id=new_fact_id(),
        device=DeviceId("device-1"),
        epoch=1,
        seq=seq,
        type=FactType.SCAN_UNDONE,
        type_version=1,
        moment=Moment(WALL, 1000.5, "boot-1", ANCHOR),
        operator=StaffId("s1"),
        status_list_version=3,
        previous=previous,
        payload_digest=digest(sealed),
    )
    return write_fact(header, sealed)


def chain(length: int) -> list[Fact]:
    facts: list[Fact] = []
    for seq in range(1, length + 1):
        facts.append(fact(seq, facts[-1].hash if facts else GENESIS))
    return facts


# 1e6 microseconds a second: a float holds them exactly for a century
SECONDS = st.integers(0, 10**15).map(lambda micros: micros / 1e6)
TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  the zone is given
ANCHORS = st.builds(Anchor, TIMES, SECONDS, st.text(), SECONDS)


MOMENTS = st.builds(Moment, TIMES, SECONDS, st.text(), st.none() | ANCHORS)


@given(MOMENTS, st.integers(1, 2**32 - 1), st.none() | st.integers(0, 2**32 - 1), st.text())
def test_a_header_comes_back_byte_for_byte(moment: Moment, number: int, list_version: int | None, text: str) -> None:
    sealed = seal_payload({})
    header = Header(
        new_fact_id(),
        DeviceId(text),
        number,
        number,
        text,
        number,
        moment,
        StaffId(text),
        list_version,
        bytes(32),
        digest(sealed),
    )
    written = write_fact(header, sealed)
    again = read_fact(written.header_bytes, sealed)
    assert again == written
    assert write_fact(again.header, sealed).header_bytes == written.header_bytes
    assert again.hash == sha256(written.header_bytes).digest()


def test_what_makes_the_chain_is_read_alone_as_well() -> None:
    for fact in chain(3):
        header, links = fact.header, read_links(fact.header_bytes)
        assert (links.id, links.epoch, links.seq, links.type) == (header.id, header.epoch, header.seq, header.type)
        assert (links.previous, links.payload_digest) == (header.previous, header.payload_digest)


@pytest.mark.parametrize("value", [None, 1, [], [1, 2, 3, 4, 5, 6], {1: 2}, "header"])
def test_of_anything_else_no_links_are_read(value: object) -> None:
    with pytest.raises(MalformedMessage):
        read_links(cbor.encode(value))


def test_an_erased_payload_leaves_the_chain_standing() -> None:
    first, second = chain(2)
    erased = read_fact(first.header_bytes, None)
    assert erased.hash == first.hash == second.header.previous
    assert erased.payload == {}
    assert erased.header == first.header


def test_a_payload_cannot_be_guessed_from_its_digest() -> None:
    assert digest(seal_payload({"code": "x"})) != digest(seal_payload({"code": "x"}))


def test_another_payload_does_not_belong_to_the_fact() -> None:
    one, other = chain(2)
    with pytest.raises(ForgedMessage):
        read_fact(one.header_bytes, other.payload_bytes)


def test_any_changed_byte_of_a_header_changes_its_hash_or_is_refused() -> None:
    original = fact()
    for place in range(len(original.header_bytes)):
        flipped = bytes([original.header_bytes[place] ^ 1])
        changed = original.header_bytes[:place] + flipped + original.header_bytes[place + 1 :]
        try:
            assert read_fact(changed, original.payload_bytes).hash != original.hash
        except (MalformedMessage, ForgedMessage):
            continue


ROW: list[Any] = [
    1,
    bytes(16),
    "device-1",
    1,
    1,
    "scan_undone",
    1,
    1_795_393_200_000_000,
    5_000_000,
    "boot",
    [1_795_393_200_000_000, 4_000_000, "boot", 0],
    "s1",
    3,
    bytes(32),
    bytes(32),
]
HUGE: list[object] = [2**62 + 1, -(2**62) - 1, 2**64 - 1, 2**200, 10**400]


def header_with(place: int, value: object) -> bytes:
    row = [*ROW]
    row[place] = value
    return cbor.encode(row)


def test_the_header_the_cases_below_change_is_a_good_one() -> None:
    assert read_fact(cbor.encode(ROW), None).header.moment.best == WALL.replace(microsecond=0) + timedelta(
        seconds=1_795_393_201 - int(WALL.timestamp())
    )


@pytest.mark.parametrize("place", range(15))
@pytest.mark.parametrize("value", [True, 1.0, -1.5, [], {}, b"short", *HUGE], ids=lambda value: repr(value)[:12])
def test_a_header_with_a_wrong_value_is_malformed(place: int, value: object) -> None:
    with pytest.raises(MalformedMessage):
        read_fact(header_with(place, value), None)


@pytest.mark.parametrize("place", [3, 4])
def test_epochs_and_places_count_from_1(place: int) -> None:
    with pytest.raises(MalformedMessage):
        read_fact(header_with(place, 0), None)


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("value", [None, True, 1.0, *HUGE], ids=lambda value: f"{value!r:.9}")
def test_an_anchor_with_a_wrong_value_is_malformed(place: int, value: object) -> None:
    anchor = [*ROW[10]]
    anchor[place] = value
    with pytest.raises(MalformedMessage):
        read_fact(header_with(10, anchor), None)


@pytest.mark.parametrize(
    "anchor",
    [
        [2**62, 0, "boot", 0],
        [1_795_393_200_000_000, -(2**62), "boot", 0],
        [1_795_393_200_000_000, 0, "other", -(2**62)],
        [0, 0, "boot"],
    ],
)
def test_a_moment_outside_the_calendar_is_malformed(anchor: list[object]) -> None:
    with pytest.raises(MalformedMessage):
        read_fact(header_with(10, anchor), None)


def test_a_clock_that_is_wrong_by_thousands_of_years_is_no_reason_to_refuse() -> None:
    wall = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    offset = (wall - WALL).total_seconds()
    moment = Moment(wall, 5.0, "boot-2", Anchor(WALL, 1.0, "boot-1", offset))
    odd = write_fact(replace(fact().header, moment=moment), seal_payload({}))
    assert abs(read_fact(odd.header_bytes, None).header.moment.best - WALL) < timedelta(seconds=1)


def test_numbers_that_are_no_fact() -> None:
    for row in ([], ROW[:-1], [*ROW, 1], "header", None):
        with pytest.raises(MalformedMessage):
            read_fact(cbor.encode(row), None)


@pytest.mark.parametrize("value", [[], [b"salt"], ["salt", {}], [b"salt", []], [b"salt", {1: 2}], {}, None])
def test_what_is_no_payload(value: object) -> None:
    with pytest.raises(MalformedMessage):
        open_payload(cbor.encode(value))


PAYLOAD_EXAMPLES: list[Payload] = [
    AttendancePunched("s", "c", 1001, "VD1X", Method.CODE.value, "accepted", "signed_in"),
    AttendancePunched("s", "c", None, None, Method.BY_HAND.value, "accepted", "signed_in"),
    VoucherSeen(None, "c", None, "VD1X", "refused", "void"),
    EnrolmentRequested("c", 1001, "VD1X", "accepted", "enrolled"),
    AttendancePunched("s", "c", 1001, None, "by_hand", "accepted", "signed_out", "out"),
    ScanUndone("0" * 32),
    EnrolmentWithdrawn("c", 1001, "moved away"),
    EnrolmentTransferred("c", "d", 1001, "evenings suit better"),
    OpeningReported("c", 24),
    AttendanceCorrected("s", "c", 1001, "present", "the phone was flat"),
    CorrectionDecided("0" * 32, "approve"),
    LeaveTaken("s", "c", 1001, "sick", "a cold"),
    LeaveWithdrawn("0" * 32),
    AssessmentRecorded("c", 1001, 1, 72, None, "S000031000001265000001"),
    AttentionSettled("0" * 32, "review", "spoke to the other site"),
    AttentionSettled("0" * 32, "seen", None),
    ClassCancelled("c", "too few trainees"),
    SessionChanged("s", "c", "2026-11-24T00:30:00+00:00", "2026-11-24T03:30:00+00:00", "102", None, "no power"),
    SessionCancelled("s", "c", "the teacher is ill"),
    TraineeExpected("c", "王小明", "citizen_id", "990000199001011234", "", None, "nights"),
    ExpectationWithdrawn("0" * 32, "found work"),
    IdentityRevealed(1001, None, "phone", "to ring the trainee"),
    IdentityRevealed(None, "c", "all", "a list for the inspector"),
    DayClosed("2026-11-23", 2, 60, 55, 3, 4, 1, 7, "rain"),
]


@pytest.mark.parametrize("payload", PAYLOAD_EXAMPLES, ids=lambda payload: payload.type.value)
def test_a_payload_comes_back_by_its_type(payload: Payload) -> None:
    values = fact(values=payload.to_map()).payload
    assert PAYLOADS[payload.type].from_map(values) == payload
    assert PAYLOADS[payload.type].from_map({**values, "of_a_later_version": [1]}) == payload


def test_a_sign_in_is_written_as_it_always_was() -> None:
    """Desks of the first version know no directions; their facts and ours are the same bytes."""
    assert list(PAYLOAD_EXAMPLES[0].to_map()) == [
        "session_id",
        "class_id",
        "voucher_no",
        "code",
        "method",
        "verdict",
        "reason",
    ]


WRONG: list[object] = [True, 1.0, b"x", [], {}, 2**53, -(2**53), 10**400]


def test_every_type_of_fact_has_its_payload() -> None:
    assert set(PAYLOADS) == set(FactType)
    assert {payload.type for payload in PAYLOAD_EXAMPLES} == set(FactType)


@pytest.mark.parametrize("payload", PAYLOAD_EXAMPLES, ids=lambda payload: payload.type.value)
@pytest.mark.parametrize("value", WRONG, ids=lambda value: f"{value!r:.9}")
def test_a_payload_with_a_wrong_value_is_malformed(payload: Payload, value: object) -> None:
    for name in payload.to_map():
        with pytest.raises(MalformedMessage):
            PAYLOADS[payload.type].from_map({**payload.to_map(), name: value})


def test_a_payload_without_a_value_it_needs_is_malformed() -> None:
    with pytest.raises(MalformedMessage):
        ScanUndone.from_map({})
    assert VoucherSeen.from_map({"verdict": "refused", "reason": "void"}).code is None


@pytest.mark.parametrize("wrong", [{"decision": "forget"}, {"note": "x" * 501}, {"note": "two\nlines"}])
def test_what_a_person_decided_is_one_of_three_words_and_one_line(wrong: dict[str, str]) -> None:
    said = AttentionSettled("0" * 32, "accept", "x" * 500).to_map()
    assert AttentionSettled.from_map(said).note == "x" * 500
    with pytest.raises(MalformedMessage):
        AttentionSettled.from_map({**said, **wrong})


# batches


def head_of(facts: list[Fact]) -> ChainHead:
    return ChainHead(DeviceId("device-1"), 1, len(facts), facts[-1].hash if facts else GENESIS)


@pytest.mark.parametrize("length", [0, 1, MAX_FACTS])
def test_a_batch_comes_back(length: int) -> None:
    facts = chain(length)
    head, rows = unpack(pack(facts, head_of(facts), KEY), KEY.public())
    assert head == head_of(facts)
    assert [read_fact(*row) for row in rows] == facts


def test_500_facts_as_they_are_fit_the_limit() -> None:
    values = AttendancePunched("s" * 32, "c" * 32, 2**32 - 1, "V" * 189, "code", "accepted", "signed_in").to_map()
    facts = [fact(seq, bytes(32), values) for seq in range(1, MAX_FACTS + 1)]
    assert len(pack(facts, head_of(facts), KEY)) <= MAX_BYTES


def test_an_erased_payload_travels_as_nothing() -> None:
    bare = replace(fact(), payload_bytes=None)
    _, rows = unpack(pack([bare], head_of([bare]), KEY), KEY.public())
    assert [read_fact(*row) for row in rows] == [bare]


def test_one_bad_fact_is_no_reason_to_refuse_the_batch_but_to_refuse_it() -> None:
    good, other = chain(2)
    bad = replace(other, payload_bytes=good.payload_bytes)
    _, rows = unpack(pack([good, bad], head_of([good]), KEY), KEY.public())
    assert read_fact(*rows[0]) == good
    with pytest.raises(ForgedMessage):
        read_fact(*rows[1])


def test_a_head_signed_by_another_is_forged() -> None:
    facts = chain(1)
    with pytest.raises(ForgedMessage):
        unpack(pack(facts, head_of(facts), SigningKey.generate()), KEY.public())


def packed(value: object) -> bytes:
    return gzip.compress(cbor.encode(value))


def head(*values: object) -> bytes:
    return sign1(KEY, b"device", cbor.encode(list(values)))


GOOD_HEAD = head("device-1", 1, 0, bytes(32))
BROKEN: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no gzip": lambda: b"plain text",
    "zlib without its gzip header": lambda: zlib.compress(cbor.encode([1, GOOD_HEAD, []])),
    "a bomb": lambda: gzip.compress(bytes(100 * 1024 * 1024)),
    "larger than the limit": lambda: bytes(MAX_BYTES + 1),
    "followed by something": lambda: packed([1, GOOD_HEAD, []]) + b"more",
    "followed by another": lambda: packed([1, GOOD_HEAD, []]) * 2,
    "too many": lambda: packed([1, GOOD_HEAD, [[b"", b""]] * (MAX_FACTS + 1)]),
    "no CBOR": lambda: gzip.compress(b"\xff"),
    "another format": lambda: packed([2, GOOD_HEAD, []]),
    "true for one": lambda: packed([True, GOOD_HEAD, []]),
    "no head": lambda: packed([1, b"", []]),
    "a head of three": lambda: packed([1, head("device-1", 1, 0), []]),
    "epoch nought": lambda: packed([1, head("device-1", 0, 0, bytes(32)), []]),
    "a truth for an epoch": lambda: packed([1, head("device-1", True, 0, bytes(32)), []]),
    "a negative place": lambda: packed([1, head("device-1", 1, -1, bytes(32)), []]),
    "a huge place": lambda: packed([1, head("device-1", 1, 2**64, bytes(32)), []]),
    "a short hash": lambda: packed([1, head("device-1", 1, 1, bytes(31)), []]),
    "a fact of one part": lambda: packed([1, GOOD_HEAD, [[b""]]]),
    "a fact of text": lambda: packed([1, GOOD_HEAD, [["", b""]]]),
    "a payload of text": lambda: packed([1, GOOD_HEAD, [[b"", ""]]]),
    "no facts": lambda: packed([1, GOOD_HEAD, None]),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_batch(data: Callable[[], bytes]) -> None:
    with pytest.raises(MalformedMessage):
        unpack(data(), KEY.public())


def test_a_batch_cut_anywhere_is_malformed() -> None:
    facts = chain(3)
    data = pack(facts, head_of(facts), KEY)
    for length in range(len(data)):
        with pytest.raises(MalformedMessage):
            unpack(data[:length], KEY.public())


def test_a_fact_id_is_what_the_header_carries() -> None:
    fact_id = FactId("ab" * 16)
    written = write_fact(replace(fact().header, id=fact_id), seal_payload({}))
    assert read_fact(written.header_bytes, None).header.id == fact_id
