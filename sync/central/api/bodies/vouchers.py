"""A voucher as officers see it: where it stands, how it came there."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

from sync.central.api.bodies.given import Given, Line
from sync.central.settlement.states import PaymentState
from sync.domain.vouchers import Move, VoidReason, VoucherKind, VoucherState


class GivenRevocation(Given):
    """撤销: why, in the officer's own words; kept in the history."""

    reason: Line = Field(examples=["申领材料不实"])


class ShownMove(BaseModel):
    """One step of a voucher's way."""

    step: int = Field(examples=[1])
    from_state: VoucherState | None = Field(examples=[None])
    to_state: VoucherState
    move: Move
    note: str = Field(examples=[""])
    actor: str = Field(examples=["officer:O-0001"])
    at: datetime
    policy_version: int = Field(examples=[2])


class VoucherWithHistory(BaseModel):
    """A voucher with every move it made."""

    voucher_no: int = Field(examples=[100_001])
    kind: VoucherKind
    state: VoucherState
    void_reason: VoidReason | None = Field(examples=[None])
    project: int = Field(examples=[1])
    ratio_percent: int = Field(examples=[80])
    valid_from: date
    valid_until: date
    payment: PaymentState | None = Field(examples=[None])
    history: list[ShownMove]
