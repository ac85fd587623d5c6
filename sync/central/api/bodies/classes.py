"""Classes, their sessions, and the opening report."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from sync.central.api.bodies.given import Given, Id, Line, Moment, Project
from sync.central.teaching.class_history import ClassStep
from sync.domain.classes import ClassState
from sync.domain.opening import OpeningPoint

MAX_SESSIONS = 200
"""Set in one request."""
_Hours = Annotated[int, Field(strict=True, ge=1, le=2000)]
_People = Annotated[int, Field(strict=True, ge=1, le=10_000)]


class ClassGiven(Given):
    """A class as its manager plans it. `required_hours` in class hours."""

    site: Id = Field(examples=["S-0001"])
    name: Line = Field(examples=["初级焊工 2026-12 班"])
    project: Project = Field(examples=[1])
    capacity: _People = Field(examples=[40])
    required_hours: _Hours = Field(examples=[80])
    course: Id | None = Field(None, description="The course of the catalogue it comes from", examples=["C-0001"])


class SessionGiven(Given):
    """课次. `hours` in class hours; `room` of the class's site, `teacher` of the institution."""

    id: Id = Field(examples=["K-0009-01"])
    starts: Moment = Field(examples=["2026-12-07T08:30:00+08:00"])
    ends: Moment = Field(examples=["2026-12-07T11:30:00+08:00"])
    hours: _Hours = Field(examples=[4])
    room: Id | None = Field(None, examples=["R-0001"])
    teacher: Id | None = Field(None, examples=["L-0001"])


class SessionsGiven(Given):
    """Sessions in order of time; those of the class that are not named stay as they are."""

    sessions: list[SessionGiven] = Field(min_length=1, max_length=MAX_SESSIONS)


class ReasonGiven(Given):
    """Why, in the asker's words; no names, no numbers."""

    reason: Line = Field(examples=["报名人数不足"])


class SessionBody(BaseModel):
    """A session as it stands."""

    id: str = Field(examples=["K-0009-01"])
    starts: datetime
    ends: datetime
    hours: int
    room: str | None
    teacher: str | None
    cancelled: bool


class OpeningReportBody(BaseModel):
    """开班反馈 that stands: made at `reported_at` by trusted time, judged against the `deadline` as it was then."""

    reported_at: datetime
    received_at: datetime
    deadline: datetime
    in_time: bool
    policy_version: int


class RegistrationBody(BaseModel):
    """学员注册 of one voucher's holder."""

    voucher_no: int = Field(examples=[1001])
    at: datetime
    in_time: bool


class OpeningBody(BaseModel):
    """Where a class stands with its opening: until when the report is due, what it lacks, what was reported."""

    class_id: str = Field(examples=["K-0009"])
    due: datetime | None = Field(description="Null: there is no session yet")
    unmet: list[OpeningPoint]
    report: OpeningReportBody | None
    registrations: list[RegistrationBody]


class ClassBody(BaseModel):
    """One class. `enrolled`: people on its roster."""

    id: str = Field(examples=["K-0009"])
    site: str = Field(examples=["S-0001"])
    institution: str = Field(examples=["I-0001"])
    name: str
    project: int
    project_name: str
    course: str | None
    capacity: int
    required_hours: int
    enrolled: int
    state: ClassState


class StepBody(BaseModel):
    """One step of a class's history; `what` tells what it changed."""

    kind: ClassStep
    what: dict[str, Any]
    actor: str
    at: datetime
    policy_version: int


class ClassDetail(ClassBody):
    """A class with its sessions, in order of time, and its history."""

    sessions: list[SessionBody]
    history: list[StepBody]


class ClassesBody(BaseModel):
    """Classes by id; `next` is where the next page begins, null at the end."""

    classes: list[ClassBody]
    next: str | None
