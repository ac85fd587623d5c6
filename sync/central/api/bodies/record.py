"""A holder's whole record, and what the holder says of a course."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from sync.central.api.bodies.given import Given, Text
from sync.central.holder_record.evaluate_class import MAX_STARS
from sync.domain.classes import ClassState
from sync.domain.region_rules import Condition, PayeeKind
from sync.domain.vouchers import VoidReason, VoucherKind, VoucherState

Stars = Annotated[int, Field(strict=True, ge=1, le=MAX_STARS)]


class MoveBody(BaseModel):
    """One move of a voucher; the first has no state before it."""

    from_state: VoucherState | None
    to_state: VoucherState
    reason: str = Field(examples=["claim"])
    at: datetime


class CheckBody(BaseModel):
    """核验: the last check before payment; `unmet` names each condition that did not hold."""

    eligible: bool
    unmet: list[Condition]
    amount_fen: int
    at: datetime


class PaymentBody(BaseModel):
    """Where the subsidy stands; the account is nowhere shown."""

    amount_fen: int
    payee_kind: PayeeKind
    state: str = Field(examples=["paid"])
    at: datetime


class VoucherRecordBody(BaseModel):
    """One voucher with its whole history."""

    voucher_no: int = Field(examples=[1001])
    kind: VoucherKind
    state: VoucherState
    void_reason: VoidReason | None
    project: int
    valid_from: date
    valid_until: date
    history: list[MoveBody]
    check: CheckBody | None
    payment: PaymentBody | None


class ResultBody(BaseModel):
    """One attempt; a null score: absent from that part."""

    attempt: int
    theory: int | None
    practical: int | None
    passed: bool
    certificate_no: str | None
    at: datetime


class EvaluationGiven(Given):
    """How a course was: one to five stars, and words for the institution and the authority."""

    stars: Stars = Field(examples=[5])
    comment: Text = Field("", examples=["老师讲得很清楚"])


class EvaluationBody(EvaluationGiven):
    """An evaluation as it stands."""

    at: datetime


class ClassRecordBody(BaseModel):
    """One class taken with one voucher; `hours` credited in class hours, also in one left or cancelled since."""

    class_id: str = Field(examples=["K-0001"])
    name: str
    institution_name: str
    site_name: str
    state: ClassState
    course: str | None
    project: int
    project_name: str
    occupation_code: str | None = Field(examples=["6-18-02-04"])
    occupation_edition: int | None = Field(examples=[2022])
    occupation_name: str | None = Field(examples=["焊工"])
    skill_level: int | None
    voucher_no: int
    attended: bool
    hours: int
    required_hours: int
    registered_in_time: bool | None = Field(description="Null: not registered with the opening report")
    results: list[ResultBody]
    evaluation: EvaluationBody | None


class CertificateBody(BaseModel):
    """职业技能等级证书."""

    certificate_no: str = Field(examples=["S000031010001265000001"])
    occupation_code: str | None = Field(examples=["6-18-02-04"])
    occupation_edition: int | None = Field(examples=[2022])
    occupation_name: str | None = Field(examples=["焊工"])
    skill_level: int | None = Field(examples=[5])
    class_id: str = Field(examples=["K-0001"])
    at: datetime


class RecordBody(BaseModel):
    """终身电子培训档案: vouchers and classes by number, certificates as they were earned."""

    vouchers: list[VoucherRecordBody]
    classes: list[ClassRecordBody]
    certificates: list[CertificateBody]
