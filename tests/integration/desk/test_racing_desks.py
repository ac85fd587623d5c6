"""Two desks of one site and one centre, both at once: the last place, the same person twice, a class given up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select, update

from sync.central.holders import claims_of, find_voucher
from sync.central.store.engine import reading, writing
from sync.central.store.tables import classes, roster_entries, vouchers
from sync.desk.operations.cancel_class import cancel_class
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.store import roster
from sync.desk.store.classes import find_class
from sync.domain.classes import ClassState
from sync.domain.ids import ClassId, FactId, StaffId, VoucherNo
from sync.domain.verdicts import Reason
from sync.domain.vouchers import VoucherState
from sync.protocol.receipts import Outcome, ReceiptCode
from sync.protocol.voucher_code import sign_code
from tests.integration.conftest import RunningCentre
from tests.integration.desk.conftest import JoinedDesk
from tests.integration.desk.test_exchange import receipts_at

WELDERS, COOKS = ClassId("K-0001"), ClassId("K-0003")
MANAGER = StaffId("P-0003")
WELDING, COOKING = 1, 3
AGAIN = [pytest.param(number, marks=pytest.mark.long) for number in range(1, 8)]
"""A race has more than one end: the sample sees one, the long battery some more."""


@dataclass
class Pair:
    """Two desks that know the same, and what people's phones show."""

    one: JoinedDesk
    other: JoinedDesk
    centre: RunningCentre

    def claimed(self, project: int) -> list[VoucherNo]:
        """Vouchers that nobody has used, of the project (from now on)."""
        here = vouchers.c.state == VoucherState.CLAIMED, vouchers.c.project == WELDING
        with writing(self.centre.behind.store) as connection:
            numbers = connection.scalars(select(vouchers.c.no).where(*here).order_by(vouchers.c.no)).all()
            connection.execute(update(vouchers).where(vouchers.c.no.in_(numbers)).values(project=project))
        return [VoucherNo(number) for number in numbers]

    def code(self, number: VoucherNo) -> str:
        """What the holder's phone shows now."""
        behind = self.centre.behind
        with reading(behind.store) as connection:
            row = find_voucher(connection, number)
        return sign_code(claims_of(row, behind.now()), behind.keys.issuing.key, behind.keys.issuing.kid)

    def enrol(self, desk: JoinedDesk, number: VoucherNo, class_id: ClassId) -> FactId:
        """Taken at that desk, which has not told anybody yet."""
        done = enrol_trainee(desk.desk, self.code(number), class_id=class_id, operator=desk.operator)
        assert (done.reason, done.fact_id is not None) == (Reason.ENROLLED, True)
        return FactId(done.fact_id or "")

    def meet(self) -> None:
        """Both tell the centre at the same moment, then both hear what has become of it."""
        ready = threading.Barrier(2)
        errors: list[object] = []

        def sync(desk: JoinedDesk) -> None:
            ready.wait(10)
            errors.append(desk.exchange.run_cycle().error)

        threads = [threading.Thread(target=sync, args=(desk,)) for desk in (self.one, self.other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert errors == [None, None]
        self.one.run_cycle()
        self.other.run_cycle()

    def receipts(self, *fact_ids: FactId) -> list[tuple[str, str | None]]:
        """Outcome and code of each, as the centre keeps them."""
        kept = receipts_at(self.centre)
        return [(kept[one]["outcome"], kept[one].get("code")) for one in fact_ids]

    def members(self, class_id: ClassId) -> list[int]:
        """The class's roster at the centre, which both desks have as well."""
        told = select(roster_entries.c.voucher_no).where(roster_entries.c.class_id == class_id)
        with reading(self.centre.behind.store) as connection:
            there = sorted(connection.scalars(told))
        for desk in (self.one, self.other):
            with desk.desk.store.read() as tx:
                assert sorted(entry.voucher_no or 0 for entry in roster.entries_of_class(tx, class_id)) == there
        return there

    def state_of(self, number: VoucherNo) -> str:
        """Of the voucher, at the centre."""
        with reading(self.centre.behind.store) as connection:
            return str(connection.scalar(select(vouchers.c.state).where(vouchers.c.no == number)))


@pytest.fixture
def pair(joined: JoinedDesk, join_desk: Callable[..., JoinedDesk]) -> Pair:
    other = join_desk()
    other.run_cycle()
    return Pair(joined, other, joined.centre)


@pytest.mark.parametrize("_again", [0, *AGAIN])
def test_the_last_place_goes_to_one_of_two(pair: Pair, _again: int) -> None:
    first, second, *_ = pair.claimed(WELDING)
    with writing(pair.centre.behind.store) as connection:
        here = roster_entries.c.class_id == WELDERS
        taken = connection.scalar(select(func.count()).select_from(roster_entries).where(here)) or 0
        connection.execute(update(classes).where(classes.c.id == WELDERS).values(capacity=taken + 1))
    asked = pair.enrol(pair.one, first, WELDERS), pair.enrol(pair.other, second, WELDERS)
    pair.meet()
    answers = pair.receipts(*asked)
    won = answers.index((Outcome.RECORDED, None))
    assert answers[1 - won][1] == ReceiptCode.CLASS_FULL
    members = pair.members(WELDERS)
    assert len(members) == taken + 1
    assert ((first in members), (second in members)) == (won == 0, won == 1)
    assert pair.state_of((first, second)[won]) == VoucherState.IN_USE
    assert pair.state_of((first, second)[1 - won]) == VoucherState.CLAIMED


@pytest.mark.parametrize("_again", [0, *AGAIN])
def test_one_person_enrolled_at_both_is_enrolled_once(pair: Pair, _again: int) -> None:
    number = pair.claimed(WELDING)[0]
    asked = pair.enrol(pair.one, number, WELDERS), pair.enrol(pair.other, number, WELDERS)
    pair.meet()
    assert sorted(outcome for outcome, _ in pair.receipts(*asked)) == [Outcome.MERGED, Outcome.RECORDED]
    assert pair.members(WELDERS).count(number) == 1


@pytest.mark.parametrize("_again", [0, *AGAIN])
def test_an_enrolment_into_a_class_that_is_being_given_up_keeps_no_voucher(pair: Pair, _again: int) -> None:
    number = pair.claimed(COOKING)[0]
    asked = pair.enrol(pair.one, number, COOKS)
    given_up = cancel_class(pair.other.desk, COOKS, reason="人数不足", operator=MANAGER)
    pair.meet()
    (outcome, code), cancelled = pair.receipts(asked, given_up)
    assert cancelled == (Outcome.RECORDED, None)
    assert (outcome, code) in (
        (Outcome.RECORDED, None),  # first, and set free with the class
        (Outcome.CONFLICT, ReceiptCode.CLASS_CANCELLED),  # second: somebody looks at it
    )
    assert pair.members(COOKS) == []
    assert pair.state_of(number) == VoucherState.CLAIMED
    for desk in (pair.one, pair.other):
        with desk.desk.store.read() as tx:
            known = find_class(tx, COOKS)
        assert known is not None
        assert known[0].state is ClassState.CANCELLED
