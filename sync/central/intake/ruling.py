"""What a rule says about one fact, before it becomes a receipt."""

from __future__ import annotations

from typing import NamedTuple

from sync.protocol.receipts import Outcome, ReceiptCode, Winner


class Ruling(NamedTuple):
    """`voucher_no` where the rule found out whose code it was."""

    outcome: Outcome
    code: ReceiptCode | None = None
    winner: Winner | None = None
    voucher_no: int | None = None


def rejected(code: ReceiptCode, voucher_no: int | None = None) -> Ruling:
    """Nothing came of it, and nothing will."""
    return Ruling(Outcome.REJECTED, code, None, voucher_no)
