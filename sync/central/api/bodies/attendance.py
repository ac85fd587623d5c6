"""Attendance of a class, corrections and leave as they come and go."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from sync.central.api.bodies.given import Given, Id, Line
from sync.domain.attendance import CorrectionState, Decision, Flag, LeaveKind, Mark

_MOST = (1 << 32) - 1
VoucherNumber = Annotated[int, Field(strict=True, ge=1, le=_MOST, examples=[1001])]


class CorrectableMark(StrEnum):
    """What a mark can be corrected into; leave is taken."""

    PRESENT = "present"
    LATE = "late"
    EARLY = "early"
    ABSENT = "absent"


class CorrectionGiven(Given):
    """补签: what the mark should be, and why."""

    session: Id = Field(examples=["K-0001-03"])
    voucher_no: VoucherNumber
    mark: CorrectableMark
    reason: Line = Field(examples=["手机没电，签到时在教室"])


class DecisionGiven(Given):
    """What is to become of a correction."""

    decision: Decision = Field(examples=["approve"])


class LeaveGiven(Given):
    """请假 for one session."""

    session: Id = Field(examples=["K-0001-04"])
    voucher_no: VoucherNumber
    kind: LeaveKind
    reason: Line = Field(examples=["就医"])


class CorrectionBody(BaseModel):
    """A correction as it stands; staff ids say who."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "C-0199f0c2",
                    "session": "K-0001-03",
                    "voucher_no": 1001,
                    "mark": "present",
                    "reason": "手机没电，签到时在教室",
                    "operator": "P-0003",
                    "at": "2026-11-24T01:10:00Z",
                    "state": "withdrawn",
                    "decided_by": "P-0009",
                    "decided_at": "2026-11-24T02:00:00Z",
                    "withdrawn_by": "P-0003",
                    "withdrawn_at": "2026-11-24T02:30:00Z",
                }
            ]
        }
    )

    id: str
    session: str
    voucher_no: int
    mark: Mark
    reason: str
    operator: str
    at: datetime
    state: CorrectionState
    decided_by: str | None
    decided_at: datetime | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None


class LeaveBody(BaseModel):
    """A leave as it stands."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "L-0199f0c3",
                    "session": "K-0001-04",
                    "voucher_no": 1001,
                    "kind": "sick",
                    "reason": "就医",
                    "operator": "P-0003",
                    "at": "2026-11-23T08:00:00Z",
                    "withdrawn_by": "P-0003",
                    "withdrawn_at": "2026-11-23T09:00:00Z",
                }
            ]
        }
    )

    id: str
    session: str
    voucher_no: int
    kind: LeaveKind
    reason: str
    operator: str
    at: datetime
    withdrawn_by: str | None
    withdrawn_at: datetime | None


class PunchBody(BaseModel):
    """打卡; `undone`, `outside` and `doubtful` ones are shown too."""

    at: datetime
    direction: str
    source: str = Field(description="desk or phone")
    doubtful: bool
    outside: bool
    undone: bool


class AccountBody(BaseModel):
    """One person at one session. `mark` null: nothing is known, and the session is not over."""

    session: str
    mark: Mark | None
    sign: str = Field(description="As in the printed book: / ○ × ¢ △; empty without a mark")
    hours: int
    corrected: bool
    flags: list[Flag]
    came_at: datetime | None
    left_at: datetime | None
    punches: list[PunchBody]
    corrections: list[CorrectionBody]
    leaves: list[LeaveBody]


class SummaryBody(BaseModel):
    """Class hours; percents rounded down."""

    required: int
    held: int = Field(description="Of sessions that are over")
    done: int
    percent: int = Field(description="Done of required")
    best: int = Field(description="When everything still to come is attended")
    forecast: int = Field(description="At the present pace")
    meets: bool = Field(description="Whether the policy's share of the hours is reached")
    can_meet: bool = Field(description="Whether it still can be")
    counts: dict[Mark, int] = Field(description="Sessions by mark")


class AttenderBody(BaseModel):
    """One voucher in the class. A guest signed in without being enrolled."""

    voucher_no: int
    trainee: str
    name: str = Field(description="Masked")
    enrolled: bool
    sessions: list[AccountBody]
    summary: SummaryBody


class HeldBody(BaseModel):
    """A session."""

    id: str
    starts: datetime
    ends: datetime
    hours: int


_PUNCH: dict[str, JsonValue] = {
    "at": "2026-11-23T00:28:11Z",
    "direction": "in",
    "source": "phone",
    "doubtful": False,
    "outside": False,
    "undone": False,
}


class AttendanceBody(BaseModel):
    """The whole book of a class: everyone at every session that is not cancelled."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "class_id": "K-0001",
                    "sessions": [
                        {
                            "id": "K-0001-03",
                            "starts": "2026-11-23T00:30:00Z",
                            "ends": "2026-11-23T03:30:00Z",
                            "hours": 4,
                        }
                    ],
                    "trainees": [
                        {
                            "voucher_no": 1001,
                            "trainee": "T-1001",
                            "name": "王*",
                            "enrolled": True,
                            "sessions": [
                                {
                                    "session": "K-0001-03",
                                    "mark": "present",
                                    "sign": "/",
                                    "hours": 4,
                                    "corrected": False,
                                    "flags": [],
                                    "came_at": "2026-11-23T00:28:11Z",
                                    "left_at": "2026-11-23T03:31:02Z",
                                    "punches": [_PUNCH],
                                    "corrections": [],
                                    "leaves": [],
                                }
                            ],
                            "summary": {
                                "required": 80,
                                "held": 4,
                                "done": 4,
                                "percent": 5,
                                "best": 4,
                                "forecast": 4,
                                "meets": False,
                                "can_meet": False,
                                "counts": {"present": 1, "absent": 0, "leave": 0, "late": 0, "early": 0},
                            },
                        }
                    ],
                }
            ]
        }
    )

    class_id: str
    sessions: list[HeldBody]
    trainees: list[AttenderBody]
