"""What becomes of a punch."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from sync.central.move_voucher import Occasion
from sync.central.settlement.expire_vouchers import expire_some
from sync.central.settlement.void_vouchers import void_vouchers
from sync.central.store.engine import reading, writing
from sync.central.store.tables import classes, punches, vouchers
from sync.domain.ids import VoucherNo
from sync.domain.policy import Policy
from sync.domain.trusted_time import Anchor
from sync.domain.vouchers import VoidReason, VoucherKind, VoucherState
from sync.protocol.payloads import ScanUndone, VoucherSeen
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.fakes.scripted_desk import Chain
from tests.unit.sync.central.conftest import (
    LONG_AGO,
    ON_NOW,
    ON_NOW_ELSEWHERE,
    WELDERS,
    Sender,
    Town,
    undo,
)

SUBSIDY, SIGN_IN_ONLY = VoucherKind.SUBSIDY, VoucherKind.SIGN_IN_ONLY


@pytest.fixture
def welder(town: Town) -> int:
    return town.voucher(SUBSIDY, VoucherState.IN_USE, 1)


@pytest.fixture
def another(town: Town) -> int:
    return town.voucher(SUBSIDY, VoucherState.IN_USE, 1, place=1)


def hours(desk: Sender, number: int) -> int:
    entry = desk.news()["roster_entry", f"{WELDERS}/{number}"]
    assert entry is not None
    done: int = entry["hours_done"]
    return done


def said(receipt: Receipt) -> tuple[Outcome, ReceiptCode | None]:
    return receipt.outcome, receipt.code


def test_a_punch_counts_hours_and_reaches_the_other_desks(town: Town, desk: Sender, welder: int) -> None:
    before = hours(desk, welder)
    (receipt,) = desk.hand_in(desk.chain.write(town.punch(town.code(welder)), at=town.time()))
    assert (said(receipt), receipt.voucher_no) == ((Outcome.RECORDED, None), welder)
    attendance = desk.news()["attendance", f"{ON_NOW}/{welder}"]
    assert attendance == {
        "session_id": ON_NOW,
        "class_id": WELDERS,
        "voucher_no": welder,
        "at": town.time().isoformat(),
        "source": "desk",
        "device": desk.device.id,
        "left_at": None,
        "mark": "present",
        "hours": 4,
        "corrected": False,
        "flags": [],
    }
    assert hours(desk, welder) == before + 4


def test_the_earliest_punch_counts_and_both_are_kept(town: Town, desk: Sender, welder: int) -> None:
    """The older part of the chain comes on a stick, after the newer one came over the line."""
    before = hours(desk, welder)
    early = town.time() - timedelta(minutes=9)
    second = desk.chain.write(town.punch(None, welder), at=early)
    first = desk.chain.write(town.punch(town.code(welder)), at=town.time())
    desk.hand_in(first)
    assert [said(receipt) for receipt in desk.hand_in(second)] == [(Outcome.MERGED, ReceiptCode.SAME_ATTENDANCE)]
    assert counted_at(desk, welder) == early
    assert hours(desk, welder) == before + 4
    with reading(town.centre.store) as connection:
        assert connection.scalar(select(func.count()).where(punches.c.session_id == ON_NOW)) == 2


def test_a_doubtful_clock_does_not_win(town: Town, desk: Sender, welder: int) -> None:
    trusted = desk.chain.write(town.punch(town.code(welder)), at=town.time())
    doubtful = desk.chain.write(town.punch(None, welder), at=town.time() - timedelta(days=365), trusted=False)
    desk.hand_in(doubtful, trusted)
    assert counted_at(desk, welder) == town.time()


@pytest.mark.parametrize(
    "claimed",
    [
        pytest.param(datetime(1970, 1, 1, tzinfo=UTC), id="before there were any"),
        pytest.param(datetime(9999, 12, 31, 23, tzinfo=UTC), id="at the end of the calendar"),
        pytest.param(timedelta(hours=1), id="still to come"),
        pytest.param(-LONG_AGO - timedelta(days=1), id="before the device joined"),
        pytest.param(timedelta(hours=-14), id="far from the session"),
    ],
)
def test_a_time_that_cannot_be_is_looked_at_and_does_not_win(
    town: Town, desk: Sender, welder: int, claimed: datetime | timedelta
) -> None:
    at = claimed if isinstance(claimed, datetime) else town.time() + claimed
    (alone,) = desk.hand_in(desk.chain.write(town.punch(None, welder), at=at))
    assert said(alone) == (Outcome.PROVISIONAL, None)
    assert counted_at(desk, welder) <= town.time()
    desk.hand_in(desk.chain.write(town.punch(town.code(welder)), at=town.time() - timedelta(minutes=1)))
    assert counted_at(desk, welder) == town.time() - timedelta(minutes=1)


def test_the_wall_clock_speaks_where_the_anchor_cannot_be(town: Town, desk: Sender, welder: int) -> None:
    at = town.time() - timedelta(minutes=3)
    fact = desk.chain.write(town.punch(None, welder), at=at)
    moment = replace(fact.header.moment, anchor=Anchor(town.time() + timedelta(days=1), 100.0, "boot-1", 0.0))
    assert fact.payload_bytes is not None
    desk.chain = Chain(desk.device.id)
    (receipt,) = desk.hand_in(desk.chain.append(replace(fact.header, moment=moment), fact.payload_bytes))
    assert said(receipt) == (Outcome.PROVISIONAL, None)
    assert counted_at(desk, welder) == at


def test_nothing_is_dated_back_behind_what_the_chain_has_already_said(
    town: Town, desk: Sender, welder: int, another: int
) -> None:
    """Whoever has a desk's key may invent a word of the centre's about the time; the chain speaks against it."""
    desk.hand_in(desk.chain.write(town.punch(None, welder), at=town.time() - timedelta(minutes=5)))
    back = desk.chain.write(town.punch(None, another), at=town.time() - timedelta(hours=2))
    assert said(desk.hand_in(back)[0]) == (Outcome.PROVISIONAL, None)


def test_nor_within_one_batch(town: Town, desk: Sender, welder: int, another: int) -> None:
    now = desk.chain.write(town.punch(None, welder), at=town.time())
    back = desk.chain.write(town.punch(None, another), at=town.time() - timedelta(hours=2))
    outcomes = [receipt.outcome for receipt in desk.hand_in(now, back)]
    assert outcomes == [Outcome.RECORDED, Outcome.PROVISIONAL]


def test_a_clock_that_is_put_right_by_a_minute_dates_nothing_back(
    town: Town, desk: Sender, welder: int, another: int
) -> None:
    now = desk.chain.write(town.punch(None, welder), at=town.time())
    back = desk.chain.write(town.punch(None, another), at=town.time() - timedelta(minutes=1))
    assert [said(receipt) for receipt in desk.hand_in(now, back)] == [(Outcome.RECORDED, None)] * 2


def test_a_code_was_not_shown_before_it_was_signed(town: Town, desk: Sender, welder: int) -> None:
    early = desk.chain.write(town.punch(town.code(welder)), at=town.time() - timedelta(hours=1))
    assert said(desk.hand_in(early)[0]) == (Outcome.PROVISIONAL, None)


def counted_at(desk: Sender, number: int) -> datetime:
    attendance = desk.news()["attendance", f"{ON_NOW}/{number}"]
    assert attendance is not None
    return datetime.fromisoformat(attendance["at"])


def test_undoing_leaves_the_other_punch_and_then_none(town: Town, desk: Sender, welder: int) -> None:
    before = hours(desk, welder)
    early = desk.chain.write(town.punch(None, welder), at=town.time() - timedelta(minutes=5))
    later = desk.chain.write(town.punch(None, welder), at=town.time())
    desk.hand_in(early, later)
    assert said(desk.hand_in(desk.chain.write(undo(early)))[0]) == (Outcome.RECORDED, None)
    assert counted_at(desk, welder) == town.time()
    assert hours(desk, welder) == before + 4
    twice = desk.chain.write(undo(later)), desk.chain.write(undo(later))
    assert {receipt.outcome for receipt in desk.hand_in(*twice)} == {Outcome.RECORDED}
    assert desk.news()["attendance", f"{ON_NOW}/{welder}"] is None
    assert hours(desk, welder) == before
    assert said(desk.hand_in(desk.chain.write(town.punch(None, welder)))[0]) == (Outcome.RECORDED, None)
    assert hours(desk, welder) == before + 4


def test_punched_and_undone_in_one_batch(town: Town, desk: Sender, welder: int) -> None:
    before = hours(desk, welder)
    fact = desk.chain.write(town.punch(town.code(welder)))
    desk.hand_in(fact, desk.chain.write(undo(fact)))
    assert desk.news()["attendance", f"{ON_NOW}/{welder}"] is None
    assert hours(desk, welder) == before


def test_only_ones_own_facts_can_be_undone(town: Town, desk: Sender, far_desk: Sender, welder: int) -> None:
    fact = desk.chain.write(town.punch(town.code(welder)), at=town.time())
    desk.hand_in(fact)
    strangers = far_desk.chain.write(undo(fact)), far_desk.chain.write(ScanUndone("what has no such name"))
    expected = (Outcome.REJECTED, ReceiptCode.FACT_UNKNOWN)
    assert [said(receipt) for receipt in far_desk.hand_in(*strangers)] == [expected, expected]
    assert counted_at(desk, welder) == town.time()


def test_an_undo_that_comes_first_waits_for_what_it_undoes(town: Town, desk: Sender, welder: int) -> None:
    before = hours(desk, welder)
    first, second = (desk.chain.write(town.punch(None, welder)) for _ in range(2))
    undo_first, undo_second = desk.chain.write(undo(first)), desk.chain.write(undo(second))
    alone, in_one_batch = desk.hand_in(undo_first), desk.hand_in(undo_second, second)
    later = desk.hand_in(first)
    assert {said(receipt) for receipt in (*alone, *in_one_batch, *later)} == {(Outcome.RECORDED, None)}
    assert ("attendance", f"{ON_NOW}/{welder}") not in desk.news()
    assert hours(desk, welder) == before


def test_an_undo_that_comes_first_is_no_ones_but_its_devices(
    town: Town, desk: Sender, far_desk: Sender, welder: int
) -> None:
    fact = desk.chain.write(town.punch(None, welder), at=town.time())
    far_desk.hand_in(far_desk.chain.write(undo(fact)))
    desk.hand_in(fact)
    assert counted_at(desk, welder) == town.time()


def test_undone_once_more_in_another_batch(town: Town, desk: Sender, welder: int) -> None:
    fact = desk.chain.write(town.punch(None, welder))
    desk.hand_in(fact, desk.chain.write(undo(fact)))
    assert said(desk.hand_in(desk.chain.write(undo(fact)))[0]) == (Outcome.RECORDED, None)


def test_a_subsidised_holder_must_be_in_the_class(town: Town, desk: Sender) -> None:
    claimed = town.voucher(SUBSIDY, VoucherState.CLAIMED, 1)
    early = desk.hand_in(desk.chain.write(town.punch(town.code(claimed))))
    assert [said(receipt) for receipt in early] == [(Outcome.REJECTED, ReceiptCode.NOT_ENROLLED)]
    after = desk.hand_in(
        desk.chain.write(town.request(town.code(claimed))), desk.chain.write(town.punch(town.code(claimed)))
    )
    assert {receipt.outcome for receipt in after} == {Outcome.RECORDED}
    assert hours(desk, claimed) == 4


def test_a_sign_in_only_voucher_serves_at_any_session_but_not_by_hand(town: Town, desk: Sender) -> None:
    number = town.voucher(SIGN_IN_ONLY, VoucherState.CLAIMED)
    codes = desk.hand_in(
        desk.chain.write(town.punch(None, number)),
        desk.chain.write(town.punch(town.code(number))),
        desk.chain.write(town.punch(town.code(number), session="K-0002-02")),
    )
    assert [said(receipt) for receipt in codes] == [
        (Outcome.REJECTED, ReceiptCode.NOT_ENROLLED),
        (Outcome.RECORDED, None),
        (Outcome.RECORDED, None),
    ]


@pytest.mark.parametrize("session", ["K-0001-99", ON_NOW_ELSEWHERE])
def test_a_session_that_is_not_of_this_site(town: Town, desk: Sender, welder: int, session: str) -> None:
    (receipt,) = desk.hand_in(desk.chain.write(town.punch(town.code(welder), session=session)))
    assert said(receipt) == (Outcome.REJECTED, ReceiptCode.CLASS_UNKNOWN)


def test_people_came_although_the_class_was_cancelled(town: Town, desk: Sender, welder: int) -> None:
    with writing(town.centre.store) as connection:
        connection.execute(update(classes).values(state="cancelled"))
    (receipt,) = desk.hand_in(desk.chain.write(town.punch(town.code(welder)), at=town.time()))
    assert said(receipt) == (Outcome.PROVISIONAL, ReceiptCode.CLASS_CANCELLED)
    assert counted_at(desk, welder) == town.time()


@pytest.mark.parametrize(
    ("days_after", "saw_it", "expected"),
    [
        (0, False, Outcome.PROVISIONAL),
        (6, False, Outcome.PROVISIONAL),
        (8, False, Outcome.REJECTED),
        (0, True, Outcome.REJECTED),
    ],
)
def test_a_voucher_voided_while_the_desk_was_away(  # noqa: PLR0917  fixtures and parameters
    town: Town, desk: Sender, welder: int, days_after: int, saw_it: bool, expected: Outcome
) -> None:
    code = town.code(welder)
    with writing(town.centre.store) as connection:
        occasion = Occasion("officer:O-1", town.time(), 1)
        version = void_vouchers(connection, town.centre.keys, [VoucherNo(welder)], VoidReason.REVOKED, occasion)
    town.time.go_on(timedelta(days=days_after))
    at = town.time()
    seen = version if saw_it else version - 1
    (receipt,) = desk.hand_in(desk.chain.write(town.punch(code), at=at, list_version=seen))
    assert said(receipt) == (expected, ReceiptCode.VOUCHER_VOID)


def test_expiry_does_not_undo_what_was_done_in_time(town: Town, desk: Sender) -> None:
    number = town.voucher(SIGN_IN_ONLY, VoucherState.CLAIMED)
    code = town.code(number, timedelta(days=2))
    until = (town.time() - timedelta(days=1)).date()
    with writing(town.centre.store) as connection:
        connection.execute(update(vouchers).where(vouchers.c.no == number).values(valid_until=until))
        assert expire_some(connection, Policy(expiry_grace_days=0), Occasion("run:expire", town.time(), 1)) == 1
    facts = [
        desk.chain.write(town.punch(code, session="K-0001-01"), at=town.time() - timedelta(days=2)),
        desk.chain.write(town.punch(code, session="K-0001-02"), at=town.time() - timedelta(days=2), trusted=False),
        desk.chain.write(town.punch(code), at=town.time()),
    ]
    assert [said(receipt) for receipt in desk.hand_in(*facts)] == [
        (Outcome.RECORDED, None),
        (Outcome.PROVISIONAL, ReceiptCode.VOUCHER_VOID),
        (Outcome.REJECTED, ReceiptCode.VOUCHER_NOT_USABLE),
    ]


def test_a_late_upload_outlives_the_assessment(town: Town, desk: Sender, welder: int) -> None:
    with writing(town.centre.store) as connection:
        connection.execute(update(vouchers).where(vouchers.c.no == welder).values(state=VoucherState.USED))
    used, issued = town.voucher(SUBSIDY, VoucherState.USED, 2), town.voucher(SUBSIDY, VoucherState.ISSUED)
    receipts = desk.hand_in(*(desk.chain.write(town.punch(town.code(number))) for number in (welder, used, issued)))
    assert [said(receipt) for receipt in receipts] == [
        (Outcome.RECORDED, None),
        (Outcome.REJECTED, ReceiptCode.NOT_ENROLLED),
        (Outcome.REJECTED, ReceiptCode.VOUCHER_NOT_USABLE),
    ]


def test_a_stale_code_is_taken_provisionally(town: Town, desk: Sender, welder: int) -> None:
    (receipt,) = desk.hand_in(desk.chain.write(town.punch(town.code(welder, timedelta(hours=13)))))
    assert said(receipt) == (Outcome.PROVISIONAL, None)


def test_a_refused_scan_is_kept(desk: Sender) -> None:
    (receipt,) = desk.hand_in(desk.chain.write(VoucherSeen(ON_NOW, None, None, "VD1X", "refused", "bad_signature")))
    assert said(receipt) == (Outcome.RECORDED, None)
