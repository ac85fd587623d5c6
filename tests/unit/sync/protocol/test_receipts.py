"""A receipt as the centre keeps and sends it, and what a desk makes of one from a later centre."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from sync.domain.ids import FactId
from sync.errors import MalformedMessage
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode, Winner

NOW = datetime(2026, 11, 23, 8, 30, 0, 1500, tzinfo=UTC)
WINNER = Winner('二号"教学点"\\', "班\u2028", NOW)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("code", [None, *ReceiptCode])
@pytest.mark.parametrize("voucher_no", [None, 1001])
@pytest.mark.parametrize("winner", [None, WINNER])
def test_its_json_is_its_map(
    outcome: Outcome, code: ReceiptCode | None, voucher_no: int | None, winner: Winner | None
) -> None:
    receipt = Receipt(FactId("ab" * 16), outcome, code, NOW, winner, voucher_no)
    compact = json.dumps(receipt.to_map(), ensure_ascii=False, separators=(",", ":"))
    assert receipt.to_json() == compact
    assert Receipt.from_map(json.loads(receipt.to_json())) == receipt


@pytest.mark.parametrize("later", [{"outcome": "postponed"}, {"code": "of_a_later_centre"}])
def test_what_a_later_centre_says_is_not_guessed_at(later: dict[str, str]) -> None:
    row = Receipt(FactId("ab" * 16), Outcome.RECORDED, ReceiptCode.SAME_ATTENDANCE, NOW).to_map()
    with pytest.raises(MalformedMessage):
        Receipt.from_map({**row, **later})


def test_a_receipt_may_say_more_than_this_program_reads() -> None:
    receipt = Receipt(FactId("ab" * 16), Outcome.RECORDED, None, NOW)
    assert Receipt.from_map({**receipt.to_map(), "of_a_later_centre": 1}) == receipt
