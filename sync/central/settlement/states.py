"""Where a payment, a batch and a batch's line stand."""

from __future__ import annotations

from enum import StrEnum


class PaymentState(StrEnum):
    """DUE or HELD → BATCHED → PAID; what the bank returned is DUE again, what was revoked before is CANCELLED."""

    DUE = "due"
    HELD = "held"
    BATCHED = "batched"
    PAID = "paid"
    CANCELLED = "cancelled"


class BatchState(StrEnum):
    """OPEN until the bank's result is in."""

    OPEN = "open"
    SETTLED = "settled"


class LineState(StrEnum):
    """What the bank said about one payment."""

    SENT = "sent"
    PAID = "paid"
    RETURNED = "returned"
