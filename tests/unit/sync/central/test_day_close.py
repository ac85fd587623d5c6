"""日结 at the centre: kept from the site's staff, as often as a day is closed."""

from sync.domain.ids import StaffId
from sync.protocol.payloads import DayClosed
from sync.protocol.receipts import Outcome, ReceiptCode
from tests.unit.sync.central.conftest import Sender, Town

CLOSED = DayClosed("2026-11-23", 2, 60, 55, 3, 4, 1, 7, None)


def test_a_close_and_the_next_one_of_the_same_day_are_recorded(town: Town, desk: Sender) -> None:
    facts = [desk.chain.write(CLOSED, at=town.time()) for _ in range(2)]
    assert [receipt.outcome for receipt in desk.hand_in(*facts)] == [Outcome.RECORDED] * 2


def test_nobody_else_closes_a_day(town: Town, desk: Sender) -> None:
    desk.chain.operator = StaffId("nobody")
    (receipt,) = desk.hand_in(desk.chain.write(CLOSED, at=town.time()))
    assert (receipt.outcome, receipt.code) == (Outcome.REJECTED, ReceiptCode.OPERATOR_NOT_ALLOWED)
