"""Institutions, their places and people."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from sync.central.api.bodies.given import Given, Line, MaybeLine
from sync.central.teaching.suspend_institution import Suspension
from sync.domain.account_names import is_account_name
from sync.domain.locations import CoordinateSystem, Point, to_wgs84
from sync.domain.region_rules import InstitutionKind
from sync.domain.staff import StaffRole
from sync.errors import InvalidInput


def _account_name(name: str) -> str:
    if not is_account_name(name):
        raise ValueError("a table would take it for a formula")
    return name


AccountName = Annotated[Line, AfterValidator(_account_name)]
"""It stands in the bank's file."""
BankAccount = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{0,34}$")]
CreditCode = Annotated[str, StringConstraints(max_length=36)]
"""统一社会信用代码, half or full width."""


class InstitutionGiven(Given):
    """An institution as the authority enters it."""

    name: AccountName = Field(examples=["启明职业技能培训学校"])
    kind: InstitutionKind = Field(examples=["social_training"])
    credit_code: CreditCode = Field("", examples=["91440300708461136T"])
    bank_account: BankAccount = Field("", examples=["6222020000000000000"])


class InstitutionBody(BaseModel):
    """An institution; of its bank account the last four characters."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "I-0001",
                    "name": "启明职业技能培训学校",
                    "kind": "social_training",
                    "credit_code": "91440300708461136T",
                    "bank_account_tail": "0000",
                    "suspended": False,
                    "warnings": [],
                }
            ]
        }
    )

    id: str
    name: str
    kind: InstitutionKind
    credit_code: str
    bank_account_tail: str
    suspended: bool
    warnings: list[str] = Field(description="What looks wrong and was taken all the same")


class SiteGiven(Given):
    """培训地点."""

    name: Line = Field(examples=["浦东一号教学点"])


class RoomGiven(Given):
    """教学场地: the point around which a phone may sign in, in the coordinate system it was measured in."""

    name: Line = Field(examples=["焊接实训室"])
    address: MaybeLine = Field("", examples=["浦东新区张江路 1 号"])
    latitude: float = Field(strict=True, ge=-90, le=90, allow_inf_nan=False, examples=[31.2041])
    longitude: float = Field(strict=True, ge=-180, le=180, allow_inf_nan=False, examples=[121.5905])
    coordinate_system: CoordinateSystem = Field(examples=["wgs84"])


    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        """Else every phone would be told that it is nowhere."""
        try:
            to_wgs84(Point(self.latitude, self.longitude, self.coordinate_system))
        except InvalidInput as error:
            raise ValueError(error.detail) from error
        return self


class RoomBody(RoomGiven):
    """A room under its id."""

    id: str = Field(examples=["R-0001"])


class SiteBody(BaseModel):
    """A site with its rooms."""

    id: str = Field(examples=["S-0001"])
    name: str = Field(examples=["浦东一号教学点"])
    institution: str = Field(examples=["I-0001"])
    rooms: list[RoomBody] = Field(description="By id")


class StaffGiven(Given):
    """Somebody who works at a site."""

    name: Line = Field(examples=["周慧文"])
    role: StaffRole = Field(examples=["class_manager"])


class StaffBody(StaffGiven):
    """A member of staff under their id."""

    id: str = Field(examples=["P-0003"])
    site: str = Field(examples=["S-0001"])


class TeacherGiven(Given):
    """A teacher of an institution."""

    name: Line = Field(examples=["沈国良"])
    qualification: MaybeLine = Field("", examples=["焊工高级技师"])


class TeacherBody(TeacherGiven):
    """A teacher under their id."""

    id: str = Field(examples=["L-0001"])


class OfficerGiven(Given):
    """One of the authority's own people."""

    name: Line = Field(examples=["顾明"])


class OfficerBody(OfficerGiven):
    """An officer under their id."""

    id: str = Field(examples=["O-0001"])


class SuspensionBody(BaseModel):
    """One step of an institution's history."""

    kind: Suspension
    reason: str = Field(examples=["抽查不合格"])
    actor: str = Field(examples=["officer:O-0001"])
    at: datetime


class RegisterBody(InstitutionBody):
    """An institution with everything that is its own."""

    model_config = ConfigDict(json_schema_extra={})

    sites: list[SiteBody]
    staff: list[StaffBody]
    teachers: list[TeacherBody]
    history: list[SuspensionBody] = Field(description="Suspended and resumed, in order")


class InstitutionsBody(BaseModel):
    """Institutions by id; `next` is where the next page begins, null at the end."""

    institutions: list[InstitutionBody]
    next: str | None
