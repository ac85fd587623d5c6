"""Vouchers before other codes: by the form of the text alone, under the policy in force."""

from __future__ import annotations

import pytest

from sync.desk.operations.desk import Desk
from sync.desk.operations.may_be_voucher import may_be_voucher
from tests.fakes.site import SiteKeys


def test_our_own_code_may_be_one_whether_it_is_good_or_not(desk: Desk, keys: SiteKeys) -> None:
    assert may_be_voucher(desk)(keys.code_for(1001))
    assert may_be_voucher(desk)("VD1FORGED")


def test_what_may_be_the_national_code_is_told_by_the_policy(desk: Desk) -> None:
    assert may_be_voucher(desk)("880012345678901234567890")


@pytest.mark.parametrize("text", ["", "HTTPS://PAY.EXAMPLE/1", "WIFI:T:WPA;S:GUEST;;", "8800"])
def test_anything_else_is_another_code(desk: Desk, text: str) -> None:
    assert not may_be_voucher(desk)(text)
