"""What happened at the centre while a desk was offline, row by row: what becomes of what the desk brings then."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from sync.central.acting.act import act_of
from sync.central.move_voucher import Occasion
from sync.central.settlement.expire_vouchers import expire_some
from sync.central.settlement.void_vouchers import void_vouchers
from sync.central.store.engine import reading, writing
from sync.central.store.tables import institutions, roster_entries, vouchers
from sync.central.teaching.cancel_class import cancel_class
from sync.domain.ids import VoucherNo
from sync.domain.policy import Policy
from sync.domain.vouchers import VoidReason, VoucherKind, VoucherState
from sync.protocol.facts import Fact
from sync.protocol.receipts import Outcome, ReceiptCode
from tests.unit.sync.central.conflicts.conftest import OFFICER
from tests.unit.sync.central.conftest import WELDERS, Sender, Town

SUBSIDY, SIGN_IN_ONLY = VoucherKind.SUBSIDY, VoucherKind.SIGN_IN_ONLY
PROVISIONAL, REJECTED, RECORDED = Outcome.PROVISIONAL, Outcome.REJECTED, Outcome.RECORDED
VOID, UNUSABLE = ReceiptCode.VOUCHER_VOID, ReceiptCode.VOUCHER_NOT_USABLE


@pytest.fixture
def claimed(town: Town) -> int:
    return town.voucher(SUBSIDY, VoucherState.CLAIMED, 1)


def said(desk: Sender, *facts: Fact) -> list[tuple[Outcome, ReceiptCode | None]]:
    return [(receipt.outcome, receipt.code) for receipt in desk.hand_in(*facts)]


def on_roster(town: Town, number: int) -> bool:
    with reading(town.centre.store) as connection:
        entry = select(roster_entries).where(roster_entries.c.voucher_no == number)
        return connection.execute(entry).one_or_none() is not None


def revoke(town: Town, number: int) -> int:
    """The status list that names it."""
    with writing(town.centre.store) as connection:
        occasion = Occasion("officer:O-1", town.time(), 1)
        return void_vouchers(connection, town.centre.keys, [VoucherNo(number)], VoidReason.REVOKED, occasion)


def test_the_same_attendance_twice_is_one_and_the_earliest_counts(town: Town, desk: Sender, colleague: Sender) -> None:
    welder = town.voucher(SUBSIDY, VoucherState.IN_USE, 1)
    later, earlier = town.time() - timedelta(minutes=1), town.time() - timedelta(minutes=9)
    first = desk.chain.write(town.punch(town.code(welder, timedelta(hours=1))), at=later)
    second = colleague.chain.write(town.punch(town.code(welder, timedelta(hours=1))), at=earlier)
    assert said(desk, first) == [(RECORDED, None)]
    assert said(colleague, second) == [(Outcome.MERGED, ReceiptCode.SAME_ATTENDANCE)]
    told = desk.news()["attendance", f"K-0001-03/{welder}"]
    assert told is not None
    assert (told["at"], told["device"]) == (earlier.isoformat(), colleague.device.id)


def test_a_class_was_cancelled_meanwhile(town: Town, desk: Sender, claimed: int) -> None:
    member = town.voucher(SUBSIDY, VoucherState.IN_USE, 1)
    codes = [town.code(number) for number in (member, claimed)]
    with writing(town.centre.store) as connection:
        cancel_class(connection, act_of(town.centre, connection, OFFICER), WELDERS, "人数不足")
    facts = [
        desk.chain.write(town.punch(codes[0])),
        desk.chain.write(town.request(codes[1])),
        desk.chain.write(town.punch(codes[1])),
    ]
    cancelled = ReceiptCode.CLASS_CANCELLED
    assert said(desk, *facts) == [(PROVISIONAL, cancelled), (Outcome.CONFLICT, cancelled), (PROVISIONAL, cancelled)]


@pytest.mark.parametrize(
    ("list_is_older", "days", "expected"),
    [(True, 6, PROVISIONAL), (True, 8, REJECTED), (False, 0, REJECTED), (None, 0, REJECTED)],
    ids=["a list of six days", "a list of eight days", "a list that names it", "no list"],
)
def test_a_voucher_was_revoked_meanwhile(  # noqa: PLR0917  fixtures and parameters
    town: Town, desk: Sender, claimed: int, list_is_older: bool | None, days: int, expected: Outcome
) -> None:
    """By the age of the list that the desk went by, however fresh the revocation is."""
    member = town.voucher(SUBSIDY, VoucherState.IN_USE, 1)
    codes = [town.code(number) for number in (member, claimed)]
    town.time.go_on(timedelta(days=days))
    newest = [revoke(town, number) for number in (member, claimed)][1]
    seen = None if list_is_older is None else 1 if list_is_older else newest
    punch, request = (
        desk.chain.write(payload, at=town.time(), list_version=seen)
        for payload in (town.punch(codes[0]), town.request(codes[1]))
    )
    assert said(desk, punch, request) == [(expected, VOID), (expected, VOID)]
    assert on_roster(town, claimed) == (expected is PROVISIONAL)
    assert town.state(claimed) is VoucherState.VOID


def midnight_after_the_last_day(town: Town, *numbers: int) -> datetime:
    """Today is the vouchers' last day; the centre's clock goes on to an hour behind its end."""
    policy = Policy()
    today = policy.day_of(town.time())
    with writing(town.centre.store) as connection:
        connection.execute(update(vouchers).where(vouchers.c.no.in_(numbers)).values(valid_until=today))
    midnight = datetime.combine(today + timedelta(days=1), time(), ZoneInfo(policy.site_zone))
    town.time.at = midnight + timedelta(hours=1)
    return midnight


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(-5, (RECORDED, None)), (-1, (PROVISIONAL, UNUSABLE)), (1, (PROVISIONAL, UNUSABLE)), (5, (REJECTED, UNUSABLE))],
)
def test_it_is_judged_by_the_bounds_of_trusted_time_whether_a_voucher_had_expired(
    town: Town, desk: Sender, claimed: int, minutes: int, expected: tuple[Outcome, ReceiptCode | None]
) -> None:
    guest = town.voucher(SIGN_IN_ONLY, VoucherState.CLAIMED)
    at = midnight_after_the_last_day(town, claimed, guest) + timedelta(minutes=minutes)
    age = town.time() - at + timedelta(minutes=1)
    request = desk.chain.write(town.request(town.code(claimed, age)), at=at)
    punch = desk.chain.write(town.punch(town.code(guest, age)), at=at)
    answers = said(desk, request, punch)
    assert answers[0] == expected
    assert answers[1][1] == expected[1]


def test_a_clock_that_cannot_be_relied_upon_says_nothing_about_dates(town: Town, desk: Sender, claimed: int) -> None:
    with writing(town.centre.store) as connection:
        yesterday = Policy().day_of(town.time() - timedelta(days=1))
        connection.execute(update(vouchers).where(vouchers.c.no == claimed).values(valid_until=yesterday))
    code = town.code(claimed, timedelta(days=3))
    fact = desk.chain.write(town.request(code), at=town.time() + timedelta(days=400), trusted=False)
    assert said(desk, fact) == [(PROVISIONAL, UNUSABLE)]


def test_a_voucher_that_was_void_by_its_dates_alone_is_judged_by_them(town: Town, desk: Sender) -> None:
    guest = town.voucher(SIGN_IN_ONLY, VoucherState.CLAIMED)
    code = town.code(guest, timedelta(days=2, hours=1))
    yesterday = Policy().day_of(town.time() - timedelta(days=1))
    with writing(town.centre.store) as connection:
        connection.execute(update(vouchers).where(vouchers.c.no == guest).values(valid_until=yesterday))
        expire_some(connection, Policy(expiry_grace_days=0), Occasion("run:expire", town.time(), 1))
    in_time = desk.chain.write(town.punch(code, session="K-0001-01"), at=town.time() - timedelta(days=2))
    unsure = desk.chain.write(town.punch(code, session="K-0001-02"), at=town.time() - timedelta(days=2), trusted=False)
    assert said(desk, in_time, unsure) == [(RECORDED, None), (PROVISIONAL, VOID)]


def test_the_institution_was_suspended_meanwhile(town: Town, desk: Sender, claimed: int) -> None:
    member = town.voucher(SUBSIDY, VoucherState.IN_USE, 1)
    with writing(town.centre.store) as connection:
        connection.execute(update(institutions).values(suspended=True))
    facts = [
        desk.chain.write(payload) for payload in (town.request(town.code(claimed)), town.punch(town.code(member)))
    ]
    assert said(desk, *facts) == [(Outcome.HELD, ReceiptCode.INSTITUTION_SUSPENDED), (RECORDED, None)]
