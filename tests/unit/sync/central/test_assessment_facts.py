"""Results from a desk: each record its receipt, the rules those of a list, the same result from two desks one."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from sync.central.store.engine import reading, writing
from sync.central.store.tables import assessments, roster_entries, sessions
from sync.domain.ids import StaffId
from sync.protocol.facts import Fact
from sync.protocol.payloads import AssessmentRecorded
from sync.protocol.receipts import Outcome, ReceiptCode
from tests.unit.sync.central.conftest import ELSEWHERE, WELDERS, Sender, Town

CERTIFICATE = "S000031000001265000001"
RECORDED = (Outcome.RECORDED, None)


MANAGER = StaffId("P-0003")


@pytest.fixture
def manager(desk: Sender) -> Sender:
    """The desk with its class manager at it."""
    desk.chain.operator = MANAGER
    return desk


@pytest.fixture
def members(town: Town) -> list[int]:
    """The welders, whose class is over."""
    with writing(town.centre.store) as connection:
        ended = town.time() - timedelta(hours=1)
        connection.execute(update(sessions).where(sessions.c.class_id == WELDERS).values(ends=ended))
        numbers = connection.scalars(
            select(roster_entries.c.voucher_no).where(roster_entries.c.class_id == WELDERS).order_by("voucher_no")
        )
        return list(numbers)


def result(
    number: int, attempt: int = 1, theory: int | None = 80, certificate: str | None = None, class_id: str = WELDERS
) -> AssessmentRecorded:
    return AssessmentRecorded(class_id, number, attempt, theory, 80, certificate)


def said(desk: Sender, *facts: Fact) -> list[tuple[Outcome, ReceiptCode | None]]:
    return [(receipt.outcome, receipt.code) for receipt in desk.hand_in(*facts)]


def test_a_result_is_recorded_and_the_same_from_elsewhere_is_merged(
    town: Town, manager: Sender, colleague: Sender, members: list[int]
) -> None:
    colleague.chain.operator = MANAGER
    fact = manager.chain.write(result(members[0], certificate=CERTIFICATE), at=town.time())
    assert said(manager, fact) == said(manager, fact) == [RECORDED]
    twice = colleague.chain.write(result(members[0]), at=town.time())
    other = colleague.chain.write(result(members[0], theory=81), at=town.time())
    assert said(colleague, twice, other) == [
        (Outcome.MERGED, ReceiptCode.SAME_RESULT),
        (Outcome.REJECTED, ReceiptCode.RECORDED_ALREADY),
    ]
    with reading(town.centre.store) as connection:
        (row,) = connection.execute(select(assessments)).all()
    assert (row.passed, row.certificate_no, row.fact_id, row.actor) == (
        True,
        CERTIFICATE,
        fact.header.id,
        fact.header.id,
    )


def test_what_a_batch_brings_is_judged_in_its_order(town: Town, manager: Sender, members: list[int]) -> None:
    first, second, stranger = members[0], members[1], 999_999
    payloads = (
        (result(first, theory=59), RECORDED),
        (result(first, attempt=3), (Outcome.REJECTED, ReceiptCode.NO_ATTEMPT_LEFT)),
        (result(first, attempt=2, certificate=CERTIFICATE), RECORDED),
        (result(first, attempt=2, theory=None), (Outcome.REJECTED, ReceiptCode.RECORDED_ALREADY)),
        (result(second, attempt=2), (Outcome.REJECTED, ReceiptCode.ATTEMPT_OUT_OF_ORDER)),
        (result(second, theory=101), (Outcome.REJECTED, ReceiptCode.SCORE_OUT_OF_RANGE)),
        (result(second, certificate=CERTIFICATE), (Outcome.REJECTED, ReceiptCode.CERTIFICATE_TAKEN)),
        (result(second, certificate="S1"), (Outcome.REJECTED, ReceiptCode.CERTIFICATE_MALFORMED)),
        (result(second, certificate=CERTIFICATE.replace("265", "264")), (
            Outcome.REJECTED,
            ReceiptCode.CERTIFICATE_OF_ANOTHER_LEVEL,
        )),
        (result(second, theory=0, certificate=CERTIFICATE), (Outcome.REJECTED, ReceiptCode.NOT_PASSED)),
        (result(stranger), (Outcome.REJECTED, ReceiptCode.NOT_ENROLLED)),
        (result(second, class_id=ELSEWHERE), (Outcome.REJECTED, ReceiptCode.CLASS_UNKNOWN)),
        (result(second, class_id="K-none"), (Outcome.REJECTED, ReceiptCode.CLASS_UNKNOWN)),
        (result(second), RECORDED),
    )
    facts = [manager.chain.write(payload, at=town.time()) for payload, _ in payloads]
    assert said(manager, *facts) == [expected for _, expected in payloads]


def test_a_class_that_is_not_over_and_somebody_who_may_not(town: Town, desk: Sender, members: list[int]) -> None:
    by_clerk = desk.chain.write(result(members[0]), at=town.time() - timedelta(hours=2))
    assert said(desk, by_clerk) == [(Outcome.REJECTED, ReceiptCode.OPERATOR_NOT_ALLOWED)]
    desk.chain.operator = MANAGER
    early = desk.chain.write(result(members[0]), at=town.time() - timedelta(hours=2))
    assert said(desk, early) == [(Outcome.REJECTED, ReceiptCode.CLASS_NOT_OVER)]
    doubtful = desk.chain.write(result(members[0]), at=town.time() - timedelta(hours=2), trusted=False)
    assert said(desk, doubtful) == [RECORDED]
