"""Two people do something at the same moment, at a server with several writers: one after the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest

from sync.domain.vouchers import VoucherState
from sync.protocol.payloads import OpeningReported
from sync.protocol.receipts import Outcome, ReceiptCode
from tests.fakes.postgres import PostgresServer
from tests.unit.sync.central.conftest import Sender
from tests.unit.sync.central.teaching.school import CLASS, School

OTHER = "K-0102"
ROUNDS = 3


@pytest.fixture
def town_url(postgres: PostgresServer) -> str:
    return postgres.fresh_database()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    start = Barrier(len(acts))

    def begin(act: Callable[[], Any]) -> Any:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(begin, act) for act in acts]]


def test_one_teacher_is_promised_to_one_class(school: School) -> None:
    school.furnish()
    school.open()
    manager = school.callers.manager
    manager.done("PUT", f"/v1/classes/{OTHER}", school.plan(name="另一班"))
    for number in range(ROUNDS):
        mine = {"sessions": [school.session(number, 10 + number, room=None)]}
        theirs = {"sessions": [{**mine["sessions"][0], "id": f"{OTHER}-{number}"}]}
        answers = at_once(
            partial(manager.ask, "PUT", f"{school.at}/sessions", mine),
            partial(manager.ask, "PUT", f"/v1/classes/{OTHER}/sessions", theirs),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]


def test_cancelling_a_class_and_enrolling_into_it_leave_no_voucher_hanging(school: School, desk: Sender) -> None:
    school.furnish()
    manager = school.callers.manager
    for number in range(ROUNDS):
        class_id = f"K-02{number:02d}"
        manager.done("PUT", f"/v1/classes/{class_id}", school.plan())
        voucher = school.candidate(number)
        fact = desk.chain.write(school.town.request(school.town.code(voucher), class_id))
        _, (receipt,) = at_once(
            partial(manager.done, "POST", f"/v1/classes/{class_id}/cancel", {"reason": "x"}),
            partial(desk.hand_in, fact),
        )
        assert receipt.outcome is Outcome.RECORDED or receipt.code is ReceiptCode.CLASS_CANCELLED
        assert school.roster(class_id) == []
        assert school.town.state(voucher) is VoucherState.CLAIMED


def test_a_class_reported_online_and_by_two_desks_at_once_is_reported_once(
    school: School, desk: Sender, colleague: Sender
) -> None:
    school.ready()
    member = school.enrol(desk)
    facts = [(sender, sender.chain.write(OpeningReported(CLASS, 1))) for sender in (desk, colleague)]
    at_once(school.report, *(partial(sender.hand_in, fact) for sender, fact in facts))
    assert school.registered() == {member: True}
    told = school.callers.manager.done("GET", f"{school.at}/opening-report")
    assert told["report"]["in_time"] is True
