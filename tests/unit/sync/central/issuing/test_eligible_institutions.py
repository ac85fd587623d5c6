"""A campaign may be for some institutions only: at others its vouchers admit nobody, and stay as they are."""

from sync.domain.vouchers import VoucherState
from sync.protocol.receipts import Outcome, ReceiptCode
from tests.unit.sync.central.conftest import ELSEWHERE, Sender, Town
from tests.unit.sync.central.issuing.acts import claim, enter, open_campaign, person
from tests.unit.sync.central.issuing.conftest import Callers


def voucher_of_a_campaign(callers: Callers, town: Town, *institutions: str) -> int:
    open_campaign(callers, town, institutions=list(institutions))
    (welder,) = enter(callers, person(1))
    return int(claim(callers, welder)["voucher_no"])


def test_a_voucher_for_another_institution(callers: Callers, town: Town, desk: Sender, far_desk: Sender) -> None:
    number = voucher_of_a_campaign(callers, town, "I-0002")
    (here,) = desk.hand_in(desk.chain.write(town.request(town.code(number))))
    assert (here.outcome, here.code) == (Outcome.REJECTED, ReceiptCode.OTHER_INSTITUTION)
    assert town.state(number) is VoucherState.CLAIMED
    (there,) = far_desk.hand_in(far_desk.chain.write(town.request(town.code(number), ELSEWHERE)))
    assert (there.outcome, there.code) == (Outcome.RECORDED, None)
    assert town.state(number) is VoucherState.IN_USE


def test_a_voucher_for_several_institutions(callers: Callers, town: Town, desk: Sender) -> None:
    number = voucher_of_a_campaign(callers, town, "I-0001", "I-0002")
    (receipt,) = desk.hand_in(desk.chain.write(town.request(town.code(number))))
    assert receipt.outcome is Outcome.RECORDED


def test_a_voucher_for_all(callers: Callers, town: Town, desk: Sender) -> None:
    number = voucher_of_a_campaign(callers, town)
    (receipt,) = desk.hand_in(desk.chain.write(town.request(town.code(number))))
    assert receipt.outcome is Outcome.RECORDED
