"""Replays, forks, gaps, and records that cannot be read: one bad record never stops the others."""

import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import func, select

from sync.central.askers.devices import revoke_device
from sync.central.intake.arrivals import read_arrival
from sync.central.intake.ledger import Ledger
from sync.central.intake.take_facts import Intake, take_facts
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.store.tables import facts, receipts
from sync.domain.ids import DeviceId
from sync.domain.policy import Policy
from sync.errors import ForgedMessage
from sync.protocol import batches, cbor
from sync.protocol.facts import Fact, write_fact
from sync.protocol.payloads import (
    AssessmentRecorded,
    AttendanceCorrected,
    EnrolmentWithdrawn,
    LeaveTaken,
    Payload,
    VoucherSeen,
)
from sync.protocol.receipts import Outcome, ReceiptCode
from sync.protocol.signing import SigningKey
from tests.fakes.scripted_desk import Chain
from tests.unit.sync.central.conftest import LONG_AGO, ON_NOW, Sender, Town

SEEN = VoucherSeen(ON_NOW, None, None, "VD1X", "refused", "bad_signature")


def count(town: Town) -> tuple[int, int]:
    with reading(town.centre.store) as connection:
        return tuple(connection.scalar(select(func.count()).select_from(table)) or 0 for table in (facts, receipts))  # type: ignore[return-value]  # two tables, two numbers


def test_a_replay_gets_the_first_receipt_byte_for_byte(town: Town, desk: Sender) -> None:
    batch = [desk.chain.write(SEEN) for _ in range(3)]
    first = desk.hand_in_raw(*batch)
    town.time.go_on(timedelta(hours=1))
    assert desk.hand_in_raw(*batch) == first
    assert desk.hand_in_raw(batch[2], desk.chain.write(SEEN))[0] == first[2]
    assert count(town) == (4, 4)


def test_the_same_record_twice_in_one_batch(town: Town, desk: Sender) -> None:
    fact = desk.chain.write(SEEN)
    first, second = desk.hand_in_raw(fact, fact)
    assert first == second
    assert count(town) == (1, 1)


def test_the_bytes_are_kept_as_they_came(town: Town, desk: Sender) -> None:
    fact = desk.chain.write(SEEN)
    desk.hand_in(fact)
    with reading(town.centre.store) as connection:
        row = connection.execute(select(facts)).one()
    assert (row.header, row.payload) == (fact.header_bytes, fact.payload_bytes)
    assert row.hash == sha256(fact.header_bytes).digest()


def test_gaps_are_accepted_and_closed_later(desk: Sender) -> None:
    one, two, three = (desk.chain.write(SEEN) for _ in range(3))
    for fact in (three, one, two):
        assert desk.hand_in(fact)[0].outcome is Outcome.RECORDED


def fork_of(desk: Sender, at: int) -> Fact:
    """Another record for the place `at` of the chain."""
    twin = Chain(desk.device.id)
    return [twin.write(SEEN) for _ in range(at)][-1]


@pytest.mark.parametrize("at", [1, 2, 3])
def test_other_bytes_at_a_place_that_is_taken_refuse_the_whole_batch(town: Town, desk: Sender, at: int) -> None:
    desk.hand_in(desk.chain.write(SEEN), desk.chain.write(SEEN))
    before = count(town)
    forked = fork_of(desk, at)
    with pytest.raises(Problem) as refused:
        desk.hand_in(desk.chain.write(SEEN), forked)
    assert refused.value.kind is ProblemKind.DEVICE_FORKED
    assert count(town) == before


def test_a_gap_closed_by_other_bytes_is_a_fork_too(desk: Sender) -> None:
    desk.chain.write(SEEN)
    desk.hand_in(desk.chain.write(SEEN))
    with pytest.raises(Problem):
        desk.hand_in(fork_of(desk, 1))


def test_what_follows_on_other_bytes_is_a_fork_too(desk: Sender) -> None:
    desk.hand_in(desk.chain.write(SEEN), desk.chain.write(SEEN))
    with pytest.raises(Problem):
        desk.hand_in(fork_of(desk, 3))


def test_after_a_fork_the_records_are_offered_again_in_a_new_epoch(town: Town, desk: Sender) -> None:
    old = desk.chain.write(SEEN)
    first = desk.hand_in_raw(old)
    desk.chain = Chain(desk.device.id, epoch=2)
    assert old.payload_bytes is not None
    header = replace(old.header, epoch=2, seq=1, previous=bytes(32))
    again = desk.chain.append(header, old.payload_bytes)
    assert desk.hand_in_raw(again) == first
    assert desk.hand_in(desk.chain.write(SEEN))[0].outcome is Outcome.RECORDED
    assert count(town) == (2, 2)


def test_an_id_used_for_something_else_is_not_taken_for_a_replay(town: Town, desk: Sender, far_desk: Sender) -> None:
    fact = desk.chain.write(SEEN)
    desk.hand_in(fact)
    (own,) = desk.hand_in(desk.chain.write(SEEN, fact_id=fact.header.id))
    (strange,) = far_desk.hand_in(far_desk.chain.write(SEEN, fact_id=fact.header.id))
    for receipt in (own, strange):
        assert (receipt.outcome, receipt.code) == (Outcome.REJECTED, ReceiptCode.UNREADABLE)
    assert count(town) == (1, 1)


def test_one_unreadable_record_does_not_stop_the_others(town: Town, desk: Sender) -> None:
    good = desk.chain.write(SEEN)
    swapped = replace(desk.chain.write(SEEN), payload_bytes=good.payload_bytes)
    erased = replace(desk.chain.write(SEEN), payload_bytes=None)
    garbage = replace(good, header_bytes=b"\xff")
    of_another = Chain(DeviceId("D-other")).write(SEEN)
    last = desk.chain.write(SEEN)
    answers = desk.hand_in(good, swapped, erased, garbage, of_another, last)
    unreadable = (Outcome.REJECTED, ReceiptCode.UNREADABLE)
    assert [(answer.outcome, answer.code) for answer in answers] == [
        (Outcome.RECORDED, None),
        *[unreadable] * 4,
        (Outcome.RECORDED, None),
    ]
    assert [answer.fact_id for answer in answers] == [
        good.header.id,
        swapped.header.id,
        erased.header.id,
        "",
        of_another.header.id,
        last.header.id,
    ]
    assert count(town) == (4, 4)


@pytest.mark.parametrize("changed", [{"epoch": 1 << 31}, {"seq": (1 << 31) - 1}, {"type": "seen\0"}, {"type": "a\nb"}])
def test_a_header_that_no_database_keeps_stops_no_other(
    town: Town, desk: Sender, changed: dict[str, Any]
) -> None:
    written = desk.chain.write(SEEN)
    desk.chain = Chain(desk.device.id)
    good = desk.chain.write(SEEN)
    odd = write_fact(replace(written.header, **changed), written.payload_bytes)
    first, last = desk.hand_in(odd, good)
    assert (first.fact_id, first.outcome, first.code) == (odd.header.id, Outcome.REJECTED, ReceiptCode.UNREADABLE)
    assert last.outcome is Outcome.RECORDED
    assert count(town) == (1, 1)


@pytest.mark.parametrize(
    "payload",
    [
        EnrolmentWithdrawn("K-0001", 1001, "a\nb"),
        EnrolmentWithdrawn("K-0001", 1001, "长" * 201),
        AttendanceCorrected("K-0001-03", "K-0001", 1001, "present", "gpj.\u202e"),
        LeaveTaken("K-0001-03", "K-0001", 1001, "sick", "长" * 100_000),
        LeaveTaken("K-0001-03" * 30, "K-0001", 1001, "sick", "病"),
        AssessmentRecorded("K-0001", 2**32, 1, 80, 80, None),
        AssessmentRecorded("K-0001", 0, 1, 80, 80, None),
    ],
)
def test_words_and_numbers_that_no_desk_could_be_told_are_unreadable(desk: Sender, payload: Payload) -> None:
    (receipt,) = desk.hand_in(desk.chain.write(payload))
    assert (receipt.outcome, receipt.code) == (Outcome.REJECTED, ReceiptCode.UNREADABLE)


def test_a_payload_that_lacks_something_is_unreadable(desk: Sender) -> None:
    fact = desk.chain.write(SEEN)
    sealed = cbor.encode([bytes(16), {"verdict": "refused"}])
    header = replace(fact.header, payload_digest=sha256(sealed).digest())
    desk.chain = Chain(desk.device.id)
    (receipt,) = desk.hand_in(desk.chain.append(header, sealed))
    assert (receipt.outcome, receipt.code) == (Outcome.REJECTED, ReceiptCode.UNREADABLE)


def test_a_record_that_the_rules_fail_at_stops_no_other(
    town: Town, desk: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    nothing_read = Ledger(
        desk.device.site, desk.device.id, town.time(), False, town.time(), Policy(version=1), codes={}
    )
    facts = [desk.chain.write(town.punch("123456789012345678")), desk.chain.write(SEEN)]
    arrivals = [read_arrival(fact.header_bytes, fact.payload_bytes, desk.device.id) for fact in facts]
    bad, good = (json.loads(Intake(nothing_read).answer(arrival)) for arrival in arrivals)
    assert (bad["outcome"], bad["code"], good["outcome"]) == ("rejected", "unreadable", "recorded")
    assert "attendance_punched" in caplog.text
    assert "123456789012345678" not in caplog.text


@pytest.mark.parametrize(("kind", "version"), [("room_lent", 1), ("voucher_seen", 2)])
def test_what_a_later_program_says_is_held(town: Town, desk: Sender, kind: str, version: int) -> None:
    fact = desk.chain.write_unknown(kind, version)
    first, again = desk.hand_in_raw(fact), desk.hand_in_raw(fact)
    assert first == again
    assert '"unsupported_version"' in first[0]
    assert count(town) == (1, 1)


def test_the_head_must_be_the_devices_and_the_batchs(desk: Sender) -> None:
    fact = desk.chain.write(SEEN)
    others = (
        batches.pack([fact], desk.chain.head, SigningKey.generate()),
        batches.pack([fact], replace(desk.chain.head, device=DeviceId("D-other")), desk.key),
        batches.pack([fact], replace(desk.chain.head, hash=bytes(32)), desk.key),
    )
    for batch in others:
        with pytest.raises(ForgedMessage):
            take(desk, batch)


def take(desk: Sender, batch: bytes) -> list[str]:
    return take_facts(desk.centre, desk.device, batch)


def test_an_empty_batch_is_answered_with_nothing(desk: Sender) -> None:
    assert desk.hand_in() == []


def test_a_header_written_twice_is_the_same(desk: Sender) -> None:
    fact = desk.chain.write(SEEN)
    assert fact.payload_bytes is not None
    assert write_fact(fact.header, fact.payload_bytes).header_bytes == fact.header_bytes


def test_a_thief_who_turns_the_clock_back_is_doubted_all_the_same(town: Town, desk: Sender) -> None:
    before = [desk.chain.write(SEEN, at=town.time() - timedelta(hours=1)) for _ in range(2)]
    assert desk.hand_in(before[0])[0].outcome is Outcome.RECORDED
    with writing(town.centre.store) as connection:
        revoke_device(connection, desk.device.id, "stolen", town.time())
    town.time.go_on(timedelta(days=1))
    yesterday = town.time() - timedelta(days=1, hours=2)
    forged = [
        desk.chain.write(SEEN, at=yesterday, trusted=False),
        desk.chain.write(SEEN, at=yesterday),  # it was an hour later already
        desk.chain.write(SEEN, at=town.time() - 2 * LONG_AGO),
    ]
    in_time, *late = desk.hand_in(before[1], *forged)
    assert in_time.outcome is Outcome.RECORDED
    assert {(one.outcome, one.code) for one in late} == {(Outcome.PROVISIONAL, ReceiptCode.DEVICE_REVOKED)}
