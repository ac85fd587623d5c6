"""Campaigns as officers open them, as staff and holders see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, StringConstraints, model_validator

from sync.central.api.bodies.given import Day, Given, Id, Line, Project
from sync.central.issuing.campaigns import EVERYONE, CampaignState
from sync.central.issuing.create_campaign import NewCampaign
from sync.domain.ids import ProjectNo
from sync.domain.region_rules import FundSource
from sync.domain.vouchers import IssueMode, ValueMode, VoucherKind

_MAX_QUANTITY = 10_000_000
_MAX_INSTITUTIONS = 500
_MAX_PEOPLE = 5_000
Rule = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class GivenCampaign(Given):
    """What is on offer. A subsidy campaign has a project and a fund; a sign-in-only one has neither."""

    name: Line = Field(examples=["2026 年秋季焊工补贴券"])
    kind: VoucherKind
    value_mode: ValueMode = ValueMode.ENTITLEMENT
    issue_mode: IssueMode
    project: Project | None = Field(default=None, examples=[1])
    fund_source: FundSource | None = None
    quantity: Annotated[int, Field(strict=True, ge=1, le=_MAX_QUANTITY)] = Field(examples=[300])
    eligible: Rule | None = Field(
        default=None,
        description=f"A rule's name in the policy pack; `{EVERYONE}` for sign-in-only ones; null: those listed only",
        examples=["jobseekers"],
    )
    valid_from: Day = Field(examples=["2026-11-23"])
    valid_until: Day = Field(examples=["2027-11-22"])
    institutions: Annotated[list[Id], Field(max_length=_MAX_INSTITUTIONS)] = Field(
        default_factory=list, description="Where the vouchers may be used; empty: everywhere", examples=[["I-0001"]]
    )
    people: Annotated[list[Id], Field(max_length=_MAX_PEOPLE)] = Field(
        default_factory=list, description="The named list, by people's ids", examples=[[]]
    )

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        subsidy = self.kind is VoucherKind.SUBSIDY
        if subsidy != (self.project is not None) or subsidy != (self.fund_source is not None):
            raise ValueError("a subsidy campaign has a project and a fund, a sign-in-only one has neither")
        if self.eligible == EVERYONE and subsidy:
            raise ValueError("a subsidy is not for everyone")
        if self.issue_mode is IssueMode.OPEN and (self.eligible is None) != bool(self.people):
            raise ValueError("an open campaign has either a rule or a named list")
        if self.valid_until < self.valid_from:
            raise ValueError("validity ends before it begins")
        return self

    def to_new(self, campaign: str) -> NewCampaign:
        """As the centre opens it."""
        return NewCampaign(
            campaign,
            self.name,
            self.kind,
            self.value_mode,
            self.issue_mode,
            project=ProjectNo(self.project or 0),
            fund_source=self.fund_source,
            quantity=self.quantity,
            eligible=self.eligible,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            institutions=tuple(self.institutions),
            people=tuple(self.people),
        )


class OfferedBody(BaseModel):
    """What a campaign offers, with the project's occupation and level."""

    id: str = Field(examples=["C-2026-welders"])
    name: str = Field(examples=["2026 年秋季焊工补贴券"])
    kind: VoucherKind
    value_mode: ValueMode
    issue_mode: IssueMode
    project: int | None = Field(examples=[1])
    project_name: str | None = Field(examples=["焊工（五级/初级工）"])
    project_type: str | None = Field(examples=["social_training"])
    occupation_code: str | None = Field(examples=["6-18-02-04"])
    occupation_edition: int | None = Field(examples=[2022])
    occupation_name: str | None = Field(examples=["焊工"])
    skill_level: int | None = Field(examples=[5])
    valid_from: date
    valid_until: date


class CampaignBody(OfferedBody):
    """A campaign and how far it has come."""

    state: CampaignState
    fund_source: FundSource | None
    quantity: int = Field(examples=[300])
    eligible: str | None = Field(examples=["jobseekers"])
    institutions: list[str] = Field(examples=[["I-0001"]])
    people_listed: int = Field(description="On the named list; staff see their own institution's", examples=[0])
    vouchers_given: int = Field(examples=[17])
    created_at: datetime
    policy_version: int = Field(examples=[2])


class CampaignsBody(BaseModel):
    """Campaigns, the oldest first; `next` is the `after` of the next page, null on the last."""

    campaigns: list[CampaignBody]
    next: str | None = Field(examples=[None])


class OfferBody(OfferedBody):
    """A campaign as one holder sees it: the voucher had of it, or whether to get one and why not."""

    voucher_no: int | None = Field(examples=[None])
    claimable: bool = Field(examples=[False])
    refusal: str | None = Field(description="The problem a claim would meet", examples=["not-eligible"])
    unmet: list[dict[str, Any]] = Field(
        description="Each clause that fails: its code, attribute and values wanted; never the person's own data",
        examples=[[{"code": "at_least.insured_months", "attribute": "insured_months", "wanted": [12]}]],
    )


class OffersBody(BaseModel):
    """Every open campaign, the oldest first."""

    campaigns: list[OfferBody]


class LeftOutBody(BaseModel):
    """Somebody on the list who got no voucher, and why."""

    trainee: str = Field(examples=["T-1001"])
    refusal: str = Field(examples=["subsidised-before"])
    unmet: list[dict[str, Any]] = Field(examples=[[]])


class GeneratedBody(BaseModel):
    """What a run came to; people who had their voucher before are not counted."""

    generated: int = Field(examples=[28])
    left_out: list[LeftOutBody]
