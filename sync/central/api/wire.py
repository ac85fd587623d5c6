"""The JSON bodies of the interface, as its description (OpenAPI) shows them. What they mean is in `sync.protocol`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.receipts import Outcome, ReceiptCode

_Short = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class _Given(BaseModel):
    """What comes in: names nobody knows are a mistake."""

    model_config = ConfigDict(extra="forbid")


class JoinRequest(_Given):
    """A PC wants to join the site that its one-time code was made for."""

    code: _Short
    public_key: _Short = Field(description="URL-safe base64 of the CBOR item [COSE algorithm, public point]")
    name: _Short = Field(description="What IT calls the PC")


class CodeToResolve(_Given):
    """A national e-card code."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=512)]


class WelcomeBody(BaseModel):
    """What a PC learns when it joins; the keys are pinned from then on."""

    device: str
    site: str
    site_name: str
    institution: str
    institution_name: str
    centre_key: str
    roots: dict[str, str]


class WinnerBody(BaseModel):
    """Who holds what the record asked for."""

    site: str
    class_name: str
    at: datetime


class ReceiptBody(BaseModel):
    """The centre's answer to one record; absent names say nothing."""

    fact_id: str
    outcome: Outcome
    at: datetime
    code: ReceiptCode | None = None
    winner: WinnerBody | None = None
    voucher_no: int | None = None


class ReceiptsBody(BaseModel):
    """One receipt per record, in the order sent."""

    receipts: list[ReceiptBody]


class ChangeBody(BaseModel):
    """What one thing is now; `body` null: it is gone."""

    kind: str
    key: str
    body: dict[str, Any] | None


class PageBody(BaseModel):
    """Some changes, the cursor behind them, and whether there is more right now."""

    changes: list[ChangeBody]
    cursor: str
    more: bool


class ClaimsBody(BaseModel):
    """What the scheme vouches for about one voucher."""

    voucher_no: int
    kind: VoucherKind
    name: str
    id_tail: str
    project: int
    valid_from: date
    valid_until: date
    ratio_percent: int
    signed_at: datetime


class ResolutionBody(BaseModel):
    """Whose voucher a code is and where it stands; `claims` null: nobody's."""

    at: datetime
    state: VoucherState | None
    claims: ClaimsBody | None


class HealthBody(BaseModel):
    """The centre answers."""

    status: str
    protocol: int


class HolderVoucher(BaseModel):
    """One of a holder's vouchers."""

    voucher_no: int
    kind: VoucherKind
    state: VoucherState
    project: int
    valid_from: date
    valid_until: date


class HolderVouchers(BaseModel):
    """All of a holder's vouchers."""

    vouchers: list[HolderVoucher]


class HolderCode(BaseModel):
    """A voucher code signed just now."""

    code: str
    signed_at: datetime


class ProblemBody(BaseModel):
    """Problem details (RFC 9457); `type` is urn:voucherdesk:problem:NAME. `unmet`: the conditions that failed."""

    type: str
    title: str
    status: int
    detail: str | None = None
    unmet: list[dict[str, Any]] | None = None
