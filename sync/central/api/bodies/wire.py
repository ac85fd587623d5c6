"""The JSON bodies of the interface, as its description (OpenAPI) shows them. What they mean is in `sync.protocol`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.desk_health import MOST_TROUBLES
from sync.protocol.json_values import UINT32
from sync.protocol.receipts import Outcome, ReceiptCode

_SECONDS = 1e11
"""Three thousand years: a clock may stand anywhere."""
_Short = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class _Given(BaseModel):
    """What comes in: names nobody knows are a mistake."""

    model_config = ConfigDict(extra="forbid")


class JoinRequest(_Given):
    """A PC wants to join the site that its code was made for."""

    code: _Short = Field(examples=["7K3MPQ9TX4WA"])
    public_key: _Short = Field(
        description="URL-safe base64 of the CBOR item [COSE algorithm, public point]",
        examples=["gidYIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"],
    )
    name: _Short = Field(description="What IT calls the PC", examples=["front desk 1"])


class CodeToResolve(_Given):
    """A national e-card code."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=512)] = Field(
        examples=["310000D156000005A1B2C3D4E5F60718"]
    )


class WelcomeBody(BaseModel):
    """What a PC learns when it joins; the keys are pinned from then on."""

    device: str = Field(examples=["D-0001"])
    site: str = Field(examples=["S-0001"])
    site_name: str = Field(examples=["浦东一号教学点"])
    institution: str = Field(examples=["I-0001"])
    institution_name: str = Field(examples=["浦江职业技能培训学校"])
    centre_key: str = Field(examples=["gidYIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"])
    roots: dict[str, str] = Field(
        description="Root keys by key id", examples=[{"9f3a61c0": "gidYIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"}]
    )
    box: str = Field(
        description="What files on a stick are sealed for: URL-safe base64 of the CBOR item [suite, public point]",
        examples=["ggFYIQIAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHw"],
    )


class HealthReport(_Given):
    """What a PC says of itself; it replaces what it said before."""

    program: Annotated[str, StringConstraints(max_length=40)] = Field(examples=["0.9.0"])
    system: Annotated[str, StringConstraints(max_length=80)] = Field(examples=["Windows 11"])
    pending: int = Field(ge=0, le=UINT32, description="Records without a settling receipt", examples=[3])
    waiting_since: AwareDatetime | None = Field(None, description="When the oldest of them was made")
    clock_error: float | None = Field(
        None, ge=-_SECONDS, le=_SECONDS, description="Seconds its clock is ahead; null: none known"
    )
    troubles: list[Annotated[str, StringConstraints(min_length=1, max_length=40)]] = Field(
        max_length=MOST_TROUBLES, description="Names of doctor's checks that are not well", examples=[["disk"]]
    )


class HeardBody(BaseModel):
    """When the centre heard how the PC is."""

    device: str = Field(examples=["D-0001"])
    health_at: datetime


class WipedBody(BaseModel):
    """When the centre first heard that the personal data on a withdrawn PC is gone."""

    device: str = Field(examples=["D-0001"])
    wiped_at: datetime


class WinnerBody(BaseModel):
    """Who holds what the record asked for."""

    site: str = Field(examples=["浦东一号教学点"])
    class_name: str = Field(examples=["初级焊工 2026-11 班"])
    at: datetime


class ReceiptBody(BaseModel):
    """The centre's answer to one record; absent names say nothing."""

    fact_id: str = Field(examples=["0192f0c8-7c1e-7b7a-9c55-0a1b2c3d4e5f"])
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

    kind: str = Field(examples=["site"])
    key: str = Field(examples=["S-0001"])
    body: dict[str, Any] | None = Field(examples=[{"name": "浦东一号教学点", "suspended": False}])


class PageBody(BaseModel):
    """Some changes, the cursor behind them, and whether there is more right now."""

    changes: list[ChangeBody]
    cursor: str = Field(examples=["djE6MTI"])
    more: bool
    again_in: float = Field(description="Seconds", examples=[15.0])


class DigestBody(BaseModel):
    """What a desk that has read up to the cursor should hold; null: there is news behind it."""

    digest: str | None = Field(
        description="32 bytes in hexadecimal",
        examples=["9f3a61c09f3a61c09f3a61c09f3a61c09f3a61c09f3a61c09f3a61c09f3a61c0"],
    )


class SnapshotRequest(_Given):
    """Which feed."""

    scope: _Short = Field(description="site:ID, the device's own site", examples=["site:S-0001"])


class SnapshotBody(BaseModel):
    """What the snapshot consists of."""

    manifest: str = Field(description="URL-safe base64 of a COSE_Sign1", examples=["hEOhASagWCM"])


class ClaimsBody(BaseModel):
    """What the scheme vouches for about one voucher."""

    voucher_no: int
    kind: VoucherKind
    name: str = Field(examples=["王试明"])
    id_tail: str = Field(examples=["001X"])
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

    status: str = Field(examples=["ok"])
    protocol: int
    oldest_contract: int = Field(description="News are given to programs that speak this or a newer one", examples=[1])
    newest_contract: int = Field(examples=[1])


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

    code: str = Field(examples=["VD1:6BFOXN*TS0BI$ZD-PHQ:A1HV"])
    signed_at: datetime
