"""Checks, payments and batches as they are shown."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from sync.central.settlement.states import BatchState, LineState, PaymentState
from sync.domain.region_rules import Condition
from sync.domain.subsidy import Hold

ClassName = Annotated[str, Field(examples=["K-0001"])]
BatchName = Annotated[str, Field(examples=["B-2026-11"])]
PaymentName = Annotated[str, Field(examples=["Y-100001"])]
VoucherNumber = Annotated[int, Field(examples=[100_001])]
Fen = Annotated[int, Field(examples=[120_000], description="Fen")]


class ShownCheck(BaseModel):
    """核验: what the last check of one voucher found, and by which policy."""

    voucher_no: VoucherNumber
    eligible: bool = Field(examples=[True])
    unmet: list[Condition] = Field(examples=[[]])
    standard_fen: Fen
    ratio_percent: int = Field(examples=[80])
    amount_fen: Fen
    at: datetime
    policy_version: int = Field(examples=[2])


class ShownChecks(BaseModel):
    """The last check of each voucher of a class."""

    class_id: ClassName
    checks: list[ShownCheck]


class CheckRun(BaseModel):
    """What one run over all classes that are due has done."""

    classes: int = Field(examples=[3])
    checked: int = Field(examples=[72])
    eligible: int = Field(examples=[60])
    amount_fen: Fen


class ShownPayment(BaseModel):
    """拨付 of one voucher. `payee`: an id; accounts stand in the bank file only."""

    id: PaymentName
    voucher_no: VoucherNumber
    amount_fen: Fen
    payee_kind: str = Field(examples=["trainee"])
    payee: str = Field(examples=["T-100001"])
    state: PaymentState
    hold: Hold | None = Field(examples=[None], description="Why it cannot be sent yet")
    at: datetime
    policy_version: int = Field(examples=[2])


class ShownPayments(BaseModel):
    """A page in the order of voucher numbers; `next` is the `after` of the next page, null at the end."""

    payments: list[ShownPayment]
    next: int | None = Field(examples=[None])


class ShownBatch(BaseModel):
    """A payment batch; `file_digest`: SHA-256 of its bank file, hexadecimal."""

    id: BatchName
    state: BatchState
    lines: int = Field(examples=[60])
    total_fen: Fen
    created_at: datetime
    file_digest: str = Field(examples=["0" * 64])


class ShownBatches(BaseModel):
    """A page, the newest first; `next` is the `after` of the next page, null at the end."""

    batches: list[ShownBatch]
    next: str | None = Field(examples=[None])


class ShownLine(BaseModel):
    """One payment in a batch, and what the bank said."""

    line: int = Field(examples=[1])
    payment: PaymentName
    amount_fen: Fen
    state: LineState
    bank_reason: str = Field(examples=[""])


class ShownBatchLines(ShownBatch):
    """A batch with its lines."""

    content: list[ShownLine]


class TakenResult(BaseModel):
    """What a bank's result said: paid vouchers are written off, returned payments are due again."""

    batch: BatchName
    paid: int = Field(examples=[59])
    paid_fen: Fen
    returned: int = Field(examples=[1])


class ExpiryRun(BaseModel):
    """How many vouchers went void because their dates were over."""

    expired: int = Field(examples=[4])
