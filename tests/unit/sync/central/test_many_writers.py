"""Several workers at one PostgreSQL server take batches at the same moment: what one writer would do, they do."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import func, select, update

from sync.central.askers.devices import NewDevice, join_site
from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.store.tables import classes, facts, punches, receipts, roster_entries
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.facts import Fact
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from sync.protocol.signing import SigningKey
from tests.fakes.postgres import PostgresServer
from tests.unit.sync.central.conftest import ELSEWHERE, WELDERS, Sender, Town

_ROUNDS = 4
Found = TypeVar("Found")


@pytest.fixture
def town_url(postgres: PostgresServer) -> str:
    return postgres.fresh_database()


def _at_once(*acts: Callable[[], Found]) -> list[Found]:
    start = Barrier(len(acts))

    def begin(act: Callable[[], Found]) -> Found:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(begin, act) for act in acts]]


def _asking(desk: Sender, fact: Fact) -> Callable[[], list[Receipt]]:
    return lambda: desk.hand_in(fact)


def _claimed(town: Town) -> list[int]:
    numbers = range(_ROUNDS)
    return [town.voucher(VoucherKind.SUBSIDY, VoucherState.CLAIMED, 1, place) for place in numbers]


def test_one_devices_batch_that_comes_twice_at_once_is_taken_once(town: Town, desk: Sender) -> None:
    number = _claimed(town)[0]
    batch = [desk.chain.write(town.punch(None, 1001)), desk.chain.write(town.request(town.code(number)))]
    found = _at_once(*[lambda: desk.hand_in(*batch)] * 4)
    assert all(answer == found[0] for answer in found)
    with reading(town.centre.store) as connection:
        for table in (facts, receipts):
            assert connection.scalar(select(func.count()).select_from(table)) == 2


def test_a_voucher_asked_for_at_two_sites_at_once_goes_to_one(town: Town, desk: Sender, far_desk: Sender) -> None:
    for number in _claimed(town):
        here = desk.chain.write(town.request(town.code(number), WELDERS))
        there = far_desk.chain.write(town.request(town.code(number), ELSEWHERE))
        (mine,), (theirs,) = _at_once(_asking(desk, here), _asking(far_desk, there))
        won, lost = sorted((mine, theirs), key=lambda receipt: receipt.outcome is Outcome.CONFLICT)
        assert (won.outcome, won.code) == (Outcome.RECORDED, None)
        assert (lost.outcome, lost.code) == (Outcome.CONFLICT, ReceiptCode.VOUCHER_IN_USE_ELSEWHERE)
        with reading(town.centre.store) as connection:
            entries = select(roster_entries.c.class_id).where(roster_entries.c.voucher_no == number)
            assert connection.scalars(entries).all() == [WELDERS if mine is won else ELSEWHERE]
        assert town.state(number) is VoucherState.IN_USE


def test_the_last_place_of_a_class_goes_to_one(town: Town, desk: Sender, colleague: Sender) -> None:
    numbers = _claimed(town)
    for first, second in (numbers[:2], numbers[2:]):
        with writing(town.centre.store) as connection:
            there = connection.scalar(
                select(func.count()).select_from(roster_entries).where(roster_entries.c.class_id == WELDERS)
            )
            connection.execute(update(classes).where(classes.c.id == WELDERS).values(capacity=(there or 0) + 1))
        asked = [(desk, first), (colleague, second)]
        acts = [_asking(one, one.chain.write(town.request(town.code(number)))) for one, number in asked]
        codes = sorted((receipt.code or "") for (receipt,) in _at_once(*acts))
        assert codes == ["", ReceiptCode.CLASS_FULL]


def test_the_same_person_signed_in_at_two_desks_at_once_was_there_once(
    town: Town, desk: Sender, colleague: Sender
) -> None:
    acts = [_asking(one, one.chain.write(town.punch(None, 1001))) for one in (desk, colleague)]
    outcomes = sorted(receipt.outcome for (receipt,) in _at_once(*acts))
    assert outcomes == [Outcome.MERGED, Outcome.RECORDED]
    with reading(town.centre.store) as connection:
        both = punches.c.fact_id.in_(select(facts.c.id))
        assert connection.scalar(select(func.count()).select_from(punches).where(both)) == 2
    key = ("roster_entry", f"{WELDERS}/1001")
    assert desk.news()[key] == colleague.news()[key]


def test_a_code_typed_at_several_pcs_at_once_lets_one_in(town: Town, desk: Sender) -> None:
    for _ in range(_ROUNDS):
        with writing(town.centre.store) as connection:
            code = make_enrolment_code(connection, desk.device.site, town.time())
        found = _at_once(*[partial(_join, town, code)] * 4)
        assert sorted(map(str, found)) == sorted(map(str, [None, *[ProblemKind.CODE_USED] * 3]))


def _join(town: Town, code: str) -> ProblemKind | None:
    """Why the PC was not let in; None: it was."""
    try:
        with writing(town.centre.store) as connection:
            new = NewDevice(SigningKey.generate().public(), "PC")
            join_site(connection, town.centre.keys, code, new, town.time())
    except Problem as problem:
        return problem.kind
    return None
